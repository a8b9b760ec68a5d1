"""What a batch's addresses and forms say: which comments, which were read, and how they are to be decided."""

from collections.abc import Collection, Mapping
from urllib.parse import urlencode

from diwan.desk.lanes import Lane
from diwan.desk.selections import BANDED, Band, Like, OnArticle, SameName, SameReader, Selection, range_of
from diwan.errors import Malformed, Unacceptable
from diwan.identifiers import is_identifier

Query = Mapping[str, str]
BY_COMMENT: dict[str, type[Like | OnArticle | SameName | SameReader]] = {
    "like": Like,
    "article": OnArticle,
    "name": SameName,
    "reader": SameReader,
}


def read_selection(query: Query, sites: Collection[str]) -> Selection | None:
    """The selection: `like`, `article`, `name` or `reader` with a comment's id, or `lane` with `from` and `to` (hundredths) and `site`.

    None where nothing is chosen. Raises Malformed or Unacceptable.
    """
    chosen = [name for name in BY_COMMENT if query.get(name)]
    if len(chosen) + bool(query.get("lane")) > 1:
        raise Malformed("The address chooses in more than one way. Begin at the batches.", field="lane")
    if chosen:
        comment_id = query[chosen[0]]
        if not is_identifier(comment_id):
            raise Malformed("The address names no comment. Begin at a card.", field=chosen[0])
        return BY_COMMENT[chosen[0]](comment_id)
    if not query.get("lane"):
        return None
    lane = read_lane(query)
    low, high = range_of(lane)
    band = Band(lane, _hundredths(query, "from", low), _hundredths(query, "to", high), _site(query, sites))
    if band.low > band.high:
        raise Unacceptable("The upper score lies below the lower one. Exchange them.", field="to")
    return band


def read_lane(query: Query) -> Lane:
    """The lane whose scores are asked for; likely fine where none is named."""
    written = query.get("lane", "") or Lane.FINE.value
    if written not in tuple(BANDED):
        raise Malformed(f"Choose one of: {', '.join(BANDED)}.", field="lane")
    return Lane(written)


def address(selection: Selection) -> str:
    """The selection as a query."""
    if isinstance(selection, Band):
        pairs = {"lane": selection.lane.value, "from": selection.low, "to": selection.high}
        return urlencode(pairs | ({"site": selection.site} if selection.site else {}))
    name = next(name for name, kind in BY_COMMENT.items() if isinstance(selection, kind))
    return urlencode({name: selection.comment_id})  # type: ignore[union-attr]  # a batch is undone, never chosen


def read_before(query: Query) -> int:
    """The ledger position up to which a selection looks."""
    written = query.get("before", "")
    if not written.isascii() or not written.isdigit() or len(written) > 18:
        raise Malformed("The form does not say which comments were before you. Choose again.", field="before")
    return int(written)


def read_key(query: Query) -> str:
    """The batch's id, which the form carries, so that it is sent once."""
    written = query.get("batch", "")
    if not is_identifier(written):
        raise Malformed("The form names no batch. Choose again.", field="batch")
    return written


def _site(query: Query, sites: Collection[str]) -> str:
    site = query.get("site", "")
    if site and site not in sites:
        raise Unacceptable("There is no such site here. Choose one from the list.", field="site")
    return site


def _hundredths(query: Query, field: str, otherwise: int) -> int:
    written = query.get(field, "")
    if not written:
        return otherwise
    if not written.isascii() or not written.isdigit() or len(written) > 3 or int(written) > 100:
        raise Unacceptable("Write a score as a whole number from 0 to 100.", field=field)
    return int(written)
