from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import person
from netlog.domain import people
from netlog.errors import Ambiguous, NotFound, UsageError

ANA = person("Ana Ruiz", org="Kestrel", emails=("ana@kestrel.example",), phones=("+351 912 345 678",))
ANA_LIMA = person("Ana Lima", org="Birch")
JO = person("Jo Park", nicks=("Jay",))
JO_ANN = person("Jo-Ann Smith", handle="jo-ann-smith")
JAN = person("Jan van der Berg")
OBRIEN = person("Séan O'Brien", handle="sean-obrien")
NICOLO = person("Nicolò D'Angelo", handle="nicolo-dangelo")
WANG = person("王伟", handle="wang-wei")
SUKARNO = person("Sukarno")
CROWD = [ANA, ANA_LIMA, JO, JO_ANN, JAN, OBRIEN, NICOLO, WANG, SUKARNO]

any_text = st.text(st.characters(exclude_categories=[]), max_size=40) | st.sampled_from(
    ["ß", "İ", "ﬁ", "Å", "ǅ", "ꭰ", "\ud83d", "\ud83d\ude00", "́", "\0", "²", "한글", "がぎ", "ـ", "Ⅷ"]
)


# --- keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana  RUIZ", "ana ruiz"),
        ("Nicolò", "NICOLO"),
        ("Đặng Thị Hoa", "dang thi hoa"),
        ("Łukasz", "lukasz"),
        ("Søren Ægir", "soren aegir"),
        ("Weiß", "WEISS"),
        ("İbrahim", "ibrahim"),
        ("IŞIK", "işik"),
        ("ışık", "isik"),
        ("O’Brien", "O'Brien"),
        ("Oʼbrien", "o‘brien"),
        ("Jo‐Ann", "jo-ann"),
        ("Ana\u00a0Ruiz", "ana ruiz"),
        ("Ana\u200b Ruiz", "ana ruiz"),
        ("أحمد", "احمد"),
        ("مُحَمَّد", "محمد"),
        ("Ａｎａ", "ana"),
        ("Zoe\u0308", "zoë"),
    ],
)
def test_spellings_of_one_name_have_one_key(one, other):
    assert people.fold(one) == people.fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("かがわ", "かかわ"), ("Ana", "Anna"), ("क", "की"), ("ม", "มี"), ("Jo-Ann", "Jo Ann")]
)
def test_other_names_have_other_keys(one, other):
    assert people.fold(one) != people.fold(other)


@given(any_text)
def test_the_key_of_a_key_is_itself(text):
    assert people.fold(people.fold(text)) == people.fold(text)


def test_the_short_way_for_ascii_gives_what_the_long_way_gives():
    assert people.fold(" Jo-Ann  O'Neil ") == people.fold(" Jo-Ann  O'Neil é").removesuffix(" e")


# --- handles


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Ana Ruiz", "ana-ruiz"),
        ("王伟", "wang-wei"),
        ("山田太郎", "shan-tian-tai-lang"),
        ("김철수", "gim-cheol-su"),
        ("عبد الله", "bd-llh"),
        ("Иван Петров", "ivan-petrov"),
        ("Đặng Thị Hoa", "dang-thi-hoa"),
        ("Nicolò D'Angelo", "nicolo-dangelo"),
        ("Seán O’Brien", "sean-obrien"),
        ("Jo-Ann (Kestrel)", "jo-ann-kestrel"),
        ("  J. R.  Smith ", "j-r-smith"),
        ("Sukarno", "sukarno"),
        ("--", "person"),
        ("", "person"),
    ],
)
def test_a_handle_is_what_a_keyboard_can_type(name, handle):
    assert people.handle(name, ()) == handle


def test_a_taken_handle_gets_the_next_free_number():
    assert people.handle("Ana Ruiz", {"ana-ruiz"}) == "ana-ruiz-2"
    assert people.handle("Ana Ruiz", ["ana-ruiz", "ana-ruiz-2", "ana-ruiz-4"]) == "ana-ruiz-3"
    assert people.handle("…", {"person"}) == "person-2"


@given(any_text, st.sets(st.sampled_from(["a", "a-2", "person", "person-2"])))
def test_a_handle_is_free_ascii_and_never_empty(name, taken):
    handle = people.handle(name, taken)
    assert handle not in taken
    assert handle
    assert all(part and part.isascii() and part.isalnum() and part == part.lower() for part in handle.split("-"))


def test_a_long_name_has_a_short_handle():
    assert len(people.handle("Ana " * 40, ())) <= people.LONGEST_HANDLE


