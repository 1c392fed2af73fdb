"""Ends a running bot in time: work under way is finished if possible, and otherwise left for the next start.

Leaving it loses nothing: an update stays in the inbox until it has taken effect, and the next start settles any row of
the outbox that was being sent.
"""

import asyncio
import logging

from bot.receiving.intake import Intake
from bot.receiving.listener import Listener
from bot.sending.sender import Sender
from handlers.context import CrowdApplication

logger = logging.getLogger(__name__)

#: A system that asks a process to end kills it after a while; stopping should take less than 5 s in all.
FINISH_S = 3.5


async def finish(
    application: CrowdApplication,
    listener: Listener | None,
    intake: Intake,
    sender: Sender,
    sending: "asyncio.Task[None]",
) -> None:
    """Finish what is under way, or give up on it after a while.

    Raises:
        StorageError: Sending ended because the database can no longer be used.
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
        # Also if sending ended with an error, which is passed on to whoever waits for the end.
        await application.shutdown()


async def _abandon_ticks(application: CrowdApplication) -> None:
    queue = application.job_queue
    if queue is not None and queue.scheduler.running:
        # This cancels ticks that are running; the library's own stop would wait for them.
        queue.scheduler.shutdown(wait=False)
        await asyncio.sleep(0)
    if application.running:
        await application.stop()
