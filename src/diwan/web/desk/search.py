"""Search by words, for whoever is at the desk.

What is looked for is sent as a form and never stands in an address: no log, no history and no referrer has it. Nothing of it is kept.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from starlette.responses import Response

from diwan.clock import DAY
from diwan.decisions import Outcome
from diwan.desk.care import Masked, masked
from diwan.desk.search import MOST_WORDS, Sought, asked_for, found_in
from diwan.errors import Unacceptable
from diwan.screening.findings import Finding, Span
from diwan.storage.rereadings import RereadingReader
from diwan.storage.screened import findings_of_each
from diwan.storage.search import Hit, SearchReader
from diwan.web.desk import marking
from diwan.web.desk.asking import read_day, read_site, read_text
from diwan.web.desk.marking import Piece
from diwan.web.desk.own import own
from diwan.web.desk.pages import page
from diwan.web.desk.visits import Visit

PAGE = 25
WAITING = "waiting"
AROUND = 240
"""So many characters of a long comment are shown around the first word that was found."""
FIELDS = ("words", "name", "site", "standing", "from", "to")


@dataclass(frozen=True, slots=True)
class Found:
    """A hit made ready for the page: the part of the body around what was found, with marks; whether more stands before and after it; and
    the words of what is shown that are masked, in their fields.
    """

    hit: Hit
    site: str
    excerpt: list[Piece]
    before: bool
    after: bool
    masks: tuple[Masked, ...] = ()


def search_form(visit: Visit) -> Response:
    """GET /desk/search: the form."""
    return _page(visit, dict.fromkeys(FIELDS, ""))


def search(visit: Visit) -> Response:
    """POST /desk/search: `words`, `name`, `site`, `standing` (waiting, approved or rejected), `from`, `to`; `behind` turns the page."""
    asked = {name: visit.form.get(name, "").strip() for name in FIELDS}
    try:
        sought = _read(visit, asked)
        behind = _behind(visit.form.get("behind", ""))
    except Unacceptable as refusal:
        return _page(visit, asked, refusal=refusal)
    with visit.house.store.connection() as connection:
        reader = SearchReader(connection)
        found = reader.find(sought, before=behind, limit=PAGE)
        seen = findings_of_each(connection, [hit.comment_id for hit in found.hits]) if own().masking else {}
        catching_up = reader.is_catching_up()
        withheld = RereadingReader(connection).withheld(
            [hit.comment_id for hit in found.hits], visit.moderator.id
        )
    if sought.outcome is not None:
        # Who asks for an outcome would learn it from what is there.
        found = replace(found, hits=tuple(hit for hit in found.hits if hit.comment_id not in withheld))
    sites = visit.house.sites
    return _page(
        visit,
        asked,
        found=[
            _shown(
                hit,
                sought,
                sites[hit.site].name if hit.site in sites else hit.site,
                seen.get(hit.comment_id, ()),
            )
            for hit in found.hits
        ],
        behind=found.behind,
        first=behind is None,
        catching_up=catching_up,
        withheld=withheld,
    )


def _page(
    visit: Visit,
    asked: Mapping[str, str],
    *,
    found: list[Found] | None = None,
    behind: int | None = None,
    first: bool = True,
    catching_up: bool = False,
    withheld: Collection[str] = (),
    refusal: Unacceptable | None = None,
) -> Response:
    return page(
        "search",
        visit.moderator,
        status=200 if refusal is None else 422,
        asked=asked,
        found=found,
        behind=behind,
        first=first,
        catching_up=catching_up,
        withheld=withheld,
        refusal=refusal,
        sites=sorted(visit.house.sites.values(), key=lambda site: site.name),
        standings=(WAITING, *Outcome),
        most_words=MOST_WORDS,
    )


def _read(visit: Visit, asked: Mapping[str, str]) -> Sought:
    body, name = read_text(asked, "words"), read_text(asked, "name")
    words = asked_for(body, name)
    if not words:
        raise Unacceptable(
            "Write at least one word, or a name, with a letter or a digit in it.", field="words"
        )
    since, until = read_day(asked, "from"), read_day(asked, "to")
    if since is not None and until is not None and until < since:
        raise Unacceptable("The last day lies before the first one. Exchange them.", field="to")
    standing = asked["standing"]
    if standing not in {"", WAITING, *Outcome}:
        raise Unacceptable(f"Choose one of: {WAITING}, {', '.join(Outcome)}.", field="standing")
    return Sought(
        words=words,
        site=read_site(asked, visit.house.sites),
        outcome=Outcome(standing) if standing in set(Outcome) else None,
        waiting=standing == WAITING,
        since=since,
        until=None if until is None else until + DAY,
    )


def _behind(written: str) -> int | None:
    if not written:
        return None
    if not written.isascii() or not written.isdigit() or len(written) > 18:
        raise Unacceptable("This page cannot be turned. Search again from the beginning.", field="behind")
    return int(written)


def _shown(hit: Hit, sought: Sought, site: str, findings: Sequence[Finding]) -> Found:
    body = hit.words.body
    spans = found_in(body, sought.words)
    begin, end = _around(body, spans[0][0] if spans else 0)
    inside = [
        Span(max(first, begin) - begin, min(last, end) - begin)
        for first, last in spans
        if first < end and last > begin
    ]
    masks = tuple(_unasked(hit, sought, masked(hit.words, findings), (begin, end)))
    in_body = [
        Masked(max(each.begin, begin) - begin, min(each.end, end) - begin)
        for each in masks
        if each.field == "body"
    ]
    excerpt = marking.pieces(body[begin:end], inside, in_body)
    return Found(hit, site, excerpt, begin > 0, end < len(body), masks)


def _unasked(hit: Hit, sought: Sought, masks: Iterable[Masked], window: tuple[int, int]) -> Iterator[Masked]:
    """Those of what is shown that were not themselves looked for: who types a word has asked for it."""
    for mask in masks:
        text = hit.words.name if mask.field == "name" else hit.words.body
        shown = mask.field == "name" or (mask.begin < window[1] and mask.end > window[0])
        if shown and not any(
            first < mask.end and last > mask.begin for first, last in found_in(text, sought.words)
        ):
            yield mask


def _around(body: str, at: int) -> tuple[int, int]:
    """The stretch of a body that is shown: from a space, or from the beginning."""
    if len(body) <= AROUND:
        return 0, len(body)
    begin = max(0, at - AROUND // 3)
    if begin:
        space = body.find(" ", begin, at)
        begin = space + 1 if space >= 0 else begin
    return begin, min(len(body), begin + AROUND)
