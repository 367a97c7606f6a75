"""The figures of a guide: counted from the objectives once, under the names that its tokens use."""

from collections.abc import Iterable, Iterator

from sauatty.core.catalogue.activities import load_activities
from sauatty.core.coverage import Unevenness, judged_matrix, unevenness
from sauatty.core.documents.guide_facts import Fact, number_fact
from sauatty.core.documents.guide_source import GuideAct, GuideSource, GuideSubject
from sauatty.core.languages import LANGUAGES, Translated
from sauatty.core.records import JudgedObjective

OPPORTUNITY, DIRECT = frozenset({1}), frozenset({2})
RELEVANT = OPPORTUNITY | DIRECT
Pairs = Iterator[tuple[str, Fact]]


def measure_guide(source: GuideSource) -> dict[str, Fact]:
    """Return every figure and quotation that a text of the guide can show, by its name in tokens.

    Names are ``figure``, ``figure:subject``, ``figure:subject:competence`` or ``figure:subject:g5`` (a grade);
    quotations are ``objective:…`` and ``outcome:…``.
    """
    facts = dict(_totals(source))
    for subject in source.subjects:
        facts.update(_of_subject(subject, source))
        facts.update(_quotations(subject))
    facts.update(_of_method(source))
    facts.update(_of_standard(source))
    for number, act in enumerate(source.acts, 1):
        facts.update(_of_act(act, f"act{number}"))
    if source.standard_act is not None:
        facts.update(_of_act(source.standard_act, "standard"))
    facts.update((f"minutes:{one.id}", number_fact("count", one.minutes)) for one in load_activities())
    return facts


def count(objectives: Iterable[JudgedObjective], relevance: frozenset[int], competence: str = "") -> int:
    """Count objectives of some relevance, of one competence where it is named (any of the objective's)."""
    return sum(
        one.relevance in relevance and (not competence or competence in one.competences) for one in objectives
    )


def _basic(objectives: tuple[JudgedObjective, ...], scope: str) -> Pairs:
    n, n_judged = len(objectives), sum(one.relevance is not None for one in objectives)
    n_direct, n_opportunity = count(objectives, DIRECT), count(objectives, OPPORTUNITY)
    yield f"n_objectives{scope}", number_fact("count", n)
    yield f"n_judged{scope}", number_fact("count", n_judged)
    yield f"n_direct{scope}", number_fact("count", n_direct)
    yield f"n_opportunity{scope}", number_fact("count", n_opportunity)
    yield f"n_relevant{scope}", number_fact("count", n_direct + n_opportunity)
    yield f"share_direct{scope}", number_fact("share", n_direct / n_judged if n_judged else None)
    yield f"share_opportunity{scope}", number_fact("share", n_opportunity / n_judged if n_judged else None)
    relevant = n_direct + n_opportunity
    yield f"share_relevant{scope}", number_fact("share", relevant / n_judged if n_judged else None)


def _totals(source: GuideSource) -> Pairs:
    everything = tuple(one for subject in source.subjects for one in subject.objectives)
    yield from _basic(everything, "")
    yield "n_subjects", number_fact("count", len(source.subjects))
    yield "n_competences", number_fact("count", len(source.competences))
    counts = [count(everything, source.counted, one.id) for one in source.competences]
    yield "n_carried", number_fact("count", sum(n > 0 for n in counts))
    yield from _evenness(source)


def evenness_of_guide(source: GuideSource) -> Unevenness:
    """Return how evenly the competences are carried over all subjects: the figure of the pages of measures."""
    everything = [one for subject in source.subjects for one in subject.objectives]
    matrix = judged_matrix(
        everything, by="subject_area", competences=[one.id for one in source.competences],
        count="both" if source.is_machine else "direct",
    )  # fmt: skip
    return unevenness(matrix)


