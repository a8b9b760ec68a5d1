"""`diwan sign-in try`: whoever writes the code that makes tokens is told what is wrong with one, and nothing is used up."""

import io
from pathlib import Path

import pytest

from diwan import clock
from diwan.cli.main import main
from diwan.clock import HOUR
from tests.publisher import SECRET, Publisher, shared_secret
from tests.served import settings_text

SIGN_IN = '[sites.sign_in]\nissuer = "https://courier.example"\nsecrets_file = "courier.secret"\n'


@pytest.fixture
def config(tmp_path: Path) -> Path:
    (tmp_path / "courier.secret").write_bytes(SECRET)
    file = tmp_path / "diwan.toml"
    file.write_text(settings_text("sqlite", site=SIGN_IN))
    return file


@pytest.fixture
def publisher() -> Publisher:
    return Publisher(clock.now(), shared_secret(), "HS256")


def tried(config: Path, token: str, *, site: str = "courier") -> int:
    with pytest.raises(SystemExit) as ended:
        main(["--config", str(config), "sign-in", "try", token, "--site", site])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_a_good_token_is_told_with_whom_it_signs_in_and_is_not_used_up(
    config: Path, publisher: Publisher, capsys: pytest.CaptureFixture[str]
) -> None:
    token = publisher.token(badge="staff")
    for _ in range(2):
        assert tried(config, token) == 0
        told = capsys.readouterr().out
        assert '"alg": "HS256"' in told
        assert "Good: it would sign in Berîvan, with the badge staff, once, until " in told
    assert not (config.parent / "data").exists()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"aud": "https://elsewhere.example"}, "sign-in-audience"),
        ({"exp": 1}, "sign-in-expired"),
        ({"jti": None}, "sign-in-claims"),
        ({"name": " Berîvan"}, "name-spaces"),
    ],
)
def test_what_is_wrong_is_told(
    config: Path,
    publisher: Publisher,
    capsys: pytest.CaptureFixture[str],
    given: dict[str, object],
    code: str,
) -> None:
    assert tried(config, publisher.token(**given)) == 1
    assert f"Refused ({code}): " in capsys.readouterr().out


def test_a_token_is_taken_from_the_standard_input_too(
    config: Path,
    publisher: Publisher,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(publisher.token() + "\n"))
    assert tried(config, "-") == 0
    assert "Good: " in capsys.readouterr().out


def test_a_late_token_is_late_here_too(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = Publisher(clock.now() - HOUR, shared_secret(), "HS256")
    assert tried(config, old.token()) == 1
    assert "sign-in-expired" in capsys.readouterr().out


@pytest.mark.parametrize(("site", "what"), [("gazette", "signs no readers in"), ("herald", "no site herald")])
def test_a_site_that_signs_nobody_in_is_told(
    config: Path, publisher: Publisher, capsys: pytest.CaptureFixture[str], site: str, what: str
) -> None:
    assert tried(config, publisher.token(), site=site) == 1
    assert what in capsys.readouterr().err
