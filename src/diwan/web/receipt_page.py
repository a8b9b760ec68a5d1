"""The receipt: what became of a comment and why, for whoever holds its address; the proof; and the way to withdraw it."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from diwan import erasure, receipts
from diwan.bootstrap import House
from diwan.clock import DAY
from diwan.decisions import Outcome
from diwan.desk.cards import Card
from diwan.desk.grounds import grounds
from diwan.desk.typical_wait import DAYS, TypicalWait, rounded_up, typical_wait
from diwan.editions import render
from diwan.editions.render import View
from diwan.editions.sheets import PAGE_SIZE, ThreadHeading
from diwan.editions.words import ReaderWords
from diwan.errors import DiwanError, Unavailable, Unknown
from diwan.guidelines import text_in
from diwan.ledger.proofs import build_proof
from diwan.screening.findings import Span
from diwan.storage import texts
from diwan.storage.appeals import AppealReader
from diwan.storage.desk import DeskReader
from diwan.storage.restraints import restraints_on_signer
from diwan.storage.sums import SumsReader
from diwan.web import own_words, problems, reasons_told, restrained_told
from diwan.web.appeals_told import days_at, told
from diwan.web.instead import page_for_errors
from diwan.web.mail_told import MailDraft, mail_told
from diwan.web.reader_frame import page, rendering
from diwan.web.requests import check_same_origin

SCRIPTS = ("receipt.js", "proof.js")
"""What checks the proof in the reader's browser: files of the press, below `widget/`."""

_STEPS = ("words", "entry", "ledger", "signature")
CHECK_PHRASES = (
    *(f"{step}-{result}" for step in _STEPS for result in ("holds", "fails")),
    *("words-untold", "signature-untold"),
    *("checking", "holds", "partly", "fails", "later", "unreachable", "cannot"),
)
"""What that script may have to say: keys of the reader's words, each behind `check-`."""


@page_for_errors
def receipt(request: Request) -> Response:
    """GET /receipts/{token}: what became of a comment, for whoever holds its address."""
    return receipt_page(request)


def receipt_page(
    request: Request,
    *,
    words: str = "",
    refusal: DiwanError | None = None,
    mail_draft: MailDraft | None = None,
) -> Response:
    """The page; after a refused appeal (or asking for mail) with its words (what was asked for) in the form and what was wrong with it.

    Raises Unknown.
    """
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
        waits = _typical_wait(connection, house, card) if card.standing == "waiting" else None
        is_rejected = current is not None and current.outcome is Outcome.REJECTED
        lapsed = card.comment.words is None and reasons_told.is_lapsed(connection, comment_id)
        reasons = reasons_told.told(connection, house, current) if current and is_rejected else None
        restraints = restraints_on_signer(connection, comment_id, house.clock())
        somebody_else = AppealReader(connection).somebody_else_can_answer(comment_id)
    look = render.view(_heading(house, card), rendering(house))
    rejected = is_rejected and (card.comment.words is not None or lapsed)
    guideline = current.reason.guideline if current and rejected else None
    marks = grounds(current, card.findings or ()) if current and rejected else ()
    own = card.comment.words
    address = f"{house.settings.public_url}/receipts/{token}"
    scripts = tuple(f"{house.settings.public_url}/widget/{name}" for name in SCRIPTS)
    return page(
        "receipt.html",
        200 if refusal is None else problems.status_of(refusal)[0],
        {} if refusal is None else problems.headers_for(refusal),
        scripts=scripts,
        view=look,
        headline=card.article.description.headline,
        article_url=card.article.description.url,
        standing=("lapsed" if lapsed else "withdrawn") if own is None else card.standing,
        reasons=reasons if rejected else None,
        restrained=restrained_told.of_receipt(look.words, restraints, house.settings.statements.contact),
        archive_url=f"{address}/archive",
        transparency_url=f"{house.settings.public_url}/transparency/{card.comment.site}/page.html",
        wait=_said(waits, look.words) if waits else None,
        submitted_at=card.comment.at,
        decided_at=current.at if current else None,
        decided_by=current.author.kind.value if current else None,
        author=f"{current.author.name}@{current.author.version}"
        if current and current.author.version
        else "",
        name=own.name if own else None,
        body=own.body if own else None,
        marked_name=own_words.pieces(own.name, _in_field(marks, "name")) if own else [],
        marked_body=own_words.pieces(own.body, _in_field(marks, "body")) if own else [],
        permalink=_permalink(house, card, look),
        guideline=guideline,
        guideline_text=text_in(texts.load(wording), guideline, look.words.language)
        if wording and guideline
        else None,
        revision=current.reason.revision if current and rejected else None,
        digest=card.comment.digest.hex(),
        position=card.comment.position,
        comment=comment_id,
        appeals=told(
            card,
            days=days_at(house.sites, card.comment.site),
            at=house.clock(),
            somebody_else=somebody_else,
            words=words,
            problem=look.words.problem(refusal.code) if refusal and mail_draft is None else None,
        ),
        mail=mail_told(
            house,
            card,
            words=look.words,
            draft=mail_draft,
            problem=look.words.problem(refusal.code) if refusal else None,
        ),
        mail_url=f"{address}/mail",
        appeal_url=f"{address}/appeal",
        proof_url=f"{address}/proof",
        script=scripts[0],
        check_phrases=CHECK_PHRASES,
        withdraw_url=f"{address}/withdrawal" if own else None,
    )


def proof(request: Request) -> Response:
    """GET /receipts/{token}/proof: the words and the salt that the digest was made with, and the ledger's inclusion proof."""
    house: House = request.app.state.house
    comment_id = receipts.comment_of(house.secrets.receipts, request.path_params["token"])
    with house.store.reading() as view:
        evidence = view.evidence(comment_id)
        if evidence is None:
            raise Unknown("There is no such receipt.", code="unknown-receipt")
        matter = view.reading_matter(comment_id)
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
        "words": {"name": matter.words.name, "body": matter.words.body} if matter else None,
        "proof": proven.as_json(),
        "verifier_key": str(house.secrets.ledger_key.verifier),
    }
    headers = {
        "cache-control": "no-store",
        "content-disposition": f'attachment; filename="diwan-receipt-{comment_id[:12]}.json"',
    }
    return Response(msgspec.json.encode(answer), headers=headers, media_type="application/json")


@page_for_errors
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


def _typical_wait(connection: Connection, house: House, card: Card) -> TypicalWait | None:
    today = house.clock() // DAY
    return typical_wait(
        SumsReader(connection).kept(card.comment.site, today - DAYS, today - 1).values(),
    )


def _said(waits: TypicalWait, words: ReaderWords) -> dict[str, str]:
    half, most = (words.count(*rounded_up(length)) for length in (waits.half, waits.most))
    return {"half": half, "most": most, "days": words.count("days", DAYS)}


def _in_field(spans: Sequence[Span], field: str) -> list[Span]:
    return [span for span in spans if span.field == field]


def _permalink(house: House, card: Card, look: View) -> str | None:
    """Where readers see it; None if they do not."""
    if not card.printed or card.comment.words is None:
        return None
    with house.store.reading() as view:
        [opening] = view.places([card.comment.branch if card.parent_id else card.comment.id])
    return look.permalink(opening.ordinal // PAGE_SIZE, card.comment.id)


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
