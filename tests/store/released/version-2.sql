-- A journal as the netlog of format 2 wrote it: never to be edited.
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE TABLE person (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 64),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 500 AND instr(name, char(0)) = 0),
  handle TEXT NOT NULL UNIQUE CHECK (length(handle) BETWEEN 1 AND 200 AND handle NOT GLOB '*[^a-z0-9-]*'),
  added TEXT NOT NULL CHECK (added IS date(added, '+0 days') AND added BETWEEN '1900-01-01' AND '2200-12-31'),
  org TEXT CHECK (length(org) <= 2000), role TEXT CHECK (length(role) <= 2000),
  kind TEXT CHECK (length(kind) <= 200),
  circle TEXT CHECK (circle IN ('inner', 'close', 'active', 'wide', 'outer')),
  every INTEGER CHECK (every BETWEEN 1 AND 3650),
  birthday TEXT CHECK (length(birthday) IN (5, 10)),
  met TEXT CHECK (met IS NULL OR (met IS date(met, '+0 days') AND met BETWEEN '1900-01-01' AND '2200-12-31')),
  place TEXT CHECK (length(place) <= 2000),
  through TEXT REFERENCES person (id) ON DELETE SET NULL
) STRICT;
CREATE TABLE detail (
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('nick', 'email', 'phone', 'link', 'tag')),
  position INTEGER NOT NULL,
  value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 2000 AND instr(value, char(0)) = 0),
  PRIMARY KEY (person, kind, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE conversation (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 64),
  "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days') AND "on" BETWEEN '1900-01-01' AND '2200-12-31'),
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
CREATE TABLE presence (
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  "on" TEXT NOT NULL,
  conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  attempt INTEGER NOT NULL,
  observer INTEGER NOT NULL CHECK (observer IN (0, 1)),
  PRIMARY KEY (person, "on", conversation)
) STRICT, WITHOUT ROWID;
CREATE TABLE tag (
  conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  tag TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 200),
  PRIMARY KEY (conversation, tag)
) STRICT, WITHOUT ROWID;
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
  "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days') AND "on" BETWEEN '1900-01-01' AND '2200-12-31'),
  text TEXT NOT NULL CHECK (length(text) <= 1000000 AND instr(text, char(0)) = 0),
  "by" TEXT CHECK ("by" IS NULL OR ("by" IS date("by", '+0 days') AND "by" BETWEEN '1900-01-01' AND '2200-12-31')),
  size TEXT NOT NULL CHECK (size IN ('small', 'medium', 'large')),
  outcome TEXT CHECK (outcome IN ('kept', 'broken', 'released')),
  closed TEXT CHECK (closed IS NULL OR (closed IS date(closed, '+0 days') AND closed BETWEEN '1900-01-01' AND '2200-12-31')),
  conversation TEXT REFERENCES conversation (id) ON DELETE SET NULL,
  CHECK ((outcome IS NULL) = (closed IS NULL))
) STRICT;
CREATE TABLE promise_change (
  promise TEXT NOT NULL REFERENCES promise (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days') AND "on" BETWEEN '1900-01-01' AND '2200-12-31'),
  "by" TEXT NOT NULL CHECK ("by" IS date("by", '+0 days') AND "by" BETWEEN '1900-01-01' AND '2200-12-31'),
  PRIMARY KEY (promise, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE entry (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 64),
  kind TEXT NOT NULL CHECK (kind IN ('give', 'receive', 'thank', 'ask')),
  who TEXT NOT NULL CHECK (who IN ('me', 'them')),
  "with" TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days') AND "on" BETWEEN '1900-01-01' AND '2200-12-31'),
  text TEXT NOT NULL CHECK (length(text) <= 1000000 AND instr(text, char(0)) = 0),
  size TEXT CHECK (size IN ('XS', 'S', 'M', 'L', 'XL')),
  points INTEGER NOT NULL CHECK (points BETWEEN 0 AND 1000),
  strings INTEGER NOT NULL CHECK (strings IN (0, 1)),
  discount INTEGER NOT NULL CHECK (discount IN (0, 1)),
  answer TEXT CHECK (answer IN ('yes', 'no')),
  answered TEXT CHECK (answered IS NULL OR (answered IS date(answered, '+0 days') AND answered BETWEEN '1900-01-01' AND '2200-12-31')),
  conversation TEXT REFERENCES conversation (id) ON DELETE SET NULL,
  CHECK ((answer IS NULL) = (answered IS NULL))
) STRICT;
CREATE TABLE rating (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  "with" TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days') AND "on" BETWEEN '1900-01-01' AND '2200-12-31'),
  source TEXT NOT NULL CHECK (source IN ('guess', 'view', 'them')),
  C INTEGER CHECK (C BETWEEN 1 AND 10), R INTEGER CHECK (R BETWEEN 1 AND 10),
  I INTEGER CHECK (I BETWEEN 1 AND 10), S INTEGER CHECK (S BETWEEN 1 AND 10),
  text TEXT CHECK (length(text) <= 1000000 AND instr(text, char(0)) = 0)
) STRICT;
CREATE TABLE reminder (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 64),
  "with" TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  made TEXT NOT NULL CHECK (made IS date(made, '+0 days') AND made BETWEEN '1900-01-01' AND '2200-12-31'),
  "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days') AND "on" BETWEEN '1900-01-01' AND '2200-12-31'),
  text TEXT NOT NULL CHECK (length(text) <= 1000000 AND instr(text, char(0)) = 0),
  reason TEXT NOT NULL CHECK (reason IN ('reminder', 'date', 'cooled-off', 'check-in')),
  done TEXT CHECK (done IS NULL OR (done IS date(done, '+0 days') AND done BETWEEN '1900-01-01' AND '2200-12-31')),
  conversation TEXT REFERENCES conversation (id) ON DELETE SET NULL
) STRICT;
CREATE TABLE snooze (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  "with" TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days') AND "on" BETWEEN '1900-01-01' AND '2200-12-31'),
  until TEXT NOT NULL CHECK (until IS date(until, '+0 days') AND until BETWEEN '1900-01-01' AND '2200-12-31'),
  reason TEXT CHECK (length(reason) <= 100)
) STRICT;
CREATE TABLE skip (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  "with" TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days') AND "on" BETWEEN '1900-01-01' AND '2200-12-31'),
  reason TEXT NOT NULL CHECK (length(reason) <= 100)
) STRICT;
CREATE TABLE away (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  "with" TEXT REFERENCES person (id) ON DELETE CASCADE,
  "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days') AND "on" BETWEEN '1900-01-01' AND '2200-12-31'),
  until TEXT NOT NULL CHECK (until IS date(until, '+0 days') AND until BETWEEN '1900-01-01' AND '2200-12-31'),
  CHECK (until > "on")
) STRICT;
CREATE TABLE standing (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  "with" TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days') AND "on" BETWEEN '1900-01-01' AND '2200-12-31'),
  state TEXT NOT NULL CHECK (state IN ('active', 'resting')),
  until TEXT CHECK (until IS NULL OR (until IS date(until, '+0 days') AND until BETWEEN '1900-01-01' AND '2200-12-31')),
  reason TEXT CHECK (length(reason) <= 1000000 AND instr(reason, char(0)) = 0)
) STRICT;
CREATE TABLE step (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  command TEXT NOT NULL,
  summary TEXT NOT NULL,
  undoes INTEGER REFERENCES step (n),
  final INTEGER NOT NULL DEFAULT 0 CHECK (final IN (0, 1))
) STRICT;
CREATE TABLE writing (step INTEGER NOT NULL REFERENCES step (n)) STRICT;
CREATE TABLE change (
  n INTEGER PRIMARY KEY,
  step INTEGER NOT NULL REFERENCES step (n),
  tbl TEXT NOT NULL,
  before TEXT,
  after TEXT
) STRICT;
CREATE VIRTUAL TABLE "person_fts" USING FTS5 (
    "name", "handle", "org", "role", "place",
    tokenize='unicode61 remove_diacritics 2',
    content="person"
);
CREATE VIRTUAL TABLE "conversation_fts" USING FTS5 (
    "text", "place",
    tokenize='unicode61 remove_diacritics 2',
    content="conversation"
);
CREATE VIRTUAL TABLE "promise_fts" USING FTS5 (
    "text",
    tokenize='unicode61 remove_diacritics 2',
    content="promise"
);
CREATE VIRTUAL TABLE "entry_fts" USING FTS5 (
    "text",
    tokenize='unicode61 remove_diacritics 2',
    content="entry"
);
CREATE VIRTUAL TABLE "reminder_fts" USING FTS5 (
    "text",
    tokenize='unicode61 remove_diacritics 2',
    content="reminder"
);
CREATE TABLE "fact" (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 64),
  "with" TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days') AND "on" BETWEEN '1900-01-01' AND '2200-12-31'),
  topic TEXT NOT NULL CHECK (length(topic) BETWEEN 1 AND 40),
  text TEXT NOT NULL CHECK (length(text) <= 1000000 AND instr(text, char(0)) = 0),
  conversation TEXT REFERENCES conversation (id) ON DELETE SET NULL
) STRICT;
CREATE VIRTUAL TABLE "fact_fts" USING FTS5 (
    "text",
    tokenize='unicode61 remove_diacritics 2',
    content="fact"
);
CREATE TABLE observed (
  conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
  text TEXT NOT NULL CHECK (length(text) <= 1000000 AND instr(text, char(0)) = 0),
  PRIMARY KEY (conversation, kind, text)
) STRICT, WITHOUT ROWID;
CREATE TABLE fit (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64), "with" TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE, "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days') AND "on" BETWEEN '1900-01-01' AND '2200-12-31'),
  stage TEXT NOT NULL CHECK (stage IN ('first', 'phase', 'end')),
  gut INTEGER CHECK (gut BETWEEN 0 AND 4),
  outcome INTEGER CHECK (outcome BETWEEN 0 AND 4),
  stretch TEXT CHECK (length(stretch) <= 1000000 AND instr(stretch, char(0)) = 0),
  text TEXT CHECK (length(text) <= 1000000 AND instr(text, char(0)) = 0)
) STRICT;
CREATE TABLE fit_mark (
  fit TEXT NOT NULL REFERENCES fit (id) ON DELETE CASCADE,
  trait TEXT NOT NULL CHECK (length(trait) BETWEEN 1 AND 40),
  rating INTEGER NOT NULL CHECK (rating BETWEEN 0 AND 4),
  PRIMARY KEY (fit, trait)
) STRICT, WITHOUT ROWID;
CREATE TABLE boundary (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64), "with" TEXT REFERENCES person (id) ON DELETE CASCADE, "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days') AND "on" BETWEEN '1900-01-01' AND '2200-12-31'),
  text TEXT NOT NULL CHECK (length(text) <= 1000000 AND instr(text, char(0)) = 0)
) STRICT;
CREATE TABLE expectation (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64), who TEXT NOT NULL CHECK (who IN ('me', 'them')), "with" TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE, "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days') AND "on" BETWEEN '1900-01-01' AND '2200-12-31'),
  text TEXT NOT NULL CHECK (length(text) <= 1000000 AND instr(text, char(0)) = 0),
  "by" TEXT CHECK ("by" IS NULL OR ("by" IS date("by", '+0 days') AND "by" BETWEEN '1900-01-01' AND '2200-12-31')), "confirmed" TEXT CHECK ("confirmed" IS NULL OR ("confirmed" IS date("confirmed", '+0 days') AND "confirmed" BETWEEN '1900-01-01' AND '2200-12-31')),
  outcome TEXT CHECK (outcome IN ('met', 'unmet')), "closed" TEXT CHECK ("closed" IS NULL OR ("closed" IS date("closed", '+0 days') AND "closed" BETWEEN '1900-01-01' AND '2200-12-31')),
  CHECK ((outcome IS NULL) = (closed IS NULL))
) STRICT;
CREATE TABLE parting (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64), "with" TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE, "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days') AND "on" BETWEEN '1900-01-01' AND '2200-12-31'),
  way TEXT NOT NULL CHECK (way IN ('supplier', 'mentee', 'coffee')),
  state TEXT NOT NULL CHECK (state IN ('planned', 'talked', 'handover', 'parted', 'stopped')),
  text TEXT CHECK (length(text) <= 1000000 AND instr(text, char(0)) = 0),
  "until" TEXT CHECK ("until" IS NULL OR ("until" IS date("until", '+0 days') AND "until" BETWEEN '1900-01-01' AND '2200-12-31')),
  urgent TEXT CHECK (length(urgent) <= 1000000 AND instr(urgent, char(0)) = 0)
) STRICT;
CREATE TABLE win (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64), "with" TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE, "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days') AND "on" BETWEEN '1900-01-01' AND '2200-12-31'),
  value INTEGER CHECK (value BETWEEN 0 AND 1000000000000),
  through TEXT REFERENCES person (id) ON DELETE SET NULL,
  place TEXT CHECK (length(place) <= 2000)
) STRICT;
CREATE TABLE advice (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64), "with" TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE, "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days') AND "on" BETWEEN '1900-01-01' AND '2200-12-31'),
  text TEXT NOT NULL CHECK (length(text) <= 1000000 AND instr(text, char(0)) = 0),
  verdict TEXT CHECK (verdict IN ('right', 'wrong')), "judged" TEXT CHECK ("judged" IS NULL OR ("judged" IS date("judged", '+0 days') AND "judged" BETWEEN '1900-01-01' AND '2200-12-31')),
  CHECK ((verdict IS NULL) = (judged IS NULL))
) STRICT;
CREATE TABLE reflection (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64), "with" TEXT REFERENCES person (id) ON DELETE CASCADE, "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days') AND "on" BETWEEN '1900-01-01' AND '2200-12-31'),
  kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
  question TEXT NOT NULL CHECK (length(question) BETWEEN 1 AND 2000),
  text TEXT NOT NULL CHECK (length(text) <= 1000000 AND instr(text, char(0)) = 0)
) STRICT;
CREATE TABLE tie (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  one TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  other TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days') AND "on" BETWEEN '1900-01-01' AND '2200-12-31'),
  strength INTEGER NOT NULL CHECK (strength BETWEEN 0 AND 5),
  source TEXT CHECK (length(source) <= 2000),
  CHECK (one <> other)
) STRICT;
CREATE TABLE namesakes (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  one TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  other TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days') AND "on" BETWEEN '1900-01-01' AND '2200-12-31'),
  CHECK (one <> other)
) STRICT;
CREATE TABLE introduction (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  one TEXT REFERENCES person (id) ON DELETE CASCADE,
  other TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days') AND "on" BETWEEN '1900-01-01' AND '2200-12-31'),
  text TEXT NOT NULL CHECK (length(text) <= 1000000 AND instr(text, char(0)) = 0),
  through TEXT REFERENCES person (id) ON DELETE CASCADE,
  CHECK ((one IS NULL) = (through IS NOT NULL))
) STRICT;
CREATE TABLE introduction_step (
  introduction TEXT NOT NULL REFERENCES introduction (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days') AND "on" BETWEEN '1900-01-01' AND '2200-12-31'),
  state TEXT NOT NULL CHECK (length(state) BETWEEN 1 AND 40),
  who TEXT CHECK (who IN ('one', 'other', 'through')),
  text TEXT CHECK (length(text) <= 1000000 AND instr(text, char(0)) = 0),
  PRIMARY KEY (introduction, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE grouping (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 2000),
  "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days') AND "on" BETWEEN '1900-01-01' AND '2200-12-31'),
  week INTEGER NOT NULL CHECK (week BETWEEN 1 AND 5),
  weekday INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 6),
  place TEXT CHECK (length(place) <= 2000),
  "until" TEXT CHECK ("until" IS NULL OR ("until" IS date("until", '+0 days') AND "until" BETWEEN '1900-01-01' AND '2200-12-31'))
) STRICT;
CREATE TABLE member (
  grouping TEXT NOT NULL REFERENCES grouping (id) ON DELETE CASCADE,
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  PRIMARY KEY (grouping, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE place (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 2000),
  "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days') AND "on" BETWEEN '1900-01-01' AND '2200-12-31'),
  prompt TEXT CHECK (length(prompt) <= 40),
  cost INTEGER CHECK (cost BETWEEN 0 AND 1000000000000),
  hours INTEGER CHECK (hours BETWEEN 0 AND 1000000)
) STRICT;
CREATE TABLE event (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 2000),
  "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days') AND "on" BETWEEN '1900-01-01' AND '2200-12-31'),
  tag TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 200),
  "until" TEXT CHECK ("until" IS NULL OR ("until" IS date("until", '+0 days') AND "until" BETWEEN '1900-01-01' AND '2200-12-31')),
  place TEXT CHECK (length(place) <= 2000),
  people INTEGER CHECK (people BETWEEN 0 AND 100000),
  cost INTEGER CHECK (cost BETWEEN 0 AND 1000000000000),
  hours INTEGER CHECK (hours BETWEEN 0 AND 1000000)
) STRICT;
CREATE TABLE offer (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64), "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days') AND "on" BETWEEN '1900-01-01' AND '2200-12-31'),
  text TEXT NOT NULL CHECK (length(text) <= 1000000 AND instr(text, char(0)) = 0),
  size TEXT CHECK (size IN ('XS', 'S', 'M', 'L', 'XL')),
  "until" TEXT CHECK ("until" IS NULL OR ("until" IS date("until", '+0 days') AND "until" BETWEEN '1900-01-01' AND '2200-12-31'))
) STRICT;
INSERT INTO "_sqlite_migrations" VALUES (1, 'netlog', 'm001_the_journal', '2026-01-05 12:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES (2, 'netlog', 'm002_beyond_the_daily_log', '2026-01-05 12:00:00+00:00');
INSERT INTO "person" VALUES (1, 'P1', 'Ana Ruiz', 'ana-ruiz', '2026-01-05', 'Kestrel', NULL, NULL, NULL, 90, NULL, NULL, NULL, NULL);
INSERT INTO "person" VALUES (2, 'P2', 'Thomas Okafor', 'tom-okafor', '2026-01-05', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'P1');
INSERT INTO "detail" VALUES ('P1', 'nick', 0, 'Anita');
INSERT INTO "conversation" VALUES (1, 'C1', '2026-01-05', 'lunch with Ana and Tom', NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO "presence" VALUES ('P1', '2026-01-05', 'C1', 0, 0);
INSERT INTO "presence" VALUES ('P2', '2026-01-05', 'C1', 0, 0);
INSERT INTO "tag" VALUES ('C1', 'pydata');
INSERT INTO "promise" VALUES (1, 'R1', 'me', 'P1', '2026-01-05', 'the pricing deck', NULL, 'medium', NULL, NULL, 'C1');
INSERT INTO "entry" VALUES (1, 'E1', 'give', 'me', 'P1', '2026-01-05', 'intro to Lena', NULL, 1, 0, 0, NULL, NULL, NULL);
INSERT INTO "rating" VALUES ('T1', 'P1', '2026-01-05', 'view', 7, 6, 4, 3, NULL);
INSERT INTO "reminder" VALUES (1, 'M1', 'P2', '2026-01-05', '2026-02-01', 'ask how it went', 'reminder', NULL, NULL);
INSERT INTO "skip" VALUES ('S1', 'P1', '2026-01-05', 'cadence');
INSERT INTO "standing" VALUES ('D1', 'P2', '2026-01-05', 'resting', NULL, 'a quiet year');
INSERT INTO "step" VALUES (1, '2026-01-05T12:00:00.001Z', 'add', 'met Ana and Tom', NULL, 0);
INSERT INTO "step" VALUES (2, '2026-01-05T12:00:00.002Z', 'boundary', 'a limit', NULL, 0);
INSERT INTO "step" VALUES (3, '2026-01-05T12:00:00.003Z', 'rename', 'Tom is Thomas', NULL, 0);
INSERT INTO "change" VALUES (1, 1, 'person', NULL, '["P1","Ana Ruiz","ana-ruiz","2026-01-05","Kestrel",null,null,null,90,null,null,null,null]');
INSERT INTO "change" VALUES (2, 1, 'detail', NULL, '["P1","nick",0,"Anita"]');
INSERT INTO "change" VALUES (3, 1, 'person', NULL, '["P2","Tom Okafor","tom-okafor","2026-01-05",null,null,null,null,null,null,null,null,"P1"]');
INSERT INTO "change" VALUES (4, 1, 'conversation', NULL, '["C1","2026-01-05","lunch with Ana and Tom",null,null,null,null,null,0,null,null,null]');
INSERT INTO "change" VALUES (5, 1, 'presence', NULL, '["P1","2026-01-05","C1",0,0]');
INSERT INTO "change" VALUES (6, 1, 'presence', NULL, '["P2","2026-01-05","C1",0,0]');
INSERT INTO "change" VALUES (7, 1, 'tag', NULL, '["C1","pydata"]');
INSERT INTO "change" VALUES (8, 1, 'promise', NULL, '["R1","me","P1","2026-01-05","the pricing deck",null,"medium",null,null,"C1"]');
INSERT INTO "change" VALUES (9, 1, 'entry', NULL, '["E1","give","me","P1","2026-01-05","intro to Lena",null,1,0,0,null,null,null]');
INSERT INTO "change" VALUES (10, 1, 'fact', NULL, '["F1","P1","2026-01-05","hobby","runs marathons","C1"]');
INSERT INTO "change" VALUES (11, 1, 'reminder', NULL, '["M1","P2","2026-01-05","2026-02-01","ask how it went","reminder",null,null]');
INSERT INTO "change" VALUES (12, 1, 'rating', NULL, '["T1","P1","2026-01-05","view",7,6,4,3,null]');
INSERT INTO "change" VALUES (13, 1, 'skip', NULL, '["S1","P1","2026-01-05","cadence"]');
INSERT INTO "change" VALUES (14, 1, 'standing', NULL, '["D1","P2","2026-01-05","resting",null,"a quiet year"]');
INSERT INTO "change" VALUES (15, 2, 'boundary', NULL, '["B1","P1","2026-01-05","no calls after six"]');
INSERT INTO "change" VALUES (16, 2, 'advice', NULL, '["A1","P1","2026-01-05","write it down",null,null]');
INSERT INTO "change" VALUES (17, 3, 'person', '["P2","Tom Okafor","tom-okafor","2026-01-05",null,null,null,null,null,null,null,null,"P1"]', '["P2","Thomas Okafor","tom-okafor","2026-01-05",null,null,null,null,null,null,null,null,"P1"]');
INSERT INTO "fact" VALUES (1, 'F1', 'P1', '2026-01-05', 'hobby', 'runs marathons', 'C1');
INSERT INTO "boundary" VALUES ('B1', 'P1', '2026-01-05', 'no calls after six');
INSERT INTO "advice" VALUES ('A1', 'P1', '2026-01-05', 'write it down', NULL, NULL);
INSERT INTO person_fts (person_fts) VALUES ('rebuild');
INSERT INTO conversation_fts (conversation_fts) VALUES ('rebuild');
INSERT INTO promise_fts (promise_fts) VALUES ('rebuild');
INSERT INTO entry_fts (entry_fts) VALUES ('rebuild');
INSERT INTO fact_fts (fact_fts) VALUES ('rebuild');
INSERT INTO reminder_fts (reminder_fts) VALUES ('rebuild');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX person_through ON person (through) WHERE through IS NOT NULL;
CREATE INDEX detail_value ON detail (kind, value, person);
CREATE INDEX conversation_day ON conversation ("on");
CREATE INDEX presence_conversation ON presence (conversation);
CREATE TRIGGER presence_follows AFTER UPDATE OF "on", attempt ON conversation BEGIN
  UPDATE presence SET "on" = new."on", attempt = new.attempt WHERE conversation = new.id;
END;
CREATE INDEX tag_name ON tag (tag, conversation);
CREATE INDEX promise_with ON promise ("with");
CREATE INDEX promise_open ON promise (closed, "with");
CREATE INDEX promise_conversation ON promise (conversation) WHERE conversation IS NOT NULL;
CREATE INDEX entry_with ON entry ("with", "on");
CREATE INDEX entry_open ON entry (answered, "on") WHERE kind = 'ask';
CREATE INDEX entry_recent ON entry (kind, "on");
CREATE INDEX entry_conversation ON entry (conversation) WHERE conversation IS NOT NULL;
CREATE INDEX rating_with ON rating ("with", "on");
CREATE INDEX reminder_open ON reminder (done);
CREATE INDEX reminder_with ON reminder ("with");
CREATE INDEX reminder_conversation ON reminder (conversation) WHERE conversation IS NOT NULL;
CREATE INDEX snooze_with ON snooze ("with");
CREATE INDEX snooze_until ON snooze (until);
CREATE INDEX skip_with ON skip ("with");
CREATE INDEX away_with ON away ("with");
CREATE INDEX away_until ON away (until);
CREATE INDEX standing_with ON standing ("with", "on");
CREATE INDEX step_undoes ON step (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX change_step ON change (step);
CREATE TRIGGER person_log_insert AFTER INSERT ON person BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'person', NULL, json_array(new."id", new."name", new."handle", new."added", new."org", new."role", new."kind", new."circle", new."every", new."birthday", new."met", new."place", new."through"));
END;
CREATE TRIGGER person_log_delete AFTER DELETE ON person BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'person', json_array(old."id", old."name", old."handle", old."added", old."org", old."role", old."kind", old."circle", old."every", old."birthday", old."met", old."place", old."through"), NULL);
END;
CREATE TRIGGER person_log_update AFTER UPDATE ON person WHEN json_array(old."id", old."name", old."handle", old."added", old."org", old."role", old."kind", old."circle", old."every", old."birthday", old."met", old."place", old."through") <> json_array(new."id", new."name", new."handle", new."added", new."org", new."role", new."kind", new."circle", new."every", new."birthday", new."met", new."place", new."through") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'person', json_array(old."id", old."name", old."handle", old."added", old."org", old."role", old."kind", old."circle", old."every", old."birthday", old."met", old."place", old."through"), json_array(new."id", new."name", new."handle", new."added", new."org", new."role", new."kind", new."circle", new."every", new."birthday", new."met", new."place", new."through"));
END;
CREATE TRIGGER detail_log_insert AFTER INSERT ON detail BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'detail', NULL, json_array(new."person", new."kind", new."position", new."value"));
END;
CREATE TRIGGER detail_log_delete AFTER DELETE ON detail BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'detail', json_array(old."person", old."kind", old."position", old."value"), NULL);
END;
CREATE TRIGGER detail_log_update AFTER UPDATE ON detail WHEN json_array(old."person", old."kind", old."position", old."value") <> json_array(new."person", new."kind", new."position", new."value") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'detail', json_array(old."person", old."kind", old."position", old."value"), json_array(new."person", new."kind", new."position", new."value"));
END;
CREATE TRIGGER conversation_log_insert AFTER INSERT ON conversation BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'conversation', NULL, json_array(new."id", new."on", new."text", new."how", new."place", new."talk", new."for", new."initiated", new."attempt", new."outcome", new."energy", new."people"));
END;
CREATE TRIGGER conversation_log_delete AFTER DELETE ON conversation BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'conversation', json_array(old."id", old."on", old."text", old."how", old."place", old."talk", old."for", old."initiated", old."attempt", old."outcome", old."energy", old."people"), NULL);
END;
CREATE TRIGGER conversation_log_update AFTER UPDATE ON conversation WHEN json_array(old."id", old."on", old."text", old."how", old."place", old."talk", old."for", old."initiated", old."attempt", old."outcome", old."energy", old."people") <> json_array(new."id", new."on", new."text", new."how", new."place", new."talk", new."for", new."initiated", new."attempt", new."outcome", new."energy", new."people") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'conversation', json_array(old."id", old."on", old."text", old."how", old."place", old."talk", old."for", old."initiated", old."attempt", old."outcome", old."energy", old."people"), json_array(new."id", new."on", new."text", new."how", new."place", new."talk", new."for", new."initiated", new."attempt", new."outcome", new."energy", new."people"));
END;
CREATE TRIGGER presence_log_insert AFTER INSERT ON presence BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'presence', NULL, json_array(new."person", new."on", new."conversation", new."attempt", new."observer"));
END;
CREATE TRIGGER presence_log_delete AFTER DELETE ON presence BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'presence', json_array(old."person", old."on", old."conversation", old."attempt", old."observer"), NULL);
END;
CREATE TRIGGER presence_log_update AFTER UPDATE ON presence WHEN json_array(old."person", old."on", old."conversation", old."attempt", old."observer") <> json_array(new."person", new."on", new."conversation", new."attempt", new."observer") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'presence', json_array(old."person", old."on", old."conversation", old."attempt", old."observer"), json_array(new."person", new."on", new."conversation", new."attempt", new."observer"));
END;
CREATE TRIGGER tag_log_insert AFTER INSERT ON tag BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'tag', NULL, json_array(new."conversation", new."tag"));
END;
CREATE TRIGGER tag_log_delete AFTER DELETE ON tag BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'tag', json_array(old."conversation", old."tag"), NULL);
END;
CREATE TRIGGER tag_log_update AFTER UPDATE ON tag WHEN json_array(old."conversation", old."tag") <> json_array(new."conversation", new."tag") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'tag', json_array(old."conversation", old."tag"), json_array(new."conversation", new."tag"));
END;
CREATE TRIGGER signal_log_insert AFTER INSERT ON signal BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'signal', NULL, json_array(new."conversation", new."code", new."about"));
END;
CREATE TRIGGER signal_log_delete AFTER DELETE ON signal BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'signal', json_array(old."conversation", old."code", old."about"), NULL);
END;
CREATE TRIGGER signal_log_update AFTER UPDATE ON signal WHEN json_array(old."conversation", old."code", old."about") <> json_array(new."conversation", new."code", new."about") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'signal', json_array(old."conversation", old."code", old."about"), json_array(new."conversation", new."code", new."about"));
END;
CREATE TRIGGER promise_log_insert AFTER INSERT ON promise BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'promise', NULL, json_array(new."id", new."who", new."with", new."on", new."text", new."by", new."size", new."outcome", new."closed", new."conversation"));
END;
CREATE TRIGGER promise_log_delete AFTER DELETE ON promise BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'promise', json_array(old."id", old."who", old."with", old."on", old."text", old."by", old."size", old."outcome", old."closed", old."conversation"), NULL);
END;
CREATE TRIGGER promise_log_update AFTER UPDATE ON promise WHEN json_array(old."id", old."who", old."with", old."on", old."text", old."by", old."size", old."outcome", old."closed", old."conversation") <> json_array(new."id", new."who", new."with", new."on", new."text", new."by", new."size", new."outcome", new."closed", new."conversation") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'promise', json_array(old."id", old."who", old."with", old."on", old."text", old."by", old."size", old."outcome", old."closed", old."conversation"), json_array(new."id", new."who", new."with", new."on", new."text", new."by", new."size", new."outcome", new."closed", new."conversation"));
END;
CREATE TRIGGER promise_change_log_insert AFTER INSERT ON promise_change BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'promise_change', NULL, json_array(new."promise", new."position", new."on", new."by"));
END;
CREATE TRIGGER promise_change_log_delete AFTER DELETE ON promise_change BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'promise_change', json_array(old."promise", old."position", old."on", old."by"), NULL);
END;
CREATE TRIGGER promise_change_log_update AFTER UPDATE ON promise_change WHEN json_array(old."promise", old."position", old."on", old."by") <> json_array(new."promise", new."position", new."on", new."by") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'promise_change', json_array(old."promise", old."position", old."on", old."by"), json_array(new."promise", new."position", new."on", new."by"));
END;
CREATE TRIGGER entry_log_insert AFTER INSERT ON entry BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'entry', NULL, json_array(new."id", new."kind", new."who", new."with", new."on", new."text", new."size", new."points", new."strings", new."discount", new."answer", new."answered", new."conversation"));
END;
CREATE TRIGGER entry_log_delete AFTER DELETE ON entry BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'entry', json_array(old."id", old."kind", old."who", old."with", old."on", old."text", old."size", old."points", old."strings", old."discount", old."answer", old."answered", old."conversation"), NULL);
END;
CREATE TRIGGER entry_log_update AFTER UPDATE ON entry WHEN json_array(old."id", old."kind", old."who", old."with", old."on", old."text", old."size", old."points", old."strings", old."discount", old."answer", old."answered", old."conversation") <> json_array(new."id", new."kind", new."who", new."with", new."on", new."text", new."size", new."points", new."strings", new."discount", new."answer", new."answered", new."conversation") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'entry', json_array(old."id", old."kind", old."who", old."with", old."on", old."text", old."size", old."points", old."strings", old."discount", old."answer", old."answered", old."conversation"), json_array(new."id", new."kind", new."who", new."with", new."on", new."text", new."size", new."points", new."strings", new."discount", new."answer", new."answered", new."conversation"));
END;
CREATE TRIGGER rating_log_insert AFTER INSERT ON rating BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'rating', NULL, json_array(new."id", new."with", new."on", new."source", new."C", new."R", new."I", new."S", new."text"));
END;
CREATE TRIGGER rating_log_delete AFTER DELETE ON rating BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'rating', json_array(old."id", old."with", old."on", old."source", old."C", old."R", old."I", old."S", old."text"), NULL);
END;
CREATE TRIGGER rating_log_update AFTER UPDATE ON rating WHEN json_array(old."id", old."with", old."on", old."source", old."C", old."R", old."I", old."S", old."text") <> json_array(new."id", new."with", new."on", new."source", new."C", new."R", new."I", new."S", new."text") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'rating', json_array(old."id", old."with", old."on", old."source", old."C", old."R", old."I", old."S", old."text"), json_array(new."id", new."with", new."on", new."source", new."C", new."R", new."I", new."S", new."text"));
END;
CREATE TRIGGER reminder_log_insert AFTER INSERT ON reminder BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'reminder', NULL, json_array(new."id", new."with", new."made", new."on", new."text", new."reason", new."done", new."conversation"));
END;
CREATE TRIGGER reminder_log_delete AFTER DELETE ON reminder BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'reminder', json_array(old."id", old."with", old."made", old."on", old."text", old."reason", old."done", old."conversation"), NULL);
END;
CREATE TRIGGER reminder_log_update AFTER UPDATE ON reminder WHEN json_array(old."id", old."with", old."made", old."on", old."text", old."reason", old."done", old."conversation") <> json_array(new."id", new."with", new."made", new."on", new."text", new."reason", new."done", new."conversation") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'reminder', json_array(old."id", old."with", old."made", old."on", old."text", old."reason", old."done", old."conversation"), json_array(new."id", new."with", new."made", new."on", new."text", new."reason", new."done", new."conversation"));
END;
CREATE TRIGGER snooze_log_insert AFTER INSERT ON snooze BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'snooze', NULL, json_array(new."id", new."with", new."on", new."until", new."reason"));
END;
CREATE TRIGGER snooze_log_delete AFTER DELETE ON snooze BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'snooze', json_array(old."id", old."with", old."on", old."until", old."reason"), NULL);
END;
CREATE TRIGGER snooze_log_update AFTER UPDATE ON snooze WHEN json_array(old."id", old."with", old."on", old."until", old."reason") <> json_array(new."id", new."with", new."on", new."until", new."reason") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'snooze', json_array(old."id", old."with", old."on", old."until", old."reason"), json_array(new."id", new."with", new."on", new."until", new."reason"));
END;
CREATE TRIGGER skip_log_insert AFTER INSERT ON skip BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'skip', NULL, json_array(new."id", new."with", new."on", new."reason"));
END;
CREATE TRIGGER skip_log_delete AFTER DELETE ON skip BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'skip', json_array(old."id", old."with", old."on", old."reason"), NULL);
END;
CREATE TRIGGER skip_log_update AFTER UPDATE ON skip WHEN json_array(old."id", old."with", old."on", old."reason") <> json_array(new."id", new."with", new."on", new."reason") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'skip', json_array(old."id", old."with", old."on", old."reason"), json_array(new."id", new."with", new."on", new."reason"));
END;
CREATE TRIGGER away_log_insert AFTER INSERT ON away BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'away', NULL, json_array(new."id", new."with", new."on", new."until"));
END;
CREATE TRIGGER away_log_delete AFTER DELETE ON away BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'away', json_array(old."id", old."with", old."on", old."until"), NULL);
END;
CREATE TRIGGER away_log_update AFTER UPDATE ON away WHEN json_array(old."id", old."with", old."on", old."until") <> json_array(new."id", new."with", new."on", new."until") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'away', json_array(old."id", old."with", old."on", old."until"), json_array(new."id", new."with", new."on", new."until"));
END;
CREATE TRIGGER standing_log_insert AFTER INSERT ON standing BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'standing', NULL, json_array(new."id", new."with", new."on", new."state", new."until", new."reason"));
END;
CREATE TRIGGER standing_log_delete AFTER DELETE ON standing BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'standing', json_array(old."id", old."with", old."on", old."state", old."until", old."reason"), NULL);
END;
CREATE TRIGGER standing_log_update AFTER UPDATE ON standing WHEN json_array(old."id", old."with", old."on", old."state", old."until", old."reason") <> json_array(new."id", new."with", new."on", new."state", new."until", new."reason") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'standing', json_array(old."id", old."with", old."on", old."state", old."until", old."reason"), json_array(new."id", new."with", new."on", new."state", new."until", new."reason"));
END;
CREATE TRIGGER "person_ai" AFTER INSERT ON "person" BEGIN
  INSERT INTO "person_fts" (rowid, "name", "handle", "org", "role", "place") VALUES (new.rowid, new."name", new."handle", new."org", new."role", new."place");
