"""The paper's pages, pictures and style, as routes: what a publisher's own site is in real life.

Everything that can be asked for is read once, when the routes are made, and found by name afterwards: no address
reaches the file system.
"""

import os
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from diwan import bootstrap, logs, settings
from diwan.demo.newsroom import SITE, Newsroom, direction
from diwan.web.app import create
from diwan.web.counting import Application

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}
_CHECK_EACH_TIME = "no-cache"
_KEEP_A_DAY = "public, max-age=86400"


def routes(newsroom: Newsroom) -> list[Route]:
    """The addresses of the paper: `/`, `/articles/{slug}`, `/pictures/{file}`, `/demo/{file}`."""
    pages = _Pages(newsroom)
    return [
        Route("/", pages.front, name="demo-front"),
        Route("/articles/{slug}", pages.article, name="demo-article"),
        Route("/pictures/{file}", _Shelf("pictures", _KEEP_A_DAY, pages).fetch, name="demo-picture"),
        Route("/demo/{file}", _Shelf("static", _CHECK_EACH_TIME, pages).fetch, name="demo-static"),
    ]


class _Pages:
    """Renders the paper's pages. The article's address is the one the reader used, so any host and port will do."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        environment = Environment(
            loader=PackageLoader("diwan.demo"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.globals.update(newsroom=newsroom, site=SITE, direction=direction)
        self._templates = environment

    def front(self, request: Request) -> Response:
        return _answer(request, self._render("front.html"), "text/html; charset=utf-8", _CHECK_EACH_TIME)

    def article(self, request: Request) -> Response:
        story = self._newsroom.story(request.path_params["slug"])
        if story is None:
            return self.missing()
        url = f"{request.base_url}articles/{story.slug}"
        body = self._render("article.html", story=story, url=url, language=story.language)
        return _answer(request, body, "text/html; charset=utf-8", _CHECK_EACH_TIME)

    def missing(self) -> Response:
        body = self._render("missing.html")
        return Response(body, 404, media_type="text/html", headers={"cache-control": "no-store"})

    def _render(self, template: str, *, language: str = "en", **context: object) -> bytes:
        words = self._newsroom.phrases[language]
        page = self._templates.get_template(template)
        return page.render(words=words, language=language, **context).encode("utf-8")


class _Shelf:
    """The files of one folder of the package, held in memory."""

    def __init__(self, folder: str, cache_control: str, pages: _Pages) -> None:
        self._files = {
            file.name: file.read_bytes()
            for file in (files("diwan.demo") / folder).iterdir()
            if _suffix(file.name) in _TYPES
        }
        self._cache_control = cache_control
        self._pages = pages

    def fetch(self, request: Request) -> Response:
        name = request.path_params["file"]
        if name not in self._files:
            return self._pages.missing()
        return _answer(request, self._files[name], _TYPES[_suffix(name)], self._cache_control)


def _suffix(name: str) -> str:
    return name[name.rfind(".") :]


def _answer(request: Request, body: bytes, media_type: str, cache_control: str) -> Response:
    """The body with an ETag, or 304 without it if the reader already has it."""
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    headers = {"etag": etag, "cache-control": cache_control, "x-content-type-options": "nosniff"}
    known = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
    if etag in known:
        return Response(status_code=304, headers=headers)
    return Response(body, headers={**headers, "content-type": media_type})


def from_environment() -> Application:
    """The demonstration: the paper's own pages, and Diwan around them, as the server's worker builds it."""
    logs.configure()
    loaded = settings.load(Path(os.environ[settings.CONFIG_VARIABLE]), os.environ)
    return create(bootstrap.build(loaded), routes(Newsroom.load()))
