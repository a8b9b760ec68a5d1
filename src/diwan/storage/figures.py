"""The figures of the house, counted at one moment."""

from sqlalchemy import text

from diwan.clock import Milliseconds
from diwan.figures import Decided, Figures
from diwan.storage.store import Store

_COUNTS = """
SELECT
  (SELECT count(*) FROM waiting),
  (SELECT min(c.at) FROM waiting w JOIN comments c ON c.id = w.comment_id
   WHERE w.position = (SELECT min(position) FROM waiting)),
  (SELECT count(*) FROM printed),
  (SELECT count(*) FROM printed p WHERE NOT EXISTS (
     SELECT 1 FROM publications q JOIN decisions d ON d.id = q.decision_id AND d.comment_id = q.comment_id
     JOIN comments c ON c.id = q.comment_id AND c.digest = d.digest
     WHERE q.id = p.publication_id AND q.comment_id = p.comment_id AND d.outcome = 'approved')),
  (SELECT count(*) FROM comments),
  (SELECT max(position) FROM ledger_entries),
  (SELECT max(size) FROM checkpoints),
  (SELECT count(*) FROM unprinted),
  (SELECT count(*) FROM waiting w WHERE NOT EXISTS (SELECT 1 FROM screenings s WHERE s.comment_id = w.comment_id))
"""
_DECIDED = "SELECT outcome, author_kind, coalesce(guideline, ''), count(*) FROM decisions GROUP BY 1, 2, 3"


def read(store: Store, at: Milliseconds) -> Figures:
    """Count. Raises Unavailable."""
    with store.connection() as connection:
        row = connection.execute(text(_COUNTS)).one()
        decided = connection.execute(text(_DECIDED)).all()
    return Figures(
        waiting=row[0],
        oldest_waiting_age_s=0.0 if row[1] is None else max(0, at - row[1]) / 1000,
        printed=row[2],
        printed_without_decision=row[3],
        submissions=row[4],
        ledger_size=0 if row[5] is None else row[5] + 1,
        checkpoint_size=row[6] or 0,
        unprinted=row[7],
        unscreened=row[8],
        decisions=tuple(Decided(*line) for line in decided),
    )
