"""The widget: its bytes as they are served, and how many requests bring the first comment."""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from benchmarks import machine, newsroom, reading, serving, table
from benchmarks.machine import Missing

LIMIT = 8000
"""8 kB for all script and style that reading and writing take on a calm day. tests/unit/web/test_assets.py holds it."""
ALWAYS = ("diwan.js", "compose.js")
SCRIPTS = {
    "diwan.js": " (with the style sheet)",
    "compose.js": " (to write)",
    "reader.js": " (where the page signs readers in)",
    "email.js": " (where they sign in by e-mail)",
    "work.js": " (in a surge)",
    "report.js": " (only to report)",
}

_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>The bridge</title><link rel="icon" href="data:,">
<diwan-comments site="courier" article="bridge" language="en"></diwan-comments>
<script type="module" src="/widget/diwan.js"></script></html>"""


def run() -> None:
    """Print the section of the table."""
    table.section("The widget: script and style as they are served", ("bytes", "br"))
    with tempfile.TemporaryDirectory(prefix="diwan-bench-") as name:
        config = newsroom.write_settings(Path(name), port=machine.free_port())
        reading.print_thread(config, reading.COMMENTS)
        with serving.diwan(config) as server:
            _sizes(newsroom.load(config).press_root / "widget")
            try:
                requests = _requests(server.port)
            except Missing as missing:
                table.note(f"requests before the first comment left out: {missing}")
                return
    table.row("requests before the first comment", (str(len(requests)),))
    for path in requests:
        table.note(f"  {path}")


def _sizes(folder: Path) -> None:
    total = [0, 0]
    for script, told in SCRIPTS.items():
        sizes = [(folder / script).stat().st_size, (folder / f"{script}.br").stat().st_size]
        if script in ALWAYS:
            total = [a + b for a, b in zip(total, sizes, strict=True)]
        table.row(script + told, [str(s) for s in sizes])
    table.row(f"to read and to write (limit {LIMIT} br)", [str(s) for s in total])


def _requests(port: int) -> list[str]:
    """The paths that a browser asks Diwan for until a comment is on the screen."""
    asked: list[str] = []
    origin = f"http://127.0.0.1:{port}"
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
        except Error:
            raise Missing("needs Chromium: apt install chromium") from None
        page = browser.new_page()
        page.route("**/article.html", lambda route: route.fulfill(body=_PAGE, content_type="text/html"))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{origin}/article.html")
        page.locator("diwan-comments article").first.wait_for(timeout=20_000)
        browser.close()
    return [url.removeprefix(origin) for url in asked if url.startswith(origin) and "article.html" not in url]
