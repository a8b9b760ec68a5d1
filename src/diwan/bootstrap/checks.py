"""What reads the texts here: the checks as the settings ask for them, with their term lists, the model and the adviser."""

import json
from pathlib import Path

from diwan.adviser.check import Adviser
from diwan.adviser.server import Server
from diwan.errors import CannotStart
from diwan.screening.checks import Limits
from diwan.screening.lexicons import built_in_lists
from diwan.screening.ready import shipped_model
from diwan.screening.terms.format import parse
from diwan.screening.terms.lists import TermList
from diwan.settings import Adviser as AdviserSettings, Settings
from diwan.storage.desk import DeskReader
from diwan.storage.store import Store
from diwan.text_files import decoded


def limits(settings: Settings) -> Limits:
    """What the settings set for the checks, term lists and model included. Raises CannotStart for a list or a model
    that is not as it must be."""
    screening = settings.screening
    lists = tuple(term_list(Path(path)) for path in screening.term_lists)
    names = [each.name for each in lists]
    for name in names:
        if names.count(name) > 1:
            raise CannotStart(
                f"Two term lists are called {name}, after their files. Rename one: findings name the list they come from."
            )
    return Limits(
        max_links=screening.max_links,
        term_lists=lists,
        lexicons=built_in_lists(screening.lexicons),
        publishers=tuple(site.name for site in settings.sites),
        model=shipped_model() if screening.model else None,
    )


def term_list(path: Path) -> TermList:
    """The term list in the file at `path`, called after it. Raises CannotStart, naming everything that is wrong."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise CannotStart(
            f"The term list {path} cannot be read ({error.strerror}). Correct term_lists in the settings."
        ) from None
    return parse(decoded(raw, path).replace("\r\n", "\n"), name=path.stem, file=str(path))


def advisers(asked: AdviserSettings, store: Store) -> tuple[Adviser, ...]:
    """The adviser, if one is set up. It is told the guidelines as they read when it is asked."""
    if not asked.url:
        return ()

    def wording() -> dict[str, str]:
        with store.connection() as connection:
            reader = DeskReader(connection)
            return dict(json.loads(reader.guideline_texts(reader.current_revision()) or "{}"))

    server = Server(asked.url, key=asked.key, timeout_s=asked.timeout_ms / 1000)
    return (Adviser(server.ask, model=asked.model, wording=wording, per_minute=asked.per_minute),)
