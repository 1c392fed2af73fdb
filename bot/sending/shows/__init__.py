"""What rows of the outbox show, read when their turn comes: one file for each thing that is sent."""

from bot.sending.show import Show
from bot.sending.shows.announcing.announcement import Announcement
from bot.sending.shows.announcing.announcement_panel import AnnouncementPanel
from bot.sending.shows.announcing.digest import Digest
from bot.sending.shows.announcing.invite import Invite
from bot.sending.shows.answering.card import Card
from bot.sending.shows.conversation.document import Document
from bot.sending.shows.conversation.help import Help
from bot.sending.shows.conversation.retire import Retire
from bot.sending.shows.conversation.text import Text
from bot.sending.shows.drafting.dialogue import Dialogue
from bot.sending.shows.drafting.file import File
from bot.sending.shows.drafting.preview import Preview
from bot.sending.shows.governing.oversight import Oversight
from bot.sending.shows.governing.reported import Reported
from bot.sending.shows.people.forget import Forget
from bot.sending.shows.people.pace import Pace
from bot.sending.shows.projects.agreement import Agreement
from bot.sending.shows.projects.panel import Panel
from bot.sending.shows.projects.projects import Projects
from bot.sending.shows.projects.summary import Summary

_ALL: tuple[type[Show], ...] = (
    Agreement,
    Announcement,
    AnnouncementPanel,
    Card,
    Dialogue,
    Digest,
    Document,
    File,
    Forget,
    Help,
    Invite,
    Oversight,
    Pace,
    Panel,
    Preview,
    Projects,
    Reported,
    Retire,
    Summary,
    Text,
)
#: Everything that is sent, by the type of its rows.
SHOWS = {show.type: show for show in _ALL}
