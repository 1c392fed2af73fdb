"""Somebody who writes, and the link that may have brought them."""

import hashlib
import re
from dataclasses import dataclass
from string import hexdigits

from crowd.ids import ContributorId

#: Prefix of a deep link's payload that carries a one-use token.
GRANT_PREFIX = "g_"
#: Start of what is stored of such a payload until it is handled: then come so many digits of the token's hash.
REDUCED_PREFIX = "h_"
#: So many hexadecimal digits of a hash (128 bits) cannot be met by chance or by trying.
ENOUGH_OF_HASH = 32
#: What an operator may put into a link of their own, to see where people came from.
_SOURCE = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who writes, as Telegram reports it."""

    id: ContributorId
    locale: str


def hash_token(token: str) -> str:
    """Return the hash that is stored of a one-use link's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def reduce_token(payload: str) -> str:
    """Return what is stored of a message's payload of a one-use link: the start of its token's hash.

    What looks like such a start already came from somebody who knows hashes, not tokens: it is hashed once more.
    """
    token = payload.removeprefix(GRANT_PREFIX)
    return REDUCED_PREFIX + hash_token(token)[:ENOUGH_OF_HASH]


def hash_start(payload: str) -> str:
    """Return the hash of the token in a one-use link's payload, or its start; empty if it cannot be one."""
    if payload.startswith(GRANT_PREFIX):
        return hash_token(payload.removeprefix(GRANT_PREFIX))
    digits = payload.removeprefix(REDUCED_PREFIX)
    return digits if len(digits) == ENOUGH_OF_HASH and set(digits) <= set(hexdigits) else ""


def source_of(payload: str | None) -> str | None:
    """Return where somebody came from, as the operator's own link says; None if it says nothing."""
    if (
        payload is None
        or payload.startswith((GRANT_PREFIX, REDUCED_PREFIX))
        or not _SOURCE.fullmatch(payload)
    ):
        return None
    return payload
