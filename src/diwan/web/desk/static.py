"""The desk's style sheets and script: asked for again each time, sent again only when they changed."""

import hashlib

from starlette.responses import Response

from diwan.errors import Unknown
from diwan.web import frontend
from diwan.web.desk.visits import Visit
from diwan.web.reading import matches_etag

_TYPES = {
    "desk.css": "text/css",
    "editors.css": "text/css",
    "together.css": "text/css",
    "desk.js": "text/javascript",
    "guard.js": "text/javascript",
    "numbers.js": "text/javascript",
    "languages.css": "text/css",
    "batches.js": "text/javascript",
    "reports.css": "text/css",
    "search.css": "text/css",
    "search.js": "text/javascript",
    "access.css": "text/css",
    "terms.css": "text/css",
    "readers.css": "text/css",
    "passkeys.js": "text/javascript",
    "care.css": "text/css",
    "keymap.js": "text/javascript",
    "keys.js": "text/javascript",
    "live.js": "text/javascript",
}


def static(visit: Visit) -> Response:
    """GET /desk/static/{name}"""
    name = visit.request.path_params["name"]
    if name not in _TYPES:
        raise Unknown("There is no such file.")
    data = (frontend.folder("desk") / name).read_bytes()
    etag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    headers = {"etag": etag, "cache-control": "no-cache"}
    known = visit.request.headers.get("if-none-match", "").encode("latin-1")
    if matches_etag(known, etag.encode()):
        return Response(status_code=304, headers=headers)
    return Response(data, headers=headers, media_type=_TYPES[name])
