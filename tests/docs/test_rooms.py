"""The house has rooms: subjects named alike on every floor, small folders, and kinds that know no other kind."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sending.shows import SHOWS
from crowd.kinds import all_kinds
from crowd.projects.draft import DraftStep
from storage.conversation.out_types import OutType

ROOT = Path(__file__).parent.parent.parent
FLOORS = ("bot", "cli", "crowd", "handlers", "playground", "storage", "usecases")
#: Subjects of what the bot does; a floor has those that it needs.
SUBJECTS = {
    "announcing",
    "answering",
    "conversation",
    "deciding",
    "drafting",
    "governing",
    "people",
    "projects",
}
#: What a floor has besides.
OTHERS = {
    "crowd": {"aggregation", "agreement", "files", "kinds", "simulated", "typed"},
    "handlers": {"kinds", "locales"},
    "storage": {"checking", "file", "upgrades"},
    "usecases": set(),
}
MOST_FILES = 15


def tracked(*suffixes: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", *FLOORS], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    return [Path(name) for name in listed if name.endswith(suffixes)]


def test_no_folder_holds_more_than_fifteen_files() -> None:
    counted: dict[Path, int] = {}
    for file in tracked(".py", ".js", ".ftl"):
        counted[file.parent] = counted.get(file.parent, 0) + 1
    assert {folder: n for folder, n in counted.items() if n > MOST_FILES} == {}


@pytest.mark.parametrize("floor", OTHERS)
def test_every_folder_of_a_floor_is_a_subject_or_a_known_room(floor: str) -> None:
    folders = {
        path.parts[1]
        for path in tracked(".py", ".ftl", ".sql")
        if path.parts[0] == floor and len(path.parts) > 2
    }
    assert folders - SUBJECTS == OTHERS[floor]


def test_each_thing_that_is_sent_has_a_file_of_its_own() -> None:
    modules = [show.__module__ for show in SHOWS.values()]
    assert set(SHOWS) == set(OutType)
    assert len(set(modules)) == len(modules)
    for module, out_type in zip(modules, SHOWS, strict=True):
        subject, name = module.removeprefix("bot.sending.shows.").split(".")
        assert subject in SUBJECTS
        assert name.upper() == out_type


def modules_imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


def kinds_in(floor: str) -> list[str]:
    """The kinds of question with a room on a floor."""
    listed = {"kind", "fitting", "items", "labels", "option_words", "question", "ranges", "face", "__init__"}
    return sorted({path.stem for path in tracked(".py") if path.parent == Path(floor, "kinds")} - listed)


def test_each_kind_has_a_room_on_both_floors() -> None:
    assert kinds_in("crowd") == kinds_in("handlers") != []


def test_no_two_steps_of_the_dialogue_have_one_name() -> None:
    steps = [*DraftStep, *(step for kind in all_kinds() for step in kind.steps)]
    assert len(set(steps)) == len(steps)
    assert [step for step in steps if not re.fullmatch(r"[A-Z_]{1,16}", step)] == [], "buttons carry them"


def test_no_kind_imports_another() -> None:
    for floor in ("crowd", "handlers"):
        for kind in kinds_in(floor):
            others = {
                f"{other}.kinds.{name}" for other in ("crowd", "handlers") for name in kinds_in("crowd")
            }
            others -= {f"{other}.kinds.{kind}" for other in ("crowd", "handlers")}
            assert modules_imported(Path(floor, "kinds", f"{kind}.py")) & others == set()


def compared_or_named(tree: ast.AST) -> set[str]:
    """The texts with which a module compares something, or by which it asks for a kind."""
    places: list[ast.AST] = []
    for node in ast.walk(tree):
        match node:
            case ast.Compare() | ast.MatchValue():
                places.append(node)
            case ast.Call(func=ast.Name(id="kind_named")):
                places += node.args
    inside = (inner for place in places for inner in ast.walk(place))
    return {node.value for node in inside if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_nothing_outside_the_rooms_asks_for_a_kind_by_its_name() -> None:
    names = set(kinds_in("crowd"))
    for path in tracked(".py"):
        if "kinds" in path.parts or path.parts[0] == "playground":
            continue
        assert compared_or_named(ast.parse((ROOT / path).read_text("utf-8"))) & names == set(), path


def test_asking_for_a_kind_by_its_name_is_found() -> None:
    asked = (
        "if kind.name == 'number':\n    x(number=1)\nmatch kind:\n    case 'scale': ...\nkind_named('one_of')"
    )
    assert compared_or_named(ast.parse(asked)) == {"number", "scale", "one_of"}


def test_use_cases_know_no_ids_of_messages() -> None:
    """Another way in, such as HTTP, has none: where a button was pressed is known to the transaction."""
    forbidden = re.compile(r"message_id|\.pressed\b|\bSpot\(")
    for path in tracked(".py"):
        if path.parts[0] == "usecases":
            assert forbidden.findall((ROOT / path).read_text("utf-8")) == [], path


def test_handlers_read_ids_of_messages_only_where_updates_are_taken_in() -> None:
    """What they hand on is an origin, or a spot that is known by then."""
    reading = {
        Path("handlers/press.py"),
        Path("handlers/context.py"),
        Path("handlers/conversation/said_by.py"),
    }
    for path in tracked(".py"):
        if path.parts[0] == "handlers" and path not in reading:
            assert re.findall(r"message_id|\bSpot\(", (ROOT / path).read_text("utf-8")) == [], path


def test_no_use_case_must_be_told_a_spot_in_a_chat() -> None:
    """What is shown there is found first; another way in names the thing itself."""
    called = {
        name for path in tracked(".py") if path.parts[0] == "handlers" for name in modules_imported(path)
    }
    for path in tracked(".py"):
        if path.parts[0] != "usecases":
            continue
        for node in ast.parse((ROOT / path).read_text("utf-8")).body:
            name = ".".join((*path.with_suffix("").parts, getattr(node, "name", "")))
            if isinstance(node, ast.FunctionDef) and name in called:
                told = [*node.args.args, *node.args.kwonlyargs]
                assert "Spot" not in [ast.unparse(arg.annotation) for arg in told if arg.annotation], name


def offers(floor: str, subject: str) -> set[str]:
    """The modules that a subject offers to others: those that its `__init__` names."""
    tree = ast.parse((ROOT / floor / subject / "__init__.py").read_text("utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


def looks_over_walls() -> Iterator[tuple[Path, str, str, str]]:
    """Every import of a subject by something else, with the subject's floor and name and the module."""
    for path in tracked(".py"):
        own = path.parts[1] if len(path.parts) > 2 else ""
        for module in modules_imported(path):
            floor, subject, name, *_ = (*module.split("."), "", "")
            if floor in OTHERS and subject in SUBJECTS and subject != own and name:
                yield path, floor, subject, name


def test_a_subject_is_entered_only_through_what_it_offers() -> None:
    entered = {
        (path, f"{floor}.{subject}.{name}")
        for path, floor, subject, name in looks_over_walls()
        if name not in offers(floor, subject)
    }
    assert entered == set()


def test_a_subject_offers_nothing_that_nobody_wants() -> None:
    wanted = {(floor, subject, name) for _, floor, subject, name in looks_over_walls()}
    offered = {
        (floor, subject, name)
        for floor in OTHERS
        for subject in SUBJECTS
        if (ROOT / floor / subject).is_dir()
        for name in offers(floor, subject)
    }
    assert offered <= wanted
