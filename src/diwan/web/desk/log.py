"""The decision log: on a page for everybody at the desk, and as CSV for editors."""

from collections.abc import Iterator
from itertools import chain
from urllib.parse import urlencode

from starlette.responses import Response, StreamingResponse

from diwan.decisions import AuthorKind
from diwan.desk import sheet
from diwan.desk.log import Asked, Portion
from diwan.errors import Unacceptable
from diwan.storage.log import LogReader, everything
from diwan.storage.people import PeopleReader
from diwan.storage.rereadings import RereadingReader
from diwan.web.desk.asking import FIELDS, day_written, read_asked, read_place
from diwan.web.desk.pages import page
from diwan.web.desk.roles import is_editor
from diwan.web.desk.sights import see_everything
from diwan.web.desk.visits import Visit

PAGE = 50


def log(visit: Visit) -> Response:
    """GET /desk/log: the filters of `asking.FIELDS`; `behind` turns the page."""
    query = visit.request.query_params
    trouble = None
    asked, behind = Asked(), None
    try:
        asked, behind = read_asked(query, visit.house.sites), read_place(query)
    except Unacceptable as refused:
        trouble = refused
    with visit.house.store.connection() as connection:
        reader = LogReader(connection, hidden_from=visit.moderator.id)
        hides = RereadingReader(connection).hides_from(visit.moderator.id)
        portion = reader.portion(asked, PAGE, behind=behind) if trouble is None else Portion((), None)
        people = sorted(PeopleReader(connection).moderators(), key=lambda each: each.name.casefold())
        machines = {
            kind: reader.machine_authors(kind) for kind in AuthorKind if kind is not AuthorKind.MODERATOR
        }
        sections = reader.sections()
    filters = {name: query[name] for name in FIELDS if query.get(name)}
    more = {**filters, "behind": f"{portion.rest.at}-{portion.rest.position}"} if portion.rest else None
    return page(
        "log",
        visit.moderator,
        status=200 if trouble is None else 422,
        trouble=trouble,
        portion=portion,
        filters=filters,
        newest=behind is None,
        more=urlencode(more) if more else None,
        query=urlencode(filters),
        people=people,
        machines=machines,
        sections=sections,
        sites=visit.house.sites,
        is_editor=is_editor(visit),
        hides=hides,
    )


def log_csv(visit: Visit) -> Response:
    """GET /desk/log.csv: the same filters; `notes=yes` adds what moderators noted. For editors.

    Streamed: what breaks in the middle ends the answer without its end, so that no half of a log is taken for the whole.
    """
    query = visit.request.query_params
    asked = read_asked(query, visit.house.sites)
    house = visit.house
    # The file is whole, for it may be kept: whoever has it is not asked to reread what is in it.
    see_everything(visit)
    written = sheet.lines(
        everything(house.store, asked),
        address=house.settings.public_url,
        notes=query.get("notes", "") == "yes",
    )
    # Whatever cannot be read at all is told before the answer begins.
    first = [part for part in (next(written, None), next(written, None)) if part is not None]
    name = f"diwan-decisions-{day_written(house.clock())}.csv"
    return StreamingResponse(
        _together(chain(first, written)),
        headers={"content-disposition": f'attachment; filename="{name}"'},
        media_type="text/csv; charset=utf-8",
    )


def _together(lines: Iterator[str], characters: int = 1 << 16) -> Iterator[str]:
    """The lines in pieces of a good size for the network."""
    held: list[str] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= characters:
            yield "".join(held)
            held, size = [], 0
    if held:
        yield "".join(held)
