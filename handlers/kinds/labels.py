"""What kinds share that have a button for each of several options: how many fit a page, and in how many columns."""

from collections.abc import Sequence

from handlers.cut import breadth

#: The most option buttons on one page of a card: in one column, and in two if none is wider than a column.
OPTIONS_A_PAGE = 8
OPTIONS_IN_COLUMNS = 16
COLUMN_WIDTH = 14
#: The longest option, in letters, of which three are placed side by side.
THIRD_WIDTH = 9
#: Between options in a line.
SEPARATOR = " · "


def layout(options: Sequence[str]) -> tuple[int, int | None]:
    """Return how many options fit a page, and in how many columns; None if that depends on their widths."""
    if len(options) > OPTIONS_A_PAGE and all(breadth(option) <= COLUMN_WIDTH for option in options):
        return OPTIONS_IN_COLUMNS, 2
    if len(options) == 3 and all(breadth(option) <= THIRD_WIDTH for option in options):
        # Two side by side and a wider third would not be equally easy to tap.
        return OPTIONS_A_PAGE, 3
    return OPTIONS_A_PAGE, None
