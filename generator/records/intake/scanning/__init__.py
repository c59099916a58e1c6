"""Where things stand in a sheet: which forms it holds, what their headings mean, which cells belong to a heading."""
