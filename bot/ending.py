"""Ends a running bot in time: what is in hand is finished if that can be, else it is taken up at the next start.

Nothing is lost by leaving it: an update stays in the inbox until it has taken effect, and a row of the outbox that
was being sent is settled by the next start.
"""

import asyncio
import logging

from bot.intake import Intake
from bot.listener import Listener
from bot.sender import Sender
from handlers.context import CrowdApplication

logger = logging.getLogger(__name__)

#: A system that asks a process to end kills it after a while; the whole end shall take less than 5 s.
FINISH_S = 3.5


async def finish(
    application: CrowdApplication,
    listener: Listener | None,
    intake: Intake,
    sender: Sender,
    sending: "asyncio.Task[None]",
) -> None:
    """Finish what is in hand, or leave it after a while.

    Raises:
        StorageError: Sending ended because the database cannot be used any more.
    """
    try:
        async with asyncio.timeout(FINISH_S):
            if listener is not None:
                await listener.close()
            await intake.drain()
            await application.stop()
            await sender.close()
            await sending
    except TimeoutError:
        logger.warning("Not everything could be finished in time; the next start will continue with it")
        await intake.abandon()
        await _abandon_ticks(application)
        await sender.abandon()
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
    finally:
        # Also where sending ended by an error, which goes on to whoever waits for the end.
        await application.shutdown()


async def _abandon_ticks(application: CrowdApplication) -> None:
    queue = application.job_queue
    if queue is not None and queue.scheduler.running:
        # It cancels the ticks that are at work, which the library's own stop would wait for.
        queue.scheduler.shutdown(wait=False)
        await asyncio.sleep(0)
    if application.running:
        await application.stop()
