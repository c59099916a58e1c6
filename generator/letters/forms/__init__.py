"""The annex tables that are also printed alone: one sheet, a title and tables."""
