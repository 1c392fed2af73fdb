"""Large files are imported in pages: what is stored is the same, whatever is interrupted, and nobody sees a half."""

from itertools import pairwise

import pytest
from usecase_scene import REQUESTER, Scene

from crowd.errors import Conflict, NotFound, ValueRefused
from crowd.files.task_file import TaskRow, read_task_file
from crowd.ids import DAY, ContributorId, ProjectId
from crowd.people.visitors import Visitor
from storage.answering.tasks import new_task
from storage.conversation.typed import Origin
from storage.drafting.forget_drafts import forget_drafts
from storage.drafting.imports import find_import, next_import
from storage.drafting.pending_files import PendingFile, Received, find_received
from storage.projects.projects import find_project
from storage.tx import Tx
from usecases.conversation.read_views import read_projects
from usecases.drafting.expire_drafts import expire_drafts
from usecases.drafting.import_pages import (
    MOST_ATTEMPTS,
    Page,
    begin_import,
    finish_import,
    stop_import,
    store_page,
    take_reading,
    tell_waiting,
)
from usecases.drafting.import_tasks import import_tasks
from usecases.drafting.queue_file import queue_file
from usecases.drafting.understand_file import Bounds, FileScreen, Understood, understand
from usecases.projects.show_project import open_panel
from usecases.terms import Terms

BY = Visitor(id=REQUESTER, locale="en")
ROWS = 3000
DATA = b"id,text,gold,contributors\n" + b"".join(
    b"k%d,Text %d,%s,%s\n" % (row, row, b"Yes" if row % 7 == 0 else b"", b"5 6 7" if row % 3 == 0 else b"")
    for row in range(ROWS)
)
BOUNDS = Bounds(most_tasks=10_000, most_named=10_000)


def _queue(scene: Scene, source: int, *, by: Visitor = BY, terms: Terms | None = None) -> PendingFile:
    received = Received(
        origin=Origin(message_id=source), name="many.csv", file_id=f"file {source}", size=500_000
    )
    scene.do(queue_file, received, by=by, terms=terms or scene.terms, at=scene.now)
    pending = scene.do(find_received, by.id, Origin(message_id=source))
    assert pending is not None
    return pending


def _understood() -> Understood:
    return understand(DATA, None, name="many.csv", answers={}, bounds=BOUNDS, hand_on=lambda _: None)


def _pages(skip: int = 0, size: int = 700) -> list[Page]:
    """The items of the file from `skip` on, one task or name each, in pages."""
    items: list[tuple[int, TaskRow, int | None]] = []
    for place, row in enumerate(read_task_file(DATA, name="many.csv").rows):
        items += [(place, row, None), *((place, row, person) for person in row.contributors)]
    return [
        Page(
            first=first,
            tasks=[new_task(place, row) for place, row, who in items[first : first + size] if who is None],
            named=[(row.key, [who]) for _, row, who in items[first : first + size] if who is not None],
        )
        for first in range(skip, len(items), size)
    ]


def _read(scene: Scene, pending: PendingFile) -> ProjectId:
    assert scene.do(begin_import, pending.id, terms=scene.terms, at=scene.now)
    due = scene.do(take_reading, pending.id, _understood(), table=None, terms=scene.terms, at=scene.now)
    assert due is not None
    assert due.project_id is not None
    return due.project_id


def _store(scene: Scene, pending: PendingFile, page: Page) -> bool:
    return scene.do(store_page, pending.id, page, tells=False, at=scene.now)


def _finish(scene: Scene, pending: PendingFile) -> bool:
    return scene.do(finish_import, pending.id, terms=scene.terms, at=scene.now)


def _stored(scene: Scene, project: ProjectId) -> list[object]:
    tasks = """
        SELECT key, row_number, content, gold, state, named, offer, level, rank FROM task WHERE project_id = %d
        ORDER BY rank
    """
    named = """
        SELECT m.contributor_id, m.level, m.rank, t.key FROM audience m JOIN task t ON t.id = m.task_id
        WHERE m.project_id = %d ORDER BY m.rank, m.contributor_id
    """
    project_row = """
        SELECT draft, state, content_columns, has_keys, n_tasks, n_gold, has_open, has_named, next_rank
        FROM project WHERE id = %d
    """
    return [scene.rows(sql % project) for sql in (tasks, named, project_row)]


