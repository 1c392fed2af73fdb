"""A draft as a JSON document: it is read as it was written, and anything else is refused in words."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from crowd.deciding.limits import Limits
from crowd.deciding.policy import NothingHere, StopRule
from crowd.errors import ValueRefused
from crowd.kinds import all_kinds
from crowd.projects.draft import Draft, DraftQuestion, DraftStep, draft_order, read_draft, write_draft
from crowd.projects.steps import STEPS, Said, fill_draft
from crowd.projects.topics import Subject, Topic

RULE = StopRule(target=0.95, min_answers=3, max_answers=7)
HERE = Said(text="", zone=None, at=0)


def blank(number: int = 0) -> Draft:
    kind = all_kinds()[number]
    question = DraftQuestion(kind=kind, text="", config=kind.read_config("{}"), rule=RULE)
    return Draft(name="Pets", questions=(question,))


def filled() -> Draft:
    draft = fill_draft(blank(), all_kinds()[0].steps[0], replace(HERE, text="Yes, No"))
    rule = replace(RULE, margin=2, nothing=NothingHere(label=1, run=3))
    first = replace(draft.question, text="Is it a «dog»?", rule=rule)
    return Draft(
        name='A "name"',
        questions=(first, blank(1).question),
        limits=Limits(budget=100, deadline_at=5),
        subject=Subject(language="es", topic=Topic.ARTS),
        step=DraftStep.READY,
    )


@pytest.mark.parametrize("draft", [filled(), *(blank(number) for number in range(len(all_kinds())))])
def test_a_draft_is_read_as_it_was_written(draft: Draft) -> None:
    assert read_draft(write_draft(draft)) == draft


@pytest.mark.parametrize("number", range(len(all_kinds())))
def test_an_answer_to_each_step_leads_to_the_next(number: int) -> None:
    draft, steps = blank(number), []
    while draft.step != DraftStep.READY:
        steps.append(draft.step)
        draft = draft.advanced()
    assert ["NAME", *steps, "READY"] == list(draft_order(all_kinds()[number]))
    assert draft.advanced() == draft


def test_every_step_has_its_place_in_the_table() -> None:
    assert set(STEPS) == set(DraftStep)


def _without(part: str) -> Callable[[dict[str, Any]], object]:
    return lambda document: document.pop(part)


def _with(path: str, value: object) -> Callable[[dict[str, Any]], object]:
    *parts, last = path.split(".")

    def spoil(document: Any) -> None:
        for part in parts:
            document = document[int(part) if part.isdigit() else part]
        document[last] = value

    return spoil


@pytest.mark.parametrize(
    ("spoil", "reason", "limits"),
    [
        (_with("version", 3), "draft-version", {"found": "3", "known": 2}),
        (_without("version"), "draft-version", {"found": "None", "known": 2}),
        (_without("limits"), "draft-part", {"part": "limits"}),
        (_with("colour", "red"), "draft-part", {"part": "colour"}),
        (_with("name", 7), "draft-part", {"part": "name"}),
        (_with("step", "NOWHERE"), "draft-part", {"part": "step"}),
        (_with("questions", []), "draft-part", {"part": "questions"}),
        (_with("questions.0.kind", "riddle"), "draft-part", {"part": "kind"}),
        (_with("questions.0.config", {"options": 3}), "draft-part", {"part": "config"}),
        (_with("questions.0.rule.target", True), "draft-part", {"part": "target"}),
        (_with("questions.0.rule.target", 2), "draft-part", {"part": "rule"}),
        (_with("questions.0.rule.max_answers", 1), "draft-part", {"part": "rule"}),
        (_with("questions.0.rule.nothing.option", 2), "draft-part", {"part": "nothing"}),
        (_with("questions.0.conditions", [[0, "is", 1]]), "draft-part", {"part": "conditions"}),
        (_with("questions.0.conditions", "none"), "draft-part", {"part": "conditions"}),
        (_with("limits.budget", "many"), "draft-part", {"part": "budget"}),
        (_with("subject.language", "tlh"), "draft-part", {"part": "language"}),
        (_with("subject.topic", "secrets"), "draft-part", {"part": "topic"}),
    ],
)
def test_a_document_that_is_not_understood_is_refused_with_the_part_that_is_wrong(
    spoil: Callable[[dict[str, Any]], object], reason: str, limits: dict[str, object]
) -> None:
    document = json.loads(write_draft(filled()))
    spoil(document)
    with pytest.raises(ValueRefused) as refused:
        read_draft(json.dumps(document))
    assert (refused.value.reason, refused.value.limits) == (reason, limits)


@pytest.mark.parametrize("number", range(len(all_kinds())))
def test_a_stored_target_that_no_answers_would_reach_is_read_as_the_highest(number: int) -> None:
    draft = blank(number)
    question = draft.question
    for target in (0.9, 0.999):
        read = read_draft(write_draft(draft.with_rule(replace(RULE, target=target))))
        assert read.question.rule.target == min(target, question.kind.most_sure(question.config))


@pytest.mark.parametrize(("text", "reason"), [("", "draft-no-json"), ("[]", "draft-version")])
def test_what_is_no_document_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        read_draft(text)
    assert refused.value.reason == reason
