"""Virtual people who answer by themselves: what they press, what they leave alone, how often they are right."""

import asyncio
import random
import statistics
from collections import Counter
from collections.abc import AsyncIterator

import pytest
from telegram import Bot, Update

from playground import Button, Entity, Message, NotPossible, Playground
from playground.people.answers.choosing import find_choice, subject_of
from playground.people.answers.counting import make_number
from playground.people.crowd import Crowd, Habits

AT_ONCE = Habits(reliability=1, pace_s=(0, 0))


@pytest.fixture
async def crowd(telegram: Playground) -> AsyncIterator[Crowd]:
    crowd = Crowd(telegram)
    yield crowd
    await crowd.rest()


def keys(*rows: list[tuple[str, str]]) -> dict[str, object]:
    return {
        "inline_keyboard": [[{"text": text, "callback_data": data} for text, data in row] for row in rows]
    }


def card(text: str, *rows: list[tuple[str, str]], aside: str = "") -> Message:
    words = f"{text}\n{aside}" if aside else text
    entities = (Entity(type="italic", offset=len(text) + 1, length=len(aside)),) if aside else ()
    buttons = tuple(tuple(Button(text=label, data=data) for label, data in row) for row in rows)
    return Message(id=1, date=0, from_bot=True, text=words, entities=entities, buttons=buttons)


