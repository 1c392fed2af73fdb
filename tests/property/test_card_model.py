"""Whatever is pressed and whatever gets lost: a person has one card, and it shows what the database says."""

from chats import Chats, Shown
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule
from machine import TERMS, steady

from crowd.answering.assignments import SkipReason
from crowd.errors import NotAllowed
from crowd.ids import AssignmentId, ContributorId
from crowd.people.visitors import Visitor
from usecases.answering.change_answer import change_answer, open_change
from usecases.answering.expire_offers import expire_offers
from usecases.answering.record_answer import Given, Taken, record_answer
from usecases.answering.show_card import Screen
from usecases.answering.skip_task import skip_task
from usecases.answering.turn_card import turn_card
from usecases.answering.wake_waiting import wake_waiting
from usecases.people.subscribing.pause import pause
from usecases.people.subscribing.resume import resume
from usecases.people.subscribing.show_next import show_next
from usecases.people.subscribing.start import start

PEOPLE = [Visitor(id=ContributorId(number), locale="en") for number in (1, 2, 3)]
FILE = b"text\na\nb\nc\nd\ne\n"
people = st.sampled_from(PEOPLE)
#: Which of the messages that a person has, or once had, newest first.
recency = st.integers(0, 4)
labels = st.integers(0, 1)


