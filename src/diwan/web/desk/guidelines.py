"""The guidelines at the desk: everybody reads them, editors revise them."""

from typing import Any

from starlette.responses import RedirectResponse, Response

from diwan.desk.changes import changes
from diwan.errors import Malformed, Unacceptable, Unknown
from diwan.guidelines import LANGUAGES, MAX_TEXT_CHARACTERS, Guideline, Guidelines, text_key
from diwan.revising import OutOfDate, revise
from diwan.storage.guidelines import GuidelinesReader
from diwan.storage.people import PeopleReader
from diwan.web.desk.pages import page
from diwan.web.desk.roles import is_editor
from diwan.web.desk.visits import Visit

SEE_OTHER = 303


def current(visit: Visit) -> Response:
    """GET /desk/guidelines: those that hold, and the list of revisions."""
    with visit.house.store.connection() as connection:
        reader = GuidelinesReader(connection)
        return _revision(visit, reader, PeopleReader(connection), reader.current())


def revision(visit: Visit) -> Response:
    """GET /desk/guidelines/{revision}: `from`, an earlier revision, to be compared with; without it the one before."""
    with visit.house.store.connection() as connection:
        reader = GuidelinesReader(connection)
        asked = reader.revision(_number(visit.request.path_params["revision"]))
        if asked is None:
            raise Unknown("There is no such revision of the guidelines.")
        written = visit.request.query_params.get("from", "")
        return _revision(
            visit, reader, PeopleReader(connection), asked, earlier=_number(written) if written else None
        )


def _revision(
    visit: Visit,
    reader: GuidelinesReader,
    people: PeopleReader,
    asked: Guidelines,
    *,
    earlier: int | None = None,
) -> Response:
    before = reader.revision(asked.revision - 1 if earlier is None else earlier)
    if before is None and earlier is not None:
        raise Unknown("There is no such revision of the guidelines to compare with.")
    names = {moderator.id: moderator.name for moderator in people.moderators()}
    revisions = reader.revisions()
    return page(
        "guidelines",
        visit.moderator,
        asked=asked,
        before=before,
        changed=None if before is None else changes(before.texts, asked.texts),
        names=names,
        revisions=revisions,
        holds=revisions[0].revision == asked.revision,
        languages=LANGUAGES,
        key=text_key,
        is_editor=is_editor(visit),
    )


def form(visit: Visit) -> Response:
    """GET /desk/guidelines/new: the texts that hold, to be revised. For editors."""
    with visit.house.store.connection() as connection:
        held = GuidelinesReader(connection).current()
    return _form(visit, held.texts, held.revision)


def submit(visit: Visit) -> Response:
    """POST /desk/guidelines: `revision`, the one they were edited from, and a text for each key. For editors.

    Whatever is refused comes back in the form, with every word that was written.
    """
    number = visit.form.get("revision", "")
    if not number.isascii() or not number.isdigit() or len(number) > 9:
        raise Malformed(
            "The form does not say which revision it was edited from. Load it again.", field="revision"
        )
    keys = [text_key(guideline, language) for guideline in Guideline for language in LANGUAGES]
    texts = {key: visit.form.get(key, "").strip() for key in keys}
    house = visit.house
    with house.store.connection() as connection:
        edited = GuidelinesReader(connection).revision(int(number))
    try:
        if edited is not None and {key: text for key, text in texts.items() if text} == edited.texts:
            raise Unacceptable("Nothing was changed. Change a text, or leave the page.", field="revision")
        made = revise(
            house.store, house.clock, texts=texts, revision=int(number), by=visit.moderator.id
        ).result()
    except Unacceptable as refused:
        return _form(visit, texts, int(number), status=422, trouble=refused)
    except OutOfDate as refused:
        with house.store.connection() as connection:
            reader = GuidelinesReader(connection)
            now = reader.current()
            by = {each.id: each.name for each in PeopleReader(connection).moderators()}.get(now.by, now.by)
        theirs = changes(edited.texts if edited else {}, now.texts)
        return _form(visit, texts, now.revision, status=409, trouble=refused, theirs=theirs, by=by)
    return RedirectResponse(f"/desk/guidelines/{made.revision}", SEE_OTHER)


def _form(visit: Visit, texts: dict[str, str], number: int, *, status: int = 200, **more: Any) -> Response:
    return page(
        "guidelines_form",
        visit.moderator,
        status=status,
        texts=texts,
        revision=number,
        languages=LANGUAGES,
        key=text_key,
        most=MAX_TEXT_CHARACTERS,
        **{"trouble": None, "theirs": None, "by": "", **more},
    )


def _number(written: str) -> int:
    if not written.isascii() or not written.isdigit() or len(written) > 9:
        raise Unknown("There is no such revision of the guidelines.")
    return int(written)
