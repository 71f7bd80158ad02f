"""Every number a user may change: name, default, unit, reason."""

from __future__ import annotations

from typing import NamedTuple


class Parameters(NamedTuple):
    """The numbers of the model; `netlog config` shows them, `--why` marks a changed one."""

    # Trust
    phantom: float = 4.0  # observations assumed, half good, half bad: one act moves a factor by 0.9
    half_life_credibility: int = 365  # days: expertise lasts
    half_life_reliability: int = 180  # days: conduct is judged by the recent record
    half_life_intimacy: int = 365  # days: closeness falls over about 18 months of silence
    half_life_self_orientation: int = 180  # days
    sticky: int = 4  # times the half-life for a breach of honesty or confidence: it hardly heals
    missed: float = 2.0  # weight of a missed promise against a kept one
    silence: float = 0.5  # self-orientation cost of a silent miss: owning up must pay
    channel: float = 0.3  # at most, for one contact: volume must not buy trust
    rhythm: float = 0.25  # for a contact within the cadence
    talk_low: int = 40  # percent of talking or less: listening
    talk_high: int = 60  # percent or more: holding forth
    weight_guess: float = 2.0  # my guess of how they see me: the least reliable
    weight_view: float = 3.0  # my view of them
    weight_word: float = 4.0  # their own word about me
    # Account
    size_xs: int = 1  # points: a favour of five minutes
    size_s: int = 3  # half an hour, an introduction
    size_m: int = 8  # half a day, vouching for someone
    size_l: int = 20  # days, or my name at stake
    size_xl: int = 50  # weeks
    interest: float = 0.01  # growth per 30 warm days: conduct, not waiting, makes the balance
    interest_cap: float = 100.0  # points above which nothing grows by itself
    cooling: int = 365  # days in which goodwill halves once a tie is cold
    settling: int = 14  # days in which half of what is fresh settles: let it grow first
    declined: float = 0.25  # of an ask's size, for a refusal: refusing is costly to the helper
    unanswered: int = 30  # days until an ask counts as refused
    credit: float = 0.2  # points per index point of trust above 50, at the lower bound
    # Reminders
    cadence_inner: int = 7  # days
    cadence_close: int = 30
    cadence_active: int = 180
    cadence_wide: int = 365
    crisis: bool = False  # cadences a quarter shorter: in hard times people remember who called
    crisis_factor: float = 0.75
    dormant: float = 8.0  # cadences of silence after which a tie is most likely gone
    lines: int = 7  # of the morning list
    # The days one works, Monday 0
    working_days: tuple[int, ...] = (0, 1, 2, 3, 4)


DEFAULTS = Parameters()
