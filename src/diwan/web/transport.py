"""Strict-Transport-Security (RFC 6797): a browser that has seen Diwan over https never asks for it otherwise."""

from typing import Any

from diwan.settings import Settings
from diwan.settings.security import HSTS
from diwan.web.counting import Application, Receive, Scope, Send


def header(settings: Settings) -> str:
    """What every answer says; "" where nothing is to be said: `public_url` is not https, or the settings leave it to somebody else."""
    return HSTS[settings.security.hsts] if settings.public_url.startswith("https://") else ""


def only_https(application: Application, settings: Settings) -> Application:
    """The application, whose answers all say so; itself, where there is nothing to say."""
    said = header(settings)
    if not said:
        return application
    added = (b"strict-transport-security", said.encode())

    async def telling(scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Any) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), added]}
            await send(message)

        await application(scope, receive, sending)

    return telling
