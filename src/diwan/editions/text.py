"""A comment's words as HTML: paragraphs, line breaks and links; everything else is text.

Guaranteed: the result holds only `p`, `br` and `a`, and without its tags it is the body, character for character
(line ends, however they were sent, as line feeds). No HTML, no Markdown; nothing is added, dropped or shortened.

A link is made only where the words hold an http or https address that says plainly where it goes:
- an address with a name or password in front of the host (`https://bank.example@evil.example`) stays text;
- so does one whose host is a number or has no dot, or which holds control or directional characters;
- a host in letters beyond ASCII is linked by its ASCII form, which is also in `data-host`, and the style sheet
  shows it behind the link: look-alike letters cannot pass for another host.

There is no `target`: whether a link opens a new window is the reader's choice, and his draft is kept either way.
`dir="ltr"` makes each link an isolate, so that neither text around it nor within it can turn the address about.
"""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup, escape

_LINE_END = re.compile(r"\r\n|\r|\n")
# A line end, then blank lines with whatever spaces they hold.
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_CANDIDATE = re.compile(r"(?<![\w@./:%+-])https?://[^\s<>\"`{}|^]+", re.IGNORECASE)
_HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W_](?:[\w-]{0,61}[^\W_])?")
_ASCII_HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,58}[a-z0-9])"
)
_AUTHORITY = re.compile(
    r"(?P<scheme>https?)://(?P<host>[^/?#:]+)(?::(?P<port>[0-9]{1,5}))?(?=[/?#]|$)", re.IGNORECASE
)
_PAIRS = {")": "(", "]": "["}
_TRAILING = frozenset(".,;:!?'…‚‘’“”„«»‹›،؛؟۔。、")
_JOINERS = "\u200c\u200d"
# The two IDNA standards disagree on these, so a host that holds one has no single meaning.
_AMBIGUOUS_IN_HOSTS = frozenset("ßςẞ" + _JOINERS)
_REL = "ugc nofollow noopener"


def html(body: str) -> Markup:
    """The body of a comment as safe HTML."""
    text = _LINE_END.sub("\n", body)
    out: list[str] = []
    start = 0
    for gap in _BLANK_LINES.finditer(text):
        _paragraph(text[start : gap.start()], out)
        out.append(gap.group())
        start = gap.end()
    _paragraph(text[start:], out)
    return Markup("".join(out))  # noqa: S704 — every piece was escaped by _line or is white space


def _paragraph(text: str, out: list[str]) -> None:
    # Line ends at either end of the body are white space between blocks, not breaks within one.
    core = text.strip("\n")
    if not core.strip(" \t"):
        out.append(text)
        return
    lead = len(text) - len(text.lstrip("\n"))
    out.append(text[:lead])
    out.append("<p>" + "<br>\n".join(_line(line) for line in core.split("\n")) + "</p>")
    out.append(text[lead + len(core) :])


def _line(line: str) -> str:
    out: list[str] = []
    start = 0
    for match in _CANDIDATE.finditer(line):
        written = _without_trailing_punctuation(_until_unsafe(match.group()))
        link = _link(written)
        if link is None:
            continue
        out.append(str(escape(line[start : match.start()])))
        host = f' data-host="{escape(link.host)}"' if link.host else ""
        out.append(f'<a href="{escape(link.href)}" rel="{_REL}" dir="ltr"{host}>{escape(written)}</a>')
        start = match.start() + len(written)
    out.append(str(escape(line[start:])))
    return "".join(out)


@dataclass(frozen=True, slots=True)
class _Link:
    """Where a written address goes, in ASCII. `host` is that host if it was written in other letters."""

    href: str
    host: str | None


def _link(written: str) -> _Link | None:
    match = _AUTHORITY.match(written)
    if match is None or int(match["port"] or 0) > 65535:
        return None
    host = _ascii_host(match["host"])
    if host is None:
        return None
    port = f":{match['port']}" if match["port"] else ""
    rest = quote(written[match.end() :], safe="/?#[]@!$&'()*+,;=:%-._~")
    href = f"{match['scheme'].lower()}://{host}{port}{rest}"
    return _Link(href, None if match["host"].isascii() else host)


def _ascii_host(written: str) -> str | None:
    """The host in the form in which it is looked up; None if it is not plainly the name of one."""
    if not written.isascii():
        if _AMBIGUOUS_IN_HOSTS.intersection(written) or not _HOST.fullmatch(
            "".join(c for c in unicodedata.normalize("NFC", written) if not unicodedata.combining(c))
        ):
            return None
        try:
            written = written.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    host = written.lower()
    return host if len(host) <= 253 and _ASCII_HOST.fullmatch(host) else None


def _until_unsafe(candidate: str) -> str:
    """The part before the first control, directional or other invisible character, joiners excepted."""
    for index, character in enumerate(candidate):
        if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co"} and character not in _JOINERS:
            return candidate[:index]
    return candidate


def _without_trailing_punctuation(candidate: str) -> str:
    """What is left of an address when the sentence around it takes back its punctuation and unmatched brackets."""
    end = len(candidate)
    while end:
        last = candidate[end - 1]
        opening = _PAIRS.get(last)
        unmatched = opening is not None and candidate.count(last, 0, end) > candidate.count(opening, 0, end)
        if last not in _TRAILING and last not in _JOINERS and not unmatched:
            break
        end -= 1
    return candidate[:end]