# --- text in


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ana \t Ruiz\n", "Ana Ruiz"),
        ("Ana\0 Ru\x1biz\x7f", "Ana Ruiz"),
        ("a \0 b", "a b"),
        ("one\r\ntwo\u2028three\x85four", "one two three four"),
        ("Zoe\u0308", "Zoë"),
        ("\ud83d\ude00", "😀"),
        ("x\ud83d", "x�"),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("[bold]Ana[/bold]", "[bold]Ana[/bold]"),
    ],
)
def test_a_field_keeps_one_clean_line(typed, kept):
    assert people.clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree\x85four\u2028five\u2029six\n", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("a\0b", "ab"),
        ("tab\tand  spaces \x1b[0m", "tab\tand  spaces \x1b[0m"),
        ("\n  indented", "indented"),
        ("Zoe\u0308 \ud83d", "Zoë �"),
    ],
)
def test_a_note_keeps_its_lines(typed, kept):
    assert people.clean_note(typed) == kept


@given(any_text)
def test_what_is_clean_stays_as_it_is(text):
    for clean in (people.clean, people.clean_note):
        once = clean(text)
        assert clean(once) == once
        once.encode()
        assert "\0" not in once


@pytest.mark.parametrize("blank", ["", " \t\n", "\0", "—", "…!", "🎉", "\u200b", "ㅤ", "\u202e", "́"])
def test_a_name_that_nobody_could_read_is_refused(blank):
    with pytest.raises(UsageError):
        people.clean_name(blank)


def test_a_name_may_be_long_but_not_endless():
    assert people.clean_name("x" * 200) == "x" * 200
    with pytest.raises(UsageError, match="201"):
        people.clean_name("x" * 201)


def test_a_note_may_be_long_but_not_endless():
    assert len(people.clean_note("x\r\n" * 500_000)) == 999_999
    with pytest.raises(UsageError, match="1,000,001"):
        people.clean_note("x" * 1_000_001)


# --- finding


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ana-ruiz", [ANA]),
        ("Ana Ruiz", [ANA]),
        ("ANA RUÍZ", [ANA]),
        ("ana@KESTREL.example", [ANA]),
        ("+351 912 345 678", [ANA]),
        ("00351 912-345-678", [ANA]),
        ("912", []),
        ("ana", [ANA, ANA_LIMA]),
        ("Ana R", [ANA]),
        ("Ana R.", [ANA]),
        ("ana l", [ANA_LIMA]),
        ("Ana P.", []),
        ("ruiz", [ANA]),
        ("jo", [JO]),
        ("jay", [JO]),
        ("jo-ann", [JO_ANN]),
        ("Jo Ann", [JO_ANN]),
        ("van der Berg", [JAN]),
        ("berg", [JAN]),
        ("Jan V", [JAN]),
        ("Jan B.", [JAN]),
        ("der", [JAN]),
        ("O’Brien", [OBRIEN]),
        ("obrien", [OBRIEN]),
        ("sean", [OBRIEN]),
        ("d'angelo", [NICOLO]),
        ("nicolo", [NICOLO]),
        ("王伟", [WANG]),
        ("wang wei", [WANG]),
        ("wei", [WANG]),
        ("SUKARNO", [SUKARNO]),
        ("an", []),
        ("Ruiz Ana", []),
        ("rui", []),
        ("ana-", [ANA, ANA_LIMA]),
        ("", []),
        ("...", []),
        ("%", []),
    ],
)
def test_people_answer_to_any_unambiguous_part_of_their_name(query, found):
    assert people.matches(query, CROWD) == found


def test_the_better_way_of_being_named_wins():
    ana = person("Ana")
    assert people.matches("ana", [ANA, ana, ANA_LIMA]) == [ana]
    nicked = person("Berta Ana", nicks=("Ana Ruiz",))
    assert people.matches("ana ruiz", [nicked, ANA]) == [nicked, ANA]
    assert people.matches("ana-ruiz", [nicked, ANA]) == [ANA]


def test_a_title_is_no_part_of_a_name():
    doctor = person("Dr. Ada Lind", handle="ada-lind")
    assert people.matches("ada lind", [doctor]) == [doctor]
    assert people.matches("dr. ada", [doctor]) == [doctor]


def test_several_candidates_are_listed_with_what_to_type():
    with pytest.raises(Ambiguous) as caught:
        people.find("Ana", CROWD)
    assert caught.value.sentence == "'Ana' may be Ana Ruiz (ana-ruiz, Kestrel) or Ana Lima (ana-lima, Birch)."
    assert "ana-ruiz" in caught.value.hint


def test_a_crowd_of_candidates_is_cut_short():
    anas = [person(f"Ana {letter}x") for letter in "bcdefghijklmnop"]
    with pytest.raises(Ambiguous, match="5 more"):
        people.find("ana", anas)


def test_nobody_by_that_name_brings_the_nearest():
    with pytest.raises(NotFound) as caught:
        people.find("anna ruis", CROWD)
    assert caught.value.sentence == "Nobody called 'anna ruis' is in the journal."
    assert "ana-ruiz" in caught.value.hint


