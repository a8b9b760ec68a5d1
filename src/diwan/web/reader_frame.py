"""The frame of the pages that readers see on Diwan's own address: template, style and headers."""

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import Response

from diwan.bootstrap import House
from diwan.editions.render import Rendering
from diwan.web import assets, security

_templates = Environment(
    loader=PackageLoader("diwan.web", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
)


def rendering(house: House) -> Rendering:
    """How pages for readers are rendered here."""
    return Rendering(house.settings.public_url)


def page(
    template: str,
    status: int = 200,
    headers: dict[str, str] | None = None,
    *,
    scripts: tuple[str, ...] = (),
    **context: Any,
) -> Response:
    """The page made from `template`. `scripts` are the addresses of the only scripts it may run; most pages have none."""
    style = assets.style()
    html = _templates.get_template(template).render(css=Markup(style), **context)  # noqa: S704 - our own style sheet
    return Response(
        html,
        status,
        headers={"cache-control": "no-store", **security.reader_page(html, scripts), **(headers or {})},
        media_type="text/html",
    )
