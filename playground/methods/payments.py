"""Methods for invoices, decisions on payments, refunds, and the balance of Stars."""

from playground.chats.keyboards import Keyboard
from playground.chats.membership import announce
from playground.chats.payments import CURRENCIES, NANOSTARS, STARS, Charge, Checkout, Invoice
from playground.errors import bad_request
from playground.methods.sending.posting import post, read_envelope
from playground.people.paying import choose_shipping
from playground.serving.parameters import Parameters
from playground.text.entities import utf16_length
from playground.wire import JsonObject
from playground.world import World

_MAX_TITLE = 32
_MAX_DESCRIPTION = 255
_MAX_PAYLOAD_BYTES = 128
_MAX_STARS = 25_000
#: In the smallest unit of any currency.
_MAX_AMOUNT = 9999_9999_9999
_MAX_TRANSACTIONS = 100
#: What an invoice may ask a person for.
_NEEDS = ("name", "phone_number", "email", "shipping_address")


def _read_invoice(parameters: Parameters) -> Invoice:
    title, description = parameters.text("title"), parameters.text("description")
    if not 1 <= utf16_length(title) <= _MAX_TITLE:
        raise bad_request("INVOICE_TITLE_INVALID")
    if not 1 <= utf16_length(description) <= _MAX_DESCRIPTION:
        raise bad_request("INVOICE_DESCRIPTION_INVALID")
    payload = parameters.text("payload")
    if not 1 <= len(payload.encode()) <= _MAX_PAYLOAD_BYTES:
        raise bad_request("INVOICE_PAYLOAD_INVALID")
    currency = parameters.text("currency").upper()
    prices = [_price(price) for price in parameters.sequence("prices", "LabeledPrice") or []]
    if not prices:
        raise bad_request("invoice must have at least 1 price")
    if currency == STARS:
        _must_fit_stars(parameters, prices)
    elif currency not in CURRENCIES:
        raise bad_request("CURRENCY_INVALID")
    elif not parameters.text("provider_token"):
        raise bad_request("PAYMENT_PROVIDER_INVALID")
    if not 0 < sum(prices) <= _MAX_AMOUNT:
        raise bad_request("CURRENCY_TOTAL_AMOUNT_INVALID")
    return Invoice(
        title=title,
        description=description,
        payload=payload,
        currency=currency,
        total=sum(prices),
        start_parameter=parameters.text("start_parameter"),
        needs=tuple(name for name in _NEEDS if parameters.flag(f"need_{name}")),
        is_flexible=parameters.flag("is_flexible"),
    )


def _price(price: object) -> int:
    amount = price.get("amount") if isinstance(price, dict) else None
    if not isinstance(price, dict) or not price.get("label") or not isinstance(amount, int):
        raise bad_request("can't parse labeled price: wrong or missing field")
    if abs(amount) > _MAX_AMOUNT:
        raise bad_request("too big amount of the currency specified")
    return amount


def _must_fit_stars(parameters: Parameters, prices: list[int]) -> None:
    wants_more = any(parameters.flag(f"need_{name}") for name in _NEEDS)
    if len(prices) != 1 or parameters.text("provider_token") or wants_more or parameters.flag("is_flexible"):
        raise bad_request("STARS_INVOICE_INVALID")
    if prices[0] > _MAX_STARS:
        raise bad_request("CURRENCY_TOTAL_AMOUNT_INVALID")


def send_invoice(world: World, parameters: Parameters) -> JsonObject:
    """Answer sendInvoice: offer something for sale in a chat."""
    envelope = read_envelope(world, parameters)
    if envelope.buttons and not _pays_first(envelope.buttons):
        raise bad_request("the first button of an invoice's keyboard must be a Pay button")
    invoice = _read_invoice(parameters)
    message = post(world, envelope, {"invoice": invoice.to_json()})
    world.payments.invoices[envelope.chat.id, message.id] = invoice
    return envelope.chat.message_json(message)


def _pays_first(buttons: Keyboard) -> bool:
    return "pay" in buttons[0][0].other


def create_link(world: World, parameters: Parameters) -> str:
    """Answer createInvoiceLink: make a link with which anybody can pay."""
    invoice = _read_invoice(parameters)
    link = f"https://t.me/${world.rng.getrandbits(64):016x}"
    world.payments.links[link] = invoice
    return link


