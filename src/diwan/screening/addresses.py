"""Addresses in a text, however they are written: with a scheme, bare, in capitals, in other scripts, or taken apart to be
overlooked (`hxxp://`, `example[.]com`, `example dot com`).

Not addresses: version numbers, file names (`report.pdf`), abbreviations, e-mail domains, and two sentences whose space was
forgotten ("done.It was"). Which endings count is written in `domains`. Nothing here asks the network.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import parse_qsl, urlsplit

from diwan.screening.domains import ENDINGS, OTHER_SCRIPTS, WORDS
from diwan.screening.shorteners import INVITATIONS, KNOWN_HOSTS, SHORTENERS

MOST = 100
"""More addresses than this are not looked for in one text."""

_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
# A dot, or what is written for one by those who do not want to be found.
_DOT = (
    r"(?:[.\u3002\uff0e]|\s{0,2}(?:\[\s?\.\s?\]|\(\s?\.\s?\)|\{\s?\.\s?\}|<\s?\.\s?>)\s{0,2}"
    r"|\s{0,2}[\[({]\s?(?:dot|nokta|xal|نقطة|نقطه|خاڵ)\s?[\])}]\s{0,2})"
)
_PATH = r"(?::\d{2,5})?(?:[/?#][^\s<>\"«»“”]*)?"
_ADDRESS = re.compile(
    rf"""
    (?P<scheme>\b(?:h(?:tt|xx)ps?|ftp)\s?:\s?/\s?/)(?P<rest>[^\s<>"«»“”/]+{_PATH})
    | (?<![\w@./\-])(?P<host>(?:{_LABEL}{_DOT}){{1,5}}(?P<ending>{_LABEL}))(?P<path>{_PATH})
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "example dot com": only with these endings, and not where people speak of the dot-com years.
_SPOKEN = re.compile(
    r"(?<![\w@.])(?P<name>[\w-]{3,40})\s+(?:dot|nokta|xal|نقطة|نقطه|دات|دوت|خاڵ|دۆت)\s+"
    r"(?P<ending>com|net|org|info|shop|store|online|ir|iq|كوم|کام|کۆم|کوم)(?![\w-])(?!\s+(?:bubble|boom|crash|era|years?|compan|firm|"
    r"million|billion|bust|balonu|dönem))",
    re.IGNORECASE,
)
_SPOKEN_DOTS = ("dot", "nokta", "xal", "نقط", "دات", "دوت", "خاڵ", "دۆت")
_MAY_HOLD = re.compile(
    r"\w[.\u3002\uff0e]\w|:\s?/|[\[({<]\s?(?:\.|dot|nokta|xal|نقطة|نقطه|خاڵ)", re.IGNORECASE
)
_DETERMINERS = "the this that of former big every and old first early late with like bir bu o"
_BEFORE_SPOKEN = frozenset(_DETERMINERS.split())
_TRAILING = ".,;:!?…'’\"”»*_~،؛؟。"
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_GLUED = re.compile(r"([A-Za-z]{2,})(?=[\u0590-\u08ff])")
# Names of programs that end like domains.
_NOT_HOSTS = frozenset({"asp.net", "vb.net", "ado.net", "socket.io", "next.js"})
_PARAMETERS = """
ref ref_id refid referral referrer referral_code refcode aff aff_id affid affiliate affiliate_id aff_sub partner partner_id
    promo promocode promo_code coupon invite invite_code invitecode tag subid sub_id clickid click_id btag irclickid
"""
_REFERRALS = frozenset(_PARAMETERS.split())


@dataclass(frozen=True, slots=True)
class Address:
    """One address. `begin` and `end` are places in the text that was looked through; `host` is in lower case, with dots."""

    begin: int
    end: int
    host: str
    path: str
    taken_apart: bool
    """Whether it was written so as to be overlooked by machines."""

    @property
    def is_shortened(self) -> bool:
        """Whether it hides where it leads."""
        return _bare(self.host) in SHORTENERS

    @property
    def is_invitation(self) -> bool:
        """Whether it invites into a group, or to write to somebody."""
        whole = f"{_bare(self.host)}{self.path}".casefold()
        return any(whole == start or whole.startswith(_bounded(start)) for start in INVITATIONS)

    @property
    def is_referral(self) -> bool:
        """Whether it carries the mark of somebody who is paid for visits."""
        return bool(_REFERRALS & self._parameters())

    @property
    def is_tracked(self) -> bool:
        """Whether it was copied from a newsletter or an advertisement, as `utm_…` tells; readers do so unawares."""
        return any(name.startswith("utm_") for name in self._parameters())

    def _parameters(self) -> set[str]:
        try:
            query = urlsplit(self.path).query
            return {
                name.casefold() for name, _ in parse_qsl(query, keep_blank_values=True, max_num_fields=50)
            }
        except ValueError:
            return set()


def find(text: str, language: str | None = None, *, in_name: bool = False) -> Sequence[Address]:
    """The addresses in `text`, in order. `language` (one of `language.LANGUAGES`) says which endings are words as well.

    In a display name (`in_name`) nobody forgets a space between two sentences: there every ending counts.
    """
    words = frozenset() if in_name else _words(language)
    found: list[Address] = []
    # Most comments hold none of these, and end here.
    if _MAY_HOLD.search(text):
        for match in _ADDRESS.finditer(text):
            address = _with_scheme(match) if match["scheme"] else _bare_name(match, text, words)
            if address is not None:
                found.append(address)
            if len(found) == MOST:
                break
    lowered = text.lower()
    if any(word in lowered for word in _SPOKEN_DOTS):
        found.extend(_spoken(text))
    return sorted(found, key=lambda address: address.begin)


@cache
def _words(language: str | None) -> frozenset[str]:
    """The endings that are words as well, in this language or in any."""
    return WORDS[None] | WORDS.get(language, frozenset())


def _with_scheme(match: re.Match[str]) -> Address | None:
    rest = _trimmed(match["rest"])
    host, path = _split(rest)
    name = host.rpartition("@")[2].partition(":")[0]
    if not any(character.isalnum() for character in name):
        return None
    begin, end = match.start(), match.start("rest") + len(rest)
    scheme = match["scheme"]
    apart = "x" in scheme.casefold() or any(c.isspace() for c in scheme) or "[" in host
    return Address(begin, end, _dotted(name), path, apart)


def _bare_name(match: re.Match[str], text: str, words: frozenset[str]) -> Address | None:
    raw, ending, path = match["host"], match["ending"], _trimmed(match["path"])
    glued = _GLUED.match(ending)
    if glued and glued[1].casefold() in ENDINGS:
        # A word of another script, without its space: "example.com" and what follows.
        raw, ending, path = raw[: len(raw) - len(ending) + len(glued[1])], glued[1], ""
    if path in {"/", "#", "?"}:
        path = path if path == "/" else ""
    after = text[match.end("host") : match.end("host") + 1]
    if after in {"@", "-", "_"}:
        return None
    host = _dotted(raw)
    labels = host.split(".")
    end = match.start("host") + len(raw) + len(path)
    apart = raw.casefold() != host
    if (
        apart
        and any(c.isspace() for c in raw)
        and "[" not in raw
        and "(" not in raw
        and "{" not in raw
        and "<" not in raw
    ):
        return None
    address = Address(match.start(), end, host, path, apart)
    if host in _NOT_HOSTS:
        return None
    if _bare(host) in KNOWN_HOSTS:
        return address
    if labels[0] == "www" and len(labels) > 2:
        return address
    last = ending.casefold()
    if last.startswith("xn--"):
        return address
    has_path = len(path) > 1
    if last in OTHER_SCRIPTS:
        return address if has_path else None
    if last not in ENDINGS or not any(character.isalpha() for character in labels[-2]):
        return None
    if len(labels) == 2 and len(labels[0]) == 1 and not has_path:
        return None  # "p.m", "a.s", "T.C": abbreviations
    if ending[0].isupper() and not ending.isupper() and not has_path:
        return None  # "done.Net result": a sentence begins
    if last in words and not has_path and len(labels) < 3:
        return None
    if last in words and not has_path and max(map(len, labels[:-1])) <= 2:
        return None  # "e.g.it"
    return address


def _spoken(text: str) -> Iterator[Address]:
    for match in _SPOKEN.finditer(text):
        if match["name"].casefold() not in _BEFORE_SPOKEN:
            yield Address(
                match.start(),
                match.end(),
                f"{match['name']}.{match['ending']}".casefold(),
                "",
                taken_apart=True,
            )


def _trimmed(written: str) -> str:
    """Without the punctuation of the sentence around it, and without a bracket that was opened before it."""
    while written:
        last = written[-1]
        if last in _TRAILING or (last in _BRACKETS and written.count(last) > written.count(_BRACKETS[last])):
            written = written[:-1]
        else:
            break
    return written


def _split(rest: str) -> tuple[str, str]:
    place = next((i for i, character in enumerate(rest) if character in "/?#"), len(rest))
    return rest[:place], rest[place:]


def _dotted(written: str) -> str:
    return re.sub(_DOT, ".", written, flags=re.IGNORECASE).casefold()


def _bare(host: str) -> str:
    return host.removeprefix("www.").removeprefix("m.")


def _bounded(start: str) -> str:
    """What an address must begin with, so that `wa.me` is not found in `wa.media`."""
    return start if start[-1] in "+/" else f"{start}/" if "/" not in start else start
