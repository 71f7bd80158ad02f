"""The tables of what goes beyond the daily log, as they were made."""

from __future__ import annotations

from netlog.store.columns import DAY, ID, MAYBE_DAY, NOTE, day

# A fact's topic is no longer one of a list kept here: the list grows, and the domain knows it.
FACT = f"""
CREATE TABLE fact_new (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 64),
  "with" TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  {day("on", DAY)},
  topic TEXT NOT NULL CHECK (length(topic) BETWEEN 1 AND 40),
  text TEXT NOT NULL {NOTE.format("text")},
  conversation TEXT REFERENCES conversation (id) ON DELETE SET NULL
) STRICT;
INSERT INTO fact_new (n, id, "with", "on", topic, text, conversation)
  SELECT n, id, "with", "on", topic, text, conversation FROM fact;
DROP TABLE fact;
ALTER TABLE fact_new RENAME TO fact;
CREATE INDEX fact_with ON fact ("with");
CREATE INDEX fact_conversation ON fact (conversation) WHERE conversation IS NOT NULL;
CREATE INDEX fact_hardship ON fact ("on", "with") WHERE topic = 'hardship';
"""

OBSERVED = f"""
CREATE TABLE observed (
  conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
  text TEXT NOT NULL {NOTE.format("text")},
  PRIMARY KEY (conversation, kind, text)
) STRICT, WITHOUT ROWID;
"""

WITH = '"with" TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE'

OF_ONE = f"""
CREATE TABLE fit (
  {ID}, {WITH}, {day("on", DAY)},
  stage TEXT NOT NULL CHECK (stage IN ('first', 'phase', 'end')),
  gut INTEGER CHECK (gut BETWEEN 0 AND 4),
  outcome INTEGER CHECK (outcome BETWEEN 0 AND 4),
  stretch TEXT {NOTE.format("stretch")},
  text TEXT {NOTE.format("text")}
) STRICT;
CREATE INDEX fit_with ON fit ("with");
CREATE TABLE fit_mark (
  fit TEXT NOT NULL REFERENCES fit (id) ON DELETE CASCADE,
  trait TEXT NOT NULL CHECK (length(trait) BETWEEN 1 AND 40),
  rating INTEGER NOT NULL CHECK (rating BETWEEN 0 AND 4),
  PRIMARY KEY (fit, trait)
) STRICT, WITHOUT ROWID;

CREATE TABLE boundary (
  {ID}, "with" TEXT REFERENCES person (id) ON DELETE CASCADE, {day("on", DAY)},
  text TEXT NOT NULL {NOTE.format("text")}
) STRICT;
CREATE INDEX boundary_with ON boundary ("with");

CREATE TABLE expectation (
  {ID}, who TEXT NOT NULL CHECK (who IN ('me', 'them')), {WITH}, {day("on", DAY)},
  text TEXT NOT NULL {NOTE.format("text")},
  {day("by", MAYBE_DAY)}, {day("confirmed", MAYBE_DAY)},
  outcome TEXT CHECK (outcome IN ('met', 'unmet')), {day("closed", MAYBE_DAY)},
  CHECK ((outcome IS NULL) = (closed IS NULL))
) STRICT;
CREATE INDEX expectation_with ON expectation ("with");

CREATE TABLE parting (
  {ID}, {WITH}, {day("on", DAY)},
  way TEXT NOT NULL CHECK (way IN ('supplier', 'mentee', 'coffee')),
  state TEXT NOT NULL CHECK (state IN ('planned', 'talked', 'handover', 'parted', 'stopped')),
  text TEXT {NOTE.format("text")},
  {day("until", MAYBE_DAY)},
  urgent TEXT {NOTE.format("urgent")}
) STRICT;
CREATE INDEX parting_with ON parting ("with");

CREATE TABLE win (
  {ID}, {WITH}, {day("on", DAY)},
  value INTEGER CHECK (value BETWEEN 0 AND 1000000000000),
  through TEXT REFERENCES person (id) ON DELETE SET NULL,
  place TEXT CHECK (length(place) <= 2000)
) STRICT;
CREATE INDEX win_with ON win ("with");
CREATE INDEX win_through ON win (through) WHERE through IS NOT NULL;

CREATE TABLE advice (
  {ID}, {WITH}, {day("on", DAY)},
  text TEXT NOT NULL {NOTE.format("text")},
  verdict TEXT CHECK (verdict IN ('right', 'wrong')), {day("judged", MAYBE_DAY)},
  CHECK ((verdict IS NULL) = (judged IS NULL))
) STRICT;
CREATE INDEX advice_with ON advice ("with");

CREATE TABLE reflection (
  {ID}, "with" TEXT REFERENCES person (id) ON DELETE CASCADE, {day("on", DAY)},
  kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
  question TEXT NOT NULL CHECK (length(question) BETWEEN 1 AND 2000),
  text TEXT NOT NULL {NOTE.format("text")}
) STRICT;
CREATE INDEX reflection_with ON reflection ("with");
"""

