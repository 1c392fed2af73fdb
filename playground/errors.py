"""Errors: Telegram's refusals of a call, and things a virtual person could not do.

    ApiError                 an answer {"ok": false, ...} to the bot
    PlaygroundError          a mistake in the test or program that uses the playground
    ├── PortTaken            another program is listening on the port
    ├── NotPossible          a person cannot do this now
    └── NotSeen              something a person waited for did not come (also an AssertionError)

The texts of `ApiError` are those of Telegram's own server (tdlib/telegram-bot-api, `fail_query_with_error`).
"""


class ApiError(Exception):
    """A refusal, in the words of the Bot API."""

    def __init__(self, code: int, description: str, parameters: dict[str, object] | None = None) -> None:
        """Take the HTTP status, the text the bot reads, and `parameters` such as `retry_after`."""
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters


class PlaygroundError(Exception):
    """The playground was asked for something impossible."""


class PortTaken(PlaygroundError):
    """Another program is listening on the port."""

    def __init__(self, port: int) -> None:
        """Name the port."""
        super().__init__(
            f"port {port} on 127.0.0.1 is already in use: choose another one, or 0 for any free port"
        )
        self.port = port


class NotPossible(PlaygroundError):
    """A person cannot do this in the current state of the chat."""


class NotSeen(PlaygroundError, AssertionError):
    """A person waited for something that did not come in time."""


def bad_request(text: str, parameters: dict[str, object] | None = None) -> ApiError:
    """Make a 400 with `text`, and `parameters` such as `migrate_to_chat_id`."""
    return ApiError(400, f"Bad Request: {text}", parameters)


def forbidden(text: str) -> ApiError:
    """Make a 403 with `text`."""
    return ApiError(403, f"Forbidden: {text}")


def conflict(text: str) -> ApiError:
    """Make a 409 with `text`."""
    return ApiError(409, f"Conflict: {text}")
