"""What each table is to the change log and to full text."""

from __future__ import annotations

# Columns that carry words, searched in full by `netlog search` and by names in a sentence.
FULL_TEXT = {
    "person": ("name", "handle", "org", "role", "place"),
    "conversation": ("text", "place"),
    "promise": ("text",),
    "entry": ("text",),
    "fact": ("text",),
    "reminder": ("text",),
}
TOKENS = "unicode61 remove_diacritics 2"  # how text is cut into words; accents do not matter in a search

# Every table whose rows are the journal, with its columns in order: what the change log keeps of a
# row, and what identifies it. `n` is left out: it only ties a row to its full text.
Logged = dict[str, tuple[tuple[str, ...], tuple[str, ...]]]
FIRST_LOGGED: Logged = {
    "person": (
        ("id",),
        (
            "id",
            "name",
            "handle",
            "added",
            "org",
            "role",
            "kind",
            "circle",
            "every",
            "birthday",
            "met",
            "place",
            "through",
        ),
    ),
    "detail": (("person", "kind", "position"), ("person", "kind", "position", "value")),
    "conversation": (
        ("id",),
        ("id", "on", "text", "how", "place", "talk", "for", "initiated", "attempt", "outcome", "energy", "people"),
    ),
    "presence": (
        ("person", "on", "conversation"),
        ("person", "on", "conversation", "attempt", "observer"),
    ),
    "tag": (("conversation", "tag"), ("conversation", "tag")),
    "signal": (("conversation", "code", "about"), ("conversation", "code", "about")),
    "promise": (
        ("id",),
        ("id", "who", "with", "on", "text", "by", "size", "outcome", "closed", "conversation"),
    ),
    "promise_change": (("promise", "position"), ("promise", "position", "on", "by")),
    "entry": (
        ("id",),
        (
            *("id", "kind", "who", "with", "on", "text", "size", "points", "strings", "discount"),
            *("answer", "answered", "conversation"),
        ),
    ),
    "rating": (("id",), ("id", "with", "on", "source", "C", "R", "I", "S", "text")),
    "fact": (("id",), ("id", "with", "on", "topic", "text", "conversation")),
    "reminder": (("id",), ("id", "with", "made", "on", "text", "reason", "done", "conversation")),
    "snooze": (("id",), ("id", "with", "on", "until", "reason")),
    "skip": (("id",), ("id", "with", "on", "reason")),
    "away": (("id",), ("id", "with", "on", "until")),
    "standing": (("id",), ("id", "with", "on", "state", "until", "reason")),
}

# What goes beyond the daily log.
BEYOND: Logged = {
    "observed": (("conversation", "kind", "text"), ("conversation", "kind", "text")),
    "fit": (("id",), ("id", "with", "on", "stage", "gut", "outcome", "stretch", "text")),
    "fit_mark": (("fit", "trait"), ("fit", "trait", "rating")),
    "boundary": (("id",), ("id", "with", "on", "text")),
    "expectation": (("id",), ("id", "who", "with", "on", "text", "by", "confirmed", "outcome", "closed")),
    "parting": (("id",), ("id", "with", "on", "way", "state", "text", "until", "urgent")),
    "win": (("id",), ("id", "with", "on", "value", "through", "place")),
    "advice": (("id",), ("id", "with", "on", "text", "verdict", "judged")),
    "reflection": (("id",), ("id", "with", "on", "kind", "question", "text")),
    "tie": (("id",), ("id", "one", "other", "on", "strength", "source")),
    "namesakes": (("id",), ("id", "one", "other", "on")),
    "introduction": (("id",), ("id", "one", "other", "on", "text", "through")),
    "introduction_step": (("introduction", "position"), ("introduction", "position", "on", "state", "who", "text")),
    "grouping": (("id",), ("id", "name", "on", "week", "weekday", "place", "until")),
    "member": (("grouping", "person"), ("grouping", "person")),
    "place": (("id",), ("id", "name", "on", "prompt", "cost", "hours")),
    "event": (("id",), ("id", "name", "on", "tag", "until", "place", "people", "cost", "hours")),
    "offer": (("id",), ("id", "on", "text", "size", "until")),
}

LOGGED: Logged = FIRST_LOGGED | BEYOND
