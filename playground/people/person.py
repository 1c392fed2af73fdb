"""Virtual people: they write to the bot, press its buttons, and see what comes back."""

import re
from collections.abc import Sequence

from playground.chats.chat import Account, Chat, Message
from playground.chats.menus import commands_for
from playground.chats.queries import Toast
from playground.errors import NotPossible
from playground.people.seeing import PATIENCE_S, SHOWN, Sight
from playground.people.sending import Voice
from playground.people.sharing import new_poll, shared_chat, shared_users
from playground.people.touching import Pressed, Purchase, Touch, find_reply_button
from playground.people.voting import show_poll
from playground.wire import JsonObject
from playground.world import World

__all__ = ["PATIENCE_S", "Person", "Pressed", "Purchase"]

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")
#: Shared when a person presses a button that asks for their number, which Telegram knows.
_PHONE = "+990000{:06d}"


class Person(Sight, Voice, Touch):
    """A person with a private chat with the bot. Time limits are in seconds of the event loop."""

    _chat: Chat

    def __init__(self, world: World, chat: Chat) -> None:
        """Act as the person whose chat this is."""
        self._world = world
        self._chat = chat
        self._account = chat.account

    def __repr__(self) -> str:
        return f"<Person {self.name} {self.id}>"

    def __str__(self) -> str:
        return self.name

    def _person(self) -> "Person":
        return self

    @property
    def account(self) -> Account:
        """The person's Telegram account."""
        return self._chat.account

    @property
    def id(self) -> int:
        """The person's id, which is also the chat's id."""
        return self._chat.account.id

    @property
    def name(self) -> str:
        """The first name."""
        return self._chat.account.first_name

    @property
    def toasts(self) -> list[Toast]:
        """The bot's answers to presses, oldest first."""
        return list(self._chat.toasts)

    @property
    def draft(self) -> str:
        """What the bot shows of a message that it is still writing; empty where it shows none."""
        return self._chat.draft

    @property
    def has_blocked(self) -> bool:
        """Whether the person has blocked the bot."""
        return self._chat.blocked

    @property
    def commands(self) -> list[tuple[str, str]]:
        """The commands that this person sees: names and descriptions in their language."""
        return [
            (str(command["command"]), str(command["description"]))
            for command in commands_for(self._world.bot, self._chat)
        ]

    async def start(self, payload: str = "") -> Message:
        """Press Start, or open the link t.me/<bot>?start=<payload>.

        Raises:
            NotPossible: The payload is not 0 to 64 letters, digits, _ or -, or the bot is blocked.
        """
        return self.write(start_command(payload))

    async def press(
        self,
        text: str,
        *,
        users: Sequence[int] = (),
        chat: int | None = None,
        data: str | None = None,
    ) -> Message:
        """Press a button of the reply keyboard, which sends its text or what it asks for.

        Args:
            text: The button's text, or the start of it.
            users: Ids of the people to share, if the button asks for some; otherwise somebody is chosen.
            chat: The id of the group to share, if the button asks for one; otherwise one is chosen.
            data: What the web app sends back, if the button opens one.

        Raises:
            NotPossible: There is no such button, or nothing to share.
        """
        button = find_reply_button(self.keyboard, text)
        match button.requests:
            case None:
                return await self.send(button.text)
            case "request_contact":
                return await self.send_contact(_PHONE.format(self.id % 1_000_000))
            case "request_location":
                return await self.send_location(48.858, 2.294)
            case "request_users":
                return self._share(shared_users(self._world, button, self._account, users))
            case "request_chat":
                return self._share(shared_chat(self._world, button, self._account, chat))
            case "request_poll":
                poll = new_poll(self._world, button)
                message = self._share({"poll": poll.to_json()})
                show_poll(self._world, self._chat, message)
                return message
            case "web_app" if data is not None:
                return self._share({"web_app_data": {"data": data, "button_text": button.text}})
            case "web_app":
                raise NotPossible(f"the button {button.text!r} opens a web app: pass what it sends as data=")
            case other:
                raise NotPossible(f"the playground can't do what {button.text!r} asks for: {other}")

    def _share(self, content: JsonObject) -> Message:
        return self._write(self._draft(content=content))

    async def notices(self, fragment: str, timeout: float = PATIENCE_S, *, since: int = 0) -> Toast:  # noqa: ASYNC109
        """Wait until the bot answers a press with a text that contains the fragment; return the newest answer.

        Raises:
            NotSeen: None came in time.
        """
        return await self.wait_for(
            lambda: (
                toast
                for toast in reversed(self._chat.toasts)
                if toast.revision > since and fragment in toast.text
            ),
            what=f"an answer to a press with {fragment!r}",
            wait_s=timeout,
        )

    def told(self) -> str:
        """Write out the end of the chat, for an error."""
        toasts = [f"  (answer to a press) {toast.text!r}" for toast in self.toasts[-SHOWN:]]
        return "\n".join([super().told(), *toasts])

    def block(self) -> None:
        """Block the bot, so that it can no longer write, and tell it."""
        self._set_blocked(blocked=True)

    def unblock(self) -> None:
        """Unblock the bot, and tell it."""
        self._set_blocked(blocked=False)

    def _set_blocked(self, *, blocked: bool) -> None:
        if self._chat.blocked == blocked:
            return
        self._chat.blocked = blocked
        change: JsonObject = {
            "chat": self._chat.chat_json,
            "from": self._chat.user_json,
            "date": self._world.now(),
            "old_chat_member": self._membership(blocked=not blocked),
            "new_chat_member": self._membership(blocked=blocked),
        }
        self._world.updates.put("my_chat_member", change)

    def _membership(self, *, blocked: bool) -> JsonObject:
        user = self._world.bot_user
        if blocked:
            return {"user": user, "status": "kicked", "until_date": 0}
        return {"user": user, "status": "member"}

    def deactivate(self) -> None:
        """Delete the account, so that nobody can write to it any more. Telegram does not tell the bot."""
        self._chat.deactivated = True
        self._chat.touch()


def start_command(payload: str, name: str = "") -> str:
    """Return what pressing Start sends; in a group, the command includes the bot's name.

    Raises:
        NotPossible: The payload is not 0 to 64 letters, digits, _ or -.
    """
    if not _PAYLOAD.fullmatch(payload):
        raise NotPossible("a start payload can have up to 64 letters, digits, _ or -")
    return f"/start{name} {payload}".strip()
