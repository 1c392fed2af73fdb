"""Settings of the running bot, read once from the environment. `.env.example` explains the same names."""

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from dotenv import dotenv_values

from bot.http.connecting import PROXY_PORTS, Proxy, read_proxy
from bot.sending.pacing import Limits
from crowd.ids import DAY, MINUTE
from usecases.terms import Terms

_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{30,64}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
#: A path of plain characters, so that a proxy cannot write any of it differently.
_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*/?")
_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")
_USERNAME = re.compile(r"@[A-Za-z][A-Za-z0-9_]{3,31}")
#: A longer link would not fit the text of /privacy.
_LONGEST_LINK = 300
#: The ports on which Telegram calls a bot; None is the 443 of https.
_WEBHOOK_PORTS = {None, 80, 88, 443, 8443}
#: Paths that the listener answers itself.
OWN_PATHS = ("/healthz", "/readyz", "/metrics")

#: Messages a second that Telegram allows: free of charge, not counting replies, and for Stars.
_FREE_PER_S = 25
_MOST_PAID_PER_S = 1000

#: Where answers are kept unless DATABASE_URL says otherwise.
_DATABASE_URL = "sqlite:///askmany.db"


#: What to warn of when people are not told whom to ask.
NO_CONTACT = (
    "PRIVACY_CONTACT is empty: /privacy can't tell people whom to ask about their data. Set it to an e-mail address, "
    "an @username or an https link before you give the bot's link to strangers."
)


class SettingRefused(ValueError):
    """A setting is missing or cannot be read; the message names it and says what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where the bot listens."""

    host: str
    port: int

    def __str__(self) -> str:
        """Write it as the setting does."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


#: Only programs on the same machine, such as a proxy, can reach it.
DEFAULT_LISTEN = Address(host="127.0.0.1", port=8080)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of a bot.

    Attributes:
        bot_token: The token that @BotFather gave.
        database_url: Where answers are kept: `sqlite:///FILE`.
        admin_ids: Telegram ids of the admins, who may make others requesters.
        open_requesters: Whether everybody may be a requester.
        api_base_url: The Bot API server; Telegram's own, unless you run a local one.
        api_base_file_url: Where that server keeps files.
        proxy: The proxy for all calls to that server; None to connect directly.
        webhook_url: The public address to which Telegram sends updates; empty to poll for them.
        webhook_secret: The secret that Telegram sends with each of them; empty to let the bot make one up.
        listen: Where to listen for HTTP; None not to listen.
        metrics: Whether to serve metrics there, for Prometheus.
        limits: How fast to send; None to send as fast as possible.
        pushes_a_day: Most messages a day to one person that they do not wait for; 0 for no limit.
        announcements_a_day: Most announcements of one requester in 24 hours; admins may make any number.
        paid_broadcast: Whether admins may send announcements fast for Stars of the bot's balance.
        paid_stars_a_month: Most Stars for that in a calendar month (UTC).
        lease_minutes: How long an offered task is reserved for somebody.
        privacy_contact: Whom people ask about their data; empty if nobody is named.
        privacy_url: The address of your own privacy policy; empty for the bot's text alone.
        retention_days: After how many days people who left are forgotten; 0 to keep them.
        most_tasks: The most tasks in a file.
        most_named: The most people named in a file, counted once for each task.
        most_open_tasks: The most tasks in all of a requester's projects that have not ended.
        most_drafts: The most projects a requester may have that were never launched.
        most_files: The most files a requester may have in the queue.
        imports_at_once: How many large files are read and imported at the same time.
        draft_days: Days after which an untouched draft is deleted; 0 to keep it.
        concurrent_people: How many people's updates are handled at the same time.
        log_level: How much to log.
        log_format: `plain` lines, or `json`.
    """

    bot_token: str
    database_url: str = _DATABASE_URL
    admin_ids: frozenset[int] = frozenset()
    open_requesters: bool = False
    api_base_url: str = "https://api.telegram.org/bot"
    api_base_file_url: str = "https://api.telegram.org/file/bot"
    proxy: Proxy | None = None
    webhook_url: str = ""
    webhook_secret: str = ""
    listen: Address | None = None
    metrics: bool = False
    limits: Limits | None = None
    pushes_a_day: int = 6
    announcements_a_day: int = 3
    paid_broadcast: bool = False
    paid_stars_a_month: int = 0
    lease_minutes: float = 30
    privacy_contact: str = ""
    privacy_url: str = ""
    retention_days: int = 365
    most_tasks: int = 200_000
    most_named: int = 1_000_000
    most_open_tasks: int = 1_000_000
    most_drafts: int = 20
    most_files: int = 5
    imports_at_once: int = 2
    draft_days: int = 30
    concurrent_people: int = 48
    log_level: str = "INFO"
    log_format: str = "plain"

    @property
    def terms(self) -> Terms:
        """Terms under which people are asked."""
        limits = self.limits or Limits()
        return Terms(
            lease=int(self.lease_minutes * MINUTE),
            open_requesters=self.open_requesters,
            admin_ids=self.admin_ids,
            most_tasks=self.most_tasks,
            most_named=self.most_named,
            most_open_tasks=self.most_open_tasks,
            most_drafts=self.most_drafts,
            most_files=self.most_files,
            draft_days=self.draft_days,
            pushes_a_day=self.pushes_a_day or None,
            announcements_a_day=self.announcements_a_day,
            stars_a_month=self.paid_stars_a_month if self.paid_broadcast else 0,
            pushes_per_s=limits.pushes_per_s or _FREE_PER_S,
            paid_per_s=limits.paid_per_s or _MOST_PAID_PER_S,
            privacy_contact=self.privacy_contact,
            privacy_url=self.privacy_url,
            retention=self.retention_days * DAY or None,
        )