END;
CREATE TRIGGER "person_ad" AFTER DELETE ON "person" BEGIN
  INSERT INTO "person_fts" ("person_fts", rowid, "name", "handle", "org", "role", "place") VALUES('delete', old.rowid, old."name", old."handle", old."org", old."role", old."place");
END;
CREATE TRIGGER "person_au" AFTER UPDATE ON "person" BEGIN
  INSERT INTO "person_fts" ("person_fts", rowid, "name", "handle", "org", "role", "place") VALUES('delete', old.rowid, old."name", old."handle", old."org", old."role", old."place");
  INSERT INTO "person_fts" (rowid, "name", "handle", "org", "role", "place") VALUES (new.rowid, new."name", new."handle", new."org", new."role", new."place");
END;
CREATE TRIGGER "conversation_ai" AFTER INSERT ON "conversation" BEGIN
  INSERT INTO "conversation_fts" (rowid, "text", "place") VALUES (new.rowid, new."text", new."place");
END;
CREATE TRIGGER "conversation_ad" AFTER DELETE ON "conversation" BEGIN
  INSERT INTO "conversation_fts" ("conversation_fts", rowid, "text", "place") VALUES('delete', old.rowid, old."text", old."place");
END;
CREATE TRIGGER "conversation_au" AFTER UPDATE ON "conversation" BEGIN
  INSERT INTO "conversation_fts" ("conversation_fts", rowid, "text", "place") VALUES('delete', old.rowid, old."text", old."place");
  INSERT INTO "conversation_fts" (rowid, "text", "place") VALUES (new.rowid, new."text", new."place");
