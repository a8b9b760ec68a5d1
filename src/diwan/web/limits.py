"""How often one client may send something: the settings' limits, applied to a pseudonym of its address, across all processes of the server."""

from typing import NamedTuple

from starlette.requests import Request

from diwan.errors import TooMany
from diwan.settings import Settings
from diwan.tallies import Tallies
from diwan.web.metrics import Metrics
from diwan.web.protection import BUSY, Address, Proxies, Pseudonyms, RateLimit


def client_of(request: Request, proxies: Proxies) -> Address | None:
    """The address a request came from, as far as trusted proxies say. Neither to be stored nor to be logged."""
    peer = request.client.host if request.client else None
    return proxies.client(peer, request.headers.getlist("x-forwarded-for"))


class Client(NamedTuple):
    """Who was let past the limit: its pseudonym of the day, and by what it has been held up lately."""

    name: bytes
    stopped: int


class Limiter:
    """Submissions, reports and appeals count together; so does whatever else is asked to `admit`."""

    def __init__(self, settings: Settings, tallies: Tallies, metrics: Metrics) -> None:
        self._proxies = Proxies(settings.server.trusted_proxies)
        self._pseudonyms = Pseudonyms(tallies)
        self._limit = RateLimit(tallies, per_minute=settings.limits.per_minute, burst=settings.limits.burst)
        self._metrics = metrics

    def admit(self, request: Request) -> Client:
        """Count this request against its client. Raises TooMany, which says when to come back."""
        name = self._pseudonyms.of(client_of(request, self._proxies))
        taken = self._limit.take(name)
        if taken.wait:
            if taken.changed:
                self._metrics.stopped("rate")
            raise TooMany(
                f"That was quick. Please wait {taken.wait} seconds, then send it again; your words are still here.",
                retry_after_s=taken.wait,
            )
        if taken.changed:
            self._metrics.came_through("rate")
        return Client(name, taken.stopped)

    def is_asking_too_often(self, request: Request, purpose: str, limit: RateLimit) -> int:
        """The seconds to wait, or 0, under another limit than that on submissions, counted by itself."""
        return limit.wait(self._pseudonyms.of(client_of(request, self._proxies), purpose))

    def hold_up(self, client: Client) -> None:
        """An article asked this client to wait or to work."""
        if self._limit.mark(client.name, BUSY):
            self._metrics.stopped("busy")

    def let_through(self, client: Client) -> None:
        """It has done so, or need not any more."""
        if client.stopped & BUSY:
            self._limit.clear(client.name, BUSY)
            self._metrics.came_through("busy")
