"""Print official documents as DOCX that a clerk opens in Word or WPS."""

from generator.letters.word.printer import WordPrinter

__all__ = ["WordPrinter"]
