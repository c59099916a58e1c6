"""Real disclosed records, all the way: letters and pages with golden text."""

import re
import shutil
from pathlib import Path

import pypdfium2
import pytest

from generator import pipeline
from generator.engine.workspace import Workspace
from generator.problems import ContentError
from generator.records.vocabulary import DocumentKind
from tests.records.test_real_cases import DOSSIERS, ROW_OF_SUMS, ROW_OF_ZEROS
from tests.website.reading import article, visible_text
from tests.workspaces import TODAY, edit

CASES = Path(__file__).parent / "cases"
MENDED = "001_chizhou"
SIZE = re.compile(r"\d+ KB")  # of PDF files: another version of a font makes another


@pytest.mark.parametrize("name", DOSSIERS)
def test_real_record_becomes_letter_and_page(name, tmp_path, golden):
    shutil.copytree(CASES / name / "content", tmp_path / "content")
    shutil.copytree(Path("templates/workspace/content/pages"), tmp_path / "content/pages")
    workspace = Workspace.open(tmp_path)
    if name == MENDED:
        with pytest.raises(ContentError):
            pipeline.build(workspace, TODAY)
        assert not workspace.letters.exists()
        edit(workspace, DOSSIERS[name], ROW_OF_ZEROS, ROW_OF_SUMS)

    report = pipeline.build(workspace, TODAY)

    (draft,) = (one for one in report.drafts if one.letter.document.kind == DocumentKind.FEEDBACK)
    pages = [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in pypdfium2.PdfDocument(draft.letter.path)]
    golden(f"cases/{name}_letter.txt", "\n\f\n".join(pages) + "\n")
    page = visible_text(article((workspace.site / f"projects/P2022-0{name[:3]}/2022.html").read_text(encoding="utf-8")))
    golden(f"cases/{name}_page.txt", SIZE.sub("… KB", page))
