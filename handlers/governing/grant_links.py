"""Makes the one-use links that turn whoever opens them into requesters."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode

from crowd.people.visitors import GRANT_PREFIX

#: Bytes of a token: 32 letters.
_TOKEN_BYTES = 24


def draw_seed() -> str:
    """Return a random seed for a link."""
    return secrets.token_urlsafe(18)


def grant_token(seed: str, bot_token: str) -> str:
    """Return the token of the link with this seed.

    A message waits in the database until it is sent, and what was written there once can be found in its files and
    backups for long. So only the seed waits there, from which nobody can tell the token without the bot's own.
    """
    mark = hmac.digest(bot_token.encode(), f"grant_link:{seed}".encode(), hashlib.sha256)
    return urlsafe_b64encode(mark[:_TOKEN_BYTES]).decode()


def grant_link(seed: str, *, bot_token: str, username: str) -> str:
    """Return the link with this seed."""
    return f"https://t.me/{username}?start={GRANT_PREFIX}{grant_token(seed, bot_token)}"
