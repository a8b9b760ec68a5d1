"""Print runs without a database: what `lifecycle.publish` would compose for one page of a thread, from comments at hand."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field

from diwan.editions.imposition import ApprovedComment, Place, PrintedRow
from diwan.editions.sheets import PAGE_LEVEL, PAGE_SIZE, Page, ReplyPage, Sheet, Tile


@dataclass(slots=True)
class Manuscript:
    """`imposition.Manuscript` over one thread that grows by whole pages: its first page and the one being printed are at hand."""

    thread_id: str
    size: int = 0
    first: list[ApprovedComment | str] = field(default_factory=list)
    """In order of ordinals: what is approved, and of anything else its id."""
    last: list[ApprovedComment | str] = field(default_factory=list)
    current: dict[tuple[int, int], PrintedRow] = field(default_factory=dict)

    def grow(self, comments: list[ApprovedComment | str]) -> None:
        """The next comments have come in, and are decided or wait."""
        if self.size % PAGE_SIZE + len(comments) > PAGE_SIZE:
            raise ValueError("these comments do not stand on one page")
        self.last = self.last + comments if self.size % PAGE_SIZE else comments
        self.size += len(comments)
        if self.size <= PAGE_SIZE:
            self.first = self.last

    def published(self, publications: dict[str, str]) -> None:
        """So many of the last page have a publication now."""
        self.last[:] = [
            each
            if isinstance(each, str) or each.id not in publications
            else ApprovedComment(
                each.id,
                each.ordinal,
                each.parent_id,
                each.words,
                each.at,
                each.decision_id,
                each.digest,
                publications[each.id],
                each.answers_name,
                each.badge,
            )
            for each in self.last
        ]

    def places(self, comment_ids: Collection[str]) -> list[Place]:
        return [
            place
            for place in self._places(self.last, self._page * PAGE_SIZE)
            if place.comment_id in comment_ids
        ]

    def answers_to(self, comment_ids: Collection[str]) -> list[Place]:  # noqa: ARG002 - nobody answers
        return []

    def openings(self, thread_id: str, first: int, last: int) -> list[Place]:  # noqa: ARG002 - whole pages
        return self._places(self._on(first), first)

    def approved(self, branch: str, first: int, last: int) -> list[ApprovedComment]:  # noqa: ARG002 - the same
        return [each for each in self._on(first) if not isinstance(each, str)]

    def next_approved(self, branch: str, after: int, limit: int) -> list[ApprovedComment]:  # noqa: ARG002 - no replies
        return []

    def sheets(self, branch: str, level: int, first: int, last: int) -> list[PrintedRow]:
        if branch != self.thread_id:
            return []
        return [row for number in range(first, last + 1) if (row := self.current.get((level, number)))]

    def printed_lists(self, branches: Collection[str]) -> set[str]:  # noqa: ARG002 - no replies
        return set()

    def last_page(self, branch: str) -> int | None:
        if branch != self.thread_id or (PAGE_LEVEL, 0) not in self.current:
            return None
        return self._page if (PAGE_LEVEL, self._page) in self.current else self._page - 1

    def is_undecided(self, branch: str, first: int, last: int) -> bool:  # noqa: ARG002 - a page is not printed again
        return False

    def keep(self, rows: Collection[PrintedRow]) -> list[PrintedRow]:
        """The sheets of a run are the current ones. Returns those that they replace."""
        replaced = [
            old
            for row in rows
            if (old := self.current.get((row.level, row.number))) and old.address != row.address
        ]
        self.current.update({(row.level, row.number): row for row in rows})
        return replaced

    @property
    def _page(self) -> int:
        return (self.size - 1) // PAGE_SIZE

    def _on(self, first: int) -> list[ApprovedComment | str]:
        return self.first if first == 0 else self.last

    def _places(self, comments: list[ApprovedComment | str], first: int) -> list[Place]:
        return [
            Place(each if isinstance(each, str) else each.id, self.thread_id, first + number)
            for number, each in enumerate(comments)
        ]


class Unrendered:
    """`imposition.Renderer` that gives each sheet an address of its own and nothing on it: for what nobody reads."""

    def page(self, page: Page) -> Sheet:
        return _sheet("page", str(page.number), *(each.id for each in page.conversations))

    def reply_page(self, page: ReplyPage) -> Sheet:
        return _sheet("replies", str(page.number), *(each.id for each in page.replies))

    def tile(self, tile: Tile) -> Sheet:
        return _sheet("tile", str(tile.level), str(tile.number), *(each.address for each in tile.children))


def _sheet(*named: str) -> Sheet:
    return Sheet(hashlib.sha256("/".join(named).encode()).hexdigest(), b"", None)
