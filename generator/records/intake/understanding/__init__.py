"""From a sheet to candidates: tables, labels, lists and paragraphs are read into places of a record, and every cell gets a fate."""
