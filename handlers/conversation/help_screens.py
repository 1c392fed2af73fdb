"""The text of the help, screen by screen."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

from crowd.ids import SECOND
from handlers.answering.screens import consent_text
from handlers.message import Button, Message, button
from handlers.people.privacy_screens import privacy_text
from handlers.taps import HelpTap
from handlers.texts import Texts, locale_for, texts_in
from storage.people.contributors import Consent
from usecases.conversation.read_help import HelpScreen, HelpView


def help_message(view: HelpView, screen: HelpScreen, commands: Sequence[str], texts: Texts) -> Message:
    """Return a screen of the help.

    Args:
        view: What the help depends on.
        screen: The screen to show.
        commands: Names of the commands that they may use, in menu order.
        texts: The language of its words.
    """
    match screen:
        case HelpScreen.MAIN:
            return Message(html=_main(view, texts), buttons=_ways_on(view, texts))
        case HelpScreen.ALL:
            lines = [f"/{name} – {texts(f'command-{name}')}" for name in commands]
            html = "\n".join([texts("help-all"), *lines])
        case HelpScreen.ASK:
            html = texts("help-ask" if view.may_ask else "help-ask-not-yet")
        case HelpScreen.CONSENT:
            html = _agreed_to(view.consent, texts)
        case HelpScreen.PRIVACY:
            html = privacy_text(view.policy, texts)
    ways = [[_turn("button-help", HelpScreen.MAIN, texts)]]
    if screen is HelpScreen.PRIVACY:
        # Readable before and after somebody agrees to it.
        key = "button-consent-text" if view.consent is None else "button-agreed-to"
        ways.insert(0, [_turn(key, HelpScreen.CONSENT, texts)])
    return Message(html=html, buttons=ways)


def how_to_ask(key: str, texts: Texts) -> Button:
    """Return a button that explains, in a new message, how to ask people something."""
    return button(texts(key), HelpTap(HelpScreen.ASK, 0))


def _main(view: HelpView, texts: Texts) -> str:
    parts = []
    if view.is_subscribed or not view.asks:
        parts.append(texts("help-answering" if view.is_subscribed else "help-not-subscribed"))
    if view.asks:
        parts.append(texts("help-asking"))
    if view.is_admin:
        parts.append(texts("help-running"))
    parts.append(texts("help-privacy"))
    return "\n\n".join(parts)


def _ways_on(view: HelpView, texts: Texts) -> list[list[Button]]:
    rows = [[_turn("button-prepare-file" if view.asks else "button-ask", HelpScreen.ASK, texts)]]
    if view.consent is not None:
        rows.append([_turn("button-agreed-to", HelpScreen.CONSENT, texts)])
    rows.append([_turn("button-privacy", HelpScreen.PRIVACY, texts)])
    return [*rows, [_turn("button-all-commands", HelpScreen.ALL, texts)]]


def _turn(key: str, screen: HelpScreen, texts: Texts) -> Button:
    return button(texts(key), HelpTap(screen, 1))


def _agreed_to(consent: Consent | None, texts: Texts) -> str:
    if consent is None:
        return f"{texts('help-consent-none')}\n\n{consent_text(texts)}"
    agreed = texts("help-consent", {"date": _day(consent.given_at)})
    if consent.revoked_at is not None:
        agreed = f"{agreed} {texts('help-consent-ended', {'date': _day(consent.revoked_at)})}"
    # Word for word, in the language in which they agreed to it.
    words = consent_text(texts_in(locale_for(consent.locale)))
    if hashlib.sha256(words.encode()).hexdigest() != consent.text_hash:
        return f"{agreed} {texts('help-consent-changed')}\n\n{consent_text(texts)}"
    return f"{agreed}\n\n{words}"


def _day(at: int) -> str:
    return datetime.fromtimestamp(at // SECOND, UTC).strftime("%Y-%m-%d")
