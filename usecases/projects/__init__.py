"""Launched projects: their panel, rules, results and end."""

__all__ = [
    "cancel_project",
    "change_rules",
    "finish_project",
    "read_agreement",
    "read_summary",
    "report_agreement",
    "settle_project",
    "show_project",
    "write_results",
    "write_sheet",
]
