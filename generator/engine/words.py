"""Where Chinese words end; the only place that knows the segmenter."""

import rjieba


def cut_words(text: str) -> list[str]:
    """The words of a text, in order; together they are the text."""
    return [str(word) for word in rjieba.cut(text)]
