"""Who may have a line on a morning, in terms that a table answers: nobody else has one for certain."""

from __future__ import annotations

from datetime import date, timedelta

from netlog.domain.cadence import NEW_TIE_DAYS, shortest
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from netlog.domain.reasons import Morning


class Sieve(NamedTuple):
    """What a line takes, but for what people hold: promises, asks, favours, reminders.

    Inner and close ones always pass: there are few, and their word is asked for. So does whoever has
    a cadence of their own, once it ran out since the last contact.
    """

    today: date
    active: date  # an active one is in touch only if the last contact is later
    wide: date  # the same for all others
    new: date  # a tie whose first contact is this day or later is new, with cadences of its own
    occasions: tuple[str, ...]  # MM-DD: birthdays that show


def sieve(morning: Morning) -> Sieve:
    """The sieve of a morning."""
    today, parameters = morning.today, morning.parameters
    active, wide = (_before(today, shortest(None, circle, parameters) or 0) for circle in ("active", "wide"))
    return Sieve(today, active, wide, _before(today, NEW_TIE_DAYS), tuple(morning.occasions))


def _before(today: date, days: int) -> date:
    """So many days ago, or the first day there is: a cadence may be set to centuries."""
    return today - timedelta(min(days, (today - date.min).days))
