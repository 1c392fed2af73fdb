"""Forecasts how many answers a project will take in all: read in a transaction, computed outside it."""

from dataclasses import dataclass, replace

import numpy as np

from crowd.deciding.policy import StopRule
from crowd.kinds import Imagined
from crowd.projects.draft import DraftStep
from crowd.projects.efforts import Effort, with_effort
from crowd.projects.project import Project, ProjectState
from crowd.simulated.crowds import ImaginedCrowd, imagine_crowds
from crowd.simulated.forecast import Forecast, Progress, forecast_answers
from storage.deciding.forecasts import earlier_skills, read_progress
from storage.tx import Tx

#: Fixed, so that the same project shows the same numbers each time.
_SEED = 1
_FORESEEN = frozenset({ProjectState.DRAFT, ProjectState.RUNNING, ProjectState.PAUSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastInput:
    """The input of a forecast."""

    rule: StopRule
    imagined: Imagined
    most_sure: float  #: the highest confidence that answers can give
    progress: Progress
    earlier_skills: tuple[float, ...]
    budget: int | None  #: number of answers at which the project ends at the latest


def read_forecast_input(tx: Tx, project: Project) -> ForecastInput | None:
    """Return the input of a forecast; None for a project that is not fully set up or has ended.

    It is None, too, for kinds whose answers cannot be imagined before anybody was asked.
    """
    if project.state not in _FORESEEN or project.draft_step is not DraftStep.READY:
        return None
    imagined = project.question.imagined
    if imagined is None:
        return None
    return ForecastInput(
        rule=project.rule,
        imagined=imagined,
        most_sure=project.question.most_sure,
        progress=read_progress(tx, project),
        earlier_skills=tuple(earlier_skills(tx, project)),
        budget=project.limits.budget,
    )


def foresee_answers(data: ForecastInput) -> Forecast:
    """Compute the forecast. This is pure work, seconds for a new rule, so run it outside the event loop."""
    found = forecast_answers(
        _crowds(data.rule, data.imagined),
        data.rule,
        data.progress,
        earlier_skills=data.earlier_skills,
        rng=np.random.default_rng(_SEED),
    )
    most = found.high if data.budget is None else data.budget
    return Forecast(low=min(found.low, most), likely=min(found.likely, most), high=min(found.high, most))


def is_quick(data: ForecastInput) -> bool:
    """Return whether the forecast takes only milliseconds, because crowds were already imagined for its rule."""
    return (data.rule, data.imagined) in _imagined


def inputs_by_effort(data: ForecastInput) -> dict[Effort | None, ForecastInput]:
    """Return the input of a forecast for each effort that can be chosen, and for the project's own numbers (None)."""
    chosen: dict[Effort | None, ForecastInput] = {
        effort: replace(data, rule=with_effort(data.rule, effort, most_sure=data.most_sure))
        for effort in Effort
    }
    return chosen | {None: data}


#: For how many rules crowds are kept.
_MOST_KEPT = 64
#: The crowds that this process has imagined, by rule and what was imagined; the oldest go first.
_imagined: dict[tuple[StopRule, Imagined], tuple[ImaginedCrowd, ...]] = {}


def imagine(data: ForecastInput) -> None:
    """Imagine the crowds for a forecast. This is pure work and takes seconds, so run it outside the event loop."""
    _crowds(data.rule, data.imagined)


def _crowds(rule: StopRule, answers: Imagined) -> tuple[ImaginedCrowd, ...]:
    found = _imagined.get((rule, answers))
    if found is None:
        found = imagine_crowds(rule, answers, np.random.default_rng(_SEED))
        _imagined[rule, answers] = found
        while len(_imagined) > _MOST_KEPT:
            # Another thread may have removed it.
            _imagined.pop(next(iter(_imagined)), None)
    return found
