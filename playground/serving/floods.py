"""How much Telegram lets a bot send: per chat, per group, overall, and paid for in Stars.

Telegram publishes round numbers but no formula. This model takes them literally and strictly:

- over all chats: at most 30 messages in any one second;
- in a private chat: 1 message a second, with bursts of 5 before the bot must slow down to that;
- in a group: at most 20 messages in any 60 seconds;
- with `allow_paid_broadcast`: up to 1,000 messages in any one second, in addition to the 30; everything beyond 30
  messages in a second, of either kind, costs 0.1 Star per message; only messages that were sent are charged, and a
  bot without enough Stars is refused with 400 BALANCE_TOO_LOW;
- `setWebhook`: once a second.

It is an assumption that paid messages do not use up the 30: Telegram only says that they are "ignoring broadcasting
limits". The refusal is the one that Telegram lists for messages.sendMessage.

A bot that exceeds a limit is told to wait (429 with `retry_after`, in whole seconds, at least 1). Until then, every
further message there is refused, even if there is room again.
"""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from playground.errors import NotPossible, bad_request
from playground.serving.faults import too_many
from playground.serving.parameters import Parameters

#: No limits, Telegram's limits, or those multiplied by a number.
Limits: TypeAlias = Literal["off", "real"] | float

#: Methods that count as one message. Others do not count: answers to presses, chat actions, deleting, pinning,
#: reading. Telegram does not publish such a table, so this is an assumption, kept in one place.
COUNTED = frozenset(
    {
        "copyMessage",
        "editMessageCaption",
        "editMessageChecklist",
        "editMessageLiveLocation",
        "editMessageMedia",
        "editMessageReplyMarkup",
        "editMessageText",
        "forwardMessage",
        "sendAnimation",
        "sendAudio",
        "sendChecklist",
        "sendContact",
        "sendDice",
        "sendDocument",
        "sendGame",
        "sendInvoice",
        "sendLivePhoto",
        "sendLocation",
        "sendMessage",
        "sendPaidMedia",
        "sendPhoto",
        "sendPoll",
        "sendRichMessage",
        "sendSticker",
        "sendVenue",
        "sendVideo",
        "sendVideoNote",
        "sendVoice",
        "stopMessageLiveLocation",
        "stopPoll",
    }
)
#: Methods that count as several messages: as many as the list in the parameter has.
COUNTED_BY_LIST = {
    "copyMessages": "message_ids",
    "forwardMessages": "message_ids",
    "sendMediaGroup": "media",
}
OVERALL_PER_S = 30
PAID_PER_S = 1_000
GROUP_PER_MINUTE = 20
CHAT_PER_S = 1
CHAT_BURST = 5
#: Billionths of a Star, the unit of `nanostar_amount`.
NANOSTARS = 1_000_000_000
PAID_MESSAGE_NANOSTARS = NANOSTARS // 10


@dataclass(slots=True)
class _Gate:
    """A gate that is closed until the bot has waited."""

    closed_until: float = -math.inf


class Window(_Gate):
    """At most `limit` messages in any `span_s` seconds."""

    def __init__(self, limit: float, span_s: float) -> None:
        """Start empty."""
        super().__init__()
        self._limit = limit
        self._span_s = span_s
        self._times: deque[float] = deque()

    def wait_s(self, now: float, count: int) -> float:
        """Return how long to wait before `count` more fit; if that is more than can ever fit, until it is empty."""
        times = self._times
        while times and times[0] <= now - self._span_s:
            times.popleft()
        too_many = min(math.ceil(len(times) + count - self._limit), len(times))
        return times[too_many - 1] + self._span_s - now if too_many > 0 else 0.0

    def take(self, now: float, count: int) -> None:
        """Count messages."""
        self._times.extend([now] * count)


class Bucket(_Gate):
    """`rate` messages a second in the long run, `burst` at once."""

    def __init__(self, rate: float, burst: float) -> None:
        """Start with the whole burst."""
        super().__init__()
        self._rate = rate
        self._burst = burst
        self._busy_until = -math.inf

    def wait_s(self, now: float, count: int) -> float:
        """Return how long to wait before `count` more fit; if that is more than the burst, until it is full."""
        ahead = max(self._busy_until - now, 0.0) * self._rate
        return max(ahead + min(count, self._burst) - self._burst, 0.0) / self._rate

    def take(self, now: float, count: int) -> None:
        """Count messages."""
        self._busy_until = max(self._busy_until, now) + count / self._rate


