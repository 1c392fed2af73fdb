"""An admin takes the right to ask people from somebody, and can look up that they did."""

import pytest
from bot_scene import Scene, launch, say, tasks_csv

from playground import Person
from storage.tx import Tx

ADMIN_ID = 4242


@pytest.fixture
async def closed(stage: Scene) -> Scene:
    await stage.start(open_requesters=False, admin_ids=frozenset({ADMIN_ID}))
    return stage


@pytest.fixture
async def admin(closed: Scene, rita: Person) -> Person:
    """The admin who made Rita a requester."""
    admin = closed.person("Alan", id=ADMIN_ID)
    await admin.send("/grant")
    payload = (await admin.sees("https://t.me/")).words.rpartition("?start=")[2].strip()
    await rita.send(f"/start {payload}")
    await rita.sees(say("now-requester"))
    return admin


async def test_a_revoked_requester_can_do_nothing_and_is_asked_about_nothing(
    closed: Scene, admin: Person, rita: Person
) -> None:
    await launch(rita, tasks_csv("Sky"))
    await closed.database.run(_announce, at=closed.clock())
    await admin.send(f"/revoke {rita.id} sent <b>spam</b>")
    await admin.sees(say("revoked", person=str(rita.id)))
    await rita.sees(f"{say('revoked-you', reason='')}sent <b>spam</b>")
    await rita.send("/forget")
    assert say("forget-results") not in (await rita.sees("What stays:")).words
    await closed.quiet()
    assert await closed.count("SELECT count(*) FROM project WHERE state = 'PAUSED'") == 1
    assert await closed.count("SELECT count(*) FROM announcement WHERE state = 'STOPPED'") == 1
    toast = await (await rita.tap(data="p1:1:r", on=rita.last)).answer()
    assert toast.text == say("refused-not-requester")
    await rita.send("/projects")
    await rita.sees(say("refused-not-requester"))
    await admin.send("/audit")
    page = await admin.sees(f"took the right to ask people from {rita.id}: sent <b>spam</b>")
    assert f"{ADMIN_ID} made {rita.id} a requester" in page.words
    await admin.send("/audit 999")
    await admin.sees(say("audit-none"))
    await admin.send(f"/revoke {rita.id} again")
    await admin.sees(say("revoke-no-requester", person=str(rita.id)))


@pytest.mark.parametrize("typed", ["/revoke", "/revoke 5", "/revoke Rita spam", "/revoke -5 spam"])
async def test_what_cannot_be_read_is_explained_to_admins(admin: Person, typed: str) -> None:
    await admin.send(typed)
    await admin.sees(say("revoke-how"))


@pytest.mark.parametrize("typed", ["/revoke", "/revoke 4242 spam", "/audit"])
async def test_nobody_but_an_admin_can(closed: Scene, admin: Person, rita: Person, typed: str) -> None:
    await rita.send(typed)
    await rita.sees(say("refused-not-admin"))
    await closed.quiet()
    assert await closed.count("SELECT count(*) FROM role") == 1


async def test_an_admin_stays_one(admin: Person) -> None:
    await admin.send(f"/revoke {ADMIN_ID} me")
    await admin.sees(say("revoke-admin", person=str(ADMIN_ID)))


async def test_where_everybody_may_ask_there_is_nothing_to_take(stage: Scene) -> None:
    await stage.start(open_requesters=True, admin_ids=frozenset({ADMIN_ID}))
    admin = stage.person("Alan", id=ADMIN_ID)
    await admin.send("/revoke 5 spam")
    await admin.sees(say("revoke-open", person="5"))


def _announce(tx: Tx, *, at: int) -> None:
    tx.execute(
        """
        INSERT INTO announcement (author_id, project_id, text, state, created_at, started_at)
        SELECT requester_id, id, 'Hello', 'SENDING', :at, :at FROM project
        """,
        {"at": at},
    )