#: Every name that is read from the environment. A test checks that `.env.example` has the same.
SETTINGS = (
    "BOT_TOKEN",
    "DATABASE_URL",
    "ADMIN_IDS",
    "OPEN_REQUESTERS",
    "API_BASE_URL",
    "API_BASE_FILE_URL",
    "PROXY_URL",
    "WEBHOOK_URL",
    "WEBHOOK_SECRET",
    "LISTEN",
    "METRICS",
    "SEND_LIMITS",
    "PUSHES_PER_SECOND",
    "REPLIES_PER_SECOND",
    "PUSHES_A_DAY",
    "ANNOUNCEMENTS_A_DAY",
    "PAID_BROADCAST",
    "PAID_STARS_A_MONTH",
    "PAID_PER_SECOND",
    "LEASE_MINUTES",
    "MOST_TASKS",
    "MOST_NAMED",
    "MOST_OPEN_TASKS",
    "MOST_DRAFTS",
    "MOST_FILES",
    "IMPORTS_AT_ONCE",
    "DRAFT_DAYS",
    "CONCURRENT_PEOPLE",
    "PRIVACY_CONTACT",
    "PRIVACY_URL",
    "RETENTION_DAYS",
    "LOG_LEVEL",
    "LOG_FORMAT",
)


def environment() -> dict[str, str]:
    """Return the settings from the environment, or else from `.env` in the current folder.

    Raises:
        SettingRefused: `.env` cannot be read.
    """
    try:
        from_file = {name: value for name, value in dotenv_values(".env").items() if value is not None}
    except UnicodeDecodeError as error:
        before = error.object[: error.start].count(b"\n")
        raise SettingRefused(
            f".env is not a text in UTF-8 (line {before + 1}). Save it as UTF-8, or write it again from .env.example."
        ) from None
    except OSError as error:
        raise SettingRefused(f".env cannot be read ({error.strerror}). Give it to the bot's user.") from None
    return {**from_file, **os.environ}


