"""The numbers of a public page over time."""

from types import SimpleNamespace as Plain

from sauatty.web.showcases.numbers import _gains


def found(n, value, competence="gmilaf.1.1"):
    return Plain(thread=[Plain(competence=competence, gain=Plain(n=n, value=value))])


def test_a_mean_gain_stays_until_it_stands_on_visibly_more_people():
    first = _gains(found(20, 0.101), None)
    assert first == [{"competence": "gmilaf.1.1", "percent": 10, "n": 20}]

    last = Plain(content={"gains": first})
    assert _gains(found(21, 0.14), last) == first
    assert _gains(found(23, 0.14), last) == [{"competence": "gmilaf.1.1", "percent": 14, "n": 25}]
    assert _gains(found(19, 0.14), last) == []
    assert _gains(found(21, 0.3, "gmilaf.2.1"), last)[0]["percent"] == 30
