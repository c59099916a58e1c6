"""Files of other people become grids: what stands in each cell, as it is seen, and nothing that a file could do to us."""
