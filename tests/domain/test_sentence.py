from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from builders import TODAY, person
from netlog.domain import people, sentence
from netlog.domain.evidence import SIGNALS
from netlog.domain.journal import HOWS, PROMISE_SIZES, SIZES, TOPICS, Signal
from netlog.errors import UsageError

ANA = person("Ana Ruiz", org="Kestrel")
JO = person("Jo Park", nicks=("Jay", "jp"))
MAY = person("May Lin")
WILL = person("Will Kay")
MARK = person("Mark Stone")
ROSE = person("Rose Diaz")
JAN = person("Jan van der Berg")
OBRIEN = person("Séan O'Brien", handle="sean-obrien")
NICOLO = person("Nicolò D'Angelo", handle="nicolo-dangelo")
HOA = person("Đặng Thị Hoa", handle="dang-thi-hoa")
SUKARNO = person("Sukarno")
DEWI = person("Dewi Lestari")
WANG = person("王伟", handle="wang-wei")
YAMADA = person("山田 太郎", handle="shan-tian-tai-lang")
ABDULLAH = person("عبد الله", handle="bd-llh")
KIM = person("김철수", handle="gim-cheol-su")
CROWD = (
    *(ANA, JO, MAY, WILL, MARK, ROSE, JAN, OBRIEN, NICOLO, HOA),
    *(SUKARNO, DEWI, WANG, YAMADA, ABDULLAH, KIM),
)


def read(text, known=CROWD, **others):
    return sentence.read(text, TODAY, known, SIGNALS, **others)


def named(text, *known, **others):
    """The names of the known people in a sentence, in order."""
    crowd = tuple(person(name) if isinstance(name, str) else name for name in known) or CROWD
    names = {p.id: p.name for p in crowd}
    return [names[id_] for id_ in read(text, crowd, **others).people]


def clause(text):
    (only,) = read(text).clauses
    return only


# --- the two sentences of the manual


def test_a_talk_with_a_new_and_a_known_person_at_a_place_with_a_tag():
    assert read(
        "yesterday: long talk with @Ana Ruiz and Jo about forecasting, at PyData Lisbon +pydata", (JO,)
    ) == sentence.Reading(
        on=date(2026, 11, 20),
        said_on=True,
        text="long talk with Ana Ruiz and Jo about forecasting, at PyData Lisbon",
        people=("jo-park",),
        new=("Ana Ruiz",),
        tags=("pydata",),
        place="PyData Lisbon",
    )


def test_a_call_with_four_clauses():
    found = read(
        "call with Ana. promised: the pricing deck by friday. gave: intro to Lena (S). learned: runs marathons. "
        "next: lunch in 3 weeks"
    )
    assert (found.text, found.how, found.people, found.unknown) == ("call with Ana", "call", ("ana-ruiz",), ())
    assert found.clauses == (
        sentence.Clause("promised", "the pricing deck", by=date(2026, 11, 27)),
        sentence.Clause("gave", "intro to Lena", size="S"),
        sentence.Clause("learned", "runs marathons", topic="note"),
        sentence.Clause("next", "lunch", by=date(2026, 12, 12)),
    )


def test_names_alone_are_people_and_no_conversation():
    for text in ("@Ana Lopes", "@Ana Lopes +client", "@Ana Lopes and @Jo Park", '@"zed of x", @Jo & @Zoe', "@Jo."):
        assert read(text).text == ""
    assert read("@Ana Lopes +client").tags == ("client",)
    assert read("@Ana Lopes").new == ("Ana Lopes",)
    assert read("met @Ana Lopes").text == "met Ana Lopes"
    assert read("Jo Park").text == "Jo Park"


# --- known people


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz called",
        "met Ana Ruiz.",
        "Ana called",
        "talked to Ana, who was ill",
        "Ana's talk went well",
        "Ana’s talk went well",
        "Ana Ruiz's talk",
        "with (Ana)",
        "with *Ana*",
        "with **Ana**, again",
        'she said "Ana"',
        "Ana/Jan lunch",
        "Ana: hello",
        "Ana R said so",
        "Ana R. said so",
        "with Ana R, and",
        "with Ana R… and",
        "with Ana R... and",
        "(with Ana R)",
        "Ana R-said",
        "Ana R – said",
        "Ana R's talk",
        "Ana R? Ana R! Ana R; Ana R:",
        "with Ana R.",
        "ÁNA RUÍZ CALLED",
        "met ana-ruiz",
        "Ana and Ana and Ana Ruiz and Ana R.",
        "CALL WITH ANA",
        "Met Ana Monday",
        "Kestrel CTO Ana called",
        "with Dr. Ruiz",
        "met Ruiz",
    ],
)
def test_a_known_person_is_found(text):
    assert named(text, "Ana Ruiz", "Zed Kay") == ["Ana Ruiz"]


