"""A file is whole or not there, and stays once it is promised."""

import errno
import gzip
import os
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
import zstandard

from diwan.clock import HOUR, SECOND
from diwan.errors import Unavailable
from diwan.press import files, siblings

WORDS = ("سڵاو — one comment, read before it appeared. " * 40).encode()


class Calls:
    """Records the system calls that change the disk, and fails the n-th of them, before or after it has happened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.made: list[tuple[str, str]] = []
        self.fail_at: int | None = None
        self.error = errno.EIO
        self.after = False
        self._names: dict[int, str] = {}
        for name in ("open", "write", "fsync", "replace", "mkdir", "unlink"):
            monkeypatch.setattr(os, name, self._wrapped(name, getattr(os, name)))

    def _wrapped(self, name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **options: object) -> object:
            if name in {"write", "fsync"}:
                subject = self._names.get(arguments[0], "?") if isinstance(arguments[0], int) else "?"
            else:
                subject = Path(str(arguments[-1] if name == "replace" else arguments[0])).name
            number = len(self.made)
            self.made.append((name, subject))
            if number == self.fail_at and not self.after:
                raise OSError(self.error, "injected")
            result = real(*arguments, **options)
            if name == "open" and isinstance(result, int):
                self._names[result] = subject
            if number == self.fail_at:
                raise OSError(self.error, "injected")
            return result

        return call


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    return Calls(monkeypatch)


def unpacked(path: Path) -> list[bytes]:
    return [
        path.read_bytes(),
        gzip.decompress(Path(f"{path}.gz").read_bytes()),
        zstandard.ZstdDecompressor().decompress(Path(f"{path}.zst").read_bytes()),
        brotli.decompress(Path(f"{path}.br").read_bytes()),
    ]


def leftovers(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.name.endswith(".tmp~")]


@pytest.mark.parametrize("effort", siblings.Effort)
def test_the_same_bytes_make_the_same_files(effort: siblings.Effort) -> None:
    assert siblings.variants(WORDS, effort) == siblings.variants(WORDS, effort)
    assert siblings.variants(WORDS, effort)[".gz"][4:8] == b"\0\0\0\0"


@pytest.mark.parametrize("data", [WORDS, os.urandom(5000), b"x" * siblings.SMALL])
def test_every_encoding_unpacks_to_the_plain_file(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "new" / "folder" / "page.json"
    assert files.write_immutable(path, data)
    assert unpacked(path) == [data] * 4
    files.replace_with_siblings(path, data + b"!")
    assert unpacked(path) == [data + b"!"] * 4


@pytest.mark.parametrize("data", [b"", b"x", b"x" * (siblings.SMALL - 1)])
def test_what_is_small_lies_alone(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "pointer.json"
    assert files.write_immutable(path, data)
    assert not files.write_immutable(path, data)
    assert [each.name for each in tmp_path.iterdir()] == ["pointer.json"]


@pytest.mark.parametrize("after", [False, True], ids=["failed, not done", "failed, but done"])
def test_what_has_become_small_leaves_no_sibling_of_its_former_self(
    tmp_path: Path, calls: Calls, after: bool
) -> None:
    files.replace_with_siblings(tmp_path / "counted", WORDS)
    calls.made.clear()
    files.replace_with_siblings(tmp_path / "counted", b"small")
    steps = calls.made
    gone = max(number for number, (name, _) in enumerate(steps) if name == "unlink")
    assert ("fsync", tmp_path.name) in steps[gone : steps.index(("replace", "counted"))]
    for number in range(len(steps)):
        path = tmp_path / f"{after}-{number}"
        files.replace_with_siblings(path, WORDS)
        calls.made = []
        calls.fail_at, calls.after = number, after
        with pytest.raises(Unavailable):
            files.replace_with_siblings(path, b"small")
        calls.fail_at = None
        if path.read_bytes() == b"small":
            assert list(tmp_path.glob(f"{path.name}.*")) == []
        files.replace_with_siblings(path, b"small")
        assert [each.name for each in tmp_path.glob(f"{path.name}*")] == [path.name]
    assert leftovers(tmp_path) == []


def test_a_damaged_sibling_of_something_small_goes(tmp_path: Path) -> None:
    path = tmp_path / "tile.json"
    files.write_immutable(path, b"small")
    Path(f"{path}.br").write_bytes(b"rubbish")
    assert files.write_immutable(path, b"small")
    assert [each.name for each in tmp_path.iterdir()] == ["tile.json"]


def steps_of(calls: Calls) -> list[tuple[str, str]]:
    """What was done, without the writing, and with one name for whatever is not there to stay."""
    steps = [(name, "temporary" if "tmp~" in subject else subject) for name, subject in calls.made]
    return [step for step in steps if step[0] != "write"]


def test_siblings_last_on_the_disk_before_the_plain_name_exists(tmp_path: Path, calls: Calls) -> None:
    files.write_immutable(tmp_path / "page.json", WORDS)
    synced = [("open", tmp_path.name), ("fsync", tmp_path.name)]
    assert steps_of(calls) == [
        *[("open", "temporary")] * 4,
        *[("fsync", "temporary")] * 4,
        ("replace", "page.json.gz"),
        ("replace", "page.json.zst"),
        ("replace", "page.json.br"),
        *synced,
        ("replace", "page.json"),
        *synced,
    ]


def test_files_that_are_put_together_are_waited_for_together_and_named_stage_by_stage(
    tmp_path: Path, calls: Calls
) -> None:
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        folder.mkdir()
    calls.made.clear()
    stages = [[(folder / name, WORDS) for folder in folders for name in names] for names in ("12", "3")]
    files.put(stages)
    synced = [step for folder in "ab" for step in (("open", folder), ("fsync", folder))]
    assert steps_of(calls) == [
        *[("open", "temporary")] * 6,
        *[("fsync", "temporary")] * 6,
        *[("replace", name) for name in "1212"],
        *synced,
        *[("replace", "3")] * 2,
        *synced,
    ]


@pytest.mark.parametrize("after", [False, True], ids=["failed, not done", "failed, but done"])
def test_whichever_call_fails_nothing_of_a_stage_is_found_before_all_of_the_earlier_ones_last(
    tmp_path: Path, calls: Calls, after: bool
) -> None:
    def stages(root: Path, data: bytes) -> list[files.Stage]:
        return [[(root / folder / name, data) for folder in "ab"] for name in ("first", "second", "third")]

    files.put(stages(tmp_path / "counted", b"old"))
    for number in range(len(calls.made)):
        root = tmp_path / f"{number}"
        calls.made.clear()
        calls.fail_at, calls.after = number, after
        with pytest.raises(Unavailable):
            files.put(stages(root, b"new"))
        calls.fail_at = None
        made = calls.made[: number + after]
        there = [{path.name for path in (root / folder).glob("[!.]*")} for folder in "ab"]
        for earlier, later in (("first", "second"), ("second", "third")):
            if any(later in names for names in there):
                assert all(earlier in names for names in there), number
                named = max(index for index, step in enumerate(made) if step == ("replace", earlier))
                begun = min(index for index, step in enumerate(calls.made) if step == ("replace", later))
                assert {("fsync", "a"), ("fsync", "b")} <= set(made[named:begun]), number
        files.put(stages(root, b"new"))
        assert {path.read_bytes() for path in root.rglob("*") if path.is_file()} == {b"new"}
    assert leftovers(tmp_path) == []


def test_only_so_many_files_are_open_at_once(
    tmp_path: Path, calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_OPEN", 3)
    files.put([[(tmp_path / f"{number}", WORDS) for number in range(7)]])
    opened = "".join(
        {"open": "o", "fsync": "s"}.get(name, "") for name, subject in calls.made if "tmp~" in subject
    )
    assert opened == "ooosssooosssos"
    assert len(list(tmp_path.iterdir())) == 7


def test_a_new_folder_is_made_to_last_before_anything_is_put_into_it(tmp_path: Path, calls: Calls) -> None:
    files.replace(tmp_path / "one" / "two" / "file", b"x")
    assert calls.made[:6] == [
        ("mkdir", "one"),
        ("open", tmp_path.name),
        ("fsync", tmp_path.name),
        ("mkdir", "two"),
        ("open", "one"),
        ("fsync", "one"),
    ]


def test_what_is_there_and_right_is_not_written_again(tmp_path: Path, calls: Calls) -> None:
    path = tmp_path / "page.json"
    assert files.write_immutable(path, WORDS)
    before = {each.name: each.stat().st_ino for each in tmp_path.iterdir()}
    calls.made.clear()
    assert not files.write_immutable(path, WORDS)
    assert {each.name: each.stat().st_ino for each in tmp_path.iterdir()} == before
    assert ("fsync", tmp_path.name) in calls.made, (
        "the name may not have been made to last by whoever wrote it"
    )


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst", ".br"])
@pytest.mark.parametrize("damage", ["missing", "short", "flipped", "empty", "other", "longer"])
def test_what_is_damaged_is_written_again(tmp_path: Path, suffix: str, damage: str) -> None:
    path = tmp_path / "page.json"
    files.write_immutable(path, WORDS)
    damaged = Path(f"{path}{suffix}")
    whole = damaged.read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 1
    match damage:
        case "missing":
            damaged.unlink()
        case "short":
            damaged.write_bytes(whole[:-7])
        case "flipped":
            damaged.write_bytes(flipped)
        case "empty":
            damaged.write_bytes(b"")
        case "longer":
            damaged.write_bytes(whole + b"more")
        case _:
            damaged.write_bytes(siblings.variants(b"other words " * 100, siblings.Effort.ONCE)[suffix])
    assert files.write_immutable(path, WORDS)
    assert unpacked(path) == [WORDS] * 4


@pytest.mark.parametrize("after", [False, True], ids=["failed, not done", "failed, but done"])
def test_whichever_call_fails_readers_find_a_whole_version_and_a_retry_finishes(
    tmp_path: Path, calls: Calls, after: bool
) -> None:
    old, new = b"old " * 300, b"new " * 300
    files.replace_with_siblings(tmp_path / "counted.json", old)
    total = len(calls.made)
    for number in range(total):
        path = tmp_path / f"{after}-{number}.json"
        files.replace_with_siblings(path, old)
        calls.made.clear()
        calls.fail_at, calls.after = number, after
        with pytest.raises(Unavailable):
            files.replace_with_siblings(path, new)
        calls.fail_at = None
        for found in unpacked(path):
            assert found in (old, new)
        files.replace_with_siblings(path, new)
        assert unpacked(path) == [new] * 4
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("after", [False, True], ids=["failed, not done", "failed, but done"])
def test_an_immutable_file_that_is_found_has_all_its_siblings_whichever_call_failed(
    tmp_path: Path, calls: Calls, after: bool
) -> None:
    files.write_immutable(tmp_path / "counted.json", WORDS)
    for number in range(len(calls.made)):
        path = tmp_path / f"{number}.json"
        calls.made.clear()
        calls.fail_at, calls.after = number, after
        with pytest.raises(Unavailable):
            files.write_immutable(path, WORDS)
        calls.fail_at = None
        if path.exists():
            assert unpacked(path) == [WORDS] * 4
        files.write_immutable(path, WORDS)
        assert unpacked(path) == [WORDS] * 4


def test_a_write_that_takes_less_than_it_was_given_is_continued(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, data[:7]))
    files.replace(tmp_path / "file", WORDS)
    assert (tmp_path / "file").read_bytes() == WORDS


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        (errno.ENOSPC, "disk is full. Free some space"),
        (errno.EDQUOT, "disk is full"),
        (errno.EACCES, "Make it the folder's owner"),
        (errno.EROFS, "read-only"),
        (errno.EIO, "Look at its health"),
        (errno.EMFILE, "LimitNOFILE"),
        (errno.ENOTDIR, "ENOTDIR"),
    ],
)
def test_an_error_says_what_to_do(tmp_path: Path, calls: Calls, code: int, advice: str) -> None:
    calls.fail_at, calls.error = 1, code
    with pytest.raises(Unavailable, match=advice):
        files.replace(tmp_path / "file", b"x")
    assert leftovers(tmp_path) == []


def test_printed_files_are_readable_by_a_web_server_under_another_account(tmp_path: Path) -> None:
    old = os.umask(0o022)
    try:
        files.write_immutable(tmp_path / "ab" / "page.json", WORDS)
    finally:
        os.umask(old)
    assert (tmp_path / "ab").stat().st_mode & 0o777 == 0o755
    assert all(each.stat().st_mode & 0o777 == 0o644 for each in (tmp_path / "ab").iterdir())


def test_discarding_leaves_nothing_and_the_plain_file_goes_last(tmp_path: Path, calls: Calls) -> None:
    path = tmp_path / "page.json"
    files.write_immutable(path, WORDS)
    calls.made.clear()
    files.discard(path)
    assert list(tmp_path.iterdir()) == []
    removed = [subject for name, subject in calls.made if name == "unlink"]
    assert removed[-1] == "page.json"
    assert calls.made[-1] == ("fsync", tmp_path.name)
    files.discard(path)
    files.discard(tmp_path / "never" / "was.json")


def test_a_sweep_removes_what_interrupted_writers_left_and_nothing_in_use(tmp_path: Path) -> None:
    files.write_immutable(tmp_path / "pages" / "page.json", WORDS)
    now = 1_800_000_000_000
    for name, age in (("stale", HOUR + SECOND), ("fresh", HOUR - SECOND)):
        left = tmp_path / "pages" / f".{name}.json.0123.tmp~"
        left.write_bytes(b"half a pa")
        os.utime(left, ns=((now - age) * 1_000_000,) * 2)
    os.utime(tmp_path / "pages" / "page.json", ns=(0, 0))
    assert files.sweep(tmp_path, now) == 1
    assert [path.name for path in leftovers(tmp_path)] == [".fresh.json.0123.tmp~"]
    assert unpacked(tmp_path / "pages" / "page.json") == [WORDS] * 4
    assert files.sweep(tmp_path / "not-there", now) == 0
