"""Diwan starts only on what is its own and whole; else it says in one sentence what to do."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pysqlite3.dbapi2 as sqlite
import pytest
from sqlalchemy import text

from diwan import bootstrap, duties
from diwan.cli.main import main
from diwan.errors import CannotStart, Unavailable
from diwan.settings import Database
from diwan.storage import engine
from tests import databases
from tests.served import LOOK_S, client_of, load, settings_text
from tests.waiting import until

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The duties look more often than they do in a newsroom."""
    monkeypatch.setattr(duties, "LOOK_S", LOOK_S)


@pytest.fixture
def url(database: str, tmp_path: Path) -> Iterator[str]:
    """The address of a database with nothing in it but its schema."""
    made = databases.migrated(database, tmp_path / "data")
    yield made
    if database == "postgresql":
        databases.drop_database(made)


@pytest.fixture
def bare(database: str) -> Iterator[str]:
    """The address of a database that nobody has used yet."""
    made = databases.new_database() if database == "postgresql" else "sqlite"
    yield made
    if database == "postgresql":
        databases.drop_database(made)


@pytest.fixture(scope="module")
def founded_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("founded")
    found(folder, databases.migrated("sqlite", folder / "data"))
    return folder / "data"


@pytest.fixture
def founded(founded_once: Path, tmp_path: Path) -> Path:
    """A folder with an installation on SQLite that was started once."""
    shutil.copytree(founded_once, tmp_path / "data")
    return tmp_path


def found(folder: Path, url: str) -> None:
    """Start once and stop, with a signed ledger."""
    with client_of(bootstrap.build(load(folder, url))) as client:
        assert client.get("/readyz").status_code == 200
        until(lambda: client.get("/checkpoint").status_code == 200, "the first checkpoint")


def refusal(folder: Path, url: str) -> str:
    with pytest.raises(CannotStart) as refused:
        bootstrap.build(load(folder, url))
    return refused.value.detail


def on(url: str, folder: Path, *statements: str) -> None:
    """As an administrator, past Diwan's guards."""
    if url == "sqlite":
        connection = sqlite.connect(str(folder / "data" / "diwan.sqlite"), isolation_level=None)
        for statement in statements:
            connection.execute(statement)
        connection.close()
    else:
        with psycopg.connect(url, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())


def test_a_second_start_keeps_everything(tmp_path: Path, bare: str) -> None:
    found(tmp_path, bare)
    files = {p.name: p.read_bytes() for p in (tmp_path / "data" / "keys").iterdir()}
    instance = (tmp_path / "data" / "instance").read_text()
    found(tmp_path, bare)
    assert {p.name: p.read_bytes() for p in (tmp_path / "data" / "keys").iterdir()} == files
    assert (tmp_path / "data" / "instance").read_text() == instance
    for path in (tmp_path / "data" / "keys").iterdir():
        assert path.stat().st_mode & 0o077 == 0


