"""A tour of every method the playground supports, each called successfully at least once."""

import asyncio
from dataclasses import dataclass, field

import aiohttp

from playground import Group, Person, Playground

KEYBOARD = {
    "inline_keyboard": [
        [
            {"text": "Yes", "callback_data": "y", "style": "success"},
            {"text": "Page", "url": "https://a.example"},
        ],
        [{"text": "Copy", "copy_text": {"text": "word"}}],
    ]
}


@dataclass
class Stop:
    """One call of the walk, with what it gave."""

    method: str
    parameters: dict[str, object]
    result: object


@dataclass
class Tour:
    """Calls methods with JSON bodies and remembers what they gave."""

    telegram: Playground
    session: aiohttp.ClientSession
    stops: list[Stop] = field(default_factory=list)

    async def raw(self, method: str, parameters: dict[str, object]) -> dict[str, object]:
        url = f"{self.telegram.base_url}{self.telegram.token}/{method}"
        async with self.session.post(url, json=parameters) as reply:
            body = await reply.json()
        assert isinstance(body, dict)
        return body

    async def call(self, method: str, **parameters: object) -> dict[str, object]:
        body = await self.raw(method, parameters)
        assert body["ok"], (method, parameters, body)
        self.stops.append(Stop(method, parameters, body["result"]))
        result = body["result"]
        return result if isinstance(result, dict) else {}


async def walk(tour: Tour, ada: Person, ben: Person, crew: Group, picture: bytes) -> None:
    """Call everything."""
    await _profile(tour, ada)
    await _messages(tour, ada)
    await _files(tour, ada, picture)
    await _places_and_polls(tour, ada)
    await _inline_and_games(tour, ada)
    await _forums(tour, ada, ben, picture)
    await _groups(tour, ben, crew)
    await _payments(tour, ada)
    await _updates(tour, ada)


async def _profile(tour: Tour, ada: Person) -> None:
    call = tour.call
    for method in ("getMe", "getMyCommands", "getMyName", "getMyDescription", "getMyShortDescription"):
        await call(method)
    scope = {"type": "chat", "chat_id": ada.id}
    await call("setMyCommands", commands=[{"command": "start", "description": "Begin"}], scope=scope)
    await call("getMyCommands", scope=scope)
    await call("deleteMyCommands", scope=scope, language_code="de")
    await call("setMyName", name="Bot", language_code="de")
    await call("setMyDescription", description="Asks")
    await call("setMyShortDescription", short_description="Asks")
    await call("setChatMenuButton", chat_id=ada.id, menu_button={"type": "commands"})
    await call("getChatMenuButton", chat_id=ada.id)
    await call("getUserProfilePhotos", user_id=ada.id, limit=1)


async def _messages(tour: Tour, ada: Person) -> None:
    call, chat = tour.call, ada.id
    html = '<b>a</b> <a href="https://a.example">b</a> <code>c</code> <tg-spoiler>d</tg-spoiler> /start'
    await call("sendMessageDraft", chat_id=ada.id, draft_id=1, text="I'm")
    sent = await call("sendMessage", chat_id=chat, text=html, parse_mode="HTML", reply_markup=KEYBOARD)
    first = sent["message_id"]
    answered = {"message_id": first, "quote": "a"}
    await call("sendMessage", chat_id=chat, text="reply", reply_parameters=answered)
    bold = [{"type": "bold", "offset": 0, "length": 4}]
    await call("sendMessage", chat_id=chat, text="bold", entities=bold, reply_markup={"force_reply": True})
    keys = {
        "keyboard": [[{"text": "Go"}, {"text": "Where", "request_location": True}]],
        "resize_keyboard": True,
    }
    await call("sendMessage", chat_id=chat, text="keys", reply_markup=keys)
    await call("sendMessage", chat_id=chat, text="keys", reply_markup={"keyboard": [["A", "B"]]})
    await call("sendMessage", chat_id=chat, text="none", reply_markup={"remove_keyboard": True})
    await call("editMessageText", chat_id=chat, message_id=first, text="_new_", parse_mode="MarkdownV2")
    await call("editMessageReplyMarkup", chat_id=chat, message_id=first, reply_markup=KEYBOARD)
    await call("copyMessage", chat_id=chat, from_chat_id=chat, message_id=first)
    await call("forwardMessage", chat_id=chat, from_chat_id=chat, message_id=first)
    await call("copyMessages", chat_id=chat, from_chat_id=chat, message_ids=[first])
    await call("forwardMessages", chat_id=chat, from_chat_id=chat, message_ids=[first])
    await call(
        "setMessageReaction", chat_id=chat, message_id=first, reaction=[{"type": "emoji", "emoji": "👍"}]
    )
    await call("pinChatMessage", chat_id=chat, message_id=first)
    await call("getChat", chat_id=chat)
    await call("unpinChatMessage", chat_id=chat, message_id=first)
    await call("unpinAllChatMessages", chat_id=chat)
    await call("sendChatAction", chat_id=chat, action="typing")
    tap = await ada.tap("Yes")
    await call("answerCallbackQuery", callback_query_id=tap.query_id, text="thanks", show_alert=True)
    await call("deleteMessage", chat_id=chat, message_id=first)
    await call("deleteMessages", chat_id=chat, message_ids=[2, 3])


