"""How to greet somebody."""

from enum import StrEnum


class Greeting(StrEnum):
    """How to greet somebody who starts the bot or writes to it."""

    WELCOME = "WELCOME"  #: they have not agreed yet: the welcome with the consent button
    CARD = "CARD"  #: subscribed: the card is shown again
    PAUSED = "PAUSED"  #: subscribed, but taking a break
    REQUESTER = "REQUESTER"  #: the link made them a requester
    REQUESTER_BEFORE = (
        "REQUESTER_BEFORE"  #: they may already ask people: the link stays valid for somebody else
    )
    LINK_DEAD = "LINK_DEAD"  #: the link was used before or is too old
