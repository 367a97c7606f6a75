"""YAML from outside never crashes the reader, and never grows without end."""

import time

import pytest

from sauatty.core.exchange.plain_yaml import MOST_DEEP, read_plain_yaml

UNREADABLE = {
    "a day that is none": "a: 2020-99-99",
    "a time that is none": "a: !!timestamp x",
    "a number that is none": "a: !!int foo",
    "a number with too many digits": "a: " + "1" * 5000,
    "neither true nor false": "a: !!bool maybe",
    "what is not a number": "a: .nan",
    "half a letter": r'a: "\ud800"',
    "a merge key": "base: &b {x: 1}\na: {<<: *b}",
    "a list in itself": "a: &a [*a]",
    "an object of Python": "a: !!python/object/apply:os.getcwd []",
}


@pytest.mark.parametrize("text", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_said_and_not_thrown(text):
    assert read_plain_yaml(text.encode()) == ({}, "cannot be read as YAML")


@pytest.mark.parametrize("opens", ["[", "{a: "])
def test_a_file_nested_without_end_is_refused_before_it_is_built(opens):
    assert read_plain_yaml(f"a: {opens * 200_000}".encode()) == ({}, "cannot be read as YAML")


def test_a_file_nested_as_deeply_as_allowed_is_read():
    deep = "[" * (MOST_DEEP - 1) + "]" * (MOST_DEEP - 1)
    assert read_plain_yaml(f"a: {deep}".encode())[1] == ""


@pytest.mark.parametrize("shape", ["[{}]", "{{<<: [{}]}}"], ids=["aliases", "merge keys"])
def test_aliases_of_aliases_cost_no_time(shape):
    lines = ["a0: &a0 {x: 1}"]
    lines += [f"a{n}: &a{n} {shape.format(', '.join([f'*a{n - 1}'] * 9))}" for n in range(1, 10)]
    started = time.monotonic()

    assert read_plain_yaml("\n".join(lines).encode())[1] == "cannot be read as YAML"
    assert time.monotonic() - started < 5


def test_days_and_the_word_on_are_read_as_they_stand():
    assert read_plain_yaml(b"on: 2026-11-22\nis: true\n") == ({"on": "2026-11-22", "is": True}, "")
