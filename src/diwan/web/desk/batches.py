"""Batches at the desk: choosing, looking at what was chosen, reading a sample, deciding all, following it, undoing it."""

import secrets
from typing import Any

from starlette.responses import RedirectResponse, Response

from diwan import batching, identifiers
from diwan.batches import HANDFUL, MOST, SAMPLE, SURENESS_MISSES, sample
from diwan.decisions import Author, AuthorKind, Outcome
from diwan.desk.selections import BANDED, Band, Candidate, OfBatch, Selection, range_of, written
from diwan.errors import Conflict, Malformed, Unacceptable, Unknown
from diwan.storage.batches import BatchReader, Course
from diwan.storage.desk import DeskReader
from diwan.web.desk.choosing import address, read_before, read_key, read_lane, read_selection
from diwan.web.desk.pages import page
from diwan.web.desk.showing import show
from diwan.web.desk.verdicts import read_outcome
from diwan.web.desk.visits import Visit
from diwan.web.desk.wording import current_wording

SEE_OTHER = 303
LISTED = 50
LATEST = 20


def batches(visit: Visit) -> Response:
    """GET /desk/batches: `lane`, `site`: how the scores are spread, to choose a band; and the latest batches."""
    query, sites = visit.request.query_params, visit.house.sites
    lane = read_lane(query)
    site = query.get("site", "")
    if site and site not in sites:
        raise Unacceptable("There is no such site here. Choose one from the list.", field="site")
    with visit.house.store.connection() as connection:
        reader = BatchReader(connection)
        bins, latest = reader.histogram(lane, site), reader.latest(LATEST)
    low, high = range_of(lane)
    return page(
        "batches",
        visit.moderator,
        lane=lane,
        lanes=BANDED,
        site=site,
        sites=sites,
        bins=bins,
        low=low,
        high=high,
        latest=latest,
    )


def preview(visit: Visit) -> Response:
    """GET /desk/batches/new: a selection (`choosing.read_selection`). What would be decided, what is left out, and the sample."""
    selection = read_selection(visit.request.query_params, visit.house.sites)
    if selection is None:
        return RedirectResponse("/desk/batches", SEE_OTHER)
    with visit.house.store.reading() as view:
        before = view.ledger_size()
    return _preview(visit, selection, before=before, seed=secrets.token_hex(8), key="", read=frozenset())


def _preview(
    visit: Visit,
    selection: Selection,
    *,
    before: int,
    seed: str,
    key: str,
    read: frozenset[str],
    refused: Unacceptable | None = None,
) -> Response:
    with visit.house.store.connection() as connection:
        found = _found(visit, BatchReader(connection), selection, before)
        free = [each for each in found if each.is_free]
        drawn = sample(seed, [each.comment_id for each in free])
        desk = DeskReader(connection, hidden_from=visit.moderator.id)
        listed = desk.cards([each.comment_id for each in free[:LISTED]])
        cards = desk.cards(drawn)
        wording = current_wording(desk)
    return page(
        "batch_new",
        visit.moderator,
        status=422 if refused else 200,
        refused=refused,
        selection=selection,
        band=selection if isinstance(selection, Band) else None,
        query=address(selection),
        before=before,
        seed=seed,
        key=key or identifiers.new(visit.house.clock()),
        read=read,
        count=len(free),
        most=MOST,
        reached_most=len(found) >= MOST,
        criticism=sum(each.criticism for each in free),
        passed_on=sum(each.passed_on for each in found),
        held=sum(each.held_by is not None and not each.passed_on for each in found),
        held_by=sorted({each.held_by for each in found if each.held_by}),
        handful=HANDFUL,
        misses=SURENESS_MISSES if len(drawn) == SAMPLE else None,
        sample=[show(card, visit.house.sites) for card in cards],
        listed=listed,
        guidelines=wording,
    )


