"""What a job may do with mail inside the writer's transaction; the words of `ports.Transaction` say what each method means."""

from diwan.clock import DAY, Milliseconds
from diwan.letters import (
    KNOCKS,
    QUIET_FOR,
    TRIED_FOR,
    Claimed,
    EnterLink,
    Kind,
    Letter,
    MailRequest,
    Subscription,
    Wants,
)
from diwan.storage import schema
from diwan.storage.rows import enter_link_from
from diwan.storage.statements import Statements

MOST_IN_A_MAIL = 50
"""So many letters go out as one mail at most."""

_OWE = (
    "INSERT INTO outbox (belongs_to, cause, kind, mark, mail_id, attempts, due_at, gives_up_at) "
    "VALUES (?, ?, ?, ?, NULL, 0, ?, ?) ON CONFLICT (belongs_to, cause) DO NOTHING"
)
# Once a day: at the next full hour of that kind. As it happens: now, or when the quiet after the last mail is over. What is a reply, and
# what an outcome, the condition says.
_OWE_NEWS = (
    "INSERT INTO outbox (belongs_to, cause, kind, mark, mail_id, attempts, due_at, gives_up_at) "
    "SELECT s.id, CAST(? AS TEXT), CAST(? AS TEXT), s.mark, NULL, 0, d.due_at, d.due_at + ? FROM subscriptions s "
    "JOIN (SELECT id, CASE WHEN daily_at IS NULL THEN CASE WHEN quiet_until > ? THEN quiet_until ELSE ? END "
    f"ELSE ((? - daily_at) / {DAY} + 1) * {DAY} + daily_at END AS due_at FROM subscriptions) d ON d.id = s.id "
    "WHERE s.comment_id = ? AND s.{wanted} = 1 AND s.expires_at > ? ON CONFLICT (belongs_to, cause) DO NOTHING"
)
_REQUEST = "DELETE FROM mail_requests WHERE id = ? RETURNING id, comment_id, site, mark, mailbox, outcome, replies, daily, at, expires_at"
_LINK = "DELETE FROM enter_links WHERE id = ? RETURNING id, site, mark, mailbox, back, name, state, at, expires_at"
_DUE = "SELECT belongs_to, cause, mail_id, mark, kind FROM outbox WHERE due_at <= ? ORDER BY due_at, belongs_to, cause LIMIT 1"
_NEWS = tuple(kind.value for kind in (Kind.APPROVED, Kind.REJECTED, Kind.UPHELD, Kind.REPLY))
_TOGETHER = (
    "SELECT belongs_to, cause FROM outbox WHERE mark = ? AND due_at <= ? AND mail_id IS NULL "
    f"AND kind IN {_NEWS} ORDER BY due_at, belongs_to, cause LIMIT {MOST_IN_A_MAIL}"
)
_OF_MAIL = "SELECT kind, belongs_to, cause, attempts, gives_up_at FROM outbox WHERE mail_id = ? ORDER BY due_at, belongs_to, cause"


