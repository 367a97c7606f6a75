"""The measures of decisions: never mixed, what was not judged is hatched, and the same figures as the command line."""

import csv
import io
import json
import re

import pytest
from click.testing import CliRunner
from django.utils import timezone

from sauatty.cli import main
from sauatty.web.alignments import judged
from sauatty.web.alignments.models import MatchRun, MeasureResult, TeachingHours
from sauatty.web.base.models import ExportedFile
from sauatty.web.coding import services as coding
from sauatty.web.coding.models import Project
from sauatty.web.measures.measuring import Measures, Question
from web.alignments.cast_reviews import JUDGED, decide, judge_all

pytestmark = pytest.mark.django_db
PAGES = ("", "objectives/", "unevenness/", "progression/", "gaps/", "most/", "compare/", "research/")


def agreed_source(edition, project):
    return judged.Source(judged.AGREED, project.framework, project=project)


def test_the_map_of_decisions_stands_first_once_a_review_is_closed(agreed, client_of, aigerim):
    edition, project, _ = agreed

    response = client_of(aigerim).get(f"/en/coverage/?edition={edition.pk}&count=both")

    assert response.context["source"].key == f"agreed:{project.pk}"
    row = next(row for row in response.context["map"].rows if row.state == "judged")
    assert {cell.competence.id: cell.value for cell in row.cells if cell.value} == {
        "gmilaf.1.2": 1, "gmilaf.2.1": 1, "gmilaf.2.3": 2, "gmilaf.3.1": 1, "gmilaf.3.2": 1,
    }  # fmt: skip
    assert (row.n_relevant, row.n_judged, row.n_objectives) == (5, 6, 6)


@pytest.mark.parametrize(("count", "n"), [("direct", 3), ("opportunity", 2), ("both", 5)])
def test_direct_and_opportunity_are_counted_apart(agreed, client_of, aigerim, count, n):
    edition, _, _ = agreed

    shown = client_of(aigerim).get(f"/en/coverage/?edition={edition.pk}&count={count}").context["map"]

    assert shown.n_relevant == n


@pytest.mark.parametrize(
    ("columns", "by"),
    [
        ("competences", "subject_area"),
        ("modules", "subject"),
        *(
            pytest.param(*pair, marks=pytest.mark.slow)
            for pair in (
                ("competences", "subject"),
                ("competences", "grade"),
                ("modules", "subject_area"),
                ("modules", "grade"),
            )
        ),
    ],
)
def test_every_cell_opens_as_many_objectives_as_it_says(agreed, client_of, aigerim, by, columns):
    edition, _, _ = agreed
    client = client_of(aigerim)
    address = f"/en/coverage/?edition={edition.pk}&by={by}&count=both&columns={columns}"
    shown = client.get(address).context["map"]
    links = [
        (value, href)
        for row in shown.rows
        if row.state == "judged"
        for value, href in [
            *((cell.value, cell.href) for cell in row.cells),
            (row.n_relevant, row.relevant_href),
            (row.n_judged, row.judged_href),
            (row.n_objectives - row.n_judged, row.waiting_href),
        ]
    ]

    for value, href in links:
        assert client.get(href).context["objectives"].paginator.count == value, href
    assert len(links) > 12


def test_what_is_not_judged_is_hatched_and_never_zero(review, client_of, aigerim):
    edition, project, seats = review
    for seat in seats:
        decide(seat, "5.1.1.1", 2, ["gmilaf.1.2"])
    client = client_of(aigerim)

    response = client.get(f"/en/coverage/?edition={edition.pk}&source=agreed:{project.pk}&by=grade")

    rows = {row.label: row for row in response.context["map"].rows}
    assert rows["grade 5"].n_judged == 1 and rows["grade 5"].state == "judged"
    assert rows["grade 6"].state == "waiting" and rows["grade 6"].cells == ()
    assert rows["grade 7"].state == "unread"
    assert b"not judged" in response.content and b"1 of 6 objectives are judged" in response.content


def test_one_coder_can_be_looked_at_alone_but_not_by_the_other(review, client_of, aigerim, coders):
    edition, _, seats = review
    decide(seats[0], "5.1.1.1", 2, ["gmilaf.1.2"])
    decide(seats[1], "5.1.1.1", 0)
    address = f"/en/coverage/?edition={edition.pk}&source=coder:{seats[0].pk}"

    page = client_of(aigerim).get(address)
    other = client_of(coders[0]).get(f"/en/coverage/?edition={edition.pk}&source=coder:{seats[1].pk}")

    assert page.context["map"].n_relevant == 1 and b"coder A alone" in page.content
    assert "map" not in (other.context or {})


