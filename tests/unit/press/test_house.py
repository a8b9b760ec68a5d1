"""The printing house files sheets, pointers, assets and the checkpoint where any web server finds them."""

import hashlib
import os
from pathlib import Path

import brotli
import pytest

from diwan.editions.sheets import Sheet
from diwan.errors import Unavailable
from diwan.press import siblings
from diwan.press.house import PrintingHouse

JSON, HTML = b'{"comments":[%s]}' % (b" " * siblings.SMALL), b"<ol>%s</ol>" % (b" " * siblings.SMALL)
ADDRESS = hashlib.sha256(JSON + HTML).hexdigest()
FORMS = ("", ".br", ".gz", ".zst")


@pytest.fixture
def house(tmp_path: Path) -> PrintingHouse:
    return PrintingHouse(tmp_path)


def listing(root: Path) -> set[str]:
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def test_a_sheet_lies_under_its_address_in_every_encoding(house: PrintingHouse, tmp_path: Path) -> None:
    assert not house.holds(ADDRESS)
    house.keep(Sheet(ADDRESS, JSON, HTML))
    assert house.holds(ADDRESS)
    assert listing(tmp_path) == {
        f"pages/{ADDRESS[:2]}/{ADDRESS}.{kind}{form}" for kind in ("json", "html") for form in FORMS
    }
    assert house.read(ADDRESS, "json") == JSON
    assert house.read(ADDRESS, "html") == HTML


def test_a_page_that_is_filling_up_is_compressed_in_a_hurry_and_a_full_one_well(
    house: PrintingHouse, tmp_path: Path
) -> None:
    words = Path(__file__).read_bytes()
    sizes = []
    for address, lasts in (("a" * 64, False), ("b" * 64, True)):
        house.keep(Sheet(address, JSON, words, lasts))
        path = tmp_path / "pages" / address[:2] / f"{address}.html"
        assert brotli.decompress(path.with_name(f"{path.name}.br").read_bytes()) == words
        sizes.append(path.with_name(f"{path.name}.br").stat().st_size)
    assert sizes[1] < sizes[0]


def test_a_small_sheet_lies_as_it_is(house: PrintingHouse, tmp_path: Path) -> None:
    house.keep(Sheet(ADDRESS, b"{}", b"<ol></ol>"))
    assert listing(tmp_path) == {f"pages/{ADDRESS[:2]}/{ADDRESS}.{kind}" for kind in ("json", "html")}
    assert house.holds(ADDRESS)


def test_a_tile_has_no_html(house: PrintingHouse, tmp_path: Path) -> None:
    house.keep(Sheet(ADDRESS, JSON, None))
    assert listing(tmp_path) == {f"pages/{ADDRESS[:2]}/{ADDRESS}.json{form}" for form in FORMS}
    with pytest.raises(Unavailable, match="missing; a restart prints it again"):
        house.read(ADDRESS, "html")


def test_a_sheet_that_broke_off_is_not_held(house: PrintingHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(Unavailable, match="disk is full"):
            house.keep(Sheet(ADDRESS, JSON, HTML))
        assert not house.holds(ADDRESS)
    house.keep(Sheet(ADDRESS, JSON, HTML))
    assert house.holds(ADDRESS)


def test_a_withdrawn_sheet_is_gone_in_every_encoding(house: PrintingHouse, tmp_path: Path) -> None:
    house.keep(Sheet(ADDRESS, JSON, HTML))
    house.discard(ADDRESS)
    assert listing(tmp_path) == set()
    assert not house.holds(ADDRESS)
    house.discard(ADDRESS)


def test_a_sheet_counts_as_held_until_the_last_of_it_is_gone(
    house: PrintingHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.keep(Sheet(ADDRESS, JSON, HTML))
    real, removals = os.unlink, 0
    while house.holds(ADDRESS):

        def breaks(path: Path) -> None:
            real(path)
            raise OSError(5, "Input/output error")

        with monkeypatch.context() as patch:
            patch.setattr(os, "unlink", breaks)
            with pytest.raises(Unavailable):
                house.discard(ADDRESS)
        removals += 1
        assert house.holds(ADDRESS) == bool(listing(tmp_path))
    assert removals == 8


def test_the_pointer_is_replaced_after_the_head(
    house: PrintingHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    real = os.replace

    def watched(source: Path, target: Path) -> None:
        written.append(target.name)
        real(source, target)

    monkeypatch.setattr(os, "replace", watched)
    house.point("demo", "bridge~2f1", b"<section></section>", b'{"version":1}')
    house.point("demo", "bridge~2f1", b"<section>2</section>", b'{"version":2}')
    assert [name for name in written if not name.endswith((".br", ".gz", ".zst"))] == [
        "head.html",
        "pointer.json",
    ] * 2
    assert (tmp_path / "threads/demo/bridge~2f1/pointer.json").read_bytes() == b'{"version":2}'


def test_the_checkpoint_lies_alone_at_the_root(house: PrintingHouse, tmp_path: Path) -> None:
    house.checkpoint(b"comments.example.org\n0\n")
    house.checkpoint(b"comments.example.org\n1\n")
    assert listing(tmp_path) == {"checkpoint"}
    assert (tmp_path / "checkpoint").read_bytes() == b"comments.example.org\n1\n"


def test_an_asset_that_has_not_changed_keeps_its_time(house: PrintingHouse, tmp_path: Path) -> None:
    first, other = b"first" * siblings.SMALL, b"other" * siblings.SMALL
    for name, forms in (("diwan.js", 4), ("fonts/latin.woff2", 1)):
        house.asset(name, first)
        path = tmp_path / "widget" / name
        os.utime(path, ns=(1, 1))
        house.asset(name, first)
        assert path.stat().st_mtime_ns == 1
        house.asset(name, other)
        assert path.read_bytes() == other
        assert len(list(path.parent.glob(f"{path.name}*"))) == forms


@pytest.mark.parametrize(
    "name", ["", "..", "../x", "a/b", "ABCDEF" * 8, "0" * 31, "0" * 65, "/etc/passwd", "0" * 32 + "\n", "0" * 30 + "/."]
)  # fmt: skip
def test_a_name_that_is_no_address_never_reaches_the_disk(
    house: PrintingHouse, tmp_path: Path, name: str
) -> None:
    for call in (
        lambda: house.keep(Sheet(name, JSON, HTML)),
        lambda: house.holds(name),
        lambda: house.read(name, "json"),
        lambda: house.discard(name),
        lambda: house.point(name + "/", "a", b"", b""),
        lambda: house.point("demo", name + "/", b"", b""),
        lambda: house.asset(f"../{name}", b""),
    ):
        with pytest.raises(ValueError, match="not a name"):
            call()
    assert listing(tmp_path) == set()
