"""The commands, as whoever runs Diwan types them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
import pytest
from sqlalchemy import text

from diwan import bootstrap, duties, settings
from diwan.cli.main import main
from diwan.factors import Authenticator
from diwan.ledger.notes import VerifierKey
from diwan.storage.people import PeopleReader
from diwan.web import publisher
from tests import databases
from tests.served import LOOK_S, PUBLIC_URL, client_of, load, settings_text
from tests.waiting import until


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The duties look more often than they do in a newsroom."""
    monkeypatch.setattr(duties, "LOOK_S", LOOK_S)


class Terminal:
    """Types commands and reads what they say. The database has its schema, unless it is to be `bare`."""

    def __init__(
        self, folder: Path, database: str, capsys: pytest.CaptureFixture[str], *, bare: bool = False
    ) -> None:
        if database == "sqlite" and not bare:
            databases.migrated(database, folder / "data")
        self.folder = folder
        self.database = database
        self._capsys = capsys
        (folder / "diwan.toml").write_text(settings_text(database))

    def run(self, *arguments: str) -> str:
        """What a command that succeeds says."""
        code, out, err = self.try_(*arguments)
        assert (code, err) == (0, ""), err
        return out

    def refused(self, *arguments: str) -> str:
        """What a command says that cannot do what it was asked: one sentence, and no traceback."""
        code, out, err = self.try_(*arguments)
        assert (code, out) == (1, "")
        assert err.startswith("diwan: ")
        assert err.count("\n") == 1
        return err

    def try_(self, *arguments: str) -> tuple[int, str, str]:
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["--config", str(self.folder / "diwan.toml"), *arguments])
        told = self._capsys.readouterr()
        return int(ended.value.code or 0), told.out, told.err


@pytest.fixture
def terminal(database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Terminal]:
    url = databases.migrated(database, tmp_path / "data")
    yield Terminal(tmp_path, url, capsys)
    if database == "postgresql":
        databases.drop_database(url)


