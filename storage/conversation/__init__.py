"""Updates in, messages out, and what each chat was asked for."""
