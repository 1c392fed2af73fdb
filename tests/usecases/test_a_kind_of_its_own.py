"""A kind of question that the product does not know: registered by a test, it goes from a draft to the results."""

# ruff: noqa: ARG002 - the kind looks at next to nothing

import csv
import io
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from usecase_scene import PANEL, REQUESTER, Scene, task_file

from crowd import kinds
from crowd.agreement import NamedAgreement, measure_agreement
from crowd.answers import code_answers
from crowd.deciding.policy import StopRule
from crowd.deciding.skill import DEFAULT_PRIOR
from crowd.errors import InvalidInput
from crowd.kinds import Kind
from crowd.kinds.fitting import Fit, FitInput, FittedValues, Pages, code_rows
from crowd.kinds.kind import Verdict, WeighedAnswer
from crowd.projects.draft import DraftStep
from crowd.projects.project import ProjectState
from storage.checking.recount import recount
from usecases.answering.change_answer import Changed
from usecases.answering.record_answer import Taken
from usecases.drafting.answer_draft import go_to_step
from usecases.projects.read_agreement import measure, read_agreement
from usecases.projects.read_summary import read_summary
from usecases.projects.show_project import ReportFile
from usecases.projects.write_results import write_results


@dataclass(frozen=True, slots=True)
class Seen:
    """How it is set up: by the word that people answer with."""

    word: str = "seen"


class NullKind:
    """People say nothing but that they have seen the task. Each answer makes it half as doubtful."""

    name = "null"
    has_codes = False
    labels_are_options = False
    simple_rule = "first"
    method = ("null", 1)
    steps = ("WORD",)
    columns = ("seen",)
    longest_cell = 16

    def configure(self, config: Seen, step: str, text: str) -> Seen:
        return Seen(word=text)

    def suggest(self, config: Seen, step: str, gold: Sequence[str], presets: Sequence[str]) -> list[str]:
        return [config.word]

    def suits(self, gold: Sequence[str]) -> float:
        return 0.0

    def read_config(self, text: str) -> Seen:
        return Seen(**json.loads(text))

    def write_config(self, config: Seen) -> str:
        return json.dumps({"word": config.word})

    def check(self, raw: object, config: Seen) -> list[str]:
        if raw != [config.word]:
            raise InvalidInput
        return [config.word]

    def read(self, text: str, config: Seen) -> list[str] | None:
        return [text] if text == config.word else None

    read_cell = read

    def write(self, value: list[str], config: Seen) -> str:
        return value[0]

    write_cell = write

    def cells(self, value: list[str], numbers: Mapping[str, Any], config: Seen) -> tuple[str]:
        return (value[0],)

    def options(self, config: Seen) -> tuple[str, ...]:
        return ()

    def n_choices(self, config: Seen) -> int:
        return 2

    def most_sure(self, config: Seen) -> float:
        return 0.9

    def is_alike(self, one: object, other: object, config: Seen) -> bool:
        return True

    def distance(self, one: object, other: object, config: Seen) -> None:
        return None

    def doubt(self, value: object, config: Seen, model: str | None) -> None:
        return None

    def decide(
        self,
        answers: Sequence[WeighedAnswer],
        config: Seen,
        model: str | None,
        *,
        rule: StopRule,
        known: object = None,
    ) -> Verdict:
        return Verdict(
            value=[config.word] if answers else None,
            confidence=1.0 - 0.5 ** len(answers) if answers else 0.0,
            credits=(1.0,) * len(answers),
            vote_share=1.0 if answers else 0.0,
            agreeing_needed=next(n for n in range(9) if 1.0 - 0.5 ** (len(answers) + n) >= rule.target),
            within_reach=True,
        )

    def decide_simply(self, values: Sequence[list[str]], config: Seen) -> list[str]:
        return values[0]

    def measure(
        self, answers: Sequence[tuple[int, int, object]], config: Seen, *, rng: np.random.Generator
    ) -> NamedAgreement:
        coded = code_answers([(task, person, 0) for task, person, _ in answers], labels=range(1))
        return NamedAgreement(found=measure_agreement(coded.codes), names=(config.word,))

    def fit(self, data: FitInput, config: Seen) -> Fit:
        coded = code_rows(data)
        n_answers = np.bincount(coded.task, minlength=coded.task_ids.size)
        return Fit(
            model="{}",
            prior=DEFAULT_PRIOR,
            credits=Pages(n_rows=0, make=lambda _: []),
            people=Pages(n_rows=0, make=lambda _: []),
            beliefs=Pages(n_rows=0, make=lambda _: []),
            values=FittedValues(
                task_ids=coded.task_ids,
                value=[[config.word]] * coded.task_ids.size,
                confidence=1.0 - 0.5**n_answers,
            ),
            n_answers=len(data.task),
        )


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Lengthen the one list of kinds, in every module that has read it."""
    kind: Kind = NullKind()
    longer, was = (*kinds.KINDS, kind), kinds.KINDS
    for module in list(sys.modules.values()):
        if getattr(module, "KINDS", None) is was:
            monkeypatch.setattr(module, "KINDS", longer)
    monkeypatch.setitem(kinds._BY_NAME, kind.name, kind)
    yield


def table(scene: Scene, project: Any, file: ReportFile) -> list[dict[str, str]]:
    _, data = scene.do(write_results, project, file)
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_kind_that_nobody_knows_goes_from_a_draft_to_the_results(scene: Scene) -> None:
    project = scene.draft(task_file("a", "b"), name="Posts.csv")
    scene.say("Have you seen this?")
    scene.do(
        go_to_step, project, DraftStep.KIND, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now
    )
    scene.say("null", "here", "75 2-9")
    scene.launch(project)
    people = scene.people(2, 3)
    held = people[0].hand
    with pytest.raises(InvalidInput):
        people[0].answer(["there"])  # type: ignore[arg-type]
    for _ in range(2):
        for person in people:
            assert person.answer(["here"]) is Taken.COUNTED  # type: ignore[arg-type]
    assert people[0].change(["here"], held) is Changed.SAME  # type: ignore[arg-type]
    scene.settle()
    assert scene.project(project).state is ProjectState.COMPLETED
    rows = table(scene, project, ReportFile.RESULTS)
    assert [(row["seen"], row["confidence"], row["reason"]) for row in rows] == [
        ("here", "0.7500", "target")
    ] * 2
    assert all(row["method"] == "null/1" for row in rows)
    assert [row["seen"] for row in table(scene, project, ReportFile.ANSWERS)] == ["here"] * 4
    summary = scene.do(read_summary, project)
    assert summary is not None
    assert summary.values == [(["here"], 2)]
    data = scene.do(read_agreement, project)
    assert data is not None
    assert measure(data).names == ("here",)
    assert scene.do(recount) == []
