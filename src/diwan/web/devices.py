"""What kind of browser a session is open in, so that its holder knows it again: two words, and nothing that would single one out."""

from starlette.requests import Request

# The first that the header holds: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def kind_of(request: Request) -> str:
    """Such as `Firefox, Linux`; "" if it cannot be told."""
    header = request.headers.get("user-agent", "")
    found = [next((name for sign, name in table if sign in header), "") for table in (_BROWSERS, _SYSTEMS)]
    return ", ".join(filter(None, found))
