"""Names by which machines are reached, and which of them never leave this one."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit


def host_of(authority: str) -> str:
    """Return the host of what stands after ``//`` in an address: without a port, and IPv6 without brackets.

    >>> host_of("muster.county.example:8443"), host_of("[::1]:8765"), host_of("me@elsewhere"), host_of("[")
    ('muster.county.example', '::1', '', '')
    """
    if "@" in authority:
        return ""
    try:
        return urlsplit(f"//{authority}").hostname or ""
    except ValueError:
        return ""


def is_loopback(host: str) -> bool:
    """Is it a name or a number by which a machine calls itself?

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("::1"), is_loopback("127.0.0.1.example")
    (True, True, True, False)
    """
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
