"""Takes in a press, before what it asks for is done: who may press, and what the pressed message teaches."""

from crowd.errors import Banned, NotKnown
from crowd.ids import ContributorId
from storage.answering.cards import adopt_card
from storage.conversation.spots import find_presser, pressed_spot
from storage.tx import Tx
from usecases.terms import Terms


def take_press(
    tx: Tx,
    who: ContributorId,
    *,
    is_on_card: bool,
    is_open_to_banned: bool,
    is_for_strangers: bool,
    terms: Terms,
) -> None:
    """Check that somebody may press a button, and adopt its message as their card, if they have none that is known.

    Raises:
        Banned: They are banned; admins never are, even if they were banned before they became one.
        NotKnown: Nothing is stored about them: old buttons must not bring back people who were forgotten.
    """
    presser = find_presser(tx, who)
    # Admins are named in the settings, and get messages with buttons without having started the bot.
    if who not in terms.admin_ids:
        if presser.ban is not None and not is_open_to_banned:
            raise Banned(presser.ban)
        if not presser.is_known and not is_for_strangers:
            raise NotKnown
    spot = pressed_spot(tx, who)
    if is_on_card and presser.has_lost_card and spot is not None:
        adopt_card(tx, spot)
