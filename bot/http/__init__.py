"""The bot's HTTP: over aiohttp, through a proxy if there is one."""
