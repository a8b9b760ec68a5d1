"""The whole application on a port of its own, for readers' pages in a browser: its duties running, its files printed."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from diwan import receipts
from diwan.editions.render import Rendering
from diwan.lifecycle import Acknowledgement
from diwan.web import app, assets
from tests.browser.test_desk import serving, wait_until
from tests.desk_house import DeskHouse, desk_house


@contextmanager
def open_house(
    folder: Path, *, more: str = "", language: str = "en", origin: str = "https://courier.example"
) -> Iterator[DeskHouse]:
    """A house that answers readers and moderators; gone afterwards. `more` are further lines of settings."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with desk_house(
        folder, public_url=f"http://127.0.0.1:{port}", more=more, language=language, origin=origin
    ) as desk:
        house = desk.house
        assets.print_assets(house.press, Rendering(house.settings.public_url), house.sites)
        with serving(app.create(house), port):
            house.duties.start()
            try:
                yield desk
            finally:
                house.duties.stop()


def receipt_of(desk: DeskHouse, acknowledged: Acknowledgement) -> str:
    """The address of a comment's receipt."""
    house = desk.house
    token = receipts.token(house.secrets.receipts, acknowledged.comment_id)
    return f"{house.settings.public_url}/receipts/{token}"


def sealed(desk: DeskHouse) -> None:
    """Wait until the ledger's checkpoint covers everything."""

    def covered() -> bool:
        with desk.house.store.reading() as view:
            last = view.last_checkpoint()
            return last is not None and last[0] == view.ledger_size()

    wait_until(covered)
