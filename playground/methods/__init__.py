"""The Bot API methods that the playground supports, by name."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from playground.methods import games, inline, payments, presses, profile, updates
from playground.methods.groups import chats, groups, invites, topics
from playground.methods.sending import copies, edits, files, marks, messages, places, polls
from playground.serving.parameters import Parameters
from playground.world import World

#: A method that returns immediately.
Method: TypeAlias = Callable[[World, Parameters], object]
#: A method that may wait before it returns.
WaitingMethod: TypeAlias = Callable[[World, Parameters], Awaitable[object]]

METHODS: Mapping[str, Method] = MappingProxyType(
    {
        "getMe": profile.get_me,
        "logOut": profile.leave,
        "close": profile.leave,
        "setMyCommands": profile.set_commands,
        "getMyCommands": profile.get_commands,
        "deleteMyCommands": profile.delete_commands,
        "setMyName": profile.set_name,
        "getMyName": profile.get_name,
        "setMyDescription": profile.set_description,
        "getMyDescription": profile.get_description,
        "setMyShortDescription": profile.set_short_description,
        "getMyShortDescription": profile.get_short_description,
        "setMyDefaultAdministratorRights": profile.set_default_rights,
        "getMyDefaultAdministratorRights": profile.get_default_rights,
        "setChatMenuButton": profile.set_menu_button,
        "getChatMenuButton": profile.get_menu_button,
        "setWebhook": updates.set_webhook,
        "deleteWebhook": updates.delete_webhook,
        "getWebhookInfo": updates.webhook_info,
        "sendMessage": messages.send_message,
        "sendMessageDraft": messages.send_draft,
        "sendDocument": files.send_document,
        "sendPhoto": files.send_photo,
        "sendVoice": files.send_voice,
        "sendAudio": files.send_audio,
        "sendVideo": files.send_video,
        "sendAnimation": files.send_animation,
        "sendVideoNote": files.send_video_note,
        "sendSticker": files.send_sticker,
        "sendMediaGroup": files.send_album,
        "sendLocation": places.send_location,
        "sendVenue": places.send_venue,
        "sendContact": places.send_contact,
        "sendDice": places.send_dice,
        "sendPoll": polls.send_poll,
        "stopPoll": polls.stop_poll,
        "forwardMessage": copies.forward_message,
        "forwardMessages": copies.forward_messages,
        "copyMessage": copies.copy_message,
        "copyMessages": copies.copy_messages,
        "deleteMessage": messages.delete_message,
        "deleteMessages": messages.delete_messages,
        "editMessageText": edits.edit_text,
        "editMessageCaption": edits.edit_caption,
        "editMessageMedia": edits.edit_media,
        "editMessageReplyMarkup": edits.edit_buttons,
        "editMessageLiveLocation": edits.edit_live_location,
        "stopMessageLiveLocation": edits.stop_live_location,
        "answerInlineQuery": inline.answer_query,
        "sendGame": games.send_game,
        "setGameScore": games.set_score,
        "getGameHighScores": games.get_scores,
        "answerCallbackQuery": presses.answer_press,
        "setMessageReaction": marks.set_reaction,
        "pinChatMessage": marks.pin,
        "unpinChatMessage": marks.unpin,
        "unpinAllChatMessages": marks.unpin_all,
        "getFile": files.get_file,
        "getUserProfilePhotos": files.get_profile_photos,
        "getChat": chats.get_chat,
        "sendChatAction": chats.send_action,
        "getChatMember": groups.get_member,
        "getChatMemberCount": groups.count_members,
        "getChatAdministrators": groups.get_administrators,
        "leaveChat": groups.leave_chat,
        "banChatMember": groups.ban_member,
        "unbanChatMember": groups.unban_member,
        "promoteChatMember": groups.promote_member,
        "restrictChatMember": groups.restrict_member,
        "setChatPermissions": groups.set_permissions,
        "setChatAdministratorCustomTitle": groups.set_administrator_title,
        "setChatPhoto": groups.set_photo,
        "deleteChatPhoto": groups.delete_photo,
        "setChatTitle": groups.set_title,
        "setChatDescription": groups.set_description,
        "getForumTopicIconStickers": topics.icon_stickers,
        "createForumTopic": topics.create,
        "editForumTopic": topics.edit,
        "closeForumTopic": topics.close,
        "reopenForumTopic": topics.reopen,
        "deleteForumTopic": topics.delete,
        "unpinAllForumTopicMessages": topics.unpin_all,
        "editGeneralForumTopic": topics.edit_general,
        "closeGeneralForumTopic": topics.close_general,
        "reopenGeneralForumTopic": topics.reopen_general,
        "hideGeneralForumTopic": topics.hide_general,
        "unhideGeneralForumTopic": topics.unhide_general,
        "unpinAllGeneralForumTopicMessages": topics.unpin_all_general,
        "exportChatInviteLink": invites.export_link,
        "createChatInviteLink": invites.create_link,
        "editChatInviteLink": invites.edit_link,
        "revokeChatInviteLink": invites.revoke_link,
        "approveChatJoinRequest": invites.approve,
        "declineChatJoinRequest": invites.decline,
        "sendInvoice": payments.send_invoice,
        "createInvoiceLink": payments.create_link,
        "answerShippingQuery": payments.answer_shipping,
        "answerPreCheckoutQuery": payments.answer_checkout,
        "refundStarPayment": payments.refund,
        "getMyStarBalance": payments.get_balance,
        "getStarTransactions": payments.get_transactions,
    }
)
WAITING_METHODS: Mapping[str, WaitingMethod] = MappingProxyType({"getUpdates": updates.get_updates})
#: Telegram ignores the case of method names.
NAMES: Mapping[str, str] = MappingProxyType({name.lower(): name for name in (*METHODS, *WAITING_METHODS)})
#: Names that Telegram has replaced and still answers to, in lower case.
OLD_NAMES: Mapping[str, str] = MappingProxyType(
    {"getchatmemberscount": "getChatMemberCount", "kickchatmember": "banChatMember"}
)
