"""Action words: which one is meant, and what follows it."""

from __future__ import annotations

import pytest

from netlog.errors import UsageError
from netlog.options import action

FORMS = {"list": "list", "add": "add NAME", "judge": "judge NAME"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (None, ("list", [])),
        ([], ("list", [])),
        (["add", "Ana", "Add"], ("add", ["Ana", "Add"])),
        (["ADD"], ("add", [])),
    ],
)
def test_the_first_word_says_what_to_do_and_without_one_the_first_form_does(words, expected):
    assert action("advice", words, FORMS) == expected


def test_an_unknown_action_is_named_with_those_that_are_typed():
    with pytest.raises(UsageError) as refused:
        action("advice", ["Sing", "loud"], {"": "", **FORMS})
    assert refused.value.sentence == "advice does nothing called 'Sing'."
    assert refused.value.hint == "It takes list, add NAME and judge NAME."
