"""Updates in, messages out, and what each chat was asked for."""

__all__ = ["clock_set_back", "expecting", "hints", "inbox", "out_types", "outbox", "spots", "typed"]
