"""WHAT WE SEND: records become official documents, and those become PDF."""
