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


#: The kinds of question, each with the name of its class.
KINDS = {kind.name: type(kind).__name__ for kind in all_kinds()}


def rooms(name: str) -> set[str]:
    """The modules in which a kind lives: both may be folders."""
    return {f"{floor}.kinds.{name}" for floor in ("crowd", "handlers")}


def test_each_kind_has_a_room_on_both_floors() -> None:
    modules = {".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in tracked(".py")}
    assert {room for name in KINDS for room in rooms(name)} <= modules
    assert {type(kind).__module__.split(".")[2] for kind in all_kinds()} == KINDS.keys()


def test_no_two_steps_of_the_dialogue_have_one_name() -> None:
    steps = [*DraftStep, *(step for kind in all_kinds() for step in kind.steps)]
    assert len(set(steps)) == len(steps)
    assert [step for step in steps if not re.fullmatch(r"[A-Z_]{1,16}", step)] == [], "buttons carry them"


def own_kind(path: Path) -> str | None:
    """The kind in whose room a file stands; None outside the rooms."""
    parts = path.with_suffix("").parts
    return parts[2] if len(parts) > 2 and parts[1] == "kinds" and parts[2] in KINDS else None


def looks_into_rooms(path: Path, imported: set[str]) -> set[str]:
    """What a file imports of the rooms of other kinds, or by the class of such a kind."""
    others = KINDS.keys() - {own_kind(path)}
    closed = {room for name in others for room in rooms(name)} | {
        f"{floor}.kinds.{KINDS[name]}{end}"
        for name in others
        for floor, end in (("crowd", ""), ("handlers", "Face"))
    }
    return {module for module in imported if any(f"{module}.".startswith(f"{door}.") for door in closed)}


def test_nobody_looks_into_the_room_of_a_kind() -> None:
    lists = {Path("crowd/kinds/__init__.py"), Path("handlers/kinds/__init__.py")}
    for path in tracked(".py"):
        if path not in lists:
            assert looks_into_rooms(path, modules_imported(path)) == set(), path


def test_looking_into_the_room_of_a_kind_is_found() -> None:
    imported = {
        "crowd.kinds.Scale",
        "handlers.kinds.number.NumberFace",
        "crowd.kinds.kind",
        "crowd.kinds.labels",
    }
    asks = Path("usecases/answering/press_answer.py")
    assert looks_into_rooms(asks, imported) == {"crowd.kinds.Scale", "handlers.kinds.number.NumberFace"}
    assert looks_into_rooms(Path("handlers/kinds/number.py"), imported) == {"crowd.kinds.Scale"}


def is_name_of_kind(node: ast.AST) -> bool:
    """Whether an expression is the name of a kind: `question.kind.name`, `kind.name`."""
    match node:
        case ast.Attribute(attr="name", value=ast.Name(id="kind") | ast.Attribute(attr="kind")):
            return True
    return False


#: Names of kinds that are also what a message holds, and a column of a table.
COMMON_WORDS = {"text"}


def asks_for_kinds(tree: ast.AST) -> set[str]:
    """How a module asks for a kind by name: the texts it compares, names in SQL, look-ups by name."""
    places: list[ast.AST] = []
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Compare() | ast.MatchValue():
                places.append(node)
            case ast.Call(func=ast.Name(id="kind_named")):
                places += node.args
            case ast.Subscript(slice=key) | ast.Call(func=ast.Attribute(attr="get"), args=[key, *_]):
                if is_name_of_kind(key):
                    found.add(ast.unparse(node))
            case ast.Constant(value=str(text)) if re.search(r"\bkind\b", text):
                found |= set(re.findall(r"'(\w+)'", text)) & KINDS.keys()
    for place in places:
        inside = {node.value for node in ast.walk(place) if isinstance(node, ast.Constant)} & KINDS.keys()
        is_about_kinds = isinstance(place, ast.Constant) or any(map(is_name_of_kind, ast.walk(place)))
        found |= inside if is_about_kinds else inside - COMMON_WORDS
    return found


def test_nothing_outside_the_rooms_asks_for_a_kind_by_its_name() -> None:
    for path in tracked(".py"):
        if path.parts[1] != "kinds" and path.parts[0] != "playground":
            assert asks_for_kinds(ast.parse((ROOT / path).read_text("utf-8"))) == set(), path


def test_asking_for_a_kind_by_its_name_is_found() -> None:
    asked = """
if kind.name == "number":
    x(number=1)
if content == "text" or kind.name == "text":
    pass
match kind:
    case "scale": ...
kind_named("one_of")
TEXTS[question.kind.name]
TEXTS.get(kind.name, "")
tx.execute("SELECT id FROM question WHERE kind IN ('many_of')", {"number": 1})
"""
    assert asks_for_kinds(ast.parse("content == 'text'")) == set()
    assert asks_for_kinds(ast.parse(asked)) == {
        "text",
        "number",
        "scale",
        "one_of",
        "TEXTS[question.kind.name]",
        "TEXTS.get(kind.name, '')",
        "many_of",
    }


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
