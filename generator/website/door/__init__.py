"""The one door: what the public may know, and the only way to it."""
