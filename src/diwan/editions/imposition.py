"""Imposition: which sheets a change in a thread makes anew, and what stands on them.

Pure but for the questions it asks of a Manuscript (one moment of the storage). The same approved comments give the
same sheets, whatever was printed before and in whichever order the comments were decided.

How much is made anew when one comment is approved, in a thread of any size: its page; for a reply also
the page that shows its conversation; and one tile on each level above each (at 100 to a tile, three levels hold
50 million comments).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from diwan.clock import Milliseconds
from diwan.comments import Words
from diwan.editions.sheets import (
    PAGE_LEVEL,
    PAGE_SIZE,
    REPLIES_SHOWN,
    TILE_WIDTH,
    Child,
    Conversation,
    Page,
    PrintedComment,
    ReplyPage,
    Sheet,
    Tile,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a comment stands: its list, and its number in it."""

    comment_id: str
    branch: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class ApprovedComment:
    """A comment whose current decision approves it and whose words are not erased.

    `publication_id` is None while no reader has seen it. `answers_name` is its parent's display name where the
    parent is itself approved. `badge` is the one its reader bore when he sent it.
    """

    id: str
    ordinal: int
    parent_id: str | None
    words: Words
    at: Milliseconds
    decision_id: str
    digest: bytes
    publication_id: str | None
    answers_name: str | None
    badge: str | None = None


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A sheet of a thread's present edition: where it belongs, and its content address."""

    branch: str
    level: int
    number: int
    address: str
    count: int


class Manuscript(Protocol):
    """One moment of a thread's records. Every answer is bounded by its arguments."""

    def places(self, comment_ids: Collection[str]) -> list[Place]:
        """Where these comments stand."""

    def answers_to(self, comment_ids: Collection[str]) -> list[Place]:
        """Where the replies to these comments stand."""

    def openings(self, thread_id: str, first: int, last: int) -> list[Place]:
        """The comments on the article with ordinals first..last, whatever became of them, in order."""

    def approved(self, branch: str, first: int, last: int) -> list[ApprovedComment]:
        """The approved ones among the ordinals first..last of a list, in order."""

    def next_approved(self, branch: str, after: int, limit: int) -> list[ApprovedComment]:
        """The approved ones of a list with ordinals above `after`, in order, at most `limit`."""

    def sheets(self, branch: str, level: int, first: int, last: int) -> list[PrintedRow]:
        """The current sheets of a list on one level with numbers first..last, in order."""

    def printed_lists(self, branches: Collection[str]) -> set[str]:
        """Those of these lists that have a page."""

    def last_page(self, branch: str) -> int | None:
        """The highest number of a page that this list ever had."""

    def is_undecided(self, branch: str, first: int, last: int) -> bool:
        """Whether one of the ordinals first..last of a list waits for its first decision."""


class Renderer(Protocol):
    """Sheets to bytes."""

    def page(self, page: Page) -> Sheet: ...

    def reply_page(self, page: ReplyPage) -> Sheet: ...

    def tile(self, tile: Tile) -> Sheet: ...


@dataclass(slots=True)
class Imposed:
    """The outcome: sheets to keep, their rows, which approved comments appear on them, and the thread's top."""

    sheets: list[Sheet] = field(default_factory=list)
    rows: list[PrintedRow] = field(default_factory=list)
    shown: dict[str, ApprovedComment] = field(default_factory=dict)
    top: PrintedRow | None = None
    first: Page | None = None


def impose(
    manuscript: Manuscript, renderer: Renderer, *, thread_id: str, changed: Collection[str]
) -> Imposed:
    """Make anew every sheet on which a `changed` comment appears, or would have to, or no longer may.

    An approved comment that is neither printed yet nor among `changed` stays out: it has a run of its own coming.
    """
    return _Imposition(manuscript, renderer, thread_id, changed).run()


