"""What can be sent, and how the outbox handles each type of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class SeenBy(StrEnum):
    """Who may see something. What has to be asked is asked when it is sent: a right may have been withdrawn by then."""

    EVERYBODY = "EVERYBODY"
    REQUESTERS = "REQUESTERS"
    ADMINS = "ADMINS"
    CONTENT = "CONTENT"  #: its content decides


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """How the outbox handles a type of row.

    Attributes:
        is_latest: It shows a state as it is when it is sent, so one row about the same thing is enough while it waits.
        in_line: Later replies to its chat wait until it has been sent.
        survives_restore: It looks the same however often it is sent. Anything else that waits in a backup may have been
            sent since.
        seen_by: Who may see it.
    """

    is_latest: bool = False
    in_line: bool = True
    survives_restore: bool = False
    seen_by: SeenBy = SeenBy.EVERYBODY


_USUAL = Handling()
_FOR_REQUESTERS = Handling(seen_by=SeenBy.REQUESTERS)
_PANEL = Handling(is_latest=True, seen_by=SeenBy.REQUESTERS)
_FOR_ADMINS = Handling(seen_by=SeenBy.ADMINS)


class OutType(StrEnum):
    """What a row of the outbox sends, stored as its `kind`; each has its file in bot/sending/shows/."""

    handling: Handling

    def __new__(cls, name: str, handling: Handling = _USUAL) -> Self:
        """Make a type by its name, with how it is handled."""
        out_type = str.__new__(cls, name)
        out_type._value_ = name
        out_type.handling = handling
        return out_type

    #: A text, with or without buttons.
    TEXT = "TEXT", Handling(seen_by=SeenBy.CONTENT)
    #: A contributor's card.
    CARD = "CARD", Handling(is_latest=True, in_line=False)
    #: A project's panel.
    PANEL = "PANEL", _PANEL
    #: What a requester's draft currently asks.
    DIALOGUE = "DIALOGUE", Handling(survives_restore=True, seen_by=SeenBy.REQUESTERS)
    #: A page of a requester's projects, or a choice among them.
    PROJECTS = "PROJECTS", _FOR_REQUESTERS
    #: The question about a file that somebody sent, or what happened to it.
    FILE = "FILE", _FOR_REQUESTERS
    #: A task as contributors will see it.
    PREVIEW = "PREVIEW", _FOR_REQUESTERS
    #: A file that is generated when it is sent.
    DOCUMENT = "DOCUMENT", Handling(seen_by=SeenBy.CONTENT)
    #: A project's results in a few lines.
    SUMMARY = "SUMMARY", _FOR_REQUESTERS
    #: How well people agree in a project, measured when it is sent.
    AGREEMENT = "AGREEMENT", _FOR_REQUESTERS
    #: A project's link: its numbers, or a picture with a text to forward.
    INVITE = "INVITE", _FOR_REQUESTERS
    #: What there is for somebody to do, and what happened to their answers.
    DIGEST = "DIGEST"
    #: A screen of the help.
    HELP = "HELP"
    #: The question whether somebody should be forgotten.
    FORGET = "FORGET"
    #: Somebody's pace settings, with the choices.
    PACE = "PACE"
    #: An announcement, for one recipient.
    ANNOUNCEMENT = "ANNOUNCEMENT"
    #: An announcement as its author sees it.
    ANNOUNCEMENT_PANEL = "ANNOUNCEMENT_PANEL", _PANEL
    #: Everybody's projects, or what was done, as an admin sees it.
    OVERSIGHT = "OVERSIGHT", _FOR_ADMINS
    #: What contributors report about a project, for one admin.
    REPORTED = "REPORTED", _FOR_ADMINS
    #: Removes the buttons from an old message.
    RETIRE = "RETIRE", Handling(survives_restore=True)
