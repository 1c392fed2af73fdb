"""The way of a payment: the address, where the price depends on it; the bot's word; and the end of its time."""

from dataclasses import replace

from playground.chats.payments import CHECKOUT_S, Checkout, Invoice
from playground.wire import JsonObject
from playground.world import World

#: Where everybody lives who is asked for an address.
_ADDRESS: JsonObject = {
    "country_code": "GB",
    "state": "",
    "city": "London",
    "street_line1": "12 St James's Square",
    "street_line2": "",
    "post_code": "SW1Y 4JH",
}


def begin_payment(world: World, invoice: Invoice, person_id: int) -> Checkout:
    """Let somebody press Pay: the bot is asked what shipping costs, or whether the payment may happen."""
    checkout = Checkout(
        query_id=str(world.rng.getrandbits(62)),
        person_id=person_id,
        invoice=invoice,
        at=world.clock(),
        order=_order(world, invoice, person_id),
    )
    if invoice.is_flexible:
        world.payments.shipping[checkout.query_id] = checkout
        world.updates.put(
            "shipping_query",
            {
                "id": checkout.query_id,
                "from": world.user_json(person_id),
                "invoice_payload": invoice.payload,
                "shipping_address": _ADDRESS,
            },
        )
        _limit(world, checkout, "BOT_SHIPPING_TIMEOUT")
    else:
        _ask(world, checkout)
    return checkout


def choose_shipping(world: World, checkout: Checkout, option: str, price: int) -> None:
    """Let the person choose a way of shipping, and ask the bot whether the payment may happen."""
    checkout.shipping_option = option
    checkout.invoice = replace(checkout.invoice, total=checkout.invoice.total + price)
    checkout.query_id = str(world.rng.getrandbits(62))
    checkout.at = world.clock()
    _ask(world, checkout)


def _ask(world: World, checkout: Checkout) -> None:
    world.payments.open[checkout.query_id] = checkout
    query: JsonObject = {
        "id": checkout.query_id,
        "from": world.user_json(checkout.person_id),
        "currency": checkout.invoice.currency,
        "total_amount": checkout.invoice.total,
        "invoice_payload": checkout.invoice.payload,
    }
    world.updates.put("pre_checkout_query", query | checkout.order_json())
    _limit(world, checkout, "BOT_PRECHECKOUT_TIMEOUT")


def _limit(world: World, checkout: Checkout, refusal: str) -> None:
    query_id = checkout.query_id

    def give_up() -> None:
        if not checkout.is_answered and checkout.query_id == query_id:
            checkout.refusal = refusal
            world.chats[checkout.person_id].touch()

    world.clock.call_later(CHECKOUT_S, give_up)


def _order(world: World, invoice: Invoice, person_id: int) -> JsonObject:
    """Write down what the invoice asks a person for."""
    account = world.chats[person_id].account
    known: JsonObject = {
        "name": " ".join(filter(None, (account.first_name, account.last_name))),
        "phone_number": f"990000{person_id % 1_000_000:06d}",
        "email": f"{account.first_name.lower()}@example.com",
        "shipping_address": _ADDRESS,
    }
    return {name: known[name] for name in invoice.needs}
