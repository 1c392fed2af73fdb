"""One history of what was done: every act that somebody may have to answer for adds a row, and nothing else does."""

from dataclasses import replace

import pytest
from usecase_scene import NO, PANEL, REQUESTER, YES, Scene, ids_without_gold, task_file

from crowd.ids import DAY, AnnouncementId, ContributorId, ProjectId
from crowd.people.contributors import Role
from crowd.people.visitors import Visitor
from crowd.projects.draft import DraftStep
from storage.governing.events import NOBODY
from storage.people.contributors import add_role
from usecases.announcing.paying.ask_fare import ask_fare
from usecases.announcing.paying.check_fares import check_fares
from usecases.announcing.paying.send_paid import send_paid
from usecases.announcing.paying.stop_paying import PaidStop, stop_paying
from usecases.announcing.spread_announcements import spread_announcements
from usecases.announcing.writing.begin_announcement import begin_announcement
from usecases.announcing.writing.send_announcement import send_announcement
from usecases.announcing.writing.stop_announcement import stop_announcement
from usecases.announcing.writing.write_announcement import Written, write_announcement
from usecases.conversation.settle_restored import settle_restored
from usecases.drafting.answer_draft import go_to_step
from usecases.drafting.delete_draft import delete_draft
from usecases.drafting.expire_drafts import expire_drafts
from usecases.governing.banning.ban_person import ban_person
from usecases.governing.note_admins import note_admins
from usecases.governing.overseeing.read_audit import read_audit
from usecases.governing.revoke_role import revoke_role
from usecases.people.forget_person import forget_people_gone, forget_person
from usecases.people.subscribing.end_pauses import end_pauses
from usecases.people.subscribing.pause_until import pause_until
from usecases.people.subscribing.unblock import unblock
from usecases.projects.cancel_project import cancel_project
from usecases.projects.running.pause_project import pause_project
from usecases.projects.running.resume_project import resume_project
from usecases.projects.show_project import send_results

ADMIN = ContributorId(9)
ADA = ContributorId(20)
Told = tuple[object, ...]


def history(scene: Scene, *, of: int | None = None) -> list[Told]:
    """What was done, oldest first: the kind, who did it, whom it is about, the project, and what was said of it."""
    rows = scene.rows("SELECT kind, actor_id, about_id, project_id, body FROM event ORDER BY seq")
    return [row for row in rows if of is None or of in row[1:4]]


def kinds(scene: Scene) -> list[object]:
    return [row[0] for row in history(scene)]


def announce(scene: Scene, project: ProjectId | None, *, by: ContributorId) -> AnnouncementId:
    """Write an announcement, which is not sent yet."""
    visitor = Visitor(id=by, locale="en")
    scene.do(begin_announcement, project, by=visitor, in_place=False, terms=scene.terms, at=scene.now)
    scene.do(write_announcement, Written(html="News", width=4), by=by, terms=scene.terms, at=scene.now)
    return AnnouncementId(int(str(scene.value("SELECT max(id) FROM announcement"))))


def test_subscribing_pausing_and_leaving(scene: Scene) -> None:
    ada = scene.person(ADA)
    ada.agree()
    ada.pause()
    ada.pause()
    ada.resume()
    ada.next()
    ada.leave()
    ada.leave()
    ada.start()
    ada.agree()
    version = str(scene.terms.consent_version)
    assert history(scene) == [
        ("SUBSCRIBED", ADA, ADA, None, version),
        ("BREAK_BEGUN", ADA, ADA, None, ""),
        ("BREAK_ENDED", ADA, ADA, None, ""),
        ("UNSUBSCRIBED", ADA, ADA, None, ""),
        ("SUBSCRIBED", ADA, ADA, None, version),
    ]


def test_a_break_that_ends_by_itself(scene: Scene) -> None:
    ada = scene.person(ADA)
    ada.pause()
    scene.do(pause_until, ada.visitor, days=2, at=scene.now)
    scene.now += 3 * DAY
    scene.do(end_pauses, at=scene.now)
    assert history(scene)[-1] == ("BREAK_ENDED", NOBODY, ADA, None, "")


def test_admins_who_come_and_go_in_the_settings_are_noted_when_the_bot_starts(scene: Scene) -> None:
    for admins in ({9}, {9}, {8, 9}, {8}, {8, 9}):
        terms = replace(scene.terms, admin_ids=frozenset(admins))
        scene.do(note_admins, terms=terms, at=scene.now)
    assert history(scene) == [
        ("ADMIN_ADDED", NOBODY, 9, None, ""),
        ("ADMIN_ADDED", NOBODY, 8, None, ""),
        ("ADMIN_REMOVED", NOBODY, 9, None, ""),
        ("ADMIN_ADDED", NOBODY, 9, None, ""),
    ]


def test_a_restored_backup_leaves_a_mark(scene: Scene) -> None:
    scene.person(ADA).agree()
    scene.do(settle_restored, at=scene.now)
    assert history(scene)[-1] == ("RESTORED", NOBODY, NOBODY, None, "")


