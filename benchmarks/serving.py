"""The servers that are compared: Diwan as it is shipped, nginx, and a handler that does nothing but store a row."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from benchmarks import machine, newsroom
from benchmarks.machine import Running
from diwan import settings

_MANUAL = Path(__file__).parents[1] / "docs" / "operating"
_BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")

PLAIN = """
server {{
    listen 127.0.0.1:{port};
    root {root};
    charset utf-8;
    types {{ text/html html; application/json json; }}
    gzip_static on;
    gzip_vary on;
    {brotli}
    location /pages/ {{ add_header Cache-Control "public, max-age=31536000, immutable"; }}
    location /threads/ {{ add_header Cache-Control "no-cache"; }}
}}
"""


@contextmanager
def diwan(config: Path) -> Iterator[Running]:
    """`diwan serve` with this settings file. It answers before its checks have loaded what they need, which takes some seconds of the first
    measurement where that does not wait."""
    port = settings.load(config, {}).server.port
    command = [sys.executable, "-m", "diwan", "--config", str(config), "serve"]
    log = config.with_suffix(".log")
    with machine.started(command, port, ready=machine.answers("/readyz"), log=log) as running:
        running.at_rest()
        yield running


def bare(folder: Path, database: str) -> AbstractContextManager[Running]:
    """The bare handler over an empty database: see `bare`."""
    port = machine.free_port()
    return machine.started(
        [sys.executable, "-m", "benchmarks.bare", str(port)],
        port,
        ready=machine.answers("/"),
        environment={"BARE_DATABASE": database, "BARE_FOLDER": str(folder)},
        log=folder / "bare.log",
    )


def nginx_plain(folder: Path, root: Path) -> AbstractContextManager[Running]:
    """nginx with the shortest configuration that serves the printed files."""
    port = machine.free_port()
    return _nginx(folder, port, PLAIN.format(port=port, root=root, brotli=_brotli_static()))


def nginx_shipped(folder: Path, root: Path, behind: int) -> AbstractContextManager[Running]:
    """nginx with the configuration of the operating manual, in front of Diwan at port `behind`."""
    port = machine.free_port()
    site = (_MANUAL / "nginx.conf").read_text()
    for written, here in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("server 127.0.0.1:8000;", f"server 127.0.0.1:{behind};"),
        ("root /var/lib/diwan/press;", f"root {root};"),
    ):
        if site.count(written) != 1:
            raise RuntimeError(f"docs/operating/nginx.conf does not hold `{written}` once")
        site = site.replace(written, here)
    return _nginx(folder, port, site)


def _brotli_static() -> str:
    return "brotli_static on;" if _BROTLI.exists() else ""


@contextmanager
def _nginx(folder: Path, port: int, site: str) -> Iterator[Running]:
    binary = machine.tool("nginx", "nginx-light libnginx-mod-http-brotli-static")
    (folder / "snippets").mkdir(parents=True)
    (folder / "site.conf").write_text(site)
    if _BROTLI.exists():
        shutil.copy(_MANUAL / "nginx-brotli.conf", folder / "snippets" / "diwan-brotli.conf")
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"{f'load_module {_BROTLI};' if _BROTLI.exists() else ''}\n"
        # Started by root it would take another account for its workers, who may not enter temporary folders.
        f"{'user root;' if os.geteuid() == 0 else ''}\n"
        f"daemon off; worker_processes 1; pid {folder}/pid; error_log stderr;\n"
        "events { worker_connections 1024; }\n"
        f"http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; {temporary} include site.conf; }}\n"
    )
    with machine.started(
        [binary, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"],
        port,
        ready=machine.answers(f"/threads/{newsroom.SITE}/{newsroom.ARTICLE}/pointer.json"),
        log=folder / "log",
    ) as running:
        yield running
