"""A local Telegram: a server that speaks the Bot API, and virtual people who talk to the bot."""

from playground.chats import Account, Message
from playground.clock import Clock, VirtualClock
from playground.entities import Entity
from playground.errors import ApiError, NotPossible, NotSeen, PlaygroundError, PortTaken
from playground.faults import Fault, FaultKind
from playground.files import StoredFile
from playground.groups import Group, Member
from playground.keyboards import Button, ReplyButton
from playground.people import Person, Purchase, Tap
from playground.presses import Toast
from playground.schema.check import SchemaBroken, SchemaWarning, Violation
from playground.server import Call, Playground

__all__ = [
    "Account",
    "ApiError",
    "Button",
    "Call",
    "Clock",
    "Entity",
    "Fault",
    "FaultKind",
    "Group",
    "Member",
    "Message",
    "NotPossible",
    "NotSeen",
    "Person",
    "Playground",
    "PlaygroundError",
    "PortTaken",
    "Purchase",
    "ReplyButton",
    "SchemaBroken",
    "SchemaWarning",
    "StoredFile",
    "Tap",
    "Toast",
    "Violation",
    "VirtualClock",
]
