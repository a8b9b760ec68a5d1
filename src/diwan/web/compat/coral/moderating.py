"""`POST /coral/{phase}`: an external moderation phase of Coral.

Coral publishes when a phase answers too late, with an error, or not at all. So the answer comes within the phase's deadline, which
covers waiting and reading alike, and what could not be read in time is answered as the phase's `on_silence` says: held, as it comes.
Only what is not from Coral, or cannot be understood as Coral's, is refused.
"""

import asyncio
import time

import msgspec
import structlog
from starlette.requests import Request
from starlette.responses import Response

from diwan import logs
from diwan.errors import NotSignedIn, Unknown
from diwan.scoring.coral import Answer, BodyFormat, Phase, answer, late
from diwan.scoring.html_text import text_of
from diwan.scoring.room import Overdue, Overloaded
from diwan.screening.scores import Text
from diwan.web.compat.coral.requests import body_of
from diwan.web.compat.coral.signature import HEADER, is_signed
from diwan.web.requests import body
from diwan.web.scoring.judging import judge

MOST_BYTES = 4 << 20
"""In a request: more than Coral itself takes from a browser. What is refused for its size would be published."""
MOST_CHARACTERS = 50_000
"""In a body that is read. A longer one is answered as silence: to read it takes longer than Coral waits."""
SURFACE = "coral"
_ROOM_TO_ANSWER_S = 0.005
"""Kept from the deadline for what comes after the scoring."""

_log = structlog.get_logger("diwan.coral")


async def moderate(request: Request) -> Response:
    """What the phase says about the comment: 204 for no opinion, or Coral's JSON."""
    began = time.monotonic()
    phase: Phase | None = request.app.state.coral.get(request.path_params["phase"])
    if phase is None:
        raise Unknown(
            "There is no such phase. Its name is the last part of the address, and stands in [[scoring.coral]].",
            code="unknown-phase",
        )
    sent = await body(request, MOST_BYTES)
    if not is_signed(sent, request.headers.getlist(HEADER), phase.secrets):
        raise NotSignedIn(
            "X-Coral-Signature is missing, or is by none of this phase's secrets. "
            "Copy the signing secret from the phase in Coral's admin.",
            code="coral-signature",
        )
    comment = body_of(sent)
    told = await _told(request, phase, comment, began + phase.deadline_s - _ROOM_TO_ANSWER_S)
    request.app.state.metrics.coral_answered(phase.name, told.kind)
    headers = {"cache-control": "no-store"}
    if told.body is None:
        return Response(status_code=204, headers=headers)
    return Response(msgspec.json.encode(told.body), headers=headers, media_type="application/json")


async def _told(request: Request, phase: Phase, comment: str, deadline: float) -> Answer:
    """The phase's answer by `deadline`, on the clock `time.monotonic`, whatever goes wrong."""
    left = deadline - time.monotonic()
    if len(comment) > MOST_CHARACTERS or left <= 0:
        return late(phase)
    try:
        # Twice: the scorer gives the text up instead of reading it for nobody, and the loop does not depend on it.
        async with asyncio.timeout(left):
            if phase.format is BodyFormat.HTML:
                # In a thread, which may be left behind: some HTML takes the parser long.
                comment = await asyncio.to_thread(text_of, comment)
            left = deadline - time.monotonic()
            [scored] = await judge(request, SURFACE, [Text(comment, language=phase.language)], within_s=left)
    except (Overdue, Overloaded, TimeoutError):
        return late(phase)
    except Exception as error:  # noqa: BLE001 - whatever is wrong, an error here would publish the comment
        _log.error("coral-failed", error=logs.described(error))
        return late(phase)
    return answer(phase, scored.findings)
