"""Response headers that keep readers' pages to what they need."""

import base64
import hashlib
import re

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def reader_page(html: str, scripts: tuple[str, ...] = ()) -> dict[str, str]:
    """For a page with its style inline: only these very styles (CSP level 3, hash sources), and no script at all but the files at
    these addresses, which may then ask this server, and nobody else."""
    hashes = " ".join(
        "'sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() + "'"
        for style in _STYLE.findall(html)
    )
    return {
        "content-security-policy": (
            "default-src 'none'; style-src "
            + (hashes or "'none'")
            + (_scripting(scripts) if scripts else "")
            + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
        "x-content-type-options": "nosniff",
        # Not "no-referrer": under that, browsers send a form with `Origin: null`, which cannot be told from a foreign one.
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
    }


def _scripting(scripts: tuple[str, ...]) -> str:
    return f"; script-src {' '.join(scripts)}; connect-src 'self'; require-trusted-types-for 'script'"
