"""What is printed: the sheets of a thread, as plain values. Pure; the same comments always make the same sheets.

Comments on the article stand in the order in which they were submitted, whoever was decided first. Below each
stand the replies of its conversation (its own, and replies to those), again in the order of submission.

A list of comments (a *branch*: the thread's own, or one conversation's replies) is cut into pages by ordinal:
page n holds the approved ones among the n-th fifty submitted. A page's place therefore never moves. Above
the pages stand *tiles*, each naming a hundred pages or tiles, up to a single top. One more approval thus rewrites one page
and one tile on each level (two levels hold half a million comments), however long the thread is.
"""

from dataclasses import dataclass

from diwan.clock import Milliseconds

PAGE_SIZE = 50
TILE_WIDTH = 100
REPLIES_SHOWN = 3
"""So many replies are shown with the comment they answer; the whole conversation has pages of its own if there are more."""

PAGE_LEVEL = 0


@dataclass(frozen=True, slots=True)
class PrintedComment:
    """An approved comment as readers see it. `page` is the number of the page of comments (never of replies) it belongs to.

    `answers` is the id of the comment it replies to, where that is not the conversation's first; `answers_name` is that
    one's display name, or None if it is no longer shown. `badge` is the one its reader bore, by its code.
    """

    id: str
    page: int
    name: str
    body: str
    at: Milliseconds
    answers: str | None = None
    answers_name: str | None = None
    badge: str | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """A comment on the article with the replies below it.

    `opening` is None where that comment is no longer shown but replies to it are. `more` is the address of
    the top sheet of all its replies, if there are more than `replies` holds.
    """

    id: str
    page: int
    opening: PrintedComment | None
    replies: tuple[PrintedComment, ...]
    reply_count: int
    more: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a thread. `count` is the number of comments in its conversations, replies included."""

    number: int
    conversations: tuple[Conversation, ...]

    @property
    def count(self) -> int:
        return sum((c.opening is not None) + c.reply_count for c in self.conversations)


@dataclass(frozen=True, slots=True)
class ReplyPage:
    """One page of the replies in a conversation."""

    number: int
    replies: tuple[PrintedComment, ...]

    @property
    def count(self) -> int:
        return len(self.replies)


@dataclass(frozen=True, slots=True)
class Child:
    """A line of a tile: a page (level 0) or a tile below it, its content address, and how many comments it holds."""

    number: int
    address: str
    count: int


@dataclass(frozen=True, slots=True)
class Tile:
    """An index of up to a hundred sheets of the level below; those without comments are left out."""

    level: int
    number: int
    children: tuple[Child, ...]

    @property
    def count(self) -> int:
        return sum(child.count for child in self.children)


@dataclass(frozen=True, slots=True)
class ThreadHeading:
    """What the front of a thread says beside its comments. `closes_at` is None while no end is set."""

    site: str
    article: str
    headline: str
    language: str
    closes_at: Milliseconds | None
    max_characters: int
    url: str = ""
    """Where the article is; empty while it is not known."""
    section: str | None = None
    """As the publisher names it; None while the article is not known."""


@dataclass(frozen=True, slots=True)
class Front:
    """The front of a thread: what a reader sees first, and where the rest is.

    `top` is the address of the topmost sheet and `top_level` its level (0: a page); both None in an empty thread.
    `first` is the first page that holds comments. `version` grows with every reprint (a ledger position).
    """

    heading: ThreadHeading
    count: int
    top: str | None
    top_level: int | None
    first: Page | None
    version: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A printed sheet as bytes: one address, its JSON form and (for pages) its HTML form.

    `lasts`: nothing more can be submitted onto it, and nothing on it waits for a decision, so that it is hardly replaced any more.
    """

    address: str
    json: bytes
    html: bytes | None
    lasts: bool = True


@dataclass(frozen=True, slots=True)
class Pointing:
    """A thread's front as bytes, where it is filed, and the pointer that names the edition behind it."""

    site: str
    folder: str
    head_html: bytes
    pointer_json: bytes
