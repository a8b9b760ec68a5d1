"""Approving: what printing one more comment costs in threads of different sizes. It must not grow with the thread."""

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import machine, newsroom, table
from benchmarks.newsroom import Desk
from diwan.press import siblings

SIZES = (10, 1000)
LONG = (100_000,)
AGAIN = 5


@dataclass(frozen=True, slots=True)
class _Printed:
    files: int
    bytes: int
    ms: float


def run(*, long: bool) -> None:
    """Print the section of the table."""
    table.section(
        "Approving: printing one more comment, durably, on SQLite",
        ("files", "bytes", "ms"),
        explained=f"Files with their compressed siblings; medians of {AGAIN}.",
    )
    for size in SIZES + (LONG if long else ()):
        with tempfile.TemporaryDirectory(prefix="diwan-bench-") as folder:
            config = newsroom.write_settings(Path(folder), port=machine.free_port())
            with newsroom.desk(config) as desk:
                first = _fill(desk, size)
                press = newsroom.load(config).press_root
                _print(f"thread of {size:,}, the next comment", [_one(desk, press) for _ in range(AGAIN)])
                late = [_one(desk, press, parent=first) for _ in range(AGAIN)]
                _print(f"thread of {size:,}, a reply to the first", late)
                if size == SIZES[-1]:
                    page = max(
                        press.glob("pages/*/*.html"), key=lambda path: path.stat().st_size
                    ).read_bytes()
    _compressed(page)


def _compressed(page: bytes) -> None:
    """What a full page costs at each effort; brotli's and zstd's, the siblings that depend on it."""
    table.section(
        f"Compressing a full page, {len(page)} bytes of HTML, into all its siblings",
        ("ms of CPU", "br, bytes", "zst, bytes"),
        explained="; ".join(
            f"{effort.name}: brotli {effort.value[0]}, zstd {effort.value[1]}" for effort in siblings.Effort
        ),
    )
    for effort in siblings.Effort:
        took = []
        for _ in range(AGAIN):
            began = time.thread_time()
            forms = siblings.variants(page, effort)
            took.append(1000 * (time.thread_time() - began))
        sizes = (str(len(forms[suffix])) for suffix in (".br", ".zst"))
        table.row(effort.name, (f"{median(took):.1f}", *sizes))


def _fill(desk: Desk, size: int) -> str:
    first = ""
    while size > 0:
        sent = desk.submit(min(size, 5000))
        first = first or sent[0].comment_id
        desk.approve(sent)
        desk.print()
        size -= len(sent)
    return first


def _one(desk: Desk, press: Path, parent: str | None = None) -> _Printed:
    desk.approve(desk.submit(1, parent=parent))
    before = _files(press)
    began = time.perf_counter()
    desk.print()
    took = time.perf_counter() - began
    written = {
        name: size for name, (inode, size) in _files(press).items() if before.get(name, (0, 0))[0] != inode
    }
    return _Printed(len(written), sum(written.values()), took * 1000)


def _files(press: Path) -> dict[str, tuple[int, int]]:
    found = {}
    for path in press.rglob("*"):
        if path.is_file():
            stat = path.stat()
            found[str(path)] = (stat.st_ino, stat.st_size)
    return found


def _print(name: str, printed: list[_Printed]) -> None:
    table.row(
        name,
        (
            f"{median(p.files for p in printed):.0f}",
            f"{median(p.bytes for p in printed):.0f}",
            f"{median(p.ms for p in printed):.1f}",
        ),
    )
