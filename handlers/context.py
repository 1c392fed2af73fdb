"""What every handler works with: the database, the clock, the texts, and the only way to have an effect."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec, TypedDict, TypeVar

from telegram import Update
from telegram.constants import ChatType
from telegram.ext import Application, CallbackContext, ExtBot, JobQueue

from crowd.errors import AskmanyError, Banned
from crowd.ids import ContributorId, PendingFileId, ProjectId
from crowd.people.visitors import Visitor
from handlers.conversation.idle_messages import IdleMessages
from handlers.press import Press
from handlers.refusals import refusal_for
from handlers.reply import Acknowledgement, Replies, Reply, acknowledgement
from handlers.taps import is_on_card
from handlers.texts import locale_for, texts_in
from storage.conversation.inbox import end_update
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.database import Database
from storage.tx import Spot, Tx
from usecases.check_access import check_not_banned
from usecases.conversation.take_press import take_press
from usecases.terms import Terms

P = ParamSpec("P")
T = TypeVar("T")

#: Returns now, in microseconds since 1970 UTC.
Clock = Callable[[], int]


@dataclass(slots=True, kw_only=True)
class Parts:
    """The parts of the running bot that handlers need."""

    database: Database
    clock: Clock
    terms: Terms
    wake_sender: Callable[[], None]
    #: Acknowledges a press, once what it did is stored.
    acknowledge: Callable[[Acknowledgement], None] = lambda _: None
    #: Looks at once whether there are files to import.
    wake_importer: Callable[[], None] = lambda: None
    #: Stops working on a file at once, once its row is gone.
    stop_import: Callable[[PendingFileId], None] = lambda _: None
    #: When the bot was started.
    started_at: int
    #: Returns how many errors were logged since a time.
    errors_since: Callable[[int], int]
    #: Errors of handlers, by update: the intake counts the attempt.
    failures: dict[int, BaseException] = field(default_factory=dict)
    #: Updates that took effect, so that the intake need not mark them as done again.
    taken: set[int] = field(default_factory=set)
    #: Only so many files are read at once: fits and snapshots use the same threads, and each file takes memory.
    reading: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(2))
    #: Who sends too many messages that need no reply.
    idle: IdleMessages = field(default_factory=IdleMessages)
    #: Projects whose fit failed: when it may be tried again, and how long the pause was, in microseconds.
    fit_pauses: dict[ProjectId, tuple[int, int]] = field(default_factory=dict)
    #: Whether the database's files may still hold traces of somebody who was forgotten.
    must_tidy: bool = False


class Asking(TypedDict):
    """Who asks, under which terms and when."""

    by: ContributorId
    terms: Terms
    at: int


class TakenBefore(Exception):
    """The update has already taken effect; there is nothing left to do."""


class CrowdContext(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[str, Parts]]):
    """The context of one update."""

    received: Update | Press
    #: Whether banned people may do this too, such as asking what is stored about them.
    is_open_to_banned: bool = False
    #: What to store with the update whether the use case accepts or refuses it.
    noted: Callable[[Tx], None] | None = None
    #: Whether people about whom nothing is stored may press the button, too.
    is_for_strangers = False

    @classmethod
    def from_update(cls, update: object, application: "CrowdApplication") -> "CrowdContext":
        """Make the context for an update, and keep the update in it."""
        context = super().from_update(update, application)
        if isinstance(update, Update | Press):
            context.received = update
        return context

    @property
    def parts(self) -> Parts:
        """The parts of the running bot."""
        return self.bot_data["parts"]

    @property
    def terms(self) -> Terms:
        """The terms under which people are asked."""
        return self.parts.terms

    @property
    def now(self) -> int:
        """Microseconds since 1970 UTC."""
        return self.parts.clock()

    @property
    def visitor(self) -> Visitor:
        """Who sent the update."""
        if isinstance(self.received, Press):
            return Visitor(id=self.received.by, locale=locale_for(self.received.language))
        user = self.received.effective_user
        if user is None:
            raise LookupError("an update without a sender reached a handler")
        return Visitor(id=ContributorId(user.id), locale=locale_for(user.language_code))

    @property
    def asking(self) -> Asking:
        """Who asks, under which terms and when: what most use cases want to know."""
        return {"by": self.visitor.id, "terms": self.terms, "at": self.now}

    @property
    def press(self) -> Press | None:
        """The update, if it is a press."""
        return self.received if isinstance(self.received, Press) else None

    @property
    def data(self) -> str | None:
        """The data of the pressed button."""
        return self.press.data if self.press else None

    async def effect(
        self,
        unit: Callable[Concatenate[Tx, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T | None:
        """Run a use case without a reply: see `effect_and_say`."""
        return await self.effect_and_say(lambda _: (), unit, *args, **kwargs)

    async def effect_and_say(
        self,
        reply: Callable[[T], Replies],
        unit: Callable[Concatenate[Tx, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T | None:
        """Run a use case, store the replies to its outcome and mark the update as done, in one transaction.

        So an update takes effect exactly once, and its replies are not lost. A refusal (an error of the domain) is an
        outcome like any other: it is stored, and explained in a reply. The words that acknowledge a press are not
        stored: nobody can read them for longer than a few seconds.

        Raises:
            TakenBefore: The update has already taken effect.
        """
        try:
            result: T = await self._run(self._take, reply, unit, args, kwargs)
        except AskmanyError as error:
            await self._run(self._refuse, refusal_for(error))
            return None
        else:
            return result

    async def say(self, *replies: Reply) -> None:
        """Reply, with no other effect."""
        await self._run(self._refuse, *replies)

    async def look(self, unit: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Read without having an effect."""
        return await self.parts.database.read(unit, *args, **kwargs)

    async def _run(self, unit: Callable[..., tuple[Any, Replies]], *args: object) -> Any:
        """Run a unit that returns a result and what is said about it."""
        result, replies = await self.parts.database.run(unit, *args)
        self.parts.taken.add(self.received.update_id)
        self._acknowledge(replies)
        self.parts.wake_sender()
        return result

    def _take(
        self,
        tx: Tx,
        reply: Callable[[T], Replies],
        unit: Callable[..., T],
        args: tuple[object, ...],
        kwargs: dict[str, object],
    ) -> tuple[T, Replies]:
        self._end(tx)
        if self.press:
            tx = self._pressed(tx, self.press)
        else:
            self._check_not_banned(tx)
        result = unit(tx, *args, **kwargs)
        replies = reply(result)
        self._store_messages(tx, replies)
        return result, replies

    def _refuse(self, tx: Tx, *said: Reply) -> tuple[None, Replies]:
        replies: Replies = said
        self._end(tx)
        try:
            self._check_not_banned(tx)
        except Banned as error:
            replies = self._to_banned(error)
        self._store_messages(tx, replies)
        return None, replies

    def _pressed(self, tx: Tx, press: Press) -> Tx:
        """Check that somebody may press buttons, and return the transaction as one that their press led to.

        Raises:
            Banned: They are banned.
            NotKnown: Nothing is stored about them.
        """
        if press.message_id:
            tx = tx.after_press(Spot(press.by, press.message_id))
        take_press(
            tx,
            press.by,
            is_on_card=is_on_card(press.data),
            is_open_to_banned=self.is_open_to_banned,
            is_for_strangers=self.is_for_strangers,
            terms=self.terms,
        )
        return tx

    def _check_not_banned(self, tx: Tx) -> None:
        """Check that whoever does this is not banned, in the transaction that stores its effect.

        Raises:
            Banned: They are.
        """
        if not self.is_open_to_banned:
            check_not_banned(tx, self.visitor.id, terms=self.terms)

    def _to_banned(self, error: Banned) -> Replies:
        """Return what a banned person reads: the whole reason in a message, and beside a press where to read it."""
        if self.press:
            return (Reply(key="banned-press", alert=True),)
        update = self.received
        is_said = isinstance(update, Update) and update.effective_message is not None
        chat = update.effective_chat if isinstance(update, Update) else None
        # In a group, and to somebody who blocks the bot, there is nothing to say.
        return (refusal_for(error),) if is_said and chat is not None and chat.type == ChatType.PRIVATE else ()

    def _end(self, tx: Tx) -> None:
        if not end_update(tx, self.received.update_id):
            raise TakenBefore
        if self.noted is not None:
            self.noted(tx)

    def _acknowledge(self, replies: Replies) -> None:
        """Acknowledge a press, with the first of the replies that is no message, or without words."""
        if self.press:
            word = next((reply for reply in replies if not reply.as_message), None)
            texts = texts_in(self.visitor.locale)
            self.parts.acknowledge(acknowledgement(self.press.query_id, word, texts))

    def _store_messages(self, tx: Tx, replies: Replies) -> None:
        for reply in replies:
            if self.press and not reply.as_message:
                continue
            add_out(
                tx,
                OutType.TEXT,
                self.visitor.id,
                body={"key": reply.key, "args": dict(reply.args), "locale": self.visitor.locale},
                priority=Priority.REPLY,
                due_at=self.now,
                replaces=reply.key if reply.newest_only else None,
                is_unique=reply.is_unique,
            )


CrowdApplication = Application[
    ExtBot[None],
    CrowdContext,
    dict[Any, Any],
    dict[Any, Any],
    dict[str, Parts],
    JobQueue[CrowdContext],
]
