"""Inviting people to a project by link: who comes, what they get first, and what the requester sees."""

import pytest
from usecase_scene import PANEL, REQUESTER, YES, Person, Scene, task_file

from crowd.errors import NotFound, NotRequester
from crowd.ids import ContributorId, ProjectId
from crowd.projects.project import ProjectState
from crowd.projects.topics import Tastes
from storage.announcing.invites import Arrivals, find_invite
from storage.projects.projects import set_project_state
from storage.projects.reach import Reach
from storage.projects.tastes import set_tastes
from usecases.announcing.follow_invite import Followed, Standing, follow_invite
from usecases.announcing.invite_people import InviteView, invite_people, read_invite
from usecases.answering.show_card import Screen
from usecases.conversation.read_views import read_panel
from usecases.people.subscribing.greeting import Greeting
from usecases.projects.cancel_project import cancel_project
from usecases.projects.running.pause_project import pause_project
from usecases.projects.running.resume_project import resume_project
from usecases.terms import Terms


def _token(scene: Scene, project: ProjectId) -> str:
    token = scene.do(find_invite, project)
    assert token is not None
    return token


def _comes(person: Person, project: ProjectId) -> Followed:
    scene = person.scene
    token = _token(scene, project)
    return scene.do(follow_invite, person.visitor, token, terms=scene.terms, at=scene.now)


def _invite(scene: Scene, project: ProjectId) -> InviteView:
    view = scene.do(read_invite, project, at=scene.now)
    assert view is not None
    return view


def _invited(scene: Scene) -> list[tuple[object, ...]]:
    return scene.rows("SELECT chat_id, ref, body FROM outbox WHERE kind = 'INVITE' ORDER BY id")


def test_after_launch_the_requester_gets_the_link_with_its_numbers_and_something_to_forward(
    scene: Scene,
) -> None:
    project = scene.running("a")
    assert _invited(scene) == [
        (REQUESTER, project, '{"part": "NUMBERS", "message_id": 70}'),
        (REQUESTER, project, '{"part": "TO_FORWARD"}'),
    ]


def test_a_draft_has_no_link(scene: Scene) -> None:
    project = scene.draft(task_file("a"))
    assert scene.do(find_invite, project) is None
    assert scene.do(read_invite, project, at=scene.now) is None
    assert scene.do(invite_people, project, by=REQUESTER, terms=scene.terms, at=scene.now) is False
    assert _invited(scene) == []


