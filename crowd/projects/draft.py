"""A draft: what a requester has set up so far, as one JSON document. A template is a stored draft."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from crowd.deciding.limits import Limits
from crowd.deciding.policy import NothingHere, StopRule
from crowd.errors import InvalidInput, ValueRefused
from crowd.kinds import Config, Kind, Value, all_kinds
from crowd.kinds.question import Condition, Op
from crowd.projects.topics import LANGUAGES, Subject, Topic

#: The parts of a condition: position, op and value.
_PARTS = 3

#: Documents of later versions are refused. Version 1 has no conditions.
VERSION = 2


class DraftStep(StrEnum):
    """What the requester's dialogue asks or shows, besides the steps of the kind of question."""

    NAME = "NAME"
    QUESTION = "QUESTION"
    KIND = "KIND"  #: aside: how do people answer?
    READY = "READY"  #: nothing left to ask: the summary, with the choice of effort
    MORE = "MORE"  #: aside: all settings, with a button for each
    TARGET = "TARGET"  #: aside: how sure must an answer be?
    MIN = "MIN"  #: aside: what is the fewest answers a task gets?
    MAX = "MAX"  #: aside: and the most?
    MARGIN = "MARGIN"  #: aside: how many votes ahead are enough?
    NOTHING = "NOTHING"  #: aside: which option means that there is nothing?
    RUN = "RUN"  #: aside: how many of those in a row are enough?
    ENDS = "ENDS"  #: aside: when does the project end at the latest?
    LANGUAGE = "LANGUAGE"  #: aside: which language do people need to read?
    TOPIC = "TOPIC"  #: aside: what is it about?


FIRST_STEP = DraftStep.QUESTION


def read_step(text: str) -> str:
    """Return a step by its name: a `DraftStep`, or the name of a step of the kind of question as it is."""
    return DraftStep(text) if text in DraftStep.__members__ else text


