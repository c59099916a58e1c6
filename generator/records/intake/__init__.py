"""Forms that come in: a grid is understood as fields of a dossier, each with the cell that it came from."""