def test_a_vanished_database_is_not_taken_for_a_new_one(tmp_path: Path, url: str) -> None:
    found(tmp_path, url)
    if url == "sqlite":
        for file in (tmp_path / "data").glob("diwan.sqlite*"):
            file.unlink()
    else:
        on(url, tmp_path, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
    told = refusal(tmp_path, url)
    assert "vanished" in told
    assert "diwan restore" in told
    # Refusing must not make it look founded: the next start refuses as well.
    assert "vanished" in refusal(tmp_path, url)


def test_a_database_emptied_of_its_rows_is_not_founded_anew(tmp_path: Path, url: str) -> None:
    found(tmp_path, url)
    if url == "sqlite":
        on(
            url,
            tmp_path,
            "PRAGMA foreign_keys=OFF",
            *(
                f"DROP TRIGGER {t}_never_delete"
                for t in ("instance", "ledger_entries", "checkpoints", "guidelines")
            ),
            *(f"DELETE FROM {t}" for t in ("instance", "ledger_entries", "checkpoints", "guidelines")),
        )
    else:
        on(
            url,
            tmp_path,
            "SET session_replication_role = replica",
            "TRUNCATE instance, ledger_entries, checkpoints, guidelines CASCADE",
        )
    assert "vanished" in refusal(tmp_path, url)
    store = bootstrap.open_store(load(tmp_path, url))
    with store.connection() as connection:
        assert connection.execute(text("SELECT count(*) FROM ledger_entries")).scalar_one() == 0
    store.close()


def test_a_schema_from_the_future_is_left_alone(tmp_path: Path, url: str) -> None:
    found(tmp_path, url)
    on(url, tmp_path, "UPDATE alembic_version SET version_num = '9999'")
    told = refusal(tmp_path, url)
    assert "9999" in told
    assert "later" in told


def test_somebody_elses_tables_are_left_alone(tmp_path: Path, bare: str) -> None:
    (tmp_path / "data").mkdir()
    on(bare, tmp_path, "CREATE TABLE invoices (id INTEGER)")
    assert "not Diwan's" in refusal(tmp_path, bare)
    on(bare, tmp_path, "SELECT id FROM invoices")


def test_another_installations_database_is_left_alone(tmp_path: Path, url: str) -> None:
    for name in ("first", "second"):
        databases.migrated("sqlite", tmp_path / name / "data")
    found(tmp_path / "first", url)
    if url == "sqlite":
        found(tmp_path / "second", url)
        for file in (tmp_path / "first" / "data").glob("diwan.sqlite*"):
            (tmp_path / "second" / "data" / file.name).write_bytes(file.read_bytes())
    else:
        other = databases.migrated("postgresql", tmp_path)
        found(tmp_path / "second", other)
        databases.drop_database(other)
    assert "another installation" in refusal(tmp_path / "second", url)


def test_a_database_is_not_served_without_the_keys_it_was_founded_with(tmp_path: Path, url: str) -> None:
    """A new data folder beside an old database would make new keys, under which no receipt opens."""
    databases.migrated("sqlite", tmp_path / "first" / "data")
    (tmp_path / "second" / "data").mkdir(parents=True)
    found(tmp_path / "first", url)
    if url == "sqlite":
        for file in (tmp_path / "first" / "data").glob("diwan.sqlite*"):
            (tmp_path / "second" / "data" / file.name).write_bytes(file.read_bytes())
    assert "is missing" in refusal(tmp_path / "second", url)
    assert not (tmp_path / "second" / "data" / "keys").exists()
    assert not (tmp_path / "second" / "data" / "instance").exists()


KEY_FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: path.unlink(), "is missing"),
    "empty": (lambda path: path.write_text(""), "cannot be read"),
    "cut": (lambda path: path.write_text(path.read_text()[:40]), "cannot be read"),
    "garbled": (lambda path: path.write_bytes(b"\xff\xfe\x00"), "cannot be read"),
    "not hexadecimal": (lambda path: path.write_text("z" * 64), "cannot be read"),
}


@pytest.mark.parametrize("name", bootstrap.KEY_NAMES)
@pytest.mark.parametrize("fault", KEY_FAULTS)
def test_a_key_that_is_not_right_is_never_made_anew(founded: Path, name: str, fault: str) -> None:
    befall, told = KEY_FAULTS[fault]
    key = founded / "data" / "keys" / name
    befall(key)
    before = key.read_bytes() if key.exists() else None
    detail = refusal(founded, "sqlite")
    assert told in detail
    assert "backup" in detail
    assert (key.read_bytes() if key.exists() else None) == before


def test_another_ledgers_key_signs_nothing_here(founded: Path) -> None:
    (founded / "data" / "keys" / "ledger").write_text("5" * 64)
    assert "signed under another key" in refusal(founded, "sqlite")


def test_the_ledgers_name_never_changes(founded: Path) -> None:
    settings = load(founded, "sqlite")
    with pytest.raises(CannotStart, match="origin"):
        bootstrap.build(replace(settings, origin="herald.example"))


@pytest.mark.parametrize(
    ("version", "unsafe"),
    [
        ((3, 6, 23), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 0), True),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 52, 0), False),
        ((4, 0, 0), False),
    ],
)
def test_an_sqlite_that_can_lose_commits_is_known(version: tuple[int, int, int], unsafe: bool) -> None:
    assert engine.wal_can_lose_commits(version) is unsafe


