"""An invented journal: a year, some forty people, every kind of record."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from netlog.domain import people
from netlog.domain.dossier import (
    TRAITS,
    Acquaintance,
    Boundary,
    Event,
    Expectation,
    Fit,
    Introduction,
    Mark,
    Offer,
    Place,
    Step,
    Win,
)
from netlog.domain.journal import (
    Advice,
    Away,
    Change,
    Conversation,
    Entry,
    Fact,
    Group,
    Observed,
    Person,
    Promise,
    Rating,
    Reminder,
    Signal,
    Skip,
    Snooze,
    Standing,
)
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from typing import Any


SEED = 2026
POINTS = {"XS": 1, "S": 3, "M": 8, "L": 20, "XL": 50}

# Name, organisation, role, kind, circle, tags.
CAST = (
    ("Ana Ruiz", "Kestrel", "CTO", "client", "close", ("pydata", "forecasting")),
    ("Tom Okafor", "Okafor & Lind", "managing partner", "mentor", "inner", ("pitching",)),
    ("Dee Marsh", "Harbour Fund", "principal", "investor", "active", ("climate",)),
    ("Jo Park", "PyData Lisbon", "organiser", "friend", "close", ("pydata",)),
    ("Mira Holt", "Acme", "head of planning", "prospect", "wide", ("forecasting",)),
    ("Lena Brandt", "Nordlicht", "founder", "peer", "active", ("logistics",)),
    ("王伟", "Qingyun Robotics", "product lead", "client", "active", ("robotics",)),
    ("山田太郎", "Kaido", "engineer", "peer", "wide", ("pydata",)),
    ("ليلى حداد", "Cedar Studio", "designer", "supplier", "active", ("design",)),
    ("Nicolò D'Angelo", "Bottega Dati", "partner", "supplier", "wide", ("design",)),
    ("Dewi Lestari", "Rimba", "director", "prospect", "wide", ("climate",)),
    ("Đặng Thị Hoa", "Sông Xanh", "analyst", "mentee", "close", ("forecasting",)),
    ("Siobhán O'Brien", "Lantern", "head of people", "colleague", "active", ("hiring",)),
    ("Pieter van der Berg", "Delta Water", "programme lead", "client", "active", ("climate",)),
    ("Cy Adler", "Adler Press", "editor", "peer", "wide", ("writing",)),
    ("Bob Stanton", "Stanton Supplies", "sales", "supplier", "wide", ()),
)
OTHERS = (
    *("Priya Nair", "Omar Haddad", "Greta Lund", "Marek Novak", "Chloé Dubois", "Ivan Petrov", "Sofia Costa"),
    *("Hugo Weiss", "Amara Diallo", "Kenji Mori", "Elif Kaya", "Noah Fischer", "Zofia Wójcik", "Luca Greco"),
    *("Mei Lin", "Carlos Vega", "Ingrid Dahl", "Tariq Aziz", "Fatima Zahra", "Ruth Cohen", "Jonas Berg"),
    *("Aisha Bello", "Paolo Ricci", "Helena Novotná", "Samuel Osei", "Yuki Tanaka", "Bruno Alves", "Nadia Rahman"),
)
FIRMS = ("Kestrel", "Acme", "Nordlicht", "Delta Water", "Rimba", "Lantern", "Kaido", "Bluefin", "Atlas Rail")
ROLES = ("analyst", "engineer", "head of data", "consultant", "product manager", "founder", "buyer")
SUBJECTS = (
    *("how their team plans the year", "a hire that fell through", "the move to the new office"),
    *("what forecasting can and cannot promise", "the conference in spring", "a book we both read"),
    *("their new role", "a pilot that went sideways", "where the market goes", "children and schools"),
)
PLACES = ("Café Rosa", "the harbour", "PyData Lisbon", "their office", "the climbing hall")


class _Sample:
    """Records gathered one by one, on days counted back from today."""

    def __init__(self, today: date) -> None:
        self.records: list[Any] = []
        self._today = today
        self._ids: dict[str, str] = {}
        self._handles: set[str] = set()

    def day(self, days_ago: int) -> date:
        return self._today - timedelta(days=days_ago)

    def new_id(self) -> str:
        return f"DEM0{len(self.records):022d}"

    def person(self, name: str, days_ago: int, **fields: Any) -> None:
        """Somebody known since a day; called by their first word from then on."""
        handle = people.handle(name, self._handles)
        self._handles.add(handle)
        id_ = self.new_id()
        self._ids[name] = self._ids[name.split()[0]] = id_
        if through := fields.pop("through", None):
            fields["through"] = self._ids[through]
        self.records.append(Person(id_, name, handle, self.day(days_ago), **fields))

    def talk(self, days_ago: int, who: str, text: str, how: str | None = None, *marks: str, **fields: Any) -> None:
        """A conversation with some people, the names separated by a comma; marks are signals, them:code for theirs."""
        signals = tuple(Signal(one.removeprefix("them:"), "them" if ":" in one else "me") for one in marks)
        self.records.append(
            Conversation(self.new_id(), self.day(days_ago), text, self.people(who), how=how, signals=signals, **fields)
        )

    def promise(
        self, made: int, due: int, who: str, text: str, size: Any = "medium", kept: int | None = None, **fields: Any
    ) -> None:
        """A promise of mine, made and due so many days ago; a negative number lies ahead."""
        outcome = fields.pop("outcome", "kept") if kept is not None else None
        moved = tuple(Change(self.day(on), self.day(by)) for on, by in fields.pop("moved", ()))
        self.records.append(
            Promise(
                *(
                    self.new_id(),
                    fields.pop("by", "me"),
                    self.people(who)[0],
                    self.day(made),
                    text,
                    self.day(due),
                    size,
                ),
                *(moved, outcome, None if kept is None else self.day(kept)),
            )
        )

    def entry(self, days_ago: int, kind: Any, who: str, text: str, size: str = "S", **fields: Any) -> None:
        """A line of the account; `answer` is (yes or no, days ago)."""
        side = fields.pop("by", "them" if kind == "receive" else "me")
        answer = fields.pop("answer", None)
        if answer:
            fields |= {"answer": answer[0], "answered": self.day(answer[1])}
        self.records.append(
            Entry(
                *(self.new_id(), kind, side, self.people(who)[0], self.day(days_ago), text, size, POINTS[size]),
                **fields,
            )
        )

    def fact(self, days_ago: int, who: str, topic: str, text: str) -> None:
        self.records.append(Fact(self.new_id(), self.people(who)[0], self.day(days_ago), topic, text))

    def other(self, kind: type[Any], who: str | None, *values: Any) -> None:
        """A record of a kind that begins with its id and its person."""
        self.records.append(kind(self.new_id(), self.people(who)[0] if who else None, *values))

    def people(self, who: str) -> tuple[str, ...]:
        """The ids of some people."""
        return tuple(self._ids[name.strip()] for name in who.split(","))


def journal(today: date) -> list[Any]:
    """The records of the invented journal as it would stand on a day; the same day gives the same records."""
    sample = _Sample(today)
    _people(sample)
    _ana(sample)
    _tom_and_dee(sample)
    _clients_and_peers(sample)
    _settings(sample, today)
    _the_rest(sample, Random(SEED))
    _ties_and_wins(sample)
    _fit_and_offers(sample)
    return sample.records


def _people(sample: _Sample) -> None:
    extra: dict[str, dict[str, Any]] = {
        "Ana Ruiz": {
            "through": "Jo Park",
            "place": "PyData Lisbon",
            "emails": ("ana@kestrel.example",),
            "birthday": "05-03",
        },
        "Tom Okafor": {"every": 14, "nicks": ("Tommy",), "birthday": f"1971-{sample.day(-2):%m-%d}"},
        "Dee Marsh": {"emails": ("dee@harbour.example",), "phones": ("+44 20 7946 0102",)},
        "Mira Holt": {"through": "Dee Marsh", "met": sample.day(16)},
        "王伟": {"nicks": ("David",), "links": ("https://qingyun.example/wang",)},
        "Siobhán O'Brien": {"birthday": f"{sample.day(-20):%m-%d}"},
    }
    # Those who brought others come first.
    first = ("Jo Park", "Dee Marsh")
    for name, org, role, kind, circle, tags in sorted(CAST, key=lambda one: (one[0] not in first, CAST.index(one))):
        sample.person(name, 360, org=org, role=role, kind=kind, circle=circle, tags=tags, **extra.get(name, {}))


def _ana(sample: _Sample) -> None:
    """A client: a slip owned, a gift, an ask too early, and one promise that is late again."""
    sample.talk(
        200, "Ana, Jo", "long talk about forecasting", "in-person", "asked-first",
        place="PyData Lisbon", talk=35, for_="them", tags=("pydata",),
    )  # fmt: skip
    sample.promise(192, 190, "Ana", "the list of papers", "small", kept=192)
    sample.entry(192, "give", "Ana", "sent her the papers early", "XS")
    sample.talk(
        160, "Ana", "video call, she spoke of leaving her last job", "video", "took-stand", "them:shared-personal"
    )
    sample.fact(160, "Ana", "family", "two daughters, one starts school in spring")
    sample.fact(160, "Ana", "goal", "forecasts the board believes")
    sample.promise(127, 120, "Ana", "the pilot plan", kept=106, moved=((118, 105),))
    sample.entry(100, "give", "Ana", "intro to Lena Brandt")
    sample.talk(100, "Ana, Lena", "lunch, the two of them hit it off", "in-person", "promoted-them", place="Café Rosa")
    sample.promise(90, 80, "Ana", "numbers from last year", kept=83, by="them")
    sample.entry(83, "receive", "Ana", "half a day with her planners", "M")
    sample.entry(82, "thank", "Ana", "for the half day", "XS")
    sample.talk(60, "Ana", "call about a second project", "call", "pitched-early", talk=65, for_="me")
    sample.fact(60, "Ana", "challenge", "her planners do not trust the model")
    sample.fact(60, "Ana", "hobby", "runs marathons")
    sample.fact(60, "Ana", "careful", "the reorganisation in March")
    sample.talk(45, "Ana", "she wrote: the advice on holidays was right", "email", "advice-right", initiated="them")
    sample.promise(38, 30, "Ana", "her view of the pilot", kept=20, by="them")
    sample.other(Rating, "Ana", sample.day(44), "guess", 7, 8, 5, 4, "the first project went well")
    sample.promise(9, 5, "Ana", "the pricing deck", "small")
    sample.promise(4, -6, "Ana", "share the RFP", by="them")


def _tom_and_dee(sample: _Sample) -> None:
    """A mentor who gives more than he takes, and an investor who made an introduction."""
    for days_ago, text in (
        (300, "breakfast"),
        (270, "walk along the river"),
        (228, "breakfast, the pitch"),
        (150, "lunch"),
    ):
        sample.talk(days_ago, "Tom", text, "in-person", "empathy" if days_ago == 228 else "small-talk", initiated="me")
    sample.entry(228, "receive", "Tom", "a morning on the pitch", "M")
    sample.entry(227, "thank", "Tom", "for the morning", "XS")
    sample.entry(150, "give", "Tom", "reviewed his proposal", "M")
    sample.entry(95, "ask", "Tom", "referral to Acme", "M", answer=("yes", 90))
    sample.entry(60, "give", "Tom", "two days on his website", "L")
    sample.talk(33, "Tom", "coffee, his daughter's wedding", "in-person", "full-attention", place="Café Rosa")
    sample.entry(3, "ask", "Tom", "look over his deck", by="them")
    sample.fact(33, "Tom", "family", "daughter Nkechi marries in June")
    sample.fact(33, "Tom", "offer", "knows every buyer in retail")
    sample.talk(140, "Dee", "met at the climate evening", "in-person", "asked-first", place="the harbour")
    sample.talk(52, "Dee", "video call on the fund's theses", "video", talk=40)
    sample.entry(16, "receive", "Dee", "intro to Mira Holt")
    sample.entry(12, "ask", "Dee", "a look at the one-pager")
    sample.fact(52, "Dee", "need", "somebody who knows water pricing")
    sample.talk(
        240, "Jo", "organised the meet-up together", "in-person", "helped-their-goal", "them:steady", tags=("pydata",)
    )
    sample.talk(
        21, "Jo", "call about next year's programme", "call", "just-hello", initiated="me",
        observed=(Observed("heard"), Observed("wish", "a programme with more beginners"), Observed("stress", "1")),
    )  # fmt: skip
    sample.promise(21, -2, "Jo", "a talk title", "small")
    sample.talk(
        1,
        "Mira",
        "first meeting, planning for retail",
        "in-person",
        "asked-first",
        talk=30,
        for_="them",
        place="their office",
    )


def _clients_and_peers(sample: _Sample) -> None:
    sample.talk(75, "王伟", "demo of the warehouse forecast", "video", "clear", "them:candid")
    sample.promise(75, 60, "王伟", "a cost estimate", "large", kept=58)
    sample.entry(50, "ask", "王伟", "a quote for the website", answer=("no", 45))
    sample.talk(130, "山田太郎", "chat after his talk", "chat", "keen")
    sample.talk(88, "ليلى", "new colours for the report", "call", "them:punctual")
    sample.promise(88, 70, "ليلى", "three drafts", kept=69, by="them")
    sample.talk(12, "ليلى", "she sent the last drafts", "email", initiated="them")
    sample.talk(310, "Nicolò", "dinner, data for museums", "in-person", "small-talk", place="Café Rosa")
    sample.talk(26, "Nicolò", "wrote to him about Turin", "email", attempt=True, initiated="me")
    sample.talk(64, "Dewi", "call on palm oil and trust", "call", "admitted-limit")
    for days_ago in (180, 150, 118, 91, 62, 29):
        sample.talk(
            days_ago, "Đặng", "mentoring hour", "video", "asked-feedback" if days_ago == 91 else "full-attention"
        )
    sample.entry(62, "give", "Đặng", "read her thesis", "M")
    sample.fact(29, "Đặng", "goal", "lead a team within two years")
    sample.other(Rating, "Đặng", sample.day(91), "them", 8, 9, 7, 3, "asked after six months")
    sample.talk(40, "Siobhán", "hiring panel", "in-person", "left-out", people=5, seen_by=())
    sample.talk(110, "Pieter", "kick-off in Delft", "in-person", "clear", people=6)
    sample.promise(70, 55, "Pieter", "the interim report", "large", kept=50)
    sample.promise(30, -12, "Pieter", "the second model")
    sample.talk(35, "Pieter", "call, first numbers look right", "call", "owned-mistake")
    sample.entry(34, "thank", "Pieter", "named him in the newsletter", "XS")
    sample.talk(170, "Cy", "coffee about an essay", "in-person", "took-stand")
    sample.promise(20, 3, "Cy", "the slides")
    sample.talk(220, "Bob", "coffee again, nothing new", "in-person", "wanted-out", outcome="none", energy=-1)
    sample.talk(190, "Bob", "delivery late again", "call", "them:late", outcome="none", energy=-2)
    sample.promise(230, 215, "Bob", "a list of parts", "small", kept=205, outcome="released")
    sample.promise(215, 205, "Bob", "comments on his catalogue", kept=200, outcome="broken")


def _settings(sample: _Sample, today: date) -> None:
    """What steers the morning list: reminders, hidden lines, absences, a rest."""
    sample.other(Reminder, "Jo", sample.day(21), sample.day(-10), "ask how the programme went")
    sample.other(Reminder, "Lena", sample.day(300), sample.day(-4), "founding of Nordlicht", "date")
    sample.other(Reminder, "Tom", sample.day(40), sample.day(0), "ask about the wedding plans")
    sample.other(Snooze, "山田太郎", sample.day(3), sample.day(-18))
    sample.other(Skip, "Nicolò", sample.day(100))
    sample.other(Away, "Dewi", sample.day(5), sample.day(-40))
    sample.other(Away, None, sample.day(-30), sample.day(-44))
    sample.other(Standing, "Bob", sample.day(150), "resting", None, "we want different things")


def _the_rest(sample: _Sample, chance: Random) -> None:
    """The wide circle: a talk or some with each, through the year."""
    hows = ("in-person", "call", "video", "email", "chat")
    for name in OTHERS:
        sample.person(
            name,
            chance.randrange(60, 360),
            org=chance.choice(FIRMS),
            role=chance.choice(ROLES),
            circle=chance.choice(("active", "wide", "wide", "outer")),
        )
        for days_ago in sorted((chance.randrange(8, 340) for _ in range(chance.randrange(1, 6))), reverse=True):
            how = chance.choice(hows)
            place = chance.choice(PLACES) if how == "in-person" else None
            sample.talk(days_ago, name, f"spoke about {chance.choice(SUBJECTS)}", how, place=place)


def _ties_and_wins(sample: _Sample) -> None:
    """Who knows whom, where clients came from, and where people meet."""
    for one, other, strength, source in (
        ("Tom", "Lena", 5, "they founded a choir together"),
        ("Lena", "Mira", 4, "same year at university"),
        ("Tom", "Mira", 2, None),
        ("Dee", "Mira", 5, "sits on her board"),
        ("Jo", "Cy", 3, None),
    ):
        sample.records.append(
            Acquaintance(
                sample.new_id(), sample.people(one)[0], sample.people(other)[0], sample.day(120), strength, source
            )
        )
    sample.other(Win, "Ana", sample.day(150), 18_000, sample.people("Jo")[0])
    sample.other(Win, "王伟", sample.day(70), 9_000, None, "PyData Lisbon")
    sample.other(Win, "Pieter", sample.day(105), 12_000)
    sample.other(Win, "Ana", sample.day(40), 6_000)
    for place in (
        Place(sample.new_id(), "Café Rosa", sample.day(330), "lunch", 240, 30),
        Place(f"{sample.new_id()}P", "the climbing hall", sample.day(330), "hobby", 400, 60),
        Event(
            f"{sample.new_id()}E", "PyData Lisbon", sample.day(200), "pydata", sample.day(199), "Lisbon", 40, 700, 16
        ),
    ):
        sample.records.append(place)
    sample.records.append(
        Group(
            *(sample.new_id(), "Friday coffee", sample.day(100), 1, 4, "Café Rosa", None),
            tuple(sorted(sample.people("Cy, Nicolò"))),
        )
    )
    asked = Step(sample.day(12), "asked", "through")
    dewi, dee = sample.people("Dewi, Dee")
    sample.records.append(
        Introduction(sample.new_id(), None, dewi, sample.day(12), "a pilot on palm oil", dee, (asked,))
    )


def _fit_and_offers(sample: _Sample) -> None:
    """How a client fits, what was said aloud, and what I could give."""
    first = (3, 4, 3, 3, 3, 3, 4, 3, 3, 3)
    phase = (3, 4, 2, 2, 3, 1, 3, 3, 2, 3)
    for days_ago, stage, ratings, gut in ((198, "first", first, 3), (46, "phase", phase, None)):
        marks = tuple(Mark(trait, rating) for trait, rating in zip(TRAITS, ratings, strict=True))
        sample.other(Fit, "Ana", sample.day(days_ago), stage, marks, gut)
    sample.other(Boundary, None, sample.day(300), "no calls after six")
    sample.other(Boundary, None, sample.day(300), "no work without a written order")
    sample.other(Boundary, "Ana", sample.day(190), "no calls after six")
    sample.records += [
        Expectation(sample.new_id(), "them", sample.people("Ana")[0], sample.day(60), "weekly numbers", None),
        Expectation(
            f"{sample.new_id()}B",
            "me",
            sample.people("Bob")[0],
            sample.day(190),
            "delivery within a week",
            outcome="unmet",
            closed=sample.day(180),
        ),
    ]
    sample.other(Advice, "Ana", sample.day(30), "let the planners name the errors first")
    sample.fact(20, "Lena", "hardship", "her co-founder left")
    sample.records.append(Offer(sample.new_id(), sample.day(90), "an hour on forecasting for planners", "S"))
    sample.records.append(Offer(sample.new_id(), sample.day(80), "my notes on water pricing", "XS"))
