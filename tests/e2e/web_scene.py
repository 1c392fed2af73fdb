"""What reaches the bot over HTTP, and what it answers."""

import io
import json
from typing import Any

import aiohttp
from bot_scene import WEBHOOK_SECRET, Scene

from playground import Person

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


def message(update_id: int, person: Person, text: str = "/help") -> dict[str, Any]:
    """An update as Telegram makes it."""
    user = {"id": person.id, "is_bot": False, "first_name": person.name}
    chat = {"id": person.id, "type": "private", "first_name": person.name}
    # Past what the chat has by itself.
    place = {"message_id": update_id + 1_000_000, "date": 1_800_000_000}
    command = {"type": "bot_command", "offset": 0, "length": len(text)}
    said = {"from": user, "chat": chat, "text": text, "entities": [command]}
    return {"update_id": update_id, "message": {**place, **said}}


async def post(
    web: aiohttp.ClientSession, scene: Scene, body: object, *, secret: str | None = WEBHOOK_SECRET
) -> aiohttp.ClientResponse:
    """Bring something to the webhook, and return the answer, read."""
    headers = {"Content-Type": "application/json"} | ({} if secret is None else {SECRET_HEADER: secret})
    data = io.BytesIO(json.dumps(body).encode())
    async with web.post(scene.settings.webhook_url, data=data, headers=headers) as answer:
        await answer.read()
        return answer


def address(scene: Scene, path: str) -> str:
    return f"http://{scene.settings.listen}{path}"


async def readiness(web: aiohttp.ClientSession, scene: Scene) -> tuple[int, dict[str, bool]]:
    async with web.get(address(scene, "/readyz")) as answer:
        return answer.status, await answer.json()


async def stored(scene: Scene) -> int:
    return await scene.count("SELECT count(*) FROM inbox")
