"""WHAT WE SENT: documents get their numbers, are frozen in `content/issued/` and stand in a register that cannot be changed unseen."""
