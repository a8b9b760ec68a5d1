"""Passing a comment on: a second opinion, or an editor."""

import msgspec
from starlette.responses import RedirectResponse, Response

from diwan import consulting
from diwan.consultations import Asked
from diwan.errors import AlreadyDecided, Malformed
from diwan.web.desk import caring
from diwan.web.desk.decisions import already, asked_comment, go_on
from diwan.web.desk.pages import phrase
from diwan.web.desk.verdicts import read_digest, read_note
from diwan.web.desk.visits import Visit


def consult(visit: Visit) -> Response:
    """POST /desk/comments/{id}/consultations: `digest`, `asked`, `note`. Answers as a decision does."""
    comment_id = asked_comment(visit)
    try:
        asked = Asked(visit.form.get("asked", ""))
    except ValueError:
        raise Malformed("The form does not say whom to ask. Load the card again.", field="asked") from None
    house = visit.house
    try:
        consultation = consulting.consult(
            house.store,
            house.clock,
            visit.moderator,
            comment_id=comment_id,
            digest=read_digest(visit.form.get("digest", "")),
            asked=asked,
            note=read_note(visit.form),
        ).result()
    except AlreadyDecided as refused:
        return already(visit, refused)
    read = caring.dealt_with(visit, comment_id)
    if visit.wants_json:
        told = {
            "id": consultation.id,
            "comment": comment_id,
            "asked": asked,
            "said": phrase("consulted", asked),
        }
        answer = {"consultation": told, "care": caring.told(read)}
        return Response(msgspec.json.encode(answer), 201, media_type="application/json")
    return RedirectResponse(go_on(visit, comment_id), 303)
