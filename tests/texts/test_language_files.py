"""Every language has every sentence, with the same arguments, and with markup and length that Telegram accepts."""

import pytest
from fluent.runtime import FluentBundle, FluentResource
from text_catalogue import files_of, filled, sentences_of, utf16, words_of

from handlers.texts import DEFAULT_LOCALE, LOCALES, TextMissing, locale_for, texts_in
from handlers.texts import files_of as language_files

EVERY = [(locale, key) for locale in LOCALES for key in sentences_of(locale)]
OTHERS = [locale for locale in LOCALES if locale != DEFAULT_LOCALE]

#: The same in two languages, and rightly so.
SAME_WORD = {
    "option-no",
    "option-neutral",
    "pace-announcements-no",
    "draft-head",
    "reason-bad-json",
    "agreement-picture-count",
}


@pytest.mark.parametrize("locale", OTHERS)
def test_a_language_has_the_same_files_and_sentences_as_english(locale: str) -> None:
    assert files_of(locale) == files_of(DEFAULT_LOCALE)
    english = {key: sentence.file for key, sentence in sentences_of(DEFAULT_LOCALE).items()}
    assert {key: sentence.file for key, sentence in sentences_of(locale).items()} == english


@pytest.mark.parametrize("locale", OTHERS)
def test_a_sentence_takes_the_same_arguments_in_every_language(locale: str) -> None:
    english = {key: sentence.arguments for key, sentence in sentences_of(DEFAULT_LOCALE).items()}
    assert {key: sentence.arguments for key, sentence in sentences_of(locale).items()} == english


@pytest.mark.parametrize("locale", OTHERS)
def test_no_sentence_was_left_in_english(locale: str) -> None:
    english = sentences_of(DEFAULT_LOCALE)
    same = {key for key, sentence in sentences_of(locale).items() if sentence.pattern == english[key].pattern}
    assert same <= SAME_WORD


@pytest.mark.parametrize(("locale", "key"), EVERY)
def test_a_sentence_can_be_said_with_any_value_and_leaves_room_for_it(locale: str, key: str) -> None:
    for value in (0, 1, 2, 200_000, "word"):
        text = filled(locale, key, value)
        assert words_of(text).strip()
        # A left-over of the syntax means a slip of the pen in the file.
        assert not set("{}$") & set(text)
        assert "  " not in text
        assert " ," not in text
        assert utf16(words_of(text)) <= 1200


@pytest.mark.parametrize(("locale", "key"), [(locale, key) for locale, key in EVERY if "button-" in key])
def test_a_button_is_short_and_without_markup(locale: str, key: str) -> None:
    text = filled(locale, key, 1)
    assert text == words_of(text)
    assert utf16(text) <= 28


@pytest.mark.parametrize(("locale", "key"), [(locale, key) for locale, key in EVERY if "command-" in key])
def test_a_command_is_described_within_what_telegram_takes(locale: str, key: str) -> None:
    # Bot API, BotCommand: 1 to 256 characters; a phone shows one line.
    assert 1 <= utf16(filled(locale, key, 1)) <= 64


@pytest.mark.parametrize(
    ("language_code", "locale"),
    [
        ("es", "es"),
        ("es-MX", "es"),
        ("es_419", "es"),
        ("ES", "es"),
        ("en-GB", "en"),
        ("fr", "en"),
        (None, "en"),
    ],
)
def test_a_person_is_spoken_to_in_their_language_or_english(language_code: str | None, locale: str) -> None:
    assert locale_for(language_code) == locale


def test_a_missing_sentence_or_argument_is_never_said() -> None:
    texts = texts_in("es")
    with pytest.raises(TextMissing, match="no sentence"):
        texts("no-such-sentence")
    with pytest.raises(TextMissing, match="card-given"):
        texts("card-given")


@pytest.mark.parametrize("locale", LOCALES)
def test_a_sentence_reads_as_fluent_would_fill_it_in(locale: str) -> None:
    bundle = FluentBundle([locale], use_isolating=False)
    for file in language_files(locale):
        bundle.add_resource(FluentResource(file.read_text("utf-8")))
    for key, sentence in sentences_of(locale).items():
        args = {name: f"{{{name}}} ñ" for name in sentence.arguments - sentence.numbers}
        text, errors = bundle.format_pattern(bundle.get_message(key).value, args)
        if args and not errors and not sentence.numbers:
            assert texts_in(locale)(key, args) == text, key
