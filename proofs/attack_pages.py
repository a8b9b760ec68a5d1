"""Every page on which a group's strings stand: what readers are shown, what the desk is shown, and what comes back from a form or an address.

One string to a page where a page is about one comment or one article, twenty where it is a list, a thread, or a form that comes back filled in.
"""

from collections.abc import Iterator
from email import policy
from email.parser import BytesParser
from urllib.parse import quote, urlencode

from diwan import receipts
from diwan.articles import folder_name
from diwan.clock import DAY
from diwan.editions.words import words_for
from diwan.letters import Kind
from diwan.mail import texts
from diwan.mail.message import message
from proofs.attack_house import SITE, AttackedHouse, Group
from proofs.attack_wall import Want, fresh_key

MOST_IN_AN_ADDRESS = 4000
"""Characters, as they are sent: what is longer is left out, for no server takes it."""

ECHOED = (
    (f"/read/{SITE}/{{folder}}", ("page", "reply")),
    (f"/read/{SITE}/{{folder}}/replies/{'0' * 64}", ("page",)),
    (f"/sign-in/{SITE}", ("token", "article")),
    (f"/sign-in/{SITE}/email", ("back", "done")),
    (f"/yours/{SITE}", ("before", "erased")),
    (f"/openid/{SITE}", ("back",)),
    ("/desk", ("lane", "order", "mixed", "site", "section", "language", "after", "decided")),
    ("/desk/decided", ("before",)),
    ("/desk/log", ("from", "to", "site", "section", "author", "outcome", "reason", "overruled", "behind")),
    ("/desk/readers", ("before",)),
    ("/desk/readers/{reader}", ("state", "before")),
    ("/desk/figures", ("days", "site")),
    ("/desk/tonight", ("site", "section", "from", "hours")),
    ("/desk/closing", ("site", "article")),
    ("/desk/batches", ("lane", "site")),
    ("/desk/batches/new", ("lane", "low", "high", "like", "article", "reader", "name")),
    ("/desk/differences", ("before",)),
    ("/desk/guidelines/{revision}", ("from",)),
    ("/desk/access", ("told",)),
    ("/desk/preferences", ("told",)),
    ("/desk/sign-in", ("next", "left")),
    ("/desk/second-step", ("next",)),
    ("/desk/moderators", ("dismissed",)),
)
"""Pages and the parameters in their addresses."""
PATHS = (
    "/{}",
    f"/read/{SITE}/{{}}",
    "/read/{}/bridge",
    "/receipts/{}",
    "/report/courier/bridge/{}",
    "/mail/courier/confirm/{}",
    "/sign-in/{}",
    "/desk/{}",
    "/desk/comments/{}",
    "/desk/terms/en/{}",
    "/desk/terms/files/{}",
    "/desk/guidelines/{}",
)
"""Addresses of nothing, with the string in them."""


def waiting(group: Group) -> Iterator[Want]:
    """While the group's comments wait."""
    first = group.planted[0].approved
    last = group.planted[-1].rejected
    half = (first.position + last.position) // 2
    for address in (
        "/desk",
        f"/desk?after={half}",
        "/desk?lane=second-opinion",
        f"/desk/batches/new?article={first.comment_id}",
        f"/desk/batches/new?reader={last.comment_id}",
        f"/desk/readers/{group.reader}?state=waiting",
    ):
        yield Want(address.partition("?")[0].replace(group.reader, "…"), address, *_of(group))


def decided(house: AttackedHouse, group: Group) -> Iterator[Want]:
    """Once they are decided, printed, answered, reported and objected to."""
    yield from _each(house, group)
    yield from _lists(group)
    yield from _forms(house, group)
    yield from _addresses(group)
    yield _letter(house, group)


def paused(group: Group) -> Want:
    """While the site is paused."""
    return Want("/desk/rules", "/desk/rules", *_of(group))