@pytest.mark.parametrize(
    "text",
    [
        "Analysis of the numbers",
        "Banana bread",
        "Diana came",
        "an ana called",
        "pre-Ana days",
        "Ana-like",
        "Anas",
        "Ana2 and 2Ana",
        "Ana_",
        "mail to ana@kestrel.example and Ana@kestrel.example",
        "see https://Ana and Ana.com",
        "\\Ana called",
        "\\Ana Ruiz called",
        "\\@Ana called",
        "met Ana Lopes",
        "met Jean Ana Lopes",
        "with Santa Ana",
        "with Ana P.",
        "ana ruiz",
        "the Ruiz case",
        "Anna, Anà-Lena",
        "+Ana #Ana",
        "promised: Ana the deck",
        "",
    ],
)
def test_a_name_within_other_words_or_held_back_is_nobody(text):
    assert named(text, "Ana Ruiz") == []


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Talk with May about March", ["May Lin"]),
        ("Talk with Mark in May", ["Mark Stone"]),
        ("in May, on 12 May, last May, May 12, since May", []),
        ("may, will, mark and rose", []),
        ("Will call later", []),
        ("Mark my words. Will do.", []),
        ("Rose called. Will and Mark said no.", ["Rose Diaz", "Will Kay", "Mark Stone"]),
        ("met Will", ["Will Kay"]),
        ("Will's talk", ["Will Kay"]),
    ],
)
def test_a_name_that_is_an_english_word_needs_its_capital_and_its_place(text, who):
    assert named(text, "May Lin", "Will Kay", "Mark Stone", "Rose Diaz") == who


@pytest.mark.parametrize(
    ("text", "known", "who"),
    [
        ("met Jo-Ann", ("Jo Park", "Jo-Ann Smith"), ["Jo-Ann Smith"]),
        ("met Jo", ("Jo Park", "Jo-Ann Smith"), ["Jo Park"]),
        ("met Jo-Ann", ("Jo Park",), []),
        ("met Ann", ("Jo-Ann Smith",), []),
        ("met Mary-Jo", ("Jo Park",), []),
        ("Jo-Ann-Marie and Jo-Ann", ("Jo-Ann Smith", "Jo-Ann-Marie Kay"), ["Jo-Ann-Marie Kay", "Jo-Ann Smith"]),
        ("met Ana Ruiz", ("Ana", "Ana Ruiz"), ["Ana Ruiz"]),
        ("met Ana", ("Ana", "Ana Ruiz"), ["Ana"]),
        ("met Ana Ruiz Gil", ("Ana Ruiz", "Ana Ruiz Gil"), ["Ana Ruiz Gil"]),
        ("met Ana Ruiz Gil", ("Ana Ruiz",), ["Ana Ruiz"]),
        ("met Ana Maria", ("Ana Maria Ruiz", "Ana Kay"), ["Ana Maria Ruiz"]),
        ("with van der Berg and Berg", ("Jan van der Berg",), ["Jan van der Berg"]),
        ("with Jan van der Berg, Jan Van Der Berg", ("Jan van der Berg",), ["Jan van der Berg"]),
        ("Jan V. called", ("Jan van der Berg", "Jan Kay"), ["Jan van der Berg"]),
        ("met Jan", ("Jan van der Berg",), ["Jan van der Berg"]),
        ("met O'Brien and O’Brien", ("Séan O'Brien",), ["Séan O'Brien"]),
        ("Seán O’Brien’s talk", ("Séan O'Brien",), ["Séan O'Brien"]),
        ("caffè con Nicolò D’Angelo", ("Nicolò D'Angelo",), ["Nicolò D'Angelo"]),
        ("caffè con Nicolo", ("Nicolò D'Angelo",), ["Nicolò D'Angelo"]),
        ("dinner with Dang Thi Hoa", ("Đặng Thị Hoa",), ["Đặng Thị Hoa"]),
        ("dinner with Hoa", ("Đặng Thị Hoa",), ["Đặng Thị Hoa"]),
        ("makan siang dengan Sukarno dan Dewi", ("Sukarno", "Dewi Lestari"), ["Sukarno", "Dewi Lestari"]),
        ("met bell hooks", ("bell hooks",), ["bell hooks"]),
        ("the bell rang", ("bell hooks",), []),
        ("met J. R. Smith", ("J. R. Smith",), ["J. R. Smith"]),
        ("met J.R. Smith", ("J. R. Smith",), ["J. R. Smith"]),
        ("plan J, a J-curve and R", ("J. R. Smith",), []),
        ("met Ana\nRuiz", ("Ana Ruiz", "Ana Kay"), ["Ana Ruiz"]),
        ("met Ana. Ruiz is a city", ("Ana Ruiz", "Ana Kay"), []),
        ("what Ana I asked", ("Ana Ibarra", "Ana Kay"), []),
        ("what Ana I. asked", ("Ana Ibarra", "Ana Kay"), ["Ana Ibarra"]),
        ("Ana R&D", ("Ana Ruiz", "Ana Kay"), []),
    ],
)
def test_the_longest_name_wins_and_parts_of_other_names_do_not(text, known, who):
    assert named(text, *known) == who


