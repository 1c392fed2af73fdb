"""The text that several people agree on: computed anew from all answers to a task with each of them.

The model is that of `text_model`. Taken whole, the texts compete with each other. Word by word, they are laid side by
side, the words in each place compete, and the text is right if every word is.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from crowd.aggregation.texts.laying import NO_WORD, Worded, lay_texts, nearest_text, read_words, words_between
from crowd.aggregation.texts.text_model import Given, TextModel

#: Chances this close are the same, however sums round.
_ROUNDING = 1e-9
#: A chance is never quite 0.
_LEAST_CHANCE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class TextAnswer:
    """One answer to the task.

    Attributes:
        text: The text.
        key: The form that is the same for all texts that say the same.
        ability: What the last full fit learnt about its author; None if it did not see them.
    """

    text: str
    key: str
    ability: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMove:
    """The state of a task after its answers so far.

    Attributes:
        text: The text that is agreed on, as most people wrote it.
        confidence: Probability that it is right.
        credits: For each answer, in the given order, the probability that it is right; word by word, of a word of it.
        vote_share: Share of the answers that are the same as the most common one.
        given_by: How many people gave that very text.
        agreeing_needed: The fewest further answers from newcomers, all with this text, that would reach the target;
            infinite if `most_more` of them would not.
        within_reach: Whether the target may still be reached, given how little is known about the crowd.
        words: The probability of each word of the text; none if texts are taken whole.
    """

    text: str
    confidence: float
    credits: tuple[float, ...]
    vote_share: float
    given_by: int
    agreeing_needed: float
    within_reach: bool
    words: tuple[float, ...] = ()


#: The chance of the text after so many more newcomers of an ability gave it.
_After = Callable[[int, float], float]


def agree_whole(
    answers: Sequence[TextAnswer],
    model: TextModel,
    *,
    known: str | None = None,
    target: float = 1.0,
    most_more: int = 0,
) -> TextMove:
    """Find the text of a task, taking texts whole.

    Args:
        answers: All answers that count, at most one a person: one or more.
        model: How the crowd answers.
        known: The key of a gold task's text. It makes credits 1 or 0, while the rest still says what the crowd says.
        target: The requested confidence; for `agreeing_needed` and `within_reach`.
        most_more: The most further answers the task may get; for the same two.
    """
    groups = _by_key(answers)
    keys = list(groups)
    given = Given([[_ability(one, model) for one in group] for group in groups.values()], model)
    chances = given.chances()
    best = _likeliest(chances, [group[0].text for group in groups.values()])
    confidence = chances[best]
    by_key = dict(zip(keys, chances, strict=True))

    def after(more: int, ability: float) -> float:
        return given.chances(more_for=best, more=more, ability=ability)[best]

    needed, within = _reach(confidence, after, model, target, most_more, is_split=len(groups) > 1)
    return TextMove(
        text=commonest(one.text for one in groups[keys[best]]),
        confidence=confidence,
        credits=tuple(by_key[one.key] if known is None else float(one.key == known) for one in answers),
        vote_share=max(map(len, groups.values())) / len(answers),
        given_by=len(groups[keys[best]]),
        agreeing_needed=needed,
        within_reach=within,
    )


def agree_by_words(
    answers: Sequence[TextAnswer],
    model: TextModel,
    *,
    known: str | None = None,
    target: float = 1.0,
    most_more: int = 0,
) -> TextMove:
    """Find the text of a task word by word; as `agree_whole`, but `known` is the text of a gold task."""
    worded = [read_words(one.text) for one in answers]
    abilities = [_ability(one, model) for one in answers]
    weight = np.array([trust(ability) for ability in abilities])
    slots = slots_of(worded, lay_texts(worded, weight))
    talks: dict[tuple[int, ...], tuple[Given, list[float]]] = {}
    places = [_talk(slot, abilities, model, talks) for slot in slots]
    chosen = choose_words(worded, slots, [chances for _, chances in places])
    best = [slot.words.index(word) for slot, word in zip(slots, chosen, strict=True)]
    chance = [chances[word] for word, (_, chances) in zip(best, places, strict=True)]

    def after(more: int, ability: float) -> float:
        # Places about which people are split alike change alike.
        seen: dict[tuple[int, int], float] = {}
        for word, (given, _) in zip(best, places, strict=True):
            if (id(given), word) not in seen:
                grown = given.chances(more_for=word, more=more, ability=ability)
                seen[id(given), word] = grown[word]
        return every_word([seen[id(given), word] for word, (given, _) in zip(best, places, strict=True)])

    confidence = every_word(chance)
    is_split = len({text.plain for text in worded}) > 1
    needed, within = _reach(confidence, after, model, target, most_more, is_split=is_split)
    plain = tuple(word for word in chosen if word != NO_WORD)
    same = [one.text for one, text in zip(answers, worded, strict=True) if text.plain == plain]
    shown = [one for one, word in zip(chance, chosen, strict=True) if word != NO_WORD]
    return TextMove(
        text=commonest(same) if same else write_words(slots, chosen),
        confidence=confidence,
        credits=tuple(
            word_credit(row, slots, [chances for _, chances in places])
            if known is None
            else word_likeness(worded[row], known)
            for row in range(len(answers))
        ),
        vote_share=max(Counter(text.plain for text in worded).values()) / len(answers),
        given_by=len(same),
        agreeing_needed=needed,
        within_reach=within,
        words=tuple(shown),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One place in texts that are laid side by side.

    Attributes:
        words: The different words there, `NO_WORD` among them if a text has none.
        said: For each text, which of them it has.
        written: For each text, the word as it was written.
    """

    words: tuple[str, ...]
    said: tuple[int, ...]
    written: tuple[str, ...]


