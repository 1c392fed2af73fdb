"""What the playground takes without doing anything about it, though people would see a difference on Telegram."""

from collections.abc import Iterator

from playground.schema.shapes import Problem, ProblemType
from playground.serving.parameters import Parameters

_EVERYWHERE = frozenset(
    {
        "cover",
        "direct_messages_topic_id",
        "ephemeral_message_parameters",
        "max_tip_amount",
        "receiver_user_id",
        "rich_message",
        "subscription_period",
        "suggested_post_parameters",
        "suggested_tip_amounts",
    }
)
_OF_POLLS = frozenset(
    {
        "allow_adding_options",
        "country_codes",
        "description",
        "explanation_media",
        "hide_results_until_closes",
        "media",
        "shuffle_options",
    }
)
_NOTHING = frozenset({"", "0", "false", "[]", "{}", "null"})


def dropped_by(method: str, parameters: Parameters) -> Iterator[Problem]:
    """Name the parameters of a call that the playground passes over."""
    given = {*parameters.values, *parameters.files}
    names = (_EVERYWHERE | _OF_POLLS if method == "sendPoll" else _EVERYWHERE) & given
    if "message_thread_id" in given and parameters.integer("chat_id") > 0:
        names |= {"message_thread_id"}
    for name in sorted(names):
        if name in parameters.files or parameters.text(name).lower() not in _NOTHING:
            yield Problem(path=name, kind=ProblemType.DROPPED, wanted="the playground doesn't do this")
