"""What kinds share whose answers compare the items of a task: in which columns these are, and in which order."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crowd.errors import ValueRefused
from crowd.typed.names import look_of, tidy_name
from crowd.typed.options import split_options

#: How much of a refused text is shown, and how many columns of a file.
_SHOWN, _SHOWN_COLUMNS = 40, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A task as one person sees it.

    Attributes:
        columns: The columns that tasks show.
        items: The text of each item, in the order of their columns.
        order: Which item stands in each place.
    """

    columns: tuple[str, ...]
    items: tuple[str, ...]
    order: tuple[int, ...]


def see(columns: Sequence[str], content: Mapping[str, str], *, task: int, person: int) -> Seen:
    """Return a task as somebody sees it whose items are in some columns."""
    return Seen(
        columns=tuple(content),
        items=items_in(columns, content),
        order=order_of(len(columns), task=task, person=person),
    )


def items_in(columns: Sequence[str], content: Mapping[str, str]) -> tuple[str, ...]:
    """Return the items of a task; a text is the same item wherever it stands."""
    return tuple(tidy_name(content.get(column, "")) for column in columns)


def order_of(n_items: int, *, task: int, person: int) -> tuple[int, ...]:
    """Return which item of a task stands in each place where a person sees it.

    It is random, and yet nothing has to be stored, because it follows from the ids. Of as many tasks in a row as there
    are items, one has a person's item of each column in each place, so that places are as even as can be.
    """
    if not n_items:
        return ()
    block, turn = divmod(task, n_items)
    drawn = sorted(
        range(n_items),
        key=lambda item: hashlib.blake2b(f"{person} {block} {item}".encode(), digest_size=8).digest(),
    )
    return tuple(drawn[turn:] + drawn[:turn])


def read_columns(text: str, seen: Seen | None, *, fewest: int, most: int) -> tuple[str, ...]:
    """Return the columns that a requester named.

    Args:
        text: What they typed.
        seen: What is known of the file; None, or no columns, for nothing.
        fewest: The fewest columns that there have to be.
        most: The most.

    Raises:
        ValueRefused: There are too few or too many, one is named twice, or the file has none of that name.
    """
    known = seen.columns if seen else ()
    if known and len(known) < fewest:
        raise ValueRefused("columns-missing", {"found": len(known), "fewest": fewest})
    by_look = {look_of(name): name for name in known}
    named = []
    for typed in split_options(text):
        name = by_look.get(look_of(typed), None if known else tidy_name(typed))
        if name is None:
            columns = ", ".join(known[:_SHOWN_COLUMNS])
            raise ValueRefused("column-unknown", {"found": typed[:_SHOWN], "columns": columns})
        named.append(name)
    if not fewest <= len(named) <= most:
        raise ValueRefused("columns-number", {"found": len(named), "fewest": fewest, "most": most})
    twice = next((name for name in named if named.count(name) > 1), None)
    if twice is not None:
        raise ValueRefused("column-twice", {"found": twice[:_SHOWN]})
    return tuple(named)
