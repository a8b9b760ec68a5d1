"""A reader's own data as one file: everything stored about his comment, as JSON and as a page to read.

Who shows the receipt's address is who wrote the comment: that is all that is known of a guest, and all that is asked. The archive of a reader who has
signed in (`web/own_comments`) holds the same for each of his comments.
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
from diwan.clock import Milliseconds, from_iso, iso, utc
from diwan.editions.render import View
from diwan.editions.words import ReaderWords, words_for
from diwan.errors import Unknown
from diwan.readers import Reader
from diwan.storage.stored_about import stored_about
from diwan.web.instead import page_for_errors

FORMAT = "diwan-archive/1"
_DATE = (1980, 1, 1, 0, 0, 0)
_templates = Environment(
    loader=PackageLoader("diwan.web", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@page_for_errors
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
    return handed(data, comment_id[:12])


def handed(data: bytes, name: str) -> Response:
    """The answer that is kept as a file."""
    headers = {
        "cache-control": "no-store",
        "content-disposition": f'attachment; filename="diwan-archive-{name}.zip"',
        "x-content-type-options": "nosniff",
    }
    return Response(data, headers=headers, media_type="application/zip")


def archive_of(
    comments: Sequence[dict[str, Any]],
    words: ReaderWords,
    at: Milliseconds,
    *,
    reader: Reader | None = None,
    since: Milliseconds | None = None,
) -> bytes:
    """The file for these comments, as `stored_about` tells of each; of a reader who has signed in, and `since` when he does, what is known of him
    as well.
    """
    told: dict[str, Any] = {"format": FORMAT, "made_at": utc(at).isoformat(timespec="seconds")}
    if reader is not None and since is not None:
        badge = None if reader.badge is None else reader.badge.value
        told["reader"] = {
            "id": reader.id,
            "site": reader.site,
            "vouched_for_by": reader.source.value,
            "name_of_this_session": reader.name,
            "badge_of_this_session": badge,
            "first_signed_in_at": iso(since),
        }
    told["comments"] = list(comments)
    page = _templates.get_template("archive.html").render(
        comments=comments,
        words=words,
        at=at,
        of_reader=reader is not None,
        since=since,
        date=lambda written: words.date(from_iso(written)),
        isolated=View.isolated,
        remarkable=_remarkable,
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archived:
        for name, data in (
            ("data.html", page),
            ("data.json", json.dumps(told, ensure_ascii=False, indent=1) + "\n"),
        ):
            archived.writestr(zipfile.ZipInfo(name, _DATE), data.encode())
    return out.getvalue()


def _remarkable(screenings: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        finding
        for screening in screenings
        for finding in screening["findings"]
        if finding["remarkable"] and finding["guideline"]
    ]
