"""A volume becomes one PDF, and a folder of its parts: cover, contents, page numbers, links, structure (decision 0022)."""
