"""Writes everything that is stored about somebody, as JSON that a person can read."""

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime

from crowd.ids import SECOND, ContributorId
from storage.people.my_data import Describe, read_my_data
from storage.tx import Tx

#: Grows when a key changes its meaning or goes.
FORMAT = 2
#: Telegram takes files of 50 MB from a bot. A larger one is packed.
LARGEST_PLAIN = 45_000_000
#: The last word of the names of columns that hold times, in microseconds.
_TIMES = frozenset({"at", "until", "since", "due", "before"})
#: Smaller numbers under such names count something else, such as the minutes of a day.
_FIRST_TIME = 10**14


def write_my_data(tx: Tx, contributor_id: ContributorId, describe: Describe, *, at: int) -> tuple[str, bytes]:
    """Return the name and the content of a file with everything that is stored about somebody.

    The tables and columns have the names that docs/schema.sql gives them. Times are ISO 8601, UTC. Other people's ids
    are left out. `describe` says how a question is set up. It may take seconds for somebody with a long history, so run
    this on a snapshot.
    """
    content = "".join(_parts(tx, contributor_id, describe, at)).encode()
    if len(content) <= LARGEST_PLAIN:
        return "mydata.json", content
    return "mydata.json.gz", gzip.compress(content)


def _parts(tx: Tx, contributor_id: ContributorId, describe: Describe, at: int) -> Iterator[str]:
    head = {"format": FORMAT, "telegram_id": contributor_id, "made_at": _time(at)}
    yield json.dumps(head, indent=1).removesuffix("\n}") + ',\n "tables": {'
    for n_before, (table, rows) in enumerate(read_my_data(tx, contributor_id, describe)):
        yield f"{',' if n_before else ''}\n  {json.dumps(table)}: ["
        empty = True
        for row in rows:
            said = {name: _said(name, value) for name, value in row.items() if value is not None}
            yield f"{'' if empty else ','}\n   {json.dumps(said, ensure_ascii=False)}"
            empty = False
        yield "]" if empty else "\n  ]"
    yield "\n }\n}\n"


def _said(name: str, value: object) -> object:
    is_time = name.rpartition("_")[2] in _TIMES and isinstance(value, int) and value >= _FIRST_TIME
    return _time(value) if is_time and isinstance(value, int) else value


def _time(at: int) -> str:
    return datetime.fromtimestamp(at // SECOND, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
