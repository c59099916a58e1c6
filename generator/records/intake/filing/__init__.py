"""From candidates to files: units and projects are looked up, what is said is compared with the records, and written where it may be."""