def test_a_source_of_another_edition_does_not_exist(agreed, client_of, aigerim, store):
    from web.curricula.cast import curriculum

    _, project, _ = agreed
    kazakh = store(curriculum("kk"), "act-kk.html")

    response = client_of(aigerim).get(f"/en/coverage/?edition={kazakh.pk}&source=agreed:{project.pk}")

    assert response.status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_every_page_works_and_is_closed_to_strangers(agreed, client_of, aigerim, stranger, page):
    edition, _, _ = agreed
    address = f"/en/coverage/{page}?edition={edition.pk}"

    assert client_of(aigerim).get(address).status_code == 200
    assert client_of(stranger).get(address).status_code == 404
    assert "/sign-in/" in client_of().get(address)["Location"]


@pytest.mark.parametrize("page", PAGES[2:])
def test_machine_figures_say_so_on_every_page(store, client_of, aigerim, page):
    edition = store()

    found = client_of(aigerim).get(f"/en/coverage/{page}?edition={edition.pk}").content.decode()

    assert "machine proposal, not reviewed" in found or "does not tell a direct objective" in found
    assert "Choose another edition" in found or "machine proposals" in found.lower()


def test_too_few_objectives_give_no_index(agreed, client_of, aigerim):
    edition, _, _ = agreed

    for page in ("unevenness", "research"):
        found = client_of(aigerim).get(f"/en/coverage/{page}/?edition={edition.pk}").content.decode()
        assert "Only 3 objectives count here" in found


def test_the_smallest_set_is_named(agreed, client_of, aigerim):
    edition, _, _ = agreed
    client = client_of(aigerim)

    page = client.get(f"/en/coverage/most/?edition={edition.pk}&target=50")
    impossible = client.get(f"/en/coverage/most/?edition={edition.pk}&target=100")

    found = page.context["found"]
    assert found["is_reached"] and found["k"] == 1 and len(page.context["chosen"]) == 1
    assert found["evenness_after"] >= 0.5 > found["evenness_before"]
    assert not impossible.context["found"]["is_reached"]
    assert b"cannot be reached" in impossible.content


def test_a_target_that_is_no_number_is_the_usual_one(agreed, client_of, aigerim):
    edition, _, _ = agreed

    page = client_of(aigerim).get(f"/en/coverage/most/?edition={edition.pk}&target=nan")

    assert page.status_code == 200 and page.context["target"] == 0.8


def test_gaps_offer_what_was_judged_an_opportunity_first(agreed, client_of, aigerim):
    edition, _, _ = agreed

    groups = client_of(aigerim).get(f"/en/coverage/gaps/?edition={edition.pk}").context["groups"]

    cells = {cell["competence"]: cell for group in groups for cell in group["cells"]}
    assert cells["gmilaf.3.1"]["n"] == 0
    first = cells["gmilaf.3.1"]["offers"][0]
    assert first["code"] == "6.1.2.1" and first["reason"] == "judged-opportunity"


def test_hours_are_entered_and_shown(agreed, client_of, methodologist):
    edition, _, _ = agreed
    client = client_of(methodologist)
    page = client.get(f"/en/coverage/hours/?edition={edition.pk}")
    names = [field["field"].html_name for row in page.context["form"].rows() for field in row["fields"]]

    sent = client.post(
        f"/en/coverage/hours/?edition={edition.pk}", dict(zip(names, ["34", "17.5"], strict=True))
    )
    shown = client.get(f"/en/coverage/?edition={edition.pk}&by=grade&show=hours&count=both").context["map"]

    assert sent.status_code == 302 and TeachingHours.objects.count() == 2
    row = next(row for row in shown.rows if row.label == "grade 5")
    assert row.hours == 34 and max(cell.value for cell in row.cells) == pytest.approx(1 / 34)
    assert client.post(f"/en/coverage/hours/?edition={edition.pk}", {names[0]: "-3"}).status_code == 422


def test_without_hours_nothing_is_shown_per_hour(agreed, client_of, aigerim):
    edition, _, _ = agreed

    page = client_of(aigerim).get(f"/en/coverage/?edition={edition.pk}&show=hours")

    assert page.context["map"].values == "counts" and b"per teaching hour" not in page.content


