"""Fixtures shared by all tests: a house on both databases. What was skipped is told at the end."""

import gc
import io
import logging
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from _pytest.terminal import TerminalReporter
from hypothesis import HealthCheck, settings

from diwan import logs
from tests import databases
from tests.breadth import wide
from tests.house import House, house
from tests.quick import quick
from tests.served import Served, served

MEMORY = Path("/dev/shm")
ENOUGH_BYTES = 4 << 30

if not os.environ.get("TMPDIR") and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH_BYTES:
    # Thousands of small durable writes: a process that is killed loses nothing of what lies in memory files either.
    os.environ["TMPDIR"] = str(MEMORY)
    tempfile.tempdir = None


# A property that is wrong falls with the first examples; a rare one is looked for where everything is asked for. How long an
# example takes depends on what else the machine does.
settings.register_profile(
    "diwan",
    settings.default,
    max_examples=wide(30, 100),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("diwan")


@pytest.fixture(scope="session", autouse=True)
def quick_work() -> Iterator[None]:
    """Half of the time that printing takes is compression, and half a second of each house's was one hash."""
    with quick():
        yield


@pytest.fixture(params=databases.DATABASES)
def database(request: pytest.FixtureRequest) -> str:
    """Each database in turn; no test is told which one it runs on unless it asks."""
    name: str = request.param
    return name


@pytest.fixture
def diwan(database: str, tmp_path: Path) -> Iterator[House]:
    """A founded house, on each database in turn."""
    with house(database, tmp_path) as built:
        yield built


@pytest.fixture
def untouched(database: str, tmp_path: Path) -> Iterator[House]:
    """The same on a database that nobody has used before: for how statements are carried out, which depends on the size of its files."""
    with house(database, tmp_path, untouched=True) as built:
        yield built


@pytest.fixture
def newsroom(database: str, tmp_path: Path) -> Iterator[Served]:
    """The real application behind HTTP, on each database in turn."""
    with served(database, tmp_path) as running:
        yield running


@pytest.fixture(scope="module", params=databases.DATABASES)
def shared_database(request: pytest.FixtureRequest) -> str:
    """Each database in turn, for what a module shares."""
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def shared_newsroom(shared_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The same, shared by a module's tests: for facts that no earlier test can spoil. The thread `bridge` is open."""
    with served(shared_database, tmp_path_factory.mktemp("newsroom")) as running:
        running.register()
        running.print()
        yield running


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Everything that is logged, at the lowest level."""
    root = logging.getLogger()
    kept = (root.handlers[:], root.level, sys.excepthook, threading.excepthook, logging.raiseExceptions)
    stream = io.StringIO()
    logs.configure("debug", stream)
    yield stream
    root.handlers[:], root.level, sys.excepthook, threading.excepthook, logging.raiseExceptions = kept
    logging.captureWarnings(False)
    structlog.contextvars.clear_contextvars()
    structlog.reset_defaults()


OTHERS_PROGRAMS = frozenset({"browser", "clients"})
"""The folders whose tests drive programs that are not ours, each with threads and time limits of its own."""

LONG_FOLDERS = ("proofs", "faults", "fuzz", "browser", "clients")
"""The folders with tests of half a minute and more, and those that start programs."""


def _folder(config: pytest.Config, item: pytest.Item) -> str:
    return item.path.relative_to(config.rootpath).parts[1]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In CI, a test that drives somebody else's program may be tried once more; every such try is told at the end.

    No other test may: where our own code fails once in a hundred runs, that is a fault to be found.

    Those that take long come first, so that the end does not hang on one of them while other workers have nothing left to do.
    """
    items.sort(
        key=lambda item: (
            LONG_FOLDERS.index(folder) if (folder := _folder(config, item)) in LONG_FOLDERS else 99
        )
    )
    if not os.environ.get("DIWAN_TEST_SKIP_NOTHING"):
        return
    for item in items:
        if OTHERS_PROGRAMS & set(item.path.relative_to(config.rootpath).parts):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A second try begins anew: the house that its module shares, in which the first one has left its comments and moderators, too."""
    if getattr(item, "execution_count", 1) > 1 and isinstance(item, pytest.Function):
        request: Any = item._request
        for definitions in item._fixtureinfo.name2fixturedefs.values():
            for definition in definitions:
                if definition.scope == "module":
                    definition.finish(request)


def pytest_collection_finish() -> None:
    """What was collected and imported stays to the end: the garbage collector need not go through it again and again."""
    gc.collect()
    gc.freeze()


def _skipped(reporter: TerminalReporter) -> list[str]:
    reports = reporter.stats.get("skipped", [])
    return sorted({str(report.longrepr[2]) for report in reports if isinstance(report.longrepr, tuple)})


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where nothing may be skipped (CI), a skipped test fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if (
        os.environ.get("DIWAN_TEST_SKIP_NOTHING")
        and isinstance(reporter, TerminalReporter)
        and _skipped(reporter)
        and session.exitstatus == pytest.ExitCode.OK
    ):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Say what this machine lacked, so that a green run is not taken for more than it is; and why a test was tried once more."""
    for report in terminalreporter.stats.get("rerun", []):
        terminalreporter.write_sep("_", f"tried once more: {report.nodeid}", yellow=True)
        terminalreporter.write_line(report.longreprtext)
    for reason in _skipped(terminalreporter):
        terminalreporter.write_line(f"NOT RUN HERE: {reason.removeprefix('Skipped: ')}", yellow=True)
    if os.environ.get("DIWAN_TEST_SKIP_NOTHING") and _skipped(terminalreporter):
        terminalreporter.write_line("Nothing may be skipped here: the run fails.", red=True)
