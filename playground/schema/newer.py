"""What the included schema (Bot API 10.3) has that clients of 10.0 do not know. The playground never sends it.

python-telegram-bot 22.8 is such a client; a test keeps this list equal to what it lacks. Types that only occur
inside these are not listed.
"""

NEWER = frozenset(
    {
        "BotCommand.is_ephemeral",
        "BotSubscriptionUpdated",
        "BusinessBotRights.can_delete_outgoing_messages",
        "ChatFullInfo.community",
        "ChatFullInfo.guard_bot",
        "ChatJoinRequest.query_id",
        "Community",
        "CommunityChatAdded",
        "CommunityChatJoined",
        "CommunityChatRemoved",
        "DisabledButton",
        "EphemeralMessageParameters",
        "InlineKeyboardButton.disabled",
        "InputMediaVoiceNote",
        "Link",
        "Message.community_chat_added",
        "Message.community_chat_joined",
        "Message.community_chat_removed",
        "Message.ephemeral_message_id",
        "Message.receiver_user",
        "Message.rich_message",
        "MessageGenerationStopped",
        "PollMedia.link",
        "ReplyParameters.ephemeral_message_id",
        "RichMessage",
        "UniqueGiftInfo.entities",
        "UniqueGiftInfo.is_private",
        "UniqueGiftInfo.text",
        "Update.stopped_message_generation",
        "Update.subscription",
        "User.supports_join_request_queries",
    }
)
#: Sent anyway: clients of 10.3 cannot read an administrator without it, and older ones ignore it.
NEEDED = frozenset(
    {
        "ChatAdministratorRights.can_send_welcome_messages",
        "ChatMemberAdministrator.can_send_welcome_messages",
    }
)
