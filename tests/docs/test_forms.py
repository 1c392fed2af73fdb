"""The examples of form.json in the docs are forms, and each kind that needs a form has one."""

import re
from pathlib import Path

import pytest

from cli.replaying.forms import FORM, read_form
from crowd.kinds import all_kinds

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = re.findall(
    r"```json\n(\{\"questions\".+?)```", (ROOT / "docs/command-line/replay.md").read_text("utf-8"), re.DOTALL
)
FORMS = sorted((ROOT / "playground/datasets").glob(f"*/{FORM}"))


def kind_in(folder: Path) -> str:
    asked = read_form(folder)
    assert asked is not None
    return asked.question.kind.name


def test_the_docs_have_a_form_of_each_kind_that_needs_one(tmp_path: Path) -> None:
    shown = set()
    for example in EXAMPLES:
        (tmp_path / FORM).write_text(example, "utf-8")
        shown.add(kind_in(tmp_path))
    assert shown == {kind.name for kind in all_kinds() if not kind.labels_are_options}


@pytest.mark.parametrize("form", FORMS, ids=[form.parent.name for form in FORMS])
def test_the_forms_that_the_project_carries_are_read(form: Path) -> None:
    assert kind_in(form.parent)
