"""Checks every call and reply against the schema, and keeps the violations for tests."""

from collections import deque
from dataclasses import dataclass

from playground.errors import ApiError
from playground.schema.dropped import dropped_by
from playground.schema.limits import RULES
from playground.schema.newer import NEWER
from playground.schema.quick import Fits, QuickShapes
from playground.schema.refusals import is_of_a_limit, refusal_of
from playground.schema.shapes import Problem, Problems, ProblemType, Shapes, is_unset
from playground.schema.table import Field, Method, read_table
from playground.serving.parameters import Parameters
from playground.serving.updates import Update
from playground.watching import Watchers
from playground.wire import JsonObject

#: More than enough to see what is wrong; a broken bot must not fill the memory.
_REMEMBERED = 1_000
_UPDATE = ("Update",)
#: Kinds of violations that many a library commits in each call.
_OVERLOOKED = frozenset(
    {ProblemType.UNKNOWN, ProblemType.UNREADABLE, ProblemType.DROPPED, ProblemType.OLD_NAME}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A violation of the schema: by a call from the bot, or by a reply or update from the playground itself."""

    method: str
    parameter: str
    kind: str
    text: str

    @property
    def is_overlooked(self) -> bool:
        """Whether Telegram passes over it, and libraries send it without being asked: worth a warning."""
        return self.kind in _OVERLOOKED

    def __str__(self) -> str:
        """Describe it in one line."""
        return ": ".join(part for part in (self.method, self.parameter, self.kind, self.text) if part)


class SchemaWarning(UserWarning):
    """Calls held something that Telegram passes over without a word."""


class SchemaBroken(AssertionError):
    """Calls, replies or updates violated the schema while a strict playground was running."""

    def __init__(self, violations: list[Violation]) -> None:
        """List them."""
        super().__init__("\n".join(["violations of the Bot API:", *(f"  {one}" for one in violations)]))
        self.violations = violations


class Checks:
    """The schema at work for one playground."""

    def __init__(self, watchers: Watchers) -> None:
        """Start without violations, and check every update from now on."""
        self._table = read_table()
        self._calls = Shapes(self._table, strict=False)
        self._replies = Shapes(self._table, strict=True, hidden=NEWER)
        self._quick_calls = QuickShapes(self._calls)
        self._quick_replies = QuickShapes(self._replies)
        #: By method: quick checks for the values of parameters, and which ones are required.
        self._parameters: dict[str, dict[str, Fits]] = {}
        self._required: dict[str, tuple[str, ...]] = {}
        #: By method: quick checks for results.
        self._results: dict[str, Fits] = {}
        self._update_fits = self._quick_replies.of_result(_UPDATE)
        self._names = {name.lower(): name for name in self._table.methods}
        self._watchers = watchers
        self.violations: deque[Violation] = deque(maxlen=_REMEMBERED)
        #: Whether a violation was already found in the current call.
        self._noted = False
        watchers.add(self._look_at)

    def note_unknown(self, method: str) -> str | None:
        """Record a call that the playground does not support; return its name if Telegram supports it."""
        known = self._names.get(method.lower())
        text = "the playground does not support it yet" if known else "there is no such method"
        self._note(Violation(method=known or method, parameter="", kind="unknown method", text=text))
        return known

    def note_old_name(self, old: str, name: str) -> None:
        """Record a call by a name that Telegram has replaced."""
        self._note(Violation(method=old, parameter="", kind=ProblemType.OLD_NAME, text=f"now called {name}"))

    def examine(self, method: str, parameters: Parameters) -> None:
        """Check a call before it is carried out.

        Raises:
            ApiError: Telegram would refuse it.
        """
        self._noted = False
        if parameters.flaw:
            self._note(
                Violation(method=method, parameter="", kind=ProblemType.UNREADABLE, text=parameters.flaw)
            )
        problems = self._problems(self._table.methods[method], parameters)
        refusals = []
        for problem in problems:
            self._note(
                Violation(method=method, parameter=problem.path, kind=problem.kind, text=problem.wanted)
            )
            refusals.append(refusal_of(method, problem))
        for refusal in refusals:
            if refusal is not None:
                raise refusal

    def _problems(self, method: Method, parameters: Parameters) -> Problems:
        found: Problems = []
        quick = self._parameters.get(method.name) or self._prepare(method)
        for name, value in parameters.values.items():
            fits = quick.get(name)
            if fits is None or not fits(value):
                self._look_closer(method.fields.get(name), name, fits, parameters, found)
        for name in self._required[method.name]:
            if not _is_given(name, parameters):
                wanted = "|".join(method.fields[name].types)
                found.append(Problem(path=name, kind=ProblemType.MISSING, wanted=wanted))
        for rule in RULES.get(method.name, ()):
            problem = rule(parameters)
            if problem is not None:
                found.append(problem)
        found.extend(dropped_by(method.name, parameters))
        return found

    def _prepare(self, method: Method) -> dict[str, Fits]:
        fields = method.fields.values()
        self._required[method.name] = tuple(field.name for field in fields if field.required)
        quick = self._parameters[method.name] = {field.name: self._quick_calls.of(field) for field in fields}
        return quick

    def _look_closer(
        self, field: Field | None, name: str, fits: Fits | None, parameters: Parameters, found: Problems
    ) -> None:
        value = parameters.values[name]
        if value is None or value == "":
            return
        if field is None or fits is None:
            found.append(Problem(path=name, kind=ProblemType.UNKNOWN, wanted="no such parameter"))
            return
        if name in _READ_LENIENTLY and parameters.lenient_sequence(name) is None:
            wanted = "no list, which Telegram reads as none"
            found.append(Problem(path=name, kind=ProblemType.UNREADABLE, wanted=wanted))
            return
        if is_unset(field, value):
            return
        # A text represents a structure unless a text is expected.
        if isinstance(value, str) and not (_PLAIN & {*field.types}):
            try:
                value = parameters.parsed(name, name)
            except ApiError:
                found.append(Problem(path=name, kind=ProblemType.TYPE, wanted="|".join(field.types)))
                return
            if fits(value):
                return
        if name == "reply_markup" and value == {}:
            # Telegram treats an object without a keyboard as no keyboard.
            return
        self._calls.check(field, value, name, found)

    def note_refusal(self, method: str, error: ApiError) -> None:
        """Record a call that a method refused for a limit only it can check, such as the length of a parsed text."""
        if not self._noted and is_of_a_limit(error):
            kind = ProblemType.LIMIT
            self._note(Violation(method=method, parameter="", kind=kind, text=error.description))
        self._noted = False

    def examine_result(self, method: str, result: object) -> None:
        """Check a result before the bot gets it."""
        # Updates were checked when they happened.
        if method == "getUpdates":
            return
        fits = self._results.get(method)
        if fits is None:
            returns = self._table.methods[method].returns
            fits = self._results[method] = self._quick_replies.of_result(returns)
        if not fits(result):
            found: Problems = []
            self._replies.check_result(self._table.methods[method].returns, result, found)
            self._note_reply(method, found)

    def _look_at(self, kind: str, thing: object) -> None:
        if kind == "update" and isinstance(thing, Update):
            content: JsonObject = thing.to_json()
            if not self._update_fits(content):
                found: Problems = []
                self._replies.check_result(_UPDATE, content, found)
                self._note_reply("Update", found)

    def _note_reply(self, method: str, found: Problems) -> None:
        for problem in found:
            kind = f"reply: {problem.kind}"
            self._note(Violation(method=method, parameter=problem.path, kind=kind, text=problem.wanted))

    def _note(self, violation: Violation) -> None:
        self._noted = True
        self.violations.append(violation)
        self._watchers.tell("violation", violation)


#: Lists that Telegram passes over if they are broken or something else.
_READ_LENIENTLY = frozenset({"allowed_updates", "caption_entities", "entities", "question_entities"})
_PLAIN = frozenset({"String", "Integer", "Float", "Boolean", "InputFile"})


#: An empty address removes the webhook.
_MAY_BE_EMPTY = frozenset({"url"})


def _is_given(name: str, parameters: Parameters) -> bool:
    value = parameters.values.get(name)
    if value is None or (value == "" and name not in _MAY_BE_EMPTY):
        return name in parameters.files
    return True
