"""What a project is about and in which language: the names, the sentences about it, and the screens that ask."""

from html import escape

from crowd.projects import DraftStep, Project
from crowd.subjects import ANY, LANGUAGES, Topic
from handlers import callbacks
from handlers.messages import Message, button
from handlers.texts import Texts

#: Buttons beside each other.
IN_A_ROW = 3


def language_names() -> dict[str, str]:
    """Return the languages by their codes, each by its own name."""
    return LANGUAGES


def topic_names(texts: Texts) -> dict[str, str]:
    """Return the topics by their keys, as the reader calls them."""
    return {topic: texts(f"topic-{topic}") for topic in Topic}


def subject_lines(project: Project, texts: Texts) -> list[str]:
    """Return what is said about a project's language and topic: nothing where none was chosen."""
    lines = []
    if project.subject.language is not None:
        lines.append(texts("panel-language", {"name": language_names()[project.subject.language]}))
    if project.subject.topic is not None:
        lines.append(texts("panel-topic", {"name": topic_names(texts)[project.subject.topic]}))
    return lines


def subject_name(project: Project, step: DraftStep, texts: Texts) -> str:
    """Return what a project's language or topic is called, or the word for any."""
    if step is DraftStep.LANGUAGE:
        language = project.subject.language
        return texts("button-any") if language is None else language_names()[language]
    topic = project.subject.topic
    return texts("button-any") if topic is None else topic_names(texts)[topic]


def ask_subject(project: Project, step: DraftStep, texts: Texts) -> Message:
    """Return the question about a project's language or topic, a button each."""
    if step is DraftStep.LANGUAGE:
        names, chosen, asked = (
            language_names(),
            project.subject.language,
            texts("draft-language", _name(project)),
        )
    else:
        names, chosen, asked = topic_names(texts), project.subject.topic, texts("draft-topic", _name(project))
    choices = {**names, ANY: texts("button-any")}
    taps = [
        button(f"✅ {name}" if key == (chosen or ANY) else name, callbacks.DraftTap(project.id, step, number))
        for number, (key, name) in enumerate(choices.items())
    ]
    rows = [taps[start : start + IN_A_ROW] for start in range(0, len(taps), IN_A_ROW)]
    back = button(texts("button-back"), callbacks.StepTap(project.id, DraftStep.MORE))
    return Message(html=asked, buttons=[*rows, [back]])


def _name(project: Project) -> dict[str, str]:
    return {"name": escape(project.name, quote=False)}
