"""People known to be hardly better than guessing wait while abler people work, but are never excluded."""

from usecase_scene import NO, YES, Person, Scene

from crowd.ids import DAY, HOUR
from storage.answering.answers import add_skills

TEXTS = [f"t{number}" for number in range(40)]


def known(scene: Scene, person: Person, *, right: float, answered: float) -> None:
    """Let so much be known of somebody from answers that they gave."""
    question = scene.value("SELECT min(id) FROM question")
    assert isinstance(question, int)
    scene.do(add_skills, question, [(person.id, right, answered)])


def weak_and_able(scene: Scene, *, named: str = "") -> tuple[Person, Person]:
    """Two people who have answered one task each, of whom one is then known to be weak and the other to be able."""
    weak, able = scene.people(11, 12)
    scene.running(*TEXTS, named=[named] * len(TEXTS) if named else (), target="99.9", fewest=3, most=9)
    scene.tick()
    for person in (weak, able):
        person.answer(YES)
    known(scene, weak, right=3.0, answered=9.0)
    known(scene, able, right=9.0, answered=9.0)
    return weak, able


def test_the_weak_wait_while_somebody_abler_is_at_work(scene: Scene) -> None:
    weak, able = weak_and_able(scene)
    able.answer(YES)
    weak.answer(NO)
    assert weak.sees is None
    able.answer(YES)
    assert able.sees is not None
    scene.tick(30)
    assert weak.sees is None


def test_the_weak_are_written_to_once_nobody_abler_has_answered_for_an_hour(scene: Scene) -> None:
    weak, able = weak_and_able(scene)
    able.answer(YES)
    weak.answer(NO)
    scene.tick(59)
    assert weak.sees is None
    scene.tick(2)
    assert weak.sees is not None


def test_the_weak_take_what_the_abler_leave(scene: Scene) -> None:
    weak, able = weak_and_able(scene)
    able.answer(YES)
    weak.answer(NO)
    able.pause()
    scene.tick()
    assert weak.sees is not None


def test_the_weak_are_asked_when_the_abler_have_had_everything(scene: Scene) -> None:
    weak, able = weak_and_able(scene)
    able.answer(YES)
    weak.answer(NO)
    while able.sees is not None:
        scene.tick()
        assert weak.sees is None
        able.answer(YES)
    scene.tick()
    assert weak.sees is not None


def test_the_weak_do_not_wait_for_each_other(scene: Scene) -> None:
    weak, _ = weak_and_able(scene)
    other = scene.person(13)
    known(scene, other, right=3.0, answered=9.0)
    scene.wait(61)
    for person in (weak, other, weak, other):
        person.next()
        person.answer(NO)
        assert person.sees is not None


def test_the_weak_are_asked_once_a_day_whoever_is_at_work(scene: Scene) -> None:
    weak, able = weak_and_able(scene)
    able.answer(YES)
    weak.answer(NO)
    assert weak.sees is None
    scene.now += DAY
    able.next()
    able.answer(YES)
    weak.next()
    weak.answer(NO)
    assert weak.sees is None, "the next chance comes in a day"


def test_whoever_proves_able_waits_no_longer(scene: Scene) -> None:
    weak, able = weak_and_able(scene)
    able.answer(YES)
    weak.answer(NO)
    assert weak.sees is None
    known(scene, weak, right=20.0, answered=20.0)
    scene.tick()
    assert weak.sees is not None


def test_nobody_waits_for_themselves(scene: Scene) -> None:
    alone = scene.person(11)
    scene.running(*TEXTS, target="99.9", fewest=3, most=9)
    scene.tick()
    alone.answer(YES)
    known(scene, alone, right=3.0, answered=9.0)
    alone.answer(NO)
    assert alone.sees is not None


def test_of_little_that_somebody_gave_nobody_is_called_weak(scene: Scene) -> None:
    newcomer, able = scene.people(11, 12)
    scene.running(*TEXTS, target="99.9", fewest=3, most=9)
    scene.tick()
    known(scene, newcomer, right=0.0, answered=3.0)
    able.answer(YES)
    newcomer.answer(NO)
    assert newcomer.sees is not None


def test_whom_a_task_names_is_asked_however_weak(scene: Scene) -> None:
    weak, able = weak_and_able(scene, named="11 12")
    able.answer(YES)
    weak.answer(NO)
    assert weak.sees is not None


def test_close_to_the_deadline_the_weak_wait_less_long(scene: Scene) -> None:
    weak, able = weak_and_able(scene)
    able.answer(YES)
    weak.answer(NO)
    assert weak.sees is None
    scene.connection.execute("UPDATE project SET deadline_at = :end", {"end": scene.now + 2 * HOUR})
    scene.tick(10)
    assert weak.sees is None, "a tenth of the time left"
    scene.tick(3)
    assert weak.sees is not None
