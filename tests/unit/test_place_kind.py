"""The kind for a place: how it is set up, what is possible, what a place is decided as, and how it looks."""

import json
from array import array

import numpy as np
import pytest

from crowd.aggregation.places.globe import apart_m
from crowd.deciding.policy import StopRule
from crowd.errors import AnswerRefused, InvalidInput, ValueRefused
from crowd.ids import QuestionId
from crowd.kinds import kinds_for
from crowd.kinds.fitting import FitInput
from crowd.kinds.kind import WeighedAnswer
from crowd.kinds.place import AREA, RADIUS, Area, Place
from crowd.kinds.question import Question
from handlers.kinds import Sent, read_sent
from handlers.kinds.place import PlaceFace
from handlers.texts import LOCALES, texts_in

KIND, FACE = Place(), PlaceFace()
ANYWHERE = Area(radius_m=100.0)
IN_TOWN = Area(radius_m=100.0, centre=(52.52, 13.405), within_m=5000.0)
GATE, TOWER, PARIS = [52.5163, 13.3777], [52.5208, 13.4094], [48.8584, 2.2945]
RULE = StopRule(target=0.9, min_answers=2, max_answers=12)
#: Ten metres, in degrees of latitude.
STEP = 0.00009


def said(*points: list[float]) -> list[WeighedAnswer]:
    return [WeighedAnswer(value=point, right=0.0, answered=0.0) for point in points]


def near(point: list[float], *steps: int) -> list[list[float]]:
    return [[point[0] + STEP * step, point[1]] for step in steps]


def asked(config: Area = ANYWHERE) -> Question:
    return Question(id=QuestionId(1), kind=KIND, text="Where is it?", config=config)


def test_it_is_set_up_step_by_step_and_stored_as_it_is() -> None:
    config = KIND.configure(Area(), RADIUS, "50 m")
    config = KIND.configure(config, AREA, "within 5 km of 52.52, 13.405")
    assert config == Area(radius_m=50.0, centre=(52.52, 13.405), within_m=5000.0)
    assert KIND.read_config(KIND.write_config(config)) == config
    for step in KIND.steps:
        now = KIND.suggest(config, step, [], [])[0]
        assert KIND.configure(config, step, now) == config, "what is set can be tapped"
    assert KIND.configure(config, AREA, "anywhere").centre is None
    assert KIND.read_config("{}") == Area()


