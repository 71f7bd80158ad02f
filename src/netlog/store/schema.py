"""The tables, and every change ever made to them, oldest first."""

from __future__ import annotations

from sqlite3 import complete_statement

from sqlite_utils import Migrations

from netlog.store import beyond
from netlog.store.columns import DAY, MAYBE_DAY
from netlog.store.tables import BEYOND, FIRST_LOGGED, FULL_TEXT, TOKENS
from netlog.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils.db import Database

migrations = Migrations("netlog")

# A conversation's day and direction stand in `presence` too, where the clustered key (person, day)
# answers "when did we last speak" without touching the conversation; the trigger keeps them one.
FIRST = f"""
CREATE TABLE person (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 64),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 500 AND instr(name, char(0)) = 0),
  handle TEXT NOT NULL UNIQUE CHECK (length(handle) BETWEEN 1 AND 200 AND handle NOT GLOB '*[^a-z0-9-]*'),
  added TEXT NOT NULL {DAY.format("added")},
  org TEXT CHECK (length(org) <= 2000), role TEXT CHECK (length(role) <= 2000),
  kind TEXT CHECK (length(kind) <= 200),
  circle TEXT CHECK (circle IN ('inner', 'close', 'active', 'wide', 'outer')),
  every INTEGER CHECK (every BETWEEN 1 AND 3650),
  birthday TEXT CHECK (length(birthday) IN (5, 10)),
  met TEXT {MAYBE_DAY.format("met")},
  place TEXT CHECK (length(place) <= 2000),
  through TEXT REFERENCES person (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX person_through ON person (through) WHERE through IS NOT NULL;

CREATE TABLE detail (
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('nick', 'email', 'phone', 'link', 'tag')),
  position INTEGER NOT NULL,
  value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 2000 AND instr(value, char(0)) = 0),
  PRIMARY KEY (person, kind, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX detail_value ON detail (kind, value, person);

CREATE TABLE conversation (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 64),
  "on" TEXT NOT NULL {DAY.format('"on"')},
  text TEXT NOT NULL CHECK (length(text) <= 1000000 AND instr(text, char(0)) = 0),
  how TEXT CHECK (how IN ('in-person', 'video', 'call', 'voice', 'chat', 'letter', 'email', 'social')),
  place TEXT CHECK (length(place) <= 2000),
  talk INTEGER CHECK (talk BETWEEN 0 AND 100),
  "for" TEXT CHECK ("for" IN ('them', 'both', 'me')),
  initiated TEXT CHECK (initiated IN ('me', 'them')),
  attempt INTEGER NOT NULL CHECK (attempt IN (0, 1)),
  outcome TEXT CHECK (outcome IN ('business', 'info', 'support', 'none')),
  energy INTEGER CHECK (energy BETWEEN -2 AND 2),
  people INTEGER CHECK (people BETWEEN 2 AND 100000)
) STRICT;
CREATE INDEX conversation_day ON conversation ("on");

CREATE TABLE presence (
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  "on" TEXT NOT NULL,
  conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  attempt INTEGER NOT NULL,
  observer INTEGER NOT NULL CHECK (observer IN (0, 1)),
  PRIMARY KEY (person, "on", conversation)
) STRICT, WITHOUT ROWID;
CREATE INDEX presence_conversation ON presence (conversation);
CREATE TRIGGER presence_follows AFTER UPDATE OF "on", attempt ON conversation BEGIN
  UPDATE presence SET "on" = new."on", attempt = new.attempt WHERE conversation = new.id;
END;

CREATE TABLE tag (
  conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  tag TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 200),
  PRIMARY KEY (conversation, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_name ON tag (tag, conversation);

CREATE TABLE signal (
  conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 100),
  about TEXT NOT NULL CHECK (about IN ('me', 'them')),
  PRIMARY KEY (conversation, code, about)
) STRICT, WITHOUT ROWID;

CREATE TABLE promise (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 64),
  who TEXT NOT NULL CHECK (who IN ('me', 'them')),
  "with" TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  "on" TEXT NOT NULL {DAY.format('"on"')},
  text TEXT NOT NULL CHECK (length(text) <= 1000000 AND instr(text, char(0)) = 0),
  "by" TEXT {MAYBE_DAY.format('"by"')},
  size TEXT NOT NULL CHECK (size IN ('small', 'medium', 'large')),
  outcome TEXT CHECK (outcome IN ('kept', 'broken', 'released')),
  closed TEXT {MAYBE_DAY.format("closed")},
  conversation TEXT REFERENCES conversation (id) ON DELETE SET NULL,
  CHECK ((outcome IS NULL) = (closed IS NULL))
) STRICT;
CREATE INDEX promise_with ON promise ("with");
CREATE INDEX promise_open ON promise (closed, "with");
CREATE INDEX promise_conversation ON promise (conversation) WHERE conversation IS NOT NULL;

CREATE TABLE promise_change (
  promise TEXT NOT NULL REFERENCES promise (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "on" TEXT NOT NULL {DAY.format('"on"')},
  "by" TEXT NOT NULL {DAY.format('"by"')},
  PRIMARY KEY (promise, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE entry (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 64),
  kind TEXT NOT NULL CHECK (kind IN ('give', 'receive', 'thank', 'ask')),
  who TEXT NOT NULL CHECK (who IN ('me', 'them')),
  "with" TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  "on" TEXT NOT NULL {DAY.format('"on"')},
  text TEXT NOT NULL CHECK (length(text) <= 1000000 AND instr(text, char(0)) = 0),
  size TEXT CHECK (size IN ('XS', 'S', 'M', 'L', 'XL')),
  points INTEGER NOT NULL CHECK (points BETWEEN 0 AND 1000),
  strings INTEGER NOT NULL CHECK (strings IN (0, 1)),
  discount INTEGER NOT NULL CHECK (discount IN (0, 1)),
  answer TEXT CHECK (answer IN ('yes', 'no')),
  answered TEXT {MAYBE_DAY.format("answered")},
  conversation TEXT REFERENCES conversation (id) ON DELETE SET NULL,
  CHECK ((answer IS NULL) = (answered IS NULL))
) STRICT;
CREATE INDEX entry_with ON entry ("with", "on");
CREATE INDEX entry_open ON entry (answered, "on") WHERE kind = 'ask';
CREATE INDEX entry_recent ON entry (kind, "on");
CREATE INDEX entry_conversation ON entry (conversation) WHERE conversation IS NOT NULL;

CREATE TABLE rating (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  "with" TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  "on" TEXT NOT NULL {DAY.format('"on"')},
  source TEXT NOT NULL CHECK (source IN ('guess', 'view', 'them')),
  C INTEGER CHECK (C BETWEEN 1 AND 10), R INTEGER CHECK (R BETWEEN 1 AND 10),
  I INTEGER CHECK (I BETWEEN 1 AND 10), S INTEGER CHECK (S BETWEEN 1 AND 10),
  text TEXT CHECK (length(text) <= 1000000 AND instr(text, char(0)) = 0)
) STRICT;
CREATE INDEX rating_with ON rating ("with", "on");

CREATE TABLE fact (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 64),
  "with" TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  "on" TEXT NOT NULL {DAY.format('"on"')},
  topic TEXT NOT NULL CHECK (topic IN ('family', 'hobby', 'goal', 'challenge', 'need', 'offer', 'careful', 'note')),
  text TEXT NOT NULL CHECK (length(text) <= 1000000 AND instr(text, char(0)) = 0),
  conversation TEXT REFERENCES conversation (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX fact_with ON fact ("with");
CREATE INDEX fact_conversation ON fact (conversation) WHERE conversation IS NOT NULL;

CREATE TABLE reminder (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 64),
  "with" TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  made TEXT NOT NULL {DAY.format("made")},
  "on" TEXT NOT NULL {DAY.format('"on"')},
  text TEXT NOT NULL CHECK (length(text) <= 1000000 AND instr(text, char(0)) = 0),
  reason TEXT NOT NULL CHECK (reason IN ('reminder', 'date', 'cooled-off', 'check-in')),
  done TEXT {MAYBE_DAY.format("done")},
  conversation TEXT REFERENCES conversation (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX reminder_open ON reminder (done);
CREATE INDEX reminder_with ON reminder ("with");
CREATE INDEX reminder_conversation ON reminder (conversation) WHERE conversation IS NOT NULL;

CREATE TABLE snooze (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  "with" TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  "on" TEXT NOT NULL {DAY.format('"on"')},
  until TEXT NOT NULL {DAY.format("until")},
  reason TEXT CHECK (length(reason) <= 100)
) STRICT;
CREATE INDEX snooze_with ON snooze ("with");
CREATE INDEX snooze_until ON snooze (until);

CREATE TABLE skip (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  "with" TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  "on" TEXT NOT NULL {DAY.format('"on"')},
  reason TEXT NOT NULL CHECK (length(reason) <= 100)
) STRICT;
CREATE INDEX skip_with ON skip ("with");

CREATE TABLE away (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  "with" TEXT REFERENCES person (id) ON DELETE CASCADE,
  "on" TEXT NOT NULL {DAY.format('"on"')},
  until TEXT NOT NULL {DAY.format("until")},
  CHECK (until > "on")
) STRICT;
CREATE INDEX away_with ON away ("with");
CREATE INDEX away_until ON away (until);

CREATE TABLE standing (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  "with" TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  "on" TEXT NOT NULL {DAY.format('"on"')},
  state TEXT NOT NULL CHECK (state IN ('active', 'resting')),
  until TEXT {MAYBE_DAY.format("until")},
  reason TEXT CHECK (length(reason) <= 1000000 AND instr(reason, char(0)) = 0)
) STRICT;
CREATE INDEX standing_with ON standing ("with", "on");

CREATE TABLE step (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  command TEXT NOT NULL,
  summary TEXT NOT NULL,
  undoes INTEGER REFERENCES step (n),
  final INTEGER NOT NULL DEFAULT 0 CHECK (final IN (0, 1))
) STRICT;
CREATE INDEX step_undoes ON step (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE writing (step INTEGER NOT NULL REFERENCES step (n)) STRICT;

CREATE TABLE change (
  n INTEGER PRIMARY KEY,
  step INTEGER NOT NULL REFERENCES step (n),
  tbl TEXT NOT NULL,
  before TEXT,
  after TEXT
) STRICT;
CREATE INDEX change_step ON change (step);
"""