async def _files(tour: Tour, ada: Person, picture: bytes) -> None:
    call, chat = tour.call, ada.id
    await ada.send_photo(picture, caption="look")
    await ada.send_voice(b"voice")
    await ada.send_audio(b"song")
    await ada.send_video(b"film")
    await ada.send_video_note(b"round")
    await ada.send_document("table.csv", b"a,b")
    await ada.edit(await ada.send("one"), "two")
    ids = {message.kind: message.file.file_id for message in ada.chat if message.file is not None}
    photo = await call("sendPhoto", chat_id=chat, photo=ids["photo"], caption="<i>p</i>", parse_mode="HTML")
    await call("editMessageCaption", chat_id=chat, message_id=photo["message_id"], caption="q")
    media = {"type": "photo", "media": ids["photo"], "caption": "new"}
    await call(
        "editMessageMedia", chat_id=chat, message_id=photo["message_id"], media=media, reply_markup=KEYBOARD
    )
    await call("sendDocument", chat_id=chat, document=ids["document"])
    await call("sendVoice", chat_id=chat, voice=ids["voice"], duration=3)
    await call("sendAudio", chat_id=chat, audio=ids["audio"], title="t", performer="p")
    await call("sendVideo", chat_id=chat, video=ids["video"], width=10, height=10)
    await call("sendVideoNote", chat_id=chat, video_note=ids["video_note"])
    await call("getFile", file_id=ids["document"])
    album = [
        {"type": "photo", "media": ids["photo"]},
        {"type": "video", "media": ids["video"], "caption": "c"},
    ]
    await call("sendMediaGroup", chat_id=chat, media=album)
    for method, name, data in (("sendAnimation", "animation", b"gif"), ("sendSticker", "sticker", picture)):
        uploaded = aiohttp.FormData({"chat_id": str(chat)})
        uploaded.add_field(name, data, filename=f"{name}.webp")
        url = f"{tour.telegram.base_url}{tour.telegram.token}/{method}"
        async with tour.session.post(url, data=uploaded) as reply:
            body = await reply.json()
        assert body["ok"], body
        await call(method, chat_id=chat, **{name: body["result"][name]["file_id"]})


async def _places_and_polls(tour: Tour, ada: Person) -> None:
    call, chat = tour.call, ada.id
    await ada.send_location(52.5, 13.4)
    await ada.send_contact("+1", "Grace")
    await ada.send_dice()
    live = await call("sendLocation", chat_id=chat, latitude=1.5, longitude=2, live_period=60)
    moved = {"chat_id": chat, "message_id": live["message_id"], "latitude": 3, "longitude": 4}
    await call("editMessageLiveLocation", **moved)
    await call("stopMessageLiveLocation", chat_id=chat, message_id=live["message_id"])
    await call("sendVenue", chat_id=chat, latitude=1, longitude=2, title="Park", address="Here")
    await call("sendContact", chat_id=chat, phone_number="+2", first_name="Ben")
    await call("sendDice", chat_id=chat, emoji="🎯")
    poll = await call(
        "sendPoll",
        chat_id=chat,
        question="Bird?",
        options=[{"text": "Yes"}, {"text": "No"}],
        is_anonymous=False,
    )
    message = ada.message(int(str(poll["message_id"])))
    assert message is not None
    await ada.vote(message, "Yes")
    await call("stopPoll", chat_id=chat, message_id=poll["message_id"])


