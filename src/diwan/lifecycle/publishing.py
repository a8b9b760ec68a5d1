"""Publish: what is owed in a thread is printed: files first, ledger second, pointer third."""

from diwan import former_sheets, print_run
from diwan.articles import folder_name
from diwan.clock import SECOND, Clock
from diwan.editions.edition import Pressroom
from diwan.ports import Press, Storage
from diwan.sites import Site
from diwan.threads import closing_time

PRINT_RUN = 500
"""At most so many new comments go into one print run, so that its ledger entry stays small."""


def publish(
    storage: Storage, press: Press, clock: Clock, room: Pressroom, sites: dict[str, Site], thread_id: str
) -> bool:
    """Print what is owed in a thread. True if there may be more to print in it.

    1. Files: every new sheet is durable before anything speaks of it. If the process dies here, they lie unused.
    2. Ledger: publications, retractions and the Printed entry, in one transaction. If the process dies here, the records
       are ahead of the pointer, and what was owed is still noted as owed.
    3. Pointer: readers see the new edition. What was owed is settled last; running all of it again changes nothing.

    What a site holds back is left as owed, and printed at a later look: approvals that are younger than its `hold_seconds`.
    A decision that is superseded between 1 and 2 makes the run start over, with the files of 1 discarded.
    Raises Unavailable.
    """
    with storage.printing(thread_id):
        with storage.reading() as view:
            article = view.article_of_thread(thread_id)
            if article is None or article.site not in sites:
                # A site that is gone from the settings keeps its threads as they were last printed.
                return False
            site = sites[article.site]
            if site.hold_seconds:
                view = view.holding_back(clock() - site.hold_seconds * SECOND)  # noqa: PLW2901 - the same moment
            owed = view.owed(thread_id, PRINT_RUN)
            if not owed:
                return False
            changed = {o.comment_id for o in owed if o.comment_id is not None}
            edition = room.compose(
                view,
                article,
                changed,
                closes_at=closing_time(article, site.close_after_days),
                max_characters=site.max_characters,
            )
            removed = [p for p in view.printed_now(changed) if p.rejected_by or p.erased_by]
            version = view.ledger_size()
        for sheet in edition.sheets:
            press.keep(sheet)
        if edition.rows:
            recorded = storage.write(
                lambda tx: print_run.record(tx, clock(), thread_id, edition, removed)
            ).result()
            if recorded is None:
                former_sheets.discard_unused(storage, press, [row.address for row in edition.rows])
                return True
            version = recorded
        head, pointer = room.front(edition, version)
        press.point(article.site, folder_name(article.key), head, pointer)
        # Asked of the records, not of `removed`: a run that died here is repeated, and finds nothing left to remove.
        former_sheets.discard_words(storage, press, changed - {comment.id for comment in edition.shown})
        storage.write(lambda tx: tx.settle_printing([o.id for o in owed])).result()
        return len(owed) >= PRINT_RUN
