"""A project's topic and language: their names, the sentences about them, and the screens to choose them."""

from html import escape

from crowd.projects.draft import DraftStep
from crowd.projects.project import Project
from crowd.projects.topics import ANY, LANGUAGES, Topic
from handlers import taps
from handlers.message import Message, button
from handlers.packing import Small, Step
from handlers.texts import Texts

#: Buttons in a row.
IN_A_ROW = 3


def language_names() -> dict[str, str]:
    """Return the languages' own names by their codes."""
    return LANGUAGES


def topic_names(texts: Texts) -> dict[str, str]:
    """Return the topics' names in the reader's language by their keys."""
    return {topic: texts(f"topic-{topic}") for topic in Topic}


def subject_lines(project: Project, texts: Texts) -> list[str]:
    """Return the lines about a project's language and topic; none for what was not chosen."""
    lines = []
    if project.subject.language is not None:
        lines.append(texts("panel-language", {"name": language_names()[project.subject.language]}))
    if project.subject.topic is not None:
        lines.append(texts("panel-topic", {"name": topic_names(texts)[project.subject.topic]}))
    return lines


def subject_name(project: Project, step: str, texts: Texts) -> str:
    """Return the name of a project's language or topic, or the word for any."""
    if step is DraftStep.LANGUAGE:
        language = project.subject.language
        return texts("button-any") if language is None else language_names()[language]
    topic = project.subject.topic
    return texts("button-any") if topic is None else topic_names(texts)[topic]


def ask_subject(project: Project, step: str, texts: Texts) -> Message:
    """Return the screen to choose a project's language or topic, with a button for each."""
    if step is DraftStep.LANGUAGE:
        names, chosen, asked = (
            language_names(),
            project.subject.language,
            texts("draft-language", _name(project)),
        )
    else:
        names, chosen, asked = topic_names(texts), project.subject.topic, texts("draft-topic", _name(project))
    choices = {**names, ANY: texts("button-any")}
    offered = [
        button(
            f"✅ {name}" if key == (chosen or ANY) else name,
            taps.DraftTap(project.id, Step(step), Small(number)),
        )
        for number, (key, name) in enumerate(choices.items())
    ]
    rows = [offered[start : start + IN_A_ROW] for start in range(0, len(offered), IN_A_ROW)]
    back = button(texts("button-back"), taps.StepTap(project.id, Step(DraftStep.MORE)))
    return Message(html=asked, buttons=[*rows, [back]])


def _name(project: Project) -> dict[str, str]:
    return {"name": escape(project.name, quote=False)}
