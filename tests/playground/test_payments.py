"""Payments with an address: what the bot is asked, and what its answers do."""

from pathlib import Path

import pytest
from playground_scene import call, make_bot
from telegram import Bot, LabeledPrice, Message, ShippingOption
from telegram.error import BadRequest

from playground import Person, Playground
from playground.people.touching import Purchase

PRICES = [LabeledPrice("Book", 1000)]


async def ordered(bot: Bot, ada: Person) -> tuple[Message, Purchase, str]:
    """Let Ada press Pay for a book whose price depends on the address; return the id of the query too."""
    sent = await bot.send_invoice(
        ada.id,
        "Book",
        "A book",
        "order-1",
        "EUR",
        PRICES,
        provider_token="provider:TEST",
        need_name=True,
        need_shipping_address=True,
        is_flexible=True,
    )
    purchase = await ada.pay(await ada.gets("invoice"))
    (update,) = await bot.get_updates()
    query = update.shipping_query
    assert query is not None
    assert (query.from_user.id, query.invoice_payload) == (ada.id, "order-1")
    assert query.shipping_address.country_code == "GB"
    return sent, purchase, query.id


async def test_the_price_grows_by_the_shipping_that_is_chosen(bot: Bot, ada: Person) -> None:
    _, purchase, query_id = await ordered(bot, ada)

    options = [
        ShippingOption("slow", "Slow", [LabeledPrice("Post", 300), LabeledPrice("Box", 50)]),
        ShippingOption("fast", "Fast", [LabeledPrice("Courier", 900)]),
    ]
    assert await bot.answer_shipping_query(query_id, ok=True, shipping_options=options)
    asked = (await bot.get_updates())[-1].pre_checkout_query
    assert asked is not None
    assert (asked.total_amount, asked.shipping_option_id) == (1350, "slow")
    assert asked.order_info is not None
    assert asked.order_info.name == "Ada Lovelace"
    assert asked.order_info.email is None
    assert await bot.answer_pre_checkout_query(asked.id, ok=True)

    assert (await purchase.settled()).charge_id
    paid = (await bot.get_updates())[-1].message
    assert paid is not None
    assert paid.successful_payment is not None
    assert paid.successful_payment.total_amount == 1350
    assert paid.successful_payment.shipping_option_id == "slow"
    assert paid.successful_payment.order_info == asked.order_info


async def test_the_bot_may_not_ship_there(bot: Bot, ada: Person) -> None:
    _, purchase, query_id = await ordered(bot, ada)
    assert await bot.answer_shipping_query(query_id, ok=False, error_message="Not to London")
    assert (await purchase.settled()).refusal == "Not to London"
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_shipping_query(query_id, ok=False, error_message="Again")


async def test_a_bot_that_says_nothing_loses_the_sale(bot: Bot, ada: Person, telegram: Playground) -> None:
    _, purchase, _ = await ordered(bot, ada)
    await telegram.clock.move(11)
    assert (await purchase.settled()).refusal == "BOT_SHIPPING_TIMEOUT"


@pytest.mark.usefixtures("wrong_on_purpose")
@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        ({"ok": True}, "there must be at least one shipping option"),
        ({"ok": True, "shipping_options": []}, "there must be at least one shipping option"),
        ({"ok": False}, "error message must be non-empty"),
        (
            {"ok": True, "shipping_options": [{"id": "", "title": "x", "prices": []}]},
            "can't parse shipping option: ShippingOption identifier must be non-empty",
        ),
    ],
)
async def test_what_is_no_answer_is_refused_and_can_be_given_again(
    bot: Bot, ada: Person, telegram: Playground, answer: dict[str, object], refusal: str
) -> None:
    _, _, query_id = await ordered(bot, ada)
    body = await call(telegram, "answerShippingQuery", shipping_query_id=query_id, **answer)
    assert body["description"] == f"Bad Request: {refusal}"
    assert await bot.answer_shipping_query(query_id, ok=False, error_message="Sorry")


@pytest.mark.usefixtures("wrong_on_purpose")
@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"currency": "ABC", "provider_token": "p"}, "CURRENCY_INVALID"),
        ({"currency": "XTR", "need_name": True}, "STARS_INVOICE_INVALID"),
        ({"currency": "XTR", "is_flexible": True}, "STARS_INVOICE_INVALID"),
        (
            {"currency": "EUR", "provider_token": "p", "prices": [{"label": "x", "amount": 10**12}]},
            "too big amount of the currency specified",
        ),
    ],
)
async def test_an_invoice_that_telegram_refuses_is_refused(
    ada: Person, telegram: Playground, more: dict[str, object], refusal: str
) -> None:
    fields = {"title": "a", "description": "b", "payload": "c", "prices": [{"label": "x", "amount": 5}]}
    body = await call(telegram, "sendInvoice", chat_id=ada.id, **fields | more)
    assert body["description"] == f"Bad Request: {refusal}"


async def test_a_payment_that_waits_for_shipping_outlives_a_save(
    bot: Bot, ada: Person, telegram: Playground, tmp_path: Path
) -> None:
    _, _, query_id = await ordered(bot, ada)
    telegram.save(tmp_path / "state.json")
    async with (
        Playground.load(tmp_path / "state.json", clock=telegram.clock) as again,
        make_bot(again) as new,
    ):
        options = [ShippingOption("slow", "Slow", [LabeledPrice("Post", 300)])]
        assert await new.answer_shipping_query(query_id, ok=True, shipping_options=options)
        assert (await new.get_updates())[-1].pre_checkout_query is not None
