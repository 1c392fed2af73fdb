"""When asking stops in a simulated project."""

from dataclasses import dataclass

from cli.replaying.datasets import Dataset
from crowd.deciding.policy import StopRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """When asking stops in one folder."""

    rule: StopRule
    nothing: str | None
    budget: int | None
    hours: float | None

    def as_json(self) -> dict[str, object]:
        """The rules as `--json` writes them."""
        return {
            "target": self.rule.target,
            "min": self.rule.min_answers,
            "max": self.rule.max_answers,
            "margin": self.rule.margin,
            "nothing": self.nothing,
            "nothing_run": self.rule.nothing.run if self.rule.nothing else None,
            "budget": self.budget,
            "hours": self.hours,
        }

    def in_words(self) -> str:
        """The rules as the table's title says them."""
        rule = self.rule
        said = [f"target {rule.target}", f"{rule.min_answers} to {rule.max_answers}"]
        if rule.margin is not None:
            said.append(f"or {rule.margin} ahead")
        if rule.nothing is not None:
            said.append(f"or {rule.nothing.run} x {self.nothing}")
        if self.budget is not None:
            said.append(f"at most {self.budget} in all")
        if self.hours is not None:
            said.append(f"for {self.hours:g} h")
        return ", ".join(said)


def check_reachable(target: float, dataset: Dataset) -> None:
    """Refuse a target that no answers to the question of a folder would reach.

    Raises:
        ValueError: It is too high; the message says how high it may be.
    """
    most = 1.0 if dataset.asked is None else dataset.asked.question.most_sure
    if target > most:
        raise ValueError(
            f"--target {target:g} is out of reach: answers to the question of {dataset.name} never give more than "
            f"{most:g}, as some mistakes show in no answer. Choose {most:g} or less."
        )
