"""Methods for sending files of every kind and albums, and for fetching files that people sent."""

from playground.chats.chat import Message
from playground.chats.files import MAX_ONLINE_BYTES, MAX_ONLINE_PHOTO_BYTES, StoredFile, Upload
from playground.errors import bad_request
from playground.methods.sending.posting import post, read_envelope
from playground.serving.parameters import Parameters
from playground.text.content import read_caption
from playground.text.entities import Entity
from playground.wire import JsonObject
from playground.world import World

#: By kind of file: its whole numbers and texts. The file itself is believed more, where it can be read.
_NUMBERS = {
    "voice": ("duration",),
    "audio": ("duration",),
    "video": ("width", "height", "duration"),
    "animation": ("width", "height", "duration"),
    "video_note": ("length", "duration"),
}
_TEXTS = {"audio": ("performer", "title"), "sticker": ("emoji",)}
_DEFAULTS: dict[str, JsonObject] = {
    "video_note": {"length": 240},
    "sticker": {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False},
}
_WITH_THUMBNAIL = frozenset({"animation", "audio", "document", "video", "video_note"})
_UNCAPTIONED = frozenset({"sticker", "video_note"})
#: Kinds allowed in an album; documents and audio files only with their own kind.
_IN_ALBUMS = frozenset({"photo", "video", "document", "audio"})
_ALONE = frozenset({"document", "audio"})
_ALBUM = (2, 10)


def send_document(world: World, parameters: Parameters) -> JsonObject:
    """Answer sendDocument: send a file of any kind, uploaded or by id."""
    return _send(world, parameters, "document")


def send_photo(world: World, parameters: Parameters) -> JsonObject:
    """Answer sendPhoto: send a picture, uploaded or by id."""
    return _send(world, parameters, "photo")


def send_voice(world: World, parameters: Parameters) -> JsonObject:
    """Answer sendVoice: send a voice message."""
    return _send(world, parameters, "voice")


def send_audio(world: World, parameters: Parameters) -> JsonObject:
    """Answer sendAudio: send a piece of music."""
    return _send(world, parameters, "audio")


def send_video(world: World, parameters: Parameters) -> JsonObject:
    """Answer sendVideo: send a video."""
    return _send(world, parameters, "video")


def send_animation(world: World, parameters: Parameters) -> JsonObject:
    """Answer sendAnimation: send a short video without sound."""
    return _send(world, parameters, "animation")


def send_video_note(world: World, parameters: Parameters) -> JsonObject:
    """Answer sendVideoNote: send a round video."""
    return _send(world, parameters, "video_note")


def send_sticker(world: World, parameters: Parameters) -> JsonObject:
    """Answer sendSticker: send a sticker that is not in a set."""
    return _send(world, parameters, "sticker")


def _send(world: World, parameters: Parameters, kind: str) -> JsonObject:
    envelope = read_envelope(world, parameters)
    caption, entities = (None, ()) if kind in _UNCAPTIONED else read_caption(world, parameters)
    stored = _stored(world, parameters, kind, parameters.file(kind))
    content = _shown(parameters)
    message = post(world, envelope, content, caption=caption, entities=entities, file=stored)
    return envelope.chat.message_json(message)


