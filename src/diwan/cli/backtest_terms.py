"""`diwan backtest --terms FILE`: a term list tried on the past, as an editor tries one at the desk.

No reader's words are printed: a comment is named by its id, and the card that shows it by its address.
"""

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import msgspec

from diwan import bootstrap
from diwan.screening.policy import Policies
from diwan.screening.retrying import Change, Counts, Lists, Retried, Side, retry
from diwan.screening.terms.lists import TermList
from diwan.settings import Settings
from diwan.storage.screened import screened
from diwan.storage.terms import DeskLists

_SAID = {
    Change.NEWLY: "newly found",
    Change.NO_LONGER: "no longer found",
    Change.OTHERWISE: "found under other guidelines",
}


def try_terms(asked: argparse.Namespace, loaded: Settings, policies: Policies) -> None:
    """Try the lists in the files `asked.terms` instead of those of the same names. Raises CannotStart for a list that is wrong."""
    tried = [bootstrap.term_list(Path(path)) for path in asked.terms]
    store = bootstrap.open_store(loaded)
    counts = Counts()
    try:
        desk = DeskLists(store)
        in_force = (*bootstrap.limits(loaded).term_lists, *desk.lists(desk.revision()))
        lists = _lists(in_force, tried)
        with store.connection() as connection:
            past = screened(
                connection, site=asked.site, since=asked.since, limit=asked.limit, with_words=True
            )
            for retried in retry(lists, policies, past, counts):
                if asked.all or retried.change is not None:
                    _tell(retried, f"{loaded.public_url}/desk/comments/", as_json=asked.json)
    finally:
        store.close()
    _totals(counts, as_json=asked.json)


def _lists(in_force: Sequence[TermList], tried: Sequence[TermList]) -> Lists:
    names = {each.name for each in tried}
    return Lists(
        [each for each in in_force if each.name in names],
        tried,
        [each for each in in_force if each.name not in names],
    )


def _tell(retried: Retried, cards: str, *, as_json: bool) -> None:
    past = retried.past
    if as_json:
        line = {
            "comment": past.comment_id,
            "site": past.site,
            "section": past.section,
            "card": cards + past.comment_id,
            "change": retried.change,
            "held": sorted(retried.held),
            "tried": sorted(retried.tried),
            "people": None
            if past.outcome is None
            else {"outcome": past.outcome, "guideline": past.guideline},
        }
        print(msgspec.json.encode(line).decode())
        return
    said = _SAID[retried.change] if retried.change else "nothing changes"
    people = f"{past.outcome}{f' under {past.guideline}' if past.guideline else ''}" if past.outcome else ""
    print(
        f"{past.comment_id}\t{said}\tpeople: {people or 'nobody decided'}\t"
        f"lists: {', '.join(sorted(retried.tried)) or 'nothing'}\t{cards}{past.comment_id}"
    )


def _totals(counts: Counts, *, as_json: bool) -> None:
    if as_json:
        sides = {
            name: {**asdict(side), "precision": side.precision}
            for name, side in (("held", counts.held), ("tried", counts.tried))
        }
        totals = {
            "comments": counts.comments,
            "wordless": counts.wordless,
            "changes": {change.value: counts.changes.get(change, 0) for change in Change},
            **sides,
        }
        print(msgspec.json.encode({"totals": totals}).decode())
        return
    print(f"{counts.comments} comments were screened; of {counts.wordless} the words are gone")
    for change, said in _SAID.items():
        print(f"  {said}: {counts.changes.get(change, 0)}")
    _tell_side("the lists as they hold", counts.held)
    _tell_side("the lists that were tried", counts.tried)


def _tell_side(which: str, side: Side) -> None:
    share = (
        "nobody decided on any" if side.precision is None else f"people rejected {100 * side.precision:.1f} %"
    )
    print(
        f"  {which}: found in {side.found}, {share} (under such a guideline {side.rejected}, under another "
        f"{side.rejected_otherwise}, approved {side.approved}, undecided {side.undecided}); "
        f"rejected by machine {side.by_machine}, wrongly {side.wrongly}"
    )
