"""Gifts at hand: concrete and free, which is what sets them apart from a price."""

from __future__ import annotations

from netlog.domain.people import fold, word_set
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from netlog.domain.dossier import Offer

# What a price cut gives itself away by: whole words, and signs of scripts where no space divides words.
PRICE_WORDS = word_set("off percent discount discounts discounted rebate rebates cheaper rabatt sconto diskon")
PRICE_SIGNS = ("%", "％", "折扣", "打折", "优惠", "割引", "할인")


def is_price_cut(text: str) -> bool:
    """Whether a text lowers a price: that is selling, and no gift."""
    folded = fold(text)
    bare = {word.strip(".,;:!?()[]\"'") for word in folded.split()}
    return not PRICE_WORDS.isdisjoint(bare) or any(sign in text or sign in folded for sign in PRICE_SIGNS)


def at_hand(offers: Iterable[Offer], today: date) -> list[Offer]:
    """The offers that stood on a day, oldest first."""
    return [one for one in offers if one.on <= today and (one.until is None or today < one.until)]