def start(visit: Visit) -> Response:
    """POST /desk/batches: the selection, `before`, `seed`, `batch`, `outcome`, and `read-ID` for each comment of the sample."""
    form = visit.form
    selection = read_selection(form, visit.house.sites)
    if selection is None:
        raise Malformed("The form chooses nothing. Begin at the batches.", field="lane")
    before, key, seed = read_before(form), read_key(form), form.get("seed", "")
    outcome, guideline, abuse_kind = read_outcome(form)
    with visit.house.store.connection() as connection:
        reader = BatchReader(connection)
        if reader.course(key) is not None:
            # Sent twice: it is under way already.
            return RedirectResponse(f"/desk/batches/{key}", SEE_OTHER)
        found = _found(visit, reader, selection, before)
    free = [each for each in found if each.is_free]
    drawn = sample(seed, [each.comment_id for each in free])
    read = frozenset(name[5:] for name in form if name.startswith("read-"))
    try:
        unread = sum(each not in read for each in drawn)
        if unread and len(free) > HANDFUL:
            raise Unacceptable(
                f"Read the sample first, and tick what you have read: {unread} of {len(drawn)} are left. "
                "Where one was decided meanwhile, another one has taken its place.",
                field="sample",
            )
        chosen = [each for each in free if outcome is Outcome.APPROVED or not each.criticism]
        batching.start(
            visit.house.store,
            visit.house.clock,
            Author(AuthorKind.MODERATOR, visit.moderator.id),
            batch_id=key,
            outcome=outcome,
            guideline=guideline,
            abuse_kind=abuse_kind,
            selection=written(selection),
            members=[(each.comment_id, each.digest, each.supersedes) for each in chosen],
        ).result()
    except Unacceptable as refused:
        return _preview(visit, selection, before=before, seed=seed, key=key, read=read, refused=refused)
    visit.house.duties.batch_soon()
    return RedirectResponse(f"/desk/batches/{key}", SEE_OTHER)


def batch(visit: Visit) -> Response:
    """GET /desk/batches/{id}: how far it is, what was left out and why, and the way to undo it."""
    with visit.house.store.connection() as connection:
        reader = BatchReader(connection)
        course = _course(visit, reader)
        standing = [] if course.undone_by else _found(visit, reader, OfBatch(course.batch.id), 0)
        wording = current_wording(DeskReader(connection))
    return page(
        "batch",
        visit.moderator,
        course=course,
        standing=len(standing),
        key=identifiers.new(visit.house.clock()),
        guidelines=wording,
        now=visit.house.clock(),
    )


def undo(visit: Visit) -> Response:
    """POST /desk/batches/{id}/undo: `batch` (the new one's id), `outcome`. Supersedes what the batch decided, where it is still in force."""
    key = read_key(visit.form)
    outcome, guideline, abuse_kind = read_outcome(visit.form)
    with visit.house.store.connection() as connection:
        reader = BatchReader(connection)
        course = _course(visit, reader)
        if reader.course(key) is not None:
            return RedirectResponse(f"/desk/batches/{key}", SEE_OTHER)
        found = _found(visit, reader, OfBatch(course.batch.id), 0)
    if outcome is course.batch.outcome:
        raise Conflict("This is what the batch has decided already. Choose the other outcome to undo it.")
    batching.start(
        visit.house.store,
        visit.house.clock,
        Author(AuthorKind.MODERATOR, visit.moderator.id),
        batch_id=key,
        outcome=outcome,
        guideline=guideline,
        abuse_kind=abuse_kind,
        selection=written(OfBatch(course.batch.id)),
        members=[(each.comment_id, each.digest, each.supersedes) for each in found],
        undoes=course.batch.id,
    ).result()
    visit.house.duties.batch_soon()
    return RedirectResponse(f"/desk/batches/{key}", SEE_OTHER)


def _found(visit: Visit, reader: BatchReader, selection: Selection, before: int) -> list[Candidate]:
    return reader.found(selection, before=before, moderator_id=visit.moderator.id, at=visit.house.clock())


def _course(visit: Visit, reader: BatchReader) -> Course:
    asked: Any = visit.request.path_params["batch_id"]
    course = reader.course(asked) if identifiers.is_identifier(asked) else None
    if course is None:
        raise Unknown("There is no such batch. Check that you have the whole address.")
    return course
