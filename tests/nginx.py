"""nginx, started with the configuration that the manual gives, before whatever a test puts behind it."""

import os
import select
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

MANUAL = Path(__file__).parents[1] / "docs" / "operating"
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
BINARY = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")

needed = [
    pytest.mark.nginx,
    pytest.mark.skipif(BINARY is None, reason="nginx is not installed: apt install nginx-light"),
]


@contextmanager
def running(folder: Path, *, behind: int, root: Path, takes_brotli: bool = False) -> Iterator[int]:
    """The port at which it listens; stopped afterwards. `behind` is the port of Diwan, `root` where the printed files lie."""
    assert BINARY is not None
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    site = (MANUAL / "nginx.conf").read_text()
    for written, here in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("server 127.0.0.1:8000;", f"server 127.0.0.1:{behind};"),
        ("root /var/lib/diwan/press;", f"root {root};"),
    ):
        assert site.count(written) == 1
        site = site.replace(written, here)
    (folder / "site.conf").write_text(site)
    (folder / "snippets").mkdir()
    if takes_brotli:
        shutil.copy(MANUAL / "nginx-brotli.conf", folder / "snippets" / "diwan-brotli.conf")
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"{'load_module ' + str(BROTLI) + ';' if takes_brotli else ''}\n"
        # Started by root it would take another account for its workers, who may not enter the test's folders.
        f"{'user root;' if os.geteuid() == 0 else ''}\n"
        f"daemon off; worker_processes 1; pid {folder}/pid; error_log stderr notice;\n"
        f"events {{ worker_connections 64; }}\n"
        f"http {{ access_log off; {temporary} include site.conf; }}\n"
    )
    process = subprocess.Popen(
        [BINARY, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"], stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    try:
        said = b""
        while b"start worker process " not in said:
            ready, _, _ = select.select([process.stderr], [], [], 20)
            chunk = process.stderr.read1(65536) if ready else b""  # type: ignore[attr-defined]
            assert chunk, f"nginx did not start: {said.decode()}"
            said += chunk
        assert b"[warn]" not in said, said.decode()
        yield port
    finally:
        process.terminate()
        process.communicate(timeout=20)
