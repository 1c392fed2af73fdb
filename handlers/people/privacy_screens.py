"""The text of the privacy policy, and the questions before somebody is forgotten."""

from crowd.ids import DAY
from handlers.message import Message, button, escaped
from handlers.taps import ForgetStep, ForgetTap
from handlers.texts import Texts
from usecases.conversation.read_help import Policy
from usecases.people.forget_person import ForgetScreen, ForgetView


def privacy_text(policy: Policy, texts: Texts) -> str:
    """Return the policy, with what the operator has set."""
    retention = policy.retention
    parts = [
        texts("privacy-who"),
        texts("privacy-contact", escaped({"contact": policy.contact}))
        if policy.contact
        else texts("privacy-contact-none"),
        texts("privacy-own", escaped({"link": policy.url})) if policy.url else "",
        texts("privacy-stored"),
        texts("privacy-why"),
        texts("privacy-seen"),
        texts("privacy-time"),
        texts("privacy-time-left", {"days": retention // DAY})
        if retention
        else texts("privacy-time-left-never"),
        texts("privacy-rights"),
    ]
    return "\n\n".join(part for part in parts if part)


def forget_message(view: ForgetView, screen: ForgetScreen, texts: Texts) -> Message:
    """Return a screen of the question whether somebody wants to be forgotten."""
    keep = [button(texts("button-forget-keep"), ForgetTap(ForgetStep.KEEP))]
    match screen:
        case ForgetScreen.FIRST:
            ask = [button(texts("button-forget"), ForgetTap(ForgetStep.ASK))]
            return Message(html=_what_happens(view, texts), buttons=[ask, keep])
        case ForgetScreen.SURELY:
            sure = [button(texts("button-forget-surely"), ForgetTap(ForgetStep.SURELY))]
            return Message(html=texts("forget-surely"), buttons=[sure, keep])
        case ForgetScreen.KEPT:
            return Message(html=texts("forget-kept"), buttons=[])


def _what_happens(view: ForgetView, texts: Texts) -> str:
    parts = [texts("forget-deleted")]
    if view.n_answers:
        parts.append(texts("forget-answers", {"answers": view.n_answers}))
    if view.n_projects:
        lines = [texts("forget-projects", {"projects": view.n_projects})]
        if view.n_unfinished:
            lines.append(texts("forget-unfinished", {"unfinished": view.n_unfinished}))
        if view.gets_results:
            lines.append(texts("forget-results"))
        parts.append(" ".join(lines))
    parts.append(texts("forget-stays"))
    if view.is_admin:
        parts.append(texts("forget-admin"))
    return "\n\n".join([*parts, texts("forget-ask")])
