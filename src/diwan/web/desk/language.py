"""Choosing the desk's language, on any of its pages."""

import re

from starlette.responses import RedirectResponse, Response

from diwan.errors import Unacceptable
from diwan.web.desk.paths import within_desk
from diwan.web.desk.preferring import COOKIE
from diwan.web.desk.visits import Visit
from diwan.words.languages import LANGUAGES

KEPT_S = 365 * 24 * 3600
SEE_OTHER = 303
_DOOR = re.compile(r"/desk/sign-in(?:/[A-Za-z0-9_-]{1,100})?", re.ASCII)
"""Where one may also be who has no session yet; a link that was not used is still good."""


def choose(visit: Visit) -> Response:
    """POST /desk/language: `language`, `back` (a page of the desk). Kept by the browser for a year; it is nobody's secret."""
    language = visit.form.get("language", "")
    if language not in LANGUAGES:
        raise Unacceptable("There are no words in this language. Choose one from the list.", field="language")
    back = visit.form.get("back", "")
    answer = RedirectResponse(back if _DOOR.fullmatch(back) else within_desk(back), SEE_OTHER)
    answer.set_cookie(COOKIE, language, max_age=KEPT_S, secure=True, httponly=True, samesite="lax")
    return answer
