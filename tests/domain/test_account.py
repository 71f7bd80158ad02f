from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import (
    TODAY,
    ada,
    ada_log,
    ago,
    answered,
    broken,
    change,
    conversation,
    entry,
    histories,
    history,
    kept,
    promise,
    released,
)
from netlog.domain.account import (
    ledger,
    open_asks,
    points,
    read_size,
    statement,
)
from netlog.domain.parameters import Parameters
from netlog.errors import UsageError

OUT = {"receive", "granted", "declined", "unanswered"}
FRESH = {"give", "helped", "thank", "credit", "kept"}


def near(value):
    """Three significant digits, as the worked examples are given."""
    return pytest.approx(value, rel=5e-3, abs=5e-3)


def moves(*records, today=TODAY):
    return [(line.kind, line.points) for line in statement(history(*records), today).entries]


def close(**fields):
    return ada(circle="close", **fields)


@pytest.mark.parametrize(
    ("records", "of", "balance", "settling", "available"),
    [
        pytest.param([entry("give", 0, "M")], ada(), 8, 4, 4, id="A1 a gift today is half available"),
        pytest.param([entry("give", 14, "M")], ada(), 8.04, 2, 6.04, id="A2 14 days later"),
        pytest.param([entry("give", 100, "M")], close(), 7.07, 0.0283, 7.05, id="A3 30 warm days, 70 cold"),
        pytest.param(
            [entry("give", 100, "M"), conversation(0)], close(), 7.07, 0.0283, 7.05, id="A4 a hello keeps the loss"
        ),
        pytest.param(
            [entry("give", 40, "S"), entry("receive", 20, "M")], ada(), -4.98, 0, -4.98, id="A5 a debt does not fade"
        ),
        pytest.param(
            [entry("give", 60, "M"), entry("ask", 3, "M", **answered("no", 0))],
            ada(),
            6.16,
            0.205,
            5.96,
            id="A6 a refusal costs a quarter",
        ),
    ],
)
def test_worked_examples(records, of, balance, settling, available):
    books = statement(history(*records, of=of), TODAY)
    assert (books.balance, books.settling, books.available) == (near(balance), near(settling), near(available))


def test_a3_tells_growth_from_cooling():
    books = statement(history(entry("give", 100, "M"), of=close()), TODAY)
    assert (books.growth, books.cooled) == (near(0.08), near(1.01))


def test_a4_a_hello_starts_growth_again():
    log = history(entry("give", 100, "M"), conversation(0), of=close())
    assert ledger(log, TODAY).last_contact == TODAY
    assert ledger(log, TODAY + timedelta(30)).balance == pytest.approx(ledger(log, TODAY).balance * 1.01)