@pytest.mark.parametrize(
    "measure", ["coverage_map", "unevenness", "progression", "gaps", "reinforcement", "research"]
)
def test_every_measure_has_its_table(agreed, client_of, aigerim, measure):
    edition, project, _ = agreed
    client = client_of(aigerim)
    for form in ("csv", "xlsx"):
        asked = {"edition": str(edition.pk), "by": "grade", "count": "both", "format": form}
        made = client.post(f"/ru/coverage/files/{measure}/", asked)
        assert client.get(made["Location"]).status_code == 200

    table = bytes(ExportedFile.objects.get(name__endswith=".csv").content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table), delimiter=";"))
    assert any(project.title_en in cell for row in rows for cell in row) and len(rows) > 8


@pytest.mark.parametrize("measure", ["coverage_map", "unevenness", "progression", "reinforcement"])
def test_every_chart_is_svg_without_inline_style(agreed, client_of, aigerim, measure):
    edition, _, _ = agreed

    response = client_of(aigerim).get(f"/kk/coverage/charts/{measure}.svg?edition={edition.pk}&by=grade")

    assert response["Content-Type"].startswith("image/svg+xml") and response.content.startswith(b"<svg")
    assert b"style=" not in response.content


def test_a_chart_of_nothing_does_not_exist(agreed, client_of, aigerim):
    edition, _, _ = agreed

    assert client_of(aigerim).get(f"/en/coverage/charts/nothing.svg?edition={edition.pk}").status_code == 404


def fetched(client, address, edition, **more):
    made = client.post(address, {"edition": str(edition.pk), **more})
    return client.get(made["Location"]).content


def test_the_command_line_gives_the_figures_of_the_page(agreed, client_of, aigerim, tmp_path):
    edition, project, _ = agreed
    client = client_of(aigerim)
    file = tmp_path / "judged.jsonl"
    file.write_bytes(fetched(client, "/en/coverage/files/judged/", edition, source=f"agreed:{project.pk}"))

    run = CliRunner().invoke(
        main,
        [
            "objectives",
            "coverage",
            str(file),
            "--by",
            "grade",
            "--count",
            "both",
            "--evenness",
            "--format",
            "json",
        ],
    )
    assert run.exit_code == 0, run.output
    told = json.loads(run.output)
    measures = Measures(edition, agreed_source(edition, project), Question("grade", "both"))

    page, uneven = measures.map(), measures.unevenness()
    of_page = {row["row"]: row["counts"] for row in page["rows"]}
    assert {row["row"]: row["counts"] for row in told["rows"]} == of_page
    assert told["evenness"]["pielou"]["estimate"] == uneven["evenness"]["estimate"]
    assert told["evenness"]["pielou"]["low"] == uneven["evenness"]["low"]


def test_associations_say_relevance_and_rank(agreed, client_of, aigerim):
    edition, project, _ = agreed

    package = json.loads(fetched(client_of(aigerim), "/en/coverage/files/associations/", edition))

    across = [one for one in package["CFAssociations"] if one["associationType"] != "isChildOf"]
    told = sorted((one["associationType"], one["extensions"]["sauatty"]["rank"]) for one in across)
    assert told == [("exemplar", 1), ("exemplar", 1), *[("isRelatedTo", 1)] * 3, ("isRelatedTo", 2)]
    ids = {one["identifier"] for one in package["CFItems"]}
    assert len(ids) == 5 and {one["originNodeURI"]["identifier"] for one in across} == ids
    about = package["CFDocument"]["extensions"]["sauatty"]
    assert (about["n_objectives"], about["n_judged"]) == (6, 6) and about["source"] == f"agreed:{project.pk}"


def test_the_same_decisions_give_the_same_package(agreed, client_of, aigerim):
    edition, _, _ = agreed
    client = client_of(aigerim)

    first, second = (fetched(client, "/en/coverage/files/associations/", edition) for _ in range(2))

    assert first == second


def test_two_subjects_or_editions_are_compared(agreed, store, client_of, aigerim):
    from web.curricula.cast import curriculum

    edition, _, _ = agreed
    later = store(curriculum("ru", extra="5.1.4.1 сравнивать два сообщения"), "later.html")
    client = client_of(aigerim)
    asked = f"/en/coverage/compare/?edition={edition.pk}"

    same = client.get(f"{asked}&other={edition.pk}")
    unlike = client.get(f"{asked}&other={later.pk}")
    machine = client.get(f"{asked}&source=machine&other={later.pk}")

    assert same.status_code == 422 and b"two different subjects" in same.content
    assert unlike.status_code == 422 and b"no figures of this kind" in unlike.content
    assert machine.status_code == 200 and machine.context["found"]["n_b"] == 7


