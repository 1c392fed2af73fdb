"""A text that people type: any text, or one of a certain length, a code, an address, a date and so on."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from crowd.aggregation.confusions import COIN_STRENGTH
from crowd.aggregation.texts.agreeing import TextAnswer, agree_by_words, agree_whole
from crowd.aggregation.texts.fitting import TextRows, fit_by_words, fit_whole
from crowd.aggregation.texts.laying import read_words, words_between
from crowd.aggregation.texts.stored import (
    read_text_model,
    read_text_person,
    write_text_model,
    write_text_person,
)
from crowd.agreement import NamedAgreement, measure_texts
from crowd.deciding.policy import StopRule
from crowd.deciding.skill import DEFAULT_PRIOR, SkillPrior
from crowd.errors import AnswerRefused, InvalidInput
from crowd.kinds.fitting import Fit, FitInput, FittedValues, Pages, code_rows, moved_credits, write_people
from crowd.kinds.kind import Verdict, WeighedAnswer
from crowd.kinds.wordings import (
    MOST_CHARACTERS,
    ONE_FORM,
    Check,
    Match,
    Wording,
    check_match,
    check_text_check,
    key_of,
    read_text,
    write_check,
)
from crowd.typed.amounts import readings
from crowd.typed.names import look_of
from crowd.typed.options import MAX_OPTION, MAX_OPTIONS

#: Under which the dialogue asks what people may type, and when two texts say the same.
CHECK, MATCH = "TEXT_CHECK", "TEXT_MATCH"

#: How likely known answers are texts: more of them than options, or longer; all of one form; several; or any.
_LIKELY, _ONE_FORM, _MAYBE, _UNLIKELY = 0.7, 0.6, 0.2, 0.05
#: With more distinct known answers than this, they may be texts rather than options.
_SEVERAL = 12
#: A guess is hardly ever right, but a number is needed to compare people with.
_CHOICES = 1000
#: Nobody is nearly always right or wrong before they have shown it.
_MEAN_SKILLS = (0.05, 0.95)
#: What people type who want something else than to answer, by its look.
_ORDERS = frozenset(
    map(
        look_of,
        (
            *("help", "stop", "skip", "next", "pause", "start", "cancel", "back", "menu", "unsubscribe"),
            *("ayuda", "parar", "saltar", "siguiente", "pausa", "empezar", "cancelar", "volver", "menú"),
        ),
    )
)


@lru_cache(maxsize=1024)
def _read_config(text: str) -> Wording:
    stored = json.loads(text)
    if not stored:
        return Wording()
    return Wording(
        **{**stored, "check": Check(stored["check"]), "match": Match(stored["match"])},
    )


class Text:
    """The kind. The numerics are those of `crowd.aggregation.texts`: online and fitted, they are one model."""

    name = "text"
    has_codes = False
    labels_are_options = False
    simple_rule = "most_frequent_text"
    method = ("agreed_text", 1)
    steps = (CHECK, MATCH)
    columns = ("text", "given_by", "word_confidence")
    sheet = None

    def of_task(self, config: Wording, content: Mapping[str, str], *, task: int, person: int) -> Wording:  # noqa: ARG002 - answers are about the whole task
        """Return the same."""
        return config

    def read_config(self, text: str) -> Wording:
        """Read how a question is set up."""
        return _read_config(text)

    def write_config(self, config: Wording) -> str:
        """Write how a question is set up."""
        return json.dumps(
            {
                "check": config.check,
                "least": config.least,
                "most": config.most,
                "pattern": config.pattern,
                "match": config.match,
            },
            ensure_ascii=False,
        )

    def configure(self, config: Wording, step: str, text: str) -> Wording:
        """Take what may be typed, or when two texts say the same, as it was typed."""
        if step == MATCH:
            return replace(config, match=check_match(text))
        return check_text_check(text, config)

    def suggest(self, config: Wording, step: str, gold: Sequence[str], presets: Sequence[str]) -> list[str]:
        """Suggest what is set already, and what is usual, as far as the known answers fit."""
        if step == MATCH:
            fitting = [
                text for text in presets if config.check not in ONE_FORM or check_match(text) is Match.EXACT
            ]
            return sorted(fitting, key=lambda text: check_match(text) is not config.match)
        now = write_check(config)
        usual = {check_text_check(text, config): text for text in presets}
        usual.setdefault(config, now)
        fits = [wording for wording in usual if all(_reads(known, wording) for known in gold)]
        form = _form_of(gold) if config == Wording() else None
        fits.sort(key=lambda wording: wording != config if form is None else wording.check is not form)
        return [usual[wording] for wording in fits]

    def suits(self, gold: Sequence[str]) -> float:
        """Suit known answers that are too many or too long for options, or all of one form."""
        if any(len(text) > MOST_CHARACTERS for text in gold):
            return 0.0
        if not gold or all(map(readings, gold)):
            return _UNLIKELY
        if len(gold) > MAX_OPTIONS or any(len(text) > MAX_OPTION for text in gold):
            return _LIKELY
        if _form_of(gold) is not None:
            return _ONE_FORM
        return _MAYBE if len(gold) > _SEVERAL else _UNLIKELY

    def check(self, raw: object, config: Wording) -> str:
        """Check a text, and bring it into the form in which it is stored."""
        if not isinstance(raw, str):
            raise InvalidInput
        return read_text(raw, config)

    def read(self, text: str, config: Wording) -> str | None:
        """Read a text that was typed; two slashes at the beginning stand for one, which would be a command."""
        return self.read_cell(typed_text(text), config)

    def read_cell(self, text: str, config: Wording) -> str | None:
        """Read a text in a cell of a file."""
        try:
            return read_text(text, config)
        except AnswerRefused:
            return None

    def write(self, value: str, config: Wording) -> str:  # noqa: ARG002 - a text is written as it is
        """Return the text."""
        return value

    def write_cell(self, value: str, config: Wording) -> str:  # noqa: ARG002 - a text is written as it is
        """Return the text."""
        return value

    def cells(self, value: str, numbers: Mapping[str, Any], config: Wording) -> tuple[str, str, str]:  # noqa: ARG002 - a text is written as it is
        """Return the text, how many people gave it, and the probability of each of its words."""
        words = " ".join(f"{chance:.4f}" for chance in numbers.get("words", ()))
        return (value, str(numbers.get("given_by", "")), words)

    def options(self, config: Wording) -> tuple[str, ...]:  # noqa: ARG002 - no text is an option
        """Return no options."""
        return ()

    def n_choices(self, config: Wording) -> int:  # noqa: ARG002 - other kinds look at it
        """Return a high number: hardly any guess is right."""
        return _CHOICES

    def imagined(self, config: Wording) -> None:
        """Return nothing: how often wrong texts are the same is only known once people have answered."""

    def most_sure(self, config: Wording) -> float:  # noqa: ARG002 - other kinds look at it
        """Return 1: there is no limit."""
        return 1.0

    def is_alike(self, one: str, other: str, config: Wording) -> bool:
        """Whether two texts say the same."""
        return key_of(one, config) == key_of(other, config)

    def distance(self, one: str, other: str, config: Wording) -> float | None:
        """Return in how many words they differ; None if texts are taken whole."""
        if config.match is not Match.WORDS:
            return None
        return float(words_between(read_words(one), read_words(other)))

    def doubt(self, value: str, config: Wording, model: str | None) -> object | None:  # noqa: ARG002 - every kind has it
        """Doubt a single word with which people ask for something else, such as "help" or "skip"."""
        return {"sure": value} if look_of(value).rstrip(".!?") in _ORDERS else None

    def decide(
        self,
        answers: Sequence[WeighedAnswer],
        config: Wording,
        model: str | None,
        *,
        rule: StopRule,
        known: str | None = None,
    ) -> Verdict:
        """Decide a task by the probability of each text, or of each word."""
        if not answers:
            return Verdict(
                value=None,
                confidence=0.0,
                credits=(),
                vote_share=0.0,
                agreeing_needed=float(rule.min_answers),
                within_reach=True,
            )
        by_words = config.match is Match.WORDS
        agree = agree_by_words if by_words else agree_whole
        move = agree(
            [
                TextAnswer(
                    text=one.value, key=key_of(one.value, config), ability=read_text_person(one.learnt)
                )
                for one in answers
            ],
            read_text_model(model),
            known=known if known is None or by_words else key_of(known, config),
            target=rule.target,
            most_more=max(rule.max_answers - len(answers), 0),
        )
        numbers: dict[str, object] = {"given_by": move.given_by}
        if by_words:
            numbers["words"] = [round(chance, 4) for chance in move.words]
        return Verdict(
            value=move.text,
            confidence=move.confidence,
            credits=move.credits,
            vote_share=move.vote_share,
            agreeing_needed=move.agreeing_needed,
            within_reach=move.within_reach,
            numbers=numbers,
        )

    def decide_simply(self, values: Sequence[str], config: Wording) -> str:
        """Take the most frequent text, as it was written first; of several, the first."""
        key = Counter(key_of(value, config) for value in values).most_common(1)[0][0]
        return next(value for value in values if key_of(value, config) == key)

    def measure(
        self, answers: Sequence[tuple[int, int, str]], config: Wording, *, rng: np.random.Generator
    ) -> NamedAgreement:
        """Measure agreement on texts: whether they say the same or, word by word, in how many words they differ."""
        return measure_texts(
            [(task, person, key_of(value, config)) for task, person, value in answers],
            by_words=config.match is Match.WORDS,
            rng=rng,
        )

    def fit(self, data: FitInput, config: Wording) -> Fit:
        """Fit the model to all answers."""
        coded = code_rows(data)
        values = [data.value[row] for row in coded.rows.tolist()]
        known = [data.gold.get(task) for task in coded.task_ids.tolist()]
        rows = TextRows(
            task=coded.task,
            person=coded.contributor,
            texts=values,
            keys=[key_of(value, config) for value in values],
            known=known,
            n_people=coded.contributor_ids.size,
        )
        if config.match is Match.WORDS:
            fitted = fit_by_words(rows)
        else:
            fitted = fit_whole(rows, [None if text is None else key_of(text, config) for text in known])
        ability, credit = fitted.found.ability, fitted.credit
        mean = float(np.clip(credit.mean(), *_MEAN_SKILLS)) if credit.size else DEFAULT_PRIOR.mean
        return Fit(
            model=write_text_model(fitted.found.model),
            prior=SkillPrior(right=COIN_STRENGTH * mean, wrong=COIN_STRENGTH * (1.0 - mean)),
            credits=moved_credits(coded, values, credit),
            people=write_people(coded.contributor_ids, lambda code: write_text_person(float(ability[code]))),
            beliefs=Pages(n_rows=0, make=lambda _: []),
            values=FittedValues(task_ids=coded.task_ids, value=fitted.text, confidence=fitted.confidence),
            n_answers=len(data.task),
        )


def typed_text(text: str) -> str:
    """Return what somebody meant who typed a text in the chat: a slash typed twice is a slash."""
    return text[1:] if text.startswith("//") else text


def _form_of(gold: Sequence[str]) -> Check | None:
    """Return the form that all known answers have; None if they have none, or there are none."""
    for check in (Check.EMAIL, Check.PHONE, Check.DATE, Check.LINK):
        config = Wording(check=check)
        if gold and all(_reads(text, config) for text in gold):
            return check
    return None


def _reads(text: str, config: Wording) -> bool:
    try:
        read_text(text, config)
    except AnswerRefused:
        return False
    return True
