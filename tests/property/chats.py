"""People's chats, and the sender between them and the database: what it is doing may end late, badly, or unknown."""

from dataclasses import dataclass

from machine import TERMS, Machine

from bot.sending.left_behind import settle
from crowd.ids import SECOND, ContributorId
from storage.answering.cards import card_shown, is_card, set_card_message
from storage.conversation.claims import claim_out
from storage.conversation.out_types import OutType
from storage.conversation.outbox import OutRow, OutState, Priority, end_out, return_out
from storage.tx import Tx
from usecases.announcing.send_digests import read_digest
from usecases.answering.show_card import Screen
from usecases.conversation.read_views import CardView, read_card
from usecases.people.subscribing.block import block


@dataclass(frozen=True, slots=True)
class Shown:
    """What a message offers to press on: a screen of a card, and the assignments that it speaks of."""

    screen: Screen | None = None
    assignment: int | None = None
    previous: int | None = None

    @property
    def is_live(self) -> bool:
        """Whether the task in hand can be acted on."""
        return self.assignment is not None and self.screen is not None


@dataclass(frozen=True, slots=True)
class Written:
    """A new message that came into a chat."""

    at: int
    chat: ContributorId
    is_push: bool
    screen: Screen | None = None  #: None for a digest


@dataclass(frozen=True, slots=True)
class _Flight:
    row: OutRow
    lease: int
    view: CardView | None