def test_pages_store_the_same_as_one_transaction(scene: Scene) -> None:
    file = read_task_file(DATA, name="many.csv")
    at_once = scene.do(import_tasks, file, name="many.csv", by=BY, terms=scene.terms, at=scene.now)
    pending = _queue(scene, 1)
    project = _read(scene, pending)
    for page in _pages():
        assert _store(scene, pending, page)
    assert _finish(scene, pending)
    assert _stored(scene, project) == _stored(scene, at_once)
    assert scene.do(find_import, pending.id) is None


def test_nothing_is_stored_twice_and_nothing_left_out(scene: Scene) -> None:
    pending = _queue(scene, 1)
    project = _read(scene, pending)
    first, second, *_ = _pages()
    assert _store(scene, pending, first)
    assert not _store(scene, pending, first), "it is stored already"
    assert not _finish(scene, pending), "it is not whole"
    # The process ends here. Another goes on from where the row stands, with pages of another size.
    assert not _store(scene, pending, _pages(skip=900)[0]), "it leaves a gap"
    resumed = scene.do(begin_import, pending.id, terms=scene.terms, at=scene.now)
    assert resumed is not None
    assert resumed[0].n_stored == first.n_items == second.first
    for page in _pages(skip=resumed[0].n_stored, size=450):
        assert _store(scene, pending, page)
    assert _finish(scene, pending)
    assert scene.value(f"SELECT count(*) FROM task WHERE project_id = {project}") == ROWS


def test_nobody_sees_half_a_project(scene: Scene) -> None:
    pending = _queue(scene, 1)
    project = _read(scene, pending)
    _store(scene, pending, _pages()[0])
    assert scene.do(find_project, project) is None
    assert scene.do(read_projects, REQUESTER, 0).projects == []
    with pytest.raises(NotFound):
        scene.do(open_panel, project, by=REQUESTER, terms=scene.terms, at=scene.now)
    assert not scene.do(forget_drafts, limit=1000), "what is being imported is no deleted draft"


def test_what_was_stopped_is_deleted_in_pages(scene: Scene) -> None:
    pending = _queue(scene, 1)
    _read(scene, pending)
    pages = _pages()
    _store(scene, pending, pages[0])
    with pytest.raises(NotFound):
        scene.do(stop_import, pending.id, pressed=5, by=ContributorId(66), terms=scene.terms, at=scene.now)
    scene.do(stop_import, pending.id, pressed=5, by=REQUESTER, terms=scene.terms, at=scene.now)
    assert not _store(scene, pending, pages[1])
    with pytest.raises(Conflict):
        scene.do(stop_import, pending.id, pressed=5, by=REQUESTER, terms=scene.terms, at=scene.now)
    left = [_left(scene)]
    while scene.do(forget_drafts, limit=100):
        left.append(_left(scene))
    assert max(before - after for before, after in pairwise(left)) <= 200
    assert left[-1] == 0
    assert scene.value("SELECT count(*) FROM project") == 0


def _left(scene: Scene) -> int:
    return int(str(scene.value("SELECT (SELECT count(*) FROM task) + (SELECT count(*) FROM audience)")))


def test_an_import_that_never_gets_anywhere_is_given_up(scene: Scene) -> None:
    pending = _queue(scene, 1)
    for _ in range(MOST_ATTEMPTS):
        assert scene.do(begin_import, pending.id, terms=scene.terms, at=scene.now)
    assert scene.do(begin_import, pending.id, terms=scene.terms, at=scene.now) is None
    assert scene.do(find_import, pending.id) is None
    assert scene.value("SELECT screen FROM pending_file") == FileScreen.FAILED


def test_requesters_take_turns_and_see_how_many_are_ahead(scene: Scene) -> None:
    other = Visitor(id=ContributorId(70), locale="en")
    first, second = _queue(scene, 1), _queue(scene, 2)
    third = _queue(scene, 3, by=other)
    assert (first.screen, second.screen) == (FileScreen.READING, FileScreen.QUEUED)
    assert third.shown == {"ahead": 2}
    due = scene.do(next_import, busy={REQUESTER}, now=scene.now)
    assert due is not None
    assert due.pending_id == third.id, "one file of a requester at a time"
    scene.do(stop_import, first.id, pressed=5, by=REQUESTER, terms=scene.terms, at=scene.now)
    scene.do(tell_waiting, running=set(), at=scene.now)
    shown = scene.do(find_received, other.id, Origin(message_id=3))
    assert shown is not None
    assert shown.shown == {"ahead": 1}


