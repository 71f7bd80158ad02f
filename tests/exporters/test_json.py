"""JSON written: one document that any program reads, and what is private in it only when it is asked for."""

from __future__ import annotations

import json
import tracemalloc
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from netlog import sample
from netlog.domain.dossier import Acquaintance, Event, Fit, Introduction, Offer, Parting, Place, Reflection, Step
from netlog.domain.journal import Conversation, Fact, Group, Observed, Person, Rating, Standing
from netlog.domain.records import KINDS, TYPES, mapping
from netlog.exporters.json import write
from netlog.importers import jsonl
from strategies import journals

if TYPE_CHECKING:
    from collections.abc import Iterable

TODAY = date(2026, 11, 21)
ON = date(2026, 2, 20)
ANA = Person("P1", "Ana Ruiz", "ana-ruiz", ON, "Kestrel", "CTO", emails=("ana@kestrel.example",), tags=("secret-tag",))
PRIVATE = (
    Fact("F1", "P1", ON, "careful", "Secret illness"),
    Reflection("R1", "P1", ON, "reflect", "friction", "Secret words"),
    Standing("S1", "P1", ON, "resting", None, "Secret reason"),
    Parting("T1", "P1", ON, "coffee", "parted", "Secret quarrel"),
    Rating("A0", "P1", ON, "view", 7, text="Secret doubt"),
    Fit("I1", "P1", ON, "end", outcome=1, text="Secret lesson"),
)


def written(*records: Any, **how: Any) -> str:
    return "".join(write(lambda kind: [one for one in records if type(one) is kind], TODAY, **how))


def test_an_empty_journal_is_a_document_with_every_kind() -> None:
    told = json.loads(written())
    assert told.pop("netlog") == 1
    assert set(told) == {"entry" if name in ("give", "receive", "thank", "ask") else name for name in KINDS}
    assert all(value == [] for value in told.values())
    assert len(told) == len(TYPES)


@given(journals())
@settings(max_examples=40)
def test_every_record_is_told_as_in_json_lines(journal: list[Any]) -> None:
    told = json.loads(written(*journal, private=True))
    del told["netlog"]
    assert [one for listed in told.values() for one in listed] == [
        mapping(one) for kind in TYPES for one in journal if type(one) is kind
    ]


def test_the_same_journal_makes_the_same_bytes_of_one_line_a_record() -> None:
    records = list(sample.journal(TODAY))
    assert written(*records) == written(*records)
    public = [one for one in records if not (isinstance(one, Fact) and one.topic == "careful")]
    assert sum(line.startswith('{"kind":') for line in written(*public).splitlines()) == len(public)


def test_private_words_stay_out_unless_they_are_asked_for() -> None:
    told = json.loads(written(ANA, *PRIVATE))
    assert "Secret" not in str(told)
    assert (told["fact"], told["reflection"]) == ([], [])
    assert told["standing"] == [{"kind": "standing", "id": "S1", "with": "P1", "on": "2026-02-20", "state": "resting"}]
    assert "Secret quarrel" in str(json.loads(written(ANA, *PRIVATE, private=True)))
    assert json.loads(written(ANA, *PRIVATE, private=True)).keys() == told.keys()


@pytest.mark.parametrize("private", [False, True])
def test_redacted_it_holds_no_name_no_address_and_no_text(private: bool) -> None:
    records = (
        *(ANA, *PRIVATE),
        Conversation(
            "C1", ON, "Secret talk", ("P1",), place="Secret café", observed=(Observed("fear", "Secret fear"),)
        ),
        Rating("A1", "P1", ON, "view", 7, 7, 7, 2, "Secret because"),
        Acquaintance("K1", "P1", "P2", ON, 3, "Secret source"),
        Introduction("I1", "P1", "P2", ON, "Secret why", None, (Step(ON, "asked", "one", "Secret note"),)),
        Place("L1", "Secret bar", ON),
        Event("E1", "Secret fair", ON, "secret-tag"),
        Group("G1", "Secret circle", ON, 1, 4, "Secret place", None, ("P1",)),
        Offer("O1", ON, "Secret desk", "S"),
    )
    text = written(*records, redact=True, private=private)
    for word in ("ecret", "Ana", "Ruiz", "ana-ruiz", "Kestrel", "CTO", "@"):
        assert word not in text
    told = json.loads(text)
    assert told["person"] == [{"kind": "person", "id": "P1", "added": "2026-02-20", "name": "A. R."}]
    assert told["rating"][-1] == {
        **{"kind": "rating", "id": "A1", "with": "P1", "on": "2026-02-20", "source": "view"},
        **{"C": 7, "R": 7, "I": 7, "S": 2},
    }


@given(journals())
@settings(max_examples=30)
def test_redacted_nothing_of_a_person_is_left_but_initials(journal: list[Any]) -> None:
    told = json.loads(written(*journal, private=True, redact=True))
    assert {key for one in told["person"] for key in one} <= {
        *("kind", "id", "name", "added", "circle", "every", "met", "through"),
    }
    texts = {"text", "place", "reason", "org", "role", "emails", "phones", "links", "nicks", "tags", "handle", "tag"}
    assert not texts & {key for listed in told.values() if isinstance(listed, list) for one in listed for key in one}


def test_what_acts_on_a_terminal_stands_as_an_escape() -> None:
    text = written(ANA._replace(name="Ana \u202e Ruiz"))
    assert "\u202e" not in text
    assert json.loads(text)["person"][0]["name"] == "Ana \u202e Ruiz"


def test_it_is_not_taken_for_json_lines() -> None:
    assert not jsonl.knows(written(ANA).encode())


def test_a_hundred_thousand_records_are_never_held_together() -> None:
    def stream(kind: type) -> Iterable[Any]:
        return (ANA._replace(id=f"P{number}") for number in range(100_000)) if kind is Person else ()

    tracemalloc.start()
    pieces = sum(1 for _ in write(stream, TODAY))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert pieces > 100_000
    assert peak < 1_000_000
