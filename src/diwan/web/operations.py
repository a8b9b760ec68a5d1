"""For those who run Diwan: is it alive, is it ready, and what do its figures say."""

import msgspec
from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from diwan.bootstrap import House, ScoringHouse
from diwan.errors import NotAllowed, Unavailable

NO_STORE = {"cache-control": "no-store"}


async def livez(_request: Request) -> Response:
    """The process answers. Nothing else is asked, so a supervisor never restarts it for the database's sake."""
    return PlainTextResponse("alive\n", headers=NO_STORE)


def readyz(request: Request) -> Response:
    """Whether work can be taken in now: the database answers, the press can be written; for a house that only scores, the checks
    are loaded."""
    house: House | ScoringHouse = request.app.state.house
    troubles = {}
    try:
        with house.store.connection() as connection:
            connection.execute(text("SELECT 1")).scalar_one()
    except Unavailable as trouble:
        troubles["database"] = trouble.detail
    if not house.settings.data.is_dir():
        troubles["data"] = "The data folder is gone."
    if isinstance(house, ScoringHouse) and not house.line.is_ready:
        troubles["checks"] = "The checks are being loaded."
    status = 503 if troubles else 200
    answer = {"ready": not troubles, "troubles": troubles}
    return Response(msgspec.json.encode(answer), status, headers=NO_STORE, media_type="application/json")


def metrics(request: Request) -> Response:
    """Prometheus figures; never a reader's words, address or name."""
    house: House | ScoringHouse = request.app.state.house
    if not house.settings.server.metrics:
        raise NotAllowed("Metrics are switched off in the settings.")
    body, media_type = request.app.state.metrics.render()
    return Response(body, headers=NO_STORE, media_type=media_type)
