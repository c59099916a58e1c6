"""WHAT WE PUBLISH: one door, then pages, then a site that is switched in whole."""