def image(row: str, columns: tuple[str, ...]) -> str:
    """SQL for what the change log keeps of a row: a JSON array of its columns."""
    quoted = (row + f'."{column}"' for column in columns)
    return f"json_array({', '.join(quoted)})"


def log_triggers(table: str, columns: tuple[str, ...]) -> str:
    """Triggers that write each change of a table into the log of the step at hand.

    A write outside a step finds no row in `writing` and fails on NOT NULL.
    """
    into = "INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing)"
    before, after = image("old", columns), image("new", columns)
    return f"""
CREATE TRIGGER {table}_log_insert AFTER INSERT ON {table} BEGIN
  {into}, '{table}', NULL, {after});
END;
CREATE TRIGGER {table}_log_delete AFTER DELETE ON {table} BEGIN
  {into}, '{table}', {before}, NULL);
END;
CREATE TRIGGER {table}_log_update AFTER UPDATE ON {table} WHEN {before} <> {after} BEGIN
  {into}, '{table}', {before}, {after});
END;
"""


@migrations()
def m001_the_journal(db: Database) -> None:
    """Everything the log must keep from day one, because it cannot be rebuilt later."""
    db.executescript(FIRST)
    for table, (_, columns) in FIRST_LOGGED.items():
        db.executescript(log_triggers(table, columns))
    for table, words in FULL_TEXT.items():
        # No stemming, which would only fit one language.
        db.table(table).enable_fts(words, create_triggers=True, tokenize=TOKENS)
    db.execute("PRAGMA user_version = 1")


@migrations()
def m002_beyond_the_daily_log(db: Database) -> None:
    """Fit, limits, expectations, partings, ties, introductions, wins, places, events, groups, offers, advice.

    Facts get a table without a list of topics: SQLite cannot change a check in place.
    """
    db.table("fact").disable_fts()
    _run(db, beyond.FACT + log_triggers("fact", FIRST_LOGGED["fact"][1]))
    fact = db.table("fact")
    fact.enable_fts(FULL_TEXT["fact"], create_triggers=True, tokenize=TOKENS)
    _run(db, beyond.TABLES)
    for table, (_, columns) in BEYOND.items():
        _run(db, log_triggers(table, columns))
    db.execute("PRAGMA user_version = 2")


def _run(db: Database, script: str) -> None:
    """The statements of a script one by one: `executescript` would commit what goes before it."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if complete_statement(statement):
            db.execute(statement)
            statement = ""
