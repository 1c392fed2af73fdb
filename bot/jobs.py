"""Repeating ticks: each asks the database what is due, so nothing is lost if the process ends."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from functools import partial
from typing import Any, TypeVar

from bot.process.disk import DiskWatch
from crowd.ids import HOUR, SECOND, ContributorId, ProjectId, QuestionId
from crowd.kinds.fitting import Pages
from handlers.context import CrowdApplication, CrowdContext, Parts
from storage.conversation.hints import forget_hints
from storage.conversation.inbox import forget_updates
from storage.conversation.outbox import forget_out
from storage.conversation.typed import forget_old_typed
from storage.deciding.fits import Fitting, read_fitting
from storage.deciding.rules import changed_projects, end_change, projects_at_limit
from storage.deciding.settling import Waiting, waiting_projects
from storage.drafting.forget_drafts import forget_drafts
from storage.drafting.pending_files import forget_pending
from storage.errors import StorageLost
from storage.tx import Tx
from usecases.announcing.send_digests import DIGESTS_AT_ONCE, send_digests
from usecases.announcing.spread_announcements import refresh_announcements, spread_announcements
from usecases.answering.expire_offers import EXPIRE_AT_ONCE, expire_offers
from usecases.answering.more_time import WARN_AT_ONCE, warn_ending
from usecases.answering.wake_waiting import wake_waiting
from usecases.deciding.check_tasks import check_tasks
from usecases.deciding.close_at_limit import close_at_limit
from usecases.deciding.follow_fit import follow_fit
from usecases.deciding.refit_skills import (
    begin_fit,
    end_fit,
    fit,
    questions_to_fit,
    redecide_tasks,
    refit_lease,
    reopen_tasks,
    store_beliefs,
    store_credits,
    store_model,
    store_people,
)
from usecases.deciding.reopen_after_change import reopen_after_change
from usecases.drafting.expire_drafts import DRAFTS_AT_ONCE, expire_drafts
from usecases.governing.banning.discard_answers import discard_answers
from usecases.governing.handle_reports import refresh_report_panels
from usecases.governing.holding.take_back_held import TAKE_BACK_AT_ONCE, take_back_held
from usecases.people.forget_person import forget_people_gone
from usecases.people.go_on_forgetting import Pace, go_on_forgetting
from usecases.people.subscribing.end_pauses import END_AT_ONCE, end_pauses
from usecases.projects.cancel_project import go_on_ending
from usecases.projects.settle_project import settle_project
from usecases.projects.show_project import refresh_panels

logger = logging.getLogger(__name__)

T = TypeVar("T")

Tick = Callable[[Parts], Awaitable[None]]

#: The shortest time between two edits of a panel while its project runs.
PANEL_EVERY = 3 * SECOND
#: Telegram repeats an update for 24 hours at most; ids restart at random after a week.
KEEP_UPDATES = 48 * HOUR
KEEP_SENT = 48 * HOUR
#: Telegram lets people edit their messages for 48 hours.
KEEP_TYPED = 48 * HOUR
#: How long to keep a file whose requester does not answer the question about it.
KEEP_PENDING = 7 * 24 * HOUR
#: Rows deleted or tasks decided in one transaction, so that a tick never holds the writer for long.
FORGET_AT_ONCE = 1000
DELETE_AT_ONCE = 500
DECIDE_AT_ONCE = 50
STORE_AT_ONCE = 300
#: A fit that always fails is tried again this often.
LONGEST_FIT_PAUSE = HOUR

#: By default, APScheduler silently skips a job that is a second late.
_ON_TIME_OR_LATE = {"misfire_grace_time": None, "max_instances": 1, "coalesce": True}


async def give_back_expired(parts: Parts) -> None:
    """End the offers whose lease is over."""
    while await parts.database.run(expire_offers, terms=parts.terms, at=parts.clock()) == EXPIRE_AT_ONCE:
        pass


async def warn_of_end(parts: Parts) -> None:
    """Warn people whose time for a task is about to end."""
    while await parts.database.run(warn_ending, at=parts.clock()) == WARN_AT_ONCE:
        pass


async def wake_idle(parts: Parts) -> None:
    """Write to waiting people for whom there is a task by now."""
    await parts.database.run(wake_waiting, terms=parts.terms, at=parts.clock())


async def go_on(parts: Parts) -> None:
    """Reactivate people whose pause is over."""
    while await parts.database.run(end_pauses, at=parts.clock()) == END_AT_ONCE:
        pass


async def tell(parts: Parts) -> None:
    """Send the digests that are due."""
    while await parts.database.run(send_digests, at=parts.clock()) == DIGESTS_AT_ONCE:
        parts.wake_sender()


async def announce(parts: Parts) -> None:
    """Send announcements to more people, and show authors how far they have got."""
    while await parts.database.run(spread_announcements, terms=parts.terms, at=parts.clock()):
        parts.wake_sender()
    await parts.database.run(refresh_announcements, every=PANEL_EVERY, terms=parts.terms, at=parts.clock())


async def update_panels(parts: Parts) -> None:
    """Update the panels of projects that have changed."""
    await parts.database.run(refresh_panels, every=PANEL_EVERY, terms=parts.terms, at=parts.clock())
    await parts.database.run(refresh_report_panels, terms=parts.terms, at=parts.clock())


async def refit(parts: Parts) -> None:
    """Run the full fits that are due: first for projects that are over or await their files, then the rest."""
    for waiting in await parts.database.read(waiting_projects):
        await _by_itself(parts, waiting.project_id, partial(_settle, parts, waiting))
        parts.wake_sender()
    for project_id, question_id in await parts.database.read(questions_to_fit):
        await _by_itself(parts, project_id, partial(_fit, parts, project_id, question_id, final=False))


async def _settle(parts: Parts, waiting: Waiting) -> None:
    begun = parts.clock() if waiting.needs_fit else None
    if waiting.needs_fit:
        await _fit(parts, waiting.project_id, *waiting.question_ids, final=True)
    await parts.database.run(settle_project, waiting.project_id, through=begun, at=parts.clock())


async def _by_itself(
    parts: Parts, project_id: ProjectId, work: Callable[[], Coroutine[Any, Any, None]]
) -> None:
    """Do one project's work; if it fails, the other projects still get theirs, and it pauses longer each time."""
    until, paused = parts.fit_pauses.get(project_id, (0, 0))
    if parts.clock() < until:
        return
    try:
        await work()
    except StorageLost:
        raise  # the disk's fault, not this project's: the next tick begins again
    except Exception:
        pause = min(max(2 * paused, SECOND), LONGEST_FIT_PAUSE)
        parts.fit_pauses[project_id] = parts.clock() + pause, pause
        logger.exception(
            "The fit of project %s failed; trying again in %d s",
            project_id,
            pause // SECOND,
            extra={"project": project_id},
        )
    else:
        parts.fit_pauses.pop(project_id, None)


