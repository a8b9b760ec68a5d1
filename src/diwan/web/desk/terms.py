"""The publisher's term lists at the desk: which there are, what they were, and what changed. For editors."""

from starlette.responses import Response

from diwan.desk.term_changes import term_changes
from diwan.errors import Unknown
from diwan.guidelines import LANGUAGES
from diwan.listing import read_list
from diwan.screening.rules.banned_terms import BannedTerms
from diwan.screening.terms.lines import as_lines
from diwan.screening.terms.lists import EVERY_LANGUAGE, TermList
from diwan.storage.people import PeopleReader
from diwan.storage.terms import TermsReader
from diwan.term_revisions import ANY, KINDS, TermRevision
from diwan.web.desk.pages import page
from diwan.web.desk.visits import Visit


def overview(visit: Visit) -> Response:
    """GET /desk/terms: every list, with what it holds; the lists of the settings; and the revisions, the latest first."""
    with visit.house.store.connection() as connection:
        reader = TermsReader(connection)
        held = {str(each.name): each for each in reader.all_as_of(reader.latest())}
        history = reader.history()
        names = {each.id: each.name for each in PeopleReader(connection).moderators()}
    return page(
        "terms",
        visit.moderator,
        held=held,
        sizes={name: sizes(each) for name, each in held.items()},
        languages=(*LANGUAGES, ANY),
        kinds=KINDS,
        files=[_shown(each) for each in visit.house.screener.files],
        built_in=visit.house.settings.screening.lexicons,
        history=history,
        names=names,
        deciding=deciding(visit),
    )


def file(visit: Visit) -> Response:
    """GET /desk/terms/files/{name}: a list of the settings, as it would be typed at the desk."""
    asked = visit.request.path_params["name"]
    found = [each for each in visit.house.screener.files if each.name == asked]
    if not found:
        raise Unknown("There is no such term list.")
    language = ANY if found[0].language == EVERY_LANGUAGE else found[0].language
    return page("term_file", visit.moderator, listed=found[0], language=language, lines=as_lines(found[0]))


def revision(visit: Visit) -> Response:
    """GET /desk/terms/revisions/{revision}: a list as it was, and what changed from the revision before."""
    number = visit.request.path_params["revision"]
    with visit.house.store.connection() as connection:
        reader = TermsReader(connection)
        asked = (
            reader.revision(int(number))
            if number.isascii() and number.isdigit() and len(number) < 10
            else None
        )
        if asked is None:
            raise Unknown("There is no such revision of a term list.")
        before = reader.revision(asked.follows)
        holds = reader.current(asked.name)
        names = {each.id: each.name for each in PeopleReader(connection).moderators()}
    return page(
        "term_revision",
        visit.moderator,
        asked=asked,
        holds=holds is not None and holds.revision == asked.revision,
        changed=term_changes(before.texts if before else {}, asked.texts),
        names=names,
    )


def deciding(visit: Visit) -> list[str]:
    """The names of the sites at which the policy lets banned terms reject, in one section at least."""
    house = visit.house
    return [
        site.name
        for site in house.sites.values()
        if (policy := house.policies.sites.get(site.id)) is not None
        and any(
            BannedTerms.name in each.deciders and each.reject
            for each in (policy.everywhere, *policy.sections.values())
        )
    ]


def sizes(revised: TermRevision) -> dict[str, int]:
    """How many terms a list has under each guideline; only those under which there are any."""
    counted: dict[str, int] = {}
    for entry in read_list(revised.name, revised.texts).terms.entries:
        counted[entry.guideline] = counted.get(entry.guideline, 0) + len(entry.terms)
    return counted


def _shown(listed: TermList) -> dict[str, object]:
    return {
        "name": listed.name,
        "language": ANY if listed.language == EVERY_LANGUAGE else listed.language,
        "kind": listed.kind,
        "size": listed.size,
    }
