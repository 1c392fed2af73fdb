"""A playground from outside: an HTTP control API, live events, and a page to live in it with a browser."""

from playground.control.asked import Sample
from playground.control.front import Front

__all__ = ["Front", "Sample"]