@pytest.mark.parametrize(
    ("step", "text", "reason"),
    [
        (RADIUS, "near", "radius-unclear"),
        (RADIUS, "0.5 m", "radius-out-of-range"),
        (RADIUS, "200 km", "radius-out-of-range"),
        (RADIUS, "4 km", "area-too-small"),
        (AREA, "Berlin", "area-unclear"),
        (AREA, "5 km of Berlin", "area-unclear"),
        (AREA, "150 m of 52.5, 13.4", "area-too-small"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(step: str, text: str, reason: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        KIND.configure(IN_TOWN, step, text)
    assert refused.value.reason == reason
    for locale in LOCALES:
        assert texts_in(locale)(f"refused-{reason}", refused.value.limits)


@pytest.mark.parametrize("locale", LOCALES)
def test_all_that_is_suggested_can_be_chosen(locale: str) -> None:
    for step in KIND.steps:
        for text in FACE.presets(step, texts_in(locale)):
            KIND.configure(Area(), step, text)


def test_known_answers_that_are_points_make_it_the_likeliest_kind() -> None:
    assert kinds_for(("52.5, 13.4", "48.9, 2.3"))[0].name == "place"
    assert KIND.suits(("52.5, 13.4", "Paris")) == KIND.suits(()) == 0.0
    assert KIND.suits((f"https://maps.google.com/?q=52.5,13.4&x={'x' * 400}",)) == 0.0


def test_only_points_in_the_area_are_possible() -> None:
    assert KIND.check((52.5163, 13.3777), IN_TOWN) == GATE
    for impossible in (
        None,
        "52.5, 13.4",
        [52.5],
        [91.0, 13.4],
        [52.5, 181.0],
        [52.5, float("nan")],
        [True, 1.0],
    ):
        with pytest.raises(InvalidInput):
            KIND.check(impossible, ANYWHERE)
    with pytest.raises(AnswerRefused) as refused:
        KIND.check(PARIS, IN_TOWN)
    assert refused.value.reason == "place-outside"
    assert refused.value.limits["within"] == "5 km"
    assert KIND.read("48.8584, 2.2945", IN_TOWN) is None
    assert KIND.read("48.8584, 2.2945", ANYWHERE) == PARIS


def test_what_is_stored_is_read_back_from_a_file() -> None:
    value = KIND.check([52.51627461, 13.3777041], ANYWHERE)
    assert KIND.read_cell(KIND.write_cell(value, ANYWHERE), ANYWHERE) == value
    assert json.loads(json.dumps(value)) == value
    assert KIND.cells(value, {"radius_m": 12.34}, ANYWHERE) == (
        "52.516275, 13.377704",
        "52.516275",
        "13.377704",
        "12.3",
    )
    assert KIND.cells(value, {}, ANYWHERE)[3] == ""


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("https://maps.app.goo.gl/abc", "place-short-link"),
        ("https://www.google.com/maps/place/Gate", "place-link-empty"),
        ("91, 13", "place-off-globe"),
        ("48.8584, 2.2945", "place-outside"),
        ("Paris", "place-name"),
    ],
)
def test_a_wrong_text_is_told_why_in_every_language(typed: str, reason: str) -> None:
    reply = FACE.refused(asked(IN_TOWN), typed)
    assert reply is not None
    assert reply.key == f"refused-{reason}"
    for locale in LOCALES:
        assert texts_in(locale)(reply.key, reply.args)


def test_a_location_or_a_venue_is_an_answer_and_a_photo_is_none() -> None:
    location = {"latitude": GATE[0], "longitude": GATE[1]}
    assert read_sent(asked(), Sent(type="location", fields=location)) == GATE
    assert read_sent(asked(), Sent(type="venue", fields={"location": location, "title": "Gate"})) == GATE
    assert read_sent(asked(), Sent(type="location", fields={**location, "reduced": True})) is None
    assert read_sent(asked(), Sent(type="photo", fields={"file_id": "x"})) is None
    assert read_sent(asked(), Sent(type="venue")) is None
    assert FACE.remark(asked(), Sent(type="location", fields=location)) is None
    live = FACE.remark(asked(), Sent(type="location", fields={**location, "live_period": 900}))
    assert live is not None
    assert live.key == "place-live"


def test_answers_that_agree_outweigh_one_that_is_far_off() -> None:
    verdict = KIND.decide(said(*near(GATE, 0, 1, -1), PARIS), ANYWHERE, None, rule=RULE)
    assert apart_m((verdict.value[0], verdict.value[1]), (GATE[0], GATE[1])) < 10.0
    assert verdict.confidence > 0.9
    assert verdict.vote_share == 0.75
    assert verdict.credits[3] < 0.05 < 0.9 < min(verdict.credits[:3])
    assert verdict.numbers["radius_m"] == pytest.approx(10.0, abs=1.0), "the far one is left out"


def test_the_order_of_answers_changes_nothing() -> None:
    points = [*near(GATE, 0, 3, -2), TOWER, PARIS]
    one = KIND.decide(said(*points), ANYWHERE, None, rule=RULE)
    other = KIND.decide(said(*reversed(points)), ANYWHERE, None, rule=RULE)
    assert (one.value, one.confidence, one.credits) == (
        other.value,
        other.confidence,
        tuple(reversed(other.credits)),
    )


def test_confidence_grows_as_people_agree_and_says_how_many_it_takes() -> None:
    verdicts = [KIND.decide(said(*[GATE] * n), ANYWHERE, None, rule=RULE) for n in range(1, 6)]
    stated = [verdict.confidence for verdict in verdicts]
    assert stated == sorted(stated)
    for n, verdict in enumerate(verdicts, 1):
        needed = int(verdict.agreeing_needed)
        if needed and n + needed <= len(verdicts):
            assert stated[n + needed - 1] >= RULE.target - 0.03
    assert stated[-1] < KIND.most_sure(ANYWHERE)
    split = KIND.decide(said(GATE, TOWER), ANYWHERE, None, rule=RULE)
    assert split.confidence < 0.5
    assert KIND.decide([], ANYWHERE, None, rule=RULE).value is None


def test_it_works_across_the_antimeridian_and_at_the_poles() -> None:
    pacific = KIND.decide(said([-17.0, 179.9999], [-17.0, -179.9999]), ANYWHERE, None, rule=RULE)
    assert abs(pacific.value[1]) > 179.999
    assert pacific.confidence > 0.7
    pole = KIND.decide(said([89.9999, 0.0], [89.9999, 180.0], [89.9999, 90.0]), ANYWHERE, None, rule=RULE)
    assert pole.value[0] > 89.9998


def test_a_known_place_decides_the_credits() -> None:
    verdict = KIND.decide(said(GATE, GATE, TOWER), ANYWHERE, None, rule=RULE, known=TOWER)
    assert verdict.credits == (0.0, 0.0, 1.0)
    assert verdict.value == GATE


def crowd(n_tasks: int, n_answers: int, seed: int) -> tuple[FitInput, dict[int, list[float]]]:
    """Twenty people of whom five point anywhere; the others scatter by 10 to 60 metres."""
    rng = np.random.default_rng(seed)
    spread, careless = rng.uniform(10.0, 60.0, 20), set(range(5))
    data, truth = FitInput(value=[]), {}
    for task in range(n_tasks):
        truth[task] = [52.0 + rng.uniform(0, 0.2), 13.0 + rng.uniform(0, 0.2)]
        for person in rng.choice(20, n_answers, replace=False).tolist():
            far = rng.random() < (0.8 if person in careless else 0.05)
            off = rng.uniform(-0.05, 0.05, 2) if far else rng.normal(0, spread[person] / 111_195, 2)
            data.task.append(task)
            data.contributor.append(person)
            data.value.append([truth[task][0] + off[0], truth[task][1] + off[1] / 0.6])  # type: ignore[arg-type]
            data.credit.append(float("nan"))
    return data, truth


def test_a_fit_finds_the_places_better_than_the_medoid_and_states_how_sure_it_is() -> None:
    right = simple = stated = 0.0
    for seed in range(3):
        data, truth = crowd(120, 4, seed)
        values = KIND.fit(data, ANYWHERE).values
        for task, value, confidence in zip(
            values.task_ids.tolist(), values.value, values.confidence.tolist(), strict=True
        ):
            given = [data.value[row] for row, of in enumerate(data.task) if of == task]
            right += KIND.is_alike(value, truth[task], ANYWHERE) / 360
            simple += KIND.is_alike(KIND.decide_simply(given, ANYWHERE), truth[task], ANYWHERE) / 360
            stated += confidence / 360
    assert right > simple + 0.03
    assert right - 0.1 < stated < right + 0.04


def test_right_after_a_fit_the_online_verdict_is_that_of_the_fit() -> None:
    data, _ = crowd(30, 4, 7)
    found = KIND.fit(data, ANYWHERE)
    people = dict(found.people.make(slice(0, found.people.n_rows)))
    rows = [row for row, task in enumerate(data.task) if task == 3]
    answers = [
        WeighedAnswer(value=data.value[row], right=0.0, answered=0.0, learnt=people[data.contributor[row]])  # type: ignore[index]
        for row in rows
    ]
    verdict = KIND.decide(answers, ANYWHERE, found.model, rule=RULE)
    assert verdict.confidence == pytest.approx(found.values.confidence[3], abs=1e-3)
    assert verdict.value == pytest.approx(found.values.value[3], abs=1e-5)


def test_a_fit_of_nothing_and_of_one_answer_works() -> None:
    assert KIND.fit(FitInput(value=[]), ANYWHERE).n_answers == 0
    one = FitInput(
        task=array("q", [1]), contributor=array("q", [1]), value=[GATE], credit=array("d", [float("nan")])
    )
    found = KIND.fit(one, ANYWHERE)
    assert found.values.value == [GATE]
    assert 0.0 < found.values.confidence[0] < 0.9


def test_agreement_is_measured_in_metres_up_to_a_few_radii() -> None:
    def alpha(*apart_m: float) -> float:
        rows = [
            (task, person, [50.0 + task + person * apart / 111_195, 10.0])
            for task, apart in enumerate(apart_m)
            for person in (0, 1)
        ]
        found = KIND.measure(rows, ANYWHERE, rng=np.random.default_rng(0)).found
        assert found.alpha.value is not None
        return found.alpha.value

    assert alpha(0, 0, 0) == 1.0
    assert 0.8 < alpha(20, 20, 20) < 1.0
    assert alpha(20, 20, 20) > alpha(200, 200, 200) > alpha(400, 400, 400)
    assert alpha(400, 400, 400) == pytest.approx(alpha(40_000, 40_000, 40_000), abs=0.01)
    shared = KIND.measure(
        [(0, 0, GATE), (0, 1, near(GATE, 5)[0]), (0, 2, PARIS)], ANYWHERE, rng=np.random.default_rng(0)
    )
    assert shared.found.raw_agreement.value == pytest.approx(1 / 3)
    assert shared.found.vote_share == pytest.approx(2 / 3)
