"""Claims about messages: they finish, respect the limits, wake nobody and reveal no secrets."""

import json
import re
from collections import defaultdict, deque
from collections.abc import Iterator

from claims import Breaches, claims
from evidence import Evidence
from story import Story

from crowd.ids import SECOND
from crowd.people.pace import Pace, is_quiet
from playground.serving.floods import COUNTED

#: Of a run with few messages so many may have no known end, where 1 % would be less than one.
FEW_UNKNOWN = 3
#: Calls that left a second apart may arrive closer to each other, where a machine has much to do.
ON_THE_WAY_S = 0.5
#: The longer the stretch, the less that matters: what is always a little too fast shows in the longest.
STRETCHES_S = (1, 4, 16)
#: Whoever did something waits for an answer at least so long; what comes later was not asked for.
AWAITED_S = 120.0


@claims("every row of the outbox ends")
def every_row_ends(evidence: Evidence) -> Breaches:
    """When nothing moves any more, nothing is left that was to be said."""
    sql = "SELECT id, kind, chat_id, state, reason FROM outbox WHERE state IN ('PENDING', 'SENDING')"
    with evidence.rows() as rows:
        for row in rows.execute(sql):
            yield f"row {row['id']} ({row['kind']} to {row['chat_id']}) is {row['state']}: {row['reason']}"


@claims("a row is given up only for somebody who blocked the bot")
def given_up_for_a_reason(evidence: Evidence) -> Breaches:
    """Faults that pass are no reason to give a message up."""
    sql = "SELECT id, kind, chat_id, reason FROM outbox WHERE state = 'DEAD'"
    with evidence.rows() as rows:
        for row in rows.execute(sql):
            if "blocked" not in (row["reason"] or ""):
                yield f"row {row['id']} ({row['kind']} to {row['chat_id']}) was given up: {row['reason']}"


@claims("of 1 % of what is sent at most the end is not known, but for what the bot's death met under way")
def few_are_unknown(evidence: Evidence) -> Breaches:
    """The price of never sending twice is small. Over many runs the deaths' share is held to 1 % as well."""
    with evidence.rows() as rows:
        sent = rows.execute("SELECT count(*) FROM outbox").fetchone()[0]
        unknown = rows.execute(
            "SELECT count(*) FROM outbox WHERE state = 'UNKNOWN' AND reason <> 'restart'"
        ).fetchone()[0]
    most = max(FEW_UNKNOWN, sent // 100)
    if unknown > most:
        yield f"{unknown} of {sent}; at most {most}"


@claims("nobody is written to in their quiet hours")
def quiet_is_kept(evidence: Evidence) -> Breaches:
    """No new message comes to somebody in their night who has not done anything lately."""
    with evidence.rows() as rows:
        paces = {
            row["id"]: Pace(zone=row["zone"], quiet_from=row["quiet_from"], quiet_until=row["quiet_until"])
            for row in rows.execute("SELECT id, zone, quiet_from, quiet_until FROM contributor")
        }
    did: dict[int, float] = {}
    for at, what, chat in sorted(_nights(evidence.story)):
        if what == "did":
            did[chat] = at
        elif at - did.get(chat, 0.0) > AWAITED_S and is_quiet(paces.get(chat, Pace()), int(at * SECOND)):
            yield f"person {chat} was written to in their night, {at - did.get(chat, 0.0):.0f} s after their last deed"


def _nights(story: Story) -> Iterator[tuple[float, str, int]]:
    for at, person in story.deeds:
        yield at, "did", person
    for shown in story.shown:
        if shown.is_new:
            yield shown.at, "written", shown.chat


@claims("no second has more messages than the limits allow")
def limits_are_kept(evidence: Evidence) -> Breaches:
    """No stretch of a second or some, wherever it begins, and measured where the calls arrive.

    Where the machine had no time for us, calls that left one after the other arrived together: these do not count.
    """
    if evidence.pacing is None:
        return
    late = [
        (note["at"] - note["seconds"], note["at"] + ON_THE_WAY_S) for note in evidence.story.notes("late")
    ]
    calls = [call for call in _arrivals(evidence.story) if not any(a <= call[0] <= b for a, b in late)]
    yield from _too_fast([at for at, _ in calls], evidence.pacing.per_s, "over all")
    chats: dict[str, list[float]] = defaultdict(list)
    for at, chat in calls:
        chats[chat].append(at)
    for chat, times in chats.items():
        yield from _too_fast(times, evidence.pacing.per_chat_per_s, f"in chat {chat}")


def _arrivals(story: Story) -> Iterator[tuple[float, str]]:
    """When each call came, and for which chat: one that was kept waiting is written down late, its effect is not."""
    effects = {entry["call"]: entry["at"] for entry in story.notes("message") if entry["call"] is not None}
    for call in story.calls(*COUNTED):
        if call["call"] in effects or call["reply"] == "sent":
            yield effects.get(call["call"], call["at"]), str(call["parameters"].get("chat_id"))


@claims("Telegram never has to slow the bot down")
def limits_are_not_met(evidence: Evidence) -> Breaches:
    """With its limits on, every 429 is one that the nemesis made."""
    if evidence.pacing is None:
        return
    floods = sum(call.get("code") == 429 for call in evidence.story.calls(*COUNTED))
    made = sum(note["fault"] == "flood" for note in evidence.story.notes("fault"))
    if floods > made:
        yield f"{floods} calls were answered with 429; {made} of them by the nemesis"


def _too_fast(times: list[float], limit: int, where: str) -> Breaches:
    for seconds in STRETCHES_S:
        recent: deque[float] = deque()
        for at in sorted(times):
            recent.append(at)
            while recent[0] <= at - (seconds - ON_THE_WAY_S):
                recent.popleft()
            if len(recent) > limit * seconds:
                took = at - recent[0]
                yield f"{len(recent)} calls {where} in {took:.3f} s up to {at:.3f}; the limit is {limit} a second"
                recent.clear()


@claims("the token is in no log")
def token_is_hidden(evidence: Evidence) -> Breaches:
    """Nor its secret half, nor anything that is shaped like one."""
    shape = re.compile(r"(?<!\d)\d{6,}(?::|%3A)[A-Za-z0-9_-]{30,}")
    secret = evidence.token.partition(":")[2]
    for name, text in evidence.logs.items():
        for number, line in enumerate(text.splitlines(), start=1):
            if secret in line or shape.search(line):
                yield f"line {number} of {name}"


@claims("no call breaks the schema of the Bot API")
def schema_is_kept(evidence: Evidence) -> Breaches:
    """Whatever state the bot is in, what it calls is what Telegram takes."""
    for note in evidence.story.notes("violation"):
        yield json.dumps({name: note[name] for name in ("method", "parameter", "kind", "text")})