def test_a_requester_can_take_only_so_much_of_the_bot(scene: Scene) -> None:
    for source in range(scene.terms.most_files):
        _queue(scene, source)
    _refused("files-too-many", lambda: _queue(scene, 99))
    scene.do(_end_all)
    few = Terms(open_requesters=True, most_drafts=1)
    scene.draft(read_task_file(b"text\na\n", name="a.csv"))
    _refused("drafts-too-many", lambda: _queue(scene, 100, terms=few))
    small = Terms(open_requesters=True, most_open_tasks=1)
    _refused("open-tasks-too-many", lambda: _queue(scene, 101, terms=small))
    assert _queue(scene, 102, terms=Terms(admin_ids=frozenset({REQUESTER}), most_drafts=1, most_open_tasks=1))


def _end_all(tx: Tx) -> None:
    tx.execute("DELETE FROM import")


def _refused(reason: str, act: object) -> None:
    with pytest.raises(ValueRefused) as refused:
        act()  # type: ignore[operator]
    assert refused.value.reason == reason


def _expire(scene: Scene, days: float) -> list[object]:
    """Let time pass, in which everything is sent; return what the requester is told next."""
    scene.do(_send_all)
    return _expire_unsent(scene, days)


def _expire_unsent(scene: Scene, days: float) -> list[object]:
    before = scene.rows("SELECT id FROM outbox")
    scene.do(expire_drafts, terms=scene.terms, at=scene.now + round(days * DAY))
    told = scene.rows("SELECT id, body FROM outbox WHERE kind = 'TEXT'")
    return [row[1] for row in told if (row[0],) not in before]


def _send_all(tx: Tx) -> None:
    tx.execute("UPDATE outbox SET state = 'SENT', body = '{}' WHERE state = 'PENDING'")


def test_an_untouched_draft_is_deleted_a_day_after_its_requester_was_told(scene: Scene) -> None:
    project = scene.draft(read_task_file(b"text\na\n", name="a.csv"))
    kept = scene.ready(read_task_file(b"text\na\n", name="b.csv"))
    scene.launch(kept)
    assert _expire(scene, 28.9) == []
    [warning] = _expire(scene, 29.1)
    assert "draft-expires" in str(warning)
    assert _expire(scene, 30.0) == [], "a whole day after the warning"
    [told] = _expire(scene, 30.2)
    assert "draft-expired" in str(told)
    assert scene.do(find_project, project) is None
    assert scene.do(find_project, kept) is not None


def test_a_draft_that_is_opened_after_the_warning_is_kept(scene: Scene) -> None:
    project = scene.draft(read_task_file(b"text\na\n", name="a.csv"))
    assert _expire(scene, 29.1)
    scene.do(open_panel, project, by=REQUESTER, terms=scene.terms, at=scene.now + 29 * DAY + DAY // 2)
    assert _expire(scene, 31) == []
    assert scene.do(find_project, project) is not None
    [warning] = _expire(scene, 58.6)
    assert "draft-expires" in str(warning), "warned again"
    [told] = _expire(scene, 59.7)
    assert "draft-expired" in str(told)
    assert scene.do(find_project, project) is None


def test_a_draft_whose_warning_is_still_waiting_is_kept_until_a_day_after_it_was_sent(scene: Scene) -> None:
    project = scene.draft(read_task_file(b"text\na\n", name="a.csv"))
    [warning] = _expire_unsent(scene, 29.1)
    assert "draft-expires" in str(warning)
    assert _expire_unsent(scene, 35) == [], "Telegram could not be reached"
    assert scene.do(find_project, project) is not None
    assert _expire(scene, 35.9) == []
    [told] = _expire(scene, 36.1)
    assert "draft-expired" in str(told)
    assert scene.do(find_project, project) is None