def test_the_same_link_comes_again_on_demand_and_after_a_pause(scene: Scene) -> None:
    project = scene.running("a")
    token = _token(scene, project)
    scene.do(pause_project, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    # One that still waits would not be followed by a second one that says the same.
    scene.connection.execute("UPDATE outbox SET state = 'SENT'")
    assert scene.do(invite_people, project, by=REQUESTER, terms=scene.terms, at=scene.now) is True
    scene.do(resume_project, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    assert _token(scene, project) == token
    assert len(_invited(scene)) == 4


def test_a_project_launched_before_there_were_links_gets_one_on_demand(scene: Scene) -> None:
    project = scene.running("a")
    scene.connection.execute("DELETE FROM invite")
    scene.do(invite_people, project, by=REQUESTER, terms=scene.terms, at=scene.now)
    assert _token(scene, project)


def test_tokens_are_long_and_never_the_same(scene: Scene) -> None:
    tokens = {_token(scene, scene.running(text)) for text in "abc"}
    assert len(tokens) == 3
    assert all(len(token) == 16 for token in tokens)


def test_an_ended_project_invites_nobody(scene: Scene) -> None:
    project = scene.running("a")
    scene.do(cancel_project, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    before = len(_invited(scene))
    assert scene.do(invite_people, project, by=REQUESTER, terms=scene.terms, at=scene.now) is False
    assert len(_invited(scene)) == before


def test_only_its_requester_may_ask_for_a_link_and_only_while_they_are_one(scene: Scene) -> None:
    project = scene.running("a")
    before = scene.everything()
    with pytest.raises(NotFound):
        scene.do(invite_people, project, by=ContributorId(77), terms=scene.terms, at=scene.now)
    with pytest.raises(NotRequester):
        scene.do(invite_people, project, by=REQUESTER, terms=Terms(), at=scene.now)
    assert scene.everything() == before


def test_who_comes_by_the_link_gets_that_project_first_after_agreeing(scene: Scene) -> None:
    scene.running("a")
    second = scene.running("b")
    ada = scene.stranger(2)
    came = _comes(ada, second)
    assert came == Followed(greeting=Greeting.WELCOME, project="Pets", standing=Standing.FIRST)
    ada.agree()
    assert ada.sees == "b"
    assert scene.value("SELECT source FROM contributor WHERE id = 2") == f"project:{second}"


def test_the_link_makes_nobody_a_requester(scene: Scene) -> None:
    _comes(scene.stranger(2), scene.running("a"))
    assert scene.value("SELECT count(*) FROM role") == 0


def test_who_is_subscribed_and_waits_gets_that_project_first_too(scene: Scene) -> None:
    ada = scene.person(2)
    scene.running("a")
    second = scene.running("b")
    assert _comes(ada, second) == Followed(greeting=Greeting.CARD, project="Pets")
    assert ada.sees == "b"


def test_who_holds_another_projects_task_gives_it_back_for_one_of_that_project(scene: Scene) -> None:
    scene.running("a", most=1, fewest=1)
    ada = scene.person(2)
    before = ada.hand
    second = scene.running("b", "c")
    _comes(ada, second)
    assert ada.sees == "b"
    assert ada.card.card.message_id is None, "at the end of the chat"
    assert scene.rows("SELECT state FROM assignment WHERE id = :id", id=before) == [("EXPIRED",)]
    assert scene.person(3).sees == "a", "others get it at once"
    ada.answer(YES)
    assert ada.sees == "c", "and goes on with it"


def test_who_holds_a_task_of_that_project_keeps_it(scene: Scene) -> None:
    project = scene.running("a", "b")
    ada = scene.person(2)
    held = ada.hand
    assert _comes(ada, project).standing is Standing.FIRST
    assert ada.hand == held


def test_where_that_project_has_nothing_for_them_what_they_hold_stays_and_they_are_told(
    scene: Scene,
) -> None:
    scene.running("a")
    ada = scene.person(2)
    held = ada.hand
    second = scene.running("b", most=1, fewest=1)
    scene.person(3).next()
    _comes(scene.person(4), second)  # holds its only task
    came = _comes(ada, second)
    assert (came.greeting, came.standing) == (Greeting.CARD, Standing.NOTHING_NOW)
    assert ada.hand == held


def test_who_answered_all_of_a_project_is_told_that_it_has_nothing_more(scene: Scene) -> None:
    project = scene.running("a")
    ada = scene.person(2)
    ada.answer(YES)
    assert _comes(ada, project).standing is Standing.NOTHING_NOW
    assert ada.card.screen is Screen.IDLE


def test_a_project_that_waits_or_has_ended_says_so_and_other_tasks_come(scene: Scene) -> None:
    scene.running("a")
    second = scene.running("b")
    scene.do(pause_project, second, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    ada = scene.stranger(2)
    assert _comes(ada, second).standing is Standing.PAUSED
    ada.agree()
    assert ada.sees == "a"
    scene.do(cancel_project, second, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    assert _comes(ada, second) == Followed(greeting=Greeting.CARD, project="Pets", standing=Standing.OVER)
    assert ada.sees == "a"
    scene.do(set_project_state, second, ProjectState.COMPLETED, was=ProjectState.CANCELLED, at=scene.now)
    assert _comes(ada, second).standing is Standing.OVER


def test_a_project_that_names_people_asks_them_only(scene: Scene) -> None:
    project = scene.running("a", named=["2"])
    ada, ben = scene.stranger(2), scene.stranger(3)
    assert _comes(ada, project).standing is Standing.FIRST
    assert _comes(ben, project).standing is Standing.NAMED_ONLY
    ada.agree()
    ben.agree()
    assert (ada.sees, ben.sees) == ("a", None)


def test_who_does_not_want_what_it_is_about_is_not_asked_by_the_link_either(scene: Scene) -> None:
    project = scene.running("a")
    scene.connection.execute("UPDATE project SET topic = 'politics'")
    ada = scene.person(2)
    scene.do(set_tastes, ada.id, Tastes(unwanted=frozenset({"politics"})))
    ada.answer(YES)
    assert _comes(ada, project).standing is Standing.NOTHING_NOW


def test_who_has_paused_stays_so_and_finds_that_project_first_afterwards(scene: Scene) -> None:
    scene.running("a", "c")
    ada = scene.person(2)
    ada.pause()
    second = scene.running("b")
    assert _comes(ada, second).greeting is Greeting.PAUSED
    ada.resume()
    assert ada.sees == "b"


@pytest.mark.parametrize("token", ["", "x", "1", "' OR 1=1", "%", "é"])
def test_a_link_that_leads_nowhere_is_a_plain_welcome(scene: Scene, token: str) -> None:
    scene.running("a")
    ada = scene.stranger(2)
    came = scene.do(follow_invite, ada.visitor, token, terms=scene.terms, at=scene.now)
    assert came == Followed(greeting=Greeting.WELCOME)
    assert scene.rows("SELECT source FROM contributor WHERE id = 2") == [(None,)]
    assert scene.value("SELECT count(*) FROM arrival") == 0


def test_who_came_by_the_link_is_counted_for_its_project_alone(scene: Scene) -> None:
    project, other = scene.running("a", "b"), scene.running("c")
    ada, ben, cleo = (scene.stranger(number) for number in (2, 3, 4))
    for person in (ada, ada, ben, cleo):
        _comes(person, project)
    ada.agree()
    ben.agree()
    ada.answer(YES)
    scene.person(5).answer(YES)  # came by themselves
    assert _invite(scene, project).arrivals == Arrivals(opened=3, subscribed=2, answered=1)
    assert _invite(scene, other).arrivals == Arrivals(opened=0, subscribed=0, answered=0)
    panel = scene.do(read_panel, project)
    assert panel is not None
    assert panel.arrivals.opened == 3


def test_the_requester_who_tries_the_link_is_not_counted(scene: Scene) -> None:
    project = scene.running("a")
    rita = Person(scene, REQUESTER)
    assert _comes(rita, project).standing is Standing.FIRST
    assert _invite(scene, project).arrivals.opened == 0


def test_an_arrival_lets_the_panel_be_shown_anew(scene: Scene) -> None:
    project = scene.running("a")
    before = scene.value("SELECT changed_at FROM project")
    _comes(scene.stranger(2), project)
    assert scene.value("SELECT changed_at FROM project") != before


def test_the_requester_reads_how_many_can_be_asked_now(scene: Scene) -> None:
    project = scene.running("a", "b")
    rita = Person(scene, REQUESTER)
    rita.start()
    rita.agree()
    _early, paused, left, blocked = scene.people(2, 3, 4, 5)
    paused.pause()
    left.leave()
    blocked.block()
    scene.stranger(6).start()
    scene.wait(60)
    scene.person(7)
    assert _invite(scene, project).reach == Reach(people=2, online=1)


def test_only_who_reads_the_language_and_wants_the_topic_can_be_asked(scene: Scene) -> None:
    project = scene.running("a")
    scene.connection.execute("UPDATE project SET language = 'es', topic = 'arts'")
    people = scene.people(2, 3, 4, 5)
    for person, tastes in zip(
        people,
        (
            Tastes(),
            Tastes(unread=frozenset({"de", "es"})),
            Tastes(unwanted=frozenset({"arts", "food"})),
            Tastes(unread=frozenset({"de"}), unwanted=frozenset({"sport"})),
        ),
        strict=True,
    ):
        scene.do(set_tastes, person.id, tastes)
    assert _invite(scene, project).reach.people == 2


def test_of_named_people_those_are_counted_who_have_come(scene: Scene) -> None:
    project = scene.running("a", "b", named=["2 3", "3 4"])
    scene.people(2, 9)
    assert _invite(scene, project).reach == Reach(people=1, online=1, named=3)
