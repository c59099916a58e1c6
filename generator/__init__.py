"""绩效公开: budget performance records become official letters and a disclosure site."""

__version__ = "0.1.0"
