"""Methods for sending and closing polls."""

from dataclasses import replace

from playground.chats.keyboards import parse_keyboard
from playground.chats.polls import Poll
from playground.errors import bad_request
from playground.methods.sending.posting import find_message, post, read_envelope
from playground.people.voting import close_poll, poll_of, show_poll
from playground.serving.parameters import Parameters
from playground.text.content import read_formatted
from playground.text.entities import utf16_length
from playground.wire import JsonObject
from playground.world import World

MAX_QUESTION = 300
MAX_OPTION = 100
MAX_OPTIONS = 12
_MAX_EXPLANATION = 200
#: How long a poll may stay open, in seconds.
OPEN_S = (5, 2_628_000)


def send_poll(world: World, parameters: Parameters) -> JsonObject:
    """Answer sendPoll: ask a question with options."""
    envelope = read_envelope(world, parameters)
    poll = _read_poll(world, parameters)
    if not poll.anonymous and envelope.chat.chat_json["type"] == "channel":
        raise bad_request("non-anonymous polls can't be sent to channel chats")
    world.polls[poll.id] = poll
    message = post(world, envelope, {"poll": poll.to_json()})
    show_poll(world, envelope.chat, message)
    if poll.close_at is not None and not poll.closed:
        world.clock.call_later(poll.close_at - world.clock(), lambda: close_poll(world, poll))
    return envelope.chat.message_json(message)


def _read_poll(world: World, parameters: Parameters) -> Poll:
    question, entities = read_formatted(
        world, parameters, "question", "question_entities", "question_parse_mode"
    )
    if not question:
        raise bad_request("poll question must be non-empty")
    if utf16_length(question) > MAX_QUESTION:
        raise bad_request("poll question length must not exceed 300")
    kind = parameters.text("type") or "regular"
    if kind not in {"regular", "quiz"}:
        raise bad_request("unsupported poll type specified")
    options = _options(world, parameters)
    other: JsonObject = {"question_entities": [e.to_json() for e in entities]} if entities else {}
    quiz = kind == "quiz"
    poll = Poll(
        id=str(world.rng.getrandbits(62)),
        question=question,
        options=options,
        anonymous=parameters.text("is_anonymous") == "" or parameters.flag("is_anonymous"),
        quiz=quiz,
        multiple=parameters.flag("allows_multiple_answers"),
        revoting=parameters.flag("allows_revoting") if parameters.text("allows_revoting") else not quiz,
        correct=_correct(parameters, len(options)) if quiz else [],
        other=other,
        closed=parameters.flag("is_closed"),
    )
    _read_end(world, parameters, poll)
    _read_explanation(world, parameters, poll)
    return poll


def _options(world: World, parameters: Parameters) -> list[str]:
    given = parameters.sequence("options", "InputPollOption") or []
    if not given:
        raise bad_request("poll must have at least 1 option")
    if len(given) > MAX_OPTIONS:
        raise bad_request(f"poll can't have more than {MAX_OPTIONS} options")
    return [_option(world, option) for option in given]


def _option(world: World, option: object) -> str:
    given = Parameters(option if isinstance(option, dict) else {"text": option})
    text, _ = read_formatted(world, given, "text", "text_entities", "text_parse_mode")
    if not text:
        raise bad_request("poll options must be non-empty")
    if utf16_length(text) > MAX_OPTION:
        raise bad_request("poll options length must not exceed 100")
    return text


def _correct(parameters: Parameters, count: int) -> list[int]:
    given = parameters.sequence("correct_option_ids", "Integer")
    if given is None and parameters.text("correct_option_id"):
        given = [parameters.integer("correct_option_id", -1)]
    positions = [int(str(position)) for position in given or []]
    if not positions or not all(0 <= position < count for position in positions):
        raise bad_request("wrong correct option ID specified")
    return positions


def _read_end(world: World, parameters: Parameters, poll: Poll) -> None:
    period, date = parameters.integer("open_period"), parameters.integer("close_date")
    if not period and date:
        period = date - world.now()
    if not period:
        return
    if not OPEN_S[0] <= period <= OPEN_S[1]:
        raise bad_request("wrong poll open period specified")
    poll.close_at = world.now() + period
    poll.other = poll.other | ({"close_date": date} if date else {"open_period": period})


def _read_explanation(world: World, parameters: Parameters, poll: Poll) -> None:
    text, entities = read_formatted(
        world, parameters, "explanation", "explanation_entities", "explanation_parse_mode"
    )
    if utf16_length(text) > _MAX_EXPLANATION:
        raise bad_request("message is too long")
    if text and poll.quiz:
        poll.other = poll.other | {"explanation": text}
        if entities:
            poll.other = poll.other | {"explanation_entities": [entity.to_json() for entity in entities]}


def stop_poll(world: World, parameters: Parameters) -> JsonObject:
    """Answer stopPoll: close the poll and return the result."""
    chat = world.chat_to_write(parameters)
    message = find_message(chat, parameters, "message with poll to stop")
    poll = poll_of(world, message)
    if poll is None:
        raise bad_request("message with poll to stop not found")
    if not message.from_bot or "forward_origin" in message.content:
        raise bad_request("poll can't be stopped")
    if poll.closed:
        raise bad_request("poll has already been closed")
    buttons = parse_keyboard(parameters.mapping("reply_markup", "reply markup"))
    chat.edit(replace(message, buttons=buttons))
    close_poll(world, poll)
    return poll.to_json()
