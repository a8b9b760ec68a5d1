"""A thread as it lies printed: pages found through its pointer and tiles, without the database."""

import json
import re
from dataclasses import dataclass
from typing import Any

from diwan.clock import from_iso
from diwan.editions.sheets import PAGE_LEVEL, TILE_WIDTH, ThreadHeading
from diwan.errors import Unavailable, Unknown
from diwan.press.house import PrintingHouse

_ADDRESS = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page that holds comments, and the numbers of its neighbours that do."""

    number: int
    address: str
    before: int | None
    after: int | None


class PrintedList:
    """The pages below a top sheet."""

    def __init__(self, press: PrintingHouse, top: str | None) -> None:
        self._press = press
        self._top = top

    @property
    def count(self) -> int:
        """How many comments stand on the pages."""
        return 0 if self._top is None else int(self._sheet(self._top)["count"])

    def page_from(self, number: int) -> FoundPage | None:
        """The first page with comments from `number` on, else the last one before it; None in an empty thread."""
        found = self._seek(number, 1) or self._seek(number, -1)
        if found is None:
            return None
        before, after = self._seek(found[0] - 1, -1), self._seek(found[0] + 1, 1)
        return FoundPage(*found, before[0] if before else None, after[0] if after else None)

    def _seek(self, number: int, step: int) -> tuple[int, str] | None:
        """The nearest page in direction `step`, beginning with `number` itself."""
        if self._top is None or number < 0:
            return None
        top = self._sheet(self._top)
        level = int(top["level"]) if top["sheet"] == "tile" else PAGE_LEVEL
        return self._descend(self._top, level, int(top["number"]), number, step)

    def _descend(self, address: str, level: int, own: int, number: int, step: int) -> tuple[int, str] | None:
        if level == PAGE_LEVEL:
            reached = own >= number if step > 0 else own <= number
            return (own, address) if reached else None
        width = TILE_WIDTH ** (level - 1)
        children = self._sheet(address)["children"]
        for child in children if step > 0 else reversed(children):
            first, last = child["number"] * width, (child["number"] + 1) * width - 1
            if (step > 0 and last < number) or (step < 0 and first > number):
                continue
            found = self._descend(child["address"], level - 1, child["number"], number, step)
            if found is not None:
                return found
        return None

    def _sheet(self, address: str) -> dict[str, Any]:
        sheet: dict[str, Any] = json.loads(self._press.read(address, "json"))
        return sheet


class PrintedThread(PrintedList):
    """A thread's front, from its pointer. Raises Unknown if it was never printed."""

    def __init__(self, press: PrintingHouse, site: str, folder: str) -> None:
        try:
            pointer = json.loads((press.root / "threads" / site / folder / "pointer.json").read_bytes())
        except FileNotFoundError:
            raise Unknown("There is no such article here.", code="unknown-article") from None
        except OSError:
            raise Unavailable("The printed pages cannot be read.") from None
        super().__init__(press, pointer["top"])
        closes = pointer["closes_at"]
        self.heading = ThreadHeading(
            site=pointer["site"],
            article=pointer["article"],
            headline=pointer["headline"],
            language=pointer["language"],
            closes_at=None if closes is None else from_iso(closes),
            max_characters=pointer["max_characters"],
            url=pointer["url"],
        )

    def html(self, address: str) -> str:
        """A page's HTML, as it was printed."""
        return self._press.read(address, "html").decode()

    def conversation(self, address: str) -> PrintedList:
        """The replies below a top sheet of this thread. Raises Unknown for an address that holds none."""
        if not _ADDRESS.fullmatch(address) or not self._press.holds(address):
            raise Unknown(
                "These replies are not here any more; the thread shows the current ones.", code="unknown-page"
            )
        return PrintedList(self._press, address)

    def name_of(self, comment_id: str, page: FoundPage | None) -> str:
        """The display name of a comment on this page, if it stands there; for a form that says whom it answers."""
        if page is None or not comment_id:
            return ""
        for conversation in self._sheet(page.address).get("conversations", ()):
            for comment in [conversation["opening"], *conversation["replies"]]:
                if comment is not None and comment["id"] == comment_id:
                    return str(comment["name"])
        return ""