class MailStatements(Statements):
    """The part of a transaction that mail needs."""

    def may_be_written_to(self, mark: bytes, at: Milliseconds) -> bool:
        if self._one("SELECT 1 FROM mail_refusals WHERE mark = ? AND until > ?", mark, at):
            return False
        for length, most in KNOCKS:
            row = self._one("SELECT count(*) FROM mail_knocks WHERE mark = ? AND at > ?", mark, at - length)
            if row is not None and row[0] >= most:
                return False
        self._insert(schema.mail_knocks, mark=mark, at=at)
        return True

    def owe_letter(
        self, letter: Letter, mark: bytes, *, due_at: Milliseconds, gives_up_at: Milliseconds
    ) -> None:
        self._run(_OWE, letter.of, letter.cause, letter.kind.value, mark, due_at, gives_up_at)

    def owe_news(self, kind: Kind, comment_id: str, cause: str, at: Milliseconds) -> None:
        wanted = "replies" if kind is Kind.REPLY else "outcome"
        sql = _OWE_NEWS.replace("{wanted}", wanted)
        self._run(sql, cause, kind.value, TRIED_FOR, at, at, at, comment_id, at)

    # --- what readers ask for ---------------------------------------------------------------------------------

    def keep_mail_request(self, request: MailRequest) -> None:
        self._forget("mail_requests", "comment_id", request.comment_id)
        self._insert(
            schema.mail_requests,
            id=request.id,
            comment_id=request.comment_id,
            site=request.site,
            mark=request.mark,
            mailbox=request.mailbox,
            outcome=int(request.wants.outcome),
            replies=int(request.wants.replies),
            daily=int(request.wants.daily),
            at=request.at,
            expires_at=request.expires_at,
        )

    def mail_is_asked_for(self, comment_id: str) -> bytes | None:
        row = self._one("SELECT mark FROM mail_requests WHERE comment_id = ?", comment_id)
        return bytes(row[0]) if row else None

    def take_mail_request(self, request_id: str, at: Milliseconds) -> MailRequest | None:
        row = self._one(_REQUEST, request_id)
        if row is None:
            return None
        self.writes += 1
        self._run("DELETE FROM outbox WHERE belongs_to = ?", request_id)
        wants = Wants(bool(row[5]), bool(row[6]), bool(row[7]))
        request = MailRequest(row[0], row[1], row[2], bytes(row[3]), bytes(row[4]), wants, row[8], row[9])
        return request if request.expires_at > at else None

    def has_subscription(self, comment_id: str) -> bool:
        return bool(self._one("SELECT 1 FROM subscriptions WHERE comment_id = ?", comment_id))

    def keep_subscription(self, subscription: Subscription) -> None:
        self._insert(
            schema.subscriptions,
            id=subscription.id,
            comment_id=subscription.comment_id,
            site=subscription.site,
            mark=subscription.mark,
            mailbox=subscription.mailbox,
            outcome=int(subscription.outcome),
            replies=int(subscription.replies),
            daily_at=subscription.daily_at,
            quiet_until=0,
            at=subscription.at,
            expires_at=subscription.expires_at,
        )

    def end_subscription(self, comment_id: str) -> None:
        for table in ("mail_requests", "subscriptions"):
            self._forget(table, "comment_id", comment_id)

    def end_subscriptions(self, mark: bytes) -> None:
        for table in ("mail_requests", "subscriptions"):
            self._forget(table, "mark", mark)

    def refuse_mail(self, mark: bytes, until: Milliseconds) -> None:
        self._run("DELETE FROM mail_refusals WHERE mark = ?", mark)
        self._insert(schema.mail_refusals, mark=mark, until=until)

    def keep_enter_link(self, link: EnterLink) -> None:
        self._insert(
            schema.enter_links,
            id=link.id,
            site=link.site,
            mark=link.mark,
            mailbox=link.mailbox,
            back=link.back,
            name=link.name,
            state=link.state,
            at=link.at,
            expires_at=link.expires_at,
        )

    def take_enter_link(self, link_id: str, at: Milliseconds) -> EnterLink | None:
        row = self._one(_LINK, link_id)
        if row is None:
            return None
        self.writes += 1
        self._run("DELETE FROM outbox WHERE belongs_to = ?", link_id)
        link = enter_link_from(row)
        return link if link.expires_at > at else None

    # --- the outbox -------------------------------------------------------------------------------------------

    def claim_mail(
        self, at: Milliseconds, *, mail_id: str, waits: tuple[Milliseconds, ...]
    ) -> Claimed | None:
        """What is to be sent next, and from now on nobody else's until the time is over that belongs to its number of attempts.

        News to one mailbox that are due go together. Letters that were claimed together once stay together, so that a repeated mail
        is the same mail. Ask for the position first: until its lock is held, others may choose the same.
        """
        due = self._one(_DUE, at)
        if due is None:
            return None
        belongs_to, cause, known, mark, kind = due
        if known is None:
            together = self._all(_TOGETHER, mark, at) if kind in _NEWS else [(belongs_to, cause)]
            for each in together:
                self._run("UPDATE outbox SET mail_id = ? WHERE belongs_to = ? AND cause = ?", mail_id, *each)
        else:
            mail_id = known
        rows = self._all(_OF_MAIL, mail_id)
        attempts = 1 + max(row[3] for row in rows)
        again_at = at + waits[min(attempts, len(waits)) - 1]
        self._run("UPDATE outbox SET attempts = ?, due_at = ? WHERE mail_id = ?", attempts, again_at, mail_id)
        letters = tuple(Letter(Kind(row[0]), row[1], row[2]) for row in rows)
        return Claimed(mail_id, bytes(mark), letters, attempts, max(row[4] for row in rows))

    def put_back(self, claimed: Claimed, due_at: Milliseconds) -> None:
        """It was not this mail's fault: it is due again then, and the attempt does not count."""
        self._run(
            "UPDATE outbox SET attempts = ?, due_at = ? WHERE mail_id = ?",
            claimed.attempts - 1,
            due_at,
            claimed.mail_id,
        )

    def settle_mail(self, claimed: Claimed, *, sent_at: Milliseconds | None) -> None:
        """It is sent, or will never be. After news that were sent it is quiet for a while."""
        self._run("DELETE FROM outbox WHERE mail_id = ?", claimed.mail_id)
        if sent_at is not None:
            self._run(
                "UPDATE subscriptions SET quiet_until = ? WHERE mark = ?", sent_at + QUIET_FOR, claimed.mark
            )

    def forget_mailbox(self, claimed: Claimed) -> None:
        """What is kept of the mailbox that these letters are for, and what is asked for there."""
        self.end_subscriptions(claimed.mark)
        for letter in claimed.letters:
            for table in ("mail_requests", "enter_links"):
                self._forget(table, "id", letter.of)

    def forget_lapsed_mail(self, at: Milliseconds) -> None:
        """Remove what readers asked for and did not confirm in time, mailboxes after their term, and letters that are given up."""
        for table in ("mail_requests", "subscriptions", "enter_links"):
            self._run(
                f"DELETE FROM outbox WHERE belongs_to IN (SELECT id FROM {table} WHERE expires_at <= ?)", at
            )
            self._run(f"DELETE FROM {table} WHERE expires_at <= ?", at)
        self._run("DELETE FROM outbox WHERE gives_up_at <= ? AND due_at <= ?", at, at)
        self._run("DELETE FROM mail_refusals WHERE until <= ?", at)
        self._run("DELETE FROM mail_knocks WHERE at <= ?", at - max(length for length, _ in KNOCKS))

    def _forget(self, table: str, column: str, value: object) -> None:
        self._run(
            f"DELETE FROM outbox WHERE belongs_to IN (SELECT id FROM {table} WHERE {column} = ?)", value
        )
        self._run(f"DELETE FROM {table} WHERE {column} = ?", value)