def test_blocking_the_bot_and_coming_back(scene: Scene) -> None:
    ada = scene.person(ADA)
    ada.block()
    ada.block()
    scene.do(unblock, ada.visitor, at=scene.now)
    ada.block()
    ada.next()
    assert kinds(scene) == ["SUBSCRIBED", "BLOCKED", "UNBLOCKED", "BLOCKED", "UNBLOCKED"]


def test_the_life_of_a_project(scene: Scene) -> None:
    project = scene.running("Tom", "Felix")
    for unit in (pause_project, resume_project):
        scene.do(unit, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    scene.do(go_to_step, project, DraftStep.MAX, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    scene.say("5")
    scene.do(cancel_project, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    assert history(scene, of=project) == [
        ("IMPORTED", REQUESTER, REQUESTER, project, "2"),
        ("LAUNCHED", REQUESTER, REQUESTER, project, ""),
        ("PAUSED", REQUESTER, REQUESTER, project, ""),
        ("RESUMED", REQUESTER, REQUESTER, project, ""),
        ("RULE_CHANGED", REQUESTER, REQUESTER, project, "MAX 5"),
        ("CANCELLED", REQUESTER, REQUESTER, project, ""),
    ]


def test_a_project_that_is_done_reopens_and_is_handed_out(scene: Scene) -> None:
    one, two = ids_without_gold(2)
    project = scene.running("Tom", fewest=2, most=2)
    people = scene.people(one, two)
    for person in people:
        person.answer(YES)
    n_before = len(history(scene))
    scene.do(send_results, project, by=REQUESTER, terms=scene.terms, at=scene.now)
    scene.tick(minutes=1)
    scene.do(send_results, project, by=REQUESTER, terms=scene.terms, at=scene.now)
    scene.do(ban_person, people[0].id, "spam", discard=True, by=ADMIN, terms=scene.terms, at=scene.now)
    assert history(scene)[n_before : n_before + 3] == [
        ("COMPLETED", NOBODY, REQUESTER, project, ""),
        ("HANDED_OUT", REQUESTER, REQUESTER, project, "final"),
        ("HANDED_OUT", REQUESTER, REQUESTER, project, "final"),
    ]


def test_results_that_are_not_final_are_said_to_be_so(scene: Scene) -> None:
    project = scene.running("Tom", "Felix")
    scene.do(send_results, project, by=REQUESTER, terms=scene.terms, at=scene.now)
    assert history(scene)[-1] == ("HANDED_OUT", REQUESTER, REQUESTER, project, "")


@pytest.mark.parametrize(("limits", "reason"), [("1", "budget"), ("2 days", "deadline")])
def test_a_project_that_ends_at_a_limit_says_which(scene: Scene, limits: str, reason: str) -> None:
    project = scene.running("Tom", "Felix", fewest=2, most=3)
    scene.do(
        go_to_step, project, DraftStep.ENDS, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now
    )
    scene.say(limits)
    scene.person(ids_without_gold(1)[0]).answer(NO)
    scene.wait(60 * 49)
    scene.keep_limits()
    assert history(scene)[-1] == ("COMPLETED", NOBODY, REQUESTER, project, reason)


def test_a_changed_rule_that_reopens_a_project(scene: Scene) -> None:
    one, two = ids_without_gold(2)
    project = scene.running("Tom", fewest=1, most=1)
    scene.person(one).answer(YES)
    scene.tick(minutes=1)
    scene.do(go_to_step, project, DraftStep.MAX, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    scene.say("2")
    scene.do(go_to_step, project, DraftStep.MIN, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    scene.say("2")
    scene.keep_limits()
    scene.person(two)
    assert ("REOPENED", NOBODY, REQUESTER, project, "") in history(scene)


def test_deleted_drafts(scene: Scene) -> None:
    by_hand, by_time = scene.draft(task_file("a")), scene.draft(task_file("b"))
    scene.do(delete_draft, by_hand, by=REQUESTER, terms=scene.terms, at=scene.now)
    for _ in range(2):
        scene.now += (scene.terms.draft_days + 1) * DAY
        scene.do(expire_drafts, terms=scene.terms, at=scene.now)
        scene.connection.execute("UPDATE outbox SET state = 'SENT' WHERE state = 'PENDING'")
    assert history(scene)[-2:] == [
        ("DELETED", REQUESTER, REQUESTER, by_hand, ""),
        ("DELETED", NOBODY, REQUESTER, by_time, ""),
    ]


def test_announcements_sent_and_stopped(scene: Scene) -> None:
    project = scene.running("Tom")
    scene.person(ADA).answer(YES)
    sent = announce(scene, project, by=REQUESTER)
    scene.do(send_announcement, sent, by=REQUESTER, terms=scene.terms, at=scene.now)
    scene.do(stop_announcement, sent, by=REQUESTER, terms=scene.terms, at=scene.now)
    assert history(scene)[-2:] == [
        ("ANNOUNCED", REQUESTER, REQUESTER, project, "1"),
        ("ANNOUNCEMENT_STOPPED", REQUESTER, REQUESTER, project, ""),
    ]


def test_an_announcement_that_its_author_may_not_send_any_more(scene: Scene) -> None:
    scene.person(ADA)
    sent = announce(scene, None, by=ADMIN)
    scene.do(send_announcement, sent, by=ADMIN, terms=scene.terms, at=scene.now)
    no_admins = replace(scene.terms, admin_ids=frozenset())
    scene.do(spread_announcements, terms=no_admins, at=scene.now)
    assert history(scene)[-2:] == [
        ("ANNOUNCED", ADMIN, ADMIN, None, "1"),
        ("ANNOUNCEMENT_STOPPED", NOBODY, ADMIN, None, ""),
    ]


@pytest.mark.parametrize("by_settings", [False, True])
def test_paying_for_an_announcement_and_no_longer(scene: Scene, by_settings: bool) -> None:
    scene.terms = replace(scene.terms, stars_a_month=1000, pushes_per_s=0)
    scene.person(ADA)
    sent = announce(scene, None, by=ADMIN)
    scene.do(ask_fare, sent, by=ADMIN, terms=scene.terms, at=scene.now)
    scene.do(send_paid, sent, 1, by=ADMIN, terms=scene.terms, at=scene.now)
    if by_settings:
        scene.do(check_fares, terms=replace(scene.terms, stars_a_month=0), at=scene.now)
    else:
        scene.do(stop_paying, PaidStop.FREE, by=ADMIN, terms=scene.terms, at=scene.now)
    assert history(scene)[-3:] == [
        ("ANNOUNCED", ADMIN, ADMIN, None, "1"),
        ("PAYING_BEGUN", ADMIN, ADMIN, None, "1"),
        ("PAYING_ENDED", NOBODY, ADMIN, None, "SETTING")
        if by_settings
        else ("PAYING_ENDED", ADMIN, ADMIN, None, "AUTHOR"),
    ]


def test_a_requester_whose_right_is_taken_has_their_projects_paused(scene: Scene) -> None:
    scene.terms = replace(scene.terms, open_requesters=False)
    scene.stranger(REQUESTER).start()
    scene.do(add_role, REQUESTER, Role.REQUESTER, granted_by=ADMIN, at=scene.now)
    project = scene.running("Tom")
    scene.do(revoke_role, REQUESTER, "spam", by=ADMIN, terms=scene.terms, at=scene.now)
    assert history(scene)[-2:] == [
        ("PAUSED", ADMIN, REQUESTER, project, "spam"),
        ("REVOKED", ADMIN, REQUESTER, None, "spam"),
    ]


def test_somebody_forgotten_is_in_no_row_and_no_words_are_left(scene: Scene) -> None:
    project = scene.running("Tom")
    scene.do(
        go_to_step, project, DraftStep.ENDS, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now
    )
    scene.say("5")
    announce(scene, project, by=REQUESTER)
    scene.person(REQUESTER)
    scene.person(ADA)
    scene.do(forget_person, REQUESTER, terms=scene.terms, at=scene.now)
    assert history(scene) == [
        ("IMPORTED", NOBODY, NOBODY, project, ""),
        ("LAUNCHED", NOBODY, NOBODY, project, ""),
        ("RULE_CHANGED", NOBODY, NOBODY, project, ""),
        ("SUBSCRIBED", NOBODY, NOBODY, None, ""),
        ("SUBSCRIBED", ADA, ADA, None, str(scene.terms.consent_version)),
        ("CANCELLED", NOBODY, NOBODY, project, ""),
        ("FORGOTTEN", NOBODY, NOBODY, None, "asked"),
    ]


def test_somebody_who_left_long_ago_is_forgotten_and_that_is_all_that_is_told(scene: Scene) -> None:
    scene.terms = replace(scene.terms, retention=30 * DAY)
    scene.person(ADA).leave()
    scene.now += 31 * DAY
    assert scene.do(forget_people_gone, limit=9, terms=scene.terms, at=scene.now) == 1
    assert history(scene)[-1] == ("FORGOTTEN", NOBODY, NOBODY, None, "left")
    assert history(scene, of=ADA) == []


def test_answers_and_offers_add_nothing(scene: Scene) -> None:
    scene.running("Tom", "Felix", "Kit")
    ada = scene.person(ADA)
    before = history(scene)
    ada.answer(YES)
    ada.change(NO, ada.card.card.previous_assignment_id or ada.hand)
    ada.skip()
    scene.tick(minutes=60 * 24 * 30)
    assert history(scene) == before


def test_the_first_page_leaves_out_who_comes_and_goes_but_a_person_has_it_all(scene: Scene) -> None:
    scene.running("Tom")
    scene.person(ADA).leave()
    everything = scene.do(read_audit, 0, of=None, by=ADMIN)
    assert [event.type for event in everything.events] == ["LAUNCHED", "IMPORTED"]
    hers = scene.do(read_audit, 0, of=ADA, by=ADMIN)
    assert [event.type for event in hers.events] == ["UNSUBSCRIBED", "SUBSCRIBED"]
