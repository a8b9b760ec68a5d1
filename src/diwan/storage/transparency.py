"""What the public account of a site is made from: the sums of its days, the guidelines' revisions, the last checkpoint."""

from collections.abc import Mapping

from sqlalchemy import Connection, text

from diwan.clock import Milliseconds
from diwan.guidelines import Guideline, text_in
from diwan.sites import Site
from diwan.storage import texts
from diwan.storage.sums import SumsReader
from diwan.storage.view import View
from diwan.transparency.account import Account, Checkpoint, Revision, account, span

MOST_REVISIONS = 50
"""So many revisions of the guidelines are told, the latest; each has its whole wording."""

_REVISIONS = text("SELECT revision, at, texts FROM guidelines ORDER BY revision DESC LIMIT :most")


def account_of(connection: Connection, site: Site, at: Milliseconds) -> Account:
    """The account of a site, of the whole weeks before `at`."""
    reader = SumsReader(connection)
    first, end = span(at)
    last = View(connection).last_checkpoint()
    return account(
        reader.kept(site.id, first, end - 1),
        site=site.id,
        site_name=site.name,
        language=site.language,
        at=at,
        began=reader.first_day(at),
        revisions=_revisions(connection, site.language),
        checkpoint=None if last is None else Checkpoint(*last),
    )


def _revisions(connection: Connection, language: str) -> list[Revision]:
    rows = connection.execute(_REVISIONS, {"most": MOST_REVISIONS}).all()
    return [Revision(row[0], row[1], _wording(texts.load(row[2]), language)) for row in rows]


def _wording(stored: Mapping[str, str], language: str) -> dict[str, str]:
    return {code.value: text_in(stored, code, language) or "" for code in Guideline}
