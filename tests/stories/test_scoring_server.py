"""`diwan serve --only scoring`, as somebody runs it who has no newsroom: keys, a client in Python, suggestions, a backup."""

import asyncio
import contextlib
import itertools
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from diwan import bootstrap, clock, settings
from diwan.cli.main import main
from diwan.client import Busy, Client, Refused, Unreachable
from diwan.scoring.room import Suggestion
from diwan.screening.scores import Text
from tests import databases
from tests.waiting import until

QUICK = "[screening]\nmodel = false\nlexicons = []\n"
SOLD = "https://a.example https://b.example https://c.example"


@dataclass
class Installation:
    """A folder with settings, and the command line in it."""

    folder: Path
    database: str
    capsys: pytest.CaptureFixture[str]
    port: int = 0
    made: list[str] = field(default_factory=list)

    @property
    def config(self) -> Path:
        return self.folder / "diwan.toml"

    def write(self) -> None:
        self.folder.mkdir(exist_ok=True)
        self.config.write_text(
            f'data = "data"\n[server]\nport = {self.port or 8000}\n[database]\nurl = "{self.database}"\n{QUICK}'
        )

    def try_(self, *arguments: str) -> tuple[int, str, str]:
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["--config", str(self.config), *arguments])
        told = self.capsys.readouterr()
        return int(ended.value.code or 0), told.out, told.err

    def run(self, *arguments: str) -> str:
        code, out, err = self.try_(*arguments)
        assert code == 0, err
        return out

    def refused(self, *arguments: str) -> str:
        code, _, err = self.try_(*arguments)
        assert code != 0
        return err

    def keep(self, *suggestions: Suggestion) -> None:
        loaded = settings.load(self.config, {}, scoring_only=True)
        # A little ago, each a millisecond after the one before.
        moments = itertools.count(clock.now() - 1000)
        house = bootstrap.build_scoring(loaded, ordered=(), clock=lambda: next(moments))
        try:
            for suggestion in suggestions:
                asyncio.run(house.room.suggestions.keep(suggestion))
        finally:
            house.close()


@pytest.fixture
def install(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str, str], Installation]]:
    """Makes installations that only score; removes their databases afterwards."""
    monkeypatch.delenv("DIWAN_CONFIG", raising=False)
    made = []

    def make(name: str, database: str) -> Installation:
        if name == "served":
            # As somebody starts who has nothing yet.
            url = databases.new_database() if database == "postgresql" else "sqlite"
        else:
            url = databases.migrated(database, tmp_path / name / "data")
        installation = Installation(tmp_path / name, url, capsys)
        installation.write()
        made.append(installation)
        return installation

    yield make
    for installation in made:
        if installation.database != "sqlite":
            databases.drop_database(installation.database)


@pytest.fixture
def scoring(install: Callable[[str, str], Installation], database: str) -> Installation:
    return install("scoring", database)


def example(**given: str) -> Suggestion:
    values = {"text": "You said “no” — 👍", "community": "forum", "key_name": "client", **given}
    return Suggestion(scores={"TOXICITY": 1.0}, language="en", headline="The bridge", **values)


# --- keys ---------------------------------------------------------------------------------------------------------------


def test_scoring_keys_are_shown_once_listed_by_name_and_revoked(scoring: Installation) -> None:
    key = scoring.run("keys", "add", "--scoring", "a forum", "--per-minute", "30").splitlines()[-1]
    assert key.startswith("diwan_scoring_")
    [line] = scoring.run("keys", "list").splitlines()
    assert line.startswith("--scoring\ta forum\tmade 20")
    assert "\t30 texts a minute\tnumber " in line
    assert key not in line
    assert "revoke it first" in scoring.refused("keys", "add", "--scoring", "a forum")
    assert "within 5 seconds" in scoring.run("keys", "revoke", "--scoring", "a forum")
    assert scoring.run("keys", "list") == ""
    assert "keys list" in scoring.refused("keys", "revoke", "--scoring", "a forum")
    scoring.run("keys", "add", "--scoring", "a forum")
    assert "600 texts a minute" in scoring.run("keys", "list")
    assert not (scoring.folder / "data" / "keys").exists(), "nothing was founded"


