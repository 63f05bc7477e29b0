"""The application opens its database itself, and refuses to start without one."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from muster.app import create_app
from muster.domain.errors import Unavailable
from muster.persistence.embedded import DatabaseRole, Embedded
from muster.settings import Settings
from tests.api.conftest import browser


async def test_it_serves_from_the_database_that_the_settings_name(migrated: Embedded) -> None:
    app = create_app(Settings(database_url=SecretStr(migrated.dsn(DatabaseRole.APP))))

    async with app.lifespan(), browser(app) as client:
        assert (await client.get("/ready")).status_code == 200


async def test_without_a_database_it_does_not_start_and_says_what_to_do(tmp_path: Path) -> None:
    app = create_app(Settings(home=tmp_path, database_url=None))

    with pytest.RaisesGroup(pytest.RaisesExc(Unavailable, match="muster init"), allow_unwrapped=True):
        async with app.lifespan():
            pass
