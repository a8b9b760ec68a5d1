"""A moderator who has signed in, in a browser: what it holds is the cookie of a session, as if he had come by his link a while ago.

To come by the link takes three pages, as much as most tests do after that. That the way leads to the desk is proven where it is walked: by
the first test of `test_desk.py`, in `test_sign_in.py`, `test_second_factors.py` and `test_story.py`.
"""

from playwright.sync_api import BrowserContext

from diwan.bootstrap import House
from diwan.factors import Way
from diwan.moderators import Moderator
from diwan.web import sessions


def sign_in(context: BrowserContext, house: House, moderator: Moderator) -> None:
    """Until the context is closed, or the moderator signs out."""
    token = sessions.open_session(house, moderator.id, None, sessions.Entrance(Way.LINK))
    # Chromium keeps a `__Host-` cookie on http://127.0.0.1; Playwright wants to hear that it is a secure one.
    address = house.settings.public_url.replace("http:", "https:")
    context.add_cookies([{"name": sessions.COOKIE, "value": token, "url": address}])
