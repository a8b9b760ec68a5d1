"""The application: printed files first and without a framework, then everything that needs one."""

import gc
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import BaseRoute

from diwan import bootstrap, logs, settings, tickets
from diwan.bootstrap import House
from diwan.editions.render import Rendering
from diwan.errors import DiwanError
from diwan.storage.figures import FiguresReader
from diwan.web import assets, crowded, mail_figures, problems, stopping
from diwan.web.counting import Application, Receive, Scope, Send, counted, on_accident
from diwan.web.desk.live import Live
from diwan.web.door import Door
from diwan.web.limits import Limiter
from diwan.web.mail_limits import MailLimiter
from diwan.web.metrics import Metrics
from diwan.web.reading import Reading
from diwan.web.routes import routes
from diwan.web.sign_in.porters import Porters
from diwan.web.submitting import submit_json
from diwan.web.transport import only_https

READING_CACHE_BYTES = 64 << 20
SUBMISSIONS = "/api/comments"

_log = structlog.get_logger("diwan.web")


def create(house: House, extra_routes: Sequence[BaseRoute] = ()) -> Application:
    """The ASGI application over a built house. Its lifespan starts and stops the duties and closes the house."""
    reading = Reading(house.settings.data / "press", READING_CACHE_BYTES)

    of_house = FiguresReader(house.store)
    metrics = Metrics(lambda: of_house.read(house.clock()))
    metrics.watch_line(lambda: house.scoring.line.waiting)
    if house.delivery is not None:
        metrics.watch_mail(lambda: mail_figures.read(house))

    live = Live(house, stopping=stopping.watched())

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        assets.print_assets(house.press, Rendering(house.settings.public_url), house.sites)
        house.duties.start()
        house.scoring.line.start()
        _log.info("serving")
        yield
        # First of all: a stream would go on asking what is being closed.
        await live.close()
        house.close()
        _log.info("stopped")

    starlette = Starlette(
        routes=[*extra_routes, *routes(house, live)],
        lifespan=lifespan,
        exception_handlers={
            DiwanError: problems.on_error,
            HTTPException: problems.on_no_route,
            Exception: on_accident,
        },
    )
    starlette.state.house = house
    starlette.state.scoring = house.scoring.room
    starlette.state.coral = house.scoring.coral
    starlette.state.limiter = Limiter(house.settings, house.tallies, metrics)
    starlette.state.mail_limiter = MailLimiter(house.settings, house.tallies)
    starlette.state.door = Door(
        key=tickets.key_from(house.secrets.receipts),
        tallies=house.tallies,
        clock=house.clock,
        limiter=starlette.state.limiter,
        metrics=metrics,
    )
    starlette.state.metrics = metrics
    starlette.state.porters = Porters(house.settings)

    turn_away = crowded.turning_away()

    async def taking_in(scope: Scope, receive: Receive, send: Send) -> None:
        scope["app"], scope["endpoint"] = starlette, submit_json
        if house.turns.are_taken:
            await turn_away(scope, send)
            return
        request = Request(scope, receive)
        try:
            answer = await submit_json(request)
        except Exception as error:  # noqa: BLE001 - as the framework would
            answer = await on_accident(request, error)
        await answer(scope, receive, send)

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and reading.matches(scope["path"]):
            await reading(scope, receive, send)
        elif scope["type"] == "http" and scope["path"] == SUBMISSIONS and scope["method"] == "POST":
            # The one hot route of `routes`. The framework's way to it costs a quarter of the whole request.
            await counted(taking_in, metrics, scope, receive, send)
        elif scope["type"] == "http":
            await counted(starlette, metrics, scope, receive, send)
        else:
            await starlette(scope, receive, send)

    return only_https(application, house.settings)


def from_environment() -> Application:
    """The application as the server's worker builds it: from the settings file that DIWAN_CONFIG names."""
    logs.configure()
    named = os.environ.get(settings.CONFIG_VARIABLE)
    loaded = settings.load(Path(named) if named else None, os.environ)
    application = create(bootstrap.build(loaded))
    # What is here now stays until the end: the garbage collector need not look through it again and again.
    gc.collect()
    gc.freeze()
    return application
