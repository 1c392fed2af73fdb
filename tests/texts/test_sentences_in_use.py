"""The code and the language files have the same sentences, and answers to presses fit in their window."""

import ast
from collections.abc import Iterator
from typing import Any

import pytest
from text_catalogue import calls_of, filled, name_of, sentences_of, sources, strings_in, utf16, words_of

from crowd import errors
from crowd.agreement import Undefined
from crowd.agreement.grade import Grade
from crowd.answering.assignments import SkipReason
from crowd.files.errors import Reason
from crowd.files.tables.choices import NoteType
from crowd.governing.task_reports import ReportReason
from crowd.kinds import Kind, all_kinds
from crowd.projects.draft import DraftStep
from crowd.projects.topics import Topic
from handlers import COMMANDS
from handlers.context import Reply
from handlers.conversation.said_by import CONTENTS
from handlers.projects.agreement_picture import NEAR
from handlers.refusals import refusal_for
from handlers.texts import LOCALES
from usecases.drafting.understand_file import QUESTIONS, FileScreen
from usecases.people.pacing.pace_screens import PaceScreen

CODE = sources("handlers", "usecases", "bot", "crowd")
ENGLISH = sentences_of("en")

#: Handlers of messages: what they say is a message, not the word that acknowledges a press.
OF_MESSAGES = {handler.__name__ for handler in COMMANDS.values()} | {
    *("on_document", "_download", "on_unknown_command", "on_card", "in_dialogue", "_with_nothing", "_said"),
}
#: Telegram, answerCallbackQuery: "Text of the notification ... 0-200 characters".
MOST_OF_A_WORD = 200

#: What is said of a file that was understood, and the screens that only name it.
FILE_SENTENCES = {"gold", "named", "title", "question"} | {
    FileScreen.READING,
    FileScreen.REFUSED,
    FileScreen.STOPPED,
    FileScreen.GONE,
    FileScreen.TOO_HARD,
    FileScreen.FAILED,
}

#: Screens of the pace that ask nothing.
SAID_IN_FULL = {PaceScreen.MAIN, PaceScreen.PAUSED}


def value_refusals() -> Iterator[tuple[str, set[str]]]:
    """Every reason for which a value of a dialogue is refused, with the arguments that come with it."""
    for source in CODE:
        for call in calls_of(source.tree, "ValueRefused"):
            reason, *limits = call.args
            given = limits[0].keys if limits and isinstance(limits[0], ast.Dict) else []
            yield ast.literal_eval(reason), {ast.literal_eval(key) for key in given if key}


def answer_refusals() -> Iterator[str]:
    """Every reason for which an answer is refused; the face of its kind gives the arguments."""
    for source in CODE:
        for call in calls_of(source.tree, "AnswerRefused"):
            yield ast.literal_eval(call.args[0])


def computed_keys() -> set[str]:
    """Keys that the code puts together, from every value that it may put in."""
    return {
        *(f"refused-{reason}" for reason, _ in value_refusals()),
        *(f"refused-{reason}" for reason in answer_refusals()),
        *(f"reason-{reason}" for reason in Reason),
        *(f"note-{note_type}" for note_type in NoteType),
        *(f"report-{reason.lower()}" for reason in ReportReason),
        *(f"skip-{reason.lower().replace('_', '-')}" for reason in SkipReason),
        *(f"draft-{step.lower()}" for step in DraftStep if step is not DraftStep.ENDS),
        *(f"waiting-{step.lower()}" for step in DraftStep),
        *(f"{said}-{kind.name}" for kind in all_kinds() for said in ("kind-of", "refused-gold-unknown")),
        *(
            f"{asked}-{step.lower()}"
            for kind in all_kinds()
            for step in kind.steps
            for asked in ("draft", "button-edit", "waiting")
        ),
        *(
            f"button-edit-{step.lower()}"
            for step in DraftStep
            if step not in {DraftStep.READY, DraftStep.RUN}
        ),
        *(f"panel-{what}" for what in ("cancel", "delete")),
        *(f"button-{what}-surely" for what in ("cancel", "delete")),
        *(f"command-{name}" for name in COMMANDS),
        *(f"agreement-grade-{grade}" for grade in Grade),
        *(f"agreement-pair-{grade}" for grade in Grade),
        *(f"agreement-no-{reason}" for reason in Undefined),
        *(f"{key}-near" for key in NEAR),
        *(f"pace-ask-{screen.name.lower()}" for screen in PaceScreen if screen not in SAID_IN_FULL),
        *(f"topic-{topic}" for topic in Topic),
        *(f"content-{content.replace('_', '-')}" for content in (*CONTENTS, "text", "forwarded", "other")),
        *(f"button-file-{screen}-{answer}" for screen in QUESTIONS for answer in ("first", "other")),
        *(f"file-{name}" for name in FILE_SENTENCES),
        *(f"pace-{what}-{which}" for what in ("tasks", "pushes") for which in ("any", "number")),
    }


