"""Agreement in sentences, in three languages: what was found, how it is usually read, what is missing."""

from collections.abc import Iterator
from math import isnan

from sauatty.core.agreement.confusions import ConfusionPair
from sauatty.core.agreement.measure import Agreement
from sauatty.core.catalogue import word
from sauatty.core.languages import format_number, format_share
from sauatty.core.statistics import Interval

# Krippendorff's customary limits: from the upper one on values count as reliable, from the lower one on they
# serve tentative conclusions only.
TENTATIVE, RELIABLE = 0.667, 0.8
_FEW_UNITS = 30


def in_words(agreement: Agreement, language: str) -> str:
    """Return two to six sentences about an agreement: number and interval, reading, and what is missing.

    Notes
    -----
    The limits 0.667 and 0.8 are custom, not law [1]_; the text says so, and reads the interval as well as the
    estimate.

    References
    ----------
    .. [1] Krippendorff, K. (2004). Reliability in content analysis: some common misconceptions and
       recommendations. Human Communication Research, 30(3), 411-433. doi:10.1111/j.1468-2958.2004.tb00738.x
    """
    sentences = [*_found(agreement, language), *_missing(agreement, language)]
    return " ".join(sentences)


def reading(agreement: Agreement) -> str:
    """Return how alpha is usually read: 'reliable', 'tentative', 'unreliable', or '' where it is undefined."""
    value = agreement.alpha.estimate
    if isnan(value):
        return ""
    return "reliable" if value >= RELIABLE else "tentative" if value >= TENTATIVE else "unreliable"


def merge_in_words(pair: ConfusionPair, language: str) -> str:
    """Return the proposal to merge or part two competences; '' where they were confused too seldom for one."""
    if not pair.asks_for_rule:
        return ""
    share = format_share(pair.share, language)
    names = {"a": _code(pair.a), "b": _code(pair.b)}
    return _say("merge_rule", language, **names, n=format_number(pair.n, language), share=share)


def _found(agreement: Agreement, language: str) -> Iterator[str]:
    if agreement.undefined:
        yield _say(f"undefined_{agreement.undefined.replace('-', '_')}", language)
        return
    counts = {
        "units": format_number(agreement.n_pairable, language),
        "coders": format_number(len(agreement.coders), language),
    }
    level = _say(f"level_{agreement.level}", language)
    yield _say("alpha", language, value=_shown(agreement.alpha, language), level=level, **counts)
    if agreement.kappa is not None and not isnan(agreement.kappa.estimate):
        yield _say("kappa", language, value=_shown(agreement.kappa, language))
    yield _say("percent", language, share=format_share(agreement.percent, language))
    yield _say(f"reading_{reading(agreement)}", language)
    if _is_open(agreement.alpha):
        yield _say("interval_wide", language)


def _missing(agreement: Agreement, language: str) -> Iterator[str]:
    n_alone = agreement.n_units - agreement.n_pairable
    if n_alone and agreement.undefined != "one-coder":
        yield _say("alone", language, n=format_number(n_alone, language))
    if not agreement.undefined and agreement.n_pairable < _FEW_UNITS:
        yield _say("few_units", language, n=format_number(_FEW_UNITS, language))
    if agreement.n_undefined:
        counts = {"n": agreement.n_undefined, "all": agreement.n_resamples}
        yield _say("resamples", language, **{key: format_number(n, language) for key, n in counts.items()})


def _is_open(alpha: Interval) -> bool:
    """Tell whether the interval reaches over one of the limits: the reading could be another one."""
    return any(alpha.low < limit <= alpha.high for limit in (TENTATIVE, RELIABLE))


def _shown(interval: Interval, language: str) -> str:
    estimate = format_number(interval.estimate, language, 2)
    if isnan(interval.low):
        return estimate
    ends = {
        name: format_number(end, language, 2)
        for name, end in (("low", interval.low), ("high", interval.high))
    }
    return _say("with_interval", language, estimate=estimate, **ends)


def _code(competence: str) -> str:
    """Return what stands in a sentence for a competence: its code without the framework ('2.3')."""
    return competence.partition(".")[2] if competence[:1].isalpha() and "." in competence else competence


def _say(key: str, language: str, **params: object) -> str:
    return word("agreement", key, language, **params)