class _Imposition:
    def __init__(
        self, manuscript: Manuscript, renderer: Renderer, thread_id: str, changed: Collection[str]
    ) -> None:
        self.manuscript = manuscript
        self.renderer = renderer
        self.thread_id = thread_id
        self.changed = frozenset(changed)
        self.fresh: dict[tuple[str, int, int], PrintedRow] = {}
        self.settled: set[int] = set()
        """Of the thread's pages made here, those whose every place was given to a comment that is decided."""
        self.known: dict[tuple[str, int, int, int], list[PrintedRow]] = {}
        """The current sheets, as far as they were asked for: in one moment they do not change."""
        self.last_pages: dict[str, int | None] = {}
        self.result = Imposed()

    def run(self) -> Imposed:
        pages_by_branch = self._touched_pages()
        thread_pages = pages_by_branch.pop(self.thread_id, set())
        for branch, numbers in pages_by_branch.items():
            self._make_reply_pages(branch, numbers)
        made: dict[int, Page] = {}
        for number in sorted(thread_pages):
            made[number] = page = self._compose_page(number)
            sheet = self.renderer.page(page)
            self._keep(sheet, self.thread_id, PAGE_LEVEL, number, page.count, lasts=number in self.settled)
        self._raise_tiles(self.thread_id, thread_pages)
        self.result.top = self._top(self.thread_id)
        first = self._first_page_number()
        if first is not None:
            self.result.first = made.get(first) or self._compose_page(first)
        return self.result

    def _touched_pages(self) -> dict[str, set[int]]:
        """The numbers of the pages to be made anew, by list. A reply's conversation shows on a page of the thread's."""
        places = self.manuscript.places(self.changed)
        # A reply names the one it answers: when that one appears or disappears, the reply's page changes as well.
        places += self.manuscript.answers_to(self.changed)
        touched: dict[str, set[int]] = {}
        for place in places:
            touched.setdefault(place.branch, set()).add(place.ordinal // PAGE_SIZE)
        conversations = [branch for branch in touched if branch != self.thread_id]
        for opening in self.manuscript.places(conversations):
            touched.setdefault(self.thread_id, set()).add(opening.ordinal // PAGE_SIZE)
        return touched

    def _make_reply_pages(self, conversation: str, numbers: set[int]) -> None:
        [opening] = self.manuscript.places([conversation])
        for number in sorted(numbers):
            replies = self._visible(
                self.manuscript.approved(conversation, number * PAGE_SIZE, (number + 1) * PAGE_SIZE - 1)
            )
            page = ReplyPage(
                number, tuple(_as_printed(r, opening.ordinal // PAGE_SIZE, conversation) for r in replies)
            )
            sheet = self.renderer.reply_page(page)
            full = len(replies) == PAGE_SIZE
            self._keep(sheet, conversation, PAGE_LEVEL, number, page.count, lasts=full)
        self._raise_tiles(conversation, numbers)

    def _compose_page(self, number: int) -> Page:
        first, last = number * PAGE_SIZE, (number + 1) * PAGE_SIZE - 1
        approved = {c.id: c for c in self._visible(self.manuscript.approved(self.thread_id, first, last))}
        openings = self.manuscript.openings(self.thread_id, first, last)
        if len(openings) == PAGE_SIZE and not self.manuscript.is_undecided(self.thread_id, first, last):
            self.settled.add(number)
        # Most comments are never answered: they are not asked one by one what hangs under them.
        answered = self.manuscript.printed_lists([opening.comment_id for opening in openings])
        answered |= {branch for branch, _, _ in self.fresh}
        conversations = []
        for opening in openings:
            shown = approved.get(opening.comment_id)
            top = self._top(opening.comment_id) if opening.comment_id in answered else None
            count = top.count if top else 0
            if shown is None and not count:
                continue
            replies = self._first_replies(opening.comment_id) if count else ()
            conversations.append(
                Conversation(
                    id=opening.comment_id,
                    page=number,
                    opening=_as_printed(shown, number, None) if shown else None,
                    replies=tuple(_as_printed(r, number, opening.comment_id) for r in replies),
                    reply_count=count,
                    more=top.address if top and count > len(replies) else None,
                )
            )
        return Page(number, tuple(conversations))

    def _first_replies(self, conversation: str) -> Sequence[ApprovedComment]:
        first: list[ApprovedComment] = []
        after = -1
        while len(first) < REPLIES_SHOWN:
            batch = self.manuscript.next_approved(conversation, after, PAGE_SIZE)
            first += self._visible(batch)
            if len(batch) < PAGE_SIZE:
                break
            after = batch[-1].ordinal
        return first[:REPLIES_SHOWN]

    def _visible(self, comments: Iterable[ApprovedComment]) -> list[ApprovedComment]:
        visible = [c for c in comments if c.publication_id is not None or c.id in self.changed]
        self.result.shown.update((c.id, c) for c in visible)
        return visible

    def _raise_tiles(self, branch: str, pages: set[int]) -> None:
        """Make anew the tiles above `pages`, up to the first level on which a single one covers everything."""
        numbers = set(pages)
        for level in range(1, self._top_level(branch) + 1):
            parents = {number // TILE_WIDTH for number in numbers}
            if not self._rows(branch, level, 0, 0):
                # The list has just grown a level: its first tile was not needed before.
                parents.add(0)
            for number in sorted(parents):
                below = self._rows(branch, level - 1, number * TILE_WIDTH, (number + 1) * TILE_WIDTH - 1)
                tile = Tile(
                    level, number, tuple(Child(r.number, r.address, r.count) for r in below if r.count)
                )
                full = len(below) == TILE_WIDTH
                self._keep(self.renderer.tile(tile), branch, level, number, tile.count, lasts=full)
            numbers = parents

    def _top_level(self, branch: str) -> int:
        """The level up to which tiles are kept: at least 1, so that a list always has one to page through."""
        if branch not in self.last_pages:
            self.last_pages[branch] = self.manuscript.last_page(branch)
        last = self.last_pages[branch]
        highest = max(
            [last or 0, *(n for (b, level, n) in self.fresh if b == branch and level == PAGE_LEVEL)]
        )
        level = 1
        while highest >= TILE_WIDTH**level:
            level += 1
        return level

    def _top(self, branch: str) -> PrintedRow | None:
        """The lowest tile that covers every page with comments: a list that has shrunk is not told by its top."""
        level = self._top_level(branch)
        while level > 1 and not any(row.count for row in self._rows(branch, level - 1, 1, TILE_WIDTH - 1)):
            level -= 1
        rows = self._rows(branch, level, 0, 0)
        return rows[0] if rows and rows[0].count else None

    def _first_page_number(self) -> int | None:
        """The number of the first page that holds a comment, found from the top downwards."""
        row = self._top(self.thread_id)
        while row is not None and row.level > PAGE_LEVEL:
            below = self._rows(
                self.thread_id, row.level - 1, row.number * TILE_WIDTH, (row.number + 1) * TILE_WIDTH - 1
            )
            row = next((r for r in below if r.count), None)
        return row.number if row else None

    def _rows(self, branch: str, level: int, first: int, last: int) -> list[PrintedRow]:
        """The current sheets, with those of this run in place of what they replace."""
        asked = (branch, level, first, last)
        if asked not in self.known:
            self.known[asked] = self.manuscript.sheets(*asked)
        rows = {r.number: r for r in self.known[asked]}
        rows.update(
            (n, row)
            for (b, lv, n), row in self.fresh.items()
            if (b, lv) == (branch, level) and first <= n <= last
        )
        return [rows[number] for number in sorted(rows)]

    def _keep(self, sheet: Sheet, branch: str, level: int, number: int, count: int, *, lasts: bool) -> None:
        row = PrintedRow(branch, level, number, sheet.address, count)
        self.fresh[branch, level, number] = row
        self.result.rows.append(row)
        self.result.sheets.append(replace(sheet, lasts=lasts))


def _as_printed(comment: ApprovedComment, page: int, conversation: str | None) -> PrintedComment:
    answers = comment.parent_id if comment.parent_id != conversation else None
    return PrintedComment(
        id=comment.id,
        page=page,
        name=comment.words.name,
        body=comment.words.body,
        at=comment.at,
        answers=answers,
        answers_name=comment.answers_name if answers else None,
        badge=comment.badge,
    )