def test_a_nick_is_read_as_it_is_written():
    assert named("Jay and jp", JO) == ["Jo Park"]
    assert named("lunch, jp came", JO) == ["Jo Park"]
    assert named("jay walking", JO) == []


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("和王伟喝咖啡", [WANG]),
        ("王伟，你好", [WANG]),
        ("王伟Wang", [WANG]),
        ("met 王伟 today", [WANG]),
        ("王", []),
        ("山田さんと話した", [YAMADA]),
        ("山田太郎と王伟", [YAMADA, WANG]),
        ("山田 太郎", [YAMADA]),
        ("مع عبد الله اليوم", [ABDULLAH]),
        ("لقاء وعبد الله", [ABDULLAH]),
        ("عبدالله", []),
        ("김철수와 점심", [KIM]),
        ("한김철수", []),
    ],
)
def test_names_are_found_in_scripts_without_capitals_or_spaces(text, who):
    assert read(text).people == tuple(p.id for p in who)


def test_everyone_comes_once_in_the_order_of_mention():
    assert named("Jo, @Ana, Jo Park and Ana Ruiz, then @Jo", ANA, JO) == ["Jo Park", "Ana Ruiz"]


# --- several bearers of a name

ANAS = (person("Ana Ruiz"), person("Ana Lima"), person("Jo Park"))


def test_a_shared_first_name_is_settled_by_who_was_there_before():
    def together(who, others):
        return {"ana-ruiz": 1, "ana-lima": 3}.get(who, 0) if set(others) == {"jo-park"} else 0

    assert named("Ana and Jo", *ANAS, together=together) == ["Ana Lima", "Jo Park"]
    assert named("@Ana and @Jo", *ANAS, together=together) == ["Ana Lima", "Jo Park"]
    assert named("promised: x", *ANAS, together=together) == []


@pytest.mark.parametrize("together", [None, lambda who, others: 0, lambda who, others: 2])
def test_without_a_clear_history_nothing_is_guessed(together):
    found = read("Ana and Jo, then Ana again", ANAS, together=together)
    assert found.people == ("jo-park",)
    assert found.ambiguous == (("Ana", ANAS[:2]),)
    assert found.unknown == ()


def test_nobody_else_there_means_no_history_is_asked():
    def together(who, others):
        raise AssertionError

    assert read("met Ana", ANAS, together=together).ambiguous == (("Ana", ANAS[:2]),)


@pytest.mark.parametrize("text", ["Ana Ruiz said hi. Ana left", "Ana left, then @Ana Ruiz came", "Ana R. and Ana"])
def test_a_name_told_in_full_tells_who_the_first_name_is(text):
    found = read(text, ANAS)
    assert (found.people, found.ambiguous) == (("ana-ruiz",), ())


@pytest.mark.parametrize("known", [ANAS, ANAS[:1]])
def test_a_first_name_belongs_to_the_new_person_of_the_sentence(known):
    found = read("met @Ana Lopes, Ana is kind", known)
    assert (found.people, found.new, found.ambiguous) == ((), ("Ana Lopes",), ())
    found = read("met Ana Lopes, Ana is kind", known)
    assert (found.people, found.unknown, found.ambiguous) == ((), ("Ana Lopes",), ())