def _each(house: AttackedHouse, group: Group) -> Iterator[Want]:
    secret = house.desk.house.secrets.receipts
    for each in group.planted:
        own = (each.attack.text,)
        yield Want("/read of an article", f"/read/{SITE}/{folder_name(each.article)}", each.attack.name, own)
        receipt = f"/receipts/{receipts.token(secret, each.rejected.comment_id)}"
        yield Want("/receipts", receipt, each.attack.name, own)
        yield Want("/desk/comments", f"/desk/comments/{each.approved.comment_id}", each.attack.name, own)


def _lists(group: Group) -> Iterator[Want]:
    folder = folder_name(group.article)
    first, rejected = group.planted[0].approved, group.planted[0].rejected
    yield Want("/read of a thread", f"/read/{SITE}/{folder}", *_of(group))
    yield Want("/read to answer", f"/read/{SITE}/{folder}?reply={first.comment_id}#diwan-write", *_of(group))
    yield Want("widget", f"/-paper/{group.article}", *_of(group), wants="article .body")
    yield Want("/report", f"/report/{SITE}/{folder}/{first.comment_id}", *_of(group))
    for address in (
        f"/yours/{SITE}",
        "/desk/decided",
        "/desk/log",
        f"/desk?lane=appeals&after={rejected.position - 1}",
        f"/desk?lane=reported&after={first.position - 1}",
        "/desk/readers",
        f"/desk/readers/{group.reader}",
        f"/desk/comments/{rejected.comment_id}",
        "/desk/guidelines",
        "/desk/guidelines/new",
        f"/desk/guidelines/{group.revision}?from=1",
        "/desk/figures",
        "/desk/differences",
        "/desk/motions",
    ):
        surface = address.partition("&")[0].replace(group.reader, "…").replace(rejected.comment_id, "…")
        yield Want(surface.partition("?from")[0].replace(str(group.revision), "…"), address, *_of(group))


def _forms(house: AttackedHouse, group: Group) -> Iterator[Want]:
    """Forms that are refused, and come back with everything that was written."""
    whole = " ".join(group.texts)
    folder = folder_name(group.article)
    first, rejected = group.planted[0].approved, group.planted[0].rejected
    receipt = f"/receipts/{receipts.token(house.desk.house.secrets.receipts, rejected.comment_id)}"
    written = {"name": whole, "body": whole, "parent": whole, "key": whole, "ticket": whole}
    sent: list[tuple[str, dict[str, str]]] = [
        (f"/write/{SITE}/{folder}", written),
        (f"/write/{SITE}/{folder}", {**written, "parent": first.comment_id, "key": fresh_key()}),
        (
            f"/report/{SITE}/{folder}/{first.comment_id}",
            {"guideline": whole, "abuse_kind": whole, "reason": whole, "key": whole},
        ),
        (f"{receipt}/appeal", {"decision": whole, "words": whole}),
        (f"{receipt}/mail", {"email": whole, "outcome": whole, "replies": whole, "when": whole}),
        (f"/sign-in/{SITE}/email", {"email": whole, "back": ""}),
        (f"/openid/{SITE}/{{}}".format(quote(group.texts[0][:100], safe="")), {"back": whole}),
        ("/desk/sign-in", {"name": whole, "password": whole, "next": whole}),
        ("/desk/search", {"words": whole, "name": "", "site": "", "standing": "", "from": "", "to": ""}),
        ("/desk/search", {"words": "alert", "name": "", "site": "", "standing": "", "from": "", "to": ""}),
        (
            "/desk/search",
            {"words": "x", "name": whole, "site": whole, "standing": whole, "from": whole, "to": whole},
        ),
        ("/desk/guidelines", {"revision": "0", **{f"{code}-en": whole for code in ("threat", "abuse")}}),
        ("/desk/terms/en/banned", {"revision": "0", "do": "save", "profanity": whole, "abuse": whole}),
        (
            "/desk/terms/en/banned",
            {"revision": "0", "do": "try", "profanity": "x", "text": whole, "most": "5"},
        ),
        ("/desk/moderators", {"name": whole, "role": "moderator"}),
        ("/desk/closing", {"site": SITE, "article": whole, "closes": "editor", "at": whole}),
        ("/desk/pauses", {"site": SITE, "reason": whole * 10}),
        (
            f"/desk/readers/{group.reader}/restraints",
            {"effect": "hold", "guideline": whole, "days": whole, "note": whole, "seen": "-1"},
        ),
        (
            f"/desk/comments/{first.comment_id}/consultations",
            {"digest": first.digest.hex(), "asked": "colleague", "note": whole},
        ),
        (
            f"/desk/comments/{first.comment_id}/decisions",
            {
                "digest": first.digest.hex(),
                "outcome": "rejected",
                "guideline": "threat",
                "abuse_kind": "",
                "note": whole,
                "supersedes": whole,
            },
        ),
        ("/desk/language", {"language": whole, "back": whole}),
    ]
    for address, fields in sent:
        named = address.replace(folder, "…").split("/")
        surface = "POST " + "/".join(part if len(part) < 20 else "…" for part in named)
        if "/openid" in surface:
            surface = "POST /openid"
        yield Want(surface, address, *_of(group), fields=fields)