def prefixes_put_together() -> set[str]:
    """The constant beginnings of f-strings that make a key: each must be among the computed ones above."""
    return {
        str(node.values[0].value)
        for source in sources("handlers")
        for call in calls_of(source.tree, "texts", "Reply", "sentence")
        for node in ast.walk(call)
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant)
    }


def keys_asked_for() -> set[str]:
    """Keys that stand in the code as the key of a sentence."""
    found: set[str] = set()
    for source in CODE:
        for call in calls_of(source.tree, "texts", "act"):
            found |= constants(call.args[:1])
        for call in calls_of(source.tree, "sentence"):
            found |= constants(call.args[1:2])
        for call in calls_of(source.tree, "Reply"):
            found |= constants(word.value for word in call.keywords if word.arg == "key")
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Dict):
                pairs = zip(node.keys, node.values, strict=True)
                found |= constants(
                    value for key, value in pairs if isinstance(key, ast.Constant) and key.value == "key"
                )
    return found


def constants(nodes: Any) -> set[str]:
    """The string constants that an expression may give; not those inside a further call or an f-string."""
    found: set[str] = set()
    for node in nodes:
        match node:
            case ast.Constant(value=str(value)):
                found.add(value)
            case ast.IfExp(body=body, orelse=other):
                found |= constants([body, other])
    return found


def test_no_sentence_is_asked_for_that_is_missing() -> None:
    assert keys_asked_for() - ENGLISH.keys() == set()
    assert computed_keys() - ENGLISH.keys() == set()


def test_no_sentence_is_there_that_nobody_says() -> None:
    said = {node.value for source in CODE for node in strings_in(source.tree)}
    assert ENGLISH.keys() - said - computed_keys() == set()


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.name)
def test_what_is_said_of_one_kind_of_question_stands_in_its_own_file(kind: Kind) -> None:
    keys = {f"{said}-{kind.name}" for said in ("kind-of", "refused-gold-unknown")}
    keys |= {f"{s}-{step.lower()}" for step in kind.steps for s in ("draft", "button-edit", "waiting")}
    for room in (f"crowd/kinds/{kind.name}", f"handlers/kinds/{kind.name}"):
        sources = (source for source in CODE if source.path.startswith((f"{room}.py", f"{room}/")))
        named = {node.value for source in sources for node in strings_in(source.tree)}
        keys |= {key for key in (*named, *(f"refused-{reason}" for reason in named)) if key in ENGLISH}
    assert {ENGLISH[key].file for key in keys} <= {f"{kind.name}.ftl", "kinds.ftl"}


def test_what_is_said_of_every_kind_names_none() -> None:
    others = {kind.name for kind in all_kinds()}
    for key, sentence in ENGLISH.items():
        if sentence.file.removesuffix(".ftl") not in others:
            assert not any(f"[{name}]" in sentence.pattern for name in others), key


