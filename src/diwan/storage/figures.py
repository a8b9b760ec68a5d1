"""The figures of the house, counted at one moment.

They are asked for every few seconds, by each Prometheus there is, and a newsroom's past is a million comments: what is only ever added to is counted
on from where the last look ended, by ledger positions. The first look of a process counts all of it.
"""

import threading
from collections import Counter

from sqlalchemy import Connection, text

from diwan.clock import Milliseconds
from diwan.figures import Decided, Figures
from diwan.storage.store import Store
from diwan.storage.view import View

SLICE = 5_000
"""So many of the printed comments are looked up at each look whether their approval stands behind them: the list is gone round again and again."""

_NOW = text("""
SELECT
  (SELECT count(*) FROM waiting),
  (SELECT min(c.at) FROM waiting w JOIN comments c ON c.id = w.comment_id
   WHERE w.position = (SELECT min(position) FROM waiting)),
  (SELECT coalesce(max(position), -1) FROM ledger_entries),
  (SELECT max(size) FROM checkpoints),
  (SELECT count(*) FROM unprinted),
  (SELECT count(*) FROM waiting w WHERE w.position > :screened
   AND NOT EXISTS (SELECT 1 FROM screenings s WHERE s.comment_id = w.comment_id))
""")
_ADDED = text("""
SELECT
  (SELECT count(*) FROM comments WHERE position > :after AND position <= :until),
  (SELECT count(*) FROM publications WHERE position > :after AND position <= :until),
  (SELECT count(*) FROM retractions WHERE position > :after AND position <= :until)
""")
_DECIDED = text("""
SELECT outcome, author_kind, coalesce(guideline, ''), count(*) FROM decisions
WHERE position > :after AND position <= :until GROUP BY 1, 2, 3
""")
_APPROVED = """
EXISTS (SELECT 1 FROM publications q JOIN decisions d ON d.id = q.decision_id AND d.comment_id = q.comment_id
  JOIN comments c ON c.id = q.comment_id AND c.digest = d.digest
  WHERE q.id = p.publication_id AND q.comment_id = p.comment_id AND d.outcome = 'approved')
"""
# Asked as a condition of each, PostgreSQL would first read every publication and every decision there is.
_SLICE = text("""
SELECT p.comment_id, c.id IS NOT NULL
FROM (SELECT comment_id, publication_id FROM printed WHERE comment_id > :after ORDER BY comment_id LIMIT :most) p
LEFT JOIN publications q ON q.id = p.publication_id AND q.comment_id = p.comment_id
LEFT JOIN decisions d ON d.id = q.decision_id AND d.comment_id = q.comment_id AND d.outcome = 'approved'
LEFT JOIN comments c ON c.id = d.comment_id AND c.digest = d.digest
ORDER BY p.comment_id
""")
_NEWEST = text(
    f"SELECT p.comment_id, {_APPROVED} FROM publications n JOIN printed p ON p.publication_id = n.id "  # noqa: S608 - the same
    "WHERE n.position > :after AND n.position <= :until"
)


class FiguresReader:
    """Remembers what it has counted. For any thread, one at a time; each process has its own."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._turn = threading.Lock()
        self._until = -1
        self._screened = -1
        self._submissions = 0
        self._printed = 0
        self._decided: Counter[tuple[str, str, str]] = Counter()
        self._round = ""
        self._unapproved: set[str] = set()

    def read(self, at: Milliseconds) -> Figures:
        """Count. Raises Unavailable."""
        with self._turn, self._store.connection() as connection:
            return self._read(connection, at)

    def _read(self, connection: Connection, at: Milliseconds) -> Figures:
        screened = View(connection).screened_up_to(self._screened)
        now = connection.execute(_NOW, {"screened": screened}).one()
        asked = {"after": self._until, "until": now[2]}
        added = connection.execute(_ADDED, asked).one()
        decided = connection.execute(_DECIDED, asked).all()
        self._look_up_printed(connection, asked)
        # From here on nothing can fail: what is counted is counted once.
        self._screened, self._until = screened, now[2]
        self._submissions += added[0]
        self._printed += added[1] - added[2]
        for *what, count in decided:
            self._decided[tuple(what)] += count
        return Figures(
            waiting=now[0],
            oldest_waiting_age_s=0.0 if now[1] is None else max(0, at - now[1]) / 1000,
            printed=self._printed,
            printed_without_decision=len(self._unapproved),
            submissions=self._submissions,
            ledger_size=now[2] + 1,
            checkpoint_size=now[3] or 0,
            unprinted=now[4],
            unscreened=now[5],
            decisions=tuple(Decided(*what, count) for what, count in sorted(self._decided.items())),
        )

    def _look_up_printed(self, connection: Connection, asked: dict[str, int]) -> None:
        """What was printed since the last look, and the next of the list."""
        looked = connection.execute(_SLICE, {"after": self._round, "most": SLICE}).all()
        ended = looked[-1][0] if len(looked) == SLICE else ""
        # Of this stretch of the list it is known anew; what is no longer printed is no longer wrong.
        within = {each for each in self._unapproved if each > self._round and (not ended or each <= ended)}
        newest = [] if self._until < 0 else connection.execute(_NEWEST, asked).all()
        wrong = {row[0] for row in (*looked, *newest) if not row[1]}
        self._unapproved = self._unapproved - within | wrong
        self._round = ended
