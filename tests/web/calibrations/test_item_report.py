"""The report on questions: asked for on the overview, worked out by a job, read on its page."""

import json

import pytest
from django.db import DatabaseError, transaction

from sauatty.core.psychometrics.classical import item_statistics
from sauatty.web.calibrations import services
from sauatty.web.calibrations.gathering import gathered
from sauatty.web.calibrations.models import Analysis
from sauatty.web.papers import selectors as papers
from web.calibrations.conftest import work

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_it_works(client_of, aigerim, programme, taken):
    client = client_of(aigerim)
    page = client.get(f"/en/tests/results/{programme.pk}/").content.decode()
    assert "Report on the questions".lower() in page.lower() and "kk: 12" in page and "A: 12" in page

    sent = client.post(f"/en/tests/results/{programme.pk}/ask/items/")
    analysis = Analysis.objects.get()
    assert sent["Location"].endswith(f"/tests/results/analysis/{analysis.pk}/")
    assert "being worked out" in client.get(sent["Location"]).content.decode()

    services.do_analysis({"analysis": str(analysis.pk)}, lambda done, total: None)
    page = client.get(sent["Location"]).content.decode()
    assert "Paper A" in page and "Paper B" in page and "q-01" in page and "nan" not in page
    stems = papers.stems_of([one["id"] for one in Analysis.objects.get().tests], "en")
    assert stems["q-01"] and stems["q-01"][:40] in page


def test_figures_are_those_of_the_core(aigerim, programme, taken):
    analysis = work(aigerim, programme, "items", taken)
    by_paper = gathered(taken).by_paper()
    for part in analysis.result["parts"]:
        expected = item_statistics(by_paper[part["paper"]].matrix)
        assert [one["difficulty"] for one in part["items"]] == [one.difficulty for one in expected.items]
        assert part["n"] == sum(part["totals"])
    assert analysis.n_persons == 24


def test_the_same_answers_give_the_same_bytes(aigerim, programme, taken):
    one, other = (work(aigerim, programme, "items", taken) for _ in range(2))
    assert one.pk != other.pk and one.result_sha256 == other.result_sha256
    assert one.inputs_sha256 == other.inputs_sha256 and len(one.inputs_sha256) == 64


def test_a_finished_analysis_never_changes(aigerim, programme, taken):
    analysis = work(aigerim, programme, "items", taken)
    for change in ({"result": {}}, {"state": "waiting"}, {"result_sha256": "0"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Analysis.objects.filter(pk=analysis.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        analysis.delete()
    Analysis.objects.filter(pk=analysis.pk).update(created_by=None)


def test_a_result_names_nobody(client_of, aigerim, programme, taken, people):
    analysis = work(aigerim, programme, "items", taken)
    file = client_of(aigerim).get(f"/en/tests/results/analysis/{analysis.pk}/result.json")
    content = file.content.decode()
    codes = {one.code for one in gathered(taken).taken}
    assert json.loads(content)["result"] == analysis.result
    assert not any(word in content for word in [*codes, *(person.name for person in people)])


def test_four_people_are_too_few(client_of, aigerim, programme, pre, two_papers, people):
    from web.assessments.conftest import right, take

    for person in people[:4]:
        take(pre, two_papers[0], person, right(two_papers[0]))
    analysis = work(aigerim, programme, "items", [pre])
    page = client_of(aigerim).get(f"/en/tests/results/analysis/{analysis.pk}/").content.decode()
    assert analysis.state == "impossible" and analysis.result is None
    assert "Fewer than 5 people" in page


def test_who_chose_what_is_drawn(client_of, aigerim, programme, taken):
    analysis = work(aigerim, programme, "items", taken)
    one = analysis.result["parts"][0]["options"][0]
    address = f"/en/tests/results/analysis/{analysis.pk}/chart/options.svg"
    drawn = client_of(aigerim).get(address, {"paper": "A", "item": one["item"]})
    assert drawn["Content-Type"] == "image/svg+xml" and one["item"] in drawn.content.decode()
    assert client_of(aigerim).get(address, {"paper": "A", "item": "none"}).status_code == 404


def test_strangers_trainers_and_participants_see_nothing(
    client_of, aigerim, bolat, stranger, programme, taken
):
    analysis = work(aigerim, programme, "items", taken)
    for person in (bolat, stranger):
        for address in (f"/en/tests/results/{programme.pk}/", f"/en/tests/results/analysis/{analysis.pk}/"):
            assert client_of(person).get(address).status_code == 404
        assert client_of(person).post(f"/en/tests/results/{programme.pk}/ask/items/").status_code == 404
