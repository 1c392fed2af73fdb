"""Typed text goes to whatever asked last, and never to something the person has not seen."""

from usecase_scene import NO, REQUESTER, YES, Person, Scene, task_file

from crowd.ids import SECOND
from crowd.people.visitors import Visitor
from storage.conversation.expecting import Expected, find_expecting
from storage.conversation.typed import Origin, Purpose, find_typed
from usecases.announcing.writing.begin_announcement import begin_announcement
from usecases.answering.answer_in_words import NotTaken, Said, answer_in_words
from usecases.answering.record_answer import Taken
from usecases.conversation.leave_dialogue import Left, leave_dialogue
from usecases.conversation.read_place import PACE_OPEN, Waiting, read_place
from usecases.people.pacing.pace_screens import PaceScreen
from usecases.people.pacing.show_pace import show_pace


def say(person: Person, text: str, *, number: int = 900) -> object:
    scene = person.scene
    said = Said(
        text=text,
        origin=Origin(message_id=number, update_id=number),
        sent_at=scene.now + SECOND - scene.now % SECOND,
    )
    return scene.do(answer_in_words, said, by=person.id, terms=scene.terms, at=scene.now)


def show(scene: Scene) -> None:
    """Let every card that waits be sent."""
    scene.connection.execute("UPDATE card SET message_id = 600 WHERE message_id IS NULL")
    scene.connection.execute("UPDATE outbox SET state = 'SENT' WHERE kind = 'CARD'")


def waiting(scene: Scene, who: Person | None = None) -> Waiting:
    return scene.do(read_place, who.id if who else REQUESTER, at=scene.now).waiting


def test_a_typed_option_is_stored_with_the_update_that_brought_it(scene: Scene) -> None:
    scene.running("a", "b", fewest=1, most=1)
    ada = scene.person(2)
    show(scene)
    assert say(ada, "no") is Taken.COUNTED
    assert scene.rows("SELECT label, update_id, version FROM answer") == [(NO, 900, 1)]
    typed = scene.do(find_typed, ada.id, Origin(message_id=900, update_id=0))
    assert typed is not None
    assert (typed.purpose, typed.ref) == (Purpose.ANSWER, 1)


def test_a_card_that_was_not_sent_yet_takes_no_typed_option(scene: Scene) -> None:
    scene.running("a", "b")
    ada = scene.person(2)
    show(scene)
    assert say(ada, "yes") is Taken.COUNTED
    assert say(ada, "yes", number=901) is NotTaken.BEFORE
    show(scene)
    assert say(ada, "1", number=902) is Taken.COUNTED
    assert scene.rows("SELECT label FROM answer") == [(YES,), (YES,)]


def test_of_two_things_that_wait_the_one_asked_for_last_takes_what_is_typed(scene: Scene) -> None:
    project_id = scene.running("a")
    requester = Visitor(id=REQUESTER, locale="en")
    scene.do(begin_announcement, project_id, by=requester, in_place=False, terms=scene.terms, at=scene.now)
    assert waiting(scene) is Waiting.ANNOUNCEMENT
    scene.draft(task_file("b"))
    assert waiting(scene) is Waiting.STEP
    scene.do(show_pace, requester, screen=PaceScreen.QUIET, at=scene.now)
    assert waiting(scene) is Waiting.PACE
    scene.now += PACE_OPEN + SECOND
    assert waiting(scene) is Waiting.ANNOUNCEMENT


def test_each_cancel_leaves_one_thing_until_nothing_waits(scene: Scene) -> None:
    project_id = scene.running("a")
    requester = Visitor(id=REQUESTER, locale="en")
    scene.do(begin_announcement, project_id, by=requester, in_place=False, terms=scene.terms, at=scene.now)
    scene.draft(task_file("b"))
    scene.do(show_pace, requester, screen=PaceScreen.TASKS, at=scene.now)
    left = [scene.do(leave_dialogue, requester, terms=scene.terms, at=scene.now).left for _ in range(4)]
    assert sorted(left) == sorted([Left.PACE, Left.DRAFT, Left.ANNOUNCEMENT, Left.NOTHING])
    assert left[-1] is Left.NOTHING
    assert scene.do(find_expecting, REQUESTER) is None
    assert scene.value("SELECT count(*) FROM project WHERE state = 'DRAFT'") == 1


def test_the_pace_takes_nothing_once_its_whole_is_shown_again(scene: Scene) -> None:
    scene.running("a", "b")
    ada = scene.person(2)
    show(scene)
    scene.do(show_pace, ada.visitor, screen=PaceScreen.TASKS, at=scene.now)
    assert waiting(scene, ada) is Waiting.PACE
    scene.do(show_pace, ada.visitor, at=scene.now)
    assert waiting(scene, ada) is Waiting.CARD
    asked = scene.do(find_expecting, ada.id)
    assert asked is not None
    assert (asked.what, asked.part) == (Expected.PACE, PaceScreen.MAIN)
