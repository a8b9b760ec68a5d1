"""The installation on disk: its folder and keys, the marks that tell a lost database from a new one, and the storage opened."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from diwan import receipts
from diwan.errors import CannotStart
from diwan.ledger.notes import BadNote, SigningKey, open_checkpoint
from diwan.press import files
from diwan.settings import Settings
from diwan.storage import schema
from diwan.storage.engine import connect
from diwan.storage.migrate import VANISHED, upgrade
from diwan.storage.store import Store

SEED_BYTES = 32
KEY_NAMES = ("ledger", "receipts")
"""The files in the data folder's `keys/`."""
DISK_ERROR_EXIT = 70
"""EX_SOFTWARE of sysexits.h: a supervisor sees that the process ended on purpose, and starts it anew."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """What only this installation knows. Kept in the data folder's `keys/`, readable by its owner alone."""

    ledger_key: SigningKey
    receipts: bytes


def open_store(settings: Settings) -> Store:
    """The storage alone, created or migrated where needed, for a command that does one thing. Raises CannotStart."""
    engine = connect(settings.database.url, settings.data)
    # A database that has held scoring keys, too, is a lost one if it is empty: they would all be refused.
    upgrade(engine, founded=is_founded(settings) or _scoring_mark(settings).exists())
    return Store(engine, on_disk_error=lambda: os._exit(DISK_ERROR_EXIT))


def open_scoring_store(settings: Settings) -> Store:
    """The storage of an installation that may never be founded, because it only scores. Raises CannotStart."""
    make_folder(settings.data)
    store = open_store(settings)
    mark_scoring(settings)
    return store


def mark_scoring(settings: Settings) -> None:
    """Note that the database is used for scoring: from then on an empty one is a lost one, founded or not."""
    if not _scoring_mark(settings).exists():
        files.replace(_scoring_mark(settings), b"The database holds scoring keys.\n")


def is_founded(settings: Settings) -> bool:
    """Whether this installation has had an instance before."""
    return _mark(settings).exists()


def mark_founded(settings: Settings, instance: str) -> None:
    """Note the instance beside the database: from then on an empty database is a lost one."""
    files.replace(_mark(settings), f"{instance}\n".encode())


def signing_key(settings: Settings) -> SigningKey:
    """The key that signs this ledger's checkpoints. Raises CannotStart if there is none."""
    return secrets_of(settings, founded_before=True).ledger_key


def _mark(settings: Settings) -> Path:
    return settings.data / "instance"


def _scoring_mark(settings: Settings) -> Path:
    return settings.data / "scoring"


def known_instance(settings: Settings, store: Store) -> str | None:
    """The instance in the database, None in a new one. Raises CannotStart if the folder's is another, or has vanished."""
    with store.connection() as connection:
        known: str | None = connection.execute(select(schema.instance.c.id)).scalar()
    if not is_founded(settings):
        return known
    if known is None:
        raise CannotStart(VANISHED)
    if _mark(settings).read_text().strip() != known:
        raise CannotStart(
            f"The database belongs to another installation than the folder {settings.data}. "
            "Correct [database] url or data in the settings."
        )
    return known


def check_key(store: Store, key: SigningKey) -> None:
    """The key must be the one under which the ledger was signed so far: another would make it look forged."""
    with store.reading() as view:
        last = view.last_checkpoint()
    if last is not None:
        try:
            open_checkpoint(last[1], key.verifier)
        except BadNote:
            raise CannotStart(
                f"The ledger was signed under another key or name than {key.name}. Put the file keys/ledger back "
                "from a backup, or correct `origin` in the settings."
            ) from None


def secrets_of(settings: Settings, *, founded_before: bool) -> Secrets:
    """The installation's keys, made if it was never founded before. Raises CannotStart for one that is missing or spoilt."""
    seed = _secret(settings.data / "keys" / "ledger", SEED_BYTES, founded_before=founded_before)
    receipt_secret = _secret(
        settings.data / "keys" / "receipts", receipts.SECRET_BYTES, founded_before=founded_before
    )
    return Secrets(SigningKey.from_seed(settings.origin, seed), receipt_secret)


def _secret(path: Path, size: int, *, founded_before: bool) -> bytes:
    if not path.exists():
        if founded_before:
            raise CannotStart(
                f"The key {path} is missing. Put it back from a backup: without it "
                "receipts cannot be opened and checkpoints cannot be signed."
            )
        make_folder(path.parent)
        path.parent.chmod(0o700)
        files.replace(path, (secrets.token_bytes(size).hex() + "\n").encode())
        path.chmod(0o600)
    try:
        secret = bytes.fromhex(path.read_text().strip())
    except (OSError, ValueError):
        secret = b""
    if len(secret) != size:
        raise CannotStart(
            f"The key {path} cannot be read as {size} bytes in hexadecimal. Put it back from a backup."
        )
    return secret


def make_folder(folder: Path) -> None:
    """Make a folder of the installation, if it is not there. Raises CannotStart."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotStart(
            f"The folder {folder} cannot be made ({error.strerror}). Correct `data` in the settings."
        ) from None
