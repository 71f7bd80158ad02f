"""Whom somebody should meet, and which gift at hand would serve them: the words that both sides share."""

from __future__ import annotations

from netlog.domain import paths, rhythm
from netlog.domain.offers import at_hand
from netlog.domain.people import fold, word_set
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from netlog.domain.dossier import Acquaintance, Introduction, Offer
    from netlog.domain.journal import Fact, Person, Standing

WANTS = ("need", "goal", "challenge")  # topics that say what somebody looks for
HAS = "offer"  # the topic that says what somebody can give
MEETINGS = 2  # suggestions: one is a choice made for them, three are a list
SERVES, SHARED = 3, 1  # points for a word of a wish that is served, and of something in common
SHORTEST = 3  # letters of a word that says anything; a sign of a script without spaces says more
PAIR = 2  # signs of such a script that make a word

# Words that are in every wish and say nothing of what is wished for.
STOP_WORDS = word_set(
    "about after again all also always and any are around bad because been before being better big both business but "
    "can challenge come could day did does doing done each even every everybody find first for from get getting give "
    "goal good great had has have having help her here him his how into its job just keep know learn less like little "
    "long look looking lot make making many may meet might month more most much must need needs never new next not now "
    "off offer old one only open other our out over own people per person please put really run see should small some "
    "somebody someone something start still such take talk team than that the their them then there these they thing "
    "things this time too two under until upon use using very want wants was way week well were what when where which "
    "while who whom whose why will wish with within without work working would year years yet you your"
)
STOP_PAIRS = word_set(
    "一个 一些 一位 人员 他们 什么 今年 公司 可以 各种 需要 如何 学习 寻找 希望 帮助 建立 开始 怎么 想要 我们 找到 "
    "提供 提高 新的 时间 更多 有人 每个 没有 目标 知道 自己 认识 能够 解决 计划 问题 需求 擅长 挑战 する こと ため さん"
)

_SPACED = {code: " " for code in range(128) if not chr(code).isalnum()}  # ASCII that parts words


class Wishes(NamedTuple):
    """What the question needs of the journal: what people look for and have, and who is left out."""

    people: Sequence[Person]
    facts: Sequence[Fact]
    offers: Sequence[Offer] = ()
    acquaintances: Sequence[Acquaintance] = ()
    introductions: Sequence[Introduction] = ()
    standings: Sequence[Standing] = ()


class Meeting(NamedTuple):
    """Somebody a person should meet, and why."""

    person: Person
    serves: tuple[str, ...]  # words of the person's wishes that the other can serve
    served: tuple[str, ...]  # words of the other's wishes that the person can serve
    common: tuple[str, ...]  # words of what both look for, and tags of both
    points: int


class Gift(NamedTuple):
    """An offer of mine that serves somebody's wish, and the words that say so."""

    offer: Offer
    words: tuple[str, ...]


class Matches(NamedTuple):
    """What may be put into somebody's hands: two people to meet, and gifts at hand."""

    meetings: tuple[Meeting, ...]  # the best first
    gifts: tuple[Gift, ...]  # the best first


class _Words(NamedTuple):
    """What one person looks for, can give, and is tagged with."""

    texts: tuple[str, ...]  # of the wishes and tags, as they were written
    wants: frozenset[str]
    has: frozenset[str]
    tags: frozenset[str]


def match(person: Person, wishes: Wishes, today: date) -> Matches:
    """Two people whom a person should meet, and the offers of mine that serve them.

    A word of one's needs, goals and challenges that is among the other's offers, tags or company
    counts three, a wish or a tag of both counts one. Nobody at rest, and nobody who is known to
    know them, or was brought together with them before.
    """
    facts: dict[str, list[Fact]] = {}
    for fact in wishes.facts:
        facts.setdefault(fact.with_, []).append(fact)
    own = _words_of(person, facts.get(person.id, ()))
    gifts = fitting(at_hand(wishes.offers, today), facts.get(person.id, ()))
    resting = rhythm.resting(wishes.standings, today)
    if person.id in resting or not (own.wants or own.has):
        return Matches((), gifts)
    left_out = {person.id, person.through, *resting, *paths.known(wishes.acquaintances, today).get(person.id, ())}
    for brought in wishes.introductions:
        if brought.on <= today and person.id in (brought.one, brought.other):
            left_out |= {brought.one, brought.other}
    found = []
    for other in wishes.people:
        if other.id not in left_out and other.through != person.id:
            meeting = _meeting(own, other, _words_of(other, facts.get(other.id, ())))
            if meeting.points:
                found.append(meeting)
    found.sort(key=lambda one: (-one.points, fold(one.person.name), one.person.id))
    return Matches(tuple(found[:MEETINGS]), gifts)


