"""How often one client may ask for a mail. What one mailbox may get at most is a limit of its own, in the database (`letters.KNOCKS`)."""

from starlette.requests import Request

from diwan.errors import TooMany
from diwan.settings import Settings
from diwan.tallies import Tallies
from diwan.web.limits import client_of
from diwan.web.protection import Proxies, Pseudonyms, RateLimit

MINUTES_AN_HOUR = 60


class MailLimiter:
    """A client's hourly share may come at once, and is then spread over the hour."""

    def __init__(self, settings: Settings, tallies: Tallies) -> None:
        asks = settings.mail.asks_per_hour
        self._proxies = Proxies(settings.server.trusted_proxies)
        self._pseudonyms = Pseudonyms(tallies)
        self._limit = RateLimit(tallies, per_minute=asks / MINUTES_AN_HOUR, burst=asks)

    def admit(self, request: Request) -> None:
        """Count this request against its client. Raises TooMany, which says when to come back."""
        wait = self._limit.wait(self._pseudonyms.of(client_of(request, self._proxies), "mail"))
        if wait:
            raise TooMany(
                f"Mail was asked for very often from here. Please try again in {wait} seconds.",
                retry_after_s=wait,
                code="too-many-mails",
            )