def test_a13_adas_account():
    books = statement(ada_log(), TODAY)
    assert (books.balance, books.settling, books.available) == (near(-3.41), 0, near(-3.41))
    assert (books.deposits, books.withdrawals, books.growth, books.cooled) == (8.5, 12, near(0.0857), 0)
    assert (books.given, books.taken) == (4, 8)
    assert ledger(ada_log(), TODAY).overdrawn == ago(83)


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([entry("give", 1, "L")], [("give", 20)]),
        ([entry("give", 1, 7, strings=True)], [("give", 7)]),
        ([entry("give", 1, "L", discount=True)], [("give", 0)]),
        ([entry("receive", 1, "M")], [("receive", -8)]),
        ([entry("ask", 1, "M")], []),
        ([entry("ask", 9, "M", **answered("yes", 2))], [("granted", -8)]),
        ([entry("ask", 9, "M", **answered("no", 2))], [("declined", -2)]),
        ([entry("ask", 29, "M")], []),
        ([entry("ask", 30, "M")], [("unanswered", -2)]),
        ([entry("ask", 30, "M", **answered("yes", 0))], [("granted", -8)]),
        ([entry("ask", 40, "M", **answered("yes", 0))], [("unanswered", -2), ("refund", 2), ("granted", -8)]),
        ([entry("ask", 40, "M", **answered("no", 0))], [("unanswered", -2)]),
        ([entry("ask", 40, "M", who="them")], []),
        ([entry("ask", 40, "M", who="them", **answered("no", 0))], []),
        ([entry("ask", 40, "M", who="them", **answered("yes", 0))], [("helped", 8)]),
        ([entry("thank", 1, who="them")], []),
        ([entry("thank", 7), entry("thank", 6), entry("thank", 0)], [("thank", 1), ("thank", 0), ("thank", 1)]),
        ([conversation(6, "promoted-them"), entry("thank", 0)], [("credit", 1), ("thank", 0)]),
        ([conversation(0, "them:promoted-them")], []),
        ([conversation(0, "promoted-them", attempt=True)], []),
        ([conversation(0, "promoted-them", with_=("bo",), seen_by=("ada-lind",))], []),
    ],
)
def test_what_an_entry_moves(records, expected):
    assert moves(*records) == expected


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (promise(20, 5, **kept(5)), [("kept", 1)]),
        (promise(20, None, **kept(5)), [("kept", 1)]),
        (promise(20, 0), []),
        (promise(20, 1, size="small"), [("overdue", -1)]),
        (promise(20, 1), [("overdue", -3)]),
        (promise(20, 1, size="large"), [("overdue", -8)]),
        (promise(20, 5, **kept(2)), [("overdue", -3), ("repair", 1.5)]),
        (promise(20, 5, change(5, 2)), [("overdue", -3)]),
        (promise(20, 5, change(5, -2)), []),
        (promise(20, 5, change(4, -2)), [("overdue", -3), ("repair", 1.5)]),
        (promise(20, 5, change(4, 2), **kept(2)), [("overdue", -3), ("repair", 1.5), ("kept", 1)]),
        (promise(20, 9, change(8, 5), change(4, -2)), [("overdue", -3), ("repair", 1.5)] * 2),
        (promise(20, 5, **broken(7)), [("broken", -3)]),
        (promise(20, 5, **broken(2)), [("overdue", -3)]),
        (promise(20, 5, **released(7)), []),
        (promise(20, 5, **released(2)), [("overdue", -3), ("refund", 3)]),
        (promise(20, 5, change(4, -2), **released(2)), [("overdue", -3), ("repair", 1.5), ("refund", 1.5)]),
        (promise(20, 1, who="them"), []),
    ],
)
def test_what_a_promise_of_mine_moves(made, expected):
    assert moves(made) == expected


def test_a_breach_is_charged_the_day_after_its_date_and_a_refusal_by_silence_on_day_30():
    books = ledger(history(promise(20, 5), entry("ask", 33, "M")), TODAY)
    assert [line.on for line in books.lines] == [ago(4), ago(3)]


def test_repairs_are_available_at_once_and_gifts_by_half():
    log = history(promise(9, 5, **kept(0)), entry("give", 0, "S"))
    assert statement(log, TODAY).settling == 1.5


def test_a_deposit_only_settles_as_far_as_the_balance_is_above_zero():
    assert statement(history(entry("receive", 5, "S"), entry("give", 0, 4)), TODAY).settling == pytest.approx(1)
    assert statement(history(entry("give", 0, 4), entry("receive", 0, "S")), TODAY).settling == pytest.approx(1)


@pytest.mark.parametrize(
    ("record", "contact"),
    [
        (conversation(3), ago(3)),
        (conversation(3, attempt=True), None),
        (conversation(3, with_=("bo",), seen_by=("ada-lind",)), None),
        (entry("thank", 3, who="them"), ago(3)),
        (entry("give", 3, discount=True), ago(3)),
        (entry("ask", 3), ago(3)),
        (entry("ask", 40), ago(40)),
        (entry("ask", 9, who="them", **answered("no", 3)), ago(3)),
        (promise(20, 5, **kept(3)), ago(3)),
        (promise(20, 3, **kept(3)), ago(3)),
        (promise(20, 5, change(3, -3)), ago(3)),
        (promise(20, 5, **broken(6)), ago(6)),
        (promise(20, 5, **released(3)), ago(3)),
        (promise(20, 5), None),
        (promise(20, 5, change(5, -3)), None),
        (promise(20, 5, **released(6)), None),
        (promise(20, 5, **broken(3)), None),
        (promise(20, 5, who="them", **kept(5)), None),
    ],
)
def test_what_counts_as_contact(record, contact):
    assert ledger(history(record), TODAY).last_contact == contact


