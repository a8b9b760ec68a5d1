"""Every address Diwan answers, grouped by who may call it.

Reading (`/pages`, `/threads`, `/widget`, `/checkpoint`) is not here: those are printed files, handed out by
`web/reading.py` before any of this is asked, or by the publisher's own web server.
"""

from starlette.routing import BaseRoute, Route

from diwan.bootstrap import House
from diwan.web import (
    appeal_form,
    archive,
    operations,
    publisher,
    reader_pages,
    receipt_page,
    reporting,
    submitting,
)
from diwan.web.desk.routes import routes as desk_routes
from diwan.web.scoring_routes import scoring_routes


def routes(house: House) -> list[BaseRoute]:
    """The list, in order."""
    return [
        # Anyone: readers and their browsers.
        Route("/api/comments", submitting.submit_json, methods=["POST"]),
        Route("/api/comments", submitting.preflight, methods=["OPTIONS"]),
        Route("/read/{site}/{folder}", reader_pages.read, methods=["GET"]),
        Route("/read/{site}/{folder}/replies/{address}", reader_pages.read_replies, methods=["GET"]),
        Route("/write/{site}/{folder}", submitting.submit_form, methods=["POST"]),
        Route("/api/reports", reporting.report_json, methods=["POST"]),
        Route("/api/reports", submitting.preflight, methods=["OPTIONS"]),
        Route("/report/{site}/{folder}/{comment}", reporting.report_page, methods=["GET"]),
        Route("/report/{site}/{folder}/{comment}", reporting.report_form, methods=["POST"]),
        Route("/reported/{site}/{folder}", reporting.reported_page, methods=["GET"]),
        # Whoever holds a comment's receipt.
        Route("/receipts/{token}", receipt_page.receipt, methods=["GET"]),
        Route("/receipts/{token}/proof", receipt_page.proof, methods=["GET"]),
        Route("/receipts/{token}/archive", archive.archive, methods=["GET"]),
        Route("/receipts/{token}/appeal", appeal_form.appeal, methods=["POST"]),
        Route("/receipts/{token}/withdrawal", receipt_page.withdraw, methods=["POST"]),
        # The publisher's servers, with an API key.
        Route("/api/articles/{site}/{article:path}", publisher.put_article, methods=["PUT"]),
        Route("/api/articles/{site}/{article:path}", publisher.get_article, methods=["GET"]),
        # Whoever has texts judged, with a scoring key.
        *scoring_routes(),
        # Moderators and editors, signed in.
        *desk_routes(house),
        # Those who run Diwan; keep these from the public in front of the server (docs/operating).
        Route("/livez", operations.livez, methods=["GET"]),
        Route("/readyz", operations.readyz, methods=["GET"]),
        Route("/metrics", operations.metrics, methods=["GET"]),
    ]
