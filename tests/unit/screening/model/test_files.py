"""A model that is missing, damaged or exchanged is told at the start, with what to do; it never reads a comment."""

import shutil
from pathlib import Path

import msgspec
import pytest

from diwan.errors import CannotStart
from diwan.screening.model import files
from diwan.screening.model.files import DESCRIPTION, GRAPHS, SHIPPED, TOKENIZER, Description, encoded, read

MOST_SHIPPED_BYTES = 25_000_000


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A model of its own, to break."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "model"))


def described(folder: Path) -> Description:
    return msgspec.json.decode((folder / DESCRIPTION).read_bytes(), type=Description)


def test_the_shipped_model_is_whole() -> None:
    model = read()
    assert set(model.content) == {*GRAPHS, TOKENIZER}
    assert model.description.languages == ["en"]


def test_the_shipped_files_are_small() -> None:
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) <= MOST_SHIPPED_BYTES


def test_no_model_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match=r"There is no model in .*screening\.model = false"):
        read(tmp_path)


@pytest.mark.parametrize("name", [*GRAPHS, TOKENIZER])
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(CannotStart, match=rf"{name} cannot be read.*Install Diwan again"):
        read(copy)


@pytest.mark.parametrize("name", [*GRAPHS, TOKENIZER])
def test_a_truncated_file_is_named(copy: Path, name: str) -> None:
    content = (copy / name).read_bytes()
    (copy / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(CannotStart, match=rf"{name} is not the one that was shipped"):
        read(copy)


def test_one_changed_bit_is_noticed(copy: Path) -> None:
    content = bytearray((copy / GRAPHS[1]).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / GRAPHS[1]).write_bytes(content)
    with pytest.raises(CannotStart, match=GRAPHS[1]):
        read(copy)


def test_a_wrong_digest_is_noticed(copy: Path) -> None:
    description = described(copy)
    wrong = msgspec.structs.replace(description, files={**description.files, GRAPHS[0]: "0" * 64})
    (copy / DESCRIPTION).write_bytes(encoded(wrong))
    with pytest.raises(CannotStart, match=GRAPHS[0]):
        read(copy)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"format": 1}', b"\xff\xfe"])
def test_a_description_that_is_none_is_told(copy: Path, content: bytes) -> None:
    (copy / DESCRIPTION).write_bytes(content)
    with pytest.raises(CannotStart, match="does not describe a model"):
        read(copy)


def test_a_later_format_is_told(copy: Path) -> None:
    (copy / DESCRIPTION).write_bytes(
        encoded(msgspec.structs.replace(described(copy), format=files.FORMAT + 1))
    )
    with pytest.raises(CannotStart, match="reads format 1"):
        read(copy)


@pytest.mark.parametrize(
    "change",
    [
        {"labels": ["profanity"]},
        {"thresholds": {}},
        {"sure_clean": 1.5},
        {"files": {}},
    ],
)
def test_a_description_that_contradicts_itself_is_told(copy: Path, change: dict[str, object]) -> None:
    (copy / DESCRIPTION).write_bytes(encoded(msgspec.structs.replace(described(copy), **change)))
    with pytest.raises(CannotStart, match="contradicts itself"):
        read(copy)


def test_a_threshold_out_of_range_is_told(copy: Path) -> None:
    description = described(copy)
    wrong = msgspec.structs.replace(description, thresholds={**description.thresholds, "threat": 1.5})
    (copy / DESCRIPTION).write_bytes(encoded(wrong))
    with pytest.raises(CannotStart, match="contradicts itself"):
        read(copy)


def test_the_digest_covers_the_thresholds() -> None:
    description = described(SHIPPED)
    other = msgspec.structs.replace(description, thresholds={**description.thresholds, "threat": 0.123})
    assert other.digest != description.digest
