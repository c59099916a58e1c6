"""How to say something: the ways that the office offers, a mail begun for the reader, and a form for pen and paper."""

from collections.abc import Iterator

from generator.website.pages.maker import PageMaker
from generator.website.pages.page import Page

LINES = 11  # to write on; with these the form fills one sheet of A4


def compose(maker: PageMaker) -> Iterator[Page]:
    """One page."""
    office = maker.latest.office
    yield maker.page(
        "feedback.html.jinja", "feedback.html", maker.latest, "意见反馈",
        f"对{office.district}财政项目的预算和绩效有疑问、发现差错，怎样告诉{office.name}，以及怎样处理。",
        channels=maker.site.channels, lines=range(LINES),
    )  # fmt: skip
