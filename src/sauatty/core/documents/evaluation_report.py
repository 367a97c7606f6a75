"""The evaluation of a programme as a document in one language: questions, method, results, limits, versions."""

from collections.abc import Iterator

import numpy
import scipy

from sauatty.core.documents.blocks import (
    Block,
    Bullets,
    Contents,
    Document,
    Heading,
    Paragraph,
    Table,
    text_runs,
)
from sauatty.core.documents.evaluation_report_parts import NONE, EvaluationFacts, EvaluationWords
from sauatty.core.documents.evaluation_report_results import (
    content_blocks,
    flow_blocks,
    gain_blocks,
    need_blocks,
    reach_blocks,
    thread_blocks,
    thread_rows,
)
from sauatty.core.documents.test_report_parts import references
from sauatty.core.evaluation.figures import of_gain, of_interval
from sauatty.core.evaluation.pack import SurveyData, TestData
from sauatty.core.psychometrics.classical_moments import moments_of
from sauatty.core.psychometrics.forms import by_form
from sauatty.core.psychometrics.reliability import alpha_of
from sauatty.core.psychometrics.scores import ScoreMatrix

SHA_SHOWN = 16
_CHAPTERS = {
    "flow": flow_blocks, "needs": need_blocks, "gain": gain_blocks, "content": content_blocks,
    "thread": thread_blocks, "reach": reach_blocks,
}  # fmt: skip
_REFERENCES = (
    "Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of Statistics, 6(2), "
    "65–70.",
    "Newcombe, R. G. (1998). Interval estimation for the difference between independent proportions: Comparison of "
    "eleven methods. Statistics in Medicine, 17(8), 873–890.",
    "Schulz, K. F., Altman, D. G., & Moher, D. (2010). CONSORT 2010 statement: Updated guidelines for reporting parallel "
    "group randomised trials. BMJ, 340, c332. doi:10.1136/bmj.c332",
    "Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. Journal of the American "
    "Statistical Association, 22(158), 209–212. doi:10.1080/01621459.1927.10502953",
)


def evaluation_report(facts: EvaluationFacts, language: str) -> Document:
    """Write the report.

    Parameters
    ----------
    facts : EvaluationFacts
    language : {'kk', 'ru', 'en'}
    """
    words = EvaluationWords(language)
    return Document(
        title=facts.pack.facts.title.text(language), language=language, blocks=(Contents(depth=1), *_blocks(facts, words)),
        subtitle=words.say("subtitle"), version=facts.version, date=facts.written_on,
        identifier=f"SHA-256 {facts.sha256[:SHA_SHOWN]}" if facts.sha256 else "",
        note=words.say("invented") if facts.found.is_invented else "",
    )  # fmt: skip


def _blocks(facts: EvaluationFacts, words: EvaluationWords) -> Iterator[Block]:
    yield _chapter("main", words)
    yield _bullets(_findings(facts, words), "main")
    yield _chapter("what", words)
    yield from _programme(facts, words)
    yield _chapter("questions", words)
    yield _bullets([words.say(f"question_{n}") for n in (1, 2, 3)], "questions", ordered=True)
    yield _chapter("method", words)
    yield _bullets(methods(facts, words), "method")
    for key, way in _CHAPTERS.items():
        yield _chapter(key, words)
        yield from way(facts, words)
    yield _chapter("limits", words)
    yield _bullets([words.limit(one) for one in facts.found.limits] or [NONE], "limits")
    yield _chapter("appendix", words)
    yield from _appendix(facts, words)
    yield _chapter("references", words)
    yield _bullets(sorted({*references(["gain"]), *_REFERENCES}), "references")


def _chapter(key: str, words: EvaluationWords) -> Heading:
    return Heading(1, words.say(f"chapter_{key}"), f"chapter-{key}")


def _bullets(items: list[str], id: str, *, ordered: bool = False) -> Bullets:
    return Bullets(tuple(text_runs(one) for one in items), ordered, id)


# --- what was found, and of what ---


def _findings(facts: EvaluationFacts, words: EvaluationWords) -> list[str]:
    found = facts.found
    said = [words.say("nobody")]
    if found.flow.n_people:
        both = words.count(found.flow.step("both_tests").n)
        said = [words.say("main_people", n=words.count(found.flow.n_people), both=both)]
    if found.needs.needs and found.needs.needs.needs:
        first = found.needs.needs.needs[0]
        index = of_interval(first.index, found.needs.needs.n, "index")
        said.append(words.say("main_need", name=words.competence(first.competence), figure=words.full(index)))
    if found.needs.claimed_before:
        said.append(words.say("main_over", figure=words.full(found.needs.claimed_before.overclaiming)))
    said.append(_gained(facts, words))
    if found.content.correlation.is_there:
        said.append(words.say("main_content", figure=words.full(found.content.correlation)))
    rows = thread_rows(facts)
    if rows and rows[0].urgency is not None and rows[0].need.is_there and rows[0].gain.is_there:
        said.append(words.say("main_least", name=words.competence(rows[0].competence)))
    reach = found.reach.accepted
    if reach.n_occasions:
        said.append(words.say("main_reach", low=words.count(reach.low), high=words.count(reach.high)))
    return said


