"""Forms that come in: words are parsed, headings scanned, cells understood; what comes of it, candidates, is filed into the records."""
