"""A kind of question that the product does not know, in the chat: from the dialogue over the card to the results."""

import csv
import io
from collections.abc import Iterator

import pytest
from bot_scene import Scene, agree, buttons, from_bot, say, tasks_csv
from null_kind import with_null_kind

from playground import Message, Person


@pytest.fixture(autouse=True)
def registered() -> Iterator[None]:
    with with_null_kind():
        yield


def last(person: Person) -> Message:
    return from_bot(person)[-1]


async def results_of(requester: Person) -> list[dict[str, str]]:
    data = await requester.wait_for(
        lambda: (
            message.document.data
            for message in reversed(requester.chat)
            if message.from_bot and message.document and "posts-results-" in message.document.name
        ),
        what="the results",
        wait_s=20.0,
    )
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


async def test_a_kind_that_nobody_knows_is_asked_answered_and_handed_out(scene: Scene, rita: Person) -> None:
    await rita.send_document("posts.csv", tasks_csv("Post 1", "Post 2").encode())
    await rita.sees("What do you want to ask about each task?")
    await scene.do(rita.send("Have you seen this?"))
    await scene.do(rita.tap(say("button-edit-kind")))
    await scene.do(rita.tap(say("kind-of-null")))
    assert say("draft-word") in last(rita).words
    await scene.do(rita.send("two words"))
    assert say("refused-null-two-words", found="two words") in last(rita).words
    await scene.do(rita.tap(say("null-word")))
    ready = await rita.sees("Ready to launch: posts")
    assert say("set-up-null", word="noticed") in ready.words
    await scene.do(rita.send("75 % 2-9"))
    await scene.do(rita.tap("Launch"))
    await rita.sees("State: running")

    ada, eva = scene.person("Ada"), scene.person("Eva", language="es")
    await agree(ada)
    card = await ada.sees("Post 1")
    assert say("null-hint") in card.words
    await scene.do(ada.tap(say("button-null-look")))
    looking = last(ada)
    assert (looking.id, buttons(looking)[0]) == (card.id, say("button-null-done", word="noticed"))
    assert say("null-hint-looking") in looking.words
    await scene.do(ada.tap(say("button-null-done", word="noticed")))
    after = await ada.sees("Post 2")
    assert "Your last answer: noticed" in after.words
    await scene.do(ada.send("not at all"))
    assert say("refused-null-expected", word="noticed") in last(ada).words
    await scene.do(ada.send("Noticed"))
    assert "Your last answer: noticed" in last(ada).words

    await scene.do(eva.send("/start"))
    await scene.do(eva.tap("De acuerdo, quiero responder"))
    for _ in range(2):
        assert "Toca Mirar." in last(eva).words
        await scene.do(eva.tap("Mirar"))
        await scene.do(eva.tap("Lo he noticed"))

    await scene.later(minutes=1)
    await scene.do(rita.send("/results"))
    await rita.sees(say("null-spread", count=2))
    assert [(row["seen"], row["reason"], row["method"]) for row in await results_of(rita)] == [
        ("noticed", "target", "null/1")
    ] * 2
