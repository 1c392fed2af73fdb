"""The playground's crowd uses the known answers in the files that people send to the bot."""

import re
from html import unescape
from pathlib import Path

from usecase_scene import Scene, task_file

from cli.trying.crowd_truths import CrowdTruths
from handlers.answering.screens import card
from handlers.texts import texts_in
from playground.chats.keyboards import Button
from playground.people.answers.choosing import choice_of

OPTIONS = [Button(text=option, data=str(code)) for code, option in enumerate(("Yes", "No"))]


def test_the_crowd_takes_a_known_answer_for_right_as_the_card_shows_it(scene: Scene) -> None:
    seconds = 0.0
    truths = CrowdTruths({}, scene.path, lambda: seconds)
    assert len(truths) == 0
    texts = [f"Is {number}  even?" for number in range(1, 9)]
    scene.launch(scene.ready(task_file(*texts, gold=["No", "Yes"] * 4)))
    seconds += 5
    assert len(truths) == 8
    person = scene.person(2)
    for _ in texts:
        shown = card(person.card, texts_in("en")).html
        subject = " ".join(unescape(re.sub(r"<[^>]+>", "", shown)).split())
        number = int(re.findall(r"Is (\d) even", subject)[-1])
        right = choice_of(OPTIONS, subject, truths).right
        assert right.text == ("No", "Yes")[(number + 1) % 2]
        person.answer(0)


def test_without_a_database_the_crowd_knows_what_it_was_given(tmp_path: Path) -> None:
    truths = CrowdTruths({"a": "Yes"}, tmp_path / "missing.db", lambda: 0.0)
    assert dict(truths) == {"a": "Yes"}
