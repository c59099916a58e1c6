"""HOW IT RUNS: templates, Chinese formatting, workers, cache and safe files."""
