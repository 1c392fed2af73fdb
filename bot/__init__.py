"""The running bot: settings, start and stop, updates in, messages out, ticks."""

import os

# python-telegram-bot is changing its times from seconds to timedelta, and warns at every use until one has chosen.
os.environ.setdefault("PTB_TIMEDELTA", "true")
