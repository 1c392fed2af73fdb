"""The certificates that the bot trusts."""

import ssl
from functools import cache

import certifi


@cache
def trusted() -> ssl.SSLContext:
    """The system's certificates and Mozilla's: a bare Debian, or Python on macOS, has none of its own."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
