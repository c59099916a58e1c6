"""The preview as a browser meets it."""

import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator

import pytest

from generator.preview import Preview, make_server, watch
from tests.workspaces import PROJECT, TODAY, edit, make_workspace

WRONG, RIGHT = "三级指标: 绩效指标明确性, 分值: 10, 得份: 8", "三级指标: 绩效指标明确性, 分值: 10, 得分: 8"


@pytest.fixture
def preview(tmp_path) -> Preview:
    return Preview(make_workspace(tmp_path / "区"), TODAY)


@pytest.fixture
def get(preview) -> Iterator[Callable[[str], str]]:
    server = make_server(preview, 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()

    def get(path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{server.server_address[1]}{path}") as answer:
            return answer.read().decode("utf-8", "replace")

    yield get
    server.shutdown()
    server.server_close()
    thread.join()


def test_overview_shows_problems_drafts_and_site(preview, get):
    assert "正在生成……" in get("/")

    preview.rebuild()

    page = get("/")
    assert "已生成，文件一改就会自动更新。" in page
    assert "关于反馈中小学课后服务项目2025年度财政重点绩效评价结果的函</a>（样例区教育局，" in page
    assert '<a href="/site/index.html">' in page
    assert get("/letters/2025/feedback-2025-P-2025-0001.pdf").startswith("%PDF-")
    assert "样例区预算绩效公开" in get("/site/index.html")
    assert 'fetch("/version")' in get("/site/projects/P-2025-0001/2025.html")
    assert 'fetch("/version")' not in (preview.workspace.site / "projects/P-2025-0001/2025.html").read_text(encoding="utf-8")


def test_errors_are_shown_and_the_last_good_build_stays(preview, get):
    preview.rebuild()
    edit(preview.workspace, PROJECT, RIGHT, WRONG)

    preview.rebuild()

    page = get("/")
    assert "有错误，没有生成；下面的草稿和网站是上一次的。共 3 个问题。" in page
    assert "是否应为“得分”？" in page
    assert "feedback-2025-P-2025-0001.pdf" in page
    assert get("/version") == "2"


@pytest.mark.parametrize("path", ["/content/office.yml", "/site/../content/office.yml", "/letters/%2e%2e/%2e%2e/content/office.yml", "/没有"])
def test_nothing_else_can_be_read(preview, get, path):
    preview.rebuild()

    with pytest.raises(urllib.error.HTTPError) as caught:
        get(urllib.request.quote(path, safe="/%"))

    assert caught.value.code == 404
    caught.value.close()


def test_a_saved_file_is_built_again(preview):
    preview.rebuild()
    with watch(preview):
        edit(preview.workspace, PROJECT, RIGHT, WRONG)
        deadline = time.monotonic() + 30
        while preview.state.version < 2 and time.monotonic() < deadline:
            time.sleep(0.05)

    assert preview.state.version == 2
    assert preview.state.message.startswith("有错误")
