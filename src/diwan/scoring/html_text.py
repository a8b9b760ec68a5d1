"""The text of a comment that came as HTML. Pure; nothing is rendered, fetched or kept of the markup.

What a reader would see is what the checks read: entities resolved, a line for each block. An address that hides behind other words
follows them in brackets, so that the checks of links see it.
"""

from html.parser import HTMLParser

_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    }
    | {"hr", "li", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"}
)
_UNSEEN = frozenset({"script", "style"})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0
        self._links: list[tuple[str, int]] = []
        """The address of each link that is open, and where in `parts` its text begins."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in _BLOCKS:
            self._break()
        elif tag == "a":
            self._links.append((dict(attrs).get("href") or "", len(self.parts)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in _UNSEEN or tag == "a":
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _BLOCKS:
            self._break()
        elif tag == "a" and self._links:
            address, begin = self._links.pop()
            if address and address not in "".join(self.parts[begin:]):
                self.parts.append(f" ({address})")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)

    def finish(self) -> str:
        """The text, once everything is fed. A link that was never closed has its address all the same."""
        self.close()
        while self._links:
            self.handle_endtag("a")
        return "".join(self.parts).strip()

    def _break(self) -> None:
        if self.parts and self.parts[-1] != "\n":
            self.parts.append("\n")


def text_of(html: str) -> str:
    """The text in `html`. Anything is HTML: what is none comes back as it is."""
    reader = _Reader()
    reader.feed(html)
    return reader.finish()
