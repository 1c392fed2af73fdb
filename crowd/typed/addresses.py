"""E-mail addresses, links and telephone numbers as people type them, each brought into one form."""

import re
import unicodedata
from urllib.parse import urlsplit, urlunsplit

#: The most characters of an e-mail address that mail servers take, and of its part before the @.
_MOST_EMAIL, _MOST_LOCAL = 254, 64
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*")
#: One part of the name of a host, in any script.
_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")
_MOST_HOST = 253
#: What people type around an address: "Ann <ann@example.org>", (https://example.org).
_WRAPPED = re.compile(r"[^<>]*<\s*([^<>]+?)\s*>|\(\s*([^()\s]+)\s*\)")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
#: A number after a colon is a port rather than the rest of a scheme.
_PORT = re.compile(r"[^:/]+:\d{1,5}(?:[/?#].*)?")


def read_email(text: str) -> str | None:
    """Read an e-mail address: its host in lowercase, without `mailto:` or a name before it; None if it is none."""
    typed = _unwrapped(text)
    if typed.lower().startswith("mailto:"):
        typed = typed[len("mailto:") :]
    local, at, host = typed.rpartition("@")
    if not at or len(typed) > _MOST_EMAIL or len(local) > _MOST_LOCAL:
        return None
    host = host.lower().rstrip(".")
    return f"{local}@{host}" if _LOCAL.fullmatch(local) and _is_host(host) else None


def read_link(text: str) -> str | None:
    """Read the address of a web page; None if it is none.

    It begins with `https://` where no scheme is typed, and its scheme and host are in lowercase.
    """
    typed = _unwrapped(text)
    if not _SCHEME.match(typed) or _PORT.fullmatch(typed):
        typed = f"https://{typed}"
    if any(character.isspace() for character in typed):
        return None
    try:
        parts = urlsplit(typed)
        port = parts.port
    except ValueError:
        return None
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in {"http", "https"} or parts.username is not None or not _is_host(host):
        return None
    where = host if port is None else f"{host}:{port}"
    path = "" if parts.path == "/" and not parts.query and not parts.fragment else parts.path
    return urlunsplit((parts.scheme, where, path, parts.query, parts.fragment))


def read_phone(text: str) -> str | None:
    """Read a telephone number with its country code, as `+` and digits (E.164); None if there is no such number."""
    import phonenumbers  # late: it takes a while, and hardly any question asks for a number

    typed = unicodedata.normalize("NFKC", _unwrapped(text)).removeprefix("tel:")
    if typed.startswith("00"):
        typed = f"+{typed[2:]}"
    try:
        number = phonenumbers.parse(typed, None)
    except phonenumbers.NumberParseException:
        return None
    if number.extension or not phonenumbers.is_valid_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _unwrapped(text: str) -> str:
    typed = text.strip().rstrip(",;")
    found = _WRAPPED.fullmatch(typed)
    return (found[1] or found[2]) if found else typed


def _is_host(host: str) -> bool:
    """Whether it is the name of a host on the internet: with a point, and an ending that is no number."""
    labels = host.split(".")
    return (
        len(labels) > 1
        and len(host) <= _MOST_HOST
        and all(map(_LABEL.fullmatch, labels))
        and not labels[-1].isdecimal()
        and len(labels[-1]) > 1
    )
