"""What is read of tables that are no workbooks: web pages called .xls, text in columns."""

import pytest

from generator.engine.grids.outcome import RemarkKind
from generator.engine.grids.reading import read_file, read_grids
from tests.engine.grids.making import seen

PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>导出</title><style>td {{color: red}}</style></head><body><p>项目支出绩效自评表</p>
<table><tr><td colspan=2>项目名称</td><td>道路&nbsp;养护 &amp; 绿化<script>alert(1)</script></td></tr>
<tr><td rowspan="2">产出</td><td>数量<br>指标</td><td x:num>95</td></tr><tr><th>质量</th><td><img src="http://x/y.png"></td></table>
<p>填表人：</p></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk"])
def test_web_page_called_xls_is_read_and_told(charset, tmp_path):
    path = tmp_path / "导出.xls"
    path.write_bytes(PAGE.format(charset=charset).encode({"gb2312": "gbk"}.get(charset, charset)))

    read = read_file(path)

    table, rest = read.grids
    assert seen(table) == {
        "A1": "项目支出绩效自评表", "A2": "项目名称", "C2": "道路\xa0养护 & 绿化", "A3": "产出", "B3": "数量\n指标", "C3": "95", "B4": "质量"
    }  # fmt: skip
    assert (table.at(2, 2), table.at(4, 1)) == (table.at(2, 1), table.at(3, 1))
    assert (rest.sheet, seen(rest)) == ("正文", {"A1": "填表人："})
    assert [(remark.kind, remark.message) for remark in read.remarks] == [
        (RemarkKind.EXTENSION, "文件的扩展名是“.xls”，内容其实是网页（HTML），按内容读了。")
    ]


def test_page_without_closing_tags_is_read(tmp_path):
    path = tmp_path / "a.html"
    path.write_text("<table><tr><td>甲<td>乙<tr><td>丙<td>丁", encoding="utf-8")

    assert seen(read_grids(path)[0]) == {"A1": "甲", "B1": "乙", "A2": "丙", "B2": "丁"}


def test_single_column_is_read_where_the_name_says_so(tmp_path):
    (tmp_path / "a.csv").write_text("教育局\n民政局\n", encoding="utf-8")

    assert seen(read_grids(tmp_path / "a.csv")[0]) == {"A1": "教育局", "A2": "民政局"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("sign", [",", "\t"])
def test_text_in_columns_is_read_in_any_usual_encoding(encoding, sign, tmp_path):
    path = tmp_path / "名录.csv"
    path.write_bytes(f'编码{sign}名称\r\n001{sign}"教育局{sign}本级"\r\n'.encode(encoding))

    read = read_file(path)

    assert seen(read.grids[0]) == {"A1": "编码", "B1": "名称", "A2": "001", "B2": f"教育局{sign}本级".strip()}
    assert read.remarks == ()
