"""Serve: how muster is reached, and that sessions stay out of reach on the way."""

from __future__ import annotations

import asyncio
import gc
import logging
import ssl
from typing import Any, Final

from muster import logs, settings
from muster.cli.prompt import refuse
from muster.domain.errors import Fault, Invalid, Refusal
from muster.domain.hosts import is_loopback
from muster.persistence.opening import Place, opened
from muster.services import health
from muster.settings import Settings

DEVELOPMENT: Final = (
    "DEVELOPMENT MODE (MUSTER_INSECURE_COOKIES): sessions go over plain http, for trying muster out on this machine "
    "only; never with real people's data"
)
WITHOUT_TLS: Final = (
    "it speaks plain http, and sessions are sent only over TLS: nobody can sign in but through a web server with TLS "
    "before it (docs/runbook.md says how, and how muster speaks TLS itself)"
)
_LOG: Final = logging.getLogger("muster.serve")


def serve() -> None:
    """Serve the pages and the API until stopped, and send what is due meanwhile."""
    try:
        serve_with(settings.read())
    except Refusal as refusal:
        refuse(refusal)


def serve_with(read: Settings) -> None:
    """Serve by these settings, until stopped.

    Raises:
        Refusal: it cannot be served; here in a sentence, which the server would refuse with a traceback.
    """
    import uvicorn  # noqa: PLC0415 - only who serves waits for the web framework to load

    from muster.app import create_app  # noqa: PLC0415 - as above
    from muster.jobs import Worker  # noqa: PLC0415 - as above

    read.safe_to_serve()
    tls = _tls(read)
    worker = Worker.of(read) if read.work else None
    asyncio.run(_ready_to_serve(read))
    app = create_app(read, beside=worker.working if worker else None)
    gc.freeze()  # all of this stays: the collector need not walk over it while somebody waits
    logs.set_up(read.log_level, read.log_format)
    _LOG.info("muster serves %s (API reference: /api/v1/reference); Ctrl-C stops it", read.listens_on())
    if said := _mode(read):
        _LOG.warning(said)
    uvicorn.run(
        app,
        host=read.host,
        port=read.port,
        log_config=None,
        access_log=False,
        proxy_headers=read.trusted_proxies is not None,
        forwarded_allow_ips=read.trusted_proxies or [],
        server_header=False,
        **tls,
    )


def _mode(read: Settings) -> str:
    """Return what whoever starts muster has to know of the way it is reached; nothing, when all is as it should be."""
    if read.insecure_cookies:
        return DEVELOPMENT
    return "" if read.tls_cert_file or read.base_url or is_loopback(read.host) else WITHOUT_TLS


def _tls(read: Settings) -> dict[str, Any]:
    """Return what the server is told of the certificate, having looked whether it can be used.

    Raises:
        Invalid: it cannot be read, or the key is not its own.
    """
    if read.tls_cert_file is None or read.tls_key_file is None:
        return {}
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(read.tls_cert_file, read.tls_key_file, _no_password)
    except OSError as why:  # of which an SSLError is one
        expected = "a certificate in PEM and its own key, without a password, that this account may read"
        faults = [
            Fault(name, str(file), expected, "name the right file; `openssl x509 -in FILE -noout -text` shows one")
            for name, file in (("MUSTER_TLS_CERT_FILE", read.tls_cert_file), ("MUSTER_TLS_KEY_FILE", read.tls_key_file))
        ]
        said = why.strerror or str(why)
        raise Invalid(f"the certificate cannot be used: {said}", code="bad-settings", faults=faults) from why
    return {"ssl_certfile": str(read.tls_cert_file), "ssl_keyfile": str(read.tls_key_file)}


def _no_password() -> str:
    """Have a key with a password refused, where the library would ask at the prompt."""
    return ""


async def _ready_to_serve(read: Settings) -> None:
    async with opened(Place(**read.database())):
        pass


def reached(read: Settings) -> health.Check:
    """Look at how it would be served."""
    what = f"served at {read.base_url or read.listens_on()}"
    try:
        read.safe_to_serve()
        _tls(read)
    except Invalid as why:
        return health.Check(what, well=False, words=str(why))
    said = "muster itself speaks TLS" if read.tls_cert_file else "sessions are sent only over TLS"
    return health.Check(what, well=_mode(read) != WITHOUT_TLS, words=_mode(read) or said)
