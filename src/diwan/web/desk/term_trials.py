"""A term list tried on the past, page by page: each page reads a portion, says how far it has come, and asks for itself again.

So no page hangs, no script is needed, and whichever process answers goes on where the last one stopped. The counts of a portion are kept
only by whoever reads it first; a page that is closed leaves its trial where it is, until its day is over.
"""

from dataclasses import dataclass

from starlette.responses import Response

from diwan import identifiers
from diwan.bootstrap import House
from diwan.decisions import AuthorKind, Decision
from diwan.desk.cards import Card
from diwan.errors import Unknown
from diwan.listing import read_list
from diwan.screening import retrying
from diwan.screening.check import Context, read
from diwan.screening.findings import Span
from diwan.screening.retrying import Change, Counts, Lists
from diwan.screening.terms.lists import TermList
from diwan.screening.terms.vocabulary import Vocabulary
from diwan.storage.desk import DeskReader
from diwan.storage.screened import screened
from diwan.storage.terms import DeskLists, TermsReader, Trial, trial as stored_trial
from diwan.web.desk.marking import Piece, direction, excerpts
from diwan.web.desk.pages import page
from diwan.web.desk.sights import see
from diwan.web.desk.visits import Visit

PORTION = 200
"""Comments that one page reads."""
MOST_SHOWN = 100
"""Comments that differ, as they are shown at the end."""
NOTHING_LEFT = -1
"""Where a trial has come that is through."""


@dataclass(frozen=True, slots=True)
class _Differing:
    card: Card
    change: Change
    excerpts: list[list[Piece]]
    direction: str
    decided: Decision | None
    """What people decided last."""


def trial(visit: Visit) -> Response:
    """GET /desk/terms/trials/{trial_id}: read on, and say how far it has come; at the end, what it brought."""
    trial_id, house = visit.request.path_params["trial_id"], visit.house
    with house.store.connection() as connection:
        asked = (
            stored_trial(connection, trial_id, house.clock()) if identifiers.is_identifier(trial_id) else None
        )
    if asked is None:
        raise Unknown("This trial is over a day old, or never was. Begin it again from the list.")
    counts = retrying.decode(asked.tally)
    lists = _lists(visit, asked)
    came = asked.came
    if came != NOTHING_LEFT:
        came = _read_on(house, asked, lists, counts)
    through = came == NOTHING_LEFT
    return page(
        "term_trial",
        visit.moderator,
        asked=asked,
        counts=counts,
        through=through,
        differing=_differing(visit, lists, counts) if through else [],
        changes=list(Change),
        shown_most=MOST_SHOWN,
    )


def _lists(visit: Visit, asked: Trial) -> Lists:
    """The one list as it holds and as it is tried, and all the others as they hold."""
    house = visit.house
    with house.store.connection() as connection:
        reader = TermsReader(connection)
        held = reader.current(asked.name)
        latest = reader.latest()
    others: list[TermList] = [
        *house.screener.files,
        *(
            each
            for each in DeskLists(house.store).lists(latest)
            if not each.name.startswith(f"{asked.name}@")
        ),
    ]
    return Lists(
        [read_list(asked.name, held.texts if held else {}).terms],
        [read_list(asked.name, asked.texts).terms],
        others,
    )


def _read_on(house: House, asked: Trial, lists: Lists, counts: Counts) -> int:
    """Read a portion into the counts; where the trial has come by it."""
    limit = min(PORTION, asked.most - counts.comments)
    came, looked = asked.came, 0
    with house.store.connection() as connection:
        past = screened(connection, limit=limit, before=asked.came, with_words=True)
        seen = []
        for each in past:
            seen.append(each)
            came, looked = each.position, looked + 1
    for _ in retrying.retry(lists, house.policies, seen, counts):
        pass
    to = came if looked == limit and counts.comments < asked.most else NOTHING_LEFT
    tally = retrying.encode(counts)
    house.store.write(
        lambda transaction: transaction.advance_trial(asked.id, came=asked.came, to=to, tally=tally)
    ).result()
    return to


def _differing(visit: Visit, lists: Lists, counts: Counts) -> list[_Differing]:
    """The comments that differ, with the words in which one of the two lists finds something. Withdrawn meanwhile: left out."""
    both = Vocabulary([*lists.held, *lists.tried])
    shown = []
    listed = counts.listed[:MOST_SHOWN]
    # What people decided about them is shown: whoever knows it does not reread them.
    see(visit, [comment_id for comment_id, _ in listed])
    with visit.house.store.connection() as connection:
        cards = {card.comment.id: card for card in DeskReader(connection).cards([each for each, _ in listed])}
        for comment_id, change in listed:
            card = cards.get(comment_id)
            if card is None or card.comment.words is None:
                continue
            words = card.comment.words
            reading = read(words, Context(card.article.description.language))
            hits = both.hits(reading.body, reading.language.code)
            in_name = both.hits(reading.name, reading.language.code)
            found = [
                *excerpts(words.name, [Span(hit.begin, hit.end) for hit in in_name]),
                *excerpts(words.body, [Span(hit.begin, hit.end) for hit in hits]),
            ]
            by_people = [past for past in card.history if past.decision.author.kind is AuthorKind.MODERATOR]
            decided = by_people[-1].decision if by_people else None
            shown.append(_Differing(card, change, found, direction(words.body), decided))
    return shown
