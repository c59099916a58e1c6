"""One module per kind of document: what it says comes from the records, how it says it from `templates/letters/`."""