def _gained(facts: EvaluationFacts, words: EvaluationWords) -> str:
    gain = facts.found.gain.gain
    if gain is None:
        reason = words.why(facts.found.gain.why_missing)
        return f"{words.say('gain')}. {words.say('cannot', reason=reason)}"
    figure = f"{words.full(of_gain(gain.gain, gain.unit))}, {words.say(f'unit_{gain.unit}')}"
    return words.say("main_gain", figure=figure, effect=words.plain(gain.effect_size, "correlation"))


def _programme(facts: EvaluationFacts, words: EvaluationWords) -> Iterator[Block]:
    pack, own = facts.pack, facts.pack.facts
    title = own.title.text(words.language)
    n = words.count(len(pack.competences))
    yield Paragraph(
        text_runs(words.say("what_title", title=title, framework=own.framework, n=n)), id="what-title"
    )
    consent = own.consent.text(words.language)
    yield Paragraph(text_runs(words.say("what_made", made=own.made, consent=consent)), id="what-made")
    accepted = sum(one.state == "accepted" for one in pack.activities)
    parts = [
        *((f"survey_{one.purpose}", len(one.table)) for one in pack.surveys),
        *((f"test_{one.purpose}", one.scores.n_persons) for one in pack.tests),
        ("minutes_planned", sum(one.minutes for one in pack.plan)), ("lessons", len(pack.lessons)),
        ("trainings", len(pack.trainings)), ("activities_accepted", accepted),
        ("objectives", _n_objectives(facts)), ("recommendations_n", sum(one.n for one in pack.recommendations)),
    ]  # fmt: skip
    rows = tuple((words.say(key), words.count(value)) for key, value in parts)
    yield Table(words.say("parts_table"), words.head("part", "number"), rows, "parts")


def _n_objectives(facts: EvaluationFacts) -> int:
    """Return how many objectives were looked through: each area counts once, not once for each competence."""
    return sum({one.area: one.n_objectives for one in facts.pack.coverage}.values())


# --- method and appendix ---


def methods(facts: EvaluationFacts, words: EvaluationWords) -> list[str]:
    """Return the text on the method, sentence by sentence, with the versions of the software."""
    found = facts.found
    return [
        words.say("method_design"),
        words.say("method_needs", draws=found.n_resamples, seed=found.seed),
        words.say("method_claimed"),
        words.say("method_gain"),
        words.say("method_groups", n=found.gain.n_comparisons),
        words.say("method_content"),
        words.say("method_attended", share=words.plain(found.flow.attended_from, "share")),
        words.say("method_reach"),
        words.say("method_small"),
        words.say(
            "method_software", version=facts.version or NONE, numpy=numpy.__version__, scipy=scipy.__version__,
            software=facts.pack.facts.software,
        ),
    ]  # fmt: skip


def _appendix(facts: EvaluationFacts, words: EvaluationWords) -> Iterator[Block]:
    rows = [
        (
            one.instrument.title.text(words.language), words.count(len(one.instrument.questions)),
            words.count(len(one.table)), NONE, one.instrument.sha256[:SHA_SHOWN],
        )
        for one in facts.pack.surveys
    ]  # fmt: skip
    rows += [row for test in facts.pack.tests for row in _test_rows(test, words)]
    head = words.head("instrument", "questions", "answers", "reliability", "SHA-256")
    if rows:
        yield Table(words.say("instruments_table"), head, tuple(rows), "instruments")
    for survey in facts.pack.surveys:
        if survey.codes:
            yield Paragraph(text_runs(_coded(survey, words)), id=f"codes-{survey.purpose}")
    if facts.sha256:
        yield Paragraph(text_runs(words.say("hash", sha=facts.sha256)), id="hash")


def _test_rows(test: TestData, words: EvaluationWords) -> Iterator[tuple[str, str, str, str, str]]:
    """Tell each form of a test in a row of its own: a coefficient over people who met other questions does not exist."""
    purpose, forms = words.say(f"purpose_{test.purpose}"), by_form(test.scores)
    for number, form in enumerate(forms, 1):
        key = "test_named" if len(forms) == 1 else "test_form_named"
        name = words.say(key, purpose=purpose, number=number)
        alpha = words.plain(_alpha(form), "correlation")
        yield name, words.count(form.n_items), words.count(form.n_persons), alpha, NONE


def _coded(survey: SurveyData, words: EvaluationWords) -> str:
    sources = [one.source for one in survey.codes if one.grade is not None]
    told = [
        words.say(f"codes_{key}", n=words.count(sources.count(key))) for key in ("agreed", "coder", "machine")
        if key in sources
    ]  # fmt: skip
    purpose = words.say(f"purpose_{survey.purpose}")
    said = words.say("codes_from", purpose=purpose, sources=", ".join(told) or NONE)
    return f"{said} {words.say('codes_agreement')}" if "agreed" in sources else said


def _alpha(scores: ScoreMatrix) -> float | None:
    if scores.n_persons < 2:
        return None
    return alpha_of(moments_of(scores).covariance)
