"""Publish: what is owed in threads is printed: files first, ledger second, pointers third."""

from collections.abc import Sequence
from dataclasses import dataclass

from diwan import former_sheets, print_run
from diwan.articles import Article, folder_name
from diwan.clock import SECOND, Clock
from diwan.editions.edition import Pressroom
from diwan.editions.sheets import Pointing
from diwan.ports import Press, Storage, View
from diwan.print_run import Run
from diwan.sites import Site
from diwan.stored import Owed
from diwan.threads import closing_time

PRINT_RUN = 500
"""At most so many new comments go into one print run, so that its ledger entry stays small."""
TOGETHER = 6
"""So many threads are printed together. They wait for the disk and for the database once, which costs more than composing them; but readers
see the first of them no sooner than the last."""


@dataclass(frozen=True, slots=True)
class _Composed:
    """A thread's print run before it is recorded. `version` is the ledger's size when it was composed, where nothing is to be recorded."""

    article: Article
    owed: Sequence[Owed]
    run: Run
    version: int


def publish(
    storage: Storage, press: Press, clock: Clock, room: Pressroom, sites: dict[str, Site], thread_id: str
) -> bool:
    """Print what is owed in a thread, as `publish_together` does. True if there may be more to print in it."""
    return bool(publish_together(storage, press, clock, room, sites, [thread_id]))


def publish_together(
    storage: Storage,
    press: Press,
    clock: Clock,
    room: Pressroom,
    sites: dict[str, Site],
    thread_ids: Sequence[str],
) -> list[str]:
    """Print what is owed in these threads. Returns those of them in which there may be more to print.

    1. Files: every new sheet of all of them is durable before anything speaks of it. If the process dies here, they lie unused.
    2. Ledger: publications, retractions and a Printed entry for each thread, in one transaction. If the process dies here, the records
       are ahead of the pointers, and what was owed is still noted as owed.
    3. Pointers: readers see the new editions, of one thread before another's. What was owed is settled last, of all threads at once;
       running all of it again changes nothing.

    What a site holds back is left as owed, and printed at a later look: approvals that are younger than its `hold_seconds`.
    A decision that is superseded between 1 and 2 makes its own thread's run start over, with its files of 1 discarded; the others go on.
    A thread that another process is printing is among those returned. Raises Unavailable.
    """
    with storage.printing(thread_ids) as ours:
        left = [thread_id for thread_id in thread_ids if thread_id not in ours]
        with storage.reading() as view:
            every = [_composed(view, clock, room, sites, thread_id) for thread_id in ours]
        runs = [each for each in every if each is not None]
        if not runs:
            return left
        press.keep(*(sheet for each in runs for sheet in each.run.edition.sheets))
        printed = []
        for each, version in zip(runs, _recorded(storage, clock, runs), strict=True):
            if version is None:
                addresses = [row.address for row in each.run.edition.rows]
                former_sheets.discard_unused(storage, press, addresses)
                left.append(each.article.thread_id)
            else:
                printed.append((each, version))
        press.point_all([_pointing(room, each, version) for each, version in printed])
        for each, _ in printed:
            # Asked of the records, not of `removed`: a run that died here is repeated, and finds nothing left to remove.
            shown = {comment.id for comment in each.run.edition.shown}
            if each.run.removed:
                room.forget()
            former_sheets.discard_words(storage, press, _changed(each.owed) - shown)
        settled = [owed.id for each, _ in printed for owed in each.owed]
        storage.write(lambda tx: tx.settle_printing(settled)).result()
        return left + [each.article.thread_id for each, _ in printed if len(each.owed) >= PRINT_RUN]


def _composed(
    view: View, clock: Clock, room: Pressroom, sites: dict[str, Site], thread_id: str
) -> _Composed | None:
    """A thread's new edition; None where nothing is owed, or the site is gone from the settings: its threads stay as they were
    last printed."""
    article = view.article_of_thread(thread_id)
    if article is None or article.site not in sites:
        return None
    site = sites[article.site]
    if site.hold_seconds:
        now = clock()
        view = view.holding_back(now - site.hold_seconds * SECOND, now=now)
    owed = view.owed(thread_id, PRINT_RUN)
    if not owed:
        return None
    changed = _changed(owed)
    edition = room.compose(
        view,
        article,
        changed,
        closes_at=closing_time(article, site.close_after_days),
        max_characters=site.max_characters,
    )
    # What is shown is neither rejected nor erased: in one moment all of it is true.
    hidden = changed - {comment.id for comment in edition.shown}
    removed = [p for p in view.printed_now(hidden) if p.rejected_by or p.erased_by]
    version = 0 if edition.rows else view.ledger_size()
    return _Composed(article, owed, Run(thread_id, edition, removed), version)


def _changed(owed: Sequence[Owed]) -> set[str]:
    return {each.comment_id for each in owed if each.comment_id is not None}


def _recorded(storage: Storage, clock: Clock, runs: Sequence[_Composed]) -> list[int | None]:
    """The ledger position of each run; None for one that must start over. Where only the heading changed, nothing is recorded."""
    new = [each.run for each in runs if each.run.edition.rows]
    positions = iter(storage.write(lambda tx: print_run.record(tx, clock(), new)).result() if new else ())
    return [next(positions) if each.run.edition.rows else each.version for each in runs]


def _pointing(room: Pressroom, composed: _Composed, version: int) -> Pointing:
    head, pointer = room.front(composed.run.edition, version)
    article = composed.article
    return Pointing(article.site, folder_name(article.key), head, pointer)
