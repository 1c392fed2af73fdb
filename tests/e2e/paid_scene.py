"""A crowd, an admin who may pay to send fast, and common steps with an announcement."""

from collections.abc import Callable

from bot_scene import Scene, say

from bot.jobs import announce
from bot.sending.pacing import Limits
from playground import Call, Message, Person, Playground
from playground.serving.floods import NANOSTARS

ADMIN, OTHER_ADMIN = 77, 78
FIRST = 1_000
#: A message a second is free, so that it is worth to pay for 60 people.
SLOW = Limits(pushes_per_s=1, replies_per_s=1000, per_chat_per_s=None, paid_per_s=1000)
PEOPLE = 70
#: Longer than a burst of paid messages; and the free rate gives a few of the others.
MOMENT_S = 0.03


class Sent:
    """What was sent to people of some ids, with the mark of what is paid for, or without."""

    def __init__(self, telegram: Playground, ids: range) -> None:
        self.ids = ids
        self.paid: list[int] = []
        self.free: list[int] = []
        telegram.world.watchers.add(self._watch)

    def _watch(self, kind: str, thing: object) -> None:
        if (
            kind == "call"
            and isinstance(thing, Call)
            and thing.method == "sendMessage"
            and thing.error is None
        ):
            chat = int(str(thing.parameters["chat_id"]))
            if chat in self.ids:
                (self.paid if thing.parameters.get("allow_paid_broadcast") else self.free).append(chat)

    @property
    def count(self) -> int:
        return len(self.paid) + len(self.free)


class Crowd(Sent):
    """People who have subscribed, and what was sent to them."""

    def __init__(self, scene: Scene, people: int) -> None:
        super().__init__(scene.telegram, range(FIRST, FIRST + people))
        self.scene = scene

    async def come(self, ids: range | None = None) -> None:
        ids = ids or self.ids
        for person_id in ids:
            self.scene.person(f"Person {person_id}", id=person_id)
            self.scene.telegram.world.chats[person_id].started = True
        await self.scene.database.run(
            lambda tx: tx.many(
                "INSERT INTO contributor (id, state, locale, zone, created_at) VALUES (:id, 'ACTIVE', 'en', 'UTC', 1)",
                [{"id": person_id} for person_id in ids],
            )
        )

    @property
    def everybody_once(self) -> bool:
        return sorted(self.paid + self.free) == list(self.ids)


async def begin(
    stage: Scene, *, people: int = PEOPLE, stars: int = 100, balance: float = 1000, **changed: object
) -> tuple[Person, Crowd]:
    """An admin, a crowd, and a bot that may spend some Stars a month and has a balance of some."""
    stage.telegram.world.purse.nanostars = int(balance * NANOSTARS)
    settings = {
        "admin_ids": frozenset({ADMIN, OTHER_ADMIN}),
        "limits": SLOW,
        "paid_broadcast": True,
        "paid_stars_a_month": stars,
    }
    await stage.start(**{**settings, **changed})
    stage.clock.move(seconds=2)
    crowd = Crowd(stage, people)
    await crowd.come()
    return stage.person("Boss", id=ADMIN), crowd


async def look(stage: Scene, author: Person, text: str = "Hello") -> Message:
    """Write to everybody who is subscribed, and look at it."""
    await author.send("/announce")
    await author.sees(say("announcement-choose"))
    await stage.do(author.tap(say("button-announce-everybody")))
    since = author.revision
    await stage.do(author.send(text))
    return await author.sees("will get this", since=since)


def fast(stars: float) -> str:
    return say("button-announcement-fast", stars=stars)


def pay(stars: float) -> str:
    return say("button-fare-pay", stars=stars)


async def let_go(stage: Scene, author: Person, *, stars: float = 7, charged: bool = False) -> None:
    """Choose to send it fast, and say yes to what it costs; Telegram limits, and charges, from then on."""
    await look(stage, author)
    await stage.do(author.tap(fast(stars)))
    if charged:
        stage.telegram.floods.set_limits("real")
    await stage.do(author.tap(pay(stars)))
    await stage.tick(announce)


async def go_on(stage: Scene, *, until: Callable[[], bool] = lambda: False, rounds: int = 200) -> None:
    """Let time pass in moments, with the tick of every one."""
    for _ in range(rounds):
        if until():
            break
        await stage.later(seconds=MOMENT_S)
        await stage.tick(announce)


async def finish(stage: Scene, crowd: Crowd) -> None:
    """Let time pass until everybody has it, and the panel is shown anew."""
    for _ in range(200):
        if len(crowd.paid) + len(crowd.free) >= len(crowd.ids):
            break
        await stage.later(seconds=1)
        await stage.tick(announce)
    await stage.later(seconds=4)
    await stage.tick(announce)
    await stage.later(seconds=4)
    await stage.tick(announce)


async def account(stage: Scene) -> tuple[int, int]:
    """What is reserved and what is spent, in tenths of a Star."""
    return (
        await stage.count("SELECT coalesce(sum(reserved), 0) FROM star_day"),
        await stage.count("SELECT coalesce(sum(spent), 0) FROM star_day"),
    )
