"""Access to a playground from outside: an HTTP control API, live events, and a browser page."""

from playground.control.asked import Sample
from playground.control.front import Front

__all__ = ["Front", "Sample"]
