"""Small facts about the bot, by name, that survive a restart."""

from storage.tx import Tx


def get_fact(tx: Tx, name: str) -> str | None:
    """Return a stored fact."""
    row = tx.one("SELECT value FROM fact WHERE name = :name", {"name": name})
    return None if row is None else str(row["value"])


def set_fact(tx: Tx, name: str, value: str) -> None:
    """Store a fact."""
    tx.execute(
        """
        INSERT INTO fact (name, value) VALUES (:name, :value)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value
        """,
        {"name": name, "value": value},
    )
