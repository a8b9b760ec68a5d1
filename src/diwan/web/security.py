"""Response headers that keep readers' pages to what they need."""

import base64
import hashlib
import re

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def reader_page(html: str) -> dict[str, str]:
    """For a page with its style inline: no script at all, and only these very styles (CSP level 3, hash sources)."""
    hashes = " ".join(
        "'sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() + "'"
        for style in _STYLE.findall(html)
    )
    return {
        "content-security-policy": (
            "default-src 'none'; style-src "
            + (hashes or "'none'")
            + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
        "x-content-type-options": "nosniff",
        # Not "no-referrer": under that, browsers send a form with `Origin: null`, which cannot be told from a foreign one.
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
    }
