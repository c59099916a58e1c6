"""What a person sees of a number in a cell."""

from datetime import date
from decimal import Decimal

import pytest

from generator.engine.grids.grid import CellKind
from generator.engine.grids.shown import BUILT_IN, shown

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        (0.95, "0%", "95%"), (0.95, "0.00%", "95.00%"), (1.0259, "0.0%", "102.6%"), ("89.97399999999999", "General", "89.974"),
        (80.1, "0.00", "80.10"), (80.1, "General", "80.1"), (100, "General", "100"), (1234567.891, "#,##0.00", "1,234,567.89"),
        (999, "#,##0", "999"), (-1234, "#,##0", "-1,234"), (0, "#,##0.00", "0.00"), (12, '0"万元"', "12万元"), (95, '"≥"0"%"', "≥95%"),
        (3, r"0\人", "3人"), (3, "0!个", "3个"), (12345, '0!.0,"万元"', "1.2万元"), (12345678, "#,##0.00,", "12,345.68"),
        (123456789, '0.00,,"百万"', "123.46百万"), (1234.5, ACCOUNTING, "1,234.50"), (-1234.5, ACCOUNTING, "-1,234.50"),
        (5, "[$¥-804]#,##0.00", "¥5.00"), (7, "000", "007"), (12, "0,000", "0,012"), (0.5, "#.##", "0.5"), (5, "0.##", "5"),
        (2.675, "0.00", "2.68"), (0.5, "# ?/?", "1/2"), (1.5, "# ?/?", "1 1/2"), (123456.789, "0.00E+00", "1.23E+5"),
        (123, "G/通用格式", "123"), (123, 'G/通用格式"元"', "123元"), (123, "@", "123"), (1234567890123456, "0", "1234567890123460"),
        (95, "[>=90]0;[<90]0.0", "95"), (80, "[>=90]0;[<90]0.0", "80.0"),
    ],
)  # fmt: skip
def test_number_stands_as_its_format_shows_it(number, code, text):
    assert shown(number, code)[:2] == (text, CellKind.NUMBER)


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [(0, ACCOUNTING, "0"), (5, ";;;", "5"), (95, '[>=90]"优";"差"', "95"), (-5, "0.00;[Red]0.00", "-5.00"), (-5, "0.00;(0.00)", "(5.00)")],
)
def test_format_that_hides_the_number_or_its_sign_does_not_hide_it_here(number, code, text):
    assert shown(number, code)[0] == text


def test_value_has_no_noise_of_binary_fractions():
    assert shown(0.1 + 0.2, "General")[2] == Decimal("0.3")
    assert shown("89.97399999999999", "0.0")[1:] == (CellKind.NUMBER, Decimal("89.974"))


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("yyyy/m/d", "2026-05-20"), (BUILT_IN[14], "2026-05-20"), (BUILT_IN[31], "2026-05-20"), ('[$-804]yyyy"年"m"月"d"日";@', "2026-05-20"),
        ('m"月"d"日"', "2026-05-20"), ('yyyy"年"m"月"', "2026-05"), (BUILT_IN[57], "2026-05"), ("yyyy", "2026"), ("[DBNum1]yyyy年m月d日", "2026-05-20"),
        ("yyyy/m/d h:mm", "2026-05-20"), ("[$-F800]dddd, mmmm dd, yyyy", "2026-05-20"),
    ],
)  # fmt: skip
def test_day_is_iso_as_far_as_its_format_goes(code, text):
    assert shown(46162, code) == (text, CellKind.DATE, date(2026, 5, 20))


def test_days_of_the_other_calendar_of_spreadsheets():
    assert shown(46162 - 1462, "yyyy/m/d", is_1904=True)[0] == "2026-05-20"


def test_time_stands_beside_the_day_where_there_is_one():
    assert shown(46162.604166667, "yyyy/m/d h:mm")[0] == "2026-05-20 14:30"
    assert shown(0.604166667, "h:mm") == ("14:30", CellKind.TEXT, "14:30")
    assert shown(1.5, "[h]:mm")[0] == "36:00"


@pytest.mark.parametrize("number", [-1, 60, 3_000_000, 0])
def test_what_is_no_day_stands_as_number(number):
    assert shown(number, "yyyy-mm-dd")[:2] == (str(number), CellKind.NUMBER)


@pytest.mark.parametrize("raw", ["abc", "", "nan", "inf"])
def test_what_is_no_number_is_refused(raw):
    with pytest.raises(ValueError):  # noqa: PT011 (any message: it never reaches a user)
        shown(raw, "0.00")


@pytest.mark.parametrize("code", ["", ";", '"', "\\", "[", "[$", "0.0.0", "/", "0/", "%%", "E+", "0E+", ",", "[h", "_", "*", "@@", "y" * 500, "0;" * 50, "[>=x]0"])
def test_broken_format_still_shows_the_number(code):
    assert any(sign.isdigit() for sign in shown(46162.5, code)[0])
