"""Checks: selling for Telegram Stars."""

import pytest
from checks_scene import unknown_fields
from telegram import Bot, LabeledPrice, Message
from telegram.error import BadRequest

from playground import Person, Playground
from playground.people.touching import Purchase

TASKS = [LabeledPrice("100 tasks", 50)]


async def sold(bot: Bot, ada: Person) -> tuple[Message, Purchase]:
    sent = await bot.send_invoice(ada.id, "Tasks", "A hundred tasks", "order-1", "XTR", TASKS)
    return sent, await ada.pay(await ada.gets("invoice"))


async def test_check_100_an_invoice_in_stars_is_paid(bot: Bot, ada: Person) -> None:
    sent, purchase = await sold(bot, ada)
    assert sent.invoice is not None
    assert (sent.invoice.currency, sent.invoice.total_amount) == ("XTR", 50)
    (asked,) = await bot.get_updates()
    query = asked.pre_checkout_query
    assert query is not None
    assert (query.from_user.id, query.invoice_payload, query.total_amount) == (ada.id, "order-1", 50)
    assert await bot.answer_pre_checkout_query(query.id, ok=True)
    checkout = await purchase.settled()
    _, paid = await bot.get_updates()
    assert paid.message is not None
    payment = paid.message.successful_payment
    assert payment is not None
    assert (payment.telegram_payment_charge_id, payment.invoice_payload) == (checkout.charge_id, "order-1")
    assert unknown_fields([sent, asked, paid]) == []


async def test_check_101_the_bot_can_refuse_a_payment(bot: Bot, ada: Person) -> None:
    _, purchase = await sold(bot, ada)
    (update,) = await bot.get_updates()
    assert update.pre_checkout_query is not None
    await bot.answer_pre_checkout_query(update.pre_checkout_query.id, ok=False, error_message="Sold out")
    assert (await purchase.settled()).refusal == "Sold out"
    assert (await bot.get_my_star_balance()).amount == 0


async def test_check_102_a_payment_waits_10_seconds_for_the_bot(
    bot: Bot, ada: Person, telegram: Playground
) -> None:
    _, purchase = await sold(bot, ada)
    (update,) = await bot.get_updates()
    assert update.pre_checkout_query is not None
    await telegram.clock.move(10.5)
    with pytest.raises(BadRequest, match="uery is too old"):
        await bot.answer_pre_checkout_query(update.pre_checkout_query.id, ok=True)
    assert (await purchase.settled()).refusal == "BOT_PRECHECKOUT_TIMEOUT"


async def test_check_103_a_payment_is_refunded_once(bot: Bot, ada: Person) -> None:
    _, purchase = await sold(bot, ada)
    (update,) = await bot.get_updates()
    assert update.pre_checkout_query is not None
    await bot.answer_pre_checkout_query(update.pre_checkout_query.id, ok=True)
    charge_id = (await purchase.settled()).charge_id
    assert (await bot.get_my_star_balance()).amount == 50
    assert await bot.refund_star_payment(ada.id, charge_id)
    assert (await bot.get_my_star_balance()).amount == 0
    refunded = (await bot.get_updates())[-1].message
    assert refunded is not None
    assert refunded.refunded_payment is not None
    assert refunded.refunded_payment.telegram_payment_charge_id == charge_id
    transactions = (await bot.get_star_transactions()).transactions
    assert [(each.amount, bool(each.source), bool(each.receiver)) for each in transactions] == [
        (50, True, False),
        (50, False, True),
    ]
    assert unknown_fields([refunded, transactions]) == []
    with pytest.raises(BadRequest, match=r"(?i)charge_already_refunded"):
        await bot.refund_star_payment(ada.id, charge_id)


async def test_check_104_anybody_can_pay_under_a_link(bot: Bot, ben: Person) -> None:
    link = await bot.create_invoice_link("Tasks", "A hundred tasks", "order-2", "XTR", TASKS)
    purchase = await ben.pay(link)
    (update,) = await bot.get_updates()
    assert update.pre_checkout_query is not None
    await bot.answer_pre_checkout_query(update.pre_checkout_query.id, ok=True)
    assert (await purchase.settled()).invoice.payload == "order-2"


@pytest.mark.usefixtures("wrong_on_purpose")
async def test_check_105_stars_take_exactly_one_price(bot: Bot, ada: Person) -> None:
    for prices in ([*TASKS, LabeledPrice("more", 1)], [LabeledPrice("nothing", 0)]):
        with pytest.raises(BadRequest):
            await bot.send_invoice(ada.id, "Tasks", "A hundred tasks", "order-1", "XTR", prices)
    with pytest.raises(BadRequest, match=r"(?i)payment_provider_invalid"):
        await bot.send_invoice(ada.id, "Tasks", "A hundred tasks", "order-1", "EUR", TASKS)
