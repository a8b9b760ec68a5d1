"""An edition: a thread as it is printed at one moment, from the approved comments to the bytes. Pure."""

from collections.abc import Collection
from dataclasses import dataclass

from diwan.articles import Article
from diwan.clock import Milliseconds
from diwan.editions import render
from diwan.editions.fragments import Fragments
from diwan.editions.imposition import ApprovedComment, Manuscript, PrintedRow, impose
from diwan.editions.render import Rendering
from diwan.editions.sheets import Front, Page, ReplyPage, Sheet, ThreadHeading, Tile


@dataclass(frozen=True, slots=True)
class Edition:
    """What a print run makes anew. `top` is the address of the thread's topmost sheet, None if nothing is left."""

    heading: ThreadHeading
    sheets: tuple[Sheet, ...]
    rows: tuple[PrintedRow, ...]
    shown: tuple[ApprovedComment, ...]
    """Every approved comment that stands on the new sheets."""
    top: str | None
    top_level: int | None
    count: int
    first: Page | None
    first_html: bytes | None
    """The first page's HTML, where it is among the new sheets."""


class Pressroom:
    """Composes editions with one way of rendering."""

    def __init__(self, rendering: Rendering) -> None:
        self._rendering = rendering
        self._fragments = Fragments()

    def prepare(self) -> None:
        """Make ready what every print run needs."""
        render.prepare()

    def forget(self) -> None:
        """Keep nothing in memory of what was printed."""
        self._fragments.forget()

    def compose(
        self,
        manuscript: Manuscript,
        article: Article,
        changed: Collection[str],
        *,
        closes_at: Milliseconds | None,
        max_characters: int,
    ) -> Edition:
        """The thread's new sheets, now that the `changed` comments were approved, rejected or erased."""
        heading = ThreadHeading(
            site=article.site,
            article=article.key,
            headline=article.description.headline,
            language=article.description.language,
            closes_at=closes_at,
            max_characters=max_characters,
            url=article.description.url,
            section=article.description.section,
        )
        renderer = _Renderer(heading, self._rendering, self._fragments)
        imposed = impose(manuscript, renderer, thread_id=article.thread_id, changed=changed)
        top = imposed.top
        return Edition(
            heading=heading,
            sheets=tuple(imposed.sheets),
            rows=tuple(imposed.rows),
            shown=tuple(imposed.shown.values()),
            top=top.address if top else None,
            top_level=top.level if top else None,
            count=top.count if top else 0,
            first=imposed.first,
            first_html=renderer.html.get(imposed.first.number) if imposed.first else None,
        )

    def front(self, edition: Edition, version: int) -> tuple[bytes, bytes]:
        """The thread's front (HTML) and pointer (JSON). `version` is the ledger position of the print run."""
        front = Front(edition.heading, edition.count, edition.top, edition.top_level, edition.first, version)
        head = render.front(front, self._rendering, edition.first_html, self._fragments)
        return head, render.pointer(front)


class _Renderer:
    """`imposition.Renderer` for one thread."""

    def __init__(
        self, heading: ThreadHeading, rendering: Rendering, fragments: Fragments | None = None
    ) -> None:
        self._heading = heading
        self._rendering = rendering
        self._fragments = fragments
        self.html: dict[int, bytes | None] = {}
        """That of every page it has made, by the page's number."""

    def page(self, page: Page) -> Sheet:
        sheet = render.page(page, self._heading, self._rendering, self._fragments)
        self.html[page.number] = sheet.html
        return sheet

    def reply_page(self, page: ReplyPage) -> Sheet:
        return render.reply_page(page, self._heading, self._rendering)

    def tile(self, tile: Tile) -> Sheet:
        return render.tile(tile)
