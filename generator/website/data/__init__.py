"""Tables of public values: shown on pages, and written as open data with exactly what is shown."""
