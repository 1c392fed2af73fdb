"""A kind of question that the product does not know, with its face and its sentences: a test registers it."""

# ruff: noqa: ARG002 - the kind looks at next to nothing

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import numpy as np

from crowd.agreement import NamedAgreement, measure_agreement
from crowd.answers import code_answers
from crowd.deciding.policy import StopRule
from crowd.deciding.skill import DEFAULT_PRIOR
from crowd.errors import AnswerRefused, InvalidInput, ValueRefused
from crowd.kinds import HalfMade, Value
from crowd.kinds.fitting import Fit, FitInput, FittedValues, Pages, code_rows
from crowd.kinds.kind import Verdict, WeighedAnswer
from crowd.kinds.question import Question
from handlers.kinds import registered
from handlers.kinds.face import TakesTexts
from handlers.message import Buttons, button
from handlers.packing import Tap
from handlers.reply import Reply
from handlers.texts import Texts


def with_null_kind() -> AbstractContextManager[None]:
    """Have the kind while this lasts, on all floors."""
    return registered(NullKind(), NullFace(), SENTENCES)


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
    sheet = None

    def of_task(self, config: Seen, content: Mapping[str, str], *, task: int, person: int) -> Seen:
        return config

    def configure(self, config: Seen, step: str, text: str) -> Seen:
        if " " in text:
            raise ValueRefused("null-two-words", {"found": text})
        return Seen(word=text)

    def suggest(self, config: Seen, step: str, gold: Sequence[str], presets: Sequence[str]) -> list[str]:
        return [config.word, *presets]

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
        return [config.word] if text.casefold() == config.word.casefold() else None

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

    def imagined(self, config: Seen) -> None:
        """Nobody can tell how people will answer."""

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


class NullFace(TakesTexts):
    """People tap that they look, and then that they have seen it."""

    name = "null"

    def fields(self, question: Question, content: Mapping[str, str], texts: Texts) -> Mapping[str, str]:
        return content

    def show(
        self,
        question: Question,
        *,
        page: int = 0,
        chosen: Value | None = None,
        partial: Value | None = None,
        answer: Callable[[str, int], Tap],
        turn: Callable[[int], Tap],
        here: Tap,
        texts: Texts,
    ) -> Buttons:
        if partial is None:
            return [[button(texts("button-null-look"), answer("look", 0))]]
        return [[button(texts("button-null-done", {"word": question.config.word}), answer("done", 0))]]

    def hint(self, question: Question, partial: Value | None, texts: Texts) -> str:
        return texts("null-hint" if partial is None else "null-hint-looking")

    def presets(self, step: str, texts: Texts) -> list[str]:
        return [texts("null-word")] if step == "WORD" else []

    def value(self, question: Question, step: str, texts: Texts) -> str:
        return str(question.config.word)

    def summary(self, question: Question, texts: Texts) -> str:
        return texts("set-up-null", {"word": question.config.word})

    def press(self, question: Question, op: str, argument: int, partial: Value | None) -> HalfMade | object:
        if op == "look":
            return HalfMade("looking")
        if partial is None:
            raise AnswerRefused("null-look-first")
        return [question.config.word]

    def spread(self, question: Question, values: Sequence[tuple[Value, int]], texts: Texts) -> list[str]:
        return [texts("null-spread", {"count": sum(count for _, count in values)})]

    def refused(self, question: Question, text: str) -> Reply | None:
        return self.expected(question) if text.startswith("not") else None

    def expected(self, question: Question) -> Reply:
        return Reply(key="refused-null-expected", args={"word": question.config.word})


SENTENCES = {
    "en": """
kind-of-null = Only that they saw it
draft-word = <b>Which word says that somebody saw it?</b>
button-edit-word = Word: { $value }
waiting-word = I’m waiting for the word.
set-up-null = Answers: “{ $word }”
null-word = noticed
null-hint = Tap Look.
null-hint-looking = Take your time.
null-spread = Seen: { $count }
button-null-look = Look
button-null-done = I’ve { $word } it
refused-gold-unknown-null = { $total } known answers are no such word: { $rows }.
refused-null-two-words = “{ $found }” is more than a word.
refused-null-look-first = Please look first.
refused-null-expected = Please tap, or type “{ $word }”.
""",
    "es": """
kind-of-null = Solo que lo vieron
draft-word = <b>¿Qué palabra dice que alguien lo vio?</b>
button-edit-word = Palabra: { $value }
waiting-word = Espero la palabra.
set-up-null = Respuestas: «{ $word }»
null-word = notado
null-hint = Toca Mirar.
null-hint-looking = Tómate tu tiempo.
null-spread = Vistas: { $count }
button-null-look = Mirar
button-null-done = Lo he { $word }
refused-gold-unknown-null = { $total } respuestas conocidas no son esa palabra: { $rows }.
refused-null-two-words = «{ $found }» es más de una palabra.
refused-null-look-first = Mira primero.
refused-null-expected = Toca o escribe «{ $word }».
""",
}
