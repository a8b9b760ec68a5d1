"""The application that only scores: no site, no ledger, no press; a database for its keys and its suggestions."""

import gc
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Route

from diwan import bootstrap, logs, settings
from diwan.bootstrap import ScoringHouse
from diwan.errors import DiwanError
from diwan.web import operations, problems
from diwan.web.counting import Application, Receive, Scope, Send, counted, on_accident
from diwan.web.metrics import Metrics
from diwan.web.scoring_routes import scoring_routes
from diwan.web.transport import only_https

_log = structlog.get_logger("diwan.web")


def create(house: ScoringHouse, extra_routes: Sequence[BaseRoute] = ()) -> Application:
    """The ASGI application over a house that only scores. Its lifespan starts the reading and closes the house."""
    metrics = Metrics()
    metrics.watch_line(lambda: house.line.waiting)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        house.line.start()
        _log.info("serving")
        yield
        house.close()
        _log.info("stopped")

    starlette = Starlette(
        routes=[
            *extra_routes,
            *scoring_routes(),
            # Those who run Diwan; keep these from the public in front of the server (docs/operating).
            Route("/livez", operations.livez, methods=["GET"]),
            Route("/readyz", operations.readyz, methods=["GET"]),
            Route("/metrics", operations.metrics, methods=["GET"]),
        ],
        lifespan=lifespan,
        exception_handlers={
            DiwanError: problems.on_error,
            HTTPException: problems.on_no_route,
            Exception: on_accident,
        },
    )
    starlette.state.house = house
    starlette.state.scoring = house.room
    starlette.state.coral = house.coral
    starlette.state.metrics = metrics

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await counted(starlette, metrics, scope, receive, send)
        else:
            await starlette(scope, receive, send)

    return only_https(application, house.settings)


def from_environment() -> Application:
    """The application as the server's worker builds it: from the settings file that DIWAN_CONFIG names, if there is one."""
    logs.configure()
    named = os.environ.get(settings.CONFIG_VARIABLE)
    loaded = settings.load(Path(named) if named else None, os.environ, scoring_only=True)
    application = create(bootstrap.build_scoring(loaded))
    # What is here now stays until the end: the garbage collector need not look through it again and again.
    gc.collect()
    gc.freeze()
    return application
