"""`diwan backup` and `diwan restore`: everything in one file, and back. `docs/operating/backup-and-restore.md` explains."""

import argparse
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from diwan import bootstrap
from diwan.errors import CannotStart
from diwan.press import files
from diwan.settings import Settings
from diwan.storage import copying
from diwan.storage.engine import connect
from diwan.storage.migrate import upgrade

Load = Callable[[argparse.Namespace], Settings]


def add(commands: Any, *, load: Load, load_scoring: Load) -> None:
    backing = commands.add_parser("backup", help="copy everything into one file; the server may be running")
    backing.add_argument("file")
    backing.set_defaults(run=lambda asked: _back_up(load_scoring(asked), Path(asked.file)))
    restoring = commands.add_parser("restore", help="put a backup into an empty database and data folder")
    restoring.add_argument("file")
    restoring.set_defaults(run=lambda asked: _restore(asked, Path(asked.file), load, load_scoring))


def _back_up(loaded: Settings, path: Path) -> None:
    store = bootstrap.open_store(loaded)
    folder = loaded.data / "keys"
    # An installation that only scores has none: it signs nothing and gives no receipts.
    names = bootstrap.KEY_NAMES if bootstrap.is_founded(loaded) else ()
    keys = {name: (folder / name).read_bytes() for name in names}
    try:
        with store.connection() as connection:
            rows = copying.back_up(connection, keys, path)
    finally:
        store.close()
    print(f"{path} holds {rows} rows{' and the keys' if keys else ''}. Keep it as safe as the server itself.")


def _restore(asked: argparse.Namespace, path: Path, load: Load, load_scoring: Load) -> None:
    keys = copying.read_keys(path, bootstrap.KEY_NAMES)
    if not keys:
        _restore_scoring(load_scoring(asked), path)
        return
    loaded = load(asked)
    if bootstrap.is_founded(loaded) or (loaded.data / "keys").exists():
        raise CannotStart(
            f"The folder {loaded.data} belongs to an installation already. Restore into a new one."
        )
    bootstrap.make_folder(loaded.data / "keys")
    (loaded.data / "keys").chmod(0o700)
    for name, key in keys.items():
        files.replace(loaded.data / "keys" / name, key)
        (loaded.data / "keys" / name).chmod(0o600)
    try:
        engine = connect(loaded.database.url, loaded.data)
        upgrade(engine, founded=False)
        rows = copying.restore(engine, path, bootstrap.signing_key(loaded).verifier)
        engine.dispose()
    except BaseException:
        # Without its records the folder is nobody's installation: it must be free for another backup.
        shutil.rmtree(loaded.data / "keys")
        raise
    bootstrap.build(loaded).store.close()
    print(f"{rows} rows are restored and verified. The next `diwan serve` prints every thread anew.")


def _restore_scoring(loaded: Settings, path: Path) -> None:
    """Put back what an installation holds that only scores: there is nothing to verify and nothing to print."""
    if bootstrap.is_founded(loaded):
        raise CannotStart(f"The folder {loaded.data} belongs to a newsroom already. Restore into a new one.")
    bootstrap.make_folder(loaded.data)
    engine = connect(loaded.database.url, loaded.data)
    upgrade(engine, founded=False)
    rows = copying.restore(engine, path, None)
    engine.dispose()
    bootstrap.mark_scoring(loaded)
    print(f"{rows} rows are restored: scoring keys and suggestions.")
