"""A request to the control API, and the things it refers to."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from playground.chats.chat import Message, Timeline
from playground.control.fields import Fields, Refused, read_json
from playground.control.traffic import Traffic
from playground.people.crowd import Crowd
from playground.people.groups import Group, Member
from playground.people.person import Person
from playground.server import Playground
from playground.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A file that the page offers to send, for people without one of their own.

    An empty chat suggests it to the people in `advised`, or to everybody if that is empty.
    """

    name: str
    title: str
    data: bytes
    mime_type: str = "text/csv"
    advised: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The things that the control API works on."""

    telegram: Playground
    crowd: Crowd
    traffic: Traffic
    samples: tuple[Sample, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Somebody in a chat: a person in their private chat with the bot, or a member in a group."""

    actor: Person | Member
    chat: Timeline

    def message(self, message_id: int) -> Message:
        """Find a message in the chat.

        Raises:
            Refused: There is no message with this id.
        """
        message = self.chat.messages.get(message_id)
        if message is None:
            raise Refused(404, f"there is no message {message_id} in this chat")
        return message


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request with the values from its path."""

    parts: Parts
    request: web.BaseRequest
    in_path: Mapping[str, str]

    @property
    def telegram(self) -> Playground:
        """The playground."""
        return self.parts.telegram

    @property
    def world(self) -> World:
        """The state of the playground."""
        return self.parts.telegram.world

    @property
    def query(self) -> Fields:
        """The query string."""
        return Fields(dict(self.request.query))

    async def json(self) -> Fields:
        """Read the body.

        Raises:
            Refused: It is not a JSON object.
        """
        return await read_json(self.request)

    @property
    def person(self) -> Person:
        """The person whose id is in the path.

        Raises:
            Refused: Nobody has this id.
        """
        return self.find_person(self._number("person"))

    @property
    def group(self) -> Group:
        """The group whose id is in the path.

        Raises:
            Refused: There is no such group.
        """
        return self.find_group(self._number("group"))

    def find_person(self, person_id: int) -> Person:
        """Find a person.

        Raises:
            Refused: Nobody has this id.
        """
        person = self.telegram.people.get(person_id)
        if person is None:
            raise Refused(404, f"nobody has the id {person_id}")
        return person

    def find_group(self, group_id: int) -> Group:
        """Find a group, however it was created.

        Raises:
            Refused: There is no such group.
        """
        chat = self.world.groups.get(group_id)
        if chat is None:
            raise Refused(404, f"there is no group with the id {group_id}")
        return self.telegram.groups.setdefault(group_id, Group(self.world, chat))

    def place(self, fields: Fields) -> Place:
        """Find where the person in the path acts: in the group named by "chat", or else in their private chat.

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
            raise Refused(404, f"{self.in_path[name]!r} is not an id") from None
