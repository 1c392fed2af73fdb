"""What a project's tasks are about and in which language, and whether that is for somebody."""

from dataclasses import dataclass
from enum import StrEnum

from crowd.errors import ValueRefused

#: Languages by ISO 639-1 code, each by its own name, in the order of those names.
LANGUAGES: dict[str, str] = {
    "id": "Bahasa Indonesia",
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "it": "Italiano",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
    "vi": "Tiếng Việt",
    "tr": "Türkçe",
    "ru": "Русский",
    "uk": "Українська",
    "ar": "العربية",
    "fa": "فارسی",
    "hi": "हिन्दी",
    "bn": "বাংলা",
    "zh": "中文",
    "ja": "日本語",
    "ko": "한국어",
}

#: Stands for no language, or no topic, in particular.
ANY = "any"


class Topic(StrEnum):
    """What tasks can be about."""

    NEWS = "news"
    POLITICS = "politics"
    SCIENCE = "science"
    HEALTH = "health"
    TECHNOLOGY = "technology"
    SHOPPING = "shopping"
    TRAVEL = "travel"
    FOOD = "food"
    ARTS = "arts"
    SPORT = "sport"
    NATURE = "nature"
    LIFE = "life"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a project's tasks are about.

    Attributes:
        language: Code of the language one has to read; None for none in particular.
        topic: None for none in particular.
    """

    language: str | None = None
    topic: Topic | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tastes:
    """What somebody does not want to be asked: all else they do, so that what is new in the lists is offered.

    Attributes:
        unread: Codes of languages that they do not read.
        unwanted: Topics that they do not want.
    """

    unread: frozenset[str] = frozenset()
    unwanted: frozenset[str] = frozenset()


def fits(subject: Subject, tastes: Tastes) -> bool:
    """Whether tasks that are open to all are for somebody: both the language and the topic must be."""
    return subject.language not in tastes.unread and subject.topic not in tastes.unwanted


def toggled(left_out: frozenset[str], choice: int, all_codes: tuple[str, ...]) -> frozenset[str]:
    """What is left out after a choice: one more or less, none (`len(all_codes)`), or all (one above).

    Raises:
        IndexError: There is no such choice.
    """
    if choice == len(all_codes):
        return frozenset()
    if choice == len(all_codes) + 1:
        return frozenset(all_codes)
    return left_out ^ {all_codes[choice]}


def check_language(text: str) -> str | None:
    """Read a language: its code or its own name; None for any."""
    wanted = text.strip().casefold()
    if wanted == ANY:
        return None
    for code, name in LANGUAGES.items():
        if wanted in {code, name.casefold()}:
            return code
    raise ValueRefused("language-unknown", {"found": text.strip()[:40]})


def check_topic(text: str) -> Topic | None:
    """Read a topic's key; None for any."""
    wanted = text.strip().casefold()
    if wanted == ANY:
        return None
    if wanted not in list(Topic):
        raise ValueRefused("topic-unknown", {"found": text.strip()[:40]})
    return Topic(wanted)
