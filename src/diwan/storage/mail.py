"""What the duty that sends mail, and readers' pages, read of it."""

from dataclasses import dataclass

from sqlalchemy import Connection, text

from diwan.clock import Milliseconds
from diwan.letters import EnterLink, Letter, Wants
from diwan.storage.rows import Row, enter_link_from

_SUBSCRIBED = "SELECT s.mark, s.mailbox, s.site, s.comment_id FROM subscriptions s WHERE s.id = :id"
_REQUESTED = "SELECT r.mark, r.mailbox, r.site, r.comment_id FROM mail_requests r WHERE r.id = :id"
_ENTERING = "SELECT l.mark, l.mailbox, l.site, '' FROM enter_links l WHERE l.id = :id"
_REPLY = (
    "SELECT p.comment_id FROM publications p JOIN printed n ON n.publication_id = p.id "
    "WHERE p.id = :id AND p.outcome = 'approved'"
)
_ASKED = "SELECT mark, mailbox, outcome, replies, daily FROM mail_requests WHERE comment_id = :id AND expires_at > :at"
_TOLD = (
    "SELECT mark, mailbox, outcome, replies, daily_at IS NOT NULL FROM subscriptions "
    "WHERE comment_id = :id AND expires_at > :at"
)


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a letter is for: a mailbox in its envelope, at a site, about a comment ("" for a link to sign in with)."""

    mark: bytes
    mailbox: bytes
    site: str
    comment_id: str


@dataclass(frozen=True, slots=True)
class Subscribed:
    """What a receipt tells of mail about its comment; `is_confirmed` once the mailbox's owner has said so."""

    mark: bytes
    mailbox: bytes
    wants: Wants
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class OutboxFigures:
    """How many letters lie in the outbox, and since when the oldest of those is due that should be gone."""

    letters: int
    due_since: Milliseconds | None
    mailboxes: int


class MailReader:
    """Reads in the connection's open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def is_due(self, at: Milliseconds) -> bool:
        """Whether something is to be sent now."""
        return self._one("SELECT 1 FROM outbox WHERE due_at <= :at LIMIT 1", at=at) is not None

    def addressee(self, letter: Letter) -> Addressee | None:
        """Whom it is for; None if he no longer wants it, or his mailbox is forgotten."""
        for sql in (_SUBSCRIBED, _REQUESTED, _ENTERING):
            if row := self._one(sql, id=letter.of):
                return Addressee(bytes(row[0]), bytes(row[1]), row[2], row[3])
        return None

    def printed_under(self, publication_id: str) -> str | None:
        """The comment that readers see under this very publication; None if it was taken out again."""
        row = self._one(_REPLY, id=publication_id)
        return row[0] if row else None

    def subscribed(self, comment_id: str, at: Milliseconds) -> Subscribed | None:
        """What is asked for or confirmed about a comment."""
        for sql, is_confirmed in ((_TOLD, True), (_ASKED, False)):
            if row := self._one(sql, id=comment_id, at=at):
                wants = Wants(bool(row[2]), bool(row[3]), bool(row[4]))
                return Subscribed(bytes(row[0]), bytes(row[1]), wants, is_confirmed)
        return None

    def has_request(self, request_id: str, at: Milliseconds) -> bool:
        """Whether the request can still be confirmed; looking does not."""
        sql = "SELECT 1 FROM mail_requests WHERE id = :id AND expires_at > :at"
        return self._one(sql, id=request_id, at=at) is not None

    def enter_link(self, link_id: str, at: Milliseconds) -> EnterLink | None:
        """The link, if it is still good; looking does not use it up."""
        sql = (
            "SELECT id, site, mark, mailbox, back, name, state, at, expires_at FROM enter_links "
            "WHERE id = :id AND expires_at > :at"
        )
        row = self._one(sql, id=link_id, at=at)
        return None if row is None else enter_link_from(row)

    def figures(self, at: Milliseconds) -> OutboxFigures:
        """Count. Costs a look at the outbox, which is short."""
        letters = self._one("SELECT count(*) FROM outbox")
        since = self._one("SELECT min(due_at) FROM outbox WHERE due_at <= :at", at=at)
        kept = self._one("SELECT count(DISTINCT mark) FROM subscriptions")
        return OutboxFigures(
            letters[0] if letters else 0, since[0] if since else None, kept[0] if kept else 0
        )

    def _one(self, sql: str, **values: object) -> Row | None:
        row = self._connection.execute(text(sql), values).first()
        return None if row is None else tuple(row)
