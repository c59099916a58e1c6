"""The sheet: an official document is broken into lines and pages on the grid of GB/T 9704—2012, then drawn as PDF."""
