"""The steps of the dialogue that sets up a project: when each can be asked, and what an answer to it changes.

Between the question and the summary come the steps of the kind of question, which the kind itself takes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from crowd.deciding.limits import change_limits
from crowd.deciding.policy import NothingHere, StopRule
from crowd.errors import ValueRefused
from crowd.kinds import Kind, all_kinds
from crowd.kinds.question import Question
from crowd.projects.draft import FIRST_STEP, Draft, DraftQuestion, DraftStep
from crowd.projects.efforts import Effort, effort_of, read_overlap, with_effort
from crowd.projects.project import (
    MAX_NAME,
    check_margin,
    check_max,
    check_min,
    check_name,
    check_nothing,
    check_question,
    check_run,
    check_target,
)
from crowd.projects.topics import check_language, check_topic

#: A task counts as empty after this many answers in a row that say so, unless the requester chooses another number.
USUAL_RUN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a requester typed at a step, or what a pressed button stands for, with when and where that was.

    Attributes:
        text: It.
        zone: Their time zone.
        at: When it was.
        columns: What the tasks of the file show; none if there is no file yet.
    """

    text: str
    zone: str | None
    at: int
    columns: tuple[str, ...] = ()


#: Changes the rule of a question by what was typed.
RuleChange = Callable[[StopRule, str, DraftQuestion | Question], StopRule]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the dialogue.

    Attributes:
        fill: Takes an answer into the draft.
        needs: The step that must have been reached before this one can be asked.
        is_aside: Whether it is only asked on request.
        is_summary: Whether it asks nothing: it shows the settings.
        is_of_subject: Whether it is about whom the project is for.
        rule: Changes the rule of a question, of a launched project too; None if it is about something else.
        is_of_limits: Whether it changes when the whole project ends, of a launched project too.
        counts_votes: Whether it only means something among options.
    """

    fill: Callable[[Draft, Said], Draft]
    needs: DraftStep
    is_aside: bool = True
    is_summary: bool = False
    is_of_subject: bool = False
    rule: RuleChange | None = None
    is_of_limits: bool = False
    counts_votes: bool = False


def change_rule(rule: StopRule, step: str, text: str, question: Question) -> StopRule:
    """Change the rule of a question by what was typed at one of the steps about rules.

    Raises:
        ValueRefused: The text cannot be used, or the step is about something else.
    """
    change = STEPS[step].rule if step in STEPS else None
    if change is None:
        raise ValueRefused("draft-ready")
    return change(rule, text, question)


def fill_draft(draft: Draft, step: str, said: Said) -> Draft:
    """Take an answer to a step into a draft, which does not move it on.

    Raises:
        ValueRefused: The answer cannot be used.
    """
    question = draft.question
    if step in question.kind.steps:
        of_file = question.of_task(dict.fromkeys(said.columns, ""))
        config = question.kind.configure(of_file.config, step, said.text)
        return draft.with_question(_kept(question, replace(question, config=config)))
    if step not in STEPS:
        # A step of a kind that the question was of before.
        raise ValueRefused("draft-ready")
    return STEPS[step].fill(draft, said)


def _fill_name(draft: Draft, said: Said) -> Draft:
    return replace(draft, name=check_name(said.text))


def _fill_question(draft: Draft, said: Said) -> Draft:
    return draft.with_question(replace(draft.question, text=check_question(said.text)))


def _fill_kind(draft: Draft, said: Said) -> Draft:
    """Make the question one of another kind, which has to be set up anew."""
    kind = next((kind for kind in all_kinds() if kind.name == said.text), None)
    if kind is None:
        raise ValueRefused("kind-unknown", {"found": said.text.strip()[:MAX_NAME]})
    if kind is draft.question.kind:
        return draft
    question = replace(draft.question, kind=kind, config=kind.read_config("{}"))
    step = draft.step if draft.step == FIRST_STEP else kind.steps[0]
    return replace(draft.with_question(_kept(draft.question, question)), step=step)


def _fill_effort(draft: Draft, said: Said) -> Draft:
    """Take one of the efforts by name, or exact numbers in one line."""
    rule, most_sure = draft.question.rule, draft.question.most_sure
    if said.text in list(Effort):
        return draft.with_rule(with_effort(rule, Effort(said.text), most_sure=most_sure))
    typed = read_overlap(said.text)
    target = rule.target if typed.target is None else check_target(typed.target, most_sure=most_sure)
    fewest = rule.min_answers if typed.fewest is None else check_min(typed.fewest)
    most = rule.max_answers if typed.most is None else check_max(typed.most, min_answers=1)
    if most < fewest:
        raise ValueRefused("range-backwards", {"fewest": fewest, "most": most})
    return draft.with_rule(replace(rule, target=target, min_answers=fewest, max_answers=most))


def _fill_ends(draft: Draft, said: Said) -> Draft:
    return replace(
        draft, limits=change_limits(draft.limits, said.text, n_answers=0, zone=said.zone, at=said.at)
    )


def _fill_language(draft: Draft, said: Said) -> Draft:
    return replace(draft, subject=replace(draft.subject, language=check_language(said.text)))


def _fill_topic(draft: Draft, said: Said) -> Draft:
    return replace(draft, subject=replace(draft.subject, topic=check_topic(said.text)))


def _kept(before: DraftQuestion, question: DraftQuestion) -> DraftQuestion:
    """Keep what the rules mean when a question changes, as far as it has such options and can be as sure."""
    kept = before.rule.nothing
    if kept is not None:
        meant, options = before.options[kept.label], question.options
        kept = replace(kept, label=options.index(meant)) if meant in options else None
    margin = before.rule.margin if asks(question.kind, DraftStep.MARGIN) else None
    rule, most_sure = replace(before.rule, nothing=kept, margin=margin), question.most_sure
    effort = effort_of(rule, most_sure=before.most_sure)
    if effort is None:
        return replace(question, rule=replace(rule, target=min(rule.target, most_sure)))
    return replace(question, rule=with_effort(rule, effort, most_sure=most_sure))


def _change_target(rule: StopRule, text: str, question: DraftQuestion | Question) -> StopRule:
    return replace(rule, target=check_target(text, most_sure=question.most_sure))


def _change_min(rule: StopRule, text: str, _: DraftQuestion | Question) -> StopRule:
    fewest = check_min(text)
    return replace(rule, min_answers=fewest, max_answers=max(rule.max_answers, fewest))


def _change_max(rule: StopRule, text: str, _: DraftQuestion | Question) -> StopRule:
    return replace(rule, max_answers=check_max(text, min_answers=rule.min_answers))


def _change_margin(rule: StopRule, text: str, _: DraftQuestion | Question) -> StopRule:
    return replace(rule, margin=check_margin(text))


def _change_nothing(rule: StopRule, text: str, question: DraftQuestion | Question) -> StopRule:
    label = check_nothing(text, question.options)
    run = rule.nothing.run if rule.nothing else USUAL_RUN
    return replace(rule, nothing=None if label is None else NothingHere(label=label, run=run))


def _change_run(rule: StopRule, text: str, _: DraftQuestion | Question) -> StopRule:
    if rule.nothing is None:
        raise ValueRefused("draft-ready")
    return replace(rule, nothing=replace(rule.nothing, run=check_run(text)))


def _rule_step(change: RuleChange, *, counts_votes: bool = False) -> Step:
    def fill(draft: Draft, said: Said) -> Draft:
        return draft.with_rule(change(draft.question.rule, said.text, draft.question))

    return Step(fill=fill, needs=DraftStep.READY, rule=change, counts_votes=counts_votes)


STEPS: Mapping[str, Step] = {
    DraftStep.NAME: Step(fill=_fill_name, needs=DraftStep.NAME, is_aside=False),
    DraftStep.QUESTION: Step(fill=_fill_question, needs=DraftStep.QUESTION, is_aside=False),
    DraftStep.KIND: Step(fill=_fill_kind, needs=DraftStep.QUESTION),
    DraftStep.READY: Step(fill=_fill_effort, needs=DraftStep.READY, is_aside=False, is_summary=True),
    DraftStep.MORE: Step(fill=_fill_effort, needs=DraftStep.READY, is_summary=True),
    DraftStep.TARGET: _rule_step(_change_target),
    DraftStep.MIN: _rule_step(_change_min),
    DraftStep.MAX: _rule_step(_change_max),
    DraftStep.MARGIN: _rule_step(_change_margin, counts_votes=True),
    DraftStep.NOTHING: _rule_step(_change_nothing, counts_votes=True),
    DraftStep.RUN: _rule_step(_change_run, counts_votes=True),
    DraftStep.ENDS: Step(fill=_fill_ends, needs=DraftStep.READY, is_of_limits=True),
    DraftStep.LANGUAGE: Step(fill=_fill_language, needs=DraftStep.READY, is_of_subject=True),
    DraftStep.TOPIC: Step(fill=_fill_topic, needs=DraftStep.READY, is_of_subject=True),
}

#: Steps about whom the project is for.
SUBJECT_STEPS = frozenset(name for name, step in STEPS.items() if step.is_of_subject)
#: Steps that can still change a launched project.
RULE_STEPS = frozenset(name for name, step in STEPS.items() if step.rule or step.is_of_limits)
#: Only asked on request.
ASIDES = frozenset(name for name, step in STEPS.items() if step.is_aside)
#: These ask nothing: they show the settings.
SUMMARIES = frozenset(name for name, step in STEPS.items() if step.is_summary)


def asks(kind: Kind, step: str) -> bool:
    """Tell whether a step means anything for a kind of question: votes can only be counted among options."""
    return kind.has_codes or step not in STEPS or not STEPS[step].counts_votes


def needed_step(step: str) -> str:
    """Return the step that must have been reached before this one can be asked."""
    return STEPS[step].needs if step in STEPS else step
