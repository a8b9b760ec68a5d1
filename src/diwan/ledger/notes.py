"""Signed checkpoints: C2SP signed-note (c2sp.org/signed-note) holding a C2SP tlog-checkpoint, signed with Ed25519.

A checkpoint is the promise "the first `size` entries of the ledger `origin` have this root". Any tool that knows
these two formats can read ours. We are stricter than they ask: the key is named like the ledger's origin, the text
has no extension lines, and base64 must be spelled the one canonical way.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from diwan.errors import DiwanError
from diwan.ledger.merkle import HASH_BYTES

ED25519 = b"\x01"
"""The signature type of signed-note for Ed25519 over the note's text."""
KEY_BYTES = 32
KEY_ID_BYTES = 4
SIGNATURE_BYTES = 64
MAX_SIGNATURES = 16
MAX_NOTE_CHARACTERS = 100_000
"""More than sixteen post-quantum signatures need; nothing longer is looked at."""

_DASH = "\u2014 "
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)
_KEY_ID = re.compile(r"[0-9a-f]{8}", re.ASCII)


class BadNote(DiwanError):
    """A note or verifier key cannot be read, or is not signed by the key that it must be signed by."""

    code = "bad-note"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The root (32 bytes) of the first `size` entries of the ledger named `origin`."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The text that is signed: three lines, each ended by a newline."""
        return f"{self.origin}\n{self.size}\n{_base64(self.root)}\n"


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A ledger's name and Ed25519 public key (32 bytes). `str()` gives the form that is handed to auditors."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        check_name(self.name)
        if len(self.public) != KEY_BYTES:
            raise BadNote(f"An Ed25519 public key has {KEY_BYTES} bytes, not {len(self.public)}.")

    @property
    def key_id(self) -> bytes:
        """The four bytes by which a signature line names its key."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:KEY_ID_BYTES]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{_base64(ED25519 + self.public)}"

    @classmethod
    def parse(cls, text: str) -> "VerifierKey":
        """The key in `name+hex key id+base64(type, public key)`. Raises BadNote, saying what is wrong."""
        # The base64 part may itself hold plus signs; the name cannot.
        parts = text.split("+", 2)
        if len(parts) != 3:
            raise BadNote("A verifier key is written name+id+key.")
        name, key_id, encoded = parts
        key = _unbase64(encoded, "the verifier key")
        if key[:1] != ED25519:
            raise BadNote("The verifier key is not for Ed25519 (signature type 1).")
        verifier = cls(name, key[1:])
        if not _KEY_ID.fullmatch(key_id) or bytes.fromhex(key_id) != verifier.key_id:
            raise BadNote(
                "The verifier key's id does not belong to its name and key: it was mistyped or changed."
            )
        return verifier


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A ledger's name and Ed25519 private key. Its `repr` does not show the key."""

    name: str
    private: Ed25519PrivateKey

    @classmethod
    def from_seed(cls, name: str, seed: bytes) -> "SigningKey":
        """The key made from a 32-byte secret seed (RFC 8032, section 5.1.5)."""
        return cls(name, Ed25519PrivateKey.from_private_bytes(seed))

    @property
    def verifier(self) -> VerifierKey:
        """What others need to check this key's signatures."""
        return VerifierKey(self.name, self.private.public_key().public_bytes_raw())


def check_name(name: str) -> str:
    """Return `name` if it can name a key and a ledger: not empty, no white space, plus sign or control character.

    Raises BadNote. signed-note asks for no Unicode spaces and no plus; control characters it bans everywhere.
    """
    if not name:
        raise BadNote("The ledger's name is empty; use a host name such as comments.example.org.")
    if any(c.isspace() or c == "+" or c < "\x20" or c == "\x7f" or "\ud800" <= c <= "\udfff" for c in name):
        raise BadNote("The ledger's name holds a space, a plus sign or a control character.")
    return name


