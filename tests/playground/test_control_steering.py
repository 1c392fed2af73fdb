"""What surrounds the people, steered over HTTP: faults, the clock, the crowd, groups."""

import pytest
from control_scene import Control
from telegram.error import BadRequest, Forbidden, NetworkError


async def test_a_fault_strikes_until_it_is_taken_away(control: Control) -> None:
    await control.come("Ada", 7)
    await control.done("/people/7/start")

    await control.done("/faults", {"kind": "gateway", "method": "sendMessage"})
    with pytest.raises(NetworkError):
        await control.bot.send_message(7, "One")
    async with control.session.delete(f"{control.root}/playground/faults") as response:
        assert (await response.json())["faults"] == []

    assert (await control.bot.send_message(7, "Two")).text == "Two"


@pytest.mark.parametrize("fault", [{"kind": "meteor"}, {"kind": "flood", "share": "much"}, {}])
async def test_a_fault_that_is_none_is_refused(control: Control, fault: dict[str, str]) -> None:
    assert (await control.post("/faults", fault))[0] == 400


async def test_a_fault_that_means_nothing_is_refused(control: Control) -> None:
    assert (await control.post("/faults", {"kind": "slow", "share": 3}))[0] == 409


async def test_time_jumps_ahead_and_never_back(control: Control) -> None:
    before = (await control.seen("/clock"))["time"]

    after = (await control.done("/clock/move", {"seconds": 86_400}))["time"]
    refused, _ = await control.post("/clock/move", {"seconds": -1})

    assert (after - before, refused) == (86_400, 409)


async def test_a_crowd_comes_rests_and_goes_on(control: Control) -> None:
    asked = {"count": 3, "reliability": 1, "shortest_s": 0, "longest_s": 0}

    assert len((await control.done("/crowd", asked))["members"]) == 3
    assert (await control.done("/crowd/rest"))["answering"] is False
    assert (await control.done("/crowd/wake"))["answering"] is True
    assert len((await control.seen("/people"))["people"]) == 3


@pytest.mark.parametrize("asked", [{"count": 0}, {"count": 9999}, {"count": 1, "reliability": 2}])
async def test_a_crowd_that_cannot_be_is_refused(control: Control, asked: dict[str, int]) -> None:
    assert (await control.post("/crowd", asked))[0] == 409


async def test_a_group_takes_people_in_and_puts_the_bot_out(control: Control) -> None:
    await control.come("Ada", 7)
    await control.come("Ben", 8)
    group = (await control.done("/groups", {"title": "Crew", "members": [7]}))["id"]

    assert (await control.done(f"/groups/{group}/join", {"person": 8}))["members"] == [7, 8]
    assert (await control.done(f"/groups/{group}/bot", {"status": "administrator"}))["bot"] == "administrator"
    assert (await control.done(f"/groups/{group}/bot", {"status": "member"}))["bot"] == "member"
    assert (await control.done(f"/groups/{group}/leave", {"person": 8}))["members"] == [7]
    await control.done(f"/groups/{group}/bot", {"status": "left"})
    with pytest.raises(Forbidden):
        await control.bot.send_message(group, "Hello?")


async def test_a_migrated_group_goes_on_under_another_id(control: Control) -> None:
    await control.come("Ada", 7)
    group = (await control.done("/groups", {"title": "Crew", "members": [7]}))["id"]

    successor = (await control.done(f"/groups/{group}/migrate"))["id"]

    await control.done("/people/7/send", {"text": "/help", "chat": successor})
    assert successor != group


@pytest.mark.usefixtures("wrong_on_purpose")
async def test_what_the_bot_does_against_the_schema_is_listed(control: Control) -> None:
    await control.come("Ada", 7)
    await control.done("/people/7/start")

    await control.bot.send_message(7, "Hello", api_kwargs={"blinking": True})

    [violation] = (await control.seen("/violations"))["violations"]
    assert (violation["method"], violation["parameter"]) == ("sendMessage", "blinking")


async def test_calls_and_updates_are_listed_in_order_with_what_came_of_them(control: Control) -> None:
    await control.come("Ada", 7)
    await control.done("/people/7/start")
    with pytest.raises(BadRequest):
        await control.bot.send_message(99, "Nobody")

    entries = (await control.seen("/traffic"))["entries"]
    newest = (await control.seen(f"/traffic?since={entries[-2]['number']}"))["entries"]

    assert [(one["what"], one["name"], one["ok"]) for one in entries] == [
        ("update", "message", True),
        ("call", "sendMessage", False),
    ]
    assert newest == entries[-1:]
    assert newest[0]["error"]["description"] == "Bad Request: chat not found"


async def test_the_state_names_the_address_of_the_bot_api_and_no_token(control: Control) -> None:
    state = await control.seen("/state")

    assert state["api_base_url"] == control.telegram.base_url
    assert control.telegram.token not in str(state)
