"""Says in plain sentences how well people agree. Names of options are passed already escaped for HTML."""

from collections.abc import Callable, Sequence
from html import escape

from crowd.agreement import Agreement, Level, PairAgreement, Statistic
from crowd.agreement.grade import NARROW, grade, often_confused
from handlers.cut import cut, width
from handlers.message import Message, escaped
from handlers.projects.agreement_picture import Shown, key_for
from handlers.texts import Texts
from usecases.projects.read_agreement import AgreementView

#: The most confused pairs to name: more than three tell nothing new.
NAMED_PAIRS = 3
#: How far apart two figures may be and still "say the same".
ALIKE = 0.05
#: If AC1 is this far above kappa, some options are very frequent.
FAR = 0.2
#: Tasks that two people must share before anything is said about them: on five, they could all agree by luck.
FEWEST_IN_COMMON = 10

#: Telegram's limit for a picture's caption, in UTF-16 units after markup is parsed.
MAX_CAPTION = 1024
#: How much of an option's name to show in a sentence, and in the legend of the picture.
_NAME_ROOM, _LEGEND_ROOM = 30, 24

#: The name of an option by its code.
NameOf = Callable[[int], str]


def report(view: AgreementView, shown: Shown | None, texts: Texts) -> Message:
    """Return the caption for the picture of a project's agreement, or the text if there is no picture.

    Args:
        view: What was measured.
        shown: The options in the picture; None if there is too little to draw one.
        texts: The requester's language.
    """

    def name_of(code: int) -> str:
        return escape(cut(view.names[code], _NAME_ROOM), quote=False)

    said = [texts("agreement-head", escaped({"name": view.project.name})), *lines(view.found, name_of, texts)]
    if shown is not None and shown.letters:
        said.append(_legend(shown, view.names, texts))
    if view.found.n_paired:
        said += [*language_lines(view.languages, texts), basis_line(view.found, texts)]
    # The least important line comes last, and is dropped first.
    while len(said) > 2 and width(_plain(said)) > MAX_CAPTION:
        said.pop()
    return Message(html="\n".join(said), buttons=[])


def _plain(said: Sequence[str]) -> str:
    return Message(html="\n".join(said), buttons=[]).plain


def _legend(shown: Shown, options: Sequence[str], texts: Texts) -> str:
    names = [
        f"{escape(mark, quote=False)} = {escape(cut(options[code], _LEGEND_ROOM), quote=False)}"
        for mark, code in zip(shown.marks, shown.codes, strict=True)
        if code in shown.letters
    ]
    return texts("agreement-legend", {"names": "; ".join(names)})


def lines(found: Agreement, name_of: NameOf, texts: Texts) -> list[str]:
    """Return the lines about a project's agreement, the most important first."""
    if found.alpha.undefined is not None and found.raw_agreement.value is None:
        return [texts(key_for(f"agreement-no-{found.alpha.undefined}", found))]
    said = [grade_line(found.alpha, found, texts)]
    if found.alpha.value is not None:
        said.append(alpha_line(found.alpha, texts))
        if found.alpha.low is not None and found.alpha.high is not None:
            said += [texts("agreement-wide")] if found.alpha.high - found.alpha.low > NARROW else []
    # Of options with a distance, neighbours are given for each other: that is no confusion.
    confused = [confused_line(found, name_of, texts)] if found.level is Level.NOMINAL else []
    return [*said, raw_line(found, texts), *confused, share_line(found, texts)]


def grade_line(figure: Statistic, found: Agreement, texts: Texts) -> str:
    """Return what a chance-corrected figure is worth, or why it is missing."""
    if figure.undefined is not None:
        return texts(key_for(f"agreement-no-{figure.undefined}", found))
    return texts(key_for(f"agreement-grade-{grade(figure, has_ranges=_has_ranges(found))}", found))


def alpha_line(alpha: Statistic, texts: Texts) -> str:
    """Return alpha with its range; it must be defined."""
    if alpha.low is None or alpha.high is None:
        return texts("agreement-alpha", {"alpha": _two(alpha.value)})
    return texts(
        "agreement-alpha-range",
        {"alpha": _two(alpha.value), "low": _two(alpha.low), "high": _two(alpha.high)},
    )


