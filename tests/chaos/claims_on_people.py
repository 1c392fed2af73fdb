"""Claims about what people were told and shown: their answers are kept, and nobody is asked twice."""

from collections import Counter
from collections.abc import Iterator

from claims import Breaches, claims
from evidence import Evidence
from story import Press, Story

from handlers.texts import texts_in


@claims("every acknowledged answer is in the database once")
def acknowledged_is_stored(evidence: Evidence) -> Breaches:
    """Who was told "saved" finds their tap as the answer of its assignment, whoever else pressed what else."""
    saved = _words("answer-saved", "answer-late", "answer-ended")
    changed = _words("answer-changed", "change-not-counted")
    with evidence.rows() as rows:
        stored = {
            (row["assignment_id"], row["update_id"]): row
            for row in rows.execute("SELECT assignment_id, update_id, version, label FROM answer")
        }
    told: Counter[int] = Counter()
    for press, words in evidence.story.said():
        if words in saved and press.kind == "answer":
            told[press.numbers[0]] += 1
        elif not (words in changed and press.kind == "change"):
            continue
        assignment, *_, label = press.numbers
        answer = stored.get((assignment, press.update_id))
        if answer is None:
            yield f"{_who(press)} was told {words!r} for assignment {assignment}, and no answer is stored"
        elif answer["label"] != label:
            yield f"{_who(press)} tapped {label} on assignment {assignment}; stored is {answer['label']}"
    for assignment, times in told.items():
        if times > 1:
            yield f"assignment {assignment} was acknowledged as saved {times} times"


@claims("every press that was confirmed left its answer")
def presses_left_answers(evidence: Evidence) -> Breaches:
    """A tap on an option of one's own task is stored, unless the task had been answered or skipped before."""
    sql = """
        SELECT id, contributor_id, state, EXISTS (SELECT 1 FROM answer n WHERE n.assignment_id = a.id) AS answered
        FROM assignment a
    """
    with evidence.rows() as rows:
        assignments = {row["id"]: row for row in rows.execute(sql)}
    for press in evidence.story.presses.values():
        if press.kind != "answer" or press.update_id not in evidence.story.confirmed:
            continue
        found = assignments.get(press.numbers[0])
        if found is None or found["contributor_id"] != press.person:
            yield f"{_who(press)} pressed a button of assignment {press.numbers[0]}, which is not theirs"
        elif not found["answered"] and found["state"] != "SKIPPED":
            yield f"{_who(press)} pressed {press.data}, and assignment {found['id']} has no answer"


@claims("a task is delivered to a person at most once")
def delivered_once(evidence: Evidence) -> Breaches:
    """A task comes in one message a lease, however often that is edited; in another only where they asked for it."""
    with evidence.rows() as rows:
        leases = {row[0]: row[1] for row in rows.execute("SELECT id, lease_id FROM assignment")}
    for (chat, assignment), times in _deliveries(evidence.story).items():
        offered = leases.get(assignment, 0)
        if times > offered:
            yield (
                f"person {chat} got assignment {assignment} in {times} messages that they had not asked for; "
                f"it was offered {offered} times"
            )


def _deliveries(story: Story) -> Counter[tuple[int, int]]:
    """How often each assignment came to its person: at first, and in each new message that no word of theirs brought.

    A word, or a press on Resume, may bring one new message, once the bot has it. An edit notifies nobody.
    """
    times: Counter[tuple[int, int]] = Counter()
    asked: Counter[int] = Counter()
    for _, kind, chat, assignment in sorted(_steps(story)):
        if kind == "word":
            asked[chat] += 1
            continue
        was_asked = kind == "sent" and asked[chat] > 0
        asked[chat] -= was_asked
        if assignment and (chat, assignment) not in times:
            times[chat, assignment] = 1
        elif assignment and kind == "sent" and not was_asked:
            times[chat, assignment] += 1
    return times


def _steps(story: Story) -> Iterator[tuple[int, str, int, int]]:
    for word in story.words:
        if word.kind == "message":
            yield story.given.get(word.update_id, word.n), "word", word.person, 0
    for press in story.presses.values():
        if press.kind == "r1":
            yield story.given.get(press.update_id, press.n), "word", press.person, 0
    for shown in story.shown:
        yield shown.n, "sent" if shown.is_new else "edited", shown.chat, shown.assignment or 0


@claims("nobody has two cards to tap on")
def one_card_is_live(evidence: Evidence) -> Breaches:
    """In the end one message offers a task at most, but for those whose sending had no known end."""
    sql = "SELECT DISTINCT chat_id FROM outbox WHERE kind = 'CARD' AND (state = 'UNKNOWN' OR reason LIKE 'proved%')"
    with evidence.rows() as rows:
        unsure = {row[0] for row in rows.execute(sql)}
    newest = {(shown.chat, shown.message_id): shown for shown in evidence.story.shown}
    forgotten = _unrecorded(evidence.story)
    live = Counter(
        shown.chat
        for place, shown in newest.items()
        if shown.assignment is not None and place not in forgotten and shown.chat not in unsure
    )
    for chat, cards in live.items():
        if cards > 1:
            yield f"person {chat} has {cards} messages with a task's buttons"


def _unrecorded(story: Story) -> set[tuple[int, int]]:
    """Messages that the bot may know nothing of: it died after sending them, and before sending the next there."""
    found: set[tuple[int, int]] = set()
    last: dict[int, int] = {}
    for entry in story.entries:
        if entry["what"] == "message" and entry["event"] == "sent" and entry["message"]["from"]["is_bot"]:
            last[entry["chat"]] = entry["message"]["message_id"]
        elif entry["what"] == "end-of-bot":
            found.update(last.items())
            last.clear()
    return found


@claims("nobody is shown a task of somebody else")
def shown_to_the_right(evidence: Evidence) -> Breaches:
    """A card goes to the one person whom its assignment names."""
    with evidence.rows() as rows:
        of = {row[0]: row[1] for row in rows.execute("SELECT id, contributor_id FROM assignment")}
    for shown in evidence.story.shown:
        if shown.assignment is not None and of.get(shown.assignment) != shown.chat:
            yield f"assignment {shown.assignment} of {of.get(shown.assignment)} was shown to {shown.chat}"


def _words(*keys: str) -> frozenset[str]:
    return frozenset(texts_in("en")(key) for key in keys)


def _who(press: Press) -> str:
    return f"person {press.person} (update {press.update_id})"
