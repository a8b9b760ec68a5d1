"""Every address Diwan answers, grouped by who may call it.

Reading (`/pages`, `/threads`, `/widget`, `/checkpoint`) is not here: those are printed files, handed out by
`web/reading.py` before any of this is asked, or by the publisher's own web server.
"""

from starlette.routing import BaseRoute, Route

from diwan.bootstrap import House
from diwan.web import (
    appeal_form,
    archive,
    enter_pages,
    enter_widget,
    mail_form,
    mail_pages,
    operations,
    own_comments,
    publisher,
    reader_pages,
    receipt_page,
    reporting,
    submitting,
)
from diwan.web.desk.live import Live
from diwan.web.desk.routes import routes as desk_routes
from diwan.web.openid.readers import routes as openid_routes
from diwan.web.scoring_routes import scoring_routes
from diwan.web.sign_in import exchanging, pages as sign_in_pages
from diwan.web.ticketing import Ticketing


def routes(house: House, live: Live | None = None) -> list[BaseRoute]:
    """The list, in order."""
    return [
        # Anyone: readers and their browsers.
        Route("/api/comments", submitting.submit_json, methods=["POST"]),
        Route("/api/comments", submitting.preflight, methods=["OPTIONS"]),
        Route("/api/tickets", Ticketing(house).ticket, methods=["GET"]),
        Route("/read/{site}/{folder}", reader_pages.read, methods=["GET"]),
        Route("/read/{site}/{folder}/replies/{address}", reader_pages.read_replies, methods=["GET"]),
        Route("/write/{site}/{folder}", submitting.submit_form, methods=["POST"]),
        Route("/api/reports", reporting.report_json, methods=["POST"]),
        Route("/api/reports", submitting.preflight, methods=["OPTIONS"]),
        Route("/report/{site}/{folder}/{comment}", reporting.report_page, methods=["GET"]),
        Route("/report/{site}/{folder}/{comment}", reporting.report_form, methods=["POST"]),
        Route("/reported/{site}/{folder}", reporting.reported_page, methods=["GET"]),
        *openid_routes(house),
        # Readers whom the publisher signs in.
        Route("/api/readers/links", enter_widget.ask_from_widget, methods=["POST"]),
        Route("/api/readers/links", submitting.preflight, methods=["OPTIONS"]),
        Route("/api/readers/arrivals", enter_widget.take_over, methods=["POST"]),
        Route("/api/readers/arrivals", submitting.preflight, methods=["OPTIONS"]),
        Route("/api/readers/sessions", exchanging.exchange, methods=["POST"]),
        Route("/api/readers/sessions", exchanging.end, methods=["DELETE"]),
        Route("/api/readers/sessions", exchanging.preflight, methods=["OPTIONS"]),
        Route("/sign-in/{site}", sign_in_pages.ask, methods=["GET"]),
        Route("/sign-in/{site}", sign_in_pages.sign_in, methods=["POST"]),
        Route("/sign-out/{site}", sign_in_pages.sign_out, methods=["POST"]),
        # A reader who has signed in, on his own comments.
        Route("/yours/{site}", own_comments.own_page, methods=["GET"]),
        Route("/yours/{site}", own_comments.come_from_paper, methods=["POST"]),
        Route("/yours/{site}/archive", own_comments.own_archive, methods=["GET"]),
        Route("/yours/{site}/withdrawal", own_comments.withdraw_all, methods=["POST"]),
        Route("/yours/{site}/departure", own_comments.leave, methods=["POST"]),
        # Whoever holds a comment's receipt.
        Route("/receipts/{token}", receipt_page.receipt, methods=["GET"]),
        Route("/receipts/{token}/proof", receipt_page.proof, methods=["GET"]),
        Route("/receipts/{token}/archive", archive.archive, methods=["GET"]),
        Route("/receipts/{token}/appeal", appeal_form.appeal, methods=["POST"]),
        Route("/receipts/{token}/withdrawal", receipt_page.withdraw, methods=["POST"]),
        Route("/receipts/{token}/mail", mail_form.ask_for_mail, methods=["POST"]),
        Route("/receipts/{token}/mail/stop", mail_form.stop_mail_about, methods=["POST"]),
        # Whoever has a link from a mail. Looking at a page does nothing; its button does.
        Route("/mail/{site}/confirm/{token}", mail_pages.confirm_page, methods=["GET"]),
        Route("/mail/{site}/confirm/{token}", mail_pages.confirm, methods=["POST"]),
        Route("/mail/{site}/stop/{token}", mail_pages.stop_page, methods=["GET"]),
        Route("/mail/{site}/stop/{token}", mail_pages.stop, methods=["POST"]),
        Route("/mail/{site}/refuse/{token}", mail_pages.refuse_page, methods=["GET"]),
        Route("/mail/{site}/refuse/{token}", mail_pages.refuse, methods=["POST"]),
        Route("/mail/{site}/enter/{token}", enter_pages.enter_page, methods=["GET"]),
        Route("/mail/{site}/enter/{token}", enter_pages.enter, methods=["POST"]),
        Route("/sign-in/{site}/email", enter_pages.ask_page, methods=["GET"]),
        Route("/sign-in/{site}/email", enter_pages.ask_by_mail, methods=["POST"]),
        # The publisher's servers, with an API key.
        Route("/api/articles/{site}/{article:path}", publisher.put_article, methods=["PUT"]),
        Route("/api/articles/{site}/{article:path}", publisher.get_article, methods=["GET"]),
        # Whoever has texts judged, with a scoring key.
        *scoring_routes(),
        # Moderators and editors, signed in.
        *desk_routes(house, live),
        # Those who run Diwan; keep these from the public in front of the server (docs/operating).
        Route("/livez", operations.livez, methods=["GET"]),
        Route("/readyz", operations.readyz, methods=["GET"]),
        Route("/metrics", operations.metrics, methods=["GET"]),
    ]