async def _fit(parts: Parts, project_id: ProjectId, *question_ids: QuestionId, final: bool) -> None:
    """Fit all answers to questions outside the event loop, one after another, and decide tasks by it.

    With `final`, all closed tasks are decided again, else as needed.
    """
    n_settled = None
    for question_id in question_ids:
        await parts.database.run(begin_fit, question_id)
        fitting = await parts.database.snapshot(read_fitting, question_id)
        # What came after the first fit had begun is not in it.
        n_settled = fitting.n_unsettled if n_settled is None else n_settled
        found = await asyncio.to_thread(fit, fitting)
        await _store(parts, store_credits, fitting, found.credits)
        await _store(parts, store_people, fitting, found.people)
        await _store(parts, store_beliefs, fitting, found.beliefs)
        await parts.database.run(store_model, fitting, found)
        await parts.database.run(refit_lease, project_id, terms=parts.terms)
        await _page_through(parts, redecide_tasks, project_id)
        follow = follow_fit if final else reopen_tasks
        await _page_through(parts, follow, project_id, question_id, found.values)
        is_last = question_id == question_ids[-1]
        await parts.database.run(end_fit, question_id, n_settled=n_settled if final and is_last else 0)


async def _store(
    parts: Parts, unit: Callable[[Tx, Fitting, Sequence[T]], None], fitting: Fitting, rows: Pages[T]
) -> None:
    """Store the result of a fit in pages, so that the writer is never held for long."""
    for page in rows.of(STORE_AT_ONCE):
        await _in_turn(parts.database.run_page(unit, fitting, page))


async def keep_limits(parts: Parts) -> None:
    """Close the tasks of projects that have reached a limit; decide all tasks again if a rule was changed."""
    for project_id in await parts.database.read(projects_at_limit, at=parts.clock()):
        while await _in_turn(
            parts.database.run_page(
                close_at_limit, project_id, limit=DECIDE_AT_ONCE, terms=parts.terms, at=parts.clock()
            )
        ):
            pass
    for project_id, n_changes in await parts.database.read(changed_projects):
        for unit in (redecide_tasks, reopen_after_change):
            await _page_through(parts, unit, project_id)
        await parts.database.run(end_change, project_id, n_changes)


async def follow_admins(parts: Parts) -> None:
    """Take back what people hold of projects that are held, and take the answers of banned people out of the count."""
    while await _in_turn(parts.database.run_page(take_back_held, at=parts.clock())) == TAKE_BACK_AT_ONCE:
        pass
    while await _in_turn(parts.database.run_page(discard_answers, terms=parts.terms, at=parts.clock())):
        pass