Gate: TypeAlias = Window | Bucket


@dataclass(slots=True)
class Purse:
    """The bot's Stars, in billionths."""

    nanostars: int = 0


class Floods:
    """Checks what the bot has sent recently against the limits."""

    def __init__(self, *, limits: Limits, clock: Callable[[], float], purse: Purse) -> None:
        """Start with nothing sent.

        Raises:
            NotPossible: The limits are neither "off", "real" nor a number above 0.
        """
        self._clock = clock
        self._purse = purse
        self.set_limits(limits)

    def set_limits(self, limits: Limits) -> None:
        """Change the limits, and forget what was sent so far.

        Raises:
            NotPossible: They are neither "off", "real" nor a number above 0.
        """
        self.limits = limits
        self._factor = _factor(limits)
        times = self._factor or 1.0
        self._overall = Window(OVERALL_PER_S * times, 1.0)
        self._paid = Window(PAID_PER_S * times, 1.0)
        #: Does not block anything: shows which paid messages would have been free.
        self._all = Window(OVERALL_PER_S * times, 1.0)
        self._webhook = Window(1, 1.0)
        self._chats: dict[str, Gate] = {}

    @property
    def are_on(self) -> bool:
        """Whether anything is limited."""
        return self._factor is not None

    def admit(self, method: str, parameters: Parameters) -> int:
        """Let a call through and return what it costs in billionths of a Star if it succeeds.

        Raises:
            ApiError: The bot has to wait, or cannot pay.
        """
        if method == "setWebhook":
            self._pass([self._webhook], 1)
            return 0
        count = message_count(method, parameters)
        if not count:
            return 0
        chat = self._chat(parameters.text("chat_id"))
        cost = self._cost(parameters, count)
        self._pass([chat, self._paid if parameters.flag("allow_paid_broadcast") else self._overall], count)
        self._all.take(self._clock(), count)
        return cost

    def charge(self, nanostars: int) -> None:
        """Charge the cost of a sent message."""
        self._purse.nanostars -= nanostars

    def _cost(self, parameters: Parameters, count: int) -> int:
        if not parameters.flag("allow_paid_broadcast") or not self._all.wait_s(self._clock(), count):
            return 0
        cost = PAID_MESSAGE_NANOSTARS * count
        if self._purse.nanostars < cost:
            raise bad_request("BALANCE_TOO_LOW")
        return cost

    def _chat(self, chat_id: str) -> Gate:
        gate = self._chats.get(chat_id)
        if gate is None:
            times = self._factor or 1.0
            # Groups and channels have ids below 0 or a name; people have neither.
            if chat_id.startswith(("-", "@")):
                gate = Window(GROUP_PER_MINUTE * times, 60.0)
            else:
                gate = Bucket(CHAT_PER_S * times, CHAT_BURST * times)
            self._chats[chat_id] = gate
        return gate

    def _pass(self, gates: list[Gate], count: int) -> None:
        now = self._clock()
        waits = [max(gate.closed_until - now, gate.wait_s(now, count)) for gate in gates]
        for gate, wait_s in zip(gates, waits, strict=True):
            if wait_s > 0 and gate.closed_until <= now:
                gate.closed_until = now + max(1, math.ceil(wait_s))
        if max(waits) > 0:
            left_s = max(gate.closed_until - now for gate in gates)
            raise too_many(max(1, math.ceil(left_s)))
        for gate in gates:
            gate.take(now, count)


def _factor(limits: Limits) -> float | None:
    if limits == "off":
        return None
    if limits == "real":
        return 1.0
    if isinstance(limits, int | float) and 0 < limits < math.inf:
        return float(limits)
    raise NotPossible('limits must be "off", "real", or a number above 0 to multiply the real ones by')


def message_count(method: str, parameters: Parameters) -> int:
    """Return how many messages a call sends or edits, for the limits."""
    if method in COUNTED:
        return 1
    name = COUNTED_BY_LIST.get(method)
    if name is None:
        return 0
    listed = parameters.sequence(name, name)
    return len(listed) if listed else 1