def fitting(offers: Iterable[Offer], facts: Iterable[Fact]) -> tuple[Gift, ...]:
    """The offers that serve somebody's needs, goals or challenges, the most words shared first."""
    texts = [fact.text for fact in facts if fact.topic in WANTS]
    wants = tokens(texts)
    found = [Gift(offer, _told(wants & tokens([offer.text]), texts)) for offer in offers]
    return tuple(sorted((gift for gift in found if gift.words), key=lambda gift: (-len(gift.words), gift.offer.text)))


def tokens(texts: Iterable[str]) -> frozenset[str]:
    """The words that say something, folded and in the singular; of a script without spaces every pair of signs."""
    return frozenset(token for text in texts for word in _parts(text) for token in _tokens(word))


def _words_of(person: Person, facts: Iterable[Fact]) -> _Words:
    wishes = tuple(fact.text for fact in facts if fact.topic in WANTS)
    given = [fact.text for fact in facts if fact.topic == HAS]
    tags = tokens(person.tags)
    has = tokens([*given, *([person.org] if person.org else [])]) | tags
    return _Words((*wishes, *person.tags), tokens(wishes), has, tags)


def _meeting(own: _Words, other: Person, its: _Words) -> Meeting:
    serves, served = own.wants & its.has, its.wants & own.has
    common = ((own.wants & its.wants) | (own.tags & its.tags)) - serves - served
    told = _told(serves, own.texts), _told(served, its.texts), _told(common, own.texts)
    points = SERVES * (len(told[0]) + len(told[1])) + SHARED * len(told[2])
    return Meeting(other, *told, points)


def _parts(text: str) -> list[str]:
    folded = fold(text)
    if folded.isascii():
        return folded.translate(_SPACED).split()
    return "".join(c if c.isalnum() else " " for c in folded).split()


def _tokens(word: str) -> Iterator[str]:
    if not _has_signs(word):
        singular = _singular(word)
        if len(singular) >= SHORTEST and word not in STOP_WORDS and singular not in STOP_WORDS:
            yield singular
    else:
        for at in range(len(word) - PAIR + 1):
            pair = word[at : at + PAIR]
            if all(map(_is_sign, pair)) and pair not in STOP_PAIRS:
                yield pair


def _told(shared: frozenset[str], texts: Iterable[str]) -> tuple[str, ...]:
    """The shared words as they stand in some texts, each once; signs that follow each other there make one word."""
    if not shared:
        return ()
    found: dict[str, str] = {}  # by what was shared, the word it was read from
    for word in (word for text in texts for word in _parts(text)):
        if not _has_signs(word):
            for token in shared.intersection(_tokens(word)):
                found.setdefault(token, word)
            continue
        run = ""
        for at in range(len(word)):
            if word[at : at + PAIR] in shared:
                run += word[at : at + PAIR][bool(run) :]
            elif run:
                found[run] = run
                run = ""
    return tuple(found.values())


def _has_signs(word: str) -> bool:
    return not word.isascii() and any(map(_is_sign, word))


def _is_sign(letter: str) -> bool:
    """True for a letter of Chinese, Japanese or Korean, where a word is two signs rather than what spaces divide."""
    return "\u3040" <= letter <= "\u30ff" or "\u3400" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7a3"


def _singular(word: str) -> str:
    """Partners, partner; companies, company; business stays."""
    if len(word) > SHORTEST + 1 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > SHORTEST and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
