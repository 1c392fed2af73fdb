"""The messages for inviting people to a project: the link, how many people it has brought, and a text to forward."""

import io

import segno

from crowd.projects.project import ProjectState
from handlers.cut import cut, width
from handlers.message import Button, Message, escaped
from handlers.texts import Args, Texts
from storage.announcing.invites import Arrivals
from usecases.announcing.invite_people import INVITE_PREFIX, InviteView

#: Telegram's limit for a picture's caption, in UTF-16 units after markup is parsed.
MAX_CAPTION = 1024
#: Pixels per module: a link of this length makes a picture of about 800 pixels, which stays sharp in print.
_SCALE = 20
#: The white margin, in modules, without which many cameras do not recognise the code.
_BORDER = 4


def invite_link(bot_name: str, token: str) -> str:
    """Return the address that leads to a project."""
    return f"https://t.me/{bot_name}?start={INVITE_PREFIX}{token}"


def invite_numbers(view: InviteView, link: str, texts: Texts) -> Message:
    """Return how many people a project can ask now, its link, and how far people got who opened the link."""
    reach = view.reach
    lines = [texts("invite-head", escaped({"project": view.project.name}))]
    if reach.named is None:
        lines.append(texts("invite-reach", {"people": reach.people, "online": reach.online}))
        if view.project.state is ProjectState.PAUSED:
            lines.append(texts("invite-link-paused", {"link": link}))
        else:
            lines.append(texts("invite-link", {"link": link}))
    else:
        lines.append(texts("invite-reach-named", {"people": reach.people, "named": reach.named}))
        lines.append(texts("invite-link-named", {"link": link}))
    if view.arrivals.opened:
        lines.append(texts("invite-came", arrival_counts(view.arrivals)))
    return Message(html="\n\n".join(lines), buttons=[[Button(texts("button-copy"), copies=link)]])


def invite_words(view: InviteView, link: str, texts: Texts) -> Message:
    """Return the QR code's caption: a text for those who are invited."""
    project = view.project
    given = {"project": project.name, "question": "", "link": link}
    room = MAX_CAPTION - width(texts("invite-forward", given))
    given["question"] = cut(project.question.text, room)
    return Message(html=texts("invite-forward", escaped(given)), buttons=[])


def arrival_counts(arrivals: Arrivals) -> Args:
    """Return the arguments of a sentence about who came through a link."""
    return {
        "opened": arrivals.opened,
        "subscribed": arrivals.subscribed,
        "answered": arrivals.answered,
    }


def draw_link(link: str) -> bytes:
    """Return a link as a QR code, a PNG for a phone's screen and for print."""
    picture = io.BytesIO()
    segno.make_qr(link, error="m").save(picture, kind="png", scale=_SCALE, border=_BORDER)
    return picture.getvalue()
