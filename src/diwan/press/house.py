"""The printing house: sheets, pointers and the checkpoint, as files that any web server can hand out as they lie.

    pages/ab/<address>.json  .html     a sheet, named after its content; never changes
    threads/<site>/<article>/head.html, pointer.json     what a thread shows now; replaced with every print
    widget/…                           the embed's script and style
    transparency/<site>/page.html, figures.json, figures.csv     a site's figures; replaced once a day
    checkpoint                         the ledger's latest signed checkpoint

Each (the checkpoint apart) with `.gz`, `.zst` and `.br` beside it, unless it is small. The order of publishing is kept by the caller: sheets first,
then the ledger, then `point`. Whatever dies in between leaves files that nothing points at, never a pointer to nothing.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal, TypeAlias

from diwan.clock import Milliseconds
from diwan.editions.sheets import Pointing, Sheet
from diwan.errors import Unavailable
from diwan.press import files, siblings
from diwan.press.siblings import Effort

ADDRESS: Final = r"[0-9a-f]{32,64}"
SITE: Final = r"[a-z0-9-]{1,32}"
FOLDER: Final = r"[A-Za-z0-9_~-]{1,240}"
ASSET: Final = r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}/){0,4}[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}\.(?!(?:br|gz|zst)$)[a-z0-9]{1,10}"
"""What names may be made of. None can climb out of its folder, begin with a dot, or be taken for a sibling."""

COMPRESSIBLE: Final = frozenset({".js", ".mjs", ".css", ".html", ".json", ".svg", ".txt", ".map"})

Kind: TypeAlias = Literal["json", "html"]


class PrintingHouse:
    """Writes below `root`, which it shares with nobody but other processes of the same Diwan."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def keep(self, *sheets: Sheet) -> None:
        """Print the sheets that are not there whole already. Afterwards `holds` is true of each, whatever happens to the power.

        The JSON comes last: where it is found, the HTML is there. Raises Unavailable.
        """
        beside: list[files.Written] = []
        plain: dict[Kind, list[files.Written]] = {"html": [], "json": []}
        lying: list[Path] = []
        # Two lists in which nothing is left share a sheet.
        for sheet in {sheet.address: sheet for sheet in sheets}.values():
            effort = Effort.ONCE if sheet.lasts else Effort.OFTEN
            forms: dict[Kind, bytes] = {"json": sheet.json}
            if sheet.html is not None:
                forms["html"] = sheet.html
            for kind, data in forms.items():
                path = self._sheet(sheet.address, kind)
                if files.holds(path, data):
                    lying.append(path.parent)
                    continue
                packed, whole = files.staged([(path, siblings.variants(data, effort))])
                beside.extend(packed)
                plain[kind].extend(whole)
        files.put([beside, plain["html"], plain["json"]])
        # Whoever wrote what lies there may have died before its name was made to last.
        files.promise(dict.fromkeys(lying))

    def holds(self, address: str) -> bool:
        """Whether the sheet was printed and not discarded. Raises Unavailable."""
        try:
            return self._sheet(address, "json").is_file()
        except OSError as error:
            raise Unavailable(f"the printed pages in {self.root} cannot be read.") from error

    def read(self, address: str, kind: Kind) -> bytes:
        """A sheet's bytes as they lie. Raises Unavailable if it is not there."""
        path = self._sheet(address, kind)
        try:
            return path.read_bytes()
        except FileNotFoundError:
            raise Unavailable(f"{path} is missing; a restart prints it again.") from None
        except OSError as error:
            raise Unavailable(f"{path} cannot be read.") from error

    def discard(self, address: str) -> None:
        """Remove a withdrawn sheet in every form; call again until it returns. The JSON goes last, so that `holds`
        stays true as long as anything of the sheet may be left. Raises Unavailable."""
        files.discard(self._sheet(address, "html"))
        files.discard(self._sheet(address, "json"))

    def point(self, site: str, folder: str, head_html: bytes, pointer_json: bytes) -> None:
        """Show readers the current edition of one thread, as `point_all` does."""
        self.point_all([Pointing(site, folder, head_html, pointer_json)])

    def point_all(self, pointings: Sequence[Pointing]) -> None:
        """Show readers the current edition of each of these threads. The pointers come last: whoever sees a new pointer finds the
        new head. Raises Unavailable."""
        heads, pointers = [], []
        for each in pointings:
            thread = self.root / "threads" / _checked(SITE, each.site) / _checked(FOLDER, each.folder)
            heads.append((thread / "head.html", siblings.variants(each.head_html, Effort.OFTEN)))
            pointers.append((thread / "pointer.json", siblings.variants(each.pointer_json, Effort.OFTEN)))
        files.put([*files.staged(heads), *files.staged(pointers)])

    def has_threads(self) -> bool:
        """Whether any thread was ever printed here."""
        return (self.root / "threads").is_dir()

    def checkpoint(self, note: bytes) -> None:
        """Publish the ledger's latest checkpoint. Raises Unavailable."""
        files.replace(self.root / "checkpoint", note)

    def asset(self, name: str, data: bytes) -> None:
        """Lay out a file of the embed under `widget/`. One that is there and the same is left alone, and so keeps the
        time from which a web server makes its ETag. Raises Unavailable."""
        path = self.root / "widget" / _checked(ASSET, name)
        if path.suffix in COMPRESSIBLE:
            files.write_immutable(path, data, Effort.SHIPPED)
        elif not path.is_file() or path.read_bytes() != data:
            files.replace(path, data)

    def account(self, site: str, page: bytes, figures: bytes, sheet: bytes) -> None:
        """Show readers a site's figures. The page comes last: it links to the others. Raises Unavailable."""
        folder = self.root / "transparency" / _checked(SITE, site)
        for name, data in (("figures.csv", sheet), ("figures.json", figures), ("page.html", page)):
            files.replace_with_siblings(folder / name, data)

    def has_account(self, site: str) -> bool:
        """Whether a site's figures were ever printed here."""
        return (self.root / "transparency" / _checked(SITE, site) / "page.html").is_file()

    def sweep(self, at: Milliseconds) -> int:
        """Remove what interrupted printing left behind; for the start. Raises Unavailable."""
        return files.sweep(self.root, at)

    def _sheet(self, address: str, kind: Kind) -> Path:
        return self.root / "pages" / _checked(ADDRESS, address)[:2] / f"{address}.{kind}"


def _checked(pattern: str, name: str) -> str:
    """Callers make these names themselves, so a wrong one is our mistake and must not reach the disk."""
    if not re.fullmatch(pattern, name):
        raise ValueError("this is not a name that the press files things under")
    return name
