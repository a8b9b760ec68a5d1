"""What a receipt tells of a rejection beside its guideline: what article 17 of the Digital Services Act asks for."""

from dataclasses import dataclass

from sqlalchemy import Connection, text

from diwan.bootstrap import House
from diwan.decisions import AuthorKind, Decision
from diwan.retention import BY
from diwan.storage import rejections


@dataclass(frozen=True, slots=True)
class ReasonsTold:
    """`facts` are keys of the reader's words, in order; `contact` and `out_of_court` are the publisher's own lines, "" if none."""

    facts: tuple[str, ...]
    contact: str
    out_of_court: str


def told(connection: Connection, house: House, rejection: Decision) -> ReasonsTold | None:
    """What there is to tell of this rejection; None if it is none."""
    sites = {site.id: site for site in house.settings.sites}
    found = rejections.rejection(connection, sites, rejection.id)
    if found is None:
        return None
    marked = found.marked or found.author.kind is not AuthorKind.MODERATOR
    facts = [
        "reasons-taken-out" if found.was_printed else "reasons-what",
        "reasons-ground",
        "reasons-reported" if found.reported else "reasons-own",
        "reasons-marked" if marked else "reasons-unmarked",
    ]
    if found.in_batch:
        facts.append("reasons-together")
    statements = house.settings.statements
    return ReasonsTold(tuple(facts), statements.contact, statements.out_of_court)


def is_lapsed(connection: Connection, comment_id: str) -> bool:
    """Whether the comment's words were erased because their term was over, and not on its author's wish."""
    row = connection.execute(
        text("SELECT by FROM erasures WHERE comment_id = :id"), {"id": comment_id}
    ).one_or_none()
    return row is not None and row[0] == BY
