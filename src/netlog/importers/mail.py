"""Mail: an mbox or one single mail (.eml, a file of a Maildir), of which only the head is read.

Thunderbird keeps each folder as an mbox in its profile; Google Takeout gives one under "Mail"; mutt,
mu and offlineimap keep Maildirs; most programs save a single mail as .eml. Which side is mine is
told by the setting `own`: without it nothing is read.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from netlog.domain.people import of_address
from netlog.importers import Found, Problem, Skipped, key
from netlog.importers._cells import is_name
from netlog.importers._heads import (
    DELIVERED,
    HEADER,
    LONGEST_ENVELOPE,
    LONGEST_HEAD,
    PARTING,
    addresses,
    decoded,
    fields_of,
    heads,
    raw,
    text_of,
)
from netlog.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from typing import Any, BinaryIO

    from netlog.importers import About
    from netlog.importers._heads import Fields

    Outcome = Found | Problem | Skipped

LONGEST_SUBJECT = 500  # characters
CROWD = 25  # more addresses than these are no talk with each of them
EARLIEST = 1990  # a year before it is a clock that nobody set
AHEAD = timedelta(days=2)  # of the server that took the mail in: more is a clock that goes wrong
ROBOTS = {"mailerdaemon", "postmaster", "bounce", "bounces", "notification", "notifications", "newsletter"}
NO_ANSWER = ("noreply", "donotreply")
LIST_HOSTS = ("lists.", "googlegroups.com", "groups.io")
UNWANTED = {b"spam": "spam", b"trash": "deleted", b"draft": "a draft", b"drafts": "a draft"}  # labels of Google
DELETED = 8  # a bit of Thunderbird's status


class _Mail(NamedTuple):
    """What is kept of a mail."""

    line: int
    at: datetime  # in the reader's zone
    id: str
    subject: str
    answers: str  # the id of the mail it replies to, or nothing
    sender: tuple[str, str]  # name, address
    receivers: tuple[tuple[str, str], ...]  # those of a mail of mine, me left out
    is_mine: bool


class _Day:
    """What went to and fro with one person on one day."""

    def __init__(self, first: _Mail) -> None:
        self.first = first
        self.is_heard = False  # they wrote
        self.last = first.at  # of my mails
        self.own: list[_Mail] = []  # without those I wrote in reply to theirs: settled at the end


def knows(head: bytes) -> bool:
    """Whether a file that begins so is an mbox or a mail: its first lines are headers, From and one more among them."""
    first, _, rest = head.partition(b"\n")
    if first.startswith(b"From "):
        return bool(PARTING.match(first[:LONGEST_ENVELOPE]) and HEADER.match(rest))
    names = set()
    for line in head.splitlines()[: head.count(b"\n") or 1]:  # the last one may be cut
        if not line.strip():
            break
        if line[:1] in b" \t":
            continue
        if not HEADER.match(line):
            return False
        names.add(line.partition(b":")[0].strip().lower())
    return b"from" in names and bool(names & {b"date", b"received", b"message-id"})


def read(file: BinaryIO, about: About) -> Iterator[Outcome]:
    """Everybody who wrote to me or whom I wrote to, and a conversation for each of them and each day."""
    yield from _told(heads(file), about)


def read_several(files: Iterable[BinaryIO], about: About) -> Iterator[Outcome]:
    """The same of single mails that belong together, as in a Maildir: the line is the number of the mail."""
    yield from _told(((number, head) for number, file in enumerate(files, 1) for _, head in heads(file)), about)


def _told(found: Iterable[tuple[int, bytes | None]], about: About) -> Iterator[Outcome]:
    box = _Box()
    count = 0
    for line, head in found:
        count += 1
        if head is None:
            yield Problem(line, f"its head is longer than {LONGEST_HEAD:,} bytes")
            continue
        mail = _mail(line, fields_of(head), about, box)
        if not isinstance(mail, _Mail):
            yield mail
        elif about.own:
            box.take(mail)
    if not count:
        yield Problem(1, "no mail is in it")
    elif not about.own:
        yield Problem(1, _whose(box, count))
    else:
        yield from box.told()


def _whose(box: _Box, count: int) -> str:
    """The sentence that asks for my addresses; it names the one that stands in most mails."""
    asked = "which address is yours is not known: netlog config set own YOU@EXAMPLE.ORG"
    ranked = sorted(box.seen.items(), key=lambda one: (-one[1], one[0]))[:2]
    if count < 2 or not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return asked
    return f"{asked}; {ranked[0][0]} is in {ranked[0][1]} of {count} mails"


# One mail


def _mail(line: int, fields: Fields, about: About, box: _Box) -> _Mail | Problem | Skipped:
    reason = _left_out(fields, box)
    if reason:
        return Skipped(line, reason)
    senders = addresses(text_of(fields, "from"))
    if not senders:
        return Problem(line, "its From names no address")
    sender = senders[0]
    local = "".join(c for c in sender[1].partition("@")[0] if c.isalnum())
    if local in ROBOTS or any(word in local for word in NO_ANSWER):
        return Skipped(line, "a robot")
    named = [fields[name] for name in ("to", "cc", "bcc") if name in fields]
    if sum(value.count(b"@") for values in named for value in values) > CROWD:
        return Skipped(line, "to a crowd")
    receivers = dict.fromkeys(one for name in ("to", "cc", "bcc") for one in addresses(text_of(fields, name)))
    box.see({sender[1], *(address for _, address in receivers)})
    is_mine = _is_own(sender, about)
    others = tuple(one for one in receivers if not _is_own(one, about)) if is_mine else ()
    if is_mine and not others:
        return Skipped(line, "to nobody else")
    reached = (one for name in DELIVERED for one in addresses(text_of(fields, name)))
    if about.own and not is_mine and not any(_is_own(one, about) for one in reached):
        return Skipped(line, "not to you")
    at = _moment(fields, about)
    if at is None:
        return Problem(line, "it has no date that can be read")
    subject = decoded(text_of(fields, "subject"))[:LONGEST_SUBJECT]
    id_ = text_of(fields, "message-id") or f"{at.isoformat()} {subject}"
    answers = (text_of(fields, "in-reply-to").split() or [""])[0]
    return _Mail(line, at, id_, subject, answers, sender, others, is_mine)


def _left_out(fields: Fields, box: _Box) -> str:
    """Why a mail is no talk with anybody, or nothing."""
    box.lists.update(address for _, address in addresses(text_of(fields, "list-post").replace("mailto:", "")))
    for label in raw(fields, "x-gmail-labels").lower().split(b","):
        if label.strip() in UNWANTED:
            return UNWANTED[label.strip()]
    status = raw(fields, "x-mozilla-status")
    if status.isalnum() and _hexadecimal(status) & DELETED:
        return "deleted"
    if raw(fields, "x-spam-flag").lower() == b"yes":
        return "spam"
    precedence = raw(fields, "precedence").lower()
    if fields.keys() & {"list-id", "list-unsubscribe", "list-post"} or precedence in (b"bulk", b"list", b"junk"):
        return "a mailing list"
    automatic = raw(fields, "auto-submitted").lower()
    is_robot = "x-autoreply" in fields or precedence == b"auto_reply" or raw(fields, "return-path") == b"<>"
    return "a robot" if is_robot or (automatic and not automatic.startswith(b"no")) else ""


def _hexadecimal(text: bytes) -> int:
    try:
        return int(text[:8], 16)
    except ValueError:
        return 0


def _is_own(one: tuple[str, str], about: About) -> bool:
    return one[1] in about.own or one[0].casefold() in about.own


def _moment(fields: Fields, about: About) -> datetime | None:
    """When it was sent, or where its clock was wrong, when the last server took it in."""
    sent = _parsed(text_of(fields, "date"), about)
    taken = _parsed(text_of(fields, "received").rpartition(";")[2], about)
    if sent is None or (taken is not None and sent - taken > AHEAD):
        return taken
    return sent


def _parsed(text: str, about: About) -> datetime | None:
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - as above

    try:
        moment = parsedate_to_datetime(text)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        moment = moment.astimezone(about.zone)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.year >= EARLIEST and moment.date() <= about.today else None


# All mails


class _Box:
    """The mails of one source, by person and day."""

    def __init__(self) -> None:
        self.seen: dict[str, int] = {}  # in how many mails an address stands
        self.lists: set[str] = set()  # addresses that are told to be lists
        self._days: dict[tuple[str, date], _Day] = {}
        self._names: dict[str, dict[str, int]] = {}  # by address, how often they are called so
        self._own: set[int] = set()  # ids of my mails
        self._answered: set[int] = set()  # ids of mails that somebody replied to
        self._heard: dict[str, datetime] = {}  # the last mail of each

    def see(self, addresses: set[str]) -> None:
        """Count each address once a mail."""
        for address in addresses:
            self.seen[address] = self.seen.get(address, 0) + 1

    def take(self, mail: _Mail) -> None:
        """Put a mail to those it is with."""
        day = mail.at.date()
        if mail.is_mine:
            self._own.add(hash(mail.id))
        else:
            self._answered.add(hash(mail.answers))
            self._heard[mail.sender[1]] = max(mail.at, self._heard.get(mail.sender[1], mail.at))
        for name, address in mail.receivers if mail.is_mine else (mail.sender,):
            names = self._names.setdefault(address, {})
            if name:  # what they call themselves weighs more than what others call them
                names[name] = names.get(name, 0) + (1 if mail.is_mine else 1000)
            known = self._days.setdefault((address, day), _Day(mail))
            known.first = min(known.first, mail, key=lambda one: (one.at, one.id))
            if mail.is_mine:
                known.own.append(mail)
                known.last = max(known.last, mail.at)
            else:
                known.is_heard = True

    def told(self) -> Iterator[Outcome]:
        """People and conversations in the order of their days."""
        known: set[str] = set()
        for (address, day), one in sorted(self._days.items(), key=lambda item: (item[0][1], item[0][0])):
            line = one.first.line
            if self._is_list(address):
                yield Skipped(line, "a mailing list")
                continue
            if address not in known:
                known.add(address)
                yield Found(line, self._person(address))
            yield Found(line, self._conversation(address, day, one))

    def _is_list(self, address: str) -> bool:
        host = address.rpartition("@")[2]
        return address in self.lists or host.startswith(LIST_HOSTS) or host.endswith(LIST_HOSTS[1:])

    def _person(self, address: str) -> dict[str, Any]:
        names = self._names[address]
        told = min(filter(is_name, names), key=lambda one: (-names[one], one), default="")
        name = next(filter(is_name, (told, of_address(address))), address)
        return {"kind": "person", "id": key("mail", address), "name": name, "emails": [address]}

    def _conversation(self, address: str, day: date, one: _Day) -> dict[str, Any]:
        """One day's mails as a conversation; its id is of the first, so that a box that grew tells nothing twice."""
        told: dict[str, Any] = {
            "kind": "conversation",
            "id": key("mail", f"{address} {one.first.id}"),
            "on": day.isoformat(),
            "text": one.first.subject,
            "with": [key("mail", address)],
            "how": "email",
            "initiated": self._began(one.first),
        }
        if self._is_attempt(address, one):
            told["attempt"] = True
        return {name: value for name, value in told.items() if value}

    def _began(self, first: _Mail) -> str:
        """Who began it: whoever wrote first, or whom they replied to."""
        is_to_me = hash(first.answers) in self._own
        if not first.answers or first.is_mine == is_to_me:
            return "me" if first.is_mine else "them"
        return "them" if first.is_mine else "me"

    def _is_attempt(self, address: str, one: _Day) -> bool:
        """Whether I wrote, not in reply to them, and heard nothing after; a box without mail of others cannot tell."""
        if one.is_heard or not self._heard:
            return False
        heard = self._heard.get(address)
        if heard is not None and heard >= one.last:
            return False
        if any(mail.answers and hash(mail.answers) not in self._own for mail in one.own):
            return False
        return all(hash(mail.id) not in self._answered for mail in one.own)
