"""What of a year, and of no single year, goes into the open data besides the tables of the pages; from public values alone."""