END;
CREATE TRIGGER "promise_ai" AFTER INSERT ON "promise" BEGIN
  INSERT INTO "promise_fts" (rowid, "text") VALUES (new.rowid, new."text");
END;
CREATE TRIGGER "promise_ad" AFTER DELETE ON "promise" BEGIN
  INSERT INTO "promise_fts" ("promise_fts", rowid, "text") VALUES('delete', old.rowid, old."text");
END;
CREATE TRIGGER "promise_au" AFTER UPDATE ON "promise" BEGIN
  INSERT INTO "promise_fts" ("promise_fts", rowid, "text") VALUES('delete', old.rowid, old."text");
  INSERT INTO "promise_fts" (rowid, "text") VALUES (new.rowid, new."text");
END;
CREATE TRIGGER "entry_ai" AFTER INSERT ON "entry" BEGIN
  INSERT INTO "entry_fts" (rowid, "text") VALUES (new.rowid, new."text");
END;
CREATE TRIGGER "entry_ad" AFTER DELETE ON "entry" BEGIN
  INSERT INTO "entry_fts" ("entry_fts", rowid, "text") VALUES('delete', old.rowid, old."text");
END;
CREATE TRIGGER "entry_au" AFTER UPDATE ON "entry" BEGIN
  INSERT INTO "entry_fts" ("entry_fts", rowid, "text") VALUES('delete', old.rowid, old."text");
  INSERT INTO "entry_fts" (rowid, "text") VALUES (new.rowid, new."text");
