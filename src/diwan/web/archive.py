"""A reader's own data as one file: everything stored about his comment, as JSON and as a page to read.

Who shows the receipt's address is who wrote the comment: that is all that is known of a guest, and all that is asked. The archive of a reader who has
signed in is the same for each of his comments (`archive_of` takes several).
"""

import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from diwan import receipts
from diwan.bootstrap import House
from diwan.clock import Milliseconds, utc
from diwan.editions.words import ReaderWords, words_for
from diwan.errors import Unknown
from diwan.storage.stored_about import stored_about

FORMAT = "diwan-archive/1"
_DATE = (1980, 1, 1, 0, 0, 0)
_templates = Environment(
    loader=PackageLoader("diwan.web", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def archive(request: Request) -> Response:
    """GET /receipts/{token}/archive: a ZIP file with data.json and data.html, for whoever holds the receipt."""
    house: House = request.app.state.house
    comment_id = receipts.comment_of(house.secrets.receipts, request.path_params["token"])
    with house.store.connection() as connection:
        stored = stored_about(connection, comment_id)
    if stored is None:
        raise Unknown("There is no such receipt.", code="unknown-receipt")
    site = house.sites.get(stored["comment"]["site"])
    data = archive_of([stored], words_for(site.language if site else "en"), house.clock())
    headers = {
        "cache-control": "no-store",
        "content-disposition": f'attachment; filename="diwan-archive-{comment_id[:12]}.zip"',
        "x-content-type-options": "nosniff",
    }
    return Response(data, headers=headers, media_type="application/zip")


def archive_of(comments: Sequence[dict[str, Any]], words: ReaderWords, at: Milliseconds) -> bytes:
    """The file for these comments, as `stored_about` tells of each."""
    told = {"format": FORMAT, "made_at": utc(at).isoformat(timespec="seconds"), "comments": list(comments)}
    page = _templates.get_template("archive.html").render(comments=comments, words=words, at=at)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archived:
        for name, data in (
            ("data.html", page),
            ("data.json", json.dumps(told, ensure_ascii=False, indent=1) + "\n"),
        ):
            archived.writestr(zipfile.ZipInfo(name, _DATE), data.encode())
    return out.getvalue()