def slots_of(texts: Sequence[Worded], laid: Sequence[Sequence[int]]) -> list[Slot]:
    """Return the places of texts that were laid side by side."""
    slots = []
    for places in zip(*laid, strict=True):
        rows = list(zip(texts, places, strict=True))
        plain = [text.plain[place] if place >= 0 else NO_WORD for text, place in rows]
        words = tuple(dict.fromkeys(plain))
        slots.append(
            Slot(
                words=words,
                said=tuple(map(words.index, plain)),
                written=tuple(text.written[place] if place >= 0 else NO_WORD for text, place in rows),
            )
        )
    return slots


def choose_words(
    texts: Sequence[Worded], slots: Sequence[Slot], chances: Sequence[Sequence[float]]
) -> list[str]:
    """Return the word of each place, or `NO_WORD`: the likeliest.

    If more people gave some other text, word for word, it is that one: words of one text go together, and two people
    hardly ever make the same slips.
    """
    chosen = [_choose_word(slot, chance) for slot, chance in zip(slots, chances, strict=True)]
    votes = Counter(text.plain for text in texts)
    common, count = votes.most_common(1)[0]
    if count > max(votes[tuple(word for word in chosen if word != NO_WORD)], 1):
        row = next(row for row, text in enumerate(texts) if text.plain == common)
        return [slot.words[slot.said[row]] for slot in slots]
    return chosen


def _choose_word(slot: Slot, chances: Sequence[float]) -> str:
    """Return the likeliest word of a place; if several are, one rather than none, then the first alphabetically."""
    most = max(chances)
    return min(
        (word for word, chance in zip(slot.words, chances, strict=True) if chance >= most - _ROUNDING),
        key=lambda word: (word == NO_WORD, word),
    )


def write_words(slots: Sequence[Slot], chosen: Sequence[str]) -> str:
    """Write the chosen words as most people wrote them."""
    written = []
    for slot, word in zip(slots, chosen, strict=True):
        if word != NO_WORD:
            code = slot.words.index(word)
            forms = [form for form, said in zip(slot.written, slot.said, strict=True) if said == code]
            written.append(commonest(forms))
    return " ".join(written)


def every_word(chances: Sequence[float]) -> float:
    """Return the probability that every word is right, from that of each.

    They are multiplied as if words were right and wrong independently, which held on made-up transcriptions: whatever
    makes a whole task hard is in the chances of its words already.
    """
    return math.exp(math.fsum([math.log(max(one, _LEAST_CHANCE)) for one in chances]))


def word_credit(row: int, slots: Sequence[Slot], chances: Sequence[Sequence[float]]) -> float:
    """Return the expected share of places in which a text has the right word, or rightly none."""
    right = [chance[slot.said[row]] for slot, chance in zip(slots, chances, strict=True)]
    return math.fsum(right) / len(right)


def word_likeness(text: Worded, known: str) -> float:
    """Return 1 minus the share of words in which a text differs from a known one, at least 0."""
    true = read_words(known)
    return max(1.0 - words_between(text, true) / len(true.plain), 0.0)


def trust(ability: float) -> float:
    """Return the weight of a text while texts are laid side by side."""
    return 1.0 / (1.0 + math.exp(-ability))


def commonest(texts: Iterable[str]) -> str:
    """Return the most frequent text; of several, the first."""
    return Counter(texts).most_common(1)[0][0]


def _talk(
    slot: Slot,
    abilities: Sequence[float],
    model: TextModel,
    talks: dict[tuple[int, ...], tuple[Given, list[float]]],
) -> tuple[Given, list[float]]:
    """Weigh the words of a place. Most places are split alike, so each way is looked at once."""
    found = talks.get(slot.said)
    if found is None:
        groups: list[list[float]] = [[] for _ in slot.words]
        for word, ability in zip(slot.said, abilities, strict=True):
            groups[word].append(ability)
        given = Given(groups, model)
        found = talks[slot.said] = given, given.chances()
    return found


def _by_key(answers: Sequence[TextAnswer]) -> dict[str, list[TextAnswer]]:
    groups: dict[str, list[TextAnswer]] = {}
    for one in answers:
        groups.setdefault(one.key, []).append(one)
    return groups


def _ability(answer: TextAnswer, model: TextModel) -> float:
    return model.ability if answer.ability is None else answer.ability


def _likeliest(chances: Sequence[float], texts: Sequence[str]) -> int:
    """Return the likeliest text; of several, the one nearest to the others in words."""
    most = max(chances)
    level = [place for place, chance in enumerate(chances) if chance >= most - _ROUNDING]
    if len(level) < 3:
        return level[0]
    return level[nearest_text([read_words(texts[place]) for place in level])]


def _reach(
    confidence: float, after: _After, model: TextModel, target: float, most: int, *, is_split: bool
) -> tuple[float, bool]:
    """Return how many newcomers would be needed for the target, and whether it may be reached at all."""
    if confidence >= target:
        return 0.0, True
    needed = _fewest(after, model.ability, target, most)
    within = needed < math.inf or not is_split or _fewest(after, model.hopeful(), target, most) < math.inf
    return needed, within


def _fewest(after: _After, ability: float, target: float, most: int) -> float:
    """Return the fewest people that reach a target; infinite if `most` would not."""
    fewest, enough = 1, most + 1
    while fewest < enough:
        tried = (fewest + enough) // 2
        if after(tried, ability) >= target:
            enough = tried
        else:
            fewest = tried + 1
    return float(fewest) if fewest <= most else math.inf
