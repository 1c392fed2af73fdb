"""How much, how often and when somebody wants to be asked, and in which time zone."""
