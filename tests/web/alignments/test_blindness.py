"""A coder of an open blind review meets no proposal of the machine anywhere, in either language of the act."""

import pytest

from sauatty.web.coding import services as coding
from sauatty.web.coding.models import Project, Unit
from web.alignments.cast_reviews import decide, judge_all
from web.curricula.cast import curriculum

pytestmark = pytest.mark.django_db
# What only a proposal can bring onto a page: a word of relevance, a competence, the nearest example.
TELLING = (
    b"very likely relevant", b"probably not relevant", b"machine proposal", b"gmilaf", b"2.3", b"<mark>",
    "сравнивать источники".encode(),
)  # fmt: skip


def pages_of(edition):
    objective = edition.objectives.get(code="6.1.1.1")
    programme = edition.programmes.first()
    return [
        f"/en/curricula/objectives/?edition={edition.pk}",
        f"/en/curricula/objectives/?edition={edition.pk}&relevance=relevant",
        f"/en/curricula/objectives/?edition={edition.pk}&competence=gmilaf.2.1",
        f"/en/curricula/objectives/{objective.pk}/",
        f"/en/curricula/programmes/{programme.pk}/",
        f"/en/curricula/programmes/{programme.pk}/text/",
        f"/en/coverage/?edition={edition.pk}",
        *(
            f"/en/coverage/{page}/?edition={edition.pk}"
            for page in ("objectives", "unevenness", "progression", "gaps", "most", "compare", "research")
        ),
    ]


def bare(content, path):
    """Return a page without its own address, which may name what was asked for."""
    return content.replace(path.partition("?")[2].replace("&", "&amp;").encode(), b"")


def test_no_page_tells_a_blind_coder_what_the_machine_proposes(review, client_of):
    edition, _, seats = review
    client = client_of(seats[0].person)

    for path in pages_of(edition):
        response = client.get(path)
        assert response.status_code == 200, path
        found = bare(response.content, path)
        assert [word for word in TELLING if word in found] == [], path
        assert b"coding this text without knowing" in found, path


def test_a_filter_by_relevance_narrows_nothing_for_a_blind_coder(review, client_of):
    edition, _, seats = review
    client = client_of(seats[0].person)

    whole = client.get(f"/en/curricula/objectives/?edition={edition.pk}")
    narrowed = client.get(f"/en/curricula/objectives/?edition={edition.pk}&relevance=relevant")

    assert whole.context["page"].paginator.count == narrowed.context["page"].paginator.count


def test_the_files_of_the_edition_do_not_exist_for_a_blind_coder(review, client_of):
    edition, _, seats = review
    client = client_of(seats[0].person)
    asked = {"edition": str(edition.pk), "by": "grade", "format": "csv"}

    assert client.get(f"/en/coverage/map.svg?edition={edition.pk}").status_code == 404
    assert client.post("/en/coverage/export/", asked).status_code == 404
    assert client.post("/en/coverage/files/coverage_map/", asked).status_code == 404
    assert client.post("/en/coverage/files/judged/", asked).status_code == 404
    assert client.get(f"/en/coverage/charts/coverage_map.svg?edition={edition.pk}").status_code == 404


def test_the_other_language_is_hidden_too(store, begin, seat, coders, client_of):
    kazakh = store(curriculum("kk"), "act-kk.html")
    project = begin(store(curriculum("ru"), "act-ru.html"))
    seat(project, *coders)

    page = client_of(coders[0]).get(f"/en/coverage/?edition={kazakh.pk}").content

    assert b"coding this text without knowing" in page and b"machine proposal" not in page


def test_who_does_not_code_sees_the_proposals(review, client_of, aigerim):
    edition, _, _ = review

    page = client_of(aigerim).get(f"/en/coverage/?edition={edition.pk}&source=machine").content

    assert b"machine proposal, not reviewed" in page


def test_the_proposals_open_once_the_review_is_closed(review, client_of, aigerim):
    edition, project, seats = review
    judge_all(seats)
    coding.close_project(actor=aigerim, project=Project.objects.get(pk=project.pk))

    page = client_of(seats[0].person).get(f"/en/coverage/?edition={edition.pk}").content

    assert b"coding this text without knowing" not in page and b"agreed decisions" in page


def test_a_coder_who_sees_proposals_on_purpose_is_named_in_every_figure(
    store, begin, seat, coders, client_of, aigerim
):
    edition = store()
    project = begin(edition)
    seats = [*seat(project, coders[0]), *seat(project, coders[1], sees_proposals=True)]
    judge_all(seats)
    coding.close_project(actor=aigerim, project=Project.objects.get(pk=project.pk))
    client = client_of(aigerim)

    for page in ("", "unevenness/", "progression/", "gaps/", "most/", "research/"):
        found = client.get(f"/en/coverage/{page}?edition={edition.pk}").content
        assert b"saw the machine" in found, page


def test_who_codes_one_language_blindly_gets_no_decisions_of_the_other(
    store, begin, seat, coders, client_of, methodologist
):
    kazakh, russian = (
        begin(store(curriculum("kk"), "act-kk.html")),
        begin(store(curriculum("ru"), "act-ru.html")),
    )
    judge_all(seat(kazakh, *coders))
    exported, imported = (
        f"/en/reviews/{kazakh.pk}/decisions/export/",
        f"/en/reviews/{kazakh.pk}/decisions/import/",
    )
    client = client_of(methodologist)
    assert client.post(exported, {"format": "csv"}).status_code == 302

    seat(russian, methodologist)

    assert client.post(exported, {"format": "csv"}).status_code == 403
    assert client.get(imported).status_code == 403


def test_who_codes_one_language_blindly_settles_nothing_in_the_other(
    store, begin, seat, coders, client_of, methodologist
):
    kazakh = begin(store(curriculum("kk"), "act-kk.html"))
    russian = begin(store(curriculum("ru"), "act-ru.html"))
    first, second = seat(kazakh, *coders)
    decide(first, "5.1.1.1", 0)
    decide(second, "5.1.1.1", 2, ["gmilaf.3.3"])
    seat(kazakh, methodologist, role="adjudicator")
    listed = f"/en/reviews/{kazakh.pk}/differences/"
    unit = f"{listed}{Unit.objects.get(project=kazakh, code='5.1.1.1').pk}/"
    client = client_of(methodologist)
    assert [client.get(one).status_code for one in (listed, unit)] == [200, 200]

    seat(russian, methodologist)

    for address in (listed, unit):
        answer = client.get(address)
        assert answer.status_code == 403 and b"3.3" not in answer.content