def _shown(parameters: Parameters) -> JsonObject:
    """Read how a file is shown."""
    content: JsonObject = {}
    if parameters.flag("has_spoiler"):
        content["has_media_spoiler"] = True
    if parameters.flag("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return content


def _stored(world: World, parameters: Parameters, kind: str, given: Upload | str) -> StoredFile:
    if isinstance(given, Upload):
        if not given.data:
            raise bad_request("file must be non-empty")
        return world.files.add(given, kind, _details(world, parameters, kind))
    if not given:
        raise bad_request(f"there is no {kind.replace('_', ' ')} in the request")
    if given.startswith(("http://", "https://")):
        return world.files.add(_online(world, given, kind), kind, _details(world, parameters, kind))
    stored = world.files.get(given)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if stored.kind != kind:
        raise bad_request(f"can't use file of type {_type_name(stored.kind)} as {_type_name(kind)}")
    return stored


def _online(world: World, url: str, kind: str) -> Upload:
    """Return what a test put at an address: the playground never uses the network, so all others are unreachable."""
    found = world.files.online.get(url)
    if found is None or len(found.data) > (MAX_ONLINE_PHOTO_BYTES if kind == "photo" else MAX_ONLINE_BYTES):
        raise bad_request("failed to get HTTP URL content")
    return found


def _type_name(kind: str) -> str:
    return {"voice": "VoiceNote", "video_note": "VideoNote"}.get(kind, kind.capitalize())


def _details(world: World, parameters: Parameters, kind: str) -> JsonObject:
    details = dict(_DEFAULTS.get(kind, {}))
    for name in _NUMBERS.get(kind, ()):
        details[name] = parameters.integer(name) or details.get(name, 0)
    for name in _TEXTS.get(kind, ()):
        if value := parameters.text(name):
            details[name] = value
    # "thumb" is the name from before Bot API 6.6, which Telegram still reads.
    given = parameters.file("thumbnail") or parameters.file("thumb")
    if isinstance(given, Upload) and kind in _WITH_THUMBNAIL:
        thumbnail = world.files.add_thumbnail(given)
        if thumbnail is not None:
            details["thumbnail"] = thumbnail
    return details


def read_media(world: World, media: Parameters) -> tuple[StoredFile, str | None, tuple[Entity, ...]]:
    """Read an InputMedia: its file, and its caption with entities.

    Raises:
        ApiError: Its type, file or caption is invalid.
    """
    kind = media.text("type")
    if kind not in _IN_ALBUMS | {"animation"}:
        raise bad_request("unknown media type specified" if kind else "media type is empty")
    given = media.file("media")
    if isinstance(given, str) and given.startswith("attach://"):
        raise bad_request(f'wrong file "{given}" specified: there is no such file in the request')
    stored = _stored(world, media, kind, given)
    caption, entities = read_caption(world, media)
    return stored, caption, entities


def send_album(world: World, parameters: Parameters) -> list[JsonObject]:
    """Answer sendMediaGroup: send several files that are shown together."""
    envelope = read_envelope(world, parameters)
    given = parameters.sequence("media", "InputMedia") or []
    if not given:
        raise bad_request("there are no messages to send")
    if not _ALBUM[0] <= len(given) <= _ALBUM[1]:
        raise bad_request("wrong number of messages specified to send as an album")
    items = [_item(world, parameters, item) for item in given]
    kinds = {stored.kind for stored, _, _, _ in items}
    for kind in kinds & _ALONE if len(kinds) > 1 else ():
        raise bad_request(f"{kind.capitalize()} can't be mixed with other media types")
    group_id = str(world.rng.getrandbits(53))
    messages: list[Message] = [
        post(
            world,
            envelope,
            content | {"media_group_id": group_id},
            caption=caption,
            entities=entities,
            file=stored,
        )
        for stored, caption, entities, content in items
    ]
    return [envelope.chat.message_json(message) for message in messages]


def _item(
    world: World, parameters: Parameters, item: object
) -> tuple[StoredFile, str | None, tuple[Entity, ...], JsonObject]:
    if not isinstance(item, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    media = Parameters(item, parameters.files)
    if media.text("type") not in _IN_ALBUMS:
        raise bad_request("media type can't be used in an album")
    return *read_media(world, media), _shown(media)


def get_file(world: World, parameters: Parameters) -> JsonObject:
    """Answer getFile: return where to download a file."""
    stored = world.files.get(parameters.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    return stored.file_json()


def get_profile_photos(world: World, parameters: Parameters) -> JsonObject:
    """Answer getUserProfilePhotos: people in the playground have no profile pictures."""
    world.user_json(parameters.integer("user_id"))
    return {"total_count": 0, "photos": []}