def database_url(environ: Mapping[str, str]) -> str:
    """Return only the address of the database: copying it needs no other setting."""
    return _Reader(environ).text("DATABASE_URL", _DATABASE_URL)


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Read the settings.

    Raises:
        SettingRefused: One is missing or cannot be read.
    """
    reader = _Reader(environ)
    return Settings(
        bot_token=_token(reader),
        database_url=database_url(environ),
        admin_ids=_ids(reader),
        open_requesters=reader.flag("OPEN_REQUESTERS", default=False),
        api_base_url=reader.address("API_BASE_URL", "https://api.telegram.org/bot"),
        api_base_file_url=reader.address("API_BASE_FILE_URL", "https://api.telegram.org/file/bot"),
        proxy=_proxy(reader),
        webhook_url=_webhook_url(reader),
        webhook_secret=_webhook_secret(reader),
        listen=_listen(reader),
        metrics=_metrics(reader),
        limits=_limits(reader),
        pushes_a_day=reader.whole("PUSHES_A_DAY", 6, least=0, most=1000),
        announcements_a_day=reader.whole("ANNOUNCEMENTS_A_DAY", 3, least=0, most=1000),
        paid_broadcast=reader.flag("PAID_BROADCAST", default=False),
        paid_stars_a_month=_paid_stars(reader),
        lease_minutes=reader.number("LEASE_MINUTES", 30, least=0.01, most=7 * 24 * 60),
        privacy_contact=_privacy_contact(reader),
        privacy_url=_privacy_url(reader),
        retention_days=reader.whole("RETENTION_DAYS", 365, least=0, most=3650),
        most_tasks=reader.whole("MOST_TASKS", 200_000, least=1, most=1_000_000),
        most_named=reader.whole("MOST_NAMED", 1_000_000, least=1, most=10_000_000),
        most_open_tasks=reader.whole("MOST_OPEN_TASKS", 1_000_000, least=1, most=100_000_000),
        most_drafts=reader.whole("MOST_DRAFTS", 20, least=1, most=100_000),
        most_files=reader.whole("MOST_FILES", 5, least=1, most=1000),
        imports_at_once=reader.whole("IMPORTS_AT_ONCE", 2, least=1, most=16),
        draft_days=reader.whole("DRAFT_DAYS", 30, least=0, most=3650),
        concurrent_people=reader.whole("CONCURRENT_PEOPLE", 48, least=1, most=256),
        log_level=reader.choice("LOG_LEVEL", ("INFO", "DEBUG", "WARNING", "ERROR")),
        log_format=reader.choice("LOG_FORMAT", ("plain", "json")),
    )


class _Reader:
    """Reads values, and says clearly what is wrong with them."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def text(self, name: str, default: str) -> str:
        return self._environ.get(name, "").strip() or default

    def flag(self, name: str, *, default: bool) -> bool:
        text = self.text(name, str(default)).casefold()
        if text not in {"true", "false"}:
            raise SettingRefused(f"{name} must be true or false, not {text!r}.")
        return text == "true"

    def number(self, name: str, default: float, *, least: float, most: float) -> float:
        text = self.text(name, str(default))
        try:
            number = float(text)
        except ValueError:
            raise SettingRefused(f"{name} must be a number, not {text!r}.") from None
        if not least <= number <= most:
            raise SettingRefused(f"{name} must be between {least:g} and {most:g}, not {text}.")
        return number

    def whole(self, name: str, default: int, *, least: int, most: int) -> int:
        number = self.number(name, default, least=least, most=most)
        if not number.is_integer():
            raise SettingRefused(f"{name} must be a whole number, not {self.text(name, '')!r}.")
        return int(number)

    def address(self, name: str, default: str) -> str:
        text = self.text(name, default)
        if not text.startswith(("http://", "https://")):
            raise SettingRefused(f"{name} must begin with http:// or https://, not {text!r}.")
        return text

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        text = self.text(name, choices[0])
        if text not in choices:
            raise SettingRefused(f"{name} must be one of {', '.join(choices)}, not {text!r}.")
        return text


def _token(reader: _Reader) -> str:
    token = reader.text("BOT_TOKEN", "")
    if not token:
        raise SettingRefused(
            "BOT_TOKEN is missing. Create a bot with @BotFather in Telegram and put its token into .env "
            "(or try `make play`, which needs no token)."
        )
    if not _TOKEN.fullmatch(token):
        # Not repeated here: it may be the real token with a typo.
        raise SettingRefused("BOT_TOKEN does not look like a token (a number, a colon, 35 characters).")
    return token


def _ids(reader: _Reader) -> frozenset[int]:
    parts = reader.text("ADMIN_IDS", "").replace(",", " ").split()
    if not all(part.isdecimal() for part in parts):
        raise SettingRefused("ADMIN_IDS must be Telegram ids (numbers) separated by commas, not names.")
    return frozenset(map(int, parts))


def _proxy(reader: _Reader) -> Proxy | None:
    text = reader.text("PROXY_URL", "")
    if not text:
        return None
    try:
        return read_proxy(text)
    except ValueError:
        # Not repeated here: it may hold a password.
        raise SettingRefused(
            "PROXY_URL must be the address of a proxy, such as socks5://NAME:PASSWORD@HOST:1080, beginning with "
            f"{', '.join(f'{scheme}://' for scheme in PROXY_PORTS)}. Write a / or @ in a password as %2F or %40."
        ) from None


