"""How often one client may send comments: the settings' limits, applied to a pseudonym of its address."""

from starlette.requests import Request

from diwan.errors import TooMany
from diwan.settings import Settings
from diwan.web.protection import Address, Proxies, Pseudonyms, RateLimit


def client_of(request: Request, proxies: Proxies) -> Address | None:
    """The address a request came from, as far as trusted proxies say. Neither to be stored nor to be logged."""
    peer = request.client.host if request.client else None
    return proxies.client(peer, request.headers.getlist("x-forwarded-for"))


class Limiter:
    """One for each process."""

    def __init__(self, settings: Settings) -> None:
        self._proxies = Proxies(settings.server.trusted_proxies)
        self._pseudonyms = Pseudonyms()
        self._limit = RateLimit(per_minute=settings.limits.per_minute, burst=settings.limits.burst)

    def admit(self, request: Request) -> None:
        """Count this request against its client. Raises TooMany, which says when to come back."""
        wait = self._limit.wait(self._pseudonyms.of(client_of(request, self._proxies)))
        if wait:
            raise TooMany(
                f"That was quick. Please wait {wait} seconds, then send it again; your words are still here.",
                retry_after_s=wait,
            )
