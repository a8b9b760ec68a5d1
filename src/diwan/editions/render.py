"""Sheets and fronts as bytes. Deterministic: the same values make the same bytes, here and on any other machine.

A sheet is named by its content: lower-case hexadecimal SHA-256 over `diwan sheet v1` and a line feed, the
length of the JSON form as eight bytes (big-endian), the JSON form, the HTML form (nothing, for a tile). It may
therefore be cached for ever. The front changes with every reprint and is named by its article.

The HTML is the only rendering of a comment there is: the widget, the page without JavaScript and a publisher who
prints the thread on his own server all show these bytes.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from diwan.articles import folder_name
from diwan.clock import Milliseconds, iso
from diwan.editions import text
from diwan.editions.fragments import Fragments
from diwan.editions.sheets import (
    Conversation,
    Front,
    Page,
    PrintedComment,
    ReplyPage,
    Sheet,
    ThreadHeading,
    Tile,
)
from diwan.editions.words import ReaderWords, words_for
from diwan.reports import MAX_REASON_CHARACTERS

_templates = Environment(
    loader=PackageLoader("diwan.editions", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    auto_reload=False,
)
_templates.globals["MOST_REASON_CHARACTERS"] = MAX_REASON_CHARACTERS


@dataclass(frozen=True, slots=True)
class Rendering:
    """What the sheets need to know beside the comments. `public_url` is where readers reach Diwan, without a final `/`."""

    public_url: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader has typed so far, for a form that comes back to him. `parent` is the id of the comment it answers."""

    name: str = ""
    body: str = ""
    parent: str = ""
    parent_name: str = ""
    key: str = ""
    ticket: str = ""


@dataclass(frozen=True, slots=True)
class Writing:
    """As whom somebody writes: under the `name` of his sign-in, or as a guest, where `guests` may. `page` is where one signs in."""

    name: str = ""
    badge: str | None = None
    guests: bool = True
    page: str = ""

    @property
    def is_signed(self) -> bool:
        """Whether the comment is to be tied to a reader, so that no name is asked for."""
        return bool(self.name) or not self.guests


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """What a reader has filled in to report a comment, for a form that comes back to him; codes as they are stored."""

    guideline: str = ""
    abuse_kind: str = ""
    reason: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """What the templates may ask: the words of the article's language, and every address."""

    words: ReaderWords
    public_url: str
    site: str
    folder: str

    @property
    def language(self) -> str:
        return self.words.language

    slot = Markup('<bdi class="slot"></bdi>')
    """Where the widget puts a name."""

    @staticmethod
    def iso(at: Milliseconds) -> str:
        return iso(at)

    @staticmethod
    def body(body: str) -> Markup:
        return text.html(body)

    @staticmethod
    def isolated(name: str) -> Markup:
        return Markup("<bdi>{}</bdi>").format(name)

    @staticmethod
    def anchor(page: int, comment_id: str) -> str:
        return f"diwan-{page}-{comment_id}"

    @staticmethod
    def anchored(conversation: Conversation) -> frozenset[str]:
        """The ids that a link in this conversation can reach without leaving it."""
        return frozenset(reply.id for reply in conversation.replies) | {conversation.id}

    @staticmethod
    def anchored_replies(page: ReplyPage) -> frozenset[str]:
        return frozenset(reply.id for reply in page.replies)

    def answered(self, comment: PrintedComment, anchored: frozenset[str]) -> Markup:
        """The answered reader's name, linked to the comment: in place if it stands in the same sheet."""
        answers = comment.answers or ""
        href = (
            f"#{self.anchor(comment.page, answers)}"
            if answers in anchored
            else self.permalink(comment.page, answers)
        )
        return Markup('<a href="{}"><bdi>{}</bdi></a>').format(href, comment.answers_name)

    def thread_link(self) -> str:
        return f"{self.public_url}/read/{self.site}/{self.folder}"

    def more_link(self, after: int) -> str:
        """The page that follows page `after`: the server skips those without comments."""
        return f"{self.thread_link()}?page={after + 1}"

    def permalink(self, page: int, comment_id: str) -> str:
        return f"{self.thread_link()}?page={page}#{self.anchor(page, comment_id)}"

    def replies_link(self, address: str) -> str:
        return f"{self.thread_link()}/replies/{address}"

    def reply_link(self, comment_id: str) -> str:
        return f"{self.thread_link()}?reply={comment_id}#diwan-write"

    def report_link(self, comment_id: str) -> str:
        return f"{self.public_url}/report/{self.site}/{self.folder}/{comment_id}"

    def write_link(self) -> str:
        return f"{self.public_url}/write/{self.site}/{self.folder}"


def prepare() -> None:
    """Read the templates, so that the first print run after a start does not wait for that."""
    for name in _templates.list_templates():
        _templates.get_template(name)


def view(heading: ThreadHeading, rendering: Rendering) -> View:
    """The view on one thread, for these templates and for those of the web layer."""
    return View(words_for(heading.language), rendering.public_url, heading.site, folder_name(heading.article))


def page(
    page: Page, heading: ThreadHeading, rendering: Rendering, fragments: Fragments | None = None
) -> Sheet:
    """A page of the thread. Its HTML is one `ol.comments` with `data-page` and `data-count`."""
    table = {
        "sheet": "page",
        "site": heading.site,
        "article": heading.article,
        "number": page.number,
        "count": page.count,
        "conversations": [_conversation(conversation) for conversation in page.conversations],
    }
    return _sheet(table, _page_html(page, view(heading, rendering), fragments).encode())


