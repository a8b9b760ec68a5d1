"""What the desk and the receipts read: cards, and the decisions of a comment."""

from collections.abc import Sequence

from sqlalchemy import Connection

from diwan.comments import Comment, Words
from diwan.consultations import Asked, Consultation
from diwan.desk.cards import Card, Decided, PassedOn, Past
from diwan.readers import Badge
from diwan.screening import findings
from diwan.storage.appeals import AppealReader
from diwan.storage.motions import OF_COMMENTS as _MOTIONS, moved
from diwan.storage.questioning import Questioning
from diwan.storage.reports import reports_on
from diwan.storage.rereadings import RereadingReader
from diwan.storage.rows import Row, article_from, comment_from, decision_from

_COMMENTS = """
SELECT c.id, c.thread_id, c.site, t.article, c.parent_id, c.branch, c.ordinal, w.name, w.body, c.digest, c.position,
       c.at, c.parent_id, pw.name, pw.body, pr.publication_id, e.at,
       sg.reader_id, sg.badge
FROM comments c
JOIN threads t ON t.id = c.thread_id
LEFT JOIN words w ON w.comment_id = c.id
LEFT JOIN words pw ON pw.comment_id = c.parent_id
LEFT JOIN printed pr ON pr.comment_id = c.id
LEFT JOIN erasures e ON e.comment_id = c.id
LEFT JOIN signers sg ON sg.comment_id = c.id
WHERE c.id IN :ids
"""
_ARTICLES = """
SELECT t.id, t.site, t.article, a.revision, a.url, a.headline, a.section, a.language, a.closes_at, t.at,
       (SELECT k.closes_at FROM closings k WHERE k.thread_id = t.id ORDER BY k.position DESC LIMIT 1),
       substr(x.text, 1, :begins)
FROM threads t JOIN articles a ON a.thread_id = t.id
LEFT JOIN article_texts x ON x.thread_id = a.thread_id AND x.revision = a.revision
WHERE t.id IN (SELECT c.thread_id FROM comments c WHERE c.id IN :ids) AND NOT EXISTS (SELECT 1 FROM articles b WHERE b.thread_id = a.thread_id AND b.revision > a.revision)
"""
_DECISIONS = """
SELECT d.id, d.comment_id, d.digest, d.outcome, d.author_kind, d.author_name, d.author_version, d.revision,
       d.guideline, d.abuse_kind, d.note, d.supersedes, d.at, m.name
FROM decisions d LEFT JOIN moderators m ON m.id = d.author_name
WHERE d.comment_id IN :ids ORDER BY d.position
"""
_CONSULTATIONS = """
SELECT q.id, q.comment_id, q.digest, q.asked, q.by, q.note, q.at, m.name
FROM consultations q JOIN moderators m ON m.id = q.by
WHERE q.comment_id IN :ids ORDER BY q.position
"""
_SCREENINGS = "SELECT comment_id, findings FROM screenings WHERE comment_id IN :ids ORDER BY position"
CURRENT_TEXTS = "SELECT texts FROM guidelines ORDER BY revision DESC LIMIT 1"

BEGINS = 600
"""So many characters of an article's text come with a card: its first lines, and a little more for the eye that wants it."""
# Behind every ledger position there will ever be.
_FAR = 2**62


