"""Finding: the rows of the finder and the index of the full text, as scripts that also load from a folder on a disk."""
