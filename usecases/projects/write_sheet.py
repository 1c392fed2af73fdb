"""Writes the file that a kind of question adds to a project's results."""

from crowd.errors import NotFound
from crowd.files.result_file import file_name, pack, write_csv
from crowd.ids import ProjectId
from storage.projects.projects import find_project
from storage.projects.questions import list_questions
from storage.projects.reports import answers_beside_tasks
from storage.tx import Tx
from usecases.projects.write_results import MOST_BYTES


def write_sheet(tx: Tx, project_id: ProjectId, position: int) -> tuple[str, bytes] | None:
    """Return the name and content of the file that a question adds; None if there would be no use in it.

    Raises:
        NotFound: There is no such project or question, or it adds none.
    """
    project, questions = find_project(tx, project_id), list_questions(tx, project_id)
    question = next((one for one in questions if one.position == position), None)
    if project is None or question is None or question.kind.sheet is None:
        raise NotFound
    sheet = question.kind.sheet
    rows = sheet.write(answers_beside_tasks(tx, project_id, question.id), question.config)
    if not rows:
        return None
    what = sheet.name if len(questions) == 1 else f"{sheet.name}-q{position + 1}"
    data = b"".join(write_csv(sheet.header, rows))
    return pack(file_name(project.name, what, project_id), data, most_bytes=MOST_BYTES)