# --- the @


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("met @Zoe", ["Zoe"]),
        ("met @Dr. Zoe Lind", ["Zoe Lind"]),
        ("met @Zoe Lind, and", ["Zoe Lind"]),
        ("met @Zoe Lind and others", ["Zoe Lind"]),
        ("met @Zoe van der Lind today", ["Zoe van der Lind"]),
        ("met @Zoe de la Cruz.", ["Zoe de la Cruz"]),
        ("met @Omar bin Said", ["Omar bin Said"]),
        ("met @Omar al-Farsi now", ["Omar al-Farsi"]),
        ("con @Gabriele dell'Aquila ieri", ["Gabriele dell'Aquila"]),
        ("met @Pat O’Neil's son", ["Pat O’Neil"]),
        ("met @Zoe's team", ["Zoe"]),
        ("met @Zoe Lind’s Lisbon team", ["Zoe Lind"]),
        ("met @John F. Kennedy there", ["John F. Kennedy"]),
        ("met @Zoe Lind CEO of Birch", ["Zoe Lind"]),
        ("met @Zoe Lind Monday", ["Zoe Lind"]),
        ("met @Ngọc Ánh hôm nay", ["Ngọc Ánh"]),
        ("met @Zoe and @Zed", ["Zoe", "Zed"]),
        ("met @Zoe Lind. @Zoe was well", ["Zoe Lind"]),
        ("met @Zoe, @ZOE", ["Zoe"]),
        ("(@Zoe)", ["Zoe"]),
        ("Great.@Zoe", ["Zoe"]),
        ('met @"zed of x" there', ["zed of x"]),
        ("met @“ bell  hooks ” there", ["bell hooks"]),
        ('met @"Zoe (Birch) +x #1: a" there', ["Zoe (Birch) +x #1: a"]),
        ("和@李雷喝咖啡", ["李雷喝咖啡"]),
        ("和 @李雷 喝咖啡", ["李雷"]),
        ("مع @أحمد اليوم", ["أحمد"]),
        ('مع @"عبد الرحمن" اليوم', ["عبد الرحمن"]),
        ("@ Zoe, @5pm, @, x@Zoe, zoe@Zoe.example, \\@Zoe", []),
    ],
)
def test_an_at_sign_names_somebody_new(text, new):
    found = read(text, ())
    assert list(found.new) == new
    assert found.people == ()


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("met @Ana", [ANA]),
        ("met @ana", [ANA]),
        ("met @ana ruiz", [ANA]),
        ("met @ana-ruiz", [ANA]),
        ("met @Ana Ruiz", [ANA]),
        ("met @Ana Ruiz Lisbon trip", [ANA]),
        ("met @Ana R. Then home", [ANA]),
        ('met @"ana ruiz"', [ANA]),
        ("met @Ruiz", [ANA]),
        ("met @Dr Ruiz", [ANA]),
        ("met @berg", [JAN]),
        ("met @der Berg", [JAN]),
        ("met @wang-wei", [WANG]),
        ("met @wei", [WANG]),
        ("met @jay", [JO]),
        ("和@王伟喝咖啡", [WANG]),
        ("مع @عبد الله اليوم", [ABDULLAH]),
        ("@山田さんと", [YAMADA]),
        ("met @may", [MAY]),
        ("@Will said", [WILL]),
        ("＠Jo came", [JO]),
    ],
)
def test_an_at_sign_before_a_known_name_makes_nobody(text, who):
    found = read(text)
    assert found.people == tuple(p.id for p in who)
    assert found.new == ()


def test_an_e_mail_address_in_quotes_is_its_owner():
    ana = ANA._replace(emails=("ana@kestrel.example",))
    assert read('met @"Ana@kestrel.example"', (ana,)).people == ("ana-ruiz",)


def test_a_new_surname_makes_a_new_person():
    assert read("met @Ana Lopes").new == ("Ana Lopes",)
    assert read("met @Dewi Lestari", (person("Dewi"),)).new == ("Dewi Lestari",)


def test_a_small_word_after_an_at_sign_is_offered_and_stays_as_typed():
    found = read("met @zed")
    assert (found.new, found.unknown, found.text) == ((), ("Zed",), "met @zed")


@pytest.mark.parametrize("text", ['met @"Zoe', 'met @"Zoe\nLind"', 'met @""', 'met @"…"', f'met @"{"x" * 300}"'])
def test_a_quoted_name_must_be_a_name_and_be_closed(text):
    with pytest.raises(UsageError):
        read(text)


# --- strangers


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("met Zoe", ["Zoe"]),
        ("Met Zoe Lind at lunch", ["Zoe Lind"]),
        ("lunch with Zoe, Kim and Ana", ["Zoe", "Kim"]),
        ("with Ana and Zoe van Lind", ["Zoe van Lind"]),
        ("with Ana & McDonald", ["McDonald"]),
        ("spoke to Zoe about it", ["Zoe"]),
        ("a letter from Zoe", ["Zoe"]),
        ("introduced by Zoe", ["Zoe"]),
        ("wrote to Zoe Lind", ["Zoe Lind"]),
        ("with Dr. Zoe", ["Zoe"]),
        ("introduced Ana to Zoe Lind, me to Kim Lee", ["Zoe Lind", "Kim Lee"]),
        ("Zoe Lind called", ["Zoe Lind"]),
        ("met Zoe, Zoe's dog, and called Zoe", ["Zoe"]),
        ("met Ana Lopes", ["Ana Lopes"]),
        ("talk about Zoe", []),
        ("Zoe called", []),
        ("with Kestrel about API and Python", []),
        ("met PyData folks, with API, with CEO", []),
        ("flew to Lisbon from New York", []),
        ("met Monday", []),
        ("met in May with 3M", []),
        ("in Lisbon", []),
        ("met Ana, Lisbon was cold", []),
        ("about Python and Rust", []),
        ("gave: intro with Zoe", []),
        ("with \\Zoe", []),
        ("和李雷", []),
        ("met zoe", []),
    ],
)
def test_a_stranger_is_offered_only_where_a_name_is_plain(text, unknown):
    assert list(read(text).unknown) == unknown


