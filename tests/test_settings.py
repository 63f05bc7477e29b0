"""Settings that decide whom muster believes, and what it does with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from muster import settings
from muster.cli import serving
from muster.domain.errors import Invalid
from muster.settings import Settings


@pytest.mark.parametrize("given", ["127.0.0.1", "10.2.0.0/16", "127.0.0.1, ::1,2001:db8::/32"])
def test_proxies_are_named_by_address_or_network(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSTER_TRUSTED_PROXIES", given)

    assert settings.read().trusted_proxies == given


@pytest.mark.parametrize("given", ["*", "proxy.county.example", "10.2.0.1/16", "127.0.0.1,", "all"])
def test_nobody_is_believed_by_mistake(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSTER_TRUSTED_PROXIES", given)

    with pytest.raises(Invalid, match=r"MUSTER_TRUSTED_PROXIES.*neither an address nor a network"):
        settings.read()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (None, {"proxy_headers": False, "forwarded_allow_ips": []}),
        ("10.2.0.0/16", {"proxy_headers": True, "forwarded_allow_ips": "10.2.0.0/16"}),
    ],
)
def test_the_server_is_told_which_proxies_to_believe_and_no_others(
    given: str | None, told: dict[str, Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    served: dict[str, Any] = {}

    async def ready(_: object) -> None:
        return None

    monkeypatch.setattr(serving, "_ready_to_serve", ready)
    monkeypatch.setattr("uvicorn.run", lambda _, **how: served.update(how))
    serving.serve_with(Settings(home=tmp_path, trusted_proxies=given, work=False))

    assert {name: served[name] for name in told} == told


def test_the_keys_lie_in_the_home_or_where_it_is_said(tmp_path: Path) -> None:
    assert Settings(home=tmp_path).sealing_file == tmp_path / "secrets" / "sealing.key"
    assert Settings(home=tmp_path, secret_file=tmp_path / "key").sealing_file == tmp_path / "key"
