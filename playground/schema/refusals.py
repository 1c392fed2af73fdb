"""Telegram's answers to calls that violate the schema, by parameter name.

The wording is that of tdlib/telegram-bot-api and Telegram's servers if known; otherwise it follows the pattern of
the known ones. Telegram overlooks some mistakes: those are recorded, not refused.
"""

from collections.abc import Mapping

from playground.errors import ApiError, bad_request
from playground.schema.shapes import Problem, ProblemType

#: Numbers that Telegram clamps to their range, and texts that it cuts off or overlooks.
_OVERLOOKED = frozenset(
    {
        ("getUpdates", "limit"),
        ("getUpdates", "timeout"),
        ("getUpdates", "allowed_updates"),
        ("setWebhook", "allowed_updates"),
        ("setWebhook", "max_connections"),
        ("getUserProfilePhotos", "limit"),
        ("getStarTransactions", "limit"),
        ("setChatDescription", "description"),
        ("setChatTitle", "title"),
    }
)
#: What the methods refuse in their own words, because they know more about the case.
_SAID_BY_METHODS = frozenset(
    {
        "callback_data",
        "callback_query_id",
        "caption",
        "file_id",
        "message_id",
        "text",
        "url",
    }
)
#: By parameter, or by method and parameter where methods differ.
_TOO_LONG: Mapping[str, str] = {
    "command": "command length must not exceed 32",
    "commands": "BOT_COMMANDS_TOO_MUCH",
    "explanation": "message is too long",
    "media": "wrong number of messages specified to send as an album",
    "message_ids": "too many message identifiers specified",
    "open_period": "wrong poll open period specified",
    "options": "poll can't have more than 12 options",
    "payload": "INVOICE_PAYLOAD_INVALID",
    "question": "poll question length must not exceed 300",
    "secret_token": "secret token is too long",
    "createInvoiceLink.description": "INVOICE_DESCRIPTION_INVALID",
    "createInvoiceLink.title": "INVOICE_TITLE_INVALID",
    "sendInvoice.description": "INVOICE_DESCRIPTION_INVALID",
    "sendInvoice.title": "INVOICE_TITLE_INVALID",
    "setMyCommands.description": "command description length must not exceed 256",
    "setMyDescription.description": "BOT_DESCRIPTION_TOO_LONG",
    "setMyName.name": "BOT_NAME_TOO_LONG",
    "setMyShortDescription.short_description": "BOT_SHORT_DESCRIPTION_TOO_LONG",
}
_TOO_SHORT: Mapping[str, str] = {
    "command": "command must be non-empty",
    "message_ids": "message identifiers are not specified",
    "open_period": "wrong poll open period specified",
    "setMyCommands.description": "command description must be non-empty",
}
_WRONG: Mapping[str, str] = {
    "chat_id": "chat not found",
    "from_chat_id": "chat not found",
    "latitude": "wrong location",
    "longitude": "wrong location",
    "message_id": "invalid message identifier specified",
    "options": "expected an Array of String as options",
    "user_id": "invalid user_id specified",
}
_SCALARS = frozenset({"Boolean", "Float", "Integer", "String"})
_THINGS: Mapping[str, str] = {
    "media": "InputMedia",
    "message_ids": "message identifiers",
    "reply_markup": "reply markup",
    "reply_parameters": "reply parameters",
}
#: Refusals that only a method can give, for limits that it can only check after reading markup or a file.
_OF_LIMITS = frozenset(
    {
        "BUTTON_DATA_INVALID",
        "BUTTON_TYPE_INVALID",
        "IMAGE_PROCESS_FAILED",
        "MESSAGE_TOO_LONG",
        "PHOTO_INVALID_DIMENSIONS",
        "file is too big for a photo",
        "file must be non-empty",
        "inline keyboard button text must be non-empty",
        "message caption is too long",
        "message is too long",
        "message text is empty",
        "reply markup is too long",
        *_TOO_LONG.values(),
        *_TOO_SHORT.values(),
    }
)


def refusal_of(method: str, problem: Problem) -> ApiError | None:
    """Return Telegram's refusal of a call with this problem; None if there is none, or if the method itself refuses."""
    kind, leaf = problem.kind, problem.leaf
    if (
        kind in {ProblemType.UNKNOWN, ProblemType.UNREADABLE, ProblemType.DROPPED}
        or (method, problem.top) in _OVERLOOKED
        or leaf in _SAID_BY_METHODS
    ):
        return None
    if kind is ProblemType.LIMIT:
        if problem.refusal is not None:
            return bad_request(problem.refusal) if problem.refusal else None
        words = _TOO_SHORT if problem.is_short else _TOO_LONG
        return bad_request(words.get(f"{method}.{leaf}") or words.get(leaf) or f"wrong {leaf} specified")
    if kind is ProblemType.MISSING:
        return _missing(problem)
    return bad_request(_wrong_type(problem))


def _missing(problem: Problem) -> ApiError | None:
    # Each method has its own words for a missing parameter; a test makes sure that it refuses the call.
    if problem.path == problem.top:
        return None
    return bad_request(f"can't parse {_thing(problem)}: can't find field \"{problem.leaf}\"")


def _wrong_type(problem: Problem) -> str:
    name, wanted = problem.leaf, problem.wanted
    if problem.path != problem.top:
        return f'can\'t parse {_thing(problem)}: field "{name}" must be of type {wanted}'
    if wanted in _SCALARS or "String" in wanted:
        return _WRONG.get(name, f'parameter "{name}" must be of type {wanted}')
    return f"can't parse {_thing(problem)} JSON object"


def _thing(problem: Problem) -> str:
    """Name a parameter's content: Telegram calls some by their type."""
    kind = problem.wanted.strip("[]")
    at_top = problem.path == problem.top and kind.isidentifier() and kind not in _SCALARS
    return _THINGS.get(problem.top) or (kind if at_top else problem.top)


def is_of_a_limit(error: ApiError) -> bool:
    """Whether a method refused a call because a value is beyond a limit."""
    words = error.description.removeprefix("Bad Request: ")
    return error.code == 413 or words in _OF_LIMITS or "button URL '" in words or "Web App URL '" in words