def test_a_known_name_in_small_letters_is_pointed_out_when_there_is_nobody_else():
    (warning,) = read("coffee with ana").warnings
    assert "Ana Ruiz" in warning
    assert "@ana" in warning
    assert read("coffee with ana and Jo").warnings == ()
    assert read("may, will and ana").warnings == ()


# --- tags and signals


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("met Ana +pydata", ["pydata"]),
        ("#pydata met Ana", ["pydata"]),
        ("a +PyData-26 b #x/y_z c", ["pydata-26", "x/y_z"]),
        ("+été #学习 +क्षेत्र", ["été", "学习", "क्षेत्र"]),
        ("+a +a #A", ["a"]),
        ("about it +a, then +b.", ["a", "b"]),
        ("C++ and C#, +351 912, #1, a+b, 1+x, + x, \\+x, +", []),
    ],
)
def test_a_tag_opens_with_a_letter_after_white_space(text, tags):
    assert list(read(text).tags) == tags


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("met Ana +a +b", "met Ana"),
        ("+a met Ana", "met Ana"),
        ("met +a Ana", "met Ana"),
        ("met Ana +a.", "met Ana."),
        ("met Ana +a, then home", "met Ana, then home"),
        ("C++ +351 \\+x \\#y \\@z", "C++ +351 +x #y @z"),
        ("+a", ""),
    ],
)
def test_tags_and_backslashes_leave_no_trace(text, kept):
    assert read(text).text == kept


def test_a_tag_from_the_vocabulary_is_evidence():
    found = read("met Ana +candid +them:asked-first +me:Took_Credit #late +candid +pydata")
    assert found.signals == (
        Signal("candid", "me"),
        Signal("asked-first", "them"),
        Signal("took-credit", "me"),
        Signal("late", "me"),
    )
    assert found.tags == ("pydata",)
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("tag", "code"), [("candit", "candid"), ("askedfirst", "asked-first"), ("asked-frist", "asked-first")]
)
def test_a_near_miss_stays_a_tag_and_is_pointed_out(tag, code):
    found = read(f"met Ana +{tag}")
    assert (found.tags, found.signals) == ((tag,), ())
    assert f"+{code}" in found.warnings[0]


@pytest.mark.parametrize("tag", ["them:candit", "me:xyzzy", "them:pydata"])
def test_a_side_without_a_signal_is_refused(tag):
    with pytest.raises(UsageError) as caught:
        read(f"met Ana +{tag}")
    assert tag.partition(":")[2] in caught.value.sentence
    assert "netlog signals" in caught.value.hint


def test_the_nearest_signal_is_named():
    with pytest.raises(UsageError) as caught:
        read("met Ana +them:candit")
    assert "+them:candid" in caught.value.hint


# --- the day


@pytest.mark.parametrize(
    ("text", "on", "kept"),
    [
        ("met Ana", date(2026, 11, 21), "met Ana"),
        ("today: called Jo", date(2026, 11, 21), "called Jo"),
        ("12 dec: met Ana", date(2025, 12, 12), "met Ana"),
        ("last monday: met Ana", date(2026, 11, 16), "met Ana"),
        ("2026-09-01: old mail from Jo", date(2026, 9, 1), "old mail from Jo"),
        ("Ana: hello", date(2026, 11, 21), "Ana: hello"),
        ("next: lunch tomorrow", date(2026, 11, 21), ""),
    ],
)
def test_a_day_and_a_colon_may_open_a_sentence(text, on, kept):
    found = read(text)
    assert (found.on, found.text) == (on, kept)


@pytest.mark.parametrize("text", ["tomorrow: met Ana", "2027-01-01: met Ana", "30 feb: met Ana", "5/6: met Ana"])
def test_a_day_to_come_or_that_never_was_is_refused(text):
    with pytest.raises(UsageError):
        read(text)


def test_the_order_of_day_and_month_is_the_user_s():
    assert read("5/6: met Ana", order="dmy").on == date(2026, 6, 5)
    assert read("5/6: met Ana", order="mdy").on == date(2026, 5, 6)
    assert clause("promised: deck by 5 dec").by == date(2026, 12, 5)


