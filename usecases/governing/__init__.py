"""Who may do what: roles, access, and what admins see and do."""

__all__ = [
    "ask_reason",
    "discard_answers",
    "grant_role",
    "handle_reports",
    "hold_project",
    "keep_history",
    "leave_asking",
    "may_receive",
    "oversee",
]
