"""However many updates one person sends, few of them are in memory, and all are handled in order."""

from bot.receiving.waiting import MOST_LOADED, RawUpdate, WaitingUpdates


def _update(update_id: int) -> RawUpdate:
    return {"update_id": update_id}


def test_all_of_somebodys_updates_come_in_order_though_few_are_in_memory() -> None:
    stored = {n: _update(n) for n in range(100)}
    waiting = WaitingUpdates(stored[0])
    for n in range(1, 50):
        waiting.add(stored[n])
    assert len(waiting._loaded) == MOST_LOADED
    handled = []
    while waiting:
        ids = waiting.to_load()
        waiting.put_loaded((stored[one] for one in ids), ids)
        for update in waiting.each_loaded():
            handled.append(update["update_id"])
            assert len(waiting._loaded) <= MOST_LOADED
            if update["update_id"] == 7:
                # What comes meanwhile goes behind what is on disk.
                for n in range(50, 100):
                    waiting.add(stored[n])
    assert handled == list(range(100))


def test_an_update_waits_until_it_has_been_handled() -> None:
    waiting = WaitingUpdates(_update(1))
    handling = waiting.each_loaded()
    next(handling)
    assert len(waiting) == 1
    assert next(handling, None) is None
    assert len(waiting) == 0


def test_what_was_forgotten_on_disk_does_not_wait() -> None:
    waiting = WaitingUpdates(_update(0))
    for n in range(1, MOST_LOADED + 3):
        waiting.add(_update(n))
    list(waiting.each_loaded())
    ids = waiting.to_load()
    assert ids == [MOST_LOADED, MOST_LOADED + 1, MOST_LOADED + 2]
    waiting.put_loaded([_update(ids[0])], ids)
    assert [update["update_id"] for update in waiting.each_loaded()] == ids[:1]
    assert not waiting