class Chats(Machine):
    """What Telegram shows, and a sender that sends one message after the other in each chat."""

    def __init__(self) -> None:
        super().__init__()
        self.lease = 1
        self.last_message = 1000
        self.messages: dict[tuple[int, int], Shown] = {}
        #: Messages of which the bot may know nothing: their sending had no known end.
        self.unsure: set[tuple[int, int]] = set()
        self.blocked: set[int] = set()
        self.written: list[Written] = []
        self.in_flight: dict[int, _Flight] = {}

    def take_one(self) -> bool:
        """Let the sender take a row and read what is to be shown; False when nothing is due."""
        for row in self.do(claim_out, now=self.now, limit=8, worst=Priority.REPORT, lease_id=self.lease):
            if row.chat_id in self.in_flight:
                # Behind what is being sent in this chat.
                self._put_back(row, wait=0)
                continue
            view = None
            if row.type is OutType.CARD:
                view = self.do(read_card, row.chat_id, at=self.now)
            if self._is_held(row, view):
                continue
            if row.type is OutType.RETIRE and self.do(is_card, row.chat_id, row.ref):
                self.do(end_out, row.id, OutState.SENT, lease_id=self.lease, reason=None, at=self.now)
                continue
            self.in_flight[row.chat_id] = _Flight(row, self.lease, view)
        return bool(self.in_flight)

    def _is_held(self, row: OutRow, view: CardView | None) -> bool:
        """Put back what waited its turn into somebody's night, and end what is about nothing, as the delivery does."""
        until = 0
        if row.type is OutType.DIGEST:
            digest = self.do(read_digest, row.chat_id, at=self.now)
            until = digest.quiet_until if digest is not None else 0
        elif view is not None and row.priority is Priority.PUSH and view.card.message_id is None:
            if view.screen is not Screen.TASK:
                self.do(end_out, row.id, OutState.SENT, lease_id=self.lease, reason=None, at=self.now)
                return True
            until = view.quiet_until
        if until <= self.now:
            return False
        self._put_back(row, wait=until - self.now)
        return True

    def _put_back(self, row: OutRow, *, wait: int) -> None:
        due = self.now + wait
        self.do(return_out, row.id, due_at=due, lease_id=self.lease, reason="paced", paced=True)

    def finish(self, chat: int, *, arrives: bool, known: bool) -> None:
        """Let what is being sent in a chat arrive or not, and its end be known or not."""
        flight = self.in_flight.pop(chat)
        row = flight.row
        if chat in self.blocked:
            self.do(self._ended, flight, OutState.DEAD, None)
            return
        match row.type:
            case OutType.CARD:
                self._card(flight, arrives=arrives, known=known)
            case OutType.RETIRE:
                if arrives and (chat, row.ref) in self.messages:
                    self.messages[chat, row.ref] = Shown()
                self._end_or_repeat(flight, None, done=arrives and known)
            case _:
                if arrives and row.type is OutType.DIGEST:
                    self.written.append(Written(self.now, row.chat_id, is_push=True))
                known = known and arrives
                self.do(self._ended, flight, OutState.SENT if known else OutState.UNKNOWN, None)

    def _card(self, flight: _Flight, *, arrives: bool, known: bool) -> None:
        row, view = flight.row, flight.view
        if view is None:
            self.do(self._ended, flight, OutState.SENT, None)
            return
        chat, place = int(row.chat_id), view.card.message_id
        content = Shown(view.screen, view.card.assignment_id, view.card.previous_assignment_id)
        if place is None:
            self._new(flight, view, content, arrives=arrives, known=known)
        elif (chat, place) not in self.messages:
            # The person has deleted it: it is sent anew.
            self.do(set_card_message, row.chat_id, None)
            self.do(return_out, row.id, due_at=self.now, lease_id=flight.lease, reason="gone", paced=False)
        else:
            if arrives:
                self.messages[chat, place] = content
            self._end_or_repeat(flight, (place, view.card.version, False), done=arrives and known)

    def _new(self, flight: _Flight, view: CardView, content: Shown, *, arrives: bool, known: bool) -> None:
        chat = int(flight.row.chat_id)
        if arrives:
            self.last_message += 1
            self.messages[chat, self.last_message] = content
            is_push = flight.row.priority is Priority.PUSH
            self.written.append(Written(self.now, flight.row.chat_id, is_push=is_push, screen=view.screen))
        if arrives and known:
            self.do(self._ended, flight, OutState.SENT, (self.last_message, view.card.version, True))
        else:
            if arrives:
                self.unsure.add((chat, self.last_message))
            self.do(self._ended, flight, OutState.UNKNOWN, None)

    def _end_or_repeat(self, flight: _Flight, place: tuple[int, int, bool] | None, *, done: bool) -> None:
        row = flight.row
        if done:
            self.do(self._ended, flight, OutState.SENT, place)
        else:
            due = self.now + SECOND
            self.do(return_out, row.id, due_at=due, lease_id=flight.lease, reason="again", paced=False)

    def _ended(self, tx: Tx, flight: _Flight, state: OutState, place: tuple[int, int, bool] | None) -> None:
        """Store the end of a row and what follows, as the sender does in one transaction."""
        chat = flight.row.chat_id
        if not end_out(tx, flight.row.id, state, lease_id=flight.lease, reason=None, at=self.now):
            return
        if state is OutState.DEAD:
            unretired = flight.row.ref if flight.row.type is OutType.RETIRE else None
            block(tx, chat, unretired=unretired, terms=TERMS, at=self.now)
        elif place is not None:
            message, version, is_new = place
            card_shown(tx, chat, message_id=message, version=version, is_new=is_new)

    def die(self, *, arrived: bool) -> None:
        """End the sender in the middle; the next one settles what it was doing."""
        for chat, flight in list(self.in_flight.items()):
            view = flight.view
            if arrived and view is not None and chat not in self.blocked:
                content = Shown(view.screen, view.card.assignment_id, view.card.previous_assignment_id)
                place = view.card.message_id
                if place is None:
                    self.last_message += 1
                    self.messages[chat, self.last_message] = content
                    self.unsure.add((chat, self.last_message))
                elif (chat, place) in self.messages:
                    self.messages[chat, place] = content
        self.in_flight.clear()
        self.do(settle, at=self.now)
        self.lease += 1

    def send_all(self) -> None:
        """Let everything be sent that may be."""
        for _ in range(200):
            for chat in list(self.in_flight):
                self.finish(chat, arrives=True, known=True)
            if not self.take_one():
                (due,) = self.rows("SELECT min(due_at) FROM outbox WHERE state = 'PENDING'")
                if due[0] is None or due[0] > self.now + 10 * SECOND:
                    return
                self.now = max(self.now, due[0])
        raise AssertionError("the outbox comes to no end")