def answer_checkout(world: World, parameters: Parameters) -> bool:
    """Answer answerPreCheckoutQuery: accept a payment, or say why not."""
    accepted, reason = parameters.flag("ok"), parameters.text("error_message")
    if not accepted and not reason:
        raise bad_request("error message must be non-empty")
    checkout = world.payments.take(parameters.text("pre_checkout_query_id"), now=world.clock())
    if accepted:
        _pay(world, checkout)
    else:
        checkout.refusal = reason
        world.chats[checkout.person_id].touch()
    return True


def answer_shipping(world: World, parameters: Parameters) -> bool:
    """Answer answerShippingQuery: tell how it can be sent and what that costs, or why it can't be."""
    accepted, reason = parameters.flag("ok"), parameters.text("error_message")
    options = [_shipping_option(option) for option in _options(parameters)] if accepted else []
    if not accepted and not reason:
        raise bad_request("error message must be non-empty")
    checkout = world.payments.take_shipping(parameters.text("shipping_query_id"), now=world.clock())
    if accepted:
        choose_shipping(world, checkout, *options[0])
    else:
        checkout.refusal = reason
        world.chats[checkout.person_id].touch()
    return True


def _options(parameters: Parameters) -> list[object]:
    options = parameters.sequence("shipping_options", "shipping options")
    if not options:
        raise bad_request("there must be at least one shipping option")
    return options


def _shipping_option(option: object) -> tuple[str, int]:
    """Read a way of shipping: its name, and what it adds to the price."""
    if not isinstance(option, dict):
        raise bad_request("can't parse shipping option: ShippingOption must be an Object")
    if not option.get("id"):
        raise bad_request("can't parse shipping option: ShippingOption identifier must be non-empty")
    if not option.get("title"):
        raise bad_request("can't parse shipping option: ShippingOption title must be non-empty")
    prices = Parameters(option).sequence("prices", "LabeledPrice") or []
    return str(option["id"]), sum(_price(price) for price in prices)


def _pay(world: World, checkout: Checkout) -> None:
    invoice = checkout.invoice
    checkout.charge_id = f"stx{world.rng.getrandbits(160):040x}"
    charge = Charge(id=checkout.charge_id, person_id=checkout.person_id, invoice=invoice, date=world.now())
    world.payments.earn(charge)
    paid = _charge_json(charge) | checkout.order_json()
    paid["provider_payment_charge_id"] = f"{checkout.person_id}_{len(world.payments.charges)}"
    announce(world, world.chats[checkout.person_id], {"successful_payment": paid}, by=checkout.person_id)


def _charge_json(charge: Charge) -> JsonObject:
    return {
        "currency": charge.invoice.currency,
        "total_amount": charge.invoice.total,
        "invoice_payload": charge.invoice.payload,
        "telegram_payment_charge_id": charge.id,
    }


def refund(world: World, parameters: Parameters) -> bool:
    """Answer refundStarPayment: refund a payment in Stars."""
    person_id = parameters.integer("user_id")
    if person_id not in world.chats:
        raise bad_request("user not found")
    charge = world.payments.refund(
        parameters.text("telegram_payment_charge_id"), person_id=person_id, now=world.now()
    )
    announce(world, world.chats[person_id], {"refunded_payment": _charge_json(charge)}, by=person_id)
    return True


def get_balance(world: World, parameters: Parameters) -> JsonObject:  # noqa: ARG001 - the shape of every method
    """Answer getMyStarBalance."""
    stars, nanostars = divmod(world.purse.nanostars, NANOSTARS)
    balance: JsonObject = {"amount": stars}
    if nanostars:
        balance["nanostar_amount"] = nanostars
    return balance


def get_transactions(world: World, parameters: Parameters) -> JsonObject:
    """Answer getStarTransactions: payments and refunds in the order they happened."""
    offset, limit = parameters.integer("offset"), parameters.integer("limit", _MAX_TRANSACTIONS)
    events = [
        (date, way, charge)
        for charge in world.payments.charges.values()
        if charge.invoice.currency == STARS
        for date, way in ((charge.date, "source"), (charge.refunded_at, "receiver"))
        if date
    ]
    events.sort(key=lambda event: event[0])
    chosen = events[offset : offset + min(max(limit, 1), _MAX_TRANSACTIONS)]
    return {"transactions": [_transaction_json(world, *event) for event in chosen]}


def _transaction_json(world: World, date: int, way: str, charge: Charge) -> JsonObject:
    partner = {
        "type": "user",
        "transaction_type": "invoice_payment",
        "user": world.user_json(charge.person_id),
        "invoice_payload": charge.invoice.payload,
    }
    return {"id": charge.id, "amount": charge.invoice.total, "date": date, way: partner}
