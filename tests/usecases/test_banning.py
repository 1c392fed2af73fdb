"""Bans: what somebody banned can't do, what becomes of their tasks, projects and answers, and how a ban ends."""

from dataclasses import replace

import pytest
from usecase_scene import NO, PANEL, REQUESTER, YES, Person, Scene, ids_without_gold

from crowd.errors import NotFound
from crowd.governing.task_reports import ReportReason, ReportState
from crowd.ids import SECOND, AnnouncementId, ContributorId, ProjectId
from crowd.people.contributors import ContributorState
from crowd.projects.project import Hold, ProjectState
from storage.announcing.recipients import add_recipients
from storage.checking.recount import recount
from storage.conversation.out_types import OutType
from storage.governing.events import EventType, list_events
from storage.tx import Tx
from usecases.announcing.spread_announcements import spread_announcements
from usecases.answering.show_card import Screen
from usecases.check_access import is_requester
from usecases.governing.banning.ban_end import BanEnd
from usecases.governing.banning.ban_person import ban_person
from usecases.governing.banning.begin_discarding import discard_answers_of
from usecases.governing.banning.discard_answers import discard_answers
from usecases.governing.banning.unban_person import unban_person
from usecases.governing.holding.take_back_held import take_back_held
from usecases.governing.may_receive import may_receive
from usecases.governing.read_status import read_status
from usecases.governing.report_task import Sent, report_task
from usecases.people.forget_person import forget_person
from usecases.people.go_on_forgetting import Pace, go_on_forgetting
from usecases.people.subscribing.block import block
from usecases.people.subscribing.unblock import unblock
from usecases.projects.show_project import refresh_panels, show_panel

ADMIN = ContributorId(9)


def ban(scene: Scene, who: int, *, discard: bool = False) -> BanEnd:
    return scene.do(
        ban_person,
        ContributorId(who),
        "sent spam",
        discard=discard,
        by=ADMIN,
        terms=scene.terms,
        at=scene.now,
    )


def unban(scene: Scene, who: int) -> BanEnd:
    return scene.do(unban_person, ContributorId(who), "a mistake", by=ADMIN, terms=scene.terms, at=scene.now)


def state_of(scene: Scene, who: int) -> object:
    return scene.value("SELECT state FROM contributor WHERE id = :id", id=who)


def discard_all(scene: Scene) -> None:
    while scene.do(discard_answers, terms=scene.terms, at=scene.now):
        pass


def test_somebody_banned_gives_their_task_to_others_and_gets_no_more(scene: Scene) -> None:
    scene.running("Tom", fewest=1, most=1)
    ada = scene.person(20)
    assert ada.sees == "Tom"
    bob = scene.person(21)
    assert bob.sees is None
    assert ban(scene, 20) is BanEnd.BANNED
    scene.tick(minutes=1)
    assert state_of(scene, 20) == "BANNED"
    assert ada.card.screen is Screen.BANNED
    assert bob.sees == "Tom"
    told = scene.rows("SELECT body FROM outbox WHERE chat_id = 20 AND kind = 'TEXT' ORDER BY id DESC LIMIT 1")
    assert '"banned"' in str(told)
    assert "sent spam" in str(told)


def test_projects_of_somebody_banned_are_held_and_taken_off_the_cards(scene: Scene) -> None:
    project_id = scene.running("Tom", "Felix")
    ada = scene.person(20)
    assert ban(scene, REQUESTER) is BanEnd.BANNED
    assert scene.do(take_back_held, at=scene.now) == 1
    project = scene.project(project_id)
    assert (project.state, project.held, project.held_reason) == (
        ProjectState.PAUSED,
        Hold.ADMIN,
        "sent spam",
    )
    assert ada.card.screen is Screen.HELD
    assert not scene.do(is_requester, REQUESTER, terms=scene.terms)
    assert scene.do(recount) == []


def test_a_done_project_of_somebody_banned_does_not_run_again_by_itself(scene: Scene) -> None:
    one, two = ids_without_gold(2)
    project_id = scene.running("Tom", fewest=2, most=2)
    people = [scene.person(one), scene.person(two)]
    for person in people:
        person.answer(YES)
    scene.tick(minutes=1)
    assert scene.project(project_id).state is ProjectState.COMPLETED
    ban(scene, REQUESTER)
    ban(scene, one, discard=True)
    discard_all(scene)
    assert scene.project(project_id).state is ProjectState.PAUSED


