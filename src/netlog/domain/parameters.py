"""Every number a user may change: name, default, unit, reason."""

from __future__ import annotations

from netlog.typed import NamedTuple


class Parameters(NamedTuple):
    """The numbers of the model; `netlog config` shows them, `--why` marks a changed one."""

    # Trust
    phantom: float = 4.0
    half_life_credibility: int = 365
    half_life_reliability: int = 180
    half_life_intimacy: int = 365
    half_life_self_orientation: int = 180
    sticky: int = 4
    missed: float = 2.0
    silence: float = 0.5
    channel: float = 0.3
    rhythm: float = 0.25
    talk_low: int = 40
    talk_high: int = 60
    weight_guess: float = 2.0
    weight_view: float = 3.0
    weight_word: float = 4.0
    # Account
    size_xs: int = 1
    size_s: int = 3
    size_m: int = 8
    size_l: int = 20
    size_xl: int = 50
    interest: float = 0.01
    interest_cap: float = 100.0
    cooling: int = 365
    settling: int = 14
    declined: float = 0.25
    unanswered: int = 30
    credit: float = 0.2
    # Reminders
    cadence_inner: int = 7
    cadence_close: int = 30
    cadence_active: int = 180
    cadence_wide: int = 365
    crisis: bool = False
    crisis_factor: float = 0.75
    dormant: float = 8.0
    lines: int = 7
    working_days: tuple[int, ...] = (0, 1, 2, 3, 4)


DEFAULTS = Parameters()

# The unit of each, and why it is what it is.
REASONS = {
    "phantom": "observations assumed, half good, half bad; one act then moves a factor by 0.9",
    "half_life_credibility": "days; expertise lasts",
    "half_life_reliability": "days; conduct is judged by the recent record",
    "half_life_intimacy": "days; closeness falls over about 18 months of silence",
    "half_life_self_orientation": "days; attention is judged by the recent record",
    "sticky": "times the half-life, for a breach of honesty or confidence: it hardly heals",
    "missed": "weight of a missed promise where a kept one weighs 1; more would punish logging",
    "silence": "self-orientation cost of a silent miss; owning up must pay more than hiding",
    "channel": "closeness of one contact at most; volume must not buy trust",
    "rhythm": "reliability of a contact within the cadence",
    "talk_low": "percent of the talking; this much or less is listening",
    "talk_high": "percent of the talking; this much or more is holding forth",
    "weight_guess": "weight of my guess of how they see me, the least reliable",
    "weight_view": "weight of my view of them",
    "weight_word": "weight of their own word about me, the most reliable",
    "size_xs": "points; a favour of five minutes",
    "size_s": "points; half an hour, an introduction",
    "size_m": "points; half a day, vouching for someone",
    "size_l": "points; days of work, or my name at stake",
    "size_xl": "points; weeks of work",
    "interest": "growth of goodwill per 30 warm days; conduct, not waiting, makes the balance",
    "interest_cap": "points; above this nothing grows by itself",
    "cooling": "days in which goodwill halves once a tie is cold",
    "settling": "days in which half of a fresh deposit settles; a gift and an ask at once look like trade",
    "declined": "part of an ask's size that a refusal costs; refusing is costly to the helper",
    "unanswered": "days until an ask counts as refused",
    "credit": "points for each index point of trust above 50, at the lower end of the interval",
    "cadence_inner": "days between contacts in the inner circle (5 people)",
    "cadence_close": "days in the close circle (15 with the inner)",
    "cadence_active": "days in the active circle (50)",
    "cadence_wide": "days in the wide circle (150)",
    "crisis": "true in hard times: cadences shorten, people remember who reached out",
    "crisis_factor": "what cadences are multiplied by in a crisis",
    "dormant": "cadences of silence after which a tie is most likely asleep",
    "lines": "lines of the morning list",
    "working_days": "days of the week, Monday 0; nudges wait for one",
}
