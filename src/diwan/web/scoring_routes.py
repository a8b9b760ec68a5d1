"""Every address at which Diwan judges texts for others, whether it serves a newsroom or only scores.

Whoever asks holds a scoring key (`diwan keys add --scoring`); only descriptions are for anyone.
"""

from starlette.routing import BaseRoute, Route

from diwan.web.compat.coral import described as coral_described, moderating as coral
from diwan.web.compat.openai import described as openai_described, moderations as openai
from diwan.web.compat.perspective import description as perspective
from diwan.web.compat.perspective.routes import routes as perspective_routes
from diwan.web.scoring import api
from diwan.web.scoring.openapi import Described, Operation


def scoring_routes() -> list[BaseRoute]:
    """The list, in order."""
    return [
        # What is asked most comes first: each route is tried in turn. Diwan's own.
        Route("/api/score", api.score, methods=["POST"]),
        # OpenAI's clients.
        Route("/v1/moderations", openai.moderations, methods=["POST"]),
        # Coral, which signs what it sends.
        Route("/coral/{phase}", coral.moderate, methods=["POST"]),
        # As Google's Perspective API.
        *perspective_routes(),
        # Descriptions of what is served.
        Route("/v1/models", openai.models, methods=["GET"]),
        Route("/v1/models/{model}", openai.model, methods=["GET"]),
        Route("/api/openapi.json", Described(operations()).openapi, methods=["GET"]),
    ]


def operations() -> list[Operation]:
    """What `/api/openapi.json` describes."""
    return [
        *api.OPERATIONS,
        *perspective.OPERATIONS,
        *openai_described.OPERATIONS,
        *coral_described.OPERATIONS,
    ]
