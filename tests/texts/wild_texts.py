"""What people and files put in texts: long words, emoji, marks, joiners, both writing directions, markup."""

from hypothesis import settings
from hypothesis import strategies as st

#: Large values, few of them: the widest are tested one by one beside. A slow machine is no failure.
few = settings(max_examples=30)

#: What is read as one character each, though most are put together from several.
CHARACTERS = (
    "a", "Z", "7", " ", "\n", "&", "<", ">", '"', "'", "ñ", "e\u0301", "я", "字", "ש", "ע", "م", "ﷺ", "क्षि",
    "😀", "👍🏽", "👨‍👩‍👧‍👦", "🧑‍🚀", "🏳️‍🌈", "❤️", "1️⃣", "🇪🇸", "🇺🇳", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "𝔘", "\u200f", "\u202e",
)  # fmt: skip

#: Pieces that would do harm if they were read as markup or filled in twice.
MARKUP = ("<b>", "</b>", "<a href='tg://user?id=1'>", "&lt;", "&amp;", "{ $name }", "<script>", "</", "%s")

#: As a list of characters, so that a test can tell where a cut is clean.
characters = st.lists(st.sampled_from(CHARACTERS), max_size=300)


def texts(most: int, least: int = 0) -> st.SearchStrategy[str]:
    """Texts of at most so many code points."""
    pieces = st.lists(st.sampled_from(CHARACTERS + MARKUP), min_size=least, max_size=most)
    return pieces.map(lambda parts: "".join(parts)[:most])


def lines(most: int) -> st.SearchStrategy[str]:
    """Texts as a dialogue keeps them: one line, tidied, not empty."""
    tidy = texts(most, 1).map(lambda text: " ".join(text.split()))
    return st.one_of(tidy.filter(bool), st.sampled_from(["😀", "W", "ﷺ", "𝔘", "<"]).map(lambda c: c * most))