def test_an_sqlite_that_can_lose_commits_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pysqlite3.dbapi2.sqlite_version_info", (3, 40, 1))
    told = refusal(tmp_path, "sqlite")
    assert "3.40.1 can lose commits" in told
    assert not (tmp_path / "data" / "diwan.sqlite").exists()


def test_the_sqlite_in_use_is_safe_and_set_up_to_keep_what_it_acknowledges(founded: Path) -> None:
    store = bootstrap.open_store(load(founded, "sqlite"))
    with store.engine.connect() as connection:

        def said(pragma: str) -> object:
            return connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()

        assert said("journal_mode") == "wal"
        assert said("synchronous") == 2
        assert said("foreign_keys") == 1
        assert said("recursive_triggers") == 1
        assert said("secure_delete") == 1
        version = connection.exec_driver_sql("SELECT sqlite_version()").scalar_one()
    store.close()
    major, minor, patch = map(int, version.split("."))
    assert not engine.wal_can_lose_commits((major, minor, patch))


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgresql://nobody@127.0.0.1:1/nothing", "cannot be reached"),
        ("mysql://localhost/diwan", "SQLite or PostgreSQL"),
        ("nonsense", "cannot be read"),
        ("sqlite:////no/such/folder/diwan.sqlite", "Check \\[database\\] url"),
    ],
)
def test_a_database_that_cannot_be_opened_is_told_without_its_address(
    tmp_path: Path, address: str, told: str
) -> None:
    settings = replace(load(tmp_path, "sqlite"), database=Database(address))
    with pytest.raises(CannotStart, match=told) as refused:
        bootstrap.build(settings)
    assert "nobody" not in refused.value.detail


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "diwan.sqlite").write_bytes(b"these are no tables" * 100)
    assert "Check [database] url" in refusal(tmp_path, "sqlite")


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    assert "Correct `data`" in refusal(tmp_path, "sqlite")


# --- the command itself ------------------------------------------------------------------------------------------


Serve = Callable[[Path], str]


@pytest.fixture
def serve(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Serve:
    """`diwan serve` in a folder, as far as it gets: to a sentence that says why it does not start, which is returned. In this process: a
    new one takes seconds to import everything, and one test below begins one all the same."""
    for name in [name for name in os.environ if name.startswith("DIWAN_")]:
        monkeypatch.delenv(name)

    def refused(folder: Path) -> str:
        monkeypatch.chdir(folder)
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["--config", str(folder / "diwan.toml"), "serve"])
        told = capsys.readouterr()
        return refused_in_a_sentence(ended.value.code, told.out, told.err)

    return refused


def refused_in_a_sentence(code: object, out: str, err: str) -> str:
    assert code == 1
    assert out == ""
    assert err.startswith("diwan: ")
    assert err.count("\n") == 1, err
    assert "Traceback" not in err
    return err


