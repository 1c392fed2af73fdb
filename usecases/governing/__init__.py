"""Who may do what: roles, access, and what admins see and do."""

__all__ = [
    "ask_reason",
    "banning",
    "grant_role",
    "handle_reports",
    "holding",
    "keep_history",
    "leave_asking",
    "may_receive",
    "note_admins",
    "overseeing",
]