def test_answers_count_after_a_ban_unless_they_are_discarded(scene: Scene) -> None:
    one, two, three = ids_without_gold(3)
    project_id = scene.running("Tom", fewest=2, most=2)
    scene.person(one).answer(YES)
    scene.person(two).answer(NO)
    ban(scene, one)
    discard_all(scene)
    assert scene.project(project_id).n_answers == 2
    assert (
        scene.do(discard_answers_of, ContributorId(one), by=ADMIN, terms=scene.terms, at=scene.now)
        is BanEnd.DISCARDING
    )
    discard_all(scene)
    project = scene.project(project_id)
    assert (project.n_answers, project.n_late, project.n_closed) == (1, 1, 0)
    assert scene.do(recount) == []
    late = scene.person(three)
    assert late.sees == "Tom"
    late.answer(NO)
    scene.tick(minutes=1)
    assert scene.project(project_id).state is ProjectState.COMPLETED
    assert scene.tasks("label, n_answers") == [(NO, 2)]
    assert scene.do(recount) == []


def test_many_answers_are_discarded_page_by_page(scene: Scene) -> None:
    who = ids_without_gold(1, answers=120)[0]
    project_id = scene.running(*(f"cat {n}" for n in range(120)), fewest=1, most=1)
    person = scene.person(who)
    for _ in range(110):
        person.answer(YES)
    ban(scene, who, discard=True)
    assert scene.do(discard_answers, terms=scene.terms, at=scene.now) == 50
    discard_all(scene)
    assert scene.project(project_id).n_answers == 0
    assert scene.do(recount) == []


def test_a_ban_ends_in_the_state_before_it_and_projects_stay_paused(scene: Scene) -> None:
    project_id = scene.running("Tom")
    ada = scene.person(20)
    ada.pause()
    ban(scene, 20)
    ban(scene, REQUESTER)
    assert unban(scene, 20) is BanEnd.UNBANNED
    assert unban(scene, REQUESTER) is BanEnd.UNBANNED
    assert state_of(scene, 20) == "PAUSED"
    assert scene.project(project_id).held is Hold.ADMIN
    assert scene.do(is_requester, REQUESTER, terms=scene.terms)
    types = [event.type for event in scene.do(list_events, of=20, skip=0, limit=2)]
    assert types == [EventType.UNBANNED, EventType.BANNED]


def test_somebody_who_blocks_the_bot_cannot_shake_off_a_ban(scene: Scene) -> None:
    ada = scene.person(20)
    ada.block()
    ban(scene, 20)
    scene.do(block, ada.id, terms=scene.terms, at=scene.now)
    scene.do(unblock, ada.visitor, at=scene.now)
    assert state_of(scene, 20) == "BANNED"
    unban(scene, 20)
    assert state_of(scene, 20) == ContributorState.ACTIVE


def test_a_card_left_behind_before_a_ban_is_not_live_after_it(scene: Scene) -> None:
    scene.running("Tom")
    ada = scene.person(20)
    shown = scene.value("SELECT message_id FROM card WHERE chat_id = 20")
    ada.block()
    ban(scene, 20)
    unban(scene, 20)
    assert shown is not None
    assert scene.rows("SELECT ref FROM outbox WHERE kind = 'RETIRE' AND chat_id = 20") == [(shown,)]


def test_admins_themselves_and_strangers_are_not_banned(scene: Scene) -> None:
    before = scene.rows("SELECT count(*) FROM ban")
    scene.stranger(9).start()
    assert ban(scene, 9) is BanEnd.IS_SELF
    assert ban(scene, 12345) is BanEnd.UNKNOWN
    assert unban(scene, 12345) is BanEnd.UNKNOWN
    assert unban(scene, 9) is BanEnd.NOT_BANNED
    assert scene.rows("SELECT count(*) FROM ban") == before
    scene.person(20)
    assert ban(scene, 20) is BanEnd.BANNED
    assert ban(scene, 20) is BanEnd.BANNED_BEFORE
    assert ban(scene, 20, discard=True) is BanEnd.DISCARDING
    assert ban(scene, 20, discard=True) is BanEnd.BANNED_BEFORE


def test_what_was_on_its_way_to_somebody_banned_is_not_delivered(scene: Scene) -> None:
    scene.running("Tom")
    for kind in (OutType.PANEL, OutType.DOCUMENT, OutType.SUMMARY, OutType.INVITE, OutType.AGREEMENT):
        assert scene.do(may_receive, REQUESTER, kind, {"file": "RESULTS"}, terms=scene.terms)
    ban(scene, REQUESTER)
    for kind in (OutType.PANEL, OutType.DOCUMENT, OutType.SUMMARY, OutType.INVITE, OutType.AGREEMENT):
        assert not scene.do(may_receive, REQUESTER, kind, {"file": "RESULTS"}, terms=scene.terms)
    body: dict[str, object] = {"key": "project-complete"}
    assert not scene.do(may_receive, REQUESTER, OutType.TEXT, body, terms=scene.terms)


