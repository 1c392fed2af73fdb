"""What `askmany doctor` looks at outside the database: settings, token, clock."""

import asyncio
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.http.reach import NotReached, Reached, reach
from bot.settings import NO_CONTACT, SettingRefused, Settings, read_settings
from cli.operating.finding import Finding, Level

#: The header that tells the server's time counts whole seconds, and the answer takes a while.
_CLOCK_WARNING_S = 5.0
#: A clock so far off breaks certificates, leases and what is told of times.
_CLOCK_ERROR_S = 120.0
#: More than a bot that runs leaves waiting for long.
_MANY_WAIT = 1000
#: With less, not even one message can be paid for.
_NO_STARS = 0.1


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
            "Nobody can start a project, because ADMIN_IDS is empty and OPEN_REQUESTERS is false. "
            "Put your own Telegram id into ADMIN_IDS."
        )
    if settings.limits is None and "api.telegram.org" in settings.api_base_url:
        yield _warning(
            "SEND_LIMITS is off, but the server is Telegram's own and will refuse messages. Set it to real."
        )
    if not settings.privacy_contact:
        yield _warning(NO_CONTACT)
    yield from _doubts_of_paying(settings)
    env_file = Path(".env")
    if env_file.exists() and stat.S_IMODE(env_file.stat().st_mode) & 0o077:
        yield _warning(
            "Other users of this machine can read .env, which holds the token. Run: chmod 600 .env"
        )


def _doubts_of_paying(settings: Settings) -> Iterator[Finding]:
    if not settings.paid_broadcast:
        if settings.paid_stars_a_month:
            yield _warning(
                f"PAID_STARS_A_MONTH is {settings.paid_stars_a_month}, but PAID_BROADCAST is false: "
                "nothing will be paid for."
            )
        return
    if not settings.admin_ids:
        yield _warning(
            "PAID_BROADCAST is true, but ADMIN_IDS is empty: only an admin can pay for an announcement. "
            "Put your own Telegram id into ADMIN_IDS."
        )
    limits = settings.limits
    if limits is not None and (limits.paid_per_s or 0) <= (limits.pushes_per_s or 0):
        yield _warning(
            f"PAID_PER_SECOND ({limits.paid_per_s}) is no more than PUSHES_PER_SECOND ({limits.pushes_per_s}): "
            "paying would not make anything faster."
        )


def _warning(sentence: str) -> Finding:
    return Finding(check="settings", level=Level.WARNING, sentence=sentence)


def check_server(settings: Settings, *, now_s: float) -> list[Finding]:
    """Ask the Bot API server about the token, and compare the clocks."""
    try:
        reached = asyncio.run(
            reach(
                settings.api_base_url,
                settings.bot_token,
                proxy=settings.proxy,
                asks_balance=settings.paid_broadcast,
            )
        )
    except NotReached as error:
        server = settings.api_base_url.partition("://")[2].partition("/")[0]
        way = f" through the proxy {settings.proxy}" if settings.proxy else ""
        told = (
            f"The Bot API server {server} can't be reached{way} ({error}): "
            f"check {'PROXY_URL and ' if way else ''}the network, or use --offline."
        )
        return [Finding(check="token", level=Level.ERROR, sentence=told)]
    return [_token(reached), *_clock(reached, now_s), *_balance(reached, settings)]


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
        told += (
            f" {reached.pending:,} updates are waiting at the server. Is the bot running, and can it keep up?"
        )
    figures: dict[str, object] = {"username": reached.username, "pending_updates": reached.pending}
    return Finding(check="token", level=level, sentence=told, figures=figures)


def _balance(reached: Reached, settings: Settings) -> list[Finding]:
    if not settings.paid_broadcast or reached.username is None:
        return []
    if reached.stars is None:
        told = "The server does not say how many Stars the bot has, so announcements may go unpaid."
        return [Finding(check="stars", level=Level.WARNING, sentence=told)]
    budget = settings.paid_stars_a_month
    figures: dict[str, object] = {"balance": reached.stars, "budget": budget}
    told = f"The bot has {reached.stars:,.1f} Stars; {budget:,} may be spent in a month."
    if reached.stars >= budget:
        return [Finding(check="stars", level=Level.OK, sentence=told, figures=figures)]
    told += " When they run out, announcements continue free of charge."
    level = Level.NOTE if reached.stars >= _NO_STARS else Level.WARNING
    return [Finding(check="stars", level=level, sentence=told, figures=figures)]


def _clock(reached: Reached, now_s: float) -> list[Finding]:
    if reached.server_time_s is None:
        return []
    off_s = now_s - reached.server_time_s
    figures: dict[str, object] = {"seconds_ahead": round(off_s, 1)}
    if abs(off_s) <= _CLOCK_WARNING_S:
        sentence = "The clock agrees with the server's."
        return [Finding(check="clock", level=Level.OK, sentence=sentence, figures=figures)]
    where = "ahead of" if off_s > 0 else "behind"
    sentence = f"This machine's clock is {abs(off_s):,.0f} s {where} the server's. Set it by NTP."
    level = Level.ERROR if abs(off_s) > _CLOCK_ERROR_S else Level.WARNING
    return [Finding(check="clock", level=level, sentence=sentence, figures=figures)]
