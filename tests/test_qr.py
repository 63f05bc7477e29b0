"""A QR code as one path: what it draws is the code, module for module."""

from __future__ import annotations

import re

import segno

from muster import qr

URI = "otpauth://totp/muster:amara%40example.org?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=muster"
RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")


def test_the_path_draws_every_dark_module_and_no_other() -> None:
    picture = qr.picture(URI)
    drawn = set()
    for x, y, length, back in RUN.findall(picture.path):
        assert length == back
        drawn |= {(int(x) + step, int(y)) for step in range(int(length))}

    matrix = segno.make_qr(URI, error="m").matrix
    assert drawn == {(x + 4, y + 4) for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark}
    assert picture.size == len(matrix) + 8
    assert RUN.sub("", picture.path) == "", "the path is runs and nothing else"