class Mailbox:
    """The bot's side, read one update after the other."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.offset = 0

    async def next(self) -> Update:
        [update, *_] = await self.bot.get_updates(offset=self.offset, limit=1, timeout=5)
        self.offset = update.update_id + 1
        return update

    async def press(self) -> str:
        query = (await self.next()).callback_query
        assert query is not None
        assert query.data is not None
        return query.data

    async def is_empty(self) -> bool:
        # A member with no time to think has acted after a few turns of the loop, if ever.
        for _ in range(50):
            await asyncio.sleep(0)
        return not await self.bot.get_updates(offset=self.offset)

    async def say(self, chat_id: int, text: str, *rows: list[tuple[str, str]]) -> int:
        return (
            await self.bot.send_message(chat_id, text, api_kwargs={"reply_markup": keys(*rows)})
        ).message_id


YES_NO = [("Yes", "a:1:0"), ("No", "a:1:1")]


def test_everybody_derives_the_same_truth_whatever_stands_in_italics_and_however_buttons_lie() -> None:
    one = find_choice(card("Is it so?", YES_NO, aside="You answered: No"))
    other = find_choice(card("Is it so?", YES_NO[::-1]))

    assert one is not None
    assert other is not None
    assert one.right.text == other.right.text


def test_truths_differ_between_texts() -> None:
    choices = [find_choice(card(f"Is it so, number {number}?", YES_NO)) for number in range(100)]

    rights = Counter(choice.right.text for choice in choices if choice)
    assert min(rights["Yes"], rights["No"]) > 30


def test_a_known_truth_goes_before_the_hidden_one() -> None:
    for right in ("Yes", "No"):
        choice = find_choice(card("Topic\nThe sky is blue.", YES_NO), {"The sky is blue.": right})
        assert choice is not None
        assert choice.right.text == right


def test_buttons_that_lead_elsewhere_are_no_options() -> None:
    choice = find_choice(card("?", [*YES_NO, ("Maybe", "a:1:2")], [("Skip", "t:1"), ("More", "t:2")]))

    assert choice is not None
    assert [option.text for option in choice.options] == ["Yes", "No", "Maybe"]


def test_a_single_button_is_no_choice() -> None:
    assert find_choice(card("?", [("Go", "g:1")])) is None


def test_the_subject_counts_in_units_of_telegram() -> None:
    message = card("😀 Is it so?", YES_NO)

    cut = Message(
        id=1, date=0, from_bot=True, text="😀 so\nnote", entities=(Entity(type="italic", offset=6, length=4),)
    )
    assert (subject_of(message), subject_of(cut)) == ("😀 Is it so?", "😀 so")


async def test_a_member_starts_agrees_and_answers_each_card_once(bot: Bot, crowd: Crowd) -> None:
    [member] = crowd.add(1, AT_ONCE)
    box = Mailbox(bot)

    start = (await box.next()).message
    assert start is not None
    assert start.text == "/start"
    await box.say(start.chat.id, "May we?", [("Fine by me", "ok")])
    assert await box.press() == "ok"
    card_id = await box.say(start.chat.id, "First?", YES_NO)
    first = await box.press()
    await bot.edit_message_text("Second?", start.chat.id, card_id, api_kwargs={"reply_markup": keys(YES_NO)})
    second = await box.press()
    await bot.send_message(start.chat.id, "By the way: it rains.")

    assert {first, second} <= {"a:1:0", "a:1:1"}
    assert await box.is_empty()
    assert member.n_answers == 2


async def test_a_member_leaves_a_lone_button_alone_once_they_have_answered(bot: Bot, crowd: Crowd) -> None:
    [member] = crowd.add(1, AT_ONCE)
    box = Mailbox(bot)
    await box.next()
    await box.say(member.person.id, "First?", YES_NO)
    await box.press()

    await box.say(member.person.id, "That was all.", [("Change my last answer", "c:1")])
    assert await box.is_empty()
    await box.say(member.person.id, "Still there?", [("Go on", "r:1")])

    assert await box.press() == "r:1"


PAD = [[(digit, f"p:{digit}") for digit in "12345"], [(digit, f"p:{digit}") for digit in "67890"]]


def test_a_known_number_is_hit_as_well_as_people_are_reliable() -> None:
    rng, truths = random.Random(1), {"Card 7": "40"}
    asked = card("Card 7: dots", *PAD)
    good = [int(make_number(asked, truths, reliability=1.0, rng=rng)) for _ in range(200)]
    wild = [int(make_number(asked, truths, reliability=0.0, rng=rng)) for _ in range(200)]
    assert 38 <= statistics.median(good) <= 42
    assert statistics.pstdev(good) < statistics.pstdev(wild) / 3
    others = {make_number(card(f"Card {n}"), None, reliability=1.0, rng=random.Random(1)) for n in range(50)}
    assert len(others) > 20, "without a known number, each text has its own"


def test_a_number_stays_in_the_range_that_a_line_in_italics_names() -> None:
    rng = random.Random(1)
    asked = [card(f"Card {n}", *PAD, aside="Tap or type a number from 2.0 to 5.0, in kg.") for n in range(60)]
    given = [make_number(one, None, reliability=0.5, rng=rng) for one in asked]
    assert all(2.0 <= float(number) <= 5.0 for number in given)
    assert {len(number.partition(".")[2]) for number in given} == {1}
    assert make_number(asked[0], {"Card 0": "3.5 kg"}, reliability=1.0, rng=random.Random(3)).startswith("3.")


async def test_a_member_types_a_number_where_the_buttons_are_a_pad(
    bot: Bot, crowd: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("playground.people.crowd._TYPES_S", 0.0)
    crowd.add(1, AT_ONCE)
    box = Mailbox(bot)
    start = (await box.next()).message
    assert start is not None
    await box.say(start.chat.id, "How many?", *PAD)
    typed = (await box.next()).message
    assert typed is not None
    assert (typed.text or "").isdecimal()
    await box.say(start.chat.id, "You wrote a lot. Sure?", [("Yes, a lot", "y")], [("No", "n")])
    assert await box.press() == "y"


def boxes(*ticked: str) -> list[list[tuple[str, str]]]:
    rows = [[(f"{'✅' if name in ticked else '⬜'} {name}", name)] for name in ("Cat", "Dog", "Fish")]
    return [*rows, [(f"Done: {len(ticked)}" if ticked else "None of these", "done")], [("Skip", "s")]]


async def test_a_member_ticks_what_is_right_and_is_done(telegram: Playground, bot: Bot) -> None:
    crowd = Crowd(telegram, truths={"Farm": "Cat, Dog", "Desert": "None of these"})
    crowd.add(1, AT_ONCE)
    box = Mailbox(bot)
    start = (await box.next()).message
    assert start is not None
    ticked: list[str] = []
    message = await bot.send_message(start.chat.id, "Farm", reply_markup=keys(*boxes()))  # type: ignore[arg-type]
    while (pressed := await box.press()) != "done":
        ticked.append(pressed)
        await bot.edit_message_reply_markup(
            start.chat.id,
            message.message_id,
            reply_markup=keys(*boxes(*ticked)),  # type: ignore[arg-type]
        )
    assert ticked == ["Cat", "Dog"]
    await box.say(start.chat.id, "Desert", *boxes())
    assert await box.press() == "done"
    await crowd.rest()


async def test_a_member_means_one_item_wherever_it_stands(telegram: Playground, bot: Bot) -> None:
    crowd = Crowd(telegram, truths={"Which? old Tea new Coffee": "Coffee"})
    crowd.add(1, AT_ONCE)
    box = Mailbox(bot)
    start = (await box.next()).message
    assert start is not None

    async def preferred(left: str, right: str) -> str:
        said = [("Left", "a:0"), ("Right", "a:1")], [("Tie", "a:2")]
        await box.say(start.chat.id, f"Which?\n\nLeft\n{left}\n\nRight\n{right}", *said)
        return {"a:0": left, "a:1": right}[await box.press()]

    assert [await preferred("Tea", "Coffee"), await preferred("Coffee", "Tea")] == ["Coffee", "Coffee"]
    assert await preferred("Milk", "Wine") == await preferred("Wine", "Milk")
    await crowd.rest()


@pytest.mark.parametrize(("reliability", "least", "most"), [(1.0, 60, 60), (0.0, 0, 0), (0.7, 30, 54)])
async def test_members_are_right_as_often_as_they_are_reliable(
    bot: Bot, crowd: Crowd, reliability: float, least: int, most: int
) -> None:
    [member] = crowd.add(1, Habits(reliability=reliability, pace_s=(0, 0)), seed=5)
    box = Mailbox(bot)
    await box.next()
    right = 0

    for number in range(60):
        text = f"Question {number}?"
        await box.say(member.person.id, text, YES_NO)
        expected = find_choice(card(text, YES_NO))
        assert expected is not None
        right += await box.press() == expected.right.data

    assert least <= right <= most


async def test_nobody_answers_while_the_crowd_rests(bot: Bot, crowd: Crowd) -> None:
    [member] = crowd.add(1, AT_ONCE)
    box = Mailbox(bot)
    await box.next()
    await crowd.rest()

    await box.say(member.person.id, "First?", YES_NO)
    assert await box.is_empty()
    crowd.go_on()

    assert (await box.press()).startswith("a:1:")


async def test_a_member_who_blocks_the_bot_by_hand_presses_nothing(bot: Bot, crowd: Crowd) -> None:
    [member] = crowd.add(1, AT_ONCE)
    box = Mailbox(bot)
    await box.next()
    await crowd.rest()
    await box.say(member.person.id, "First?", YES_NO)
    member.person.block()
    assert (await box.next()).my_chat_member

    crowd.go_on()

    assert await box.is_empty()


async def test_a_saved_crowd_goes_on_with_its_habits(telegram: Playground, bot: Bot, crowd: Crowd) -> None:
    crowd.add(2, AT_ONCE, seed=3)
    box = Mailbox(bot)
    await box.next()
    await box.next()
    await crowd.rest()

    again = Crowd(telegram)
    again.restore(crowd.to_json())

    assert again.to_json() == crowd.to_json()
    assert again.is_answering is False


@pytest.mark.parametrize("saved", [[{}], [{"id": 99}], [{"id": "x", "seed": 1}]])
def test_a_damaged_crowd_is_refused(telegram: Playground, saved: list[dict[str, object]]) -> None:
    with pytest.raises(NotPossible):
        Crowd(telegram).restore(saved)


def test_habits_that_cannot_be_are_refused() -> None:
    for reliability, pace_s in ((1.1, (0, 1)), (-0.1, (0, 1)), (0.5, (2, 1)), (0.5, (-1, 1))):
        with pytest.raises(NotPossible):
            Habits(reliability=reliability, pace_s=pace_s)


async def test_members_have_different_names_and_speak_in_turn(telegram: Playground, crowd: Crowd) -> None:
    members = crowd.add(60, AT_ONCE, languages=("en", "es"))

    assert len({member.person.name for member in members}) == 60
    assert [member.person.account.language for member in members[:3]] == ["en", "es", "en"]


def page_of(number: int) -> tuple[list[tuple[str, str]], ...]:
    """One of two pages of twelve options."""
    options = [[(f"Option {n}", f"a:1:{n}")] for n in range(12)][8 * number : 8 * number + 8]
    turns = [("‹", f"t:{1 - number}"), (f"{number + 1} / 2", "n"), ("›", f"t:{1 - number}")]
    return (*options, turns)


async def answer_pages(box: Mailbox, crowd: Crowd, question: str) -> str:
    """Let a new member turn the pages of a question; return what they chose."""
    [member] = crowd.add(1, AT_ONCE)
    await box.next()
    message_id = await box.say(member.person.id, question, *page_of(0))
    while (pressed := await box.press()).startswith("t:"):
        await box.bot.edit_message_reply_markup(
            member.person.id, message_id, api_kwargs={"reply_markup": keys(*page_of(int(pressed[2:])))}
        )
    return pressed


async def test_a_member_turns_pages_and_chooses_from_all_of_them(bot: Bot, crowd: Crowd) -> None:
    box = Mailbox(bot)
    chosen = {await answer_pages(box, crowd, f"Which, number {number}?") for number in range(24)}
    assert chosen & {f"a:1:{n}" for n in range(8, 12)}, "options of the second page, too"
    assert chosen & {f"a:1:{n}" for n in range(8)}
    assert all(member.n_answers == 1 for member in crowd.members.values())


async def test_all_members_find_the_same_right_option_on_whichever_page_it_is(bot: Bot, crowd: Crowd) -> None:
    box = Mailbox(bot)
    for number in range(3):
        assert len({await answer_pages(box, crowd, f"Which, number {number}?") for _ in range(2)}) == 1


async def test_a_member_does_not_turn_pages_for_ever(bot: Bot, crowd: Crowd) -> None:
    [member] = crowd.add(1, AT_ONCE)
    box = Mailbox(bot)
    await box.next()
    day = 0

    def month() -> tuple[list[tuple[str, str]], ...]:
        return [(str(day), f"d:{day}"), (str(day + 1), f"d:{day + 1}")], [("›", f"m:{day}")]

    message_id = await box.say(member.person.id, "Which day?", *month())
    while (await box.press()).startswith("m:"):
        day += 2
        assert day < 1000
        await bot.edit_message_reply_markup(
            member.person.id, message_id, api_kwargs={"reply_markup": keys(*month())}
        )
    assert member.n_answers == 1
