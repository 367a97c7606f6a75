"""Questions somebody should look at say what they rest on; choices that lead nowhere are not offered."""

import pytest

from sauatty.core.languages import format_number
from sauatty.web.papers import selectors as papers
from web.calibrations.conftest import work

pytestmark = pytest.mark.django_db


def content_of(client, programme, page=""):
    sent = client.get(f"/en/tests/results/{programme.pk}/{page}")
    assert sent.status_code == 200
    return sent.content.decode()


def test_reasons_name_the_analyses_they_come_from(client_of, aigerim, programme, taken):
    work(aigerim, programme, "items", [taken[0]])
    analysis = work(aigerim, programme, "items", taken)
    content = content_of(client_of(aigerim), programme, "parameters/")

    assert f"/en/tests/results/analysis/{analysis.pk}/" in content
    assert f"n = {format_number(analysis.n_persons, 'en')}" in content


def test_a_pair_that_everybody_took_is_one_sentence_and_no_list_of_reasons(
    client_of, aigerim, programme, taken
):
    content = content_of(client_of(aigerim), programme, "parameters/")
    n = len(papers.stems_of([test.pk for test in taken], "en"))

    assert f"{n} of {n} questions have been seen by more than half" in " ".join(content.split())
    assert "Nothing stands out so far." in content


def test_cohorts_are_compared_only_where_there_are_two(client_of, aigerim, programme, taken):
    client = client_of(aigerim)
    before = content_of(client, programme)
    for name in ("One", "Two"):
        programme.cohorts.create(name_en=name)
    assert 'value="cohort"' not in before
    assert 'value="cohort"' in content_of(client, programme)


def test_questions_stand_with_their_words_beside_their_figures(client_of, aigerim, programme, taken):
    analysis = work(aigerim, programme, "calibration", taken, model="auto")
    content = client_of(aigerim).get(f"/en/tests/results/analysis/{analysis.pk}/").content.decode()
    first = analysis.result["calibration"]["items"][0]["item"]

    said = content.split(f"<code>{first}</code>")[1].split("</th>")[0]
    assert "<small>" in said and len(said) > 20
    assert "papers handed in: somebody who took two tests stands in both groups" in content
    assert "infit lies above 1.3 or below 0.7" in content


def test_parts_of_a_gain_are_shares_of_their_own_points(client_of, aigerim, programme, taken):
    result = work(aigerim, programme, "gain", taken).result
    parts = result["raw"]["by_component"]

    assert all(part["most"] > 0 for part in parts)
    assert all(abs(part["gain"]["mean_gain"]) <= part["most"] for part in parts)
    groups = [row for rows in result["by_group"].values() for row in rows]
    assert {row["most"] for row in groups} == {float(result["raw"]["most"][0])}
