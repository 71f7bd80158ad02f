"""What the tests of importers may ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netlog.domain.incoming import Gathering
from netlog.domain.parameters import DEFAULTS
from netlog.store.aside import aside

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def gathering() -> Iterator[Gathering]:
    """The records of files, none yet."""
    with aside() as place:
        yield Gathering(DEFAULTS, place)
