"""Half-made answers: the card keeps them for the task and the screen that they were made on, and for no other."""

from usecase_scene import NO, YES, Person, Scene

from crowd.ids import AssignmentId
from crowd.kinds import HalfMade, Value
from crowd.kinds.question import Question
from usecases.answering.change_answer import Changed, open_change
from usecases.answering.more_time import more_time
from usecases.answering.press_answer import Pressed, press_answer
from usecases.answering.record_answer import Taken
from usecases.answering.show_card import Screen
from usecases.answering.turn_card import turn_card

Outcome = Taken | Changed | HalfMade | None


def _press(
    person: Person, digit: str, assignment_id: AssignmentId | None = None, *, again: bool = False
) -> Outcome:
    """Press a digit of a pad, or its key "=", which gives the number that the digits make."""

    def reads(_: Question, partial: Value | None) -> HalfMade | object:
        digits = partial or ""
        return int(digits) if digit == "=" else HalfMade(digits + digit)

    scene = person.scene
    pressed = Pressed(assignment_id=assignment_id or person.hand, position=0, reads=reads, again=again)
    return scene.do(press_answer, pressed, pressed=500, by=person.id, terms=scene.terms, at=scene.now)


def _turn(person: Person, screen: Screen, page: int = 0) -> None:
    scene = person.scene
    scene.do(turn_card, person.hand, screen, page, pressed=500, by=person.id, at=scene.now)


def test_presses_add_up_until_one_gives_the_answer(scene: Scene) -> None:
    scene.running("a", "b")
    ada = scene.person(2)
    assert _press(ada, "0") == HalfMade("0")
    assert _press(ada, "1") == HalfMade("01")
    assert (ada.card.card.partial, ada.sees) == ("01", "a")
    assert _press(ada, "=") is Taken.COUNTED
    assert scene.rows("SELECT label FROM answer") == [(NO,)]
    assert (ada.card.card.partial, ada.sees) == (None, "b")


def test_each_half_of_an_answer_is_shown_in_the_same_message(scene: Scene) -> None:
    scene.running("a")
    ada = scene.person(2)
    before = ada.card.card.version
    _press(ada, "1")
    assert ada.card.card.version == before + 1
    assert scene.rows("SELECT 1 FROM outbox WHERE kind = 'CARD' AND state = 'PENDING'") == [(1,)]


def test_the_same_task_keeps_it_and_another_screen_drops_it(scene: Scene) -> None:
    scene.running("a")
    ada = scene.person(2)
    _press(ada, "1")
    _turn(ada, Screen.TASK, page=1)
    assert ada.card.card.partial == "1"
    scene.do(more_time, ada.hand, pressed=500, by=ada.id, terms=scene.terms, at=scene.now)
    assert ada.card.card.partial == "1"
    ada.next()
    assert (ada.sees, ada.card.card.partial) == ("a", "1")
    _turn(ada, Screen.SKIP)
    assert ada.card.card.partial is None
    _turn(ada, Screen.TASK)
    assert ada.card.card.partial is None


def test_a_late_press_neither_helps_nor_harms_the_answer_to_the_next_task(scene: Scene) -> None:
    scene.running("a", "b")
    ada = scene.person(2)
    first = ada.hand
    _press(ada, "1")
    _press(ada, "=")
    _press(ada, "0")
    assert _press(ada, "1", first) is None
    assert _press(ada, "1", first, again=True) is None
    assert ada.card.card.partial == "0"


def test_an_answer_is_changed_by_halves_too(scene: Scene) -> None:
    scene.running("a", "b")
    ada = scene.person(2)
    first = ada.hand
    ada.answer(YES)
    scene.do(open_change, first, pressed=500, by=ada.id, at=scene.now)
    assert _press(ada, "1", first, again=True) == HalfMade("1")
    assert _press(ada, "1", ada.hand) is None
    assert _press(ada, "=", first, again=True) is Changed.CHANGED
    assert scene.rows("SELECT label FROM answer WHERE version = 2") == [(NO,)]
    assert (ada.card.screen, ada.card.card.partial) == (Screen.TASK, None)