def draft_order(kind: Kind) -> tuple[str, ...]:
    """Return the steps in order. A project is named after its file, so the name is only asked on request."""
    return (DraftStep.NAME, DraftStep.QUESTION, *kind.steps, DraftStep.READY)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftQuestion:
    """A question as it is set up so far, when asking it stops, and after which answers to others it is asked."""

    kind: Kind
    text: str
    config: Config
    rule: StopRule
    conditions: tuple[Condition, ...] = ()

    def of_task(self, content: Mapping[str, str]) -> "DraftQuestion":
        """Return the question as it is asked of a task: see `Kind.of_task`."""
        return replace(self, config=self.kind.of_task(self.config, content, task=0, person=0))

    def read_cell(self, text: str) -> Value | None:
        """Read an answer that a cell of a file gives; None if it is no answer."""
        return self.kind.read_cell(text, self.config)

    def check_compared(self, value: Value, op: Op) -> None:
        """Check what a condition compares answers with: an answer, or one of those that make up an answer.

        Raises:
            InvalidInput: No answer can be compared with it.
        """
        if op in {Op.MORE_THAN, Op.LESS_THAN} and (
            isinstance(value, list) or self.kind.distance(value, value, self.config) is None
        ):
            raise InvalidInput
        try:
            self.kind.check(value, self.config)
        except InvalidInput:
            self.kind.check([value], self.config)

    @property
    def options(self) -> tuple[str, ...]:
        """The names of its options by code; none if answers are not options."""
        return self.kind.options(self.config)

    @property
    def most_sure(self) -> float:
        """The highest confidence that any answers can give."""
        return self.kind.most_sure(self.config)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a requester has set up so far.

    Attributes:
        name: The name of the project.
        questions: What is asked of each task; one or more.
        limits: When the whole project ends at the latest.
        subject: What its tasks are about.
        step: The first step of the dialogue that has no answer yet.
    """

    name: str
    questions: tuple[DraftQuestion, ...]
    limits: Limits = field(default_factory=Limits)
    subject: Subject = field(default_factory=Subject)
    step: str = FIRST_STEP

    @property
    def question(self) -> DraftQuestion:
        """The question that the dialogue is about."""
        return self.questions[0]

    def with_question(self, question: DraftQuestion) -> "Draft":
        """Return the draft with another question for the one that the dialogue is about."""
        return replace(self, questions=(question, *self.questions[1:]))

    def with_rule(self, rule: StopRule) -> "Draft":
        """Return the draft with another rule for that question."""
        return self.with_question(replace(self.question, rule=rule))

    def advanced(self) -> "Draft":
        """Return the draft after an answer to its step: with the step that follows."""
        if self.step == DraftStep.READY:
            return self
        order = draft_order(self.question.kind)
        return replace(self, step=order[order.index(self.step) + 1])


def write_draft(draft: Draft) -> str:
    """Write a draft as a JSON document."""
    document = {
        "version": VERSION,
        "name": draft.name,
        "questions": [_write_question(question) for question in draft.questions],
        "limits": {"budget": draft.limits.budget, "deadline_at": draft.limits.deadline_at},
        "subject": {"language": draft.subject.language, "topic": draft.subject.topic},
        "step": str(draft.step),
    }
    return json.dumps(document, ensure_ascii=False)


def read_draft(text: str) -> Draft:
    """Read a draft from a JSON document.

    Raises:
        ValueRefused: It is no such document, it is of another version, or a part of it is missing, unknown or wrong.
    """
    try:
        document = json.loads(text)
    except ValueError as error:
        raise ValueRefused("draft-no-json") from error
    version = document.get("version") if isinstance(document, dict) else None
    if version not in {1, VERSION}:
        raise ValueRefused("draft-version", {"found": str(version)[:_SHOWN], "known": VERSION})
    whole = _parts(document, "draft", "version", "name", "questions", "limits", "subject", "step")
    limits = _parts(whole["limits"], "limits", "budget", "deadline_at")
    subject = _parts(whole["subject"], "subject", "language", "topic")
    questions: tuple[DraftQuestion, ...] = ()
    for one in _typed(whole["questions"], "questions", list):
        questions += (_read_question(one, questions, has_conditions=version > 1),)
    if not questions:
        raise _wrong("questions")
    step = read_step(_typed(whole["step"], "step", str))
    if step not in draft_order(questions[0].kind):
        raise _wrong("step")
    return Draft(
        name=_typed(whole["name"], "name", str),
        questions=questions,
        limits=Limits(
            budget=_optional(limits["budget"], "budget", int),
            deadline_at=_optional(limits["deadline_at"], "deadline_at", int),
        ),
        subject=Subject(
            language=_one_of(subject["language"], "language", LANGUAGES),
            topic=None
            if (topic := _one_of(subject["topic"], "topic", list(Topic))) is None
            else Topic(topic),
        ),
        step=step,
    )


def _write_question(question: DraftQuestion) -> dict[str, object]:
    rule = question.rule
    nothing = None if rule.nothing is None else {"option": rule.nothing.label, "run": rule.nothing.run}
    return {
        "kind": question.kind.name,
        "text": question.text,
        "config": json.loads(question.kind.write_config(question.config)),
        "rule": {
            "target": rule.target,
            "min_answers": rule.min_answers,
            "max_answers": rule.max_answers,
            "margin": rule.margin,
            "nothing": nothing,
        },
        "conditions": [[one.position, str(one.op), one.value] for one in question.conditions],
    }


def _read_question(value: object, earlier: Sequence[DraftQuestion], *, has_conditions: bool) -> DraftQuestion:
    names = ("kind", "text", "config", "rule", "conditions")
    parts = _parts(value, "questions", *names[: None if has_conditions else -1])
    kind = next((kind for kind in all_kinds() if kind.name == parts["kind"]), None)
    if kind is None:
        raise _wrong("kind")
    try:
        config = kind.read_config(json.dumps(_typed(parts["config"], "config", dict), ensure_ascii=False))
    except (LookupError, TypeError, ValueError) as error:
        raise _wrong("config") from error
    rule = _read_rule(parts["rule"])
    # Drafts were stored before anybody looked whether their target can be reached.
    rule = replace(rule, target=min(rule.target, kind.most_sure(config)))
    if rule.nothing is not None and rule.nothing.label >= len(kind.options(config)):
        raise _wrong("nothing")
    listed = _typed(parts["conditions"], "conditions", list) if has_conditions else []
    return DraftQuestion(
        kind=kind,
        text=_typed(parts["text"], "text", str),
        config=config,
        rule=rule,
        conditions=tuple(_read_condition(one, earlier) for one in listed),
    )


def _read_condition(value: object, earlier: Sequence[DraftQuestion]) -> Condition:
    """Read a condition, which looks back at an earlier question and compares with an answer that it may get."""
    listed = _typed(value, "conditions", list)
    if len(listed) != _PARTS or listed[1] not in list(Op):
        raise _wrong("conditions")
    position, op = _typed(listed[0], "conditions", int), Op(listed[1])
    if not 0 <= position < len(earlier):
        raise _wrong("conditions")
    about = earlier[position]
    values = _typed(listed[2], "conditions", list) if op is Op.ONE_OF else [listed[2]]
    try:
        for one in values:
            about.check_compared(one, op)
    except InvalidInput as error:
        raise _wrong("conditions") from error
    return Condition(position=position, op=op, value=listed[2])


def _read_rule(value: object) -> StopRule:
    rule = _parts(value, "rule", "target", "min_answers", "max_answers", "margin", "nothing")
    nothing = None if rule["nothing"] is None else _parts(rule["nothing"], "nothing", "option", "run")
    try:
        return StopRule(
            target=float(_typed(rule["target"], "target", float, int)),
            min_answers=_typed(rule["min_answers"], "min_answers", int),
            max_answers=_typed(rule["max_answers"], "max_answers", int),
            margin=_optional(rule["margin"], "margin", int),
            nothing=None
            if nothing is None
            else NothingHere(
                label=_typed(nothing["option"], "option", int), run=_typed(nothing["run"], "run", int)
            ),
        )
    except ValueError as error:
        raise _wrong("rule") from error


#: How much of a text that is not understood is quoted.
_SHOWN = 40


def _wrong(part: str) -> ValueRefused:
    return ValueRefused("draft-part", {"part": part[:_SHOWN]})


def _parts(value: object, name: str, *wanted: str) -> Mapping[str, Any]:
    """Return the parts of an object that must have exactly the wanted ones."""
    parts: Mapping[str, Any] = _typed(value, name, dict)
    differing = sorted(set(parts) ^ set(wanted))
    if differing:
        raise _wrong(differing[0])
    return parts


def _typed(value: object, name: str, *types: type) -> Any:
    if isinstance(value, bool) or not isinstance(value, types):
        raise _wrong(name)
    return value


def _optional(value: object, name: str, *types: type) -> Any:
    return None if value is None else _typed(value, name, *types)


def _one_of(value: object, name: str, known: Sequence[str] | Mapping[str, str]) -> str | None:
    if value is not None and value not in known:
        raise _wrong(name)
    return None if value is None else str(value)
