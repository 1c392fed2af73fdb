"""A page of a requester's projects, or a choice among them."""

from bot.sending.planned import Planned, nothing
from bot.sending.show import Tools, number_in
from handlers.announcing.screens import choose
from handlers.projects.panels import choose_agreement, projects
from storage.conversation.out_types import OutType
from storage.conversation.outbox import OutRow
from storage.tx import Tx
from usecases.conversation.read_views import read_projects
from usecases.projects.read_agreement import list_choice


class Projects:
    """Sends the list, or turns its pages in place."""

    type = OutType.PROJECTS

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def plan(self, row: OutRow) -> Planned:
        """Read somebody's projects, and plan to show them."""
        if "choose" in row.body:
            return await self._choice(row)
        view, texts = await self._tools.look(row, read_projects, row.chat_id, number_in(row, "page") or 0)
        return self._tools.showing.show(
            row, projects(view, texts), nothing, message_id=number_in(row, "message_id")
        )

    async def _choice(self, row: OutRow) -> Planned:
        launched, texts = await self._tools.look(row, list_choice, row.chat_id)
        if row.body["choose"] == "announcement":
            everybody = bool(row.body["everybody"]) and row.chat_id in self._tools.terms.admin_ids
            choice = choose(launched, texts, everybody=everybody)
        else:
            choice = choose_agreement(launched, texts)
        return self._tools.showing.send(row, choice, nothing)

    @staticmethod
    def is_repeatable(_: Tx, row: OutRow) -> bool:
        """Tell whether it edits a message that the row names."""
        return number_in(row, "message_id") is not None
