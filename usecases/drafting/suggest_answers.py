"""Suggests answers to a step of the dialogue, so that most requesters only tap."""

import math
from collections.abc import Sequence

from crowd.deciding.limits import MOST_BUDGET, Limits
from crowd.kinds import kinds_for
from crowd.projects.draft import DraftStep
from crowd.projects.efforts import Effort
from crowd.projects.project import Project, highest_target
from crowd.projects.topics import ANY, LANGUAGES, Topic
from crowd.typed.nothing import NO_LIMIT
from usecases.conversation.read_views import DialogueView

TARGETS = (0.9, 0.95, 0.99)
FEWEST = (1, 2, 3, 5)
MOST = (3, 5, 10, 20)
MARGINS = (2, 3, 4)
RUNS = (2, 3, 5)
#: Answers per task that are suggested as a limit, and the factors by which a budget is raised.
BUDGETS = (2, 3, 5)
RAISES = (1.25, 1.5, 2.0)
DAYS = (1, 7, 30)


def suggest_answers(view: DialogueView, presets: Sequence[str]) -> list[str]:
    """Return what can be tapped instead of typed, the likeliest first.

    Args:
        view: The dialogue.
        presets: Usual answers to the step in the requester's language.
    """
    project = view.project
    match view.step:
        case DraftStep.NAME:
            return [project.name]
        case DraftStep.QUESTION:
            return [project.question.text] if project.question.text else []
        case DraftStep.KIND:
            return [kind.name for kind in kinds_for(view.gold_options)]
        case step if step in project.question.kind.steps:
            question = project.question.of_task(dict.fromkeys(project.content_columns, ""))
            return question.kind.suggest(question.config, step, view.gold_options, presets)
        case DraftStep.READY:
            return list(Effort)
        case DraftStep.MORE:
            return []
        case DraftStep.LANGUAGE:
            return [*LANGUAGES, ANY]
        case DraftStep.TOPIC:
            return [*Topic, ANY]
        case _:
            return suggest_rule(project, view.step)


def suggest_rule(project: Project, step: str) -> list[str]:
    """Return likely values for a rule."""
    match step:
        case DraftStep.TARGET:
            # Those out of reach stay, as the highest that is not: buttons know their choices by their places.
            return [
                f"{100 * min(target, highest_target(project.question.most_sure)):.3g} %" for target in TARGETS
            ]
        case DraftStep.MIN:
            return [str(count) for count in FEWEST]
        case DraftStep.MAX:
            return [str(count) for count in MOST if count >= project.rule.min_answers]
        case DraftStep.MARGIN:
            return _or_none([str(count) for count in MARGINS], project.rule.margin)
        case DraftStep.NOTHING:
            return _or_none(list(project.options), project.rule.nothing)
        case DraftStep.RUN:
            return [str(count) for count in RUNS]
        case _:
            return suggest_limits(project)


def _or_none(choices: list[str], now: object) -> list[str]:
    """Return the choices, with one to turn the rule off if it is set."""
    return choices if now is None else [*choices, NO_LIMIT]


def suggest_limits(project: Project) -> list[str]:
    """Return likely limits of a project: numbers of answers, days from now, and "no limit" if there is one."""
    budget, is_draft = project.limits.budget, project.launched_at is None
    if budget is None or (is_draft and budget < project.n_asked * project.rule.fewest):
        # A little more of what cannot cover the tasks would not either.
        counts = [max(answers, project.rule.fewest) * project.n_tasks for answers in BUDGETS]
    else:
        counts = [math.ceil(budget * factor) for factor in RAISES]
    texts = [str(count) for count in dict.fromkeys(counts) if project.n_answers < count <= MOST_BUDGET]
    texts += [f"+{days}d" for days in DAYS]
    return [*texts, NO_LIMIT] if project.limits != Limits() else texts
