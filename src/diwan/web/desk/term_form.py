"""Editing one term list: trying it on a text, trying it on the past, putting it into force. For editors.

Whatever becomes of what was typed, it comes back in the form, every line of it.
"""

from dataclasses import dataclass, field
from typing import Any, get_args

from starlette.responses import RedirectResponse, Response

from diwan import identifiers
from diwan.clock import DAY
from diwan.desk.term_changes import TermChange, term_changes
from diwan.errors import Malformed, Unacceptable
from diwan.guidelines import AbuseKind, Guideline
from diwan.listing import BadLines, check_list, read_list, revise_list
from diwan.revising import OutOfDate
from diwan.screening import retrying
from diwan.screening.findings import Span
from diwan.screening.normalise import normalise
from diwan.screening.terms.lists import Strength
from diwan.screening.terms.matcher import Hit
from diwan.screening.terms.vocabulary import Vocabulary
from diwan.storage import texts as stored_texts
from diwan.storage.people import PeopleReader
from diwan.storage.terms import TermsReader, trial
from diwan.term_revisions import ListName, named, tidied
from diwan.web.desk.marking import Piece, direction, pieces
from diwan.web.desk.pages import page
from diwan.web.desk.terms import deciding
from diwan.web.desk.visits import Visit

MOST_BYTES = 8 << 20
"""Of a form: the longest list in letters that take six bytes each where they are sent, and a text to try it on."""
MOST_TRIED = 20_000
"""Characters of the text that a list is tried on."""
MOST_PROBLEMS = 50
"""Told at once."""
CHOICES = (500, 2_000, 10_000)
"""Over so many of the latest comments a list is tried."""
SEE_OTHER = 303
EXAMPLES = (
    ("drat", "terms/how-word"),
    ("drat*", "terms/how-open"),
    ("drat+", "terms/how-stem"),
    ("oh drat it", "terms/how-phrase"),
    ("- drat street", "terms/how-exception"),
    ("# …", "terms/how-note"),
    ("drat | mild, racism", "terms/how-marks"),
)
"""How a line is written, with the key of what it means."""
MARKS = (*(each for each in get_args(Strength) if each != "strong"), *AbuseKind)


@dataclass(slots=True)
class _Shown:
    """What the form shows besides the lines."""

    status: int = 200
    trouble: Unacceptable | OutOfDate | None = None
    text: str = ""
    tried: list[Piece] | None = None
    hits: list[Hit] = field(default_factory=list)
    theirs: list[TermChange] | None = None
    by: str = ""


def form(visit: Visit) -> Response:
    """GET /desk/terms/{language}/{kind}: the list that holds, to be revised; with `trial`, as it was tried there."""
    name = _name(visit)
    with visit.house.store.connection() as connection:
        held = TermsReader(connection).current(name)
        asked = visit.request.query_params.get("trial", "")
        tried = trial(connection, asked, visit.house.clock()) if asked else None
    if tried is not None and tried.name == name:
        return _form(visit, name, tried.texts, tried.base, _Shown())
    return _form(visit, name, held.texts if held else {}, held.revision if held else 0, _Shown())


def submit(visit: Visit) -> Response:
    """POST /desk/terms/{language}/{kind}: `revision`, the one it was edited from (0: none), the lines by guideline, and `do`: `try` (on
    `text`), `trial` (on the latest `most` comments) or `save`.
    """
    name = _name(visit)
    base = visit.form.get("revision", "")
    if not base.isascii() or not base.isdigit() or len(base) > 9:
        raise Malformed(
            "The form does not say which revision it was edited from. Load it again.", field="revision"
        )
    written = {code.value: visit.form.get(code, "") for code in Guideline}
    shown = _Shown(text=visit.form.get("text", ""))
    act = {"try": _try, "trial": _begin_trial, "save": _save}.get(visit.form.get("do", "save"), _save)
    try:
        return act(visit, name, written, int(base), shown)
    except Unacceptable as refused:
        shown.status, shown.trouble = 422, refused
    except OutOfDate as refused:
        shown.status, shown.trouble = 409, refused
        with visit.house.store.connection() as connection:
            reader = TermsReader(connection)
            edited, now = reader.revision(int(base)), reader.current(name)
            by = {each.id: each.name for each in PeopleReader(connection).moderators()}
        theirs = now.texts if now else {}
        shown.theirs = term_changes(edited.texts if edited and edited.name == name else {}, theirs)
        shown.by = by.get(now.by, now.by) if now else ""
        base = str(now.revision if now else 0)
    return _form(visit, name, written, int(base), shown)


def _try(visit: Visit, name: ListName, written: dict[str, str], base: int, shown: _Shown) -> Response:
    """What the list as typed finds in the text. Lines that cannot be read are told beside it."""
    if len(shown.text) > MOST_TRIED:
        raise Unacceptable(f"The text is over {MOST_TRIED} characters. Try a part of it.", field="text")
    read = read_list(name, tidied(written))
    listed = Vocabulary([read.terms])
    shown.hits = listed.hits(normalise(shown.text, name.spoken), name.spoken)
    shown.tried = pieces(shown.text, [Span(hit.begin, hit.end) for hit in shown.hits])
    if read.problems:
        shown.trouble = BadLines(read.problems)
    return _form(visit, name, written, base, shown)


def _begin_trial(
    visit: Visit, name: ListName, written: dict[str, str], base: int, _shown: _Shown
) -> Response:
    kept = check_list(name, written)
    most = visit.form.get("most", "")
    chosen = int(most) if most in {str(choice) for choice in CHOICES} else CHOICES[0]
    house = visit.house
    at = house.clock()
    trial_id = identifiers.new(at)
    house.store.write(
        lambda transaction: transaction.keep_trial(
            trial_id,
            name=name,
            base=base,
            lines=stored_texts.dump(kept),
            by=visit.moderator.id,
            most=chosen,
            tally=retrying.encode(retrying.Counts()),
            until=at + DAY,
        )
    ).result()
    return RedirectResponse(f"/desk/terms/trials/{trial_id}", SEE_OTHER)


def _save(visit: Visit, name: ListName, written: dict[str, str], base: int, _shown: _Shown) -> Response:
    house = visit.house
    with house.store.connection() as connection:
        edited = TermsReader(connection).revision(base)
    if tidied(written) == (edited.texts if edited and edited.name == name else {}):
        raise Unacceptable("Nothing was changed. Change a line, or leave the page.")
    made = revise_list(
        house.store, house.clock, name=name, texts=written, base=base, by=visit.moderator.id
    ).result()
    return RedirectResponse(f"/desk/terms/revisions/{made.revision}", SEE_OTHER)


def _form(visit: Visit, name: ListName, written: dict[str, str], base: int, shown: _Shown) -> Response:
    problems: tuple[Any, ...] = shown.trouble.problems if isinstance(shown.trouble, BadLines) else ()
    return page(
        "term_form",
        visit.moderator,
        status=shown.status,
        name=name,
        texts=written,
        base=base,
        shown=shown,
        problems=problems[:MOST_PROBLEMS],
        more=max(0, len(problems) - MOST_PROBLEMS),
        wrong={problem.guideline for problem in problems},
        most_tried=MOST_TRIED,
        choices=CHOICES,
        examples=EXAMPLES,
        marks=MARKS,
        text_direction=direction(shown.text),
        deciding=deciding(visit),
    )


def _name(visit: Visit) -> ListName:
    return named(visit.request.path_params["language"], visit.request.path_params["kind"])