# --- clauses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("promised: deck (S)", ("promised", "deck", "small", None)),
        ("promised: deck (L) by fri", ("promised", "deck", "large", date(2026, 11, 27))),
        ("promised: deck by fri (medium).", ("promised", "deck", "medium", date(2026, 11, 27))),
        ("promised: three slides (3)", ("promised", "three slides (3)", None, None)),
        ("They promised: the RFP by 30 nov.", ("they-promised", "the RFP", None, date(2026, 11, 30))),
        ("they  promised : x", ("they-promised", "x", None, None)),
        ("gave: advice (XL)", ("gave", "advice", "XL", None)),
        ("gave: advice (small)", ("gave", "advice", "S", None)),
        ("GAVE: advice (s) on pricing", ("gave", "advice on pricing", "S", None)),
        ("gave: file(s) (beta) (m)", ("gave", "file(s) (beta)", "M", None)),
        ("got: review (12)", ("got", "review", "12", None)),
        ("got: review (0)", ("got", "review (0)", None, None)),
        ("asked: referral by friday (L)", ("asked", "referral by friday", "L", None)),
        ("next: lunch (S) in 2 weeks", ("next", "lunch (S)", None, date(2026, 12, 5))),
        ("next: tomorrow", ("next", "", None, date(2026, 11, 22))),
        ("I promised: x", ("promised", "x", None, None)),
        ("promised：x", ("promised", "x", None, None)),
        ("promised: wait and see...", ("promised", "wait and see...", None, None)),
    ],
)
def test_a_clause_has_a_text_a_size_and_a_day(text, expected):
    found = clause(text)
    assert (found.kind, found.text, found.size, found.by) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("learned: runs marathons", ("note", "runs marathons")),
        ("learnt: runs marathons", ("note", "runs marathons")),
        ("learned: goal: a Paris office", ("goal", "a Paris office")),
        ("learned (Goal): a Paris office", ("goal", "a Paris office")),
        ("learned: her motto: be kind", ("note", "her motto: be kind")),
    ],
)
def test_what_is_learned_has_a_topic(text, expected):
    found = clause(text)
    assert (found.kind, found.topic, found.text) == ("learned", *expected)


@pytest.mark.parametrize(
    "text",
    [
        "promised: a, gave: b; got: c. asked: d. learned: e\nnext: f",
        "talk, promised: a, and gave: b; then got: c — asked: d。learned: e, next: f",
    ],
)
def test_clauses_follow_each_other(text):
    found = read(text).clauses
    assert [c.text for c in found] == ["a", "b", "c", "d", "e", "f"]
    assert [c.kind for c in found] == ["promised", "gave", "got", "asked", "learned", "next"]


def test_one_kind_of_clause_may_come_twice():
    assert [c.text for c in read("promised: a. promised: b.").clauses] == ["a", "b"]


@pytest.mark.parametrize(
    "text", ["Ana gave: a talk", "forgave: all", "we talked next: to the sea", "\\gave: a", "gave a"]
)
def test_a_word_within_a_sentence_opens_no_clause(text):
    assert read(text).clauses == ()


def test_a_backslash_keeps_a_clause_in_the_sentence():
    assert read("met Ana, \\next: the world").text == "met Ana, next: the world"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("call with Ana. promised: x", "call with Ana"),
        ("call with Ana, promised: x", "call with Ana"),
        ("call with Ana!\npromised: x", "call with Ana!"),
        ("promised: x", ""),
        ("@Ana. promised: x", ""),
    ],
)
def test_the_sentence_ends_where_the_first_clause_begins(text, kept):
    assert read(text).text == kept


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("10 nov: call with Ana. promised: deck by 20 nov", date(2026, 11, 20)),
        ("10 nov: call with Ana. promised: deck on 20 nov", date(2026, 11, 20)),
        ("10 nov: call with Ana. promised: deck 12 dec", date(2026, 12, 12)),
        ("2025-12-28: call with Ana. they promised: the figures by 5 jan", date(2026, 1, 5)),
        ("call with Ana. promised: deck by 20 nov", date(2027, 11, 20)),
    ],
)
def test_a_date_without_a_year_is_read_from_the_day_of_the_log(text, by):
    assert clause(text).by == by


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("yesterday: call with Ana. promised: deck by friday", date(2026, 11, 27)),
        ("10 nov: call with Ana. promised: deck by friday", date(2026, 11, 27)),
        ("10 nov: call with Ana. promised: deck in 2 weeks", date(2026, 12, 5)),
        ("10 nov: call with Ana. promised: deck by end of month", date(2026, 11, 30)),
        ("10 nov: call with Ana. promised: to send what we drew yesterday", None),
    ],
)
def test_any_other_day_in_a_clause_is_read_from_today(text, by):
    assert clause(text).by == by


def test_tags_are_found_in_clauses_too():
    found = read("call with Ana. promised: the deck +sales by friday +candid")
    assert (found.tags, found.signals) == (("sales",), (Signal("candid"),))
    assert found.clauses == (sentence.Clause("promised", "the deck", by=date(2026, 11, 27)),)


