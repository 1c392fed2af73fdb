"""What a person can send to a chat, and do with their own messages."""

from dataclasses import replace

from playground.chats.chat import Account, Chat, Message, Timeline
from playground.chats.files import Upload, guess_type
from playground.chats.groups import GroupChat
from playground.chats.membership import carry_on
from playground.chats.topics import in_topic
from playground.errors import NotPossible
from playground.methods.sending.copies import origin_json
from playground.methods.sending.places import throw
from playground.methods.sending.posting import thread_of
from playground.people.seeing import Sight
from playground.people.voting import show_poll
from playground.text.content import MAX_TEXT
from playground.text.entities import Entity, tidy, utf16_length
from playground.wire import JsonObject, without_none
from playground.world import World


class Voice:
    """Somebody who can write in one chat."""

    _world: World
    _chat: Timeline
    _account: Account

    async def send(
        self,
        text: str,
        *,
        reply_to: Message | None = None,
        quote: str | None = None,
        topic: int = 0,
    ) -> Message:
        """Send a text; commands, links and the like become entities.

        With `quote`, the message replies to these words of `reply_to`. In a forum, `topic` is the id of a topic; a
        reply stays in its own.

        Raises:
            NotPossible: The text is empty or too long, the quoted words or the topic are missing, or the person cannot
                write here.
        """
        return self.write(text, reply_to=reply_to, quote=quote, topic=topic)

    def write(
        self,
        text: str,
        *,
        reply_to: Message | None = None,
        quote: str | None = None,
        topic: int = 0,
    ) -> Message:
        """Like `send`, for code that cannot await.

        Raises:
            NotPossible: As in `send`.
        """
        bare, entities = _worded(text)
        content = _quote(reply_to, quote) if quote else {}
        if isinstance(self._chat, GroupChat):
            content |= _thread(self._chat, self._account, topic, reply_to)
        return self._write(
            self._draft(
                text=bare, entities=entities, content=content, reply_to=reply_to.id if reply_to else None
            )
        )

    async def send_document(
        self, name: str, data: bytes, mime_type: str | None = None, caption: str | None = None
    ) -> Message:
        """Send a file; its type is guessed from the name if not given."""
        return self._send_file("document", name, data, mime_type=mime_type, caption=caption)

    async def send_photo(self, data: bytes, caption: str | None = None) -> Message:
        """Send a picture in PNG or JPEG format.

        Raises:
            ApiError: Telegram would not accept it as a photo.
        """
        return self._send_file("photo", "photo.jpg", data, caption=caption)

    async def send_album(self, *pictures: bytes, caption: str | None = None) -> list[Message]:
        """Send 2 to 10 pictures that are shown together; the caption goes with the first.

        Raises:
            NotPossible: There are fewer or more.
            ApiError: Telegram would not accept one of them as a photo.
        """
        if not 2 <= len(pictures) <= 10:
            raise NotPossible(f"an album must have 2 to 10 pictures, not {len(pictures)}")
        content: JsonObject = {"media_group_id": str(self._world.rng.getrandbits(53))}
        captions = [caption, *[None] * (len(pictures) - 1)]
        return [
            self._send_file("photo", "photo.jpg", picture, caption=words, content=content)
            for picture, words in zip(pictures, captions, strict=True)
        ]

    async def send_sticker(self, data: bytes, *, emoji: str = "😀") -> Message:
        """Send a sticker that is not in a set."""
        details: JsonObject = {"type": "regular", "width": 512, "height": 512}
        details |= {"is_animated": False, "is_video": False, "emoji": emoji}
        return self._send_file("sticker", "sticker.webp", data, details=details)

    async def send_voice(
        self, data: bytes, *, duration: int = 1, mime_type: str = "audio/ogg", caption: str | None = None
    ) -> Message:
        """Send a voice message; `duration` is in seconds."""
        details: JsonObject = {"duration": duration}
        return self._send_file(
            "voice", "voice.ogg", data, mime_type=mime_type, caption=caption, details=details
        )

    async def send_audio(
        self,
        data: bytes,
        *,
        duration: int = 1,
        name: str = "music.mp3",
        performer: str | None = None,
        title: str | None = None,
    ) -> Message:
        """Send a piece of music; `duration` is in seconds."""
        details = {"duration": duration, **without_none({"performer": performer, "title": title})}
        return self._send_file("audio", name, data, details=details)

    async def send_video(
        self,
        data: bytes,
        *,
        duration: int = 1,
        width: int = 640,
        height: int = 360,
        caption: str | None = None,
    ) -> Message:
        """Send a video; `duration` is in seconds, `width` and `height` are in pixels."""
        details: JsonObject = {"duration": duration, "width": width, "height": height}
        return self._send_file("video", "video.mp4", data, caption=caption, details=details)

    async def send_video_note(self, data: bytes, *, duration: int = 1, length: int = 240) -> Message:
        """Send a round video that is `length` pixels wide."""
        details: JsonObject = {"duration": duration, "length": length}
        return self._send_file("video_note", "note.mp4", data, details=details)

    async def send_location(
        self, latitude: float, longitude: float, *, live_period: int | None = None
    ) -> Message:
        """Send a location; the numbers are in degrees. A live one can move for `live_period` seconds."""
        live = without_none({"live_period": live_period})
        return self._send_content("location", {"latitude": latitude, "longitude": longitude, **live})

    async def move_location(self, message: Message, latitude: float, longitude: float) -> Message:
        """Move a live location.

        Raises:
            NotPossible: It is not the person's or is gone, or it is no live location.
        """
        old = self._own(message)
        location = old.content.get("location")
        if not isinstance(location, dict) or "live_period" not in location:
            raise NotPossible("this is no live location")
        moved = {**location, "latitude": latitude, "longitude": longitude}
        changed = replace(old, content={**old.content, "location": moved}, edited_at=self._world.now())
        stored = self._chat.edit(changed)
        self._world.tell("edited_message", self._chat, stored)
        return stored

    async def send_venue(self, latitude: float, longitude: float, title: str, address: str) -> Message:
        """Send a place with its name and address; the numbers are in degrees."""
        location: JsonObject = {"latitude": latitude, "longitude": longitude}
        venue: JsonObject = {"location": location, "title": title, "address": address}
        return self._write(self._draft(content={"venue": venue, "location": location}))

    async def send_contact(
        self, phone_number: str, first_name: str | None = None, last_name: str | None = None
    ) -> Message:
        """Send a phone number: the person's own, unless another name is given."""
        own = first_name is None
        contact: JsonObject = {
            "phone_number": phone_number,
            "first_name": first_name or self._account.first_name,
            **without_none({"last_name": last_name or (self._account.last_name if own else None)}),
        }
        if own:
            contact["user_id"] = self._account.id
        return self._send_content("contact", contact)

    async def send_dice(self, emoji: str = "🎲") -> Message:
        """Roll a dice; the playground's seed decides the value."""
        return self._send_content("dice", throw(self._world, emoji))

    async def forward(self, message: Message, *, from_chat: Sight | Timeline | None = None) -> Message:
        """Forward a message to this chat, from this chat or from the group or person `from_chat`.

        Raises:
            NotPossible: It is protected, or the person cannot write here.
        """
        if "has_protected_content" in message.content:
            raise NotPossible("the message is protected: it cannot be forwarded")
        source = from_chat.timeline if isinstance(from_chat, Sight) else from_chat or self._chat
        origin = message.content.get("forward_origin") or origin_json(source, message)
        stored = self._write(
            replace(
                message,
                from_bot=False,
                sender_id=self._sender_id(),
                date=self._world.now(),
                content={**message.content, "forward_origin": origin},
                buttons=(),
                markup=None,
                reactions=(),
                reply_to=None,
                edited_at=None,
            )
        )
        show_poll(self._world, self._chat, stored)
        return stored

    async def edit(self, message: Message, text: str) -> Message:
        """Edit the text or caption of one of the person's own messages.

        Raises:
            NotPossible: It is not the person's or is gone, or the text is empty or too long.
        """
        old = self._own(message)
        bare, entities = _worded(text)
        changed = replace(old, entities=entities, edited_at=self._world.now())
        changed = replace(changed, text=bare) if old.file is None else replace(changed, caption=bare)
        stored = self._chat.edit(changed)
        self._world.tell("edited_message", self._chat, stored)
        return stored

    async def delete(self, message: Message) -> None:
        """Delete one of the person's own messages; Telegram does not tell the bot.

        Raises:
            NotPossible: It is not the person's or is gone.
        """
        self._chat.delete(self._own(message).id)

    def _own(self, message: Message) -> Message:
        stored = self._chat.messages.get(message.id)
        if stored is None or stored.from_bot or stored.sender_id != self._sender_id():
            raise NotPossible(
                f"message {message.id} is not a message from {self._account.first_name} in this chat"
            )
        return stored

    def _sender_id(self) -> int | None:
        return self._account.id if isinstance(self._chat, GroupChat) else None

    def _draft(
        self,
        *,
        text: str | None = None,
        entities: tuple[Entity, ...] = (),
        content: JsonObject | None = None,
        reply_to: int | None = None,
    ) -> Message:
        return Message(
            id=0,
            date=self._world.now(),
            from_bot=False,
            sender_id=self._sender_id(),
            text=text,
            entities=entities,
            content=content or {},
            reply_to=reply_to,
        )

    def _send_file(
        self,
        kind: str,
        name: str,
        data: bytes,
        *,
        mime_type: str | None = None,
        caption: str | None = None,
        details: JsonObject | None = None,
        content: JsonObject | None = None,
    ) -> Message:
        self._must_be_able_to_write()
        words, entities = tidy(caption or "", [])
        upload = Upload(name=name, mime_type=mime_type or guess_type(name), data=data)
        file = self._world.files.add(upload, kind, details)
        return self._write(
            replace(self._draft(entities=entities, content=content), caption=words or None, file=file)
        )

    def _send_content(self, name: str, value: JsonObject) -> Message:
        return self._write(self._draft(content={name: value}))

    def _must_be_able_to_write(self) -> None:
        reason = self._chat.why_silent(self._account)
        if reason is not None:
            raise NotPossible(reason)

    def _write(self, message: Message) -> Message:
        self._must_be_able_to_write()
        if isinstance(self._chat, Chat):
            self._chat.started = True
        stored = self._chat.add(message)
        self._world.tell("message", self._chat, stored)
        if isinstance(self._chat, GroupChat) and self._chat.linked_to and self._chat.is_channel:
            carry_on(self._world, self._chat, stored)
        return stored


def _worded(text: str) -> tuple[str, tuple[Entity, ...]]:
    bare, entities = tidy(text, [])
    if not 1 <= utf16_length(bare) <= MAX_TEXT:
        raise NotPossible(f"a message must have 1 to {MAX_TEXT} characters, not {utf16_length(bare)}")
    return bare, entities


def _thread(group: GroupChat, account: Account, topic_id: int, reply_to: Message | None) -> JsonObject:
    """Say in which topic of a group somebody writes."""
    if not topic_id:
        return thread_of(reply_to) if reply_to else {}
    topic = group.topics.by_id.get(topic_id) if group.topics is not None else None
    if topic is None:
        raise NotPossible(f"{group.title} has no topic {topic_id}")
    if topic.is_closed and not group.standing(account.id).may("can_manage_topics"):
        raise NotPossible(f"the topic {topic.name} is closed")
    return in_topic(topic_id)


def _quote(reply_to: Message | None, words: str) -> JsonObject:
    place = -1 if reply_to is None else reply_to.words.find(words)
    if reply_to is None or place < 0:
        raise NotPossible(f"there is no message with the words {words!r} to quote")
    return {"quote": {"text": words, "position": utf16_length(reply_to.words[:place]), "is_manual": True}}
