"""Envelopes: how mailboxes lie in the database, and how links in mail are made.

A mailbox is stored encrypted (AES-256-GCM, a random nonce in front), and beside it its **mark**, a keyed hash that is equal for equal
mailboxes at one site. Both keys come from this installation's secret (HMAC-SHA256 as a key derivation), so that a copy of the database
alone tells no mailbox, nor whether a guessed one is in it, and two sites cannot be compared.

A link's token is a name and a keyed hash of purpose, site and name: nothing has to be stored to know it for genuine, and from the
database none can be made. Single use is a question of the row that it names, which is gone afterwards.
"""

import hashlib
import hmac
import secrets
from enum import StrEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from diwan.errors import Unknown
from diwan.mailboxes import folded

MARK_BYTES = 16
NONCE_BYTES = 12
_NAME_DIGITS = 32
_TAG_DIGITS = 32
EVERYWHERE = "*"
"""In a site's place: the mark by which a mailbox is protected, whatever site is asked. No site can be called that."""


class Purpose(StrEnum):
    """What a link in a mail is for. The values go into the tokens of mail that was sent and must never change."""

    CONFIRM = "confirm"
    STOP = "stop"
    REFUSE = "refuse"
    ENTER = "enter"
    HAND = "hand"
    """Not mailed: it takes a session from Diwan's page to the widget on the paper's."""


class Envelopes:
    """Closes and opens envelopes, makes and reads tokens, under one installation's secret."""

    def __init__(self, secret: bytes) -> None:
        def key(use: str) -> bytes:
            return hmac.digest(secret, b"diwan mail v1\n" + use.encode(), hashlib.sha256)

        self._cipher = AESGCM(key("mailboxes"))
        self._marks = key("marks")
        self._tokens = key("tokens")
        self._subjects = key("subjects")

    def mark(self, site: str, mailbox: str) -> bytes:
        """MARK_BYTES: the same for all spellings of one mailbox at one site."""
        named = f"{site}\n{folded(mailbox)}".encode()
        return hmac.digest(self._marks, named, hashlib.sha256)[:MARK_BYTES]

    def subject(self, site: str, mailbox: str) -> str:
        """Who signs in by this mailbox, for the record of a reader: 64 hexadecimal digits, from which nobody can write to him.

        It is of the whole mailbox, case apart: somebody else may have what `folded` takes for the same.
        """
        named = f"{site}\n{mailbox.lower()}".encode()
        return hmac.digest(self._subjects, named, hashlib.sha256).hex()

    def close(self, mark: bytes, mailbox: str) -> bytes:
        """The mailbox, encrypted and bound to its mark."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, mailbox.encode(), mark)

    def open(self, mark: bytes, closed: bytes) -> str | None:
        """The mailbox; None if it was closed under another secret or mark."""
        try:
            opened: bytes = self._cipher.decrypt(closed[:NONCE_BYTES], closed[NONCE_BYTES:], mark)
        except (InvalidTag, ValueError):
            return None
        return opened.decode()

    def token(self, purpose: Purpose, site: str, name: str) -> str:
        """The last part of a link: `name`, 32 hexadecimal digits, and its keyed hash."""
        named = f"{purpose.value}\n{site}\n{name}".encode("utf-8", "replace")
        return name + hmac.digest(self._tokens, named, hashlib.sha256).hex()[:_TAG_DIGITS]

    def name_in(self, purpose: Purpose, site: str, presented: str) -> str:
        """The name in a genuine token. Raises Unknown otherwise, in constant time."""
        name = presented[:_NAME_DIGITS]
        genuine = self.token(purpose, site, name).encode("utf-8", "replace")
        if not hmac.compare_digest(genuine, presented.encode("utf-8", "replace")):
            raise Unknown(
                "There is no such link. Check that you have the whole address.", code="unknown-link"
            )
        return name
