"""What comes of banning somebody."""

from enum import StrEnum


class BanEnd(StrEnum):
    """What came of banning somebody, or of ending that."""

    BANNED = "BANNED"
    DISCARDING = "DISCARDING"  #: they are banned, and their answers no longer count
    BANNED_BEFORE = "BANNED_BEFORE"  #: nothing changed
    UNBANNED = "UNBANNED"
    NOT_BANNED = "NOT_BANNED"  #: there is no ban to end
    UNKNOWN = "UNKNOWN"  #: nobody with this id has ever written to the bot
    IS_SELF = "IS_SELF"  #: it is the admin's own id
    IS_ADMIN = "IS_ADMIN"  #: admins are named in the settings
