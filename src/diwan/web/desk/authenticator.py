"""Setting an authenticator app up, and removing it.

The secret follows from a nonce that the form carries back, so that nothing is stored until the first code has shown that the app
has it.
"""

import re
import secrets
from urllib.parse import urlsplit

import segno
from markupsafe import Markup
from starlette.responses import Response

from diwan.factors import (
    NONCE_BYTES,
    Authenticator,
    authenticator_secret,
    matching_step,
    normal_code,
    provisioning_uri,
    secret_text,
)
from diwan.ports import Transaction
from diwan.web import sessions
from diwan.web.desk import security_log
from diwan.web.desk.access import back, settle, show_codes
from diwan.web.desk.pages import page
from diwan.web.desk.requirement import check_removal
from diwan.web.desk.visits import Visit

_NONCE = re.compile(rf"[0-9a-f]{{{2 * NONCE_BYTES}}}")


def set_up(visit: Visit) -> Response:
    """GET /desk/access/authenticator: a fresh secret, as a QR code and as text."""
    return _form(visit, secrets.token_bytes(NONCE_BYTES))


def confirm(visit: Visit) -> Response:
    """POST /desk/access/authenticator: `nonce`, and `code`, the first one that the app shows."""
    told = visit.form.get("nonce", "")
    if not _NONCE.fullmatch(told):
        return set_up(visit)
    nonce, moderator_id, at = bytes.fromhex(told), visit.moderator.id, visit.house.clock()
    secret = authenticator_secret(visit.house.secrets.receipts, moderator_id, nonce)
    step = matching_step(secret, normal_code(visit.form.get("code", "")), at, after=-1)
    if step is None:
        return _form(visit, nonce, status=422, trouble="wrong")

    def work(transaction: Transaction) -> tuple[str, ...]:
        transaction.next_position()
        earlier = transaction.authenticator(moderator_id)
        # The same form sent twice: the code was used, and stays used.
        last = max(step, earlier.last_step) if earlier and earlier.nonce == nonce else step
        transaction.keep_authenticator(Authenticator(moderator_id, nonce, last, at))
        return tuple(settle(visit, transaction))

    made = visit.house.store.write(work).result()
    security_log.changed("authenticator-added", moderator_id)
    return show_codes(visit, made) if made else back("app-added")


def ask_removal(visit: Visit) -> Response:
    """GET /desk/access/authenticator/removal"""
    return page("removal", visit.moderator, passkey=None)


def remove(visit: Visit) -> Response:
    """POST /desk/access/authenticator/removal"""
    moderator_id = visit.moderator.id

    def work(transaction: Transaction) -> None:
        transaction.next_position()
        if transaction.remove_authenticator(moderator_id):
            check_removal(visit, transaction)
            kept = sessions.hashed(sessions.presented(visit.request) or "")
            transaction.end_other_ways(moderator_id, kept)

    visit.house.store.write(work).result()
    security_log.changed("authenticator-removed", moderator_id)
    return back("app-removed")


def _form(visit: Visit, nonce: bytes, *, status: int = 200, trouble: str = "") -> Response:
    moderator = visit.moderator
    secret = authenticator_secret(visit.house.secrets.receipts, moderator.id, nonce)
    issuer = f"Diwan {urlsplit(visit.house.settings.public_url).hostname}"
    uri = provisioning_uri(secret, name=moderator.name, issuer=issuer)
    text = secret_text(secret)
    return page(
        "authenticator",
        moderator,
        status=status,
        nonce=nonce.hex(),
        picture=_picture(uri),
        uri=uri,
        secret=" ".join(text[at : at + 4] for at in range(0, len(text), 4)),
        trouble=trouble,
    )


def _picture(uri: str) -> Markup:
    """The address as a QR code: an SVG without style or script, black on white in every scheme, as cameras want it."""
    svg = segno.make(uri, error="m").svg_inline(border=4, dark="#000", light="#fff", omitsize=True)
    return Markup(svg)  # noqa: S704 - of segno's own making; the address is drawn and not written