@pytest.mark.parametrize(
    ("gift", "size", "uncovered"),
    [(None, 1, False), (None, 2, True), (8, 5, False), (8, 6, True)],
)
def test_an_ask_is_judged_after_the_deposits_of_its_day(gift, size, uncovered):
    ask = entry("ask", 0, size)
    given_today = [entry("give", 0, gift)] if gift else []
    assert (ask.id in ledger(history(ask, *given_today), TODAY).uncovered) is uncovered


def test_an_ask_is_judged_before_the_withdrawals_of_its_day():
    ask = entry("ask", 0, 5)
    assert not ledger(history(entry("give", 0, "M"), ask, entry("receive", 0, "M")), TODAY).uncovered
    theirs = entry("ask", 0, 5, who="them")
    assert ledger(history(theirs, entry("receive", 0, "M")), TODAY).uncovered == {theirs.id}
    assert not ledger(history(theirs, entry("receive", 1, "M")), TODAY).uncovered


@pytest.mark.parametrize(
    ("ask", "is_open"),
    [
        (entry("ask", 29), True),
        (entry("ask", 30), False),
        (entry("ask", 9, **answered("yes", 0)), False),
        (entry("ask", 9, **answered("yes", -1)), True),
        (entry("ask", 9, who="them"), False),
        (entry("ask", -1), False),
    ],
)
def test_an_ask_is_open_until_it_is_answered_or_30_days_old(ask, is_open):
    assert bool(open_asks(history(ask), TODAY)) is is_open


def test_an_outer_tie_stays_warm_for_90_days():
    log = history(entry("give", 0, "M"), of=ada(circle="outer"))
    assert ledger(log, TODAY + timedelta(90)).balance == pytest.approx(8 * 1.01**3)
    assert ledger(log, TODAY + timedelta(91)).cooled > 0


def test_my_own_cadence_does_not_keep_the_account_warm():
    log = history(entry("give", 100, "M"), of=close(every=365))
    assert ledger(log, TODAY).cooled > 0


def test_the_balance_is_overdrawn_since_the_first_day_of_the_present_stretch():
    log = history(entry("receive", 50, 3), entry("give", 40, 4), entry("receive", 30, 3), entry("receive", 20, 3))
    assert ledger(log, ago(51)).overdrawn is None
    assert ledger(log, ago(41)).overdrawn == ago(50)
    assert ledger(log, ago(40)).overdrawn is None
    assert ledger(log, TODAY).overdrawn == ago(30)


@pytest.mark.parametrize(("days", "counts"), [(365, True), (366, False)])
def test_given_and_taken_look_back_one_year(days, counts):
    books = statement(
        history(
            entry("give", days, 2),
            entry("ask", days, 3, who="them", **answered("yes", days)),
            entry("receive", days, 4),
            entry("ask", days, 5, **answered("yes", days)),
            entry("thank", days),
            entry("ask", days, 40, **answered("no", days)),
        ),
        TODAY,
    )
    assert (books.given, books.taken) == ((5, 9) if counts else (0, 0))


def test_a_window_opens_with_the_balance_of_the_evening_before():
    whole, window = statement(ada_log(), TODAY), statement(ada_log(), TODAY, since=ago(83))
    assert window.opening == ledger(ada_log(), ago(84)).balance
    assert [line.on for line in window.entries] == [ago(83), ago(4)]
    assert (window.deposits, window.withdrawals, window.balance) == (0, 9, whole.balance)


def test_the_statement_of_nothing_is_zero():
    assert statement(history(), TODAY) == (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("XS", ("XS", 1)),
        ("s", ("S", 3)),
        (" m ", ("M", 8)),
        ("Xl", ("XL", 50)),
        ("1", (None, 1)),
        ("1000", (None, 1000)),
    ],
)
def test_a_size_is_a_word_or_a_number(text, expected):
    assert read_size(text, Parameters()) == expected


