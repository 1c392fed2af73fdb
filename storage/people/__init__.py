"""People and their pace."""

__all__ = ["contributors", "paces"]