# An introduction goes with any of its people: without one of them it would read as one of mine.
OF_SEVERAL = f"""
CREATE TABLE tie (
  {ID},
  one TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  other TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  {day("on", DAY)},
  strength INTEGER NOT NULL CHECK (strength BETWEEN 0 AND 5),
  source TEXT CHECK (length(source) <= 2000),
  CHECK (one <> other)
) STRICT;
CREATE INDEX tie_one ON tie (one);
CREATE INDEX tie_other ON tie (other);

CREATE TABLE namesakes (
  {ID},
  one TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  other TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  {day("on", DAY)},
  CHECK (one <> other)
) STRICT;
CREATE INDEX namesakes_one ON namesakes (one);
CREATE INDEX namesakes_other ON namesakes (other);

CREATE TABLE introduction (
  {ID},
  one TEXT REFERENCES person (id) ON DELETE CASCADE,
  other TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  {day("on", DAY)},
  text TEXT NOT NULL {NOTE.format("text")},
  through TEXT REFERENCES person (id) ON DELETE CASCADE,
  CHECK ((one IS NULL) = (through IS NOT NULL))
) STRICT;
CREATE INDEX introduction_one ON introduction (one);
CREATE INDEX introduction_other ON introduction (other);
CREATE INDEX introduction_through ON introduction (through);
CREATE TABLE introduction_step (
  introduction TEXT NOT NULL REFERENCES introduction (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  {day("on", DAY)},
  state TEXT NOT NULL CHECK (length(state) BETWEEN 1 AND 40),
  who TEXT CHECK (who IN ('one', 'other', 'through')),
  text TEXT {NOTE.format("text")},
  PRIMARY KEY (introduction, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE grouping (
  {ID},
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 2000),
  {day("on", DAY)},
  week INTEGER NOT NULL CHECK (week BETWEEN 1 AND 5),
  weekday INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 6),
  place TEXT CHECK (length(place) <= 2000),
  {day("until", MAYBE_DAY)}
) STRICT;
CREATE TABLE member (
  grouping TEXT NOT NULL REFERENCES grouping (id) ON DELETE CASCADE,
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  PRIMARY KEY (grouping, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_person ON member (person);
"""

OF_NOBODY = f"""
CREATE TABLE place (
  {ID},
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 2000),
  {day("on", DAY)},
  prompt TEXT CHECK (length(prompt) <= 40),
  cost INTEGER CHECK (cost BETWEEN 0 AND 1000000000000),
  hours INTEGER CHECK (hours BETWEEN 0 AND 1000000)
) STRICT;

CREATE TABLE event (
  {ID},
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 2000),
  {day("on", DAY)},
  tag TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 200),
  {day("until", MAYBE_DAY)},
  place TEXT CHECK (length(place) <= 2000),
  people INTEGER CHECK (people BETWEEN 0 AND 100000),
  cost INTEGER CHECK (cost BETWEEN 0 AND 1000000000000),
  hours INTEGER CHECK (hours BETWEEN 0 AND 1000000)
) STRICT;
CREATE INDEX event_open ON event ("on") WHERE until IS NULL;

CREATE TABLE offer (
  {ID}, {day("on", DAY)},
  text TEXT NOT NULL {NOTE.format("text")},
  size TEXT CHECK (size IN ('XS', 'S', 'M', 'L', 'XL')),
  {day("until", MAYBE_DAY)}
) STRICT;
"""

TABLES = OBSERVED + OF_ONE + OF_SEVERAL + OF_NOBODY
