"""Counts each person's messages that need no reply."""

from collections import OrderedDict

from crowd.ids import ContributorId
from crowd.people.flooding import Flooding, Idle, take_idle

#: How many people to remember: those who have not sent such a message for the longest are forgotten first.
_MOST_PEOPLE = 10_000


class IdleMessages:
    """Counts each person's messages that need no reply, since the start of the process."""

    def __init__(self) -> None:
        self._by_person: OrderedDict[ContributorId, Idle] = OrderedDict()

    def take(self, person: ContributorId, *, at: int) -> Flooding:
        """Count one more, and return how to treat it."""
        idle, found = take_idle(self._by_person.pop(person, None), at=at)
        self._by_person[person] = idle
        if len(self._by_person) > _MOST_PEOPLE:
            self._by_person.popitem(last=False)
        return found