@pytest.mark.parametrize(
    "arguments",
    [
        ("add",),
        ("add", "courier"),
        ("add", "courier", "server", "--scoring", "x"),
        ("add", "courier", "server", "--per-minute", "5"),
        ("add", "--scoring", "x", "--per-minute", "many"),
        ("revoke", "courier"),
    ],
)
def test_a_key_that_is_neither_a_sites_nor_for_scoring_is_told_how_to_be_written(
    install: Callable[[str, str], Installation], arguments: tuple[str, ...]
) -> None:
    code, _, err = install("scoring", "sqlite").try_("keys", *arguments)
    assert code == 2
    assert "--scoring NAME" in err


@pytest.mark.parametrize(
    ("name", "more"), [("", ()), ("a\nb", ()), ("x" * 101, ()), ("x", ("--per-minute", "0"))]
)
def test_a_scoring_key_without_a_name_or_a_quota_is_refused(
    install: Callable[[str, str], Installation], name: str, more: tuple[str, ...]
) -> None:
    told = install("scoring", "sqlite").refused("keys", "add", "--scoring", name, *more)
    assert "name" in told or "--per-minute" in told


# --- suggestions ------------------------------------------------------------------------------------------------------


def exported(scoring: Installation, *arguments: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in scoring.run("suggestions", "export", *arguments).splitlines()]


def test_suggestions_are_exported_one_a_line_ready_to_learn_from(scoring: Installation) -> None:
    scoring.keep(example(), example(text="half \ud800", community="other"), example(key_name="else"))
    first, second, _ = exported(scoring)
    assert first.pop("id")
    assert str(first.pop("at")).endswith("Z")
    assert first == {
        "text": "You said “no” — 👍", "scores": {"TOXICITY": 1.0}, "community": "forum", "key": "client",
        "language": "en", "parent": "", "headline": "The bridge",
    }  # fmt: skip
    assert second["text"] == "half \ud800"
    assert [each["key"] for each in exported(scoring, "--community", "forum")] == ["client", "else"]
    assert len(exported(scoring, "--key", "else")) == 1
    assert exported(scoring, "--since", "2999-01-01") == []
    assert len(exported(scoring, "--since", "2020-01-01T00:00:00+03:00")) == 3
    assert "2026-11-01" in scoring.refused("suggestions", "export", "--since", "yesterday")


def test_suggestions_are_erased_by_community_key_or_id(scoring: Installation) -> None:
    scoring.keep(example(community="a"), example(community="b"), example(community="b", key_name="else"))
    assert "Name what" in scoring.refused("suggestions", "erase")
    assert scoring.run("suggestions", "erase", "--community", "b", "--key", "client").startswith(
        "1 suggestion is"
    )
    assert [(each["community"], each["key"]) for each in exported(scoring)] == [
        ("a", "client"),
        ("b", "else"),
    ]
    last = str(exported(scoring)[-1]["id"])
    assert scoring.run("suggestions", "erase", "--id", last).startswith("1 ")
    assert scoring.run("suggestions", "erase", "--key", "client").startswith("1 ")
    assert exported(scoring) == []


# --- backup -------------------------------------------------------------------------------------------------------------


def test_a_backup_of_what_only_scores_comes_back_on_either_database(
    scoring: Installation, install: Callable[[str, str], Installation], tmp_path: Path
) -> None:
    scoring.run("keys", "add", "--scoring", "a forum")
    scoring.keep(example())
    file = str(tmp_path / "backup.zip")
    assert "2 rows." in scoring.run("backup", file)
    for database in databases.DATABASES:
        other = install(f"other-{database}", database)
        other.run("restore", file)
        assert exported(other) == exported(scoring)
        assert other.run("keys", "list") == scoring.run("keys", "list")
        assert "not empty" in other.refused("restore", file)


def test_a_vanished_database_is_not_taken_for_a_new_one(install: Callable[[str, str], Installation]) -> None:
    scoring = install("scoring", "sqlite")
    scoring.run("keys", "add", "--scoring", "a forum")
    for file in (scoring.folder / "data").glob("diwan.sqlite*"):
        file.unlink()
    assert "vanished" in scoring.refused("keys", "list")
    assert "vanished" in scoring.refused("serve", "--only", "scoring")


# --- the server and the client ------------------------------------------------------------------------------------------


