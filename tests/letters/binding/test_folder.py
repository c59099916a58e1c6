"""The parts as single files, their list and their ZIP."""

import csv
import json
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from generator.letters.binding.bind import BoundVolume
from generator.letters.binding.folder import VolumeFolder, write_folder
from generator.letters.printing import PrintShop
from generator.letters.volume.part import Volume
from tests.letters.binding.conftest import texts_of


@pytest.fixture(scope="module")
def written(volume: Volume, bound: BoundVolume, shop: PrintShop, tmp_path_factory: pytest.TempPathFactory) -> VolumeFolder:
    return write_folder(volume, bound, shop, tmp_path_factory.mktemp("volume") / "2025-final")


def listed(written: VolumeFolder) -> list[dict[str, str]]:
    with (written.folder / "文件清单.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_part_is_a_file_and_the_report_a_word_file_too(written: VolumeFolder) -> None:
    names = sorted(path.relative_to(written.folder).as_posix() for path in written.folder.rglob("*") if path.is_file())
    assert names == [
        "00-合订本.pdf", "01-函.pdf", "02-报告.docx", "02-报告.pdf", "03-简报.pdf", "04-绩效评价结果汇总表.pdf", "05-社区养老服务设施运营补贴项目绩效评价报告.pdf",
        "06-城市公园景观提升工程绩效评价报告（评价机构）.pdf", "07-部门决算.pdf", "08-政府决算.pdf", "公开数据/2025.zip", "文件清单.csv", "文件清单.json", "文件清单.xlsx",
    ]  # fmt: skip
    assert written.count == len(names)


def test_the_list_is_true(written: VolumeFolder, bound: BoundVolume) -> None:
    for row in listed(written):
        content = (written.folder / row["文件"]).read_bytes()
        assert row["SHA-256"] == sha256(content).hexdigest()
        assert row["大小（字节）"] == str(len(content))
    pages = {row["文件"]: (row["页数"], row["合订本起页"]) for row in listed(written)}
    addresses = {row["网站上的文件名"]: row["文件"] for row in listed(written)}
    for at, placed in enumerate(bound.parts, 1):
        assert pages[addresses[f"{at:02}-{placed.part.id}.pdf"]] == (str(placed.pages), str(placed.first_page))
    assert pages["00-合订本.pdf"] == (str(bound.pages), "")
    assert pages["02-报告.docx"] == ("", "")


def test_the_list_says_in_words_where_a_file_is_from_and_what_the_site_calls_it(written: VolumeFolder) -> None:
    rows = {row["文件"][:2]: row for row in listed(written)}
    assert (rows["01"]["来源"], rows["08"]["来源"], rows["公开"]["来源"]) == ("程序按资料生成", "编制单位提供，原样收入", "程序生成，内容与公开网站相同")
    assert not [row for row in rows.values() if "content/" in row["来源"]]
    assert rows["00"]["网站上的文件名"].isascii()
    assert rows["公开"]["网站上的文件名"] == "data/2025.zip"


def test_csv_and_json_say_the_same(written: VolumeFolder, volume: Volume) -> None:
    content = json.loads((written.folder / "文件清单.json").read_text(encoding="utf-8"))
    assert content["标题"] == volume.title
    assert [{key: "" if value is None else str(value) for key, value in row.items()} for row in content["文件"]] == listed(written)


def test_a_part_alone_has_numbers_of_its_own(written: VolumeFolder) -> None:
    assert [f"—{number}—" in text for number, text in enumerate(texts_of(written.folder / "02-报告.pdf"), 1)] == [True] * 8
    assert "—2—" in texts_of(written.folder / "01-函.pdf")[1]


def test_an_attached_file_is_the_one_that_was_handed_in(written: VolumeFolder, volume: Volume) -> None:
    handed_in = next(part for part in volume.parts if part.id == "busy").pdf
    assert handed_in is not None
    assert (written.folder / "08-政府决算.pdf").read_bytes() == handed_in.read_bytes()


def test_the_zip_holds_the_folder_and_is_the_same_again(
    written: VolumeFolder, volume: Volume, bound: BoundVolume, shop: PrintShop, tmp_path: Path
) -> None:
    with zipfile.ZipFile(written.zip_path) as archive:
        for name in archive.namelist():
            assert archive.read(name) == (written.folder.parent / name).read_bytes()
        assert len(archive.namelist()) == 14
    again = write_folder(volume, bound, shop, tmp_path / "2025-final")
    assert again.zip_path.read_bytes() == written.zip_path.read_bytes()


def test_what_was_there_before_is_gone(volume: Volume, bound: BoundVolume, shop: PrintShop, tmp_path: Path) -> None:
    old = tmp_path / "2025-final/09-old.pdf"
    old.parent.mkdir()
    old.write_bytes(b"old")
    write_folder(volume, bound, shop, tmp_path / "2025-final")
    assert not old.exists()
