"""Pages for readers on Diwan's own address: a thread without JavaScript, and the receipt of a comment.

A thread is put together from printed files alone: it is there even when the database is not.
"""

import secrets
from typing import Any

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from diwan import erasure, receipts
from diwan.articles import key_of_folder
from diwan.bootstrap import House
from diwan.decisions import Outcome
from diwan.desk.cards import Card
from diwan.editions import render
from diwan.editions.render import Draft, Rendering
from diwan.editions.sheets import PAGE_SIZE, ThreadHeading
from diwan.errors import DiwanError, Unavailable, Unknown
from diwan.guidelines import text_in
from diwan.ledger.proofs import build_proof
from diwan.storage import texts
from diwan.storage.desk import DeskReader
from diwan.web import assets, problems, security
from diwan.web.printed import PrintedThread
from diwan.web.requests import check_same_origin

_templates = Environment(
    loader=PackageLoader("diwan.web", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
)


def read(request: Request) -> Response:
    """GET /read/{site}/{folder}?page=n&reply=id: a thread, whole, with a form that works."""
    reply = request.query_params.get("reply", "")
    return read_page(request, draft=Draft(parent=reply))


def read_page(request: Request, *, draft: Draft, refusal: DiwanError | None = None) -> Response:
    """The page, after a refusal with the reader's words in the form and what was wrong with them.

    For a thread that was never printed, or cannot be read now, a page that says so.
    """
    try:
        return _read_page(request, draft, refusal)
    except DiwanError as trouble:
        return error_page(request, trouble)


def _read_page(request: Request, draft: Draft, refusal: DiwanError | None) -> Response:
    house: House = request.app.state.house
    thread = _thread(request)
    page = thread.page_from(_number(request.query_params.get("page")))
    look = render.view(thread.heading, rendering(house))
    closes = thread.heading.closes_at
    closed = closes is not None and house.clock() >= closes
    form = None
    if not closed:
        draft = Draft(
            draft.name, draft.body, draft.parent, thread.name_of(draft.parent, page), draft.key or _new_key()
        )
        form = render.form(
            thread.heading,
            rendering(house),
            draft=draft,
            problem=look.words.problem(refusal.code) if refusal else None,
            problem_field=refusal.field if refusal else None,
        )
    link = look.thread_link()
    return reader_page(
        "read.html",
        200 if refusal is None else problems.status_of(refusal)[0],
        {} if refusal is None else problems.headers_for(refusal),
        view=look,
        headline=thread.heading.headline,
        article_url=thread.heading.url or None,
        count=thread.count,
        sheet=None if page is None else Markup(thread.html(page.address)),  # noqa: S704 - our own, as it was printed
        form=form,
        closed=closed,
        open_until=None if closes is None or closed else look.words.date(closes),
        older=None if page is None or page.before is None else f"{link}?page={page.before}",
        newer=None if page is None or page.after is None else f"{link}?page={page.after}",
        is_replies=False,
    )


def read_replies(request: Request) -> Response:
    """GET /read/{site}/{folder}/replies/{address}?page=n: one conversation's replies, from its top sheet."""
    house: House = request.app.state.house
    try:
        thread = _thread(request)
        replies = thread.conversation(request.path_params["address"])
        page = replies.page_from(_number(request.query_params.get("page")))
    except DiwanError as trouble:
        return error_page(request, trouble)
    look = render.view(thread.heading, rendering(house))
    link = look.replies_link(request.path_params["address"])
    return reader_page(
        "read.html",
        view=look,
        headline=thread.heading.headline,
        article_url=thread.heading.url or None,
        count=replies.count,
        sheet=None if page is None else Markup(thread.html(page.address)),  # noqa: S704 - our own, as it was printed
        form=None,
        closed=False,
        open_until=None,
        older=None if page is None or page.before is None else f"{link}?page={page.before}",
        newer=None if page is None or page.after is None else f"{link}?page={page.after}",
        is_replies=True,
    )


def receipt(request: Request) -> Response:
    """GET /receipts/{token}: what became of a comment, for whoever holds its address."""
    house: House = request.app.state.house
    token = request.path_params["token"]
    comment_id = receipts.comment_of(house.secrets.receipts, token)
    with house.store.connection() as connection:
        desk = DeskReader(connection)
        card = desk.card(comment_id)
        if card is None:
            raise Unknown("There is no such receipt.", code="unknown-receipt")
        current = card.current.decision if card.current else None
        wording = desk.guideline_texts(current.reason.revision) if current else None
    with house.store.reading() as view:
        [opening] = view.places([card.comment.branch if card.parent_id else comment_id])
    look = render.view(_heading(house, card), rendering(house))
    rejected = current is not None and current.outcome is Outcome.REJECTED and card.comment.words is not None
    guideline = current.reason.guideline if current and rejected else None
    address = f"{house.settings.public_url}/receipts/{token}"
    words = card.comment.words
    return reader_page(
        "receipt.html",
        view=look,
        headline=card.article.description.headline,
        article_url=card.article.description.url,
        standing="withdrawn" if words is None else card.standing,
        submitted_at=card.comment.at,
        decided_at=current.at if current else None,
        decided_by=current.author.kind.value if current else None,
        author=f"{current.author.name}@{current.author.version}"
        if current and current.author.version
        else "",
        name=words.name if words else None,
        body=words.body if words else None,
        permalink=look.permalink(opening.ordinal // PAGE_SIZE, comment_id)
        if card.printed and words
        else None,
        guideline=guideline,
        guideline_text=text_in(texts.load(wording), guideline, look.words.language)
        if wording and guideline
        else None,
        # What moderators note is written for their colleagues.
        note="",
        digest=card.comment.digest.hex(),
        position=card.comment.position,
        proof_url=f"{address}/proof",
        withdraw_url=f"{address}/withdrawal" if words else None,
    )


def proof(request: Request) -> Response:
    """GET /receipts/{token}/proof: the digest, the salt it was made with, and the ledger's inclusion proof."""
    house: House = request.app.state.house
    comment_id = receipts.comment_of(house.secrets.receipts, request.path_params["token"])
    with house.store.reading() as view:
        evidence = view.evidence(comment_id)
        if evidence is None:
            raise Unknown("There is no such receipt.", code="unknown-receipt")
        last = view.last_checkpoint()
        if last is None or last[0] <= evidence.position:
            raise Unavailable(
                "The ledger is signed every second or so; please try again in a moment.", code="not-sealed"
            )
        proven = build_proof(
            view,
            comment=comment_id,
            position=evidence.position,
            leaf=evidence.leaf,
            checkpoint=last[1],
            size=last[0],
        )
    answer = {
        "digest": evidence.digest.hex(),
        "salt": evidence.salt.hex() if evidence.salt else None,
        "proof": proven.as_json(),
        "verifier_key": str(house.secrets.ledger_key.verifier),
    }
    headers = {
        "cache-control": "no-store",
        "content-disposition": f'attachment; filename="diwan-receipt-{comment_id[:12]}.json"',
    }
    return Response(msgspec.json.encode(answer), headers=headers, media_type="application/json")


def withdraw(request: Request) -> Response:
    """POST /receipts/{token}/withdrawal: erase the words, on their author's wish."""
    house: House = request.app.state.house
    check_same_origin(request, house.settings.public_url)
    token = request.path_params["token"]
    comment_id = receipts.comment_of(house.secrets.receipts, token)
    erasure.erase(house.store, house.clock, comment_id=comment_id, by="reader").result()
    house.duties.print_soon()
    return RedirectResponse(
        f"{house.settings.public_url}/receipts/{token}", 303, {"cache-control": "no-store"}
    )


def heading_of(request: Request) -> ThreadHeading:
    """The heading of the thread that the address names. Raises Unknown, Unavailable."""
    return _thread(request).heading


def _thread(request: Request) -> PrintedThread:
    house: House = request.app.state.house
    site, folder = request.path_params["site"], request.path_params["folder"]
    if site not in house.sites:
        raise Unknown("There is no such site here.", code="unknown-site")
    key_of_folder(folder)
    return PrintedThread(house.press, site, folder)


def _heading(house: House, card: Card) -> ThreadHeading:
    described = card.article.description
    site = house.sites.get(card.article.site)
    characters = site.max_characters if site else 0
    return ThreadHeading(
        card.article.site,
        card.article.key,
        described.headline,
        described.language,
        None,
        characters,
        described.url,
    )


def rendering(house: House) -> Rendering:
    """How this house prints."""
    return Rendering(house.settings.public_url)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def _new_key() -> str:
    return secrets.token_urlsafe(24)


def error_page(request: Request, error: DiwanError) -> Response:
    """A page that says what went wrong, in the language of the site."""
    house: House = request.app.state.house
    site = house.sites.get(request.path_params["site"])
    heading = ThreadHeading(site.id if site else "-", "-", "Diwan", site.language if site else "en", None, 0)
    look = render.view(heading, rendering(house))
    return reader_page(
        "problem.html",
        problems.status_of(error)[0],
        problems.headers_for(error),
        view=look,
        headline=site.name if site else "Diwan",
        article_url=None,
        problem=look.words.problem(error.code),
    )


def reader_page(
    template: str, status: int = 200, headers: dict[str, str] | None = None, **context: Any
) -> Response:
    """A page for readers from one of the templates here, with the headers it needs."""
    style = assets.style()
    html = _templates.get_template(template).render(css=Markup(style), **context)  # noqa: S704 - our own style sheet
    return Response(
        html,
        status,
        headers={"cache-control": "no-store", **security.reader_page(html), **(headers or {})},
        media_type="text/html",
    )
