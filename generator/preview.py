"""`jixiao preview`: problems, drafts and site in the browser on this machine, built again when a file changes."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from generator import pipeline
from generator.engine.templates import make_environment, render_template
from generator.engine.workspace import Workspace
from generator.problems import ContentError, JixiaoError, Problem, UsageError
from generator.website.vanishing import lost_addresses

ADDRESS = "127.0.0.1"  # this machine only: drafts are not public
SECONDS_OF_QUIET = 0.4  # editors write a file in several steps; build when they are done
PORTS_TO_TRY = 20
# Asks for the number of the last build and loads the page again when it is another; only in the preview.
RELOADER = """<script>
(() => { let seen; setInterval(async () => { try {
  const now = await (await fetch("/version")).text();
  if (seen !== undefined && now !== seen) location.reload(); seen = now;
} catch {} }, 1000) })();
</script>"""


@dataclass
class State:
    """What the last build gave; replaced as a whole under the lock."""

    version: int = 0
    message: str = "正在生成……"
    problems: tuple[Problem, ...] = ()
    letters: tuple[dict[str, object], ...] = ()
    lock: threading.Lock = field(default_factory=threading.Lock)


class Preview:
    """Builds a workspace again and again and remembers what came of it."""

    def __init__(self, workspace: Workspace, today: date):
        self.workspace = workspace
        self.today = today
        self.state = State()

    def rebuild(self) -> None:
        """Build once; a failure is shown, and what stood before stays."""
        try:
            report = pipeline.build(self.workspace, self.today)
        except ContentError as error:
            self._keep(f"有错误，没有生成；下面的草稿和网站是上一次的。共 {len(error.problems)} 个问题。", error.problems)
        except JixiaoError as error:
            self._keep(str(error), ())
        except OSError as error:
            self._keep(f"读写文件出错：{error.strerror or error}（{error.filename or '未知文件'}）。", ())
        else:
            letters = tuple(
                {
                    "url": draft.letter.path.relative_to(self.workspace.letters).as_posix(),
                    "title": draft.letter.document.title_text,
                    "addressee": draft.letter.document.addressee,
                    "pages": draft.letter.pages,
                }
                for draft in report.drafts
            )
            done = "已生成，文件一改就会自动更新。"
            self._keep(f"草稿已生成。{lost_addresses(report.lost)}" if report.lost else done, report.problems, letters)

    def _keep(self, message: str, problems: tuple[Problem, ...], letters: tuple[dict[str, object], ...] | None = None) -> None:
        with self.state.lock:
            self.state.version += 1
            self.state.message = message
            self.state.problems = problems
            if letters is not None:
                self.state.letters = letters

    def overview(self) -> str:
        """The first page: state, problems, drafts."""
        environment = make_environment(self.workspace.template_folders)
        with self.state.lock:
            return render_template(
                environment,
                "preview/overview.html.jinja",
                office=self.workspace.root.name,
                state=self.state.message,
                problems=self.state.problems,
                letters=self.state.letters,
                has_site=(self.workspace.site / "index.html").is_file(),
            )


class _Watcher(FileSystemEventHandler):
    """Calls for a build when files have been quiet for a moment after a change."""

    def __init__(self, rebuild: Callable[[], None]):
        self._rebuild = rebuild
        self._timer: threading.Timer | None = None
        self._building = threading.Lock()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in ("opened", "closed_no_write") or Path(str(event.src_path)).name.startswith("."):
            return
        if self._timer:
            self._timer.cancel()
        self._timer = threading.Timer(SECONDS_OF_QUIET, self._build)
        self._timer.daemon = True
        self._timer.start()

    def _build(self) -> None:
        with self._building:
            self._rebuild()


class PreviewServer(ThreadingHTTPServer):
    """A server that knows what it shows."""

    def __init__(self, preview: Preview, port: int):
        self.preview = preview
        super().__init__((ADDRESS, port), _Handler)


class _Handler(SimpleHTTPRequestHandler):
    """Overview at `/`, number of the last build at `/version`, files of the site and the drafts below."""

    server: PreviewServer

    def do_GET(self) -> None:
        """Answer one request."""
        preview = self.server.preview
        path = unquote(urlsplit(self.path).path)
        if path == "/":
            self._send(preview.overview() + RELOADER)
        elif path == "/version":
            self._send(str(preview.state.version))
        elif path.startswith("/site/") and path.endswith((".html", "/")):
            self._send_page(path)
        elif path.startswith(("/site/", "/letters/")):
            super().do_GET()
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def translate_path(self, path: str) -> str:
        """The file behind an address; none outside the site and the drafts."""
        base, _, rest = unquote(urlsplit(path).path).lstrip("/").partition("/")
        workspace = self.server.preview.workspace
        folder = (workspace.site if base == "site" else workspace.letters).resolve()
        target = (folder / rest).resolve()
        return str(target if target.is_relative_to(folder) else folder / "没有")

    def _send_page(self, path: str) -> None:
        file = Path(self.translate_path(path))
        file = file / "index.html" if file.is_dir() else file
        if file.is_file():
            self._send(file.read_text(encoding="utf-8").replace("</body>", RELOADER + "</body>"))
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _send(self, text: str) -> None:
        data = text.encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal is for people."""


def make_server(preview: Preview, port: int) -> PreviewServer:
    """A server on the first free port from `port` on; 0 takes any."""
    for candidate in range(port, port + PORTS_TO_TRY) if port else (0,):
        try:
            return PreviewServer(preview, candidate)
        except OSError:
            continue
    raise UsageError(f"{port} 到 {port + PORTS_TO_TRY - 1} 的端口都被占用。请用 --port 换一个。")


@contextmanager
def watch(preview: Preview) -> Iterator[None]:
    """Rebuild whenever a record or a template changes."""
    watcher = _Watcher(preview.rebuild)
    observer = Observer()
    for folder in (preview.workspace.content, preview.workspace.root / "templates"):
        if folder.is_dir():
            observer.schedule(watcher, str(folder), recursive=True)
    observer.start()
    try:
        yield
    finally:
        observer.stop()
        observer.join()


def serve(workspace: Workspace, today: date, port: int, say: Callable[[str], None]) -> None:
    """Build, serve and watch until the user presses Ctrl+C."""
    preview = Preview(workspace, today)
    with make_server(preview, port) as server, watch(preview):
        say(f"预览地址：http://{ADDRESS}:{server.server_address[1]}/  （按 Ctrl+C 结束）")
        threading.Thread(target=preview.rebuild, daemon=True).start()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say("预览已结束。")
