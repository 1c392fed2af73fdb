"""The running bot: settings, start and stop, incoming updates, outgoing messages, ticks."""

import os

# python-telegram-bot is changing its times from seconds to timedelta, and warns at every use until you choose one.
os.environ.setdefault("PTB_TIMEDELTA", "true")
