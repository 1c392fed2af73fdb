"""Turns a row of the outbox with a sentence into a message."""

from typing import cast

from crowd.ids import ProjectId
from handlers import taps
from handlers.answering.screens import welcome
from handlers.conversation.help_screens import how_to_ask
from handlers.message import Button, Buttons, Message, button, sentence
from handlers.packing import Step
from handlers.people.pace_screens import pause_buttons
from handlers.projects import panels
from handlers.texts import Args, Texts
from storage.conversation.outbox import OutRow
from usecases.announcing.paying.stop_paying import PaidStop
from usecases.terms import Terms


def said(row: OutRow, texts: Texts, terms: Terms) -> Message:
    """Return the message of a row of type TEXT: ready HTML, or a sentence by its key."""
    body = row.body
    if "html" in body:
        return Message(html=str(body["html"]), buttons=[])
    key = str(body["key"])
    args = cast("Args", body.get("args", {}))
    match key:
        case "welcome":
            return welcome(texts, terms.consent_version)
        case "grant-link":
            return panels.grant_link(texts, str(args["link"]))
        case "group":
            return sentence(texts, key, buttons=[[Button(texts("button-group"), url=str(args["link"]))]])
        case "banned" | "banned-from-all" if terms.privacy_contact:
            whom = sentence(texts, "banned-contact", {"contact": terms.privacy_contact})
            return Message(html=f"{sentence(texts, key, args).html}\n{whom.html}", buttons=[])
        case _:
            return sentence(texts, key, args, _buttons_under(key, row, args, texts))


def _buttons_under(key: str, row: OutRow, args: Args, texts: Texts) -> Buttons:
    """Return the buttons of a sentence; most have none."""
    match key:
        case "now-requester":
            return [[how_to_ask("button-prepare-file", texts)]]
        case "paused":
            return pause_buttons(texts)
        case "cancelled-draft":
            go_on = taps.StepTap(ProjectId(int(args["id"])), Step(str(args["step"])))
            return [[button(texts("button-go-on"), go_on)]]
        case "still-paused":
            return [[button(texts("button-resume"), taps.ResumeTap())]]
        case "report-sent":
            return [[button(texts("button-words"), taps.WordsTap(int(args["report"])))]]
        case "ban-done":
            return [[button(texts("button-discard"), taps.DiscardTap(int(args["person"])))]]
        case "status" if args["paying"]:
            return _paying_buttons(texts)
        case "project-complete" | "project-ended-budget" | "project-ended-deadline":
            return _results_button(row, texts)
        case _:
            return []


def _paying_buttons(texts: Texts) -> Buttons:
    """Return buttons to continue paid announcements free of charge, or to stop them."""
    return [
        [button(texts("button-paying-free"), taps.StopPayingTap(PaidStop.FREE))],
        [button(texts("button-paying-stop"), taps.StopPayingTap(PaidStop.NOTHING))],
    ]


def _results_button(row: OutRow, texts: Texts) -> Buttons:
    tap = taps.ProjectTap(ProjectId(row.ref), taps.ProjectAction.RESULTS)
    return [[button(texts("button-results"), tap)]]