async def _groups(tour: Tour, ben: Person, crew: Group) -> None:
    call = tour.call
    await call("getChat", chat_id=crew.id)
    await call("getChatMember", chat_id=crew.id, user_id=ben.id)
    await call("getChatMemberCount", chat_id=crew.id)
    await call("getChatAdministrators", chat_id=crew.id)
    crew.promote_bot()
    await call("exportChatInviteLink", chat_id=crew.id)
    made = await call("createChatInviteLink", chat_id=crew.id, name="Friends", creates_join_request=True)
    for person_id, method in ((31, "approveChatJoinRequest"), (32, "declineChatJoinRequest")):
        crew.join(tour.telegram.person("Cleo", id=person_id), str(made["invite_link"]))
        await call(method, chat_id=crew.id, user_id=person_id)
    link = {"chat_id": crew.id, "invite_link": made["invite_link"]}
    await call("editChatInviteLink", member_limit=5, expire_date=2_000_000_000, **link)
    await call("revokeChatInviteLink", **link)
    await call("setChatTitle", chat_id=crew.id, title="Team")
    await call("setChatDescription", chat_id=crew.id, description="We")
    await call("sendMessage", chat_id=crew.id, text="hello")
    await crew.send(ben, "/start")
    await call("promoteChatMember", chat_id=crew.id, user_id=ben.id, can_pin_messages=True)
    await call("getChatMember", chat_id=crew.id, user_id=ben.id)
    await call("promoteChatMember", chat_id=crew.id, user_id=ben.id, can_pin_messages=False)
    await call("banChatMember", chat_id=crew.id, user_id=ben.id)
    await call("unbanChatMember", chat_id=crew.id, user_id=ben.id)
    await call("leaveChat", chat_id=crew.id)


async def _inline_and_games(tour: Tour, ada: Person) -> None:
    call, world = tour.call, tour.telegram.world
    asked = asyncio.get_running_loop().create_task(ada.inline("cats"))
    await asyncio.sleep(0)
    words = {"message_text": "<b>Meow</b>", "parse_mode": "HTML"}
    buttons = {"inline_keyboard": [[{"text": "More", "callback_data": "more"}]]}
    article = {"type": "article", "id": "1", "title": "Cat", "input_message_content": words}
    results = [article | {"reply_markup": buttons}, {"type": "game", "id": "2", "game_short_name": "snake"}]
    query_id = next(iter(world.inline.queries))
    await call("answerInlineQuery", inline_query_id=query_id, results=results)
    offer = await asked
    sent = await offer.choose("Cat")
    inline_id = world.inline.id_of(ada.id, sent.id)
    await call("editMessageText", inline_message_id=inline_id, text="Purr", reply_markup=buttons)
    await ada.tap("More")
    await offer.choose("2")
    game = await call("sendGame", chat_id=ada.id, game_short_name="snake")
    place = {"chat_id": ada.id, "message_id": game["message_id"], "user_id": ada.id}
    played = ada.message(int(str(game["message_id"])))
    assert played is not None
    await ada.play(played)
    await call("setGameScore", score=5, **place)
    await call("getGameHighScores", **place)


