"""One request to the control API, taken apart, and what it is about."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from playground.chats import Message, Timeline
from playground.control.fields import Fields, Refused, read_json
from playground.control.traffic import Traffic
from playground.crowd import Crowd
from playground.groups import Group, Member
from playground.people import Person
from playground.server import Playground
from playground.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A file that the page offers to send: where somebody without one can begin.

    An empty chat advises it to the people of `advised`, or to everybody where nobody is named.
    """

    name: str
    title: str
    data: bytes
    mime_type: str = "text/csv"
    advised: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the control API works on."""

    telegram: Playground
    crowd: Crowd
    traffic: Traffic
    samples: tuple[Sample, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Somebody in a chat: the person in their own with the bot, or a member in a group."""

    actor: Person | Member
    chat: Timeline

    def message(self, message_id: int) -> Message:
        """Find a message of the chat.

        Raises:
            Refused: There is none with this id.
        """
        message = self.chat.messages.get(message_id)
        if message is None:
            raise Refused(404, f"there is no message {message_id} in this chat")
        return message


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request, with the values that stand in its path."""

    parts: Parts
    request: web.BaseRequest
    in_path: Mapping[str, str]

    @property
    def telegram(self) -> Playground:
        """The playground that is asked."""
        return self.parts.telegram

    @property
    def world(self) -> World:
        """The state of the playground."""
        return self.parts.telegram.world

    @property
    def query(self) -> Fields:
        """What stands behind the question mark."""
        return Fields(dict(self.request.query))

    async def json(self) -> Fields:
        """Read the body.

        Raises:
            Refused: It is no JSON object.
        """
        return await read_json(self.request)

    @property
    def person(self) -> Person:
        """The person whose id stands in the path.

        Raises:
            Refused: Nobody has it.
        """
        return self.find_person(self._number("person"))

    @property
    def group(self) -> Group:
        """The group whose id stands in the path.

        Raises:
            Refused: There is none.
        """
        return self.find_group(self._number("group"))

    def find_person(self, person_id: int) -> Person:
        """Find a person.

        Raises:
            Refused: Nobody has the id.
        """
        person = self.telegram.people.get(person_id)
        if person is None:
            raise Refused(404, f"nobody has the id {person_id}")
        return person

    def find_group(self, group_id: int) -> Group:
        """Find a group, wherever it was made.

        Raises:
            Refused: There is none.
        """
        chat = self.world.groups.get(group_id)
        if chat is None:
            raise Refused(404, f"there is no group with the id {group_id}")
        return self.telegram.groups.setdefault(group_id, Group(self.world, chat))

    def place(self, fields: Fields) -> Place:
        """Find where the person of the path acts: in the group that "chat" names, else with the bot alone.

        Raises:
            Refused: There is no such person or group.
        """
        person, chat_id = self.person, fields.optional_integer("chat")
        if chat_id is None or chat_id == person.id:
            return Place(actor=person, chat=self.world.chats[person.id])
        member = self.find_group(chat_id).member(person)
        return Place(actor=member, chat=self.world.groups[chat_id])

    def _number(self, name: str) -> int:
        try:
            return int(self.in_path[name])
        except ValueError:
            raise Refused(404, f"{self.in_path[name]!r} is no id") from None