async def go_on_with_large(parts: Parts) -> None:
    """Go on with large projects that were launched or cancelled, and with people named in many tasks."""
    has_more = True
    while has_more:
        ends = await _in_turn(parts.database.run_page(go_on_ending, at=parts.clock()))
        checks = await _in_turn(parts.database.run_page(check_tasks, terms=parts.terms, at=parts.clock()))
        has_more = ends or checks


async def _page_through(
    parts: Parts, unit: Callable[..., int | None], project_id: ProjectId, *more: object
) -> None:
    """Decide a project's tasks in pages, so that the writer is never held for long."""
    after: int | None = 0
    while after is not None:
        after = await _in_turn(
            parts.database.run_page(
                unit,
                project_id,
                *more,
                after=after,
                limit=DECIDE_AT_ONCE,
                terms=parts.terms,
                at=parts.clock(),
            )
        )


async def _in_turn(page: Awaitable[T]) -> T:
    """Do a page of long work, then leave the writer free for people for as long as that took."""
    begun = time.monotonic()
    done = await page
    await asyncio.sleep(time.monotonic() - begun)
    return done


async def forget(parts: Parts) -> None:
    """Delete what no longer needs to be kept."""
    now = parts.clock()
    await _forget_all(parts, forget_updates, received_before=now - KEEP_UPDATES)
    await _forget_all(parts, forget_out, ended_before=now - KEEP_SENT)
    await _forget_all(parts, forget_old_typed, typed_before=now - KEEP_TYPED)
    while await parts.database.run(expire_drafts, terms=parts.terms, at=now) == DRAFTS_AT_ONCE:
        pass
    while await _in_turn(parts.database.run_page(forget_drafts, limit=DELETE_AT_ONCE)):
        pass
    await _forget_all(parts, forget_hints, hinted_before=now - KEEP_TYPED)
    await _forget_all(parts, forget_pending, changed_before=now - KEEP_PENDING)


async def forget_people(parts: Parts) -> None:
    """Forget people who left long ago, and go on with those who are being forgotten."""
    while await _in_turn(
        parts.database.run(forget_people_gone, limit=1, terms=parts.terms, at=parts.clock())
    ):
        pass
    pace, person = await _in_turn(parts.database.run(go_on_forgetting))
    while pace is not Pace.NOBODY:
        parts.must_tidy |= pace is Pace.ENDED
        # Who is worked on stays the next; whose last messages are being sent is left for the next tick.
        after = person if pace is Pace.WAITING else _before(person)
        pace, person = await _in_turn(parts.database.run(go_on_forgetting, after=after))
    if parts.must_tidy:
        parts.must_tidy = not await parts.database.tidy()


def _before(person: ContributorId | None) -> ContributorId | None:
    return None if person is None else ContributorId(person - 1)


async def _forget_all(parts: Parts, unit: Callable[..., int], **before: int) -> None:
    """Delete all that is old enough, in pages: a hundred updates a second make thousands of rows a minute."""
    while await _in_turn(parts.database.run_page(unit, **before, limit=FORGET_AT_ONCE)) == FORGET_AT_ONCE:
        pass


#: Every tick, with the seconds from one run to the next.
TICKS: tuple[tuple[Tick, float], ...] = (
    (give_back_expired, 5.0),
    (warn_of_end, 10.0),
    (wake_idle, 1.0),
    (go_on, 30.0),
    (announce, 1.0),
    (tell, 5.0),
    (update_panels, 1.0),
    (refit, 0.5),
    (keep_limits, 1.0),
    (follow_admins, 1.0),
    (go_on_with_large, 1.0),
    (forget, 60.0),
    (forget_people, 5.0),
)


def schedule(application: CrowdApplication, parts: Parts, disk: DiskWatch) -> None:
    """Repeat every tick on the application's job queue."""
    queue = application.job_queue
    if queue is None:
        raise RuntimeError("python-telegram-bot was installed without its job queue")
    for tick, every_s in TICKS:
        queue.run_repeating(
            _guarded(tick, parts, disk), every_s, name=tick.__name__, job_kwargs=_ON_TIME_OR_LATE
        )


def _guarded(
    tick: Tick, parts: Parts, disk: DiskWatch
) -> Callable[[CrowdContext], Coroutine[Any, Any, None]]:
    is_refused = False

    async def run(_: CrowdContext) -> None:
        nonlocal is_refused
        try:
            await tick(parts)
        except StorageLost as error:
            is_refused = True
            disk.refused(error)
        except asyncio.CancelledError:
            # The process is ending: the first tick after the next start does what this one has left.
            logger.info("Tick %s was stopped half-way", tick.__name__)
            return
        except Exception:
            logger.exception("Tick %s failed", tick.__name__, extra={"tick": tick.__name__})
        else:
            if is_refused:
                is_refused = False
                disk.accepted()
        parts.wake_sender()

    return run