def test_somebody_named_in_a_clause_does_not_take_part():
    found = read("call with Ana. gave: intro to Jo, and to Zoe Lind (S)")
    assert (found.people, found.unknown, found.clauses[0].for_) == (("ana-ruiz",), (), ())


@pytest.mark.parametrize(
    ("text", "for_", "said"),
    [
        ("promised: @Jo the slides", ("jo-park",), "the slides"),
        ("promised: the slides for @Jo by friday", ("jo-park",), "the slides for Jo"),
        ("promised: Jo: the slides", ("jo-park",), "the slides"),
        ('promised: @"jo park", the slides', ("jo-park",), "the slides"),
        ("promised: @Jo's slides", ("jo-park",), "Jo's slides"),
        ("promised: @Jo and @Ana: the slides", ("jo-park", "ana-ruiz"), "and Ana: the slides"),
        ("promised: Jo the slides", (), "Jo the slides"),
        ("promised: \\@Jo the slides", (), "@Jo the slides"),
    ],
)
def test_a_mark_in_a_clause_says_whom_it_is_for(text, for_, said):
    (found,) = read(f"lunch with Ana and Jo. {text}").clauses
    assert (found.for_, found.for_new, found.text) == (for_, (), said)


def test_a_clause_may_be_for_somebody_new():
    found = read("lunch with @Zoe Lind and Jo. promised: @Zoe the slides. gave: intro to @Kim Lee")
    assert found.new == ("Zoe Lind",)
    assert [c.for_new for c in found.clauses] == [("Zoe Lind",), ("Kim Lee",)]


def test_a_shared_name_in_a_clause_is_settled_by_who_takes_part():
    assert read("met Ana Lima. promised: @Ana x", ANAS).clauses[0].for_ == ("ana-lima",)
    assert read("met Jo. promised: @Ana x", ANAS).ambiguous == (("Ana", ANAS[:2]),)


@pytest.mark.parametrize(
    "text",
    [
        "promised:",
        "promised: by friday",
        "gave: (S)",
        "next:",
        "promised: @Jo",
        "gave: . got: x",
        "promised: deck (XL)",
        "learned (sport): runs",
        "promised: deck by 30 feb",
    ],
)
def test_a_clause_that_says_nothing_or_what_cannot_be_is_refused(text):
    with pytest.raises(UsageError) as caught:
        read(f"met Ana. {text}")
    assert caught.value.hint


# --- how and where


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("call with Ana", "call"),
        ("Ana called", "call"),
        ("quick phone call with Ana", "call"),
        ("video call with Ana", "video"),
        ("Zoom meeting with Ana", "video"),
        ("Teams call with Ana", "video"),
        ("emailed Ana", "email"),
        ("wrote to Ana", "email"),
        ("wrote a letter to Ana", "letter"),
        ("coffee with Ana, then home", "in-person"),
        ("had lunch with Ana about the email", "in-person"),
        ("Ana, Jo and I had dinner", "in-person"),
        ("met a founder called Zoe", "in-person"),
        ("visited Ana", "in-person"),
        ("texted Ana", "chat"),
        ("postcard to Ana", "letter"),
        ("voice message to Ana", "voice"),
        ("liked Ana's post on LinkedIn", "social"),
        ("talk with Ana", None),
        ("spoke with Ana about the call", None),
        ("talk about lunch with Ana", None),
        ("missed call from Ana", None),
        ("did not meet Ana for lunch", None),
        ("met Ana online", None),
        ("emailed and met Ana", None),
        ("talk with Ana; met Jo later", None),
        ("talk with Ana. Call later", None),
        ("", None),
    ],
)
def test_the_channel_is_read_where_it_is_plain(text, how):
    assert read(text).how == how


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("met Ana at PyData Lisbon", "PyData Lisbon"),
        ("met Ana, at the Café Rosa, again", "Café Rosa"),
        ("at Web Summit 2026 with Ana", "Web Summit 2026"),
        ("at Joe's Bar", "Joe's Bar"),
        ("at University of Lisbon on 3 May", "University of Lisbon"),
        ("at IKEA. Lisbon was cold", "IKEA"),
        ("at PyData Monday", "PyData"),
        ("at Ana's", None),
        ("at @Zoe's", None),
        ("at the office", None),
        ("at Christmas", None),
        ("she works at Kestrel", None),
        ("looked at Python", None),
        ("in Lisbon", None),
        ("what", None),
    ],
)
def test_the_place_follows_at(text, place):
    assert read(text).place == place


def test_a_place_named_like_somebody_is_no_person():
    found = read("met Ana at Rose Garden")
    assert (found.people, found.place) == (("ana-ruiz",), "Rose Garden")


# --- whatever is typed

