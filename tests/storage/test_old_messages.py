"""Messages that waited in an older database are sent as before, and no statement knows one kind from another."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from crowd.ids import ContributorId
from storage.conversation.claims import claim_out
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.tx import Tx
from storage.upgrade import statements, upgrade, upgrades

ROOT = Path(__file__).parents[2]
ADA = ContributorId(2)


def test_what_waited_before_the_rows_said_how_to_handle_them_is_sent_once(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("CREATE TABLE upgrade (number BIGINT PRIMARY KEY, name TEXT NOT NULL)")
        before = [one for one in upgrades() if one[0] < 41]
        for number, name, text in before:
            for statement in statements(text):
                connection.execute(statement)
            connection.execute("INSERT INTO upgrade (number, name) VALUES (?, ?)", (number, name))
        for kind, turn in (("CALLBACK", -1), ("CARD", 0), ("PANEL", 0), ("TEXT", 1)):
            connection.execute(
                "INSERT INTO outbox (kind, chat_id, body, priority, state, due_at, turn) "
                "VALUES (?, 2, '{}', 0, 'PENDING', 0, ?)",
                (kind, turn),
            )
        upgrade(connection)
        tx = Tx(connection)
        for kind in (OutType.CARD, OutType.PANEL):
            add_out(tx, kind, ADA, priority=Priority.REPLY, due_at=0)
        sent = claim_out(tx, now=1, limit=9, worst=Priority.REPORT, lease_id=1)
        sent += claim_out(tx, now=1, limit=9, worst=Priority.REPORT, lease_id=2)
        assert [row.type for row in sent] == [OutType.CARD, OutType.PANEL, OutType.TEXT]
        void = tx.one("SELECT state, reason, ended_at FROM outbox WHERE kind = 'CALLBACK'")
        assert void is not None
        assert tuple(void) == ("SENT", "void", 0)


def test_no_statement_lists_kinds_of_messages() -> None:
    kinds = "|".join(OutType)
    listed = re.compile(rf"kind\s*(=|<>|IN|NOT IN)\s*\(?\s*'({kinds})'")
    code = [*ROOT.glob("storage/**/*.py"), ROOT / "docs" / "schema.sql"]
    assert [path.name for path in code if listed.search(path.read_text("utf-8"))] == []