def test_a_figure_is_kept_until_a_decision_changes(review, client_of, aigerim):
    edition, project, seats = review
    judge_all(seats, {code: JUDGED[code] for code in list(JUDGED)[:4]})
    address = f"/en/coverage/unevenness/?edition={edition.pk}&source=agreed:{project.pk}&count=both"
    client = client_of(aigerim)

    client.get(address)
    client.get(address)
    assert MeasureResult.objects.filter(measure="unevenness").count() == 1
    judge_all(seats, {code: JUDGED[code] for code in list(JUDGED)[4:]})
    found = client.get(address).context["found"]

    assert MeasureResult.objects.filter(measure="unevenness").count() == 2
    assert found["n_judged"] == 6


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_cost_few_questions(agreed, client_of, aigerim, page, django_assert_max_num_queries):
    edition, _, _ = agreed
    client = client_of(aigerim)
    client.get(f"/en/coverage/{page}?edition={edition.pk}")

    with django_assert_max_num_queries(20):
        client.get(f"/en/coverage/{page}?edition={edition.pk}")


def test_judged_objectives_cost_few_questions(agreed, django_assert_max_num_queries):
    edition, project, _ = agreed

    with django_assert_max_num_queries(4):
        found = judged.judged_objectives(edition, source="agreed", project=project)

    assert [one.relevance for one in found] == [JUDGED[one.code][0] for one in found]
    assert {one.source for one in found} == {"agreed"}


def test_the_current_review_is_the_closed_or_finished_one(review, aigerim):
    edition, project, seats = review
    assert judged.current_project(edition) is None

    del edition._reviews
    judge_all(seats)
    assert judged.current_project(edition).pk == project.pk


def test_closing_a_review_computes_its_figures(review, aigerim, run_jobs):
    from sauatty.web.coding import services as coding

    edition, project, seats = review
    judge_all(seats)
    coding.close_project(actor=aigerim, project=Project.objects.get(pk=project.pk))
    run_jobs()

    kept = set(MeasureResult.objects.filter(edition=edition).values_list("measure", flat=True))
    assert kept == {"map", "unevenness", "gaps", "reinforcement"}


def test_no_measure_page_has_inline_style(agreed, client_of, aigerim):
    edition, _, _ = agreed
    client = client_of(aigerim)

    for page in PAGES:
        assert not re.search(rb"\sstyle=", client.get(f"/en/coverage/{page}?edition={edition.pk}").content)


def test_of_reviews_of_single_subjects_the_one_that_has_results_counts(store, begin, seat, coders, aigerim):
    edition = store()
    subject = edition.objectives.first().subject_id
    first = begin(edition)
    judge_all(seat(first, *coders))
    coding.close_project(actor=aigerim, project=first)
    second = begin(edition)
    coding.close_project(actor=aigerim, project=second)

    assert judged.current_project(edition, [subject]).pk == first.pk
    assert judged.current_project(edition, ["no-such-subject"]).pk == second.pk
    assert judged.current_project(edition).pk == second.pk


def test_a_new_run_of_the_machine_ranks_the_offers_anew(agreed, client_of, aigerim):
    edition, _, _ = agreed
    client = client_of(aigerim)
    client.get(f"/en/coverage/gaps/?edition={edition.pk}")
    MatchRun.objects.filter(edition=edition).update(finished_at=timezone.now())

    client.get(f"/en/coverage/gaps/?edition={edition.pk}")

    assert MeasureResult.objects.filter(measure="gaps").count() == 2


@pytest.mark.parametrize(
    ("asked", "percent"), [("85.4", 85), ("inf", 80), ("-inf", 80), ("1e9", 100), ("nan", 80)]
)
def test_targets_are_whole_percents_so_that_no_address_fills_the_store(
    agreed, client_of, aigerim, asked, percent
):
    edition, _, _ = agreed

    page = client_of(aigerim).get(f"/en/coverage/most/?edition={edition.pk}&target={asked}")

    assert page.status_code == 200 and page.context["percent"] == percent
