"""Metrics for Prometheus, as read by a monitoring program."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import aiohttp
import pytest
from bot_scene import LOOK_S, Scene, agree, by_both_ways, free_port, launch, tasks_csv
from faulty_network import refused
from prometheus_client.parser import text_string_to_metric_families

from bot.receiving.listener import ListenRefused
from bot.settings import Address

pytestmark = by_both_ways


@pytest.fixture
async def watched(stage: Scene) -> AsyncIterator[Scene]:
    listen = stage.settings.listen or Address(host="127.0.0.1", port=free_port())
    stage.settings = replace(stage.settings, listen=listen, metrics=True)
    await stage.start()
    yield stage


async def figures(scene: Scene) -> dict[str, float]:
    async with aiohttp.ClientSession() as web, web.get(f"http://{scene.settings.listen}/metrics") as answer:
        assert answer.status == 200
        text = await answer.text()
    found = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            found[" ".join([sample.name, *sorted(sample.labels.values())])] = sample.value
    return found


async def test_figures_tell_what_came_what_was_sent_and_what_is_in_hand(watched: Scene) -> None:
    rita, ada = watched.person("Rita"), watched.person("Ada")
    await launch(rita, tasks_csv("Sky", "Rose"))
    await agree(ada)
    await ada.sees("Sky")
    await watched.quiet()
    before = await figures(watched)
    watched.clock.move(seconds=90)
    await watched.do(ada.tap("Red"))
    await ada.sees("Rose")
    # The press is acknowledged beside the card, and may be so a moment later.
    await watched.quiet()
    after = await figures(watched)
    assert after["askmany_updates_total"] == before["askmany_updates_total"] + 1
    assert after["askmany_updates_total"] == await watched.count("SELECT count(*) FROM inbox")
    assert after["askmany_sends_total callback sent"] == before["askmany_sends_total callback sent"] + 1
    assert (before["askmany_offers"], before["askmany_offer_oldest_seconds"] < 90) == (1, True)
    assert after["askmany_queue_rows done inbox"] == after["askmany_updates_total"]
    assert after["askmany_queue_oldest_seconds inbox"] == 0
    assert after["askmany_offers_overdue"] == 0


async def test_figures_tell_of_floods_and_of_what_waits_and_of_leases_that_have_ended(watched: Scene) -> None:
    rita, ada = watched.person("Rita"), watched.person("Ada")
    await launch(rita, tasks_csv("Sky"))
    await agree(ada)
    await watched.quiet()
    watched.clock.move(minutes=60 * 24)
    late = await figures(watched)
    assert (late["askmany_offers_overdue"], late["askmany_offer_oldest_seconds"]) == (1, 60 * 60 * 24)
    assert late["askmany_floods_total"] == 0
    watched.faults.plan("editMessageText", refused(429, "Too Many Requests: retry after 7", retry_after=7))
    await ada.send("/pause")
    async with asyncio.timeout(10):
        while (await figures(watched))["askmany_floods_total"] < 1:  # noqa: ASYNC110 - the bot sets no event of ours
            await asyncio.sleep(LOOK_S)
    # The wait is over by the clock; what was to be sent is late by then.
    watched.clock.move(seconds=9)
    assert 2 <= (await figures(watched))["askmany_queue_oldest_seconds outbox"] <= 9


async def test_figures_tell_of_the_months_stars_where_they_may_be_spent(watched: Scene) -> None:
    assert not any(name.startswith("askmany_stars") for name in await figures(watched))
    watched.bot.parts.terms = replace(watched.bot.parts.terms, stars_a_month=20)
    await watched.database.run(
        lambda tx: tx.execute(
            "INSERT INTO star_day VALUES (:day, 3, 41)", {"day": watched.clock() // (24 * 3600 * 1_000_000)}
        )
    )
    found = await figures(watched)
    stars = [found[f"askmany_stars {state}"] for state in ("spent", "reserved", "left")]
    assert stars == [4.1, 0.3, 15.6]
    assert found["askmany_paid_today"] == 41


async def test_without_the_library_the_bot_says_how_to_get_it(
    stage: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.settings = replace(stage.settings, metrics=True)
    monkeypatch.setattr("bot.app.find_spec", lambda _: None)
    with pytest.raises(ListenRefused, match="pip install 'prometheus-client"):
        await stage.start()


async def test_without_being_asked_the_bot_tells_none(stage: Scene) -> None:
    listen = stage.settings.listen or Address(host="127.0.0.1", port=free_port())
    stage.settings = replace(stage.settings, listen=listen)
    await stage.start()
    async with aiohttp.ClientSession() as web, web.get(f"http://{listen}/metrics") as answer:
        assert answer.status == 404
