"""A local Telegram: a server that speaks the Bot API, and virtual people who talk to the bot."""

from playground.chats.chat import Account, Message
from playground.chats.files import StoredFile
from playground.chats.keyboards import Button, ReplyButton
from playground.chats.queries import Toast
from playground.clock import Clock, VirtualClock
from playground.errors import ApiError, NotPossible, NotSeen, PlaygroundError, PortTaken
from playground.people.groups import Group, Member
from playground.people.person import Person, Pressed, Purchase
from playground.schema.check import SchemaBroken, SchemaWarning, Violation
from playground.server import Call, Playground
from playground.serving.faults import Fault, FaultType
from playground.text.entities import Entity

__all__ = [
    "Account",
    "ApiError",
    "Button",
    "Call",
    "Clock",
    "Entity",
    "Fault",
    "FaultType",
    "Group",
    "Member",
    "Message",
    "NotPossible",
    "NotSeen",
    "Person",
    "Playground",
    "PlaygroundError",
    "PortTaken",
    "Pressed",
    "Purchase",
    "ReplyButton",
    "SchemaBroken",
    "SchemaWarning",
    "StoredFile",
    "Toast",
    "Violation",
    "VirtualClock",
]
