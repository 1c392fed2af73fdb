"""What a project's tasks are about and in which language, and whether they suit somebody."""

from dataclasses import dataclass
from enum import StrEnum

from crowd.errors import ValueRefused

#: Languages by ISO 639-1 code, each with its own name, in order of these names.
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

#: Means no particular language, or no particular topic.
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
        language: Code of the language people need to read; None for no particular language.
        topic: The topic; None for no particular topic.
    """

    language: str | None = None
    topic: Topic | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tastes:
    """What somebody does not want to be asked. They get everything else, including whatever is added to the lists.

    Attributes:
        unread: Codes of languages that they do not read.
        unwanted: Topics they do not want.
    """

    unread: frozenset[str] = frozenset()
    unwanted: frozenset[str] = frozenset()


def fits(subject: Subject, tastes: Tastes) -> bool:
    """Whether tasks open to everybody suit somebody: both the language and the topic must."""
    return subject.language not in tastes.unread and subject.topic not in tastes.unwanted


def toggled(left_out: frozenset[str], choice: int, all_codes: tuple[str, ...]) -> frozenset[str]:
    """The codes left out after a choice: one more or one fewer, none (`len(all_codes)`), or all (one above that).

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
