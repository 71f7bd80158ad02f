"""The defects that `planted.py` plants: each still has the place that it is put in."""

from __future__ import annotations

import pytest

from reliability.planted import DEFECTS, ROOT, Defect


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda one: one.name)
def test_what_a_planted_defect_takes_the_place_of_stands_once(defect: Defect) -> None:
    assert (ROOT / "src" / "netlog" / defect.file).read_text(encoding="utf-8").count(defect.right) == 1