def test_from_the_shell_too_it_is_refused_in_a_sentence(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DIWAN_")}
    environment["PYTHONPATH"] = str(REPOSITORY / "src")
    done = subprocess.run(
        [sys.executable, "-m", "diwan", "--config", str(tmp_path / "diwan.toml"), "serve"],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment,
        cwd=tmp_path,
    )
    assert "diwan init" in refused_in_a_sentence(done.returncode, done.stdout, done.stderr)


def test_broken_settings_are_told_with_their_line(tmp_path: Path, serve: Serve) -> None:
    (tmp_path / "diwan.toml").write_text(
        settings_text("sqlite").replace('id = "gazette"', 'id = "The Gazette"')
    )
    line = next(
        n
        for n, each in enumerate((tmp_path / "diwan.toml").read_text().split("\n"), 1)
        if "The Gazette" in each
    )
    assert f"line {line}: sites.id must be" in serve(tmp_path)
    (tmp_path / "diwan.toml").write_text('public_url = "https://x.example"\n\nthis is no TOML\n')
    assert "line 3" in serve(tmp_path)


def test_settings_without_a_site_are_refused(tmp_path: Path, serve: Serve) -> None:
    (tmp_path / "diwan.toml").write_text('public_url = "https://comments.example.org"\n')
    assert "no site is named" in serve(tmp_path)


def test_settings_that_do_not_exist_are_refused(tmp_path: Path, serve: Serve) -> None:
    assert "diwan init" in serve(tmp_path)


def test_a_port_in_use_is_told(tmp_path: Path, serve: Serve) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        (tmp_path / "diwan.toml").write_text(settings_text("sqlite", server=f"port = {port}"))
        told = serve(tmp_path)
    assert f"port {port}" in told
    assert "in use" in told


def test_an_unreachable_database_is_told_by_the_command(tmp_path: Path, serve: Serve) -> None:
    (tmp_path / "diwan.toml").write_text(settings_text("postgresql://diwan:secret@127.0.0.1:1/diwan"))
    told = serve(tmp_path)
    assert "secret" not in told


# --- is it alive, is it ready, what are its figures --------------------------------------------------------------


def test_the_figures_say_what_is_there(tmp_path: Path, url: str) -> None:
    house = bootstrap.build(load(tmp_path, url))
    with client_of(house) as client:
        assert client.get("/livez").text == "alive\n"
        ready = client.get("/readyz")
        assert (ready.status_code, ready.json()) == (200, {"ready": True, "troubles": {}})
        page = client.get("/metrics").text
        for line in (
            "diwan_figures_up 1.0",
            "diwan_waiting 0.0",
            "diwan_oldest_waiting_age_seconds 0.0",
            "diwan_printed_without_decision 0.0",
            "diwan_submissions_total 0.0",
            "diwan_ledger_size 2.0",
            'diwan_requests_total{route="readyz",status="2xx"} 1.0',
        ):
            assert line in page.splitlines()
        for path in ("/livez", "/readyz", "/metrics"):
            assert client.get(path).headers["cache-control"] == "no-store"


def test_metrics_can_be_switched_off(tmp_path: Path) -> None:
    house = bootstrap.build(load(tmp_path, "sqlite", server="metrics = false"))
    with client_of(house) as client:
        assert client.get("/metrics").status_code == 403


def test_a_data_folder_that_is_gone_is_not_ready(tmp_path: Path) -> None:
    house = bootstrap.build(load(tmp_path, "sqlite"))
    with client_of(house) as client:
        # A duty that prints in this very moment would make the folder anew.
        house.duties.stop()
        (tmp_path / "data").rename(tmp_path / "elsewhere")
        answer = client.get("/readyz")
        (tmp_path / "elsewhere").rename(tmp_path / "data")
    assert answer.status_code == 503
    assert "data" in answer.json()["troubles"]


def test_a_database_file_that_is_gone_takes_nothing_more(tmp_path: Path) -> None:
    """SQLite itself would go on writing into the file that has no name any more, and lose it all at the end."""
    house = bootstrap.build(load(tmp_path, "sqlite"))
    with client_of(house) as client:
        file = house.settings.sqlite_file
        file.rename(file.with_name("elsewhere"))
        ready = client.get("/readyz")
        with pytest.raises(Exception, match="vanished"):
            house.store.write(lambda tx: tx.keep_api_key(b"k" * 32, "courier", "lost", 1)).result(30)
        file.with_name("elsewhere").rename(file)
        house.store.write(lambda tx: tx.keep_api_key(b"k" * 32, "courier", "kept", 1)).result(30)
    assert ready.status_code == 503


def test_no_connection_makes_an_empty_database_where_the_file_is_gone(tmp_path: Path) -> None:
    """It would take the log beside it, with what was acknowledged last, for its own."""
    house = bootstrap.build(load(tmp_path, "sqlite"))
    file = house.settings.sqlite_file
    try:
        file.rename(file.with_name("elsewhere"))
        house.store.engine.dispose()  # from here on every connection is a new one
        with pytest.raises(Unavailable, match="vanished"):
            house.store.write(lambda tx: tx.keep_api_key(b"k" * 32, "courier", "lost", 1)).result(30)
        assert not file.exists()
        file.with_name("elsewhere").rename(file)
        house.store.write(lambda tx: tx.keep_api_key(b"k" * 32, "courier", "kept", 1)).result(30)
    finally:
        house.store.close()