def test_what_is_on_its_way_stops_when_the_settings_withdraw_a_right(scene: Scene) -> None:
    project_id = scene.running("Tom")
    scene.person(20).answer(YES)
    scene.do(send_news, project_id, at=scene.now)
    scene.do(show_panel, project_id, by=REQUESTER, pressed=PANEL, at=scene.now)
    closed = replace(scene.terms, open_requesters=False)
    scene.rows("DELETE FROM outbox")
    scene.rows("UPDATE project SET changed_at = changed_at + 1")
    assert scene.do(refresh_panels, every=0, terms=closed, at=scene.now + SECOND) == 1
    assert scene.do(refresh_panels, every=0, terms=closed, at=scene.now + 2 * SECOND) == 0
    scene.do(spread_announcements, terms=closed, at=scene.now)
    assert scene.value("SELECT state FROM announcement") == "STOPPED"
    assert scene.rows("SELECT kind FROM outbox WHERE kind IN ('PANEL', 'ANNOUNCEMENT')") == []


def send_news(tx: Tx, project_id: ProjectId, *, at: int) -> None:
    tx.execute(
        """
        INSERT INTO announcement (author_id, project_id, text, state, created_at, started_at)
        SELECT requester_id, id, 'Hello', 'SENDING', :at, :at FROM project WHERE id = :id
        """,
        {"at": at, "id": project_id},
    )
    add_recipients(tx, AnnouncementId(1), project_id, author_id=REQUESTER, at=at)


def test_nobody_reports_a_task_that_others_hold(scene: Scene) -> None:
    scene.running("Tom", "Felix")
    ada, ben = scene.people(20, 21)
    with pytest.raises(NotFound):
        scene.do(
            report_task,
            ada.hand,
            ReportReason.SPAM,
            pressed=1,
            by=ben.id,
            terms=scene.terms,
            at=scene.now,
        )
    assert scene.value("SELECT count(*) FROM task_report") == 0


def report(person: Person, reason: ReportReason = ReportReason.HARMFUL) -> Sent:
    scene = person.scene
    sent, _ = scene.do(
        report_task,
        person.hand,
        reason,
        pressed=person.message_id,
        by=person.id,
        terms=scene.terms,
        at=scene.now,
    )
    return sent


def test_three_people_pause_a_project_until_an_admin_decides(scene: Scene) -> None:
    project_id = scene.running("Tom", "Felix", "Mia", fewest=3, most=9)
    people = scene.people(*ids_without_gold(3))
    for person in people[:2]:
        assert report(person) is Sent.SENT
        assert scene.project(project_id).state is ProjectState.RUNNING
    assert report(people[2], ReportReason.SPAM) is Sent.SENT
    assert (scene.project(project_id).state, scene.project(project_id).held) == (
        ProjectState.PAUSED,
        Hold.REPORTS,
    )
    assert scene.do(recount) == []


def test_broken_tasks_and_one_person_alone_pause_nothing(scene: Scene) -> None:
    project_id = scene.running(*(f"cat {n}" for n in range(14)), fewest=3, most=9)
    person, *others = scene.people(*ids_without_gold(4))
    for _ in range(10):
        assert report(person) is Sent.SENT
    assert report(person) is Sent.ENOUGH
    for other in others:
        assert report(other, ReportReason.BROKEN) is Sent.SENT
    assert scene.project(project_id).state is ProjectState.RUNNING
    assert scene.value("SELECT count(*) FROM task_report WHERE state = :open", open=ReportState.OPEN) == 13


def test_among_many_who_answered_a_few_reports_pause_nothing(scene: Scene) -> None:
    project_id = scene.running(*(f"cat {n}" for n in range(80)), fewest=1, most=1)
    people = scene.people(*ids_without_gold(64))
    for person in people[:61]:
        person.answer(YES)
    for person in people[61:]:
        report(person)
    assert scene.project(project_id).state is ProjectState.RUNNING


def test_somebody_banned_is_still_counted_after_they_were_forgotten(scene: Scene) -> None:
    def counted() -> object:
        return scene.do(read_status, update_id=0, terms=scene.terms, now=scene.now).people.get("BANNED")

    scene.person(2)
    ban(scene, 2)
    assert counted() == 1
    scene.do(forget_person, ContributorId(2), terms=scene.terms, at=scene.now)
    scene.connection.execute("UPDATE outbox SET state = 'SENT', ended_at = 1")
    while scene.do(go_on_forgetting)[0] is not Pace.NOBODY:
        pass
    assert scene.value("SELECT count(*) FROM contributor WHERE id = 2") == 0
    assert counted() == 1
    unban(scene, 2)
    assert counted() is None
