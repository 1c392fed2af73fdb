"""The lines of a message become tasks, one per line."""

from crowd.files.pasted import read_pasted_tasks
from crowd.files.tables.table import FileFormat


def test_each_line_that_holds_something_is_a_task() -> None:
    file = read_pasted_tasks('  Is it "wet", then?\n\n \nIt snows, it thaws.\r\n7\n')
    assert [row.content for row in file.rows] == [
        {"text": 'Is it "wet", then?'},
        {"text": "It snows, it thaws."},
        {"text": "7"},
    ]
    assert [row.key for row in file.rows] == ["1", "2", "3"]
    assert file.content_columns == ("text",)
    assert file.format is FileFormat.LINES


def test_cells_out_of_a_spreadsheet_keep_their_columns() -> None:
    file = read_pasted_tasks("id\ttext\n0007\tIt rains.\n0008\tIt snows.")
    assert [(row.key, row.content) for row in file.rows] == [
        ("0007", {"text": "It rains."}),
        ("0008", {"text": "It snows."}),
    ]
