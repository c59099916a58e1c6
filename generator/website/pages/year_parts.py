"""The pages about one budget year beside its overview, and the line of links that joins them."""

from collections.abc import Sequence

from generator.website.door.public import PublicRegister
from generator.website.pages.maker import PageMaker
from generator.website.pages.page import path_of_grades, path_of_year


def path_of_key(year: int) -> str:
    """财政重点评价 of a year."""
    return f"key/{year}.html"


def path_of_rectification(year: int) -> str:
    """The rectification ledger of a year."""
    return f"rectification/{year}.html"


def path_of_results(year: int) -> str:
    """What a year's results meant for the budget."""
    return f"results/{year}.html"


def year_parts(maker: PageMaker, register: PublicRegister) -> Sequence[tuple[str, str]]:
    """Names and addresses, in the order in which a reader wants them."""
    year = register.year
    has_letters = any(document.year == year for document in maker.site.documents)
    return (
        ("年度总览", path_of_year(year)), ("评价等级", path_of_grades(year)), ("重点评价", path_of_key(year)), ("整改台账", path_of_rectification(year)),
        ("结果应用", path_of_results(year)), *([("函和通报", f"letters/{year}/index.html")] if has_letters else []),
    )  # fmt: skip
