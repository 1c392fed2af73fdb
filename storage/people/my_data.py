"""Everything that is stored about one person, table by table, as the map of personal columns says."""

from collections.abc import Iterator, Mapping

from crowd.ids import ContributorId
from storage.people.personal import PERSONAL, Is, Table
from storage.tx import Tx


def read_my_data(
    tx: Tx, contributor_id: ContributorId
) -> Iterator[tuple[str, Iterator[Mapping[str, object]]]]:
    """Yield the name of each table that /mydata gives, with somebody's rows of it, one by one."""
    for name, table in PERSONAL.items():
        if table.is_given:
            yield name, _rows(tx, name, table, contributor_id)


def _rows(tx: Tx, name: str, table: Table, contributor_id: ContributorId) -> Iterator[Mapping[str, object]]:
    columns = ", ".join(
        [
            *(_column(column, table.columns[column]) for column in table.given_columns),
            *(f"{sql} AS shown_{key}" for key, sql in (table.more or {}).items()),
        ]
    )
    for row in tx.each(f"SELECT {columns} FROM {name} WHERE {table.of}", {"id": contributor_id}):
        yield {key: row[key] for key in row.keys()}  # noqa: SIM118 - a sqlite3.Row iterates over values


def _column(name: str, kind: Is) -> str:
    """Return the SQL of a column: of two ids in a row, only the person's own."""
    return f'CASE WHEN "{name}" = :id THEN "{name}" END AS "{name}"' if kind is Is.SELF else f'"{name}"'