def test_every_key_that_is_put_together_is_among_the_computed_ones() -> None:
    # What follows "skip-" and so on is spelled out in computed_keys(); a new family must be added there.
    for prefix in prefixes_put_together():
        assert any(key.startswith(prefix) for key in computed_keys()), prefix


@pytest.mark.parametrize(("reason", "given"), sorted(value_refusals(), key=str))
def test_a_refused_value_comes_with_all_that_its_sentence_says(reason: str, given: set[str]) -> None:
    assert ENGLISH[f"refused-{reason}"].arguments <= given


def test_what_the_code_gives_to_a_sentence_is_what_the_sentence_says() -> None:
    for source in CODE:
        for call in calls_of(source.tree, "texts"):
            match call.args:
                case [ast.Constant(value=str(key)), ast.Dict(keys=keys)]:
                    given = {ast.literal_eval(name) for name in keys if name}
                    assert given == ENGLISH[key].arguments, f"{source.path}: {key}"
                case [ast.Constant(value=str(key))]:
                    assert not ENGLISH[key].arguments, f"{source.path}: {key}"


def replies_to_presses() -> set[str]:
    """Keys of the words that acknowledge a press, in a line that goes away or in a window to be closed."""
    found: set[str] = set()
    for source in sources("handlers"):
        for function in ast.walk(source.tree):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            if function.name in OF_MESSAGES:
                continue
            for call in calls_of(function, "Reply"):
                named = {word.arg: word.value for word in call.keywords}
                if "as_message" not in named:
                    found |= constants([named["key"]])
    return found


def test_the_words_that_acknowledge_presses_are_found() -> None:
    assert {"answer-saved", "answer-late", "refused-not-found", "launched", "consent-thanks"} <= (
        replies_to_presses()
    )


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("key", sorted(replies_to_presses()))
def test_a_press_is_acknowledged_in_what_its_window_holds(locale: str, key: str) -> None:
    text = filled(locale, key, "x" * 40)
    assert utf16(text) <= MOST_OF_A_WORD
    # The window shows it as it is: a tag would be read aloud.
    assert text == words_of(text)


def every_error() -> Iterator[errors.AskmanyError]:
    """One error of each class of the domain, from the top of the tree down, but for the top itself."""
    made = {
        errors.ValueRefused: lambda: errors.ValueRefused("text-empty"),
        errors.AnswerRefused: lambda: errors.AnswerRefused("number-too-fine", {"decimals": 0}),
        errors.GoldUnknown: lambda: errors.GoldUnknown(kind="one_of", rows=[(2, "maybe")], total=1),
        errors.StateConflict: lambda: errors.StateConflict(state="DRAFT", wanted="PAUSED"),
        errors.ProjectIncomplete: lambda: errors.ProjectIncomplete(step="NAME"),
        errors.ProjectHeld: lambda: errors.ProjectHeld("asks for names"),
        errors.Banned: lambda: errors.Banned("sent spam"),
    }
    waiting = errors.AskmanyError.__subclasses__()
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        # Errors of files hold a table, and are shown as one: see test_panels.
        if kind.__module__ == errors.__name__:
            yield made.get(kind, kind)()


@pytest.mark.parametrize("error", list(every_error()), ids=lambda error: type(error).__name__)
def test_every_error_of_the_domain_has_a_sentence(error: errors.AskmanyError) -> None:
    reply = refusal_for(error)
    assert isinstance(reply, Reply)
    assert ENGLISH[reply.key].arguments <= reply.args.keys()


def test_an_error_that_is_none_of_ours_is_not_talked_away() -> None:
    with pytest.raises(errors.AskmanyError):
        refusal_for(errors.AskmanyError())


def test_a_call_is_known_by_its_last_name() -> None:
    call = ast.parse("context.Reply(key='x')", mode="eval").body
    assert isinstance(call, ast.Call)
    assert name_of(call) == "Reply"
