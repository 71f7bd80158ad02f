"""Where data and settings lie when nobody says so: where `platformdirs` has it, without loading it."""

from __future__ import annotations

import platformdirs
import pytest

from netlog import folders

PLACES = (None, "", "/srv/elsewhere", "/srv/elsewhere/", "relative/folder", "~/at/home", " /with/a/space", "/")


@pytest.mark.parametrize("home", [*PLACES[:5], "/home/王", "~"])
@pytest.mark.parametrize("named", PLACES)
def test_the_folders_are_those_of_the_platform(
    named: str | None, home: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable, value in (("XDG_DATA_HOME", named), ("XDG_CONFIG_HOME", named), ("HOME", home)):
        if value is None:
            monkeypatch.delenv(variable, raising=False)
        else:
            monkeypatch.setenv(variable, value)
    assert folders.data() == platformdirs.user_data_dir("netlog", appauthor=False)
    assert folders.settings() == platformdirs.user_config_dir("netlog", appauthor=False)
