"""Panels, rules, results and agreement of projects."""

__all__ = ["agreement", "agreement_picture", "panels", "requesting", "rules", "summary_screens", "topics"]