@pytest.mark.parametrize("database", databases.DATABASES)
def test_the_first_command_of_all_makes_what_it_needs(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = databases.new_database() if database == "postgresql" else "sqlite"
    try:
        terminal = Terminal(tmp_path, url, capsys, bare=True)
        assert "is appointed as moderator" in terminal.run("moderators", "add", "Berfîn")
        assert terminal.run("moderators", "list").startswith("Berfîn\t")
    finally:
        if database == "postgresql":
            databases.drop_database(url)


def test_moderators_are_appointed_listed_given_links_and_dismissed(terminal: Terminal) -> None:
    added = terminal.run("moderators", "add", "Şîlan گوڵ", "--role", "editor")
    assert "Şîlan گوڵ is appointed as editor" in added
    [link] = re.findall(rf"^{PUBLIC_URL}/desk/sign-in/[\w-]{{43}}$", added, re.MULTILINE)
    terminal.run("moderators", "add", "Berfîn")
    listed = terminal.run("moderators", "list").splitlines()
    assert [line.split("\t")[:2] for line in listed] == [["Şîlan گوڵ", "editor"], ["Berfîn", "moderator"]]
    second = terminal.run("moderators", "link", "Berfîn").strip()
    assert second.startswith(f"{PUBLIC_URL}/desk/sign-in/")
    assert second != link

    house = bootstrap.build(load(terminal.folder, terminal.database))
    with client_of(house) as client:
        headers = {"origin": PUBLIC_URL, "content-type": "application/x-www-form-urlencoded"}
        opened = client.post(link.removeprefix(PUBLIC_URL), headers=headers)
        assert opened.status_code == 303
        again = client.post(link.removeprefix(PUBLIC_URL), headers=headers)
        assert again.status_code != 303

    assert "dismissed" in terminal.run("moderators", "remove", "Berfîn")
    assert ", dismissed 20" in terminal.run("moderators", "list").splitlines()[1]
    store = bootstrap.open_store(load(terminal.folder, terminal.database))
    with store.connection() as connection:
        assert connection.execute(text("SELECT count(*) FROM sign_in_links")).scalar_one() == 0
    store.close()


def test_who_has_lost_what_he_signs_in_with_is_reset_and_the_ledger_says_so(terminal: Terminal) -> None:
    terminal.run("moderators", "add", "Şîlan گوڵ", "--role", "editor")
    store = bootstrap.open_store(load(terminal.folder, terminal.database))
    with store.connection() as connection:
        moderator_id = connection.execute(text("SELECT id FROM moderators")).scalar_one()
    store.write(lambda tx: tx.set_password(moderator_id, "hash")).result()
    store.write(lambda tx: tx.keep_authenticator(Authenticator(moderator_id, b"n" * 20, 1, 1))).result()
    store.close()
    assert "with a second factor" in terminal.run("moderators", "list")
    told = terminal.run("moderators", "reset", "Şîlan گوڵ")
    assert re.search(rf"^{PUBLIC_URL}/desk/sign-in/[\w-]{{43}}$", told, re.MULTILINE)
    assert "the ledger says so" in told
    assert "with a second factor" not in terminal.run("moderators", "list")
    assert terminal.run("verify")
    store = bootstrap.open_store(load(terminal.folder, terminal.database))
    with store.connection() as connection:
        assert connection.execute(text("SELECT count(*) FROM passwords")).scalar_one() == 0
        assert connection.execute(text("SELECT by FROM resets")).scalar_one() == "operator"
    store.close()


def test_names_of_moderators_are_never_given_twice(terminal: Terminal) -> None:
    terminal.run("moderators", "add", "Berfîn")
    assert "choose another name" in terminal.refused("moderators", "add", "Berfîn")
    terminal.run("moderators", "remove", "Berfîn")
    assert "choose another name" in terminal.refused("moderators", "add", "Berfîn")
    for action in ("remove", "link", "reset"):
        assert "moderators list" in terminal.refused("moderators", action, "Berfîn")
        assert "moderators list" in terminal.refused("moderators", action, "Nobody")


@pytest.mark.parametrize("name", ["", " Berfîn", "a" * 61, "a\u202eb", "a\nb"])
def test_a_name_that_cannot_be_shown_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert "moderator's name" in Terminal(tmp_path, "sqlite", capsys).refused("moderators", "add", name)


def test_an_unknown_role_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = Terminal(tmp_path, "sqlite", capsys).try_("moderators", "add", "Berfîn", "--role", "king")
    assert code == 2
    assert "king" in err


def test_keys_are_shown_once_listed_by_name_and_revoked(terminal: Terminal) -> None:
    key = terminal.run("keys", "add", "courier", "the web server").splitlines()[-1]
    assert key.startswith(publisher.KEY_PREFIX)
    listed = terminal.run("keys", "list")
    assert listed.startswith("courier\tthe web server\tmade 20")
    assert key not in listed
    assert "revoke it first" in terminal.refused("keys", "add", "courier", "the web server")
    store = bootstrap.open_store(load(terminal.folder, terminal.database))
    with store.connection() as connection:
        found = PeopleReader(connection).api_key(publisher.hash_of(key))
        assert found is not None
        assert (found.site, found.name) == ("courier", "the web server")
    store.close()
    assert "revoked" in terminal.run("keys", "revoke", "courier", "the web server")
    assert terminal.run("keys", "list") == ""
    assert "keys list" in terminal.refused("keys", "revoke", "courier", "the web server")
    terminal.run("keys", "add", "courier", "the web server")


def test_a_key_for_an_unknown_site_is_refused(terminal: Terminal) -> None:
    assert "no site herald" in terminal.refused("keys", "add", "herald", "server")


def _written(terminal: Terminal) -> str:
    """A comment in a sealed ledger; its id."""
    house = bootstrap.build(load(terminal.folder, terminal.database))
    with client_of(house) as client:
        sent = {
            "site": "courier",
            "article": "bridge",
            "key": "test-key-of-a-command",
            "name": "Name-of-a-reader",
            "body": "Words-of-a-reader",
            "described": {"url": "https://courier.example/b", "headline": "B", "language": "en"},
        }
        answer = client.post("/api/comments", json=sent, headers={"origin": "https://courier.example"})
        assert answer.status_code == 201, answer.text
        until(lambda: client.get(answer.json()["proof"]).status_code == 200, "the comment to be sealed")
    comment: str = answer.json()["comment"]
    return comment


def test_the_ledger_is_verified_exported_and_verified_again_from_the_file_alone(terminal: Terminal) -> None:
    _written(terminal)
    assert terminal.run("verify").rstrip().endswith("everything fits")
    key = terminal.run("ledger", "key").strip()
    assert VerifierKey.parse(key).name == "courier.example"
    public, audit = terminal.folder / "public.jsonl", terminal.folder / "audit.jsonl"
    assert f"--key '{key}'" in terminal.run("ledger", "export", str(public))
    terminal.run("ledger", "export", "--records", str(audit))
    assert b"Words-of-a-reader" not in public.read_bytes()
    assert b"Name-of-a-reader" not in public.read_bytes()
    assert b"Words-of-a-reader" in audit.read_bytes()
    for file in (public, audit):
        assert terminal.run("verify", str(file), "--key", key).rstrip().endswith("everything fits")
    altered = terminal.folder / "altered.jsonl"
    altered.write_bytes(audit.read_bytes().replace(b"Words-of-a-reader", b"Words-of-a-forger"))
    code, out, err = terminal.try_("verify", str(altered), "--key", key)
    assert code == 1
    assert "the words, or their salt, are not those that were submitted" in out
    assert "do not fit" in err
    assert "forger" not in out + err


def test_a_changed_row_is_named_by_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal(tmp_path, "sqlite", capsys)
    comment = _written(terminal)
    file = sqlite.connect(str(tmp_path / "data" / "diwan.sqlite"), isolation_level=None)
    file.execute("DROP TRIGGER words_never_update")
    file.execute("UPDATE words SET body = 'Words-of-a-forger'")
    code, out, _ = terminal.try_("verify")
    assert code == 1
    assert comment in out
    file.execute("UPDATE words SET body = 'Words-of-a-reader'")
    terminal.run("verify")
    file.execute("DELETE FROM waiting")
    file.close()
    code, out, _ = terminal.try_("verify")
    assert code == 1
    assert f"waiting {comment}" in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("verify", "no-such-file", "--key", "{key}"), "There is no file"),
        (("verify", "diwan.toml"), "--key"),
        (("verify", "--key", "nonsense"), "key"),
        (("ledger", "export", "diwan.toml"), "exists already"),
        (("ledger", "export", "no/such/folder/file"), "No such file"),
        (("erase", "nonsense"), "no comment's id"),
        (("erase", "01a0c4506c0077a5900b572f233e0000"), "no such comment"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    terminal = Terminal(tmp_path, "sqlite", capsys)
    terminal.run("moderators", "list")
    key = terminal.run("ledger", "key").strip()
    assert told in terminal.refused(*(argument.replace("{key}", key) for argument in arguments))


def test_the_ledgers_key_is_not_told_before_there_is_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Terminal(tmp_path, "sqlite", capsys)
    assert "is missing" in terminal.refused("ledger", "key")


def test_words_are_erased_once_and_for_all(terminal: Terminal) -> None:
    comment = _written(terminal)
    assert "The words are erased" in terminal.run("erase", comment)
    assert "were erased before" in terminal.run("erase", comment)
    store = bootstrap.open_store(load(terminal.folder, terminal.database))
    with store.connection() as connection:
        assert connection.execute(text("SELECT count(*) FROM words")).scalar_one() == 0
        assert connection.execute(text("SELECT by FROM erasures")).scalar_one() == "operator"
    store.close()
    terminal.run("verify")


TERMS = """format = 1
language = "tr"
kind = "suspect"
[[entries]]
guideline = "abuse"
abuse_kind = "racism"
stems = ["blorp"]
exceptions = ["blorpu"]
"""


def test_a_term_list_is_checked_and_tried(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal(tmp_path, "sqlite", capsys)
    file = tmp_path / "ours.toml"
    file.write_text(TERMS)
    summary = terminal.run("terms", str(file))
    assert summary.startswith("ours: suspect terms in tr: 1 terms in 1 entries, 1 exceptions, digest ")
    tried = terminal.run("terms", str(file), "--try", "bu blorplar, blorpu").splitlines()
    assert tried[0] + "\n" == summary
    assert tried[1:] == ["3–11 “blorplar”: abuse (racism), strong, 0.60, by the stem “blorp”"]
    nothing = terminal.run("terms", "--built-in", "ku", "--try", "spas")
    assert nothing.endswith("Nothing of the list is in the text.\n")
    file.write_text(TERMS.replace("stems", "stem"))
    assert (
        f"{file}, line 7: the key stem is unknown. Did you mean stems?"
        in terminal.try_("terms", str(file))[2]
    )
    assert "Name either" in terminal.refused("terms")
    assert "Name either" in terminal.refused("terms", str(file), "--built-in", "tr")
    assert "cannot be read" in terminal.refused("terms", str(tmp_path / "missing.toml"))


def test_a_newsroom_starts_with_its_term_lists_and_not_with_a_bad_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Terminal(tmp_path, "sqlite", capsys)
    file = tmp_path / "ours.toml"
    with (tmp_path / "diwan.toml").open("a") as written:
        written.write('[screening]\nterm_lists = ["ours.toml"]\nlexicons = ["ku"]\n')
    assert "ours.toml cannot be read" in terminal.refused("moderators", "list")
    file.write_text(TERMS.replace("format = 1", "format = 7"))
    assert "ours.toml, line 1: the format is none that this version" in terminal.refused("moderators", "list")
    file.write_text(TERMS)
    limits = bootstrap.limits(settings.load(tmp_path / "diwan.toml", {}))
    assert [each.name for each in (*limits.term_lists, *limits.lexicons)] == ["ours", "built-in ku"]
    house = bootstrap.build(settings.load(tmp_path / "diwan.toml", {}))
    names = [version.split("@")[0] for version in house.screener.versions]
    assert {"banned-terms", "lexicon"} <= set(names)
    house.store.close()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "ours.toml").write_text(TERMS)
    config = tmp_path / "diwan.toml"
    config.write_text(config.read_text().replace('["ours.toml"]', '["ours.toml", "other/ours.toml"]'))
    assert "Two term lists are called ours" in terminal.refused("moderators", "list")


def test_init_writes_settings_that_can_be_loaded_and_never_over_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for given in ((), ("other.toml",)):
        with pytest.raises(SystemExit) as ended:
            main(["init", *given])
        assert not ended.value.code
        file = tmp_path / (given[0] if given else "diwan.toml")
        assert settings.load(file, {}).sites
        content = file.read_bytes()
        with pytest.raises(SystemExit) as ended:
            main(["init", *given])
        assert ended.value.code == 1
        assert "exists already" in capsys.readouterr().err
        assert file.read_bytes() == content


def test_a_command_finds_its_settings_by_option_environment_or_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here").mkdir()
    Terminal(tmp_path / "here", "sqlite", capsys)
    for arguments, variable, folder in (
        (["--config", "here/diwan.toml"], "no-such-file", "."),
        ([], "here/diwan.toml", "."),
        ([], None, "here"),
    ):
        monkeypatch.chdir(tmp_path / folder)
        monkeypatch.delenv("DIWAN_CONFIG", raising=False)
        if variable:
            monkeypatch.setenv("DIWAN_CONFIG", variable)
        with pytest.raises(SystemExit) as ended:
            main([*arguments, "moderators", "list"])
        assert not ended.value.code, capsys.readouterr().err
