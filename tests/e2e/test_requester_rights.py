"""Who may be a requester, and that nobody can access somebody else's projects."""

import pytest
from bot_scene import Scene, agree, data_of, fill_in, from_bot, launch, say, tasks_csv

from playground import Person

ADMIN_ID = 4242

EVERY_PROJECT_TAP = [
    "p1:1:o", "p1:1:m", "p1:1:l", "p1:1:p", "p1:1:r", "p1:1:f", "p1:1:c", "p1:1:x", "p1:1:g", "p1:1:s", "p1:1:i",
    "v1:1:0", "e1:1:NAME", "e1:1:READY", "d1:1:NAME:0", "d1:1:OPTIONS:0",
]  # fmt: skip


@pytest.fixture
async def closed(stage: Scene) -> Scene:
    """A bot whose requesters are named by an admin."""
    await stage.start(open_requesters=False, admin_ids=frozenset({ADMIN_ID}))
    return stage


@pytest.fixture
def admin(stage: Scene) -> Person:
    return stage.person("Alan", id=ADMIN_ID)


async def link_payload(admin: Person, *, since: int = 0) -> str:
    """Let an admin make a link, and return what it starts the bot with."""
    await admin.send("/grant")
    message = await admin.sees("https://t.me/", since=since)
    return message.words.rpartition("?start=")[2].strip()


@pytest.mark.parametrize("command", ["/projects", "/results", "/agreement"])
async def test_a_stranger_gets_a_clear_no_for_every_command(closed: Scene, command: str) -> None:
    eve = closed.person("Eve")
    await eve.send(command)
    await eve.sees(say("refused-not-requester"))


async def test_a_stranger_gets_a_clear_no_for_a_file_which_is_not_even_fetched(closed: Scene) -> None:
    eve = closed.person("Eve")
    await eve.send_document("tasks.csv", tasks_csv("Sky").encode())
    await eve.sees(say("unfit-file"))
    await closed.quiet()
    assert closed.telegram.count("getFile") == 0
    assert await closed.count("SELECT count(*) FROM project") == 0


@pytest.mark.parametrize("data", [*EVERY_PROJECT_TAP, "l1:0"])
async def test_a_stranger_gets_a_clear_no_for_every_button(closed: Scene, data: str) -> None:
    eve = closed.person("Eve")
    await agree(eve)
    toast = await (await eve.tap(data=data, on=eve.last)).answer()
    refusals = {say("refused-not-requester"), say("refused-not-found"), say("refused-outdated")}
    assert toast.text in refusals


@pytest.mark.parametrize("command", ["/grant"])
async def test_only_an_admin_makes_links(closed: Scene, command: str) -> None:
    eve = closed.person("Eve")
    await eve.send(command)
    await eve.sees(say("refused-not-admin"))
    assert await closed.count("SELECT count(*) FROM grant_link") == 0


async def test_a_link_makes_who_opens_it_first_a_requester_and_nobody_after(
    closed: Scene, admin: Person
) -> None:
    rita, eve = closed.person("Rita"), closed.person("Eve")
    payload = await link_payload(admin)
    await rita.send(f"/start {payload}")
    await rita.sees(say("now-requester"))
    await eve.send(f"/start {payload}")
    await eve.sees(say("link-dead"))
    await rita.send_document("tasks.csv", tasks_csv("Sky").encode())
    await rita.sees("step 1 of 2")
    await eve.send("/projects")
    await eve.sees(say("refused-not-requester"))


async def test_a_link_is_dead_after_seven_days(closed: Scene, admin: Person) -> None:
    rita = closed.person("Rita")
    payload = await link_payload(admin)
    closed.clock.move(minutes=7 * 24 * 60 + 1)
    await rita.send(f"/start {payload}")
    await rita.sees(say("link-dead"))


async def test_a_guessed_link_is_dead(closed: Scene) -> None:
    eve = closed.person("Eve")
    await eve.send("/start g_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
    await eve.sees(say("link-dead"))


async def test_the_token_of_a_link_is_stored_nowhere(closed: Scene, admin: Person) -> None:
    payload = await link_payload(admin)
    await closed.quiet()
    token = payload.removeprefix("g_")
    found = await closed.count("SELECT count(*) FROM outbox WHERE body LIKE :like", like=f"%{token}%")
    found += await closed.count("SELECT count(*) FROM grant_link WHERE token_hash = :token", token=token)
    assert found == 0


async def test_an_admin_may_do_what_a_requester_may(closed: Scene, admin: Person) -> None:
    await launch(admin, tasks_csv("Sky"))


async def test_with_open_requesters_everybody_may(scene: Scene, rita: Person) -> None:
    await launch(rita, tasks_csv("Sky"))


@pytest.mark.parametrize("data", EVERY_PROJECT_TAP)
@pytest.mark.parametrize("is_launched", [False, True])
async def test_a_requester_cannot_reach_anothers_project_by_a_forged_button(
    scene: Scene, rita: Person, data: str, is_launched: bool
) -> None:
    eve = scene.person("Eve")
    if is_launched:
        await launch(rita, tasks_csv("Sky"))
    else:
        await fill_in(
            rita,
            tasks_csv("Sky"),
            name="Colours",
            question="Which?",
            options="a, b",
            target="95",
            least="3",
            most="9",
        )
    await eve.send_document("own.csv", tasks_csv("Rose").encode())
    await eve.sees("step 1 of 2")
    # What Rita did last may still be on its way to her.
    await scene.quiet()
    before = await scene.database.read(_projects)
    n_messages, n_of_rita = len(from_bot(eve)), rita.revision
    toast = await (await eve.tap(data=data, on=eve.last)).answer()
    assert toast.text in {say("refused-not-found"), say("refused-outdated")}
    await scene.quiet()
    assert await scene.database.read(_projects) == before
    assert len(from_bot(eve)) == n_messages
    assert rita.revision == n_of_rita


async def test_the_list_shows_only_ones_own_projects(scene: Scene, rita: Person) -> None:
    eve = scene.person("Eve")
    await launch(rita, tasks_csv("Sky"))
    await eve.send("/projects")
    await eve.sees(say("projects-none"))


async def test_who_is_no_requester_any_more_cannot_launch(scene: Scene, rita: Person) -> None:
    await fill_in(
        rita,
        tasks_csv("Sky"),
        name="Colours",
        question="Which?",
        options="a, b",
        target="95",
        least="3",
        most="9",
    )
    ready = await rita.sees("Ready to launch: Colours")
    go = data_of(ready, say("button-launch"))
    await scene.stop()
    await scene.start(open_requesters=False)
    toast = await (await rita.tap(data=go, on=ready)).answer()
    assert toast.text == say("refused-not-requester")


def _projects(tx: object) -> list[tuple[object, ...]]:
    rows = tx.execute("SELECT * FROM project ORDER BY id")  # type: ignore[attr-defined]
    return [tuple(row) for row in rows]
