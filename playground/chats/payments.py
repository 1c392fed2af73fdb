"""Payments in Telegram Stars or money: invoices, pending payments, and the bot's balance."""

from dataclasses import dataclass, field

from playground.errors import bad_request
from playground.serving.floods import Purse
from playground.wire import JsonObject

#: The currency of Telegram Stars.
STARS = "XTR"
#: Other currencies for invoices. The limits on amounts depend on daily exchange rates and are not checked.
_CODES = """
    AED AFN ALL AMD ARS AUD AZN BAM BDT BGN BHD BND BOB BRL BYN CAD CHF CLP CNY COP CRC CZK DKK DOP DZD EGP
    ETB EUR GBP GEL GHS GTQ HKD HNL HRK HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KRW KZT LBP LKR MAD
    MDL MMK MNT MOP MUR MVR MXN MYR MZN NGN NIO NOK NPR NZD PAB PEN PHP PKR PLN PYG QAR RON RSD RUB SAR SEK
    SGD SYP THB TJS TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND YER ZAR
"""
CURRENCIES = frozenset(_CODES.split())
#: A bot has to answer a pre-checkout query within this time.
CHECKOUT_S = 10.0
NANOSTARS = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """An invoice: `total` is in Stars, or in the smallest unit of another currency."""

    title: str
    description: str
    payload: str
    currency: str
    total: int
    start_parameter: str = ""
    #: What the person has to provide: name, phone_number, email, shipping_address.
    needs: tuple[str, ...] = ()
    #: Whether the price depends on the shipping address.
    is_flexible: bool = False

    def to_json(self) -> JsonObject:
        """Return it as the Invoice in a message."""
        return {
            "title": self.title,
            "description": self.description,
            "start_parameter": self.start_parameter,
            "currency": self.currency,
            "total_amount": self.total,
        }


@dataclass(slots=True, kw_only=True)
class Checkout:
    """A person's attempt to pay, which waits for the bot to accept or refuse it."""

    query_id: str
    person_id: int
    invoice: Invoice
    #: When the person pressed Pay, in seconds since 1970.
    at: float
    #: Identifies the payment once it is made.
    charge_id: str = ""
    #: Why the bot refused.
    refusal: str = ""
    #: What the person was asked for, as an OrderInfo, and how it is shipped.
    order: JsonObject = field(default_factory=dict)
    shipping_option: str = ""

    def order_json(self) -> JsonObject:
        """Shape what the bot is told beside the price."""
        fields: JsonObject = {"order_info": self.order} if self.order else {}
        return fields | ({"shipping_option_id": self.shipping_option} if self.shipping_option else {})

    @property
    def is_answered(self) -> bool:
        """Whether the bot has accepted or refused it."""
        return bool(self.charge_id or self.refusal)


@dataclass(slots=True, kw_only=True)
class Charge:
    """A completed payment; it can be refunded once."""

    id: str
    person_id: int
    invoice: Invoice
    date: int
    #: When it was refunded; 0 if it was not.
    refunded_at: int = 0


@dataclass(slots=True, kw_only=True)
class Payments:
    """Everything a playground knows about payments."""

    #: The bot's balance.
    purse: Purse
    #: Invoices by message: pairs of a chat id and a message id.
    invoices: dict[tuple[int, int], Invoice] = field(default_factory=dict)
    #: Invoices that anybody can pay, by link.
    links: dict[str, Invoice] = field(default_factory=dict)
    #: Payments that wait for the bot, by query id.
    open: dict[str, Checkout] = field(default_factory=dict)
    #: Payments that wait for the bot's ways of shipping, by the id of the query.
    shipping: dict[str, Checkout] = field(default_factory=dict)
    charges: dict[str, Charge] = field(default_factory=dict)

    def take(self, query_id: str, *, now: float) -> Checkout:
        """Take the checkout that the bot is answering.

        Raises:
            ApiError: There is no such checkout, or it has waited longer than 10 seconds.
        """
        return self._take(self.open, query_id, now)

    def take_shipping(self, query_id: str, *, now: float) -> Checkout:
        """Take the payment whose ways of shipping the bot tells now.

        Raises:
            ApiError: There is none, or it waited too long.
        """
        return self._take(self.shipping, query_id, now)

    def _take(self, waiting: dict[str, Checkout], query_id: str, now: float) -> Checkout:
        checkout = waiting.pop(query_id, None)
        if checkout is None or now > checkout.at + CHECKOUT_S:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        return checkout

    def earn(self, charge: Charge) -> None:
        """Record a completed payment."""
        self.charges[charge.id] = charge
        if charge.invoice.currency == STARS:
            self.purse.nanostars += charge.invoice.total * NANOSTARS

    def refund(self, charge_id: str, *, person_id: int, now: int) -> Charge:
        """Refund a payment.

        Raises:
            ApiError: The person made no such payment, or it has already been refunded.
        """
        charge = self.charges.get(charge_id)
        if charge is None or charge.person_id != person_id or charge.invoice.currency != STARS:
            raise bad_request("CHARGE_NOT_FOUND")
        if charge.refunded_at:
            raise bad_request("CHARGE_ALREADY_REFUNDED")
        charge.refunded_at = now
        self.purse.nanostars -= charge.invoice.total * NANOSTARS
        return charge