def sign(checkpoint: Checkpoint, key: SigningKey) -> str:
    """The signed note. Raises BadNote if the checkpoint is not one that this key can speak for."""
    if key.name != checkpoint.origin:
        raise BadNote("The key is not named like the ledger it signs for.")
    if checkpoint.size < 0 or len(checkpoint.root) != HASH_BYTES:
        raise BadNote("A checkpoint has a size of at least 0 and a root of 32 bytes.")
    text = checkpoint.text()
    verifier = key.verifier
    signature = key.private.sign(text.encode())
    return f"{text}\n{_DASH}{verifier.name} {_base64(verifier.key_id + signature)}\n"


def open_checkpoint(note: str, verifier_key: VerifierKey) -> Checkpoint:
    """The checkpoint in a note, once `verifier_key` has been found to have signed it.

    Signatures by other keys (witnesses, an older key) are passed over, as signed-note demands. Raises BadNote if the
    note is malformed, lacks a signature by this key, or carries one that does not verify.
    """
    text, lines = _parts(note)
    signatures = [_signature(line) for line in lines]
    ours = [
        signature
        for name, key_id, signature in signatures
        if name == verifier_key.name and key_id == verifier_key.key_id
    ]
    if not ours:
        raise BadNote(f"The note is not signed by {verifier_key.name}.")
    public = Ed25519PublicKey.from_public_bytes(verifier_key.public)
    for signature in ours:
        try:
            public.verify(signature, text.encode())
        except InvalidSignature:
            raise BadNote(f"The signature of {verifier_key.name} does not fit the note's text.") from None
    checkpoint = _checkpoint(text)
    if checkpoint.origin != verifier_key.name:
        raise BadNote(f"The checkpoint is of another ledger than {verifier_key.name}.")
    return checkpoint


def _parts(note: str) -> tuple[str, list[str]]:
    """The signed text and the signature lines."""
    if len(note) > MAX_NOTE_CHARACTERS:
        raise BadNote("The note is too long.")
    if any((c < "\x20" and c != "\n") or "\ud800" <= c <= "\udfff" for c in note):
        raise BadNote("The note holds a control character or is not valid UTF-8.")
    text, blank, signatures = note.rpartition("\n\n")
    if not blank or not signatures.endswith("\n"):
        raise BadNote("A note is a text, an empty line, and signature lines, each ended by a newline.")
    lines = signatures[:-1].split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise BadNote(f"The note has over {MAX_SIGNATURES} signatures.")
    return text + "\n", lines


def _signature(line: str) -> tuple[str, bytes, bytes]:
    """A signature line as name, key id and signature."""
    name, space, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not space:
        raise BadNote("A signature line is an em dash, the key's name and the signature, with single spaces.")
    check_name(name)
    signature = _unbase64(encoded, "a signature")
    if len(signature) <= KEY_ID_BYTES:
        raise BadNote("A signature is too short.")
    return name, signature[:KEY_ID_BYTES], signature[KEY_ID_BYTES:]


def _checkpoint(text: str) -> Checkpoint:
    lines = text[:-1].split("\n")
    if len(lines) != 3:
        raise BadNote("A checkpoint has three lines: origin, size and root.")
    origin, size, encoded = lines
    check_name(origin)
    if not _SIZE.fullmatch(size):
        raise BadNote("The checkpoint's size is not a plain decimal number.")
    root = _unbase64(encoded, "the root")
    if len(root) != HASH_BYTES:
        raise BadNote(f"The checkpoint's root has {len(root)} bytes, not {HASH_BYTES}.")
    return Checkpoint(origin, int(size), root)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _unbase64(text: str, what: str) -> bytes:
    """Strictly the canonical spelling: standard alphabet, padded, no spare bits, nothing skipped."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise BadNote(f"The base64 of {what} cannot be read.") from None
    if _base64(data) != text:
        raise BadNote(f"The base64 of {what} is not spelled canonically.")
    return data
