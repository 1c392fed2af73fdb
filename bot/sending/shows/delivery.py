"""Turns a row of the outbox into a call of the Bot API; what it shows is read when its turn comes."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Concatenate, ParamSpec, TypeVar

from telegram import InlineKeyboardMarkup, InputFile
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.sending.calls import Calls
from bot.sending.claiming import Seen, see_card
from bot.sending.shows.agreement_report import AgreementReports
from bot.sending.shows.inviting import Inviting
from bot.sending.shows.overseeing import Overseeing
from bot.sending.shows.personal import Personal
from bot.sending.shows.planned import After, Held, Planned, no_after, nothing
from bot.sending.shows.showing import Showing, is_about_markup
from crowd.ids import AnnouncementId, PendingFileId, ProjectId
from crowd.simulated.forecast import Forecast
from handlers import commands_for
from handlers.announcing import digests
from handlers.announcing import screens as announcement_messages
from handlers.answering import screens as messages
from handlers.context import Clock
from handlers.conversation.help_screens import help_message
from handlers.conversation.said import said, word
from handlers.drafting import dialogue
from handlers.drafting.importing_screens import file_message
from handlers.governing.grant_links import grant_link
from handlers.message import Message
from handlers.people import pace_screens as pace_messages
from handlers.projects import panels
from handlers.projects.summary_screens import summary
from handlers.texts import DEFAULT_LOCALE, Texts, texts_in
from storage.announcing.announcements import announcement_shown, set_announcement_message
from storage.answering.cards import card_shown, is_card, panel_lost, panel_shown, set_card_message
from storage.conversation.expecting import Expected, set_expecting_message
from storage.conversation.out_kinds import OutKind
from storage.conversation.outbox import OutRow, Priority
from storage.database import Database
from storage.drafting.pending_files import find_pending, set_pending_message
from storage.drafting.previews import Preview
from storage.projects.projects import set_draft_message
from storage.tx import Tx
from usecases.announcing.read_announcement import read_announcement, read_news
from usecases.announcing.send_digests import read_digest
from usecases.answering.show_card import Screen
from usecases.conversation.read_help import HelpScreen, read_help
from usecases.conversation.read_views import (
    CardView,
    locale_of,
    read_dialogue,
    read_panel,
    read_projects,
)
from usecases.deciding.foresee_answers import ForecastInput, foresee_answers, inputs_by_effort, is_quick
from usecases.drafting.answer_draft import add_forecast
from usecases.drafting.preview_task import preview_shown, read_preview
from usecases.governing.may_receive import may_receive, needs_right
from usecases.governing.oversee import AUDIT_FILE, write_audit
from usecases.people.set_pace import PaceScreen, read_pace
from usecases.projects.read_agreement import list_choice
from usecases.projects.read_summary import read_summary
from usecases.projects.show_project import ReportFile
from usecases.projects.write_results import write_results
from usecases.terms import Terms

P = ParamSpec("P")
T = TypeVar("T")


class Delivery:
    """Plans the call for each kind of row."""

    def __init__(self, bot: ExtBot[None], database: Database, clock: Clock, terms: Terms) -> None:
        self._bot = bot
        self._calls = Calls(bot)
        self._showing = Showing(self._calls)
        self._database = database
        self._clock = clock
        self._terms = terms
        self._reports = AgreementReports(database)
        self._inviting = Inviting(bot, database, clock, self._showing, self._photo)
        self._overseeing = Overseeing(database, self._showing)
        #: One file at a time: each keeps a core busy, and what others wait for needs one too.
        self._writing = asyncio.Lock()
        self._personal = Personal(database, clock, self._showing, terms)
        #: What has to be read before it can be shown.
        self._planners: dict[OutKind, Callable[[OutRow], Awaitable[Planned | Held | None]]] = {
            OutKind.PANEL: self._panel,
            OutKind.DIALOGUE: self._dialogue,
            OutKind.PROJECTS: self._projects,
            OutKind.PACE: self._pace,
            OutKind.HELP: self._help,
            OutKind.DIGEST: self._digest,
            OutKind.ANNOUNCEMENT: self._news,
            OutKind.ANNOUNCEMENT_PANEL: self._announcement,
            OutKind.FILE: self._file_sent,
            OutKind.PREVIEW: self._preview,
            OutKind.DOCUMENT: self._report,
            OutKind.SUMMARY: self._summary,
            OutKind.AGREEMENT: self._report,
            OutKind.INVITE: self._invite,
            OutKind.OVERSIGHT: self._overseeing.plan,
            OutKind.REPORTED: self._overseeing.plan_reported,
            OutKind.FORGET: self._forget,
        }

    async def plan(self, row: OutRow, seen: Seen | None = None) -> Planned | Held | None:
        """Return the call for a row, or until when to hold it; None if there is nothing to show.

        `seen` is the card that was read when the row was claimed, if that was just now.
        """
        if needs_right(row.kind, row.body) and not await self._database.read(
            may_receive, row.chat_id, row.kind, row.body, terms=self._terms
        ):
            return None
        match row.kind:
            case OutKind.CARD:
                if seen is None:
                    seen = await self._database.read(see_card, row, at=self._clock())
                return self._card(row, *seen)
            case OutKind.CALLBACK:
                text, alert = word(row, await self._texts(row))
                return self._acknowledge(row, text, alert=alert)
            case OutKind.TEXT:
                message = said(self._with_link(row), await self._texts(row), self._terms)
                return self._showing.send(row, message, nothing)
            case OutKind.RETIRE:
                return await self._retiring(row)
            case _:
                return await self._planners[row.kind](row)

    def _with_link(self, row: OutRow) -> OutRow:
        """Return a row whose message shows a one-use link with that link, which is never stored itself."""
        args = row.body.get("args")
        if row.body.get("key") != "grant-link" or not isinstance(args, dict) or "seed" not in args:
            return row
        link = grant_link(str(args["seed"]), bot_token=self._bot.token, username=self._bot.username)
        return replace(row, body={**row.body, "args": {"link": link}})

    async def _texts(self, row: OutRow) -> Texts:
        """Return the texts in the recipient's language."""
        if "locale" in row.body:
            return texts_in(str(row.body["locale"]))
        return texts_in(await self._database.read(locale_of, row.chat_id) or DEFAULT_LOCALE)

    async def _look(
        self, row: OutRow, unit: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> tuple[T, Texts]:
        """Read what to show, together with the language to show it in."""
        view, locale = await self._database.read(
            lambda tx: (unit(tx, *args, **kwargs), locale_of(tx, row.chat_id))
        )
        return view, texts_in(locale or DEFAULT_LOCALE)

    def _card(self, row: OutRow, view: CardView | None, texts: Texts) -> Planned | Held | None:
        if view is None:
            return None
        if row.priority is Priority.PUSH and view.card.message_id is None:
            if view.screen is not Screen.TASK:
                # The task went to others before it was shown: that is no reason to write to anybody.
                return None
            if view.quiet_until > self._clock():
                # It waited its turn into the person's night.
                return Held(until=view.quiet_until)
        chat_id, version = row.chat_id, view.card.version

        def shown(message_id: int) -> After:
            is_new = message_id != view.card.message_id
            return lambda tx: card_shown(tx, chat_id, message_id=message_id, version=version, is_new=is_new)

        return self._showing.show(
            row,
            messages.card(view, texts),
            shown,
            message_id=view.card.message_id,
            lost=lambda tx: set_card_message(tx, chat_id, None),
        )

    async def _panel(self, row: OutRow) -> Planned | None:
        project_id, at = ProjectId(row.ref), self._clock()
        view, texts = await self._look(row, read_panel, project_id)
        if view is None:
            return None

        view = replace(view, forecast=await _foresee(view.forecast_input))

        def shown(message_id: int) -> After:
            return lambda tx: panel_shown(
                tx, project_id, message_id=message_id, changed_at=view.changed_at, at=at
            )

        # Showing it twice is harmless; a launched project that never appears is not.
        planned = self._showing.show(
            row,
            panels.panel(view, texts),
            shown,
            message_id=view.message_id,
            lost=lambda tx: panel_lost(tx, project_id),
        )
        return replace(planned, repeatable=True)

    async def _dialogue(self, row: OutRow) -> Planned | None:
        project_id, chat_id = ProjectId(row.ref), row.chat_id
        view, texts = await self._look(row, read_dialogue, chat_id, project_id)
        if view is None:
            return None

        inputs = inputs_by_effort(view.forecast_input) if view.forecast_input else {}
        # The forecast, which can take a second, is added to the message later, so that nobody waits for it.
        is_whole = "foreseen" in row.body or all(is_quick(data) for data in inputs.values())
        if is_whole:
            forecasts = {
                effort: await asyncio.to_thread(foresee_answers, data) for effort, data in inputs.items()
            }
            view = replace(view, forecasts=forecasts)

        def after(tx: Tx, message_id: int) -> None:
            set_draft_message(tx, chat_id, project_id, message_id)
            if not is_whole:
                add_forecast(tx, chat_id, project_id, at=self._clock())

        def shown(message_id: int) -> After:
            return lambda tx: after(tx, message_id)

        # Asking twice is harmless; typing an answer to a step that never appeared is not.
        asked = self._showing.show(row, dialogue.dialogue(view, texts), shown, message_id=view.message_id)
        return replace(asked, repeatable=True)

    async def _projects(self, row: OutRow) -> Planned:
        if "choose" in row.body:
            launched, texts = await self._look(row, list_choice, row.chat_id)
            if row.body["choose"] == "announcement":
                choice = announcement_messages.choose(
                    launched,
                    texts,
                    everybody=bool(row.body["everybody"]) and row.chat_id in self._terms.admin_ids,
                )
            else:
                choice = panels.choose_agreement(launched, texts)
            return self._showing.send(row, choice, nothing)
        page, message_id = row.body.get("page"), row.body.get("message_id")
        page = page if isinstance(page, int) else 0
        view, texts = await self._look(row, read_projects, row.chat_id, page)
        return self._showing.show(
            row,
            panels.projects(view, texts),
            nothing,
            message_id=message_id if isinstance(message_id, int) else None,
        )

    async def _announcement(self, row: OutRow) -> Planned | None:
        announcement_id, at = AnnouncementId(row.ref), self._clock()
        view, texts = await self._look(row, read_announcement, announcement_id, terms=self._terms, at=at)
        if view is None:
            return None
        stands_in, version = view.announcement.message_id, view.announcement.version

        def shown(message_id: int) -> After:
            return lambda tx: announcement_shown(
                tx,
                announcement_id,
                message_id=message_id,
                version=version,
                is_new=message_id != stands_in,
                at=at,
            )

        return self._showing.show(
            row,
            announcement_messages.panel(view, texts),
            shown,
            message_id=stands_in,
            lost=lambda tx: set_announcement_message(tx, announcement_id, None),
        )

    async def _news(self, row: OutRow) -> Planned | Held | None:
        now = self._clock()
        view, texts = await self._look(row, read_news, AnnouncementId(row.ref), row.chat_id, at=now)
        if view is None:
            return None
        if view.quiet_until > now:
            # It waited its turn into the person's night.
            return Held(until=view.quiet_until)
        return self._showing.send(row, announcement_messages.news(view, texts), nothing)

    async def _pace(self, row: OutRow) -> Planned:
        message_id, screen = row.body.get("message_id"), PaceScreen(str(row.body.get("screen")))
        area, page = (
            number if isinstance(number := row.body.get(name), int) else 0 for name in ("area", "page")
        )
        view, texts = await self._look(row, read_pace, row.chat_id, terms=self._terms)
        message = pace_messages.pace(view, screen, area, page, texts, at=self._clock())
        if row.body.get("saved"):
            message = pace_messages.saved(message, texts)

        def shown(message_id: int) -> After:
            return lambda tx: set_expecting_message(tx, row.chat_id, Expected.PACE, message_id)

        return self._showing.show(
            row,
            message,
            shown,
            message_id=message_id if isinstance(message_id, int) else None,
        )

    async def _help(self, row: OutRow) -> Planned:
        message_id, screen = row.body.get("message_id"), HelpScreen(str(row.body["screen"]))
        view = await self._database.read(read_help, row.chat_id, terms=self._terms)
        return self._showing.show(
            row,
            help_message(view, screen, commands_for(is_admin=view.is_admin), await self._texts(row)),
            nothing,
            message_id=message_id if isinstance(message_id, int) else None,
        )

    async def _digest(self, row: OutRow) -> Planned | Held | None:
        now = self._clock()
        view, texts = await self._look(row, read_digest, row.chat_id, at=now)
        if view is None:
            return None
        if view.quiet_until > now:
            # It waited its turn into the person's night.
            return Held(until=view.quiet_until)
        return self._showing.send(row, digests.digest(row.body, texts, backs_off=view.backs_off), nothing)

    async def _preview(self, row: OutRow) -> Planned | None:
        skip, message_id = (
            value if isinstance(value := row.body.get(name), int) else None for name in ("skip", "message_id")
        )
        project_id, chat_id = ProjectId(row.ref), row.chat_id
        view, texts = await self._look(row, read_preview, project_id, skip or 0)
        if view is None:
            return None

        def shown(message_id: int) -> After:
            preview = Preview(project_id=project_id, message_id=message_id)
            return lambda tx: preview_shown(tx, chat_id, preview, at=self._clock())

        return self._showing.show(row, panels.preview(project_id, view, texts), shown, message_id=message_id)

    async def _file_sent(self, row: OutRow) -> Planned | None:
        pending_id = PendingFileId(row.ref)
        pending, texts = await self._look(row, find_pending, pending_id)
        if pending is None:
            return None

        def shown(message_id: int) -> After:
            return lambda tx: set_pending_message(tx, pending_id, message_id)

        planned = self._showing.show(
            row,
            file_message(pending, texts),
            shown,
            message_id=pending.message_id,
            lost=lambda tx: set_pending_message(tx, pending_id, None),
        )
        # Asking twice is harmless; waiting for an answer to a question that never appeared is not.
        return replace(planned, repeatable=planned.repeatable or pending.asks is not None)

    async def _summary(self, row: OutRow) -> Planned | None:
        view = await self._database.snapshot(read_summary, ProjectId(row.ref))
        if view is None:
            return None
        return self._showing.send(row, summary(view, await self._texts(row)), nothing)

    async def _report(self, row: OutRow) -> Planned | None:
        if row.kind is OutKind.AGREEMENT:
            return await self._agreement(row)
        # Both files are made before anything is sent, so that a disk failure leaves no doubt about what was sent.
        name, data = await self._file(row)
        return Planned(call=lambda: self._document(row, name, data), repeatable=False)

    async def _agreement(self, row: OutRow) -> Planned | None:
        report = await self._reports.make(ProjectId(row.ref), await self._texts(row))
        if report is None:
            return None
        message, picture = report.message, report.picture
        if picture is None:
            return self._showing.send(row, message, nothing)
        return Planned(call=lambda: self._photo(row, message, picture, "agreement.png"), repeatable=False)

    async def _forget(self, row: OutRow) -> Planned | None:
        return await self._personal.question(row, await self._texts(row))

    async def _invite(self, row: OutRow) -> Planned | None:
        return await self._inviting.plan(row, await self._texts(row))

    async def _photo(self, row: OutRow, message: Message, picture: bytes, name: str) -> After:
        try:
            await self._bot.send_photo(
                row.chat_id,
                picture,
                caption=message.html,
                parse_mode=ParseMode.HTML,
                filename=name,
            )
        except BadRequest as error:
            if not is_about_markup(error):
                raise
            await self._bot.send_photo(row.chat_id, picture, caption=message.plain, filename=name)
        return no_after

    def _acknowledge(self, row: OutRow, text: str | None, *, alert: bool) -> Planned:
        async def call() -> After:
            await self._calls.acknowledge(str(row.body["query"]), text, alert=alert)
            return no_after

        return Planned(call=call, repeatable=True)

    async def _retiring(self, row: OutRow) -> Planned | None:
        if await self._database.read(is_card, row.chat_id, row.ref):
            # It was pressed in the meantime and is the card again, so it keeps its buttons.
            return None
        return Planned(call=lambda: self._retire(row), repeatable=True)

    async def _retire(self, row: OutRow) -> After:
        await self._bot.edit_message_reply_markup(
            chat_id=row.chat_id, message_id=row.ref, reply_markup=InlineKeyboardMarkup([])
        )
        return no_after

    async def _file(self, row: OutRow) -> tuple[str, bytes]:
        if "mydata" in row.body:
            return await self._personal.my_data(row)
        if "file" not in row.body:
            return str(row.body["name"]), str(row.body["text"]).encode()
        async with self._writing:
            if row.body["file"] == AUDIT_FILE:
                return await self._database.snapshot(write_audit, row.chat_id)
            file = ReportFile(str(row.body["file"]))
            return await self._database.snapshot(write_results, ProjectId(row.ref), file)

    async def _document(self, row: OutRow, name: str, data: bytes) -> After:
        await self._bot.send_document(row.chat_id, InputFile(data, filename=name))
        return no_after


async def _foresee(data: ForecastInput | None) -> Forecast | None:
    return None if data is None else await asyncio.to_thread(foresee_answers, data)