@dataclass
class Running:
    """A served installation and what it has logged."""

    url: str
    key: str
    installation: Installation
    log: Path


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def running(install: Callable[[str, str], Installation]) -> Iterator[Running]:
    """`diwan serve --only scoring` in a process of its own, without the model, so that it starts at once."""
    installation = install("served", "sqlite")
    installation.port = _free_port()
    installation.write()
    key = installation.run("keys", "add", "--scoring", "a forum", "--per-minute", "1000").splitlines()[-1]
    log = installation.folder / "log"
    with log.open("wb") as stream:
        server = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "diwan",
                "--config",
                str(installation.config),
                "serve",
                "--only",
                "scoring",
            ],
            stdout=stream,
            stderr=stream,
        )
        try:
            url = f"http://127.0.0.1:{installation.port}"
            # Each of these may last on a busy machine.
            for said in ("server-starting", "serving"):
                until(partial(_has_said, log, server, said), said)
            until(lambda: _answers(url, key) or server.poll() is not None, "the server to answer")
            assert server.poll() is None, log.read_text()
            yield Running(url, key, installation, log)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)


def _has_said(log: Path, server: "subprocess.Popen[bytes]", event: str) -> bool:
    return event in log.read_text() or server.poll() is not None


def _answers(url: str, key: str) -> bool:
    with contextlib.suppress(Unreachable), Client(url, key, patience_s=0) as client:
        return client.score("ready?") is not None
    return False


def test_the_client_scores_texts_against_a_served_diwan(running: Running) -> None:
    with Client(running.url, running.key) as client:
        one = client.score(f"Canary {SOLD}", language="en")
        assert one.scores["promotion"] is not None
        assert one.scores["promotion"] > 0.5
        [link] = [found for found in one.findings if found.check == "links"]
        assert (link.guideline, link.spans[0].begin) == ("promotion", len("Canary "))
        many = list(
            client.score_many((Text(SOLD, id=n) if n % 2 else f"canary {n}" for n in range(150)), together=64)
        )
        assert [each.id for each in many] == [n if n % 2 else None for n in range(150)]
        assert {each.scores["promotion"] for each in many[1::2]} == {many[1].scores["promotion"]}
        assert list(client.score_many([])) == []
        big = list(client.score_many(["€" * 49_000] * 10))
        assert len(big) == 10
        with pytest.raises(Refused, match="length <= 50000") as refused:
            client.score("x" * 50_001)
        assert (refused.value.status, refused.value.code) == (400, "json-fields")
        with pytest.raises(Refused, match="surrogate"):
            client.score("\ud800")
    with Client(running.url, "diwan_scoring_canary") as stranger, pytest.raises(Refused) as unknown:
        stranger.score("canary")
    assert unknown.value.status == 401

    small = running.installation.run("keys", "add", "--scoring", "small", "--per-minute", "1").splitlines()[
        -1
    ]
    waited: list[float] = []
    with Client(running.url, small, patience_s=90, sleep=waited.append) as client:
        client.score("canary")
        with pytest.raises(Busy) as busy:
            client.score("canary")
    assert busy.value.status == 429
    assert 0 < busy.value.retry_after_s <= 60
    assert waited, "it waited as it was told before it gave up"
    assert sum(waited) <= 90

    said = running.log.read_text()
    assert "serving" in said
    assert "anary" not in said
    assert running.key not in said
    assert small not in said


def test_a_client_without_a_server_says_so_and_bad_arguments_are_told() -> None:
    with (
        Client(f"http://127.0.0.1:{_free_port()}", "key") as client,
        pytest.raises(Unreachable, match="no answer"),
    ):
        client.score("x")
    for url in ("scoring.example", "ftp://x.example", "https://", "https://x.example/?a=b"):
        with pytest.raises(ValueError, match="base_url"):
            Client(url, "key")
    for key in ("", " key", "ké", "a\nb"):
        with pytest.raises(ValueError, match="key"):
            Client("https://x.example", key)
    with Client("https://x.example", "key") as client, pytest.raises(ValueError, match="together"):
        list(client.score_many(["x"], together=65))


def test_the_client_loads_none_of_the_checks() -> None:
    told = "import sys, diwan.client; print([m for m in sys.modules if m.split('.')[0] in {'onnxruntime', 'numpy', 'starlette', 'sqlalchemy'}])"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, timeout=60)
    assert done.stdout == "[]\n", done.stderr