def _addresses(group: Group) -> Iterator[Want]:
    folder = folder_name(group.article)
    for path, names in ECHOED:
        address = path.format(folder=folder, reader=group.reader, revision=group.revision)
        for piece in _short(group.texts, len(names)):
            yield Want(
                f"{path.split('{')[0]}?", f"{address}?{urlencode(dict.fromkeys(names, piece))}", *_of(group)
            )
    for path in PATHS:
        for piece in _short(group.texts, 1):
            yield Want("addresses of nothing", path.format(quote(piece, safe="")), *_of(group))


def _short(texts: tuple[str, ...], times: int) -> Iterator[str]:
    """The strings, together as long as an address may be that names them so many times."""
    together: list[str] = []
    size = 0
    for text in texts:
        more = (len(quote(text, safe="")) + 3) * times
        if more > MOST_IN_AN_ADDRESS:
            continue
        if together and size + more > MOST_IN_AN_ADDRESS:
            yield " ".join(together)
            together, size = [], 0
        together.append(text)
        size += more
    if together:
        yield " ".join(together)


def _letter(house: AttackedHouse, group: Group) -> Want:
    """A mail that names the group's headlines, as a mail program shows it."""
    public = house.origin
    link = f"{public}/receipts/{'0' * 64}"
    until = house.clock() + 14 * DAY
    news = [
        texts.News(Kind.REJECTED, str(number), each.attack.text, link, guideline="So.", until=until)
        for number, each in enumerate(group.planted)
    ]
    made = message(
        texts.news(words_for("en"), "The Courier", news, stop=link),
        mailbox="reader@example.org",
        sender="comments@courier.example",
        sender_name="The Courier",
        mail_id="1",
        at=house.clock(),
    )
    body = BytesParser(policy=policy.default).parsebytes(made).get_body(("html",))
    assert body is not None
    house.gate.letters[group.article] = body.get_content()
    return Want("mail", f"/-letter/{group.article}", *_of(group))


def _of(group: Group) -> tuple[str, tuple[str, ...]]:
    return f"{group.planted[0].attack.name} and what follows", group.texts


SHOWING = (
    *(
        "/desk",
        "/desk/batches/new",
        "/desk/readers/…",
        "/desk/comments",
        "/desk/comments/…",
        "/desk/decided",
        "/desk/log",
    ),
    *(
        "/desk?lane=appeals",
        "/desk?lane=reported",
        "/desk/readers",
        "/desk/guidelines",
        "/desk/guidelines/new",
    ),
    *("/desk/guidelines/…", "/desk/rules", "/desk/moderators"),
    *(
        "/read of an article",
        "/read of a thread",
        "/read to answer",
        "/receipts",
        "/report",
        f"/yours/{SITE}",
        "widget",
        "mail",
    ),
    *(
        "POST /receipts/…/appeal",
        "POST /receipts/…/mail",
        f"POST /sign-in/{SITE}/email",
        "POST /desk/sign-in",
    ),
    *("POST /desk/search", "POST /desk/terms/en/banned", "POST /desk/moderators", "POST /desk/pauses"),
)
"""Where at least one of the strings must have been seen, for else a sweep proves nothing of the page."""