FRAGMENTS = (
    *("@", '@"', '"', "\\", "+", "#", "+x", "+candid", "+them:candid", "Ana", "@Ana", "@jo", "Jo Park", "May", "Will "),
    *("'s", "’s", "-", ".", ", ", " ", "\n", "promised: ", "gave:", "next: ", "they promised: ", "learned: goal: "),
    *(
        " (S)",
        "(3)",
        " by friday",
        " 12 dec",
        "5/6",
        "yesterday: ",
        "at ",
        "the ",
        "with ",
        " and ",
        "van der ",
        "Berg",
    ),
    *("王伟", "和", "عبد الله", "و", "김철수와", "山田", "\u200d", "\u0301", "\ud800", "\0", "İ", "ß", "ﬁ", "ـ", "½"),
)
any_sentence = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=5), max_size=14).map("".join)


def read_or_refuse(text):
    try:
        return read(text, together=lambda who, others: len(who) % 3)
    except UsageError:
        return None


@settings(max_examples=400)
@given(any_sentence | st.text(st.characters(exclude_categories=[]), max_size=60))
def test_any_text_is_read_or_refused(text):
    found = read_or_refuse(text)
    if found is None:
        return
    ids = {p.id for p in CROWD}
    assert set(found.people) <= ids
    assert all(set(c.for_) <= ids for c in found.clauses)
    assert all(len(who) > 1 and set(who) <= set(CROWD) for _, who in found.ambiguous)
    assert all(people.clean_name(name) == name for name in found.new)
    assert found.how is None or found.how in HOWS
    assert found.on <= TODAY
    for c in found.clauses:
        assert c.size is None or c.size in (*PROMISE_SIZES, *SIZES) or int(c.size) > 0
        assert (c.topic in TOPICS) == (c.kind == "learned")
        assert c.text or (c.kind == "next" and c.by)


@given(any_sentence, st.lists(any_sentence.filter(str.strip), max_size=3), st.booleans())
@example("met Ana ـ", ["Ana ـ"], False)
def test_any_name_may_be_in_the_journal(text, names, as_nick):
    crowd = [
        person("Zed" if as_nick else name, id=str(n), handle=f"p-{n}", nicks=(name,) if as_nick else ())
        for n, name in enumerate(names)
    ]
    try:
        found = read(text, crowd)
    except UsageError:
        return
    assert set(found.people) <= {p.id for p in crowd}


@given(st.text(st.characters(exclude_characters="@＠+#:：\\"), max_size=60))
@example("met Ana  Ruiz ,\n\n at the  Café (S).")
def test_a_sentence_without_marks_is_kept_letter_for_letter(text):
    assert read(text).text == people.clean_note(text)


NAMES = ["Ana Ruiz", "Ana Lima", "Jo-Ann Smith", "Jan van der Berg", "O'Neil", "Sukarno", "王伟", "Zoë Ånd", "عبد الله"]
CAST = [person(name, handle=people.handle(name, ())) for name in NAMES]


@given(st.sampled_from(CAST), st.sampled_from(["", ".", ", and", "'s dog", "!", " (again)", "…", "\n"]))
def test_a_full_name_is_found_with_and_without_a_mark(who, after):
    for text in (f"met {who.name}{after}", f"met @{who.name}{after}", f'met @"{who.name}"{after}', f"x @{who.handle}"):
        assert read(text, CAST).people == (who.id,)


@given(st.lists(st.sampled_from(CAST), min_size=1, max_size=5), st.data())
def test_a_marked_name_is_whoever_would_be_found_by_it(crowd, data):
    crowd = list({p.id: p for p in crowd}.values())
    words = data.draw(st.sampled_from(crowd)).name.split()
    start = data.draw(st.integers(0, len(words) - 1))
    part = " ".join(words[start : data.draw(st.integers(start + 1, len(words)))])
    found = read(f'met @"{part}"', crowd)
    expected = [p.id for p in people.matches(part, crowd)]
    assert list(found.people) == (expected if len(expected) == 1 else [])
    assert [p.id for _, who in found.ambiguous for p in who] == (expected if len(expected) > 1 else [])
    assert found.new == ()


def test_a_crowd_of_strangers_changes_nothing():
    crowd = [person(f"Kim{n} Lee{n}") for n in range(2000)]
    assert read("call with Ana about Kim", [*crowd, ANA]).people == ("ana-ruiz",)


@pytest.mark.parametrize(
    "piece", ["met Jo and Zoe at PyData. ", "@Jo Park ", "@Zoe ", "gave: x. ", "+tag ", "\n ", "Zoe ", "\\@Jo ", "王伟"]
)
def test_a_sentence_as_long_as_a_book_is_read(piece):
    assert read(f"met Ana. {piece * 4000}end").people[0] == "ana-ruiz"
