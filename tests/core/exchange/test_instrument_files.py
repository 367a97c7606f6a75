"""YAML files of instruments that are small to send and endless to read."""

import pytest

from sauatty.core.errors import InstrumentFileRefused
from sauatty.core.exchange.instrument_files import read_instrument_file

LAUGHS = "a: &a [x, x, x]\n" + "\n".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 10)}]"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "text",
    [
        LAUGHS,
        "a: &a [*a]",
        "a: &a {b: *a}",
        "a: &a " + "x" * 100_000 + "\nb: [" + "*a, " * 1000 + "x]",
        "[" * 5000,
    ],
    ids=["each ten times the last", "a list in itself", "a mapping in itself", "one long text often", "deep"],
)
def test_what_grows_without_end_is_refused_before_it_is_written_out(text):
    with pytest.raises(InstrumentFileRefused, match="cannot be read as YAML"):
        read_instrument_file(text.encode(), "laughs.yaml")
