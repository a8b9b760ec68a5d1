"""Coral's external moderation phase in the description of the scoring endpoints."""

from typing import Final, Literal

import msgspec

from diwan.scoring.coral import CODES
from diwan.web.compat.coral.requests import Asked
from diwan.web.scoring.openapi import Answer, Operation, Problem


class Flag(msgspec.Struct, frozen=True):
    """What the comment is flagged for."""

    actionType: Literal["FLAG"]  # noqa: N815 - Coral's
    reason: Literal["COMMENT_DETECTED_TOXIC", "COMMENT_DETECTED_SPAM"]


class RejectionReason(msgspec.Struct, frozen=True):
    """Coral's code for the guideline; the texts are empty."""

    code: str
    legalGrounds: str  # noqa: N815 - Coral's
    detailedExplanation: str  # noqa: N815 - Coral's
    customReason: str  # noqa: N815 - Coral's


class ModerationAction(msgspec.Struct, frozen=True):
    """Only with the status REJECTED."""

    status: Literal["REJECTED"]
    rejectionReason: RejectionReason  # noqa: N815 - Coral's


class PhaseAnswer(msgspec.Struct, frozen=True):
    """What Coral is told."""

    status: Literal["PREMOD", "REJECTED"]
    actions: list[Flag]
    moderationAction: ModerationAction | msgspec.UnsetType = msgspec.UNSET  # noqa: N815 - Coral's


OPERATIONS: Final = (
    Operation(
        path="/coral/{phase}",
        method="post",
        name="coral",
        summary="An external moderation phase of Coral",
        description=(
            "Signed by Coral in `X-Coral-Signature` (HMAC-SHA256 of the raw body). Codes of a rejection: "
            + ", ".join(sorted(set(CODES.values())))
            + "."
        ),
        request=Asked,
        security=("coral_signature",),
        parameters=(
            {
                "name": "phase",
                "in": "path",
                "required": True,
                "description": "The phase's name in `[[scoring.coral]]`.",
                "schema": {"type": "string", "pattern": "^[a-z0-9-]{1,32}$"},
            },
        ),
        answers={
            200: Answer("Hold the comment, or reject it.", PhaseAnswer),
            204: Answer("No opinion."),
            400: Answer("It is not what Coral sends.", Problem),
            401: Answer("No signature, or by none of the phase's secrets.", Problem),
            404: Answer("There is no such phase.", Problem),
            413: Answer("The request is too large.", Problem),
        },
    ),
)