class DeskReader(Questioning):
    """Reads in the connection's open transaction. What `hidden_from`, a moderator, may still be asked to reread it shows blind."""

    def __init__(self, connection: Connection, *, hidden_from: str | None = None) -> None:
        super().__init__(connection)
        self._hidden_from = hidden_from

    def waiting(self, limit: int, *, after: int = -1) -> list[Card]:
        """The comments that wait for a decision, oldest first, from behind the ledger position `after`."""
        rows = self._all(
            "SELECT comment_id FROM waiting WHERE position > :after ORDER BY position LIMIT :limit",
            after=after,
            limit=limit,
        )
        return self.cards([row[0] for row in rows])

    def card(self, comment_id: str) -> Card | None:
        """One card; None if there is no such comment."""
        cards = self.cards([comment_id])
        return cards[0] if cards else None

    def cards(self, comment_ids: Sequence[str]) -> list[Card]:
        """The cards of these comments, in the order asked for."""
        if not comment_ids:
            return []
        ids = {"ids": list(comment_ids)}
        comments, about, decisions, screenings, consultations, motions = self._together(
            (_COMMENTS, ids),
            (_ARTICLES, {**ids, "begins": BEGINS}),
            (_DECISIONS, ids),
            (_SCREENINGS, ids),
            (_CONSULTATIONS, ids),
            (_MOTIONS, ids),
        )
        rows = {row[0]: row for row in comments}
        articles = {row[0]: (article_from(row[:11]), row[11] or "") for row in about}
        histories: dict[str, list[Past]] = {}
        for row in decisions:
            decision = decision_from(row)
            name = row[13] or f"{decision.author.name}@{decision.author.version}"
            histories.setdefault(row[1], []).append(Past(decision, name))
        seen = {row[0]: findings.decode(bytes(row[1])) for row in screenings}
        passed_on: dict[str, list[PassedOn]] = {}
        for row in consultations:
            asked = Consultation(row[0], row[1], bytes(row[2]), Asked(row[3]), row[4], row[5], row[6])
            passed_on.setdefault(row[1], []).append(PassedOn(asked, row[7]))
        moved_about = moved(motions)
        # An appeal, a report and a rereading are each about a decision: of what waits for its first there is nothing to ask.
        decided = list(histories)
        appeals = AppealReader(self._connection).of(decided)
        reported = reports_on(self._connection, decided)
        withheld = (
            RereadingReader(self._connection).withheld(decided, self._hidden_from)
            if self._hidden_from
            else frozenset[str]()
        )
        cards = [
            Card(
                comment=_comment(rows[i]),
                article=articles[rows[i][1]][0],
                article_begins=articles[rows[i][1]][1],
                parent_id=rows[i][4],
                parent=None if rows[i][13] is None else Words(rows[i][13], rows[i][14]),
                findings=seen.get(i),
                history=tuple(histories.get(i, ())),
                printed=rows[i][15] is not None,
                erased_at=rows[i][16],
                passed_on=tuple(passed_on.get(i, ())),
                appeals=appeals.get(i, ()),
                moved=tuple(moved_about.get(i, ())),
                reported=reported.get(i),
                is_signed=rows[i][17] is not None,
                badge=None if rows[i][18] is None else Badge(rows[i][18]),
            )
            for i in comment_ids
            if i in rows
        ]
        return [card.blind() if card.comment.id in withheld else card for card in cards]

    def decided(self, limit: int, *, before: int | None = None) -> list[Decided]:
        """The latest decisions, newest first, from before the ledger position `before`."""
        rows = self._all(
            "SELECT id, comment_id, position FROM decisions WHERE position < :before ORDER BY position DESC LIMIT :limit",
            before=_FAR if before is None else before,
            limit=limit,
        )
        cards = {card.comment.id: card for card in self.cards(list({row[1] for row in rows}))}
        return [
            Decided(row[2], past, cards[row[1]])
            for row in rows
            for past in cards[row[1]].history
            if past.decision.id == row[0]
        ]

    def current_revision(self) -> int:
        """The number of the guidelines' current revision."""
        [(revision,)] = self._all("SELECT coalesce(max(revision), 0) FROM guidelines")
        return int(revision)

    def current_texts(self) -> str | None:
        """The stored wording of the guidelines' current revision (JSON); None before the first one."""
        rows = self._all(CURRENT_TEXTS)
        return rows[0][0] if rows else None

    def guideline_texts(self, revision: int) -> str | None:
        """The stored wording of a revision of the guidelines (JSON); None if there is no such revision."""
        rows = self._all("SELECT texts FROM guidelines WHERE revision = :revision", revision=revision)
        return str(rows[0][0]) if rows else None


def _comment(row: Row) -> Comment:
    return comment_from(row[:12])