def raw_line(found: Agreement, texts: Texts) -> str:
    """Return how often two people agree; it must be defined."""
    return texts("agreement-raw", {"percent": _percent(found.raw_agreement.value)})


def share_line(found: Agreement, texts: Texts) -> str:
    """Return what share of a task's answers its leading option has."""
    united = (found.tasks.vote_share == 1) & (found.tasks.n_answers >= 2)
    return texts(
        key_for("agreement-share", found),
        {
            "percent": _percent(found.vote_share),
            "unanimous": int(united.sum()),
            "tasks": found.n_paired,
        },
    )


def confused_line(found: Agreement, name_of: NameOf, texts: Texts) -> str:
    """Return which options are often confused."""
    pairs = [
        texts(
            "agreement-confused-pair",
            {
                "first": name_of(pair.first),
                "second": name_of(pair.second),
                "percent": _percent(pair.share),
            },
        )
        for pair in often_confused(found)[:NAMED_PAIRS]
    ]
    match pairs:
        case []:
            return texts("agreement-confused-none")
        case [_] if len(found.options) == 2:
            only = found.confusions[0]
            return texts(
                "agreement-confused-two", {"first": name_of(only.first), "second": name_of(only.second)}
            )
        case [pair]:
            return texts("agreement-confused-one", {"pair": pair})
        case _:
            return texts("agreement-confused-more", {"pairs": "; ".join(pairs)})


def kappa_line(found: Agreement, texts: Texts) -> str:
    """Return what Fleiss's kappa adds to alpha."""
    kappa, alpha = found.fleiss_kappa, found.alpha
    if kappa.value is None or alpha.value is None:
        return grade_line(kappa, found, texts)
    if abs(kappa.value - alpha.value) < ALIKE:
        return texts("agreement-kappa-like-alpha")
    return texts("agreement-kappa-unlike-alpha")


def ac1_line(found: Agreement, texts: Texts) -> str:
    """Return what Gwet's AC1 adds to kappa."""
    ac1, kappa = found.gwet_ac1, found.fleiss_kappa
    if ac1.value is None:
        return grade_line(ac1, found, texts)
    if kappa.value is None or ac1.value - kappa.value > FAR:
        return texts("agreement-ac1-above-kappa")
    return texts("agreement-ac1-like-kappa")


def entropy_line(texts: Texts) -> str:
    """Return what the entropy of a task's answers means."""
    return texts("agreement-entropy")


def basis_line(found: Agreement, texts: Texts) -> str:
    """Return what the figures are based on."""
    return texts(
        "agreement-basis",
        {"answers": found.n_answers, "people": found.n_contributors, "tasks": found.n_paired},
    )


def language_lines(groups: Sequence[tuple[str, Agreement]], texts: Texts) -> list[str]:
    """Return a line for each language in which agreement is defined."""
    return [
        texts(
            "agreement-language",
            {
                "language": language,
                "alpha": _two(found.alpha.value),
                "percent": _percent(found.raw_agreement.value),
            },
        )
        for language, found in groups
        if found.alpha.value is not None
    ]


def pair_line(pair: PairAgreement, texts: Texts) -> str:
    """Return in a few words how well two people agree."""
    if pair.n_common < FEWEST_IN_COMMON:
        return texts("agreement-pair-unclear")
    if pair.kappa.undefined is not None:
        return texts("agreement-pair-one-option")
    return texts(f"agreement-pair-{grade(pair.kappa, has_ranges=True)}")


def _has_ranges(found: Agreement) -> bool:
    # If there are too few tasks for the samples that were asked for, there is no certainty either.
    return found.n_resamples > 0 or found.n_paired < FEWEST_IN_COMMON


def _two(value: float | None) -> float:
    # Not -0.00.
    return round(value or 0.0, 2) + 0.0


def _percent(share: float | None) -> int:
    # 99.6 % must not be rounded to all.
    percent = (share or 0.0) * 100
    return min(round(percent), 99) if percent < 100 else 100