def _evenness(source: GuideSource) -> Pairs:
    found = evenness_of_guide(source)
    index = found.evenness.pielou if found.is_shown else None
    yield "evenness", number_fact("number", index.estimate if index else None)
    yield "evenness_low", number_fact("number", index.low if index else None)
    yield "evenness_high", number_fact("number", index.high if index else None)
    yield "evenness_minimum", number_fact("count", found.minimum)


def _of_subject(subject: GuideSubject, source: GuideSource) -> Pairs:
    competences, counted = source.competences, source.counted
    scope = f":{subject.scope}"
    yield from _basic(subject.objectives, scope)
    for one in competences:
        n_relevant = count(subject.objectives, RELEVANT, one.id)
        yield f"n_relevant{scope}:{one.id}", number_fact("count", n_relevant)
        yield f"n_direct{scope}:{one.id}", number_fact("count", count(subject.objectives, DIRECT, one.id))
        found = count(subject.objectives, OPPORTUNITY, one.id)
        yield f"n_opportunity{scope}:{one.id}", number_fact("count", found)
    carried = sum(count(subject.objectives, counted, one.id) > 0 for one in competences)
    yield f"n_carried{scope}", number_fact("count", carried)
    yield f"n_missing{scope}", number_fact("count", len(competences) - carried)
    yield f"missing{scope}", Fact("text", texts=_missing(subject, source))
    for grade in subject.grades:
        rows = tuple(one for one in subject.objectives if one.grade == grade)
        yield f"n_objectives{scope}:g{grade}", number_fact("count", len(rows))
        yield f"n_direct{scope}:g{grade}", number_fact("count", count(rows, DIRECT))
        yield f"n_opportunity{scope}:g{grade}", number_fact("count", count(rows, OPPORTUNITY))


def _missing(subject: GuideSubject, source: GuideSource) -> Translated:
    """Return the names of the competences that no objective carries; a dash where there are none."""
    missing = [one for one in source.competences if not count(subject.objectives, source.counted, one.id)]
    return Translated(
        *(
            "; ".join(f"{one.code} {one.name.text(language)}" for one in missing) or "–"
            for language in LANGUAGES
        )
    )


def _quotations(subject: GuideSubject) -> Pairs:
    for one in subject.objectives:
        if one.is_relevant:
            texts = subject.texts.get(one.id) or Translated.from_mapping({one.language: one.text})
            quoted = Fact("objective", texts=texts, code=one.code or "", grade=one.grade, row=one.id)
            yield f"objective:{subject.refs.get(one.id, one.id)}", quoted


def _of_method(source: GuideSource) -> Pairs:
    method = source.method
    yield "n_coders", number_fact("count", method.n_coders)
    yield "n_pairable", number_fact("count", method.n_pairable)
    alpha = method.alpha
    yield "alpha", number_fact("number", alpha.estimate if alpha else None)
    yield "alpha_low", number_fact("number", alpha.low if alpha else None)
    yield "alpha_high", number_fact("number", alpha.high if alpha else None)
    yield "model", Fact("text", method.model or None)
    yield "codebook", Fact("text", texts=method.codebook)
    yield "codebook_version", Fact("text", method.codebook_version or None)


def _of_standard(source: GuideSource) -> Pairs:
    lines = source.standard
    yield "n_asked", number_fact("count", len(lines))
    for status in ("delivered", "not-delivered", "not-read"):
        found = sum(line.status == status for line in lines)
        yield f"n_{status.replace('-', '_')}", number_fact("count", found)
    for line in lines:
        yield f"outcome:{line.ref}", Fact("outcome", texts=line.texts, row=line.row)


def _of_act(act: GuideAct, scope: str) -> Pairs:
    yield f"act_number:{scope}", Fact("text", act.number or None)
    yield f"act_date:{scope}", Fact("date", act.adopted_on or None)
    yield f"act_registration:{scope}", Fact("text", act.registration or None)
    yield f"n_amendments:{scope}", number_fact("count", len(act.amended))
    last = max((day for _act, day in act.amended if day), default="")
    yield f"act_amended:{scope}", Fact("date", last or None)
