"""What `askmany doctor` looks at outside the database: settings, token, clock."""

import asyncio
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.reach import NotReached, Reached, reach
from bot.settings import SettingRefused, Settings, read_settings
from cli.finding import Finding, Level

#: The header that tells the server's time counts whole seconds, and the answer takes a while.
_CLOCK_WARNING_S = 5.0
#: A clock so far off breaks certificates, leases and what is told of times.
_CLOCK_ERROR_S = 120.0
#: More than a bot that runs leaves waiting for long.
_MANY_WAIT = 1000


def check_settings(environ: Mapping[str, str]) -> tuple[Settings | None, list[Finding]]:
    """Read the settings; return them, or None, with what is to be said of them."""
    try:
        settings = read_settings(environ)
    except SettingRefused as error:
        return None, [Finding(check="settings", level=Level.ERROR, sentence=str(error))]
    found = list(_doubts(settings))
    if not found:
        found = [Finding(check="settings", level=Level.OK, sentence="The settings can be read.")]
    return settings, found


def _doubts(settings: Settings) -> Iterator[Finding]:
    if not settings.admin_ids and not settings.open_requesters:
        yield _warning(
            "Nobody can ask anything: ADMIN_IDS is empty and OPEN_REQUESTERS is false. "
            "Put your own Telegram id into ADMIN_IDS."
        )
    if settings.limits is None and "api.telegram.org" in settings.api_base_url:
        yield _warning(
            "SEND_LIMITS is off, but the server is Telegram's own: it will refuse. Set it to real."
        )
    env_file = Path(".env")
    if env_file.exists() and stat.S_IMODE(env_file.stat().st_mode) & 0o077:
        yield _warning("Others on this machine can read .env, which holds the token: chmod 600 .env")


def _warning(sentence: str) -> Finding:
    return Finding(check="settings", level=Level.WARNING, sentence=sentence)


def check_server(settings: Settings, *, now_s: float) -> list[Finding]:
    """Ask the Bot API server about the token, and compare the clocks."""
    try:
        reached = asyncio.run(reach(settings.api_base_url, settings.bot_token))
    except NotReached as error:
        server = settings.api_base_url.partition("://")[2].partition("/")[0]
        told = (
            f"The Bot API server {server} cannot be reached ({error}): check the network, or use --offline."
        )
        return [Finding(check="token", level=Level.ERROR, sentence=told)]
    return [_token(reached), *_clock(reached, now_s)]


def _token(reached: Reached) -> Finding:
    if reached.username is None:
        told = (
            f"The server refuses the token ({reached.refusal}): copy it from @BotFather into BOT_TOKEN again."
        )
        return Finding(check="token", level=Level.ERROR, sentence=told)
    told = f"The token works: the bot is @{reached.username}."
    if reached.webhook_host:
        told += f" Updates are sent to {reached.webhook_host}."
    level = Level.OK
    if reached.pending >= _MANY_WAIT:
        level = Level.WARNING
        told += f" {reached.pending:,} updates wait at the server: is the bot running, and does it keep up?"
    figures: dict[str, object] = {"username": reached.username, "pending_updates": reached.pending}
    return Finding(check="token", level=level, sentence=told, figures=figures)


def _clock(reached: Reached, now_s: float) -> list[Finding]:
    if reached.server_time_s is None:
        return []
    off_s = now_s - reached.server_time_s
    figures: dict[str, object] = {"seconds_ahead": round(off_s, 1)}
    if abs(off_s) <= _CLOCK_WARNING_S:
        sentence = "The clock is right, as far as the server's tells."
        return [Finding(check="clock", level=Level.OK, sentence=sentence, figures=figures)]
    where = "ahead of" if off_s > 0 else "behind"
    sentence = f"This machine's clock is {abs(off_s):,.0f} s {where} the server's: let it be set by NTP."
    level = Level.ERROR if abs(off_s) > _CLOCK_ERROR_S else Level.WARNING
    return [Finding(check="clock", level=level, sentence=sentence, figures=figures)]