END;
CREATE TRIGGER "reminder_ai" AFTER INSERT ON "reminder" BEGIN
  INSERT INTO "reminder_fts" (rowid, "text") VALUES (new.rowid, new."text");
END;
CREATE TRIGGER "reminder_ad" AFTER DELETE ON "reminder" BEGIN
  INSERT INTO "reminder_fts" ("reminder_fts", rowid, "text") VALUES('delete', old.rowid, old."text");
END;
CREATE TRIGGER "reminder_au" AFTER UPDATE ON "reminder" BEGIN
  INSERT INTO "reminder_fts" ("reminder_fts", rowid, "text") VALUES('delete', old.rowid, old."text");
  INSERT INTO "reminder_fts" (rowid, "text") VALUES (new.rowid, new."text");
END;
CREATE INDEX fact_with ON fact ("with");
CREATE INDEX fact_conversation ON fact (conversation) WHERE conversation IS NOT NULL;
CREATE INDEX fact_hardship ON fact ("on", "with") WHERE topic = 'hardship';
CREATE TRIGGER fact_log_insert AFTER INSERT ON fact BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'fact', NULL, json_array(new."id", new."with", new."on", new."topic", new."text", new."conversation"));
END;
CREATE TRIGGER fact_log_delete AFTER DELETE ON fact BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'fact', json_array(old."id", old."with", old."on", old."topic", old."text", old."conversation"), NULL);
END;
CREATE TRIGGER fact_log_update AFTER UPDATE ON fact WHEN json_array(old."id", old."with", old."on", old."topic", old."text", old."conversation") <> json_array(new."id", new."with", new."on", new."topic", new."text", new."conversation") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'fact', json_array(old."id", old."with", old."on", old."topic", old."text", old."conversation"), json_array(new."id", new."with", new."on", new."topic", new."text", new."conversation"));
END;
CREATE TRIGGER "fact_ai" AFTER INSERT ON "fact" BEGIN
  INSERT INTO "fact_fts" (rowid, "text") VALUES (new.rowid, new."text");
