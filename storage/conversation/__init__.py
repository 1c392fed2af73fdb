"""Updates in, messages out, and what each chat was asked for."""

__all__ = ["expecting", "hints", "inbox", "out_types", "outbox", "put_off", "spots", "typed"]