def test_nobody_by_that_name_and_nobody_near_tells_how_to_add_them():
    with pytest.raises(NotFound) as caught:
        people.find("zed", [])
    assert caught.value.sentence == "Nobody called 'zed' is in the journal."
    assert "netlog add" in caught.value.hint


@pytest.mark.parametrize("blank", ["", "  ", "\0"])
def test_no_name_at_all_is_a_slip_of_the_call(blank):
    with pytest.raises(UsageError):
        people.find(blank, CROWD)


@given(any_text | st.sampled_from(["Ana Riuz", "anna", "jo par", "sukarno2", "Jan van den Berg"]))
def test_nothing_is_found_by_likeness(query):
    try:
        found = people.find(query, CROWD)
    except (UsageError, NotFound, Ambiguous):
        return
    assert found in people.matches(query, CROWD)


@pytest.mark.parametrize("slip", ["Anna Ruiz", "ana ruis", "ana riuz"])
def test_a_slip_finds_nobody_and_nearest_knows_who(slip):
    assert people.matches(slip, CROWD) == []
    assert people.nearest(slip, CROWD)[0] == ANA


def test_the_nearest_are_few_and_each_comes_once():
    near = people.nearest("Ana Rui", CROWD, limit=2)
    assert near[0] == ANA
    assert len(near) == len({p.id for p in near}) <= 2
    assert people.nearest("qqqq", CROWD) == []


# --- likeness


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana Ruíz", "ana ruiz"),
        ("Ana Ruiz", "Anna Ruiz"),
        ("Ana Ruiz", "Ana Riuz"),
        ("Ana Ruiz", "Ana Ruis"),
        ("Ruiz, Ana", "Ana Ruiz"),
        ("Jo-Ann Smith", "Jo Ann Smith"),
        ("Joann Smith", "Jo-Ann Smith"),
        ("O'Brien", "OBrien"),
        ("Dr. Ana Ruiz", "Ana Ruiz"),
    ],
)
def test_two_spellings_look_alike(one, other):
    assert people.looks_alike(one, other)
    assert people.looks_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana Ruiz", "Ana Lima"),
        ("Dan Smith", "Jan Smith"),
        ("Lena", "Lana"),
        ("Person 1", "Person 2"),
        ("Ana Ruiz", "Ana"),
        ("王伟", "王芳"),
        ("", ""),
        ("…", "!"),
    ],
)
def test_two_people_do_not_look_alike(one, other):
    assert not people.looks_alike(one, other)


@given(st.sampled_from(["candid", "asked-first", "kestrel"]), st.data())
def test_one_slip_is_one_letter_lost_changed_or_swapped(word, data):
    i = data.draw(st.integers(0, len(word) - 2))
    lost, changed = word[:i] + word[i + 1 :], word[:i] + "z" + word[i + 1 :]
    swapped = word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    assert people.is_one_slip(lost, word)
    assert people.is_one_slip(word, lost)
    assert people.is_one_slip(word, changed)
    assert people.is_one_slip(word, swapped) == (swapped != word)
    assert not people.is_one_slip(word, f"{word}zz")
    assert not people.is_one_slip(word, word)


@settings(max_examples=50)
@given(st.lists(st.sampled_from(["Ana", "Ruiz", "Jo", "van", "der", "Berg", "O'Neil", "王"]), min_size=1, max_size=4))
def test_every_run_of_the_words_of_a_name_finds_its_bearer(words):
    one = person(" ".join(words), handle="x")
    for i in range(len(words)):
        for j in range(i + 1, len(words) + 1):
            assert people.matches(" ".join(words[i:j]), [one]) == [one]


def test_the_order_of_people_does_not_change_who_is_found():
    for crowd in permutations([ANA, ANA_LIMA, JO, JO_ANN]):
        assert people.matches("jo", crowd) == [JO]
        assert {p.id for p in people.matches("ana", crowd)} == {"ana-ruiz", "ana-lima"}


@pytest.mark.parametrize(("typed", "kept"), [(None, None), ("", None), (" \n ", None), (" Café\tRosa ", "Café Rosa")])
def test_a_field_that_may_be_empty_is_none_where_nothing_is_told(typed, kept):
    assert people.line_or_none(typed) == kept
    assert people.note_or_none(typed) == (kept and "Café\tRosa")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ana Ruiz", "Ana"),
        ("王伟", "王伟"),
        ("王 伟", "王 伟"),
        ("Siobhán O'Brien", "Siobhán"),
        ("Ольга Иванова", "Ольга"),
        (" ", " "),
    ],
)
def test_somebody_is_called_by_the_first_name(name: str, said: str) -> None:
    assert people.called(name) == said


@pytest.mark.parametrize("query", ["jo 喜欢", "jo отчёт", "jo كتاب", "王伟 jo"])
def test_words_of_another_script_after_a_name_are_no_part_of_it(query):
    assert people.matches(query, [person("Jo Park")]) == []
