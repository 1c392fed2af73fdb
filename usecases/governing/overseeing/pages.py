"""Which page of a list is shown."""


def page_within(page: int, total: int, size: int) -> tuple[int, int]:
    """Return the number of the page to show, the last one if there is no such page, and how many there are."""
    pages = max(1, -(-total // size))
    return min(max(page, 0), pages - 1), pages
