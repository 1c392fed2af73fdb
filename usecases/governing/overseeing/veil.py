"""Hides from admins who reported a project of their own."""

from dataclasses import replace

from crowd.ids import ContributorId
from storage.governing.events import NOBODY, Event, EventType


def is_hidden(event: Event, by: ContributorId) -> bool:
    """Return whether an admin must not see who did this: it is a report of a project of their own."""
    return event.type is EventType.REPORTED and event.about_id == by


def veiled(event: Event, by: ContributorId) -> Event:
    """Return an event without its actor, if that is somebody who reported a project of the admin who looks."""
    if not is_hidden(event, by):
        return event
    return replace(event, actor_id=NOBODY)
