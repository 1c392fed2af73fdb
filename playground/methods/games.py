"""Methods for games and their scores."""

import re

from playground.chats.chat import Message, Timeline
from playground.errors import bad_request
from playground.methods.sending.posting import find_inline, find_message, post, read_envelope
from playground.serving.parameters import Parameters
from playground.wire import JsonObject
from playground.world import World

_SHORT_NAME = re.compile(r"[A-Za-z0-9_]{3,64}")


def read_game(parameters: Parameters) -> JsonObject:
    """Read a game's short name; the playground takes every name as that of a game made in @BotFather.

    Raises:
        ApiError: It cannot be one.
    """
    name = parameters.text("game_short_name")
    if not _SHORT_NAME.fullmatch(name):
        raise bad_request("wrong game short name specified")
    return {"title": name, "description": f"The game {name}", "photo": []}


def send_game(world: World, parameters: Parameters) -> JsonObject:
    """Answer sendGame: the first button starts it; without buttons there is one for that."""
    envelope = read_envelope(world, parameters)
    game = read_game(parameters)
    if envelope.buttons and "callback_game" not in envelope.buttons[0][0].other:
        raise bad_request("BUTTON_POS_INVALID")
    return envelope.chat.message_json(post(world, envelope, {"game": game}))


def _find(world: World, parameters: Parameters) -> tuple[Timeline, Message, bool]:
    is_inline = not parameters.text("chat_id")
    if is_inline:
        chat, message = find_inline(world, parameters)
    else:
        chat = world.find_chat(parameters)
        message = find_message(chat, parameters, "message")
    if "game" not in message.content:
        raise bad_request("message has no game")
    return chat, message, is_inline


def _person(world: World, parameters: Parameters) -> int:
    person_id = parameters.integer("user_id")
    if person_id not in world.chats:
        raise bad_request("user not found" if person_id > 0 else "invalid user_id specified")
    return person_id


def set_score(world: World, parameters: Parameters) -> JsonObject | bool:
    """Answer setGameScore: a score only grows, unless it is forced."""
    chat, message, is_inline = _find(world, parameters)
    person_id, score = _person(world, parameters), parameters.integer("score", -1)
    if score < 0:
        raise bad_request("SCORE_INVALID")
    scores = world.scores.setdefault((chat.id, message.id), {})
    if score <= scores.get(person_id, -1) and not parameters.flag("force"):
        raise bad_request("BOT_SCORE_NOT_MODIFIED")
    scores[person_id] = score
    # The message itself doesn't show the scores: people see them in the game.
    return True if is_inline else chat.message_json(message)


def get_scores(world: World, parameters: Parameters) -> list[JsonObject]:
    """Answer getGameHighScores: everybody's best, best first."""
    chat, message, _ = _find(world, parameters)
    _person(world, parameters)
    scores = world.scores.get((chat.id, message.id), {})
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    return [
        {"position": place, "user": world.user_json(person_id), "score": score}
        for place, (person_id, score) in enumerate(ranked, start=1)
    ]
