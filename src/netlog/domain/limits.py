"""What should be said aloud: my limits, what each side expects, and news that somebody counts on."""

from __future__ import annotations

from netlog.domain.people import fold
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from netlog.domain.dossier import Boundary, Expectation
    from netlog.domain.journal import Promise

FRESH = 14  # days in which it is still news that something will not be


class Said(NamedTuple):
    """Somebody a limit was said aloud to, and when last."""

    with_: str
    on: date


class Limit(NamedTuple):
    """A limit of mine."""

    id: str
    on: date
    text: str
    said: tuple[Said, ...]  # the latest first


def limits(boundaries: Iterable[Boundary], today: date) -> tuple[Limit, ...]:
    """My limits, oldest first, each with those it was said aloud to; one is known by its words."""
    said: dict[str, dict[str, date]] = {}
    stated: dict[str, Boundary] = {}
    for one in sorted(boundaries, key=lambda one: (one.on, one.id)):
        if one.on > today:
            continue
        if one.with_ is None:
            stated.setdefault(fold(one.text), one)
        else:
            said.setdefault(fold(one.text), {})[one.with_] = one.on
    return tuple(Limit(one.id, one.on, one.text, _latest_first(said.get(words, {}))) for words, one in stated.items())


def _latest_first(said: dict[str, date]) -> tuple[Said, ...]:
    found = [Said(with_, on) for with_, on in said.items()]
    return tuple(sorted(found, key=lambda one: (-one.on.toordinal(), one.with_)))


def unsaid(known: Iterable[Limit], id_: str) -> tuple[Limit, ...]:
    """The limits that one person was not told of yet."""
    return tuple(one for one in known if all(said.with_ != id_ for said in one.said))


def is_open(expectation: Expectation, today: date) -> bool:
    """Whether an expectation stood on a day, neither met nor given up."""
    return expectation.on <= today and (expectation.closed is None or today < expectation.closed)


def is_confirmed(expectation: Expectation, today: date) -> bool:
    """Whether both had said it aloud by a day."""
    return expectation.confirmed is not None and expectation.confirmed <= today


def unconfirmed(expectations: Iterable[Expectation], today: date) -> tuple[Expectation, ...]:
    """The open expectations that were not said aloud by both, in the order given."""
    return tuple(one for one in expectations if is_open(one, today) and not is_confirmed(one, today))


# News they should have


class News(NamedTuple):
    """Something they count on that did not go as they think."""

    text: str  # follows "tell them"
    since: date


def news(promises: Iterable[Promise], expectations: Iterable[Expectation], today: date) -> tuple[News, ...]:
    """What to pass on before they ask: my promises past their day, their expectations past it or just given up."""
    found = [
        News(f"where {one.text} stands", one.due)
        for one in promises
        if one.who == "me" and one.outcome is None and one.due is not None and one.due < today
    ]
    for one in expectations:
        if one.who == "them" and is_open(one, today) and one.by is not None and one.by < today:
            found.append(News(f"where {one.text} stands", one.by))
        elif one.who == "them" and one.outcome == "unmet" and one.closed and 0 <= (today - one.closed).days <= FRESH:
            found.append(News(f"why {one.text} came to nothing", one.closed))
    return tuple(sorted(found, key=lambda one: (one.since, one.text)))