async def _forums(tour: Tour, ada: Person, ben: Person, picture: bytes) -> None:
    call = tour.call
    forum = tour.telegram.group("Forum", [ada, ben], supergroup=True, username="our_forum")
    forum.make_forum()
    forum.promote_bot()
    place = {"chat_id": "@our_forum"}
    icons = (await tour.raw("getForumTopicIconStickers", {}))["result"]
    await call("getForumTopicIconStickers")
    assert isinstance(icons, list)
    topic = await call(
        "createForumTopic", name="Cats", icon_custom_emoji_id=icons[0]["custom_emoji_id"], **place
    )
    inside = place | {"message_thread_id": topic["message_thread_id"]}
    await call("sendMessage", text="hello", **inside)
    await forum.send(ben, "hi", topic=int(str(topic["message_thread_id"])))
    for method in ("closeForumTopic", "reopenForumTopic", "unpinAllForumTopicMessages"):
        await call(method, **inside)
    await call("editForumTopic", name="Dogs", **inside)
    await call("deleteForumTopic", **inside)
    await call("editGeneralForumTopic", name="All", **place)
    for method in ("close", "hide", "unhide", "reopen"):
        await call(f"{method}GeneralForumTopic", **place)
    await call("unpinAllGeneralForumTopicMessages", **place)
    await call("restrictChatMember", user_id=ben.id, permissions={"can_send_messages": True}, **place)
    await call("getChatMember", user_id=ben.id, **place)
    await call("setChatPermissions", permissions={"can_send_polls": True}, **place)
    await call("promoteChatMember", user_id=ben.id, can_pin_messages=True, **place)
    await call("setChatAdministratorCustomTitle", user_id=ben.id, custom_title="Boss", **place)
    await call("getChatAdministrators", **place)
    await _upload(tour, "setChatPhoto", {"chat_id": str(forum.id)}, {"photo": picture})
    await call("getChat", **place)
    await call("deleteChatPhoto", **place)
    channel = tour.telegram.channel("News", [ada, ben], username="our_news")
    forum.link(channel)
    await call("sendMessage", chat_id="@our_news", text="News!")
    await channel.send(ada, "More news!")
    await call("getChat", chat_id="@our_news")
    await call("getChatAdministrators", chat_id="@our_news")
    await call("setMyDefaultAdministratorRights", rights={"can_post_messages": True}, for_channels=True)
    await call("getMyDefaultAdministratorRights", for_channels=True)


async def _upload(tour: Tour, method: str, parameters: dict[str, str], files: dict[str, bytes]) -> None:
    form = aiohttp.FormData(parameters)
    for name, data in files.items():
        form.add_field(name, data, filename=f"{name}.png")
    url = f"{tour.telegram.base_url}{tour.telegram.token}/{method}"
    async with tour.session.post(url, data=form) as reply:
        body = await reply.json()
    assert body["ok"], (method, body)
    tour.stops.append(Stop(method, {**parameters}, body["result"]))


async def _payments(tour: Tour, ada: Person) -> None:
    call = tour.call
    invoice = {"title": "Batch", "description": "100 answers", "payload": "b1", "currency": "XTR"}
    prices = [{"label": "Batch", "amount": 50}]
    sent = await call("sendInvoice", chat_id=ada.id, prices=prices, **invoice)
    await call("createInvoiceLink", prices=prices, **invoice)
    message = ada.message(int(str(sent["message_id"])))
    assert message is not None
    checkout = (await ada.pay(message)).checkout
    await call("answerPreCheckoutQuery", pre_checkout_query_id=checkout.query_id, ok=True)
    book = await call(
        "sendInvoice",
        chat_id=ada.id,
        prices=prices,
        provider_token="p",
        need_shipping_address=True,
        is_flexible=True,
        **invoice | {"currency": "EUR"},
    )
    flexible = ada.message(int(str(book["message_id"])))
    assert flexible is not None
    shipping = (await ada.pay(flexible)).checkout
    option = {"id": "post", "title": "Post", "prices": prices}
    await call("answerShippingQuery", shipping_query_id=shipping.query_id, ok=True, shipping_options=[option])
    await call("getMyStarBalance")
    await call("getStarTransactions")
    paid = next(iter(tour.telegram.world.payments.charges.values()))
    await call("refundStarPayment", user_id=ada.id, telegram_payment_charge_id=paid.id)
    await call("getStarTransactions")


async def _updates(tour: Tour, ada: Person) -> None:
    call = tour.call
    ada.block()
    ada.unblock()
    await call("getUpdates", limit=100, timeout=0, allowed_updates=[])
    await call("setWebhook", url="https://bot.example/hook", secret_token="s", max_connections=5)
    await call("getWebhookInfo")
    await call("deleteWebhook", drop_pending_updates=True)
    await call("getWebhookInfo")
    await call("close")
    await call("logOut")
