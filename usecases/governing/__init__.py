"""Who may do what: roles, access, and what admins see and do."""
