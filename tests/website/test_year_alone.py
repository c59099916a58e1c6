"""The data that go with a volume are of one year: read alone, they are byte for byte what the whole site gives of that year."""

from pathlib import Path

import pytest

from generator.engine.workspace import Workspace
from generator.records.loading import Loader
from generator.website.door.public_site import PublicSite
from generator.website.door.site import disclose_site
from generator.website.open_data import publish_year
from tests.website.conftest import TODAY, load


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_a_year_alone_gives_the_data_that_the_whole_site_gives(sample_site: tuple[PublicSite, Workspace], tmp_path: Path, year: int) -> None:
    whole, workspace = sample_site
    foundation = Loader(workspace).foundation()
    assert foundation
    alone = disclose_site([one for one in load(workspace) if one.year == year], foundation, workspace, today=TODAY)
    (expected,), (found,) = publish_year(whole, year, tmp_path / "whole"), publish_year(alone, year, tmp_path / "alone")
    assert found.read_bytes() == expected.read_bytes()