def _privacy_contact(reader: _Reader) -> str:
    text = reader.text("PRIVACY_CONTACT", "")
    if text and not (_MAIL.fullmatch(text) or _USERNAME.fullmatch(text) or _is_https(text)):
        raise SettingRefused(
            "PRIVACY_CONTACT must be an e-mail address, an @username of Telegram or a link that begins with "
            f"https://, not {text!r}."
        )
    return text


def _privacy_url(reader: _Reader) -> str:
    text = reader.text("PRIVACY_URL", "")
    if text and not _is_https(text):
        raise SettingRefused(f"PRIVACY_URL must be a link that begins with https://, not {text!r}.")
    return text


def _is_https(text: str) -> bool:
    parts = _split(text)
    is_plain = text.isprintable() and " " not in text and len(text) <= _LONGEST_LINK
    return is_plain and parts is not None and parts.scheme == "https" and bool(parts.hostname)


def _webhook_url(reader: _Reader) -> str:
    """Read the address that Telegram should call: https, except on this machine."""
    text = reader.text("WEBHOOK_URL", "")
    if not text:
        return ""
    parts = _split(text)
    local = parts is not None and _is_loopback(parts.hostname or "")
    if parts is None or not parts.hostname or parts.scheme not in {"https", "http" if local else "https"}:
        raise SettingRefused(f"WEBHOOK_URL must be a whole address that begins with https://, not {text!r}.")
    if not local and parts.port not in _WEBHOOK_PORTS:
        raise SettingRefused(
            f"WEBHOOK_URL: Telegram only calls the ports 443, 80, 88 and 8443, not {parts.port}."
        )
    if parts.username is not None or parts.query or parts.fragment or not _PATH.fullmatch(parts.path):
        raise SettingRefused(
            f"WEBHOOK_URL must end in a plain path (letters, digits, and ._~-), not {text!r}: "
            "a secret belongs in WEBHOOK_SECRET."
        )
    if parts.path in OWN_PATHS:
        raise SettingRefused(
            f"WEBHOOK_URL: {parts.path} is a path that the bot answers itself. Choose another one."
        )
    return text


def _split(text: str) -> SplitResult | None:
    """Split an address into its parts; return None if that is impossible."""
    try:
        parts = urlsplit(text)
        _ = parts.port  # raises if it is invalid
    except ValueError:
        return None
    return parts


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _webhook_secret(reader: _Reader) -> str:
    text = reader.text("WEBHOOK_SECRET", "")
    if text and not _SECRET.fullmatch(text):
        # Not repeated here: it is secret.
        raise SettingRefused("WEBHOOK_SECRET must have 1 to 256 characters from A-Z, a-z, 0-9, _ and -.")
    return text


def _listen(reader: _Reader) -> Address | None:
    """Read where to listen; with a webhook, the bot listens in any case."""
    text = reader.text("LISTEN", "")
    if not text:
        return DEFAULT_LISTEN if reader.text("WEBHOOK_URL", "") else None
    parts = _split(f"//{text}")
    if parts is None or not parts.hostname or not parts.port or parts.netloc != text or parts.username:
        raise SettingRefused(f"LISTEN must be HOST:PORT, such as {DEFAULT_LISTEN}, not {text!r}.")
    return Address(host=parts.hostname, port=parts.port)


def _metrics(reader: _Reader) -> bool:
    wanted = reader.flag("METRICS", default=False)
    if wanted and _listen(reader) is None:
        raise SettingRefused("METRICS serves figures where the bot listens, so set LISTEN as well.")
    return wanted


def _paid_stars(reader: _Reader) -> int:
    stars = reader.whole("PAID_STARS_A_MONTH", 0, least=0, most=1_000_000_000)
    if reader.flag("PAID_BROADCAST", default=False) and not stars:
        raise SettingRefused(
            "PAID_BROADCAST=true needs PAID_STARS_A_MONTH: the most Stars that announcements may cost in a month, "
            "such as 500 (a Star pays for 10 messages)."
        )
    return stars


def _limits(reader: _Reader) -> Limits | None:
    # Read in any case, so that a typo is reported at once, not on the day the limits are turned on.
    paid_per_s = reader.whole("PAID_PER_SECOND", 900, least=1, most=_MOST_PAID_PER_S)
    if reader.choice("SEND_LIMITS", ("real", "off")) == "off":
        return None
    return Limits(
        paid_per_s=paid_per_s,
        pushes_per_s=reader.whole("PUSHES_PER_SECOND", 25, least=1, most=1000),
        replies_per_s=reader.whole("REPLIES_PER_SECOND", 5, least=1, most=1000),
    )