class Cards(Chats):
    """People who press on what they see, or saw, while messages are late, lost and deleted."""

    def __init__(self) -> None:
        super().__init__()
        #: All that could ever be pressed on: slow screens show it still.
        self.seen: dict[int, list[tuple[int, Shown]]] = {visitor.id: [] for visitor in PEOPLE}
        self.versions: dict[int, int] = {}

    @initialize()
    def launch(self) -> None:
        self.launch_file(FILE, fewest=1, most=2)
        for visitor in PEOPLE:
            self.messages[visitor.id, 7] = Shown()
            self.join(visitor)
        self.send_all()

    @rule(visitor=people)
    def ask_for_the_next(self, visitor: Visitor) -> None:
        self.blocked.discard(visitor.id)
        self.do(show_next, visitor, terms=TERMS, at=self.now)

    @rule(visitor=people, back=recency, label=labels)
    def press(self, visitor: Visitor, back: int, label: int) -> None:
        self._look(visitor)
        seen = self.seen[visitor.id]
        if visitor.id in self.blocked or len(seen) <= back:
            return
        message_id, shown = seen[-1 - back]
        try:
            self._press(visitor.id, message_id, shown, label)
        except NotAllowed:
            assert not self.rows(
                "SELECT 1 FROM consent WHERE contributor_id = :id AND revoked_at IS NULL", id=visitor.id
            )

    def _look(self, visitor: Visitor) -> None:
        for (chat, message_id), shown in self.messages.items():
            pair = message_id, shown
            if chat == visitor.id and shown.screen is not None and pair not in self.seen[chat]:
                self.seen[chat].append(pair)

    def _press(self, by: ContributorId, message_id: int, shown: Shown, label: int) -> None:
        if shown.screen is Screen.TASK and shown.assignment is not None:
            given = Given(assignment_id=AssignmentId(shown.assignment), value=label)
            before = self.rows("SELECT count(*) FROM answer")[0][0]
            taken = self.do(record_answer, given, pressed=message_id, by=by, terms=TERMS, at=self.now)
            stored = self.rows("SELECT count(*) FROM answer")[0][0] - before
            assert stored == (taken in {Taken.COUNTED, Taken.LATE, Taken.ENDED})
        elif shown.screen is Screen.SKIP and shown.assignment is not None:
            self.do(
                skip_task,
                AssignmentId(shown.assignment),
                SkipReason.UNCLEAR,
                pressed=message_id,
                by=by,
                terms=TERMS,
                at=self.now,
            )
        elif shown.screen is Screen.CHANGE and shown.previous is not None:
            given = Given(assignment_id=AssignmentId(shown.previous), value=label)
            self.do(change_answer, given, pressed=message_id, by=by, terms=TERMS, at=self.now)

    @rule(visitor=people, back=recency, screen=st.sampled_from([Screen.SKIP, Screen.CHANGE, Screen.TASK]))
    def turn(self, visitor: Visitor, back: int, screen: Screen) -> None:
        self._look(visitor)
        seen = self.seen[visitor.id]
        if visitor.id in self.blocked or len(seen) <= back:
            return
        message_id, shown = seen[-1 - back]
        about = shown.previous if screen is Screen.CHANGE else shown.assignment
        if about is None:
            return
        try:
            if screen is Screen.CHANGE:
                self.do(open_change, AssignmentId(about), pressed=message_id, by=visitor.id, at=self.now)
            else:
                self.do(
                    turn_card,
                    AssignmentId(about),
                    screen,
                    0,
                    pressed=message_id,
                    by=visitor.id,
                    at=self.now,
                )
        except NotAllowed:
            return

    @rule(visitor=people, goes_on=st.booleans())
    def pause(self, visitor: Visitor, goes_on: bool) -> None:
        self.blocked.discard(visitor.id)
        self.do(pause, visitor, terms=TERMS, at=self.now)
        if goes_on:
            self.do(resume, visitor, terms=TERMS, at=self.now)

    @rule(visitor=people)
    def block_the_bot_unnoticed(self, visitor: Visitor) -> None:
        self.blocked.add(visitor.id)

    @rule(visitor=people)
    def come_back(self, visitor: Visitor) -> None:
        self.blocked.discard(visitor.id)
        self.do(start, visitor, None, terms=TERMS, at=self.now)

    @rule(visitor=people, back=recency)
    def delete_a_message(self, visitor: Visitor, back: int) -> None:
        mine = [place for place in self.messages if place[0] == visitor.id]
        if len(mine) > back:
            del self.messages[mine[-1 - back]]
            self.unsure.discard(mine[-1 - back])

    @rule(minutes=st.sampled_from([1, 31]))
    def time_passes(self, minutes: int) -> None:
        self.wait(minutes)
        self.do(expire_offers, terms=TERMS, at=self.now)
        self.do(wake_waiting, terms=TERMS, at=self.now)

    @rule()
    def the_sender_takes_what_is_due(self) -> None:
        self.take_one()

    @rule(arrives=st.booleans(), known=st.booleans())
    def what_is_being_sent_comes_to_an_end(self, arrives: bool, known: bool) -> None:
        for chat in list(self.in_flight):
            self.finish(chat, arrives=arrives, known=known)

    @rule(arrived=st.booleans())
    def the_bot_is_killed(self, arrived: bool) -> None:
        self.die(arrived=arrived)

    @rule()
    def everything_is_sent(self) -> None:
        self.send_all()
        self._every_card_shows_what_the_database_says()
        self._nobody_has_two_cards_to_tap_on()

    def _every_card_shows_what_the_database_says(self) -> None:
        for card in self.rows("SELECT * FROM card WHERE message_id IS NOT NULL"):
            if card["chat_id"] in self.blocked or (card["chat_id"], card["message_id"]) not in self.messages:
                continue
            shown = self.messages[card["chat_id"], card["message_id"]]
            assert (shown.screen, shown.assignment) == (card["screen"], card["assignment_id"]), dict(card)
            assert card["shown_version"] == card["version"]

    def _nobody_has_two_cards_to_tap_on(self) -> None:
        places = {(row[0], row[1]) for row in self.rows("SELECT chat_id, message_id FROM card")}
        for visitor in PEOPLE:
            live = [
                place
                for place, shown in self.messages.items()
                if place[0] == visitor.id and shown.is_live and (place in places or place not in self.unsure)
            ]
            assert len(live) <= 1, (visitor, live)

    @invariant()
    def versions_only_grow(self) -> None:
        for chat, version, shown in self.rows("SELECT chat_id, version, shown_version FROM card"):
            assert shown <= version
            assert version >= self.versions.get(chat, 0)
            self.versions[chat] = version

    @invariant()
    def who_holds_a_task_has_it_on_their_card(self) -> None:
        self.nothing(
            """
            SELECT a.contributor_id FROM assignment a LEFT JOIN card k ON k.chat_id = a.contributor_id
            WHERE a.state = 'OFFERED' AND k.assignment_id IS NOT a.id
            """
        )

    @invariant()
    def what_changed_waits_to_be_shown(self) -> None:
        """A card that is not shown as it stands has a row that will show it, or one whose end nobody knows.

        Nobody is written to only to hear that a task is gone which no message of theirs shows.
        """
        self.nothing(
            """
            SELECT k.chat_id, k.screen FROM card k JOIN contributor c ON c.id = k.chat_id
            WHERE k.shown_version < k.version
                AND NOT (k.message_id IS NULL AND k.screen IN ('EXPIRED', 'SETTLED', 'ENDED'))
                AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.chat_id = k.chat_id AND o.kind = 'CARD'
                    AND (o.state IN ('PENDING', 'SENDING', 'UNKNOWN', 'DEAD') OR o.reason LIKE 'proved%'))
            """
        )


TestCards = Cards.TestCase
TestCards.settings = steady(examples=60)
