"""What a text of a form says: numbers, money, days, measures, levels, words of lists. Nothing here knows a cell."""
