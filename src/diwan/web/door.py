"""The door that submissions come in by, once their client's limit has let them: is the article busy, and what does the ticket say?

    idle rules      nothing is looked at: one comparison
    a calm article  it is counted; the ticket matters only where a site looks for haste
    a busy one      a ticket whose work was done, or that is old enough, lets in one comment; anybody else is told when to come back

Nobody is turned away for good, and nothing is lost: a refusal says how many seconds, and the same words under the same key are taken then.
What is odd about the manner goes with the comment to the moderators.
"""

from typing import Final

from starlette.requests import Request

from diwan import admission, tickets
from diwan.admission import Demand, Rules
from diwan.clock import SECOND, Clock, Milliseconds
from diwan.errors import Busy, StaleTicket
from diwan.manners import UNREMARKABLE, Manner, Oddity, UsedTicket
from diwan.sites import Site
from diwan.tallies import Seconds, Tallies, Tally
from diwan.tickets import BadTicket, Lapsed, Ticket
from diwan.web.limits import Client, Limiter
from diwan.web.metrics import Metrics

WINDOW_S: Final = 60.0
"""A minute's worth of comments may come at once before an article is busy."""


class Presented:
    """What a submission shows at the door. `number` is the answer to the ticket's work; `trap` what stood in the field that nobody sees."""

    __slots__ = ("number", "ticket", "trap")

    def __init__(self, *, ticket: str = "", number: int | None = None, trap: str = "") -> None:
        self.ticket = ticket
        self.number = number
        self.trap = trap


class Door:
    """One for each process; what it counts stands in the tallies, which they share."""

    def __init__(
        self, *, key: bytes, tallies: Tallies, clock: Clock, limiter: Limiter, metrics: Metrics
    ) -> None:
        self._key = key
        self._tallies = tallies
        self._clock = clock
        self._limiter = limiter
        self._metrics = metrics

    def enter(
        self, request: Request, site: Site, article: str, presented: Presented, *, from_form: bool
    ) -> Manner:
        """Let a submission in, or say when to come back. `from_form`: a browser's, which has had a form to fill in.

        Raises TooMany (the client's limit), Busy (wait, or work), StaleTicket (the same, and a new ticket is needed for it).
        """
        client = self._limiter.admit(request)
        rules = site.admission
        if rules.is_idle and not presented.trap:
            self._limiter.let_through(client)
            return UNREMARKABLE
        manner = self._manner(client, site, article, presented, from_form=from_form)
        self._limiter.let_through(client)
        for oddity in manner.oddities:
            self._metrics.referred(oddity)
        return manner

    def ticket(self, site: Site, article: str, *, with_work: bool) -> tuple[str, Ticket, Demand | None]:
        """A ticket for a form, with the work that is asked for at this moment, and what is asked."""
        asked = self._asked(site.admission, site.id, article)
        most = asked.most if asked is not None and with_work else 0
        spelled, ticket = tickets.issue(self._key, site=site.id, article=article, at=self._clock(), most=most)
        return spelled, ticket, asked

    def is_good(self, site: Site, article: str, ticket: str) -> bool:
        """Whether this ticket could still let somebody in: it may have been used since."""
        try:
            self._read(site, article, ticket, self._clock())
        except BadTicket:
            return False
        return True

    def _manner(
        self, client: Client, site: Site, article: str, presented: Presented, *, from_form: bool
    ) -> Manner:
        rules, at = site.admission, self._clock()
        oddities = [Oddity.TRAP] if presented.trap else []
        asked = self._asked(rules, site.id, article)
        ticket, has_lapsed = None, False
        if asked is not None or rules.dwell_seconds:
            try:
                ticket = self._read(site, article, presented.ticket, at)
            except Lapsed:
                has_lapsed = True
            except BadTicket:
                pass
        if asked is not None:
            self._check(client, asked, ticket, presented.number, at)
        # Every form has a ticket; who shows none has not had the form before him.
        dwelt = 0 if ticket is None else at - ticket.issued_at
        if from_form and not has_lapsed and dwelt < rules.dwell_seconds * SECOND:
            oddities.append(Oddity.HASTE)
        self._count(rules, site.id, article)
        used = None if ticket is None else UsedTicket(ticket.nonce, ticket.expires_at)
        return Manner(used, tuple(oddities))

    def _check(
        self, client: Client, asked: Demand, ticket: Ticket | None, number: int | None, at: Milliseconds
    ) -> None:
        if ticket is None:
            self._limiter.hold_up(client)
            raise StaleTicket(
                "Many are writing here at this moment, and this form is too old or was used. Get a new ticket, do its work or wait "
                f"{asked.wait_s} seconds, and send the same words with it.",
                retry_after_s=asked.wait_s,
            )
        if (
            0 < asked.most <= ticket.most
            and number is not None
            and tickets.is_solved(self._key, ticket, number)
        ):
            return
        left = ticket.issued_at + asked.wait_s * SECOND - at
        if left > 0:
            self._limiter.hold_up(client)
            seconds = -(-left // SECOND)
            raise Busy(
                f"Many are writing here at this moment. Please send the same words again in {seconds} seconds.",
                retry_after_s=seconds,
            )

    def _read(self, site: Site, article: str, ticket: str, at: Milliseconds) -> Ticket:
        return tickets.read(self._key, ticket, site=site.id, article=article, at=at)

    def _asked(self, rules: Rules, site: str, article: str) -> Demand | None:
        return admission.demand(rules, self._level(rules, site, article))

    def _level(self, rules: Rules, site: str, article: str) -> int:
        """How busy the article would be with one comment more."""
        if not rules.busy_per_minute:
            return 0
        ahead = 0.0

        def look(tally: Tally, now: Seconds) -> None:
            nonlocal ahead
            ahead = max(tally.number, now) + 60 / rules.busy_per_minute - WINDOW_S - now

        self._tallies.change(self._name(site, article), look)
        return admission.level(ahead - 1e-9)

    def _count(self, rules: Rules, site: str, article: str) -> None:
        if not rules.busy_per_minute:
            return

        def count(tally: Tally, now: Seconds) -> Tally:
            arrival = max(tally.number, now) + 60 / rules.busy_per_minute
            arrival = min(arrival, now + WINDOW_S + admission.MOST_DEBT_S)
            return Tally(arrival, arrival, 0)

        self._tallies.change(self._name(site, article), count)

    def _name(self, site: str, article: str) -> bytes:
        return self._tallies.name("article", f"{site}\n{article}".encode("utf-8", "surrogatepass"))
