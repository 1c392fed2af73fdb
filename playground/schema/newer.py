"""What the carried schema (Bot API 10.1) has and clients of 10.0 do not know: the playground never sends it.

python-telegram-bot 22.8 is such a client; a test holds this list equal to what it lacks. Types that only stand
inside these are not listed.
"""

NEWER = frozenset(
    {
        "ChatFullInfo.guard_bot",
        "ChatJoinRequest.query_id",
        "Link",
        "Message.rich_message",
        "PollMedia.link",
        "RichMessage",
        "User.supports_join_request_queries",
    }
)