@pytest.mark.parametrize("text", ["", "0", "1001", "-3", "+3", "2.5", "XXL", "medium", "٣", "³", "1_0", "9" * 5000])
def test_what_is_no_size_is_refused_with_what_to_say_instead(text):
    with pytest.raises(UsageError) as refusal:
        read_size(text, Parameters())
    assert text in refusal.value.sentence
    assert "XS, S, M, L or XL" in refusal.value.hint


def test_sizes_follow_the_parameters():
    generous = Parameters(size_m=10)
    assert read_size("m", generous) == ("M", 10)
    assert points("M", generous) == 10


# Properties


def simulated(log, today):
    """The account stepped one day at a time, from the same lines."""
    lines = ledger(log, today).lines
    contacts = {talk.on for talk in log.conversations if not talk.attempt and "ada-lind" in talk.with_}
    contacts |= {item.on for item in log.entries} | {item.answered for item in log.entries if item.answered}
    contacts |= {line.on for line in lines if line.kind not in ("overdue", "unanswered")}
    warmth = {"inner": 7, "close": 30, "active": 180, "outer": 90}.get(log.person.circle, 365)
    B = U = 0.0
    last = None
    day = min([today, *contacts, *(line.on for line in lines)])
    while True:
        for line in [line for line in lines if line.on == day and line.kind not in OUT]:
            B += line.points
            U += line.points / 2 if line.kind in FRESH else 0
        U = min(U, max(0, B))
        B += sum(line.points for line in lines if line.on == day and line.kind in OUT)
        U = min(U, max(0, B))
        last = day if day in contacts else last
        if day == today:
            return B, U
        if B > 0:
            warm = last is not None and (day - last).days < warmth
            B = min(max(100, B), B * 1.01 ** (1 / 30)) if warm else B * 2 ** (-1 / 365)
        U = min(U * 2 ** (-1 / 14), max(0, B))
        day += timedelta(1)


@settings(max_examples=60, deadline=None)
@given(histories())
def test_the_closed_form_equals_a_day_by_day_simulation(log):
    books = ledger(log, TODAY)
    assert (books.balance, books.settling) == pytest.approx(simulated(log, TODAY), rel=1e-9, abs=1e-9)


def test_growth_stops_at_the_cap_day_by_day_too():
    log = history(entry("give", 400, 99), entry("receive", 100, 3), conversation(250))
    assert ledger(log, ago(101)).balance == 100
    assert ledger(log, TODAY).balance == pytest.approx(simulated(log, TODAY)[0], rel=1e-9)
    assert ledger(history(entry("give", 30, 150)), TODAY).balance == 150


@settings(max_examples=100)
@given(histories(), st.integers(0, 900))
def test_the_books_balance_on_every_day(log, days):
    books = statement(log, TODAY, since=ago(days))
    assert books.balance == pytest.approx(
        books.opening + books.deposits - books.withdrawals + books.growth - books.cooled, abs=1e-9
    )
    then = ledger(log, ago(days))
    assert 0 <= then.settling <= max(0, then.balance)
    assert then.growth >= 0
    assert then.cooled >= 0
    assert (then.overdrawn is not None) == (then.balance < 0)


@settings(max_examples=100)
@given(histories(), st.integers(0, 900))
def test_an_earlier_statement_is_the_beginning_of_a_later_one(log, days):
    earlier, later = ledger(log, ago(days)), ledger(log, TODAY)
    assert earlier.lines == tuple(line for line in later.lines if line.on <= ago(days))


@settings(max_examples=60)
@given(histories(), st.integers(1, 2000))
def test_waiting_neither_shrinks_a_debt_nor_lifts_a_balance_beyond_the_cap(log, days):
    quiet = log._replace(promises=(), entries=tuple(item for item in log.entries if item.kind != "ask"))
    now, then = ledger(quiet, TODAY).balance, ledger(quiet, TODAY + timedelta(days)).balance
    assert then == now if now <= 0 else 0 < then <= max(100, now)
