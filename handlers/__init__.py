"""Handles everything from and to Telegram: parse, call one use case, render the result."""

from telegram import BotCommand, MessageEntity
from telegram.ext import (
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from handlers import taps
from handlers.announcing import paying
from handlers.announcing import writing as announcing
from handlers.answering import card as answering
from handlers.context import CrowdApplication
from handlers.conversation import editing, groups, helping, leaving, unfit
from handlers.conversation.dispatch import on_command, on_next_command, on_other_tap, on_text
from handlers.conversation.hushing import Handler, unless_hushed
from handlers.conversation.sent import unless_answer
from handlers.drafting import importing
from handlers.errors import on_error
from handlers.governing import admin, overseeing, reporting, status
from handlers.governing.admin import HIDDEN_COMMANDS
from handlers.packing import Tap
from handlers.people import onboarding, pace, privacy
from handlers.press_handler import PressCallback, PressHandler
from handlers.projects import requesting
from handlers.texts import Texts

#: Every chat command, in menu order; each is described by the text `command-<name>`.
COMMANDS: dict[str, Handler] = {
    "start": onboarding.on_start,
    "next": on_next_command,
    "pause": onboarding.on_pause,
    "resume": onboarding.on_resume,
    "pace": pace.on_pace,
    "stop": onboarding.on_stop,
    "projects": requesting.on_projects,
    "results": requesting.on_results,
    "agreement": requesting.on_agreement,
    "announce": announcing.on_announce,
    "grant": admin.on_grant,
    "revoke": admin.on_revoke,
    "ban": admin.on_ban,
    "unban": admin.on_unban,
    "reports": overseeing.on_reports,
    "audit": overseeing.on_audit,
    "status": status.on_status,
    "cancel": leaving.on_cancel,
    "privacy": privacy.on_privacy,
    "mydata": privacy.on_my_data,
    "forget": privacy.on_forget,
    "help": helping.on_help,
}

#: The commands that only show something, and show it no more often to somebody who sends too many.
SHOWING = frozenset({"pace", "projects", "results", "agreement", "announce", "audit", "status", "help"})

_TAPS: dict[type[Tap], PressCallback] = {
    taps.ConsentTap: onboarding.on_consent,
    taps.ResumeTap: onboarding.on_resume_tap,
    taps.AnswerTap: answering.on_answer,
    taps.OpenChangeTap: answering.on_open_change,
    taps.TurnTap: answering.on_turn,
    taps.SkipTap: answering.on_skip,
    taps.QuestionTap: answering.on_question,
    taps.MoreTimeTap: answering.on_more_time,
    taps.LooksTap: answering.on_look,
    taps.DraftTap: requesting.on_draft_choice,
    taps.StepTap: requesting.on_step,
    taps.ProjectTap: requesting.on_project,
    taps.PreviewTap: requesting.on_preview,
    taps.TurnPreviewTap: requesting.on_turn_preview,
    taps.ProjectsTap: requesting.on_projects_page,
    taps.OpenPaceTap: pace.on_open_pace,
    taps.TurnPaceTap: pace.on_turn_pace,
    taps.PaceTap: pace.on_choose_pace,
    taps.ZoneTap: pace.on_zone,
    taps.PauseTap: pace.on_pause_until,
    taps.HelpTap: helping.on_help_tap,
    taps.BeginTap: onboarding.on_begin,
    taps.AnnounceTap: announcing.on_audience,
    taps.AnnouncementTap: announcing.on_announcement,
    taps.PayTap: paying.on_pay,
    taps.StopPayingTap: paying.on_stop_paying,
    taps.MuteTap: announcing.on_mute,
    taps.FileTap: importing.on_file_answer,
    taps.OverseeTap: overseeing.on_oversee,
    taps.OverseeActTap: overseeing.on_oversee_act,
    taps.BanTap: overseeing.on_ban_tap,
    taps.DiscardTap: overseeing.on_discard_tap,
    taps.ReportTap: reporting.on_report,
    taps.WordsTap: reporting.on_words_tap,
    taps.ForgetTap: privacy.on_forget_tap,
}


def register(application: CrowdApplication) -> None:
    """Register every handler. The first that fits gets the update, so the order below matters."""
    private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
    own = private & ~filters.FORWARDED & ~filters.VIA_BOT
    application.add_handler(PressHandler(_TAPS, on_other_tap))
    for name, command in COMMANDS.items():
        handler = unless_hushed(command) if name in SHOWING else command
        application.add_handler(CommandHandler(name, handler, filters=own))
    application.add_handler(ChatMemberHandler(onboarding.on_membership, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(
        MessageHandler(private & filters.Document.ALL, unless_answer(importing.on_document))
    )
    application.add_handler(MessageHandler(private & filters.TEXT & ~filters.COMMAND, on_text))
    application.add_handler(MessageHandler(private & filters.LOCATION, unless_answer(pace.on_location)))
    grouped = filters.ChatType.GROUPS & filters.UpdateType.MESSAGE
    application.add_handler(MessageHandler(grouped & filters.COMMAND, groups.on_group_command))
    application.add_handler(
        MessageHandler(grouped & filters.Entity(MessageEntity.MENTION), groups.on_group_mention)
    )
    edited = filters.ChatType.PRIVATE & filters.UpdateType.EDITED_MESSAGE
    application.add_handler(MessageHandler(edited & filters.TEXT, editing.on_edit))
    application.add_handler(MessageHandler(private & filters.COMMAND, on_command))
    application.add_handler(
        MessageHandler(private & ~filters.StatusUpdate.ALL, unless_answer(unfit.on_unfit))
    )
    application.add_error_handler(on_error)


def commands_for(*, is_admin: bool) -> list[str]:
    """Return the names of the commands that somebody may use, in menu order."""
    return [name for name in COMMANDS if is_admin or name not in HIDDEN_COMMANDS]


def group_menu(texts: Texts) -> list[BotCommand]:
    """Return the commands in a group's menu: everything else belongs in the private chat."""
    return [BotCommand(name, texts(f"command-{name}")) for name in ("start", "help")]


def menu(texts: Texts, *, is_admin: bool = False) -> list[BotCommand]:
    """Return the commands as Telegram's menu shows them."""
    return [BotCommand(name, texts(f"command-{name}")) for name in commands_for(is_admin=is_admin)]
