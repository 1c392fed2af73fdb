"""Suggests answers to a step of the dialogue, so that most requesters only tap."""

from crowd.projects import DraftStep
from usecases.read_views import DialogueView

TARGETS = ("90 %", "95 %", "99 %")
FEWEST = (1, 2, 3, 5)
MOST = (3, 5, 10, 20)


def suggest_answers(view: DialogueView, *, yes: str, no: str) -> list[str]:
    """Return what may be tapped instead of typed, the likeliest first.

    Args:
        view: The dialogue.
        yes: The word for yes in the requester's language.
        no: The word for no.
    """
    project = view.project
    match view.step:
        case DraftStep.NAME:
            return [project.name]
        case DraftStep.QUESTION:
            return [project.question] if project.question else []
        case DraftStep.OPTIONS:
            return _options(view, yes=yes, no=no)
        case DraftStep.TARGET:
            return list(TARGETS)
        case DraftStep.MIN:
            return [str(count) for count in FEWEST]
        case DraftStep.MAX:
            return [str(count) for count in MOST if count >= project.min_answers]
        case DraftStep.READY:
            return []


def _options(view: DialogueView, *, yes: str, no: str) -> list[str]:
    # One a line: an option may hold a comma or a semicolon.
    guesses = ["\n".join(view.project.options), f"{yes}\n{no}"]
    if len(view.gold_options) >= 2:
        guesses.insert(1, "\n".join(view.gold_options))
    return list(dict.fromkeys(guess for guess in guesses if guess))