def reply_page(page: ReplyPage, heading: ThreadHeading, rendering: Rendering) -> Sheet:
    """A page of a conversation's replies. Its HTML is one `ol.replies` with `data-page` and `data-count`."""
    table = {
        "sheet": "replies",
        "site": heading.site,
        "article": heading.article,
        "number": page.number,
        "count": page.count,
        "replies": [_comment(reply) for reply in page.replies],
    }
    template = _templates.get_template("replies.html")
    return _sheet(table, template.render(page=page, view=view(heading, rendering)).encode())


def tile(tile: Tile) -> Sheet:
    """An index of sheets. It has no HTML form."""
    table = {
        "sheet": "tile",
        "level": tile.level,
        "number": tile.number,
        "count": tile.count,
        "children": [{"number": c.number, "address": c.address, "count": c.count} for c in tile.children],
    }
    return _sheet(table, None)


def front(
    front: Front,
    rendering: Rendering,
    first_html: bytes | None = None,
    fragments: Fragments | None = None,
) -> bytes:
    """The front as an HTML fragment: `section.diwan` with heading, form, first page and the widget's strings.

    `first_html` is the first page's, where its sheet has just been made.
    """
    look = view(front.heading, rendering)
    template = _templates.get_template("front.html")
    first = None
    if front.first is not None:
        first = Markup(first_html.decode() if first_html else _page_html(front.first, look, fragments))  # noqa: S704 — our own
    return template.render(
        view=look,
        front=front,
        first=first,
        more=front.first is not None and front.first.count < front.count,
        draft=Draft(),
        problem=None,
        problem_field=None,
        limit=front.heading.max_characters,
        writing=Writing(),
        report=ReportDraft(),
    ).encode()


def blank(language: str, site: str, max_characters: int, rendering: Rendering) -> bytes:
    """The front of an article that the server has not met. It names no article: the widget fills in the form's address."""
    heading = ThreadHeading(site, "", "", language, None, max_characters)
    return front(Front(heading, 0, None, None, None, 0), rendering)


def pointer(front: Front) -> bytes:
    """What changed since a reader last looked, as canonical JSON."""
    heading = front.heading
    return _canonical(
        {
            "site": heading.site,
            "article": heading.article,
            "headline": heading.headline,
            "url": heading.url,
            "language": heading.language,
            "version": front.version,
            "count": front.count,
            "top": front.top,
            "top_level": front.top_level,
            "first_page": None if front.first is None else front.first.number,
            "closes_at": None if heading.closes_at is None else iso(heading.closes_at),
            "max_characters": heading.max_characters,
        }
    )


def form(
    heading: ThreadHeading,
    rendering: Rendering,
    *,
    draft: Draft,
    problem: str | None = None,
    problem_field: str | None = None,
    writing: Writing | None = None,
) -> Markup:
    """The form alone, for the page without JavaScript: with what the reader had typed, what was wrong with it, and as whom he writes."""
    template = _templates.get_template("form.html")
    return Markup(  # noqa: S704 — rendered with autoescape
        template.render(
            view=view(heading, rendering),
            draft=draft,
            problem=problem,
            problem_field=problem_field,
            limit=heading.max_characters,
            writing=writing or Writing(),
        )
    )


def address(json: bytes, html: bytes | None) -> str:
    """The name of a sheet, from its two forms."""
    hasher = hashlib.sha256(b"diwan sheet v1\n" + len(json).to_bytes(8, "big"))
    hasher.update(json)
    hasher.update(html or b"")
    return hasher.hexdigest()


def report_form(
    heading: ThreadHeading,
    rendering: Rendering,
    *,
    comment_id: str,
    draft: ReportDraft,
    problem: str | None = None,
    problem_field: str | None = None,
) -> Markup:
    """The form to report a printed comment with, alone, for the page without JavaScript."""
    look = view(heading, rendering)
    template = _templates.get_template("report.html")
    return Markup(  # noqa: S704 — rendered with autoescape
        template.module.form(look, look.report_link(comment_id), draft, problem, problem_field)  # type: ignore[attr-defined] # a macro
    )


def _page_html(page: Page, look: View, fragments: Fragments | None) -> str:
    fragments = fragments or Fragments()
    conversations = [fragments.of(look, each, _conversation_html) for each in page.conversations]
    return _templates.get_template("page.html").render(page=page, conversations=conversations)


def _conversation_html(look: View, conversation: Conversation) -> Markup:
    template = _templates.get_template("conversation.html")
    return Markup(template.render(conversation=conversation, view=look))  # noqa: S704 — rendered with autoescape


def _sheet(table: dict[str, Any], html: bytes | None) -> Sheet:
    json = _canonical(table)
    return Sheet(address(json, html), json, html)


def _canonical(table: dict[str, Any]) -> bytes:
    return msgspec.json.encode(table, order="sorted")


def _conversation(conversation: Conversation) -> dict[str, Any]:
    return {
        "id": conversation.id,
        "opening": None if conversation.opening is None else _comment(conversation.opening),
        "replies": [_comment(reply) for reply in conversation.replies],
        "reply_count": conversation.reply_count,
        "more": conversation.more,
    }


def _comment(comment: PrintedComment) -> dict[str, Any]:
    return {
        "id": comment.id,
        "page": comment.page,
        "name": comment.name,
        # Left out where there is none: pages that were printed before there were badges keep their addresses.
        **({"badge": comment.badge} if comment.badge else {}),
        "body": comment.body,
        "at": iso(comment.at),
        "answers": comment.answers,
        "answers_name": comment.answers_name,
    }