END;
CREATE TRIGGER "fact_ad" AFTER DELETE ON "fact" BEGIN
  INSERT INTO "fact_fts" ("fact_fts", rowid, "text") VALUES('delete', old.rowid, old."text");
END;
CREATE TRIGGER "fact_au" AFTER UPDATE ON "fact" BEGIN
  INSERT INTO "fact_fts" ("fact_fts", rowid, "text") VALUES('delete', old.rowid, old."text");
  INSERT INTO "fact_fts" (rowid, "text") VALUES (new.rowid, new."text");
END;
CREATE INDEX fit_with ON fit ("with");
CREATE INDEX boundary_with ON boundary ("with");
CREATE INDEX expectation_with ON expectation ("with");
CREATE INDEX parting_with ON parting ("with");
CREATE INDEX win_with ON win ("with");
CREATE INDEX win_through ON win (through) WHERE through IS NOT NULL;
CREATE INDEX advice_with ON advice ("with");
CREATE INDEX reflection_with ON reflection ("with");
CREATE INDEX tie_one ON tie (one);
CREATE INDEX tie_other ON tie (other);
CREATE INDEX namesakes_one ON namesakes (one);
CREATE INDEX namesakes_other ON namesakes (other);
CREATE INDEX introduction_one ON introduction (one);
CREATE INDEX introduction_other ON introduction (other);
CREATE INDEX introduction_through ON introduction (through);
CREATE INDEX member_person ON member (person);
CREATE INDEX event_open ON event ("on") WHERE until IS NULL;
CREATE TRIGGER observed_log_insert AFTER INSERT ON observed BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'observed', NULL, json_array(new."conversation", new."kind", new."text"));
END;
CREATE TRIGGER observed_log_delete AFTER DELETE ON observed BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'observed', json_array(old."conversation", old."kind", old."text"), NULL);
END;
CREATE TRIGGER observed_log_update AFTER UPDATE ON observed WHEN json_array(old."conversation", old."kind", old."text") <> json_array(new."conversation", new."kind", new."text") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'observed', json_array(old."conversation", old."kind", old."text"), json_array(new."conversation", new."kind", new."text"));
END;
CREATE TRIGGER fit_log_insert AFTER INSERT ON fit BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'fit', NULL, json_array(new."id", new."with", new."on", new."stage", new."gut", new."outcome", new."stretch", new."text"));
END;
CREATE TRIGGER fit_log_delete AFTER DELETE ON fit BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'fit', json_array(old."id", old."with", old."on", old."stage", old."gut", old."outcome", old."stretch", old."text"), NULL);
END;
CREATE TRIGGER fit_log_update AFTER UPDATE ON fit WHEN json_array(old."id", old."with", old."on", old."stage", old."gut", old."outcome", old."stretch", old."text") <> json_array(new."id", new."with", new."on", new."stage", new."gut", new."outcome", new."stretch", new."text") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'fit', json_array(old."id", old."with", old."on", old."stage", old."gut", old."outcome", old."stretch", old."text"), json_array(new."id", new."with", new."on", new."stage", new."gut", new."outcome", new."stretch", new."text"));
END;
CREATE TRIGGER fit_mark_log_insert AFTER INSERT ON fit_mark BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'fit_mark', NULL, json_array(new."fit", new."trait", new."rating"));
END;
CREATE TRIGGER fit_mark_log_delete AFTER DELETE ON fit_mark BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'fit_mark', json_array(old."fit", old."trait", old."rating"), NULL);
END;
CREATE TRIGGER fit_mark_log_update AFTER UPDATE ON fit_mark WHEN json_array(old."fit", old."trait", old."rating") <> json_array(new."fit", new."trait", new."rating") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'fit_mark', json_array(old."fit", old."trait", old."rating"), json_array(new."fit", new."trait", new."rating"));
END;
CREATE TRIGGER boundary_log_insert AFTER INSERT ON boundary BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'boundary', NULL, json_array(new."id", new."with", new."on", new."text"));
END;
CREATE TRIGGER boundary_log_delete AFTER DELETE ON boundary BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'boundary', json_array(old."id", old."with", old."on", old."text"), NULL);
END;
CREATE TRIGGER boundary_log_update AFTER UPDATE ON boundary WHEN json_array(old."id", old."with", old."on", old."text") <> json_array(new."id", new."with", new."on", new."text") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'boundary', json_array(old."id", old."with", old."on", old."text"), json_array(new."id", new."with", new."on", new."text"));
END;
CREATE TRIGGER expectation_log_insert AFTER INSERT ON expectation BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'expectation', NULL, json_array(new."id", new."who", new."with", new."on", new."text", new."by", new."confirmed", new."outcome", new."closed"));
END;
CREATE TRIGGER expectation_log_delete AFTER DELETE ON expectation BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'expectation', json_array(old."id", old."who", old."with", old."on", old."text", old."by", old."confirmed", old."outcome", old."closed"), NULL);
END;
CREATE TRIGGER expectation_log_update AFTER UPDATE ON expectation WHEN json_array(old."id", old."who", old."with", old."on", old."text", old."by", old."confirmed", old."outcome", old."closed") <> json_array(new."id", new."who", new."with", new."on", new."text", new."by", new."confirmed", new."outcome", new."closed") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'expectation', json_array(old."id", old."who", old."with", old."on", old."text", old."by", old."confirmed", old."outcome", old."closed"), json_array(new."id", new."who", new."with", new."on", new."text", new."by", new."confirmed", new."outcome", new."closed"));
END;
CREATE TRIGGER parting_log_insert AFTER INSERT ON parting BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'parting', NULL, json_array(new."id", new."with", new."on", new."way", new."state", new."text", new."until", new."urgent"));
END;
CREATE TRIGGER parting_log_delete AFTER DELETE ON parting BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'parting', json_array(old."id", old."with", old."on", old."way", old."state", old."text", old."until", old."urgent"), NULL);
END;
CREATE TRIGGER parting_log_update AFTER UPDATE ON parting WHEN json_array(old."id", old."with", old."on", old."way", old."state", old."text", old."until", old."urgent") <> json_array(new."id", new."with", new."on", new."way", new."state", new."text", new."until", new."urgent") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'parting', json_array(old."id", old."with", old."on", old."way", old."state", old."text", old."until", old."urgent"), json_array(new."id", new."with", new."on", new."way", new."state", new."text", new."until", new."urgent"));
END;
CREATE TRIGGER win_log_insert AFTER INSERT ON win BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'win', NULL, json_array(new."id", new."with", new."on", new."value", new."through", new."place"));
END;
CREATE TRIGGER win_log_delete AFTER DELETE ON win BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'win', json_array(old."id", old."with", old."on", old."value", old."through", old."place"), NULL);
END;
CREATE TRIGGER win_log_update AFTER UPDATE ON win WHEN json_array(old."id", old."with", old."on", old."value", old."through", old."place") <> json_array(new."id", new."with", new."on", new."value", new."through", new."place") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'win', json_array(old."id", old."with", old."on", old."value", old."through", old."place"), json_array(new."id", new."with", new."on", new."value", new."through", new."place"));
END;
CREATE TRIGGER advice_log_insert AFTER INSERT ON advice BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'advice', NULL, json_array(new."id", new."with", new."on", new."text", new."verdict", new."judged"));
END;
CREATE TRIGGER advice_log_delete AFTER DELETE ON advice BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'advice', json_array(old."id", old."with", old."on", old."text", old."verdict", old."judged"), NULL);
END;
CREATE TRIGGER advice_log_update AFTER UPDATE ON advice WHEN json_array(old."id", old."with", old."on", old."text", old."verdict", old."judged") <> json_array(new."id", new."with", new."on", new."text", new."verdict", new."judged") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'advice', json_array(old."id", old."with", old."on", old."text", old."verdict", old."judged"), json_array(new."id", new."with", new."on", new."text", new."verdict", new."judged"));
END;
CREATE TRIGGER reflection_log_insert AFTER INSERT ON reflection BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'reflection', NULL, json_array(new."id", new."with", new."on", new."kind", new."question", new."text"));
END;
CREATE TRIGGER reflection_log_delete AFTER DELETE ON reflection BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'reflection', json_array(old."id", old."with", old."on", old."kind", old."question", old."text"), NULL);
END;
CREATE TRIGGER reflection_log_update AFTER UPDATE ON reflection WHEN json_array(old."id", old."with", old."on", old."kind", old."question", old."text") <> json_array(new."id", new."with", new."on", new."kind", new."question", new."text") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'reflection', json_array(old."id", old."with", old."on", old."kind", old."question", old."text"), json_array(new."id", new."with", new."on", new."kind", new."question", new."text"));
END;
CREATE TRIGGER tie_log_insert AFTER INSERT ON tie BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'tie', NULL, json_array(new."id", new."one", new."other", new."on", new."strength", new."source"));
END;
CREATE TRIGGER tie_log_delete AFTER DELETE ON tie BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'tie', json_array(old."id", old."one", old."other", old."on", old."strength", old."source"), NULL);
END;
CREATE TRIGGER tie_log_update AFTER UPDATE ON tie WHEN json_array(old."id", old."one", old."other", old."on", old."strength", old."source") <> json_array(new."id", new."one", new."other", new."on", new."strength", new."source") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'tie', json_array(old."id", old."one", old."other", old."on", old."strength", old."source"), json_array(new."id", new."one", new."other", new."on", new."strength", new."source"));
END;
CREATE TRIGGER namesakes_log_insert AFTER INSERT ON namesakes BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'namesakes', NULL, json_array(new."id", new."one", new."other", new."on"));
END;
CREATE TRIGGER namesakes_log_delete AFTER DELETE ON namesakes BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'namesakes', json_array(old."id", old."one", old."other", old."on"), NULL);
END;
CREATE TRIGGER namesakes_log_update AFTER UPDATE ON namesakes WHEN json_array(old."id", old."one", old."other", old."on") <> json_array(new."id", new."one", new."other", new."on") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'namesakes', json_array(old."id", old."one", old."other", old."on"), json_array(new."id", new."one", new."other", new."on"));
END;
CREATE TRIGGER introduction_log_insert AFTER INSERT ON introduction BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'introduction', NULL, json_array(new."id", new."one", new."other", new."on", new."text", new."through"));
END;
CREATE TRIGGER introduction_log_delete AFTER DELETE ON introduction BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'introduction', json_array(old."id", old."one", old."other", old."on", old."text", old."through"), NULL);
END;
CREATE TRIGGER introduction_log_update AFTER UPDATE ON introduction WHEN json_array(old."id", old."one", old."other", old."on", old."text", old."through") <> json_array(new."id", new."one", new."other", new."on", new."text", new."through") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'introduction', json_array(old."id", old."one", old."other", old."on", old."text", old."through"), json_array(new."id", new."one", new."other", new."on", new."text", new."through"));
END;
CREATE TRIGGER introduction_step_log_insert AFTER INSERT ON introduction_step BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'introduction_step', NULL, json_array(new."introduction", new."position", new."on", new."state", new."who", new."text"));
END;
CREATE TRIGGER introduction_step_log_delete AFTER DELETE ON introduction_step BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'introduction_step', json_array(old."introduction", old."position", old."on", old."state", old."who", old."text"), NULL);
END;
CREATE TRIGGER introduction_step_log_update AFTER UPDATE ON introduction_step WHEN json_array(old."introduction", old."position", old."on", old."state", old."who", old."text") <> json_array(new."introduction", new."position", new."on", new."state", new."who", new."text") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'introduction_step', json_array(old."introduction", old."position", old."on", old."state", old."who", old."text"), json_array(new."introduction", new."position", new."on", new."state", new."who", new."text"));
END;
CREATE TRIGGER grouping_log_insert AFTER INSERT ON grouping BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'grouping', NULL, json_array(new."id", new."name", new."on", new."week", new."weekday", new."place", new."until"));
END;
CREATE TRIGGER grouping_log_delete AFTER DELETE ON grouping BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'grouping', json_array(old."id", old."name", old."on", old."week", old."weekday", old."place", old."until"), NULL);
END;
CREATE TRIGGER grouping_log_update AFTER UPDATE ON grouping WHEN json_array(old."id", old."name", old."on", old."week", old."weekday", old."place", old."until") <> json_array(new."id", new."name", new."on", new."week", new."weekday", new."place", new."until") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'grouping', json_array(old."id", old."name", old."on", old."week", old."weekday", old."place", old."until"), json_array(new."id", new."name", new."on", new."week", new."weekday", new."place", new."until"));
END;
CREATE TRIGGER member_log_insert AFTER INSERT ON member BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'member', NULL, json_array(new."grouping", new."person"));
END;
CREATE TRIGGER member_log_delete AFTER DELETE ON member BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'member', json_array(old."grouping", old."person"), NULL);
END;
CREATE TRIGGER member_log_update AFTER UPDATE ON member WHEN json_array(old."grouping", old."person") <> json_array(new."grouping", new."person") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'member', json_array(old."grouping", old."person"), json_array(new."grouping", new."person"));
END;
CREATE TRIGGER place_log_insert AFTER INSERT ON place BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'place', NULL, json_array(new."id", new."name", new."on", new."prompt", new."cost", new."hours"));
END;
CREATE TRIGGER place_log_delete AFTER DELETE ON place BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'place', json_array(old."id", old."name", old."on", old."prompt", old."cost", old."hours"), NULL);
END;
CREATE TRIGGER place_log_update AFTER UPDATE ON place WHEN json_array(old."id", old."name", old."on", old."prompt", old."cost", old."hours") <> json_array(new."id", new."name", new."on", new."prompt", new."cost", new."hours") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'place', json_array(old."id", old."name", old."on", old."prompt", old."cost", old."hours"), json_array(new."id", new."name", new."on", new."prompt", new."cost", new."hours"));
END;
CREATE TRIGGER event_log_insert AFTER INSERT ON event BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'event', NULL, json_array(new."id", new."name", new."on", new."tag", new."until", new."place", new."people", new."cost", new."hours"));
END;
CREATE TRIGGER event_log_delete AFTER DELETE ON event BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'event', json_array(old."id", old."name", old."on", old."tag", old."until", old."place", old."people", old."cost", old."hours"), NULL);
END;
CREATE TRIGGER event_log_update AFTER UPDATE ON event WHEN json_array(old."id", old."name", old."on", old."tag", old."until", old."place", old."people", old."cost", old."hours") <> json_array(new."id", new."name", new."on", new."tag", new."until", new."place", new."people", new."cost", new."hours") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'event', json_array(old."id", old."name", old."on", old."tag", old."until", old."place", old."people", old."cost", old."hours"), json_array(new."id", new."name", new."on", new."tag", new."until", new."place", new."people", new."cost", new."hours"));
END;
CREATE TRIGGER offer_log_insert AFTER INSERT ON offer BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'offer', NULL, json_array(new."id", new."on", new."text", new."size", new."until"));
END;
CREATE TRIGGER offer_log_delete AFTER DELETE ON offer BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'offer', json_array(old."id", old."on", old."text", old."size", old."until"), NULL);
END;
CREATE TRIGGER offer_log_update AFTER UPDATE ON offer WHEN json_array(old."id", old."on", old."text", old."size", old."until") <> json_array(new."id", new."on", new."text", new."size", new."until") BEGIN
  INSERT INTO change (step, tbl, before, after) VALUES ((SELECT step FROM writing), 'offer', json_array(old."id", old."on", old."text", old."size", old."until"), json_array(new."id", new."on", new."text", new."size", new."until"));
END;
PRAGMA application_id = 1852142700;
PRAGMA user_version = 2;
