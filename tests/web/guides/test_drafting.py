import pytest
from django.urls import reverse

from sauatty.core.errors import GuideNothingJudged, GuideTextMoved
from sauatty.web.base.models import AuditEvent, Job
from sauatty.web.guides import selectors, services
from sauatty.web.guides.models import Block, BlockText, Guide
from web.guides.cast import TITLES

pytestmark = pytest.mark.django_db


def create_data(edition, **changes):
    data = {
        "edition": str(edition.pk), "title_ru": TITLES["ru"], "title_kk": TITLES["kk"], "title_en": TITLES["en"],
        "programmes": [str(one.pk) for one in edition.programmes.all()], "source": "agreed",
        "languages": ["kk", "ru", "en"], "leading": "ru", "audience": "teachers",
        "chapters": ["introduction", "map"], "stale_policy": "block", "signatures_needed": "1", "standard": "",
    }  # fmt: skip
    return data | changes


def test_it_works(client_of, saule, edition, review, run_jobs):
    client = client_of(saule)
    page = client.get("/ru/guides/new/")
    response = client.post("/ru/guides/new/", create_data(edition))
    run_jobs()
    guide = Guide.objects.get()

    assert page.status_code == 200 and "agreed" in page.content.decode()
    assert response.status_code == 302
    assert client.get(response["Location"])["Location"] == reverse("guides:guide_detail", args=[guide.pk])
    assert Job.objects.get(kind="guides.draft").state == Job.State.DONE
    assert guide.languages == ["ru", "kk", "en"]
    assert guide.blocks.filter(chapter="map").exists()
    assert client.get(f"/ru/guides/{guide.pk}/").status_code == 200
    assert AuditEvent.objects.filter(action="guide.drafted").count() == 1


def test_a_form_with_gaps_comes_back_with_what_is_missing(client_of, saule, edition, review):
    data = create_data(edition, title_kk="", leading="en", languages=["kk", "ru"], programmes=[])

    response = client_of(saule).post("/en/guides/new/", data)

    page = response.content.decode()
    assert response.status_code == 422
    assert "#id_title_kk" in page and "#id_leading" in page and "at least one subject" in page
    assert not Guide.objects.exists()


def test_subjects_of_another_edition_are_refused(client_of, saule, edition, review):
    data = create_data(edition, programmes=["0d3a4f1c-0000-4000-8000-000000000000"])

    assert client_of(saule).post("/en/guides/new/", data).status_code == 422


def test_trainers_cannot_make_guides(client_of, bolat, edition):
    assert client_of(bolat).get("/en/guides/new/").status_code == 404


def test_without_a_review_only_the_machine_is_offered(client_of, saule, edition):
    page = client_of(saule).get("/en/guides/new/").content.decode()

    assert 'value="machine"' in page and 'value="agreed"' not in page


def test_without_a_review_nothing_can_rest_on_agreed_decisions(make_guide):
    with pytest.raises(GuideNothingJudged):
        make_guide(source="agreed")


def test_figures_are_those_of_the_review(guide):
    facts = selectors.facts_of(guide)
    scope = next(name.split(":")[1] for name in facts if name.startswith("n_direct:"))

    assert facts["n_objectives"].value == 6
    assert facts["n_direct"].value == 2
    assert facts["n_opportunity"].value == 2
    assert facts[f"n_opportunity:{scope}:gmilaf.2.3"].value == 2
    assert facts["n_coders"].value == 2
    assert facts["alpha"].value == pytest.approx(1.0)


def test_quotations_stand_in_both_languages_of_the_act(guide):
    facts = selectors.facts_of(guide)
    texts = next(fact.texts for fact in facts.values() if fact.kind == "objective" and fact.code == "6.1.1.1")

    assert (texts.ru, texts.kk) == ("оценивать достоверность новости", "жаңалықтың сенімділігін бағалау")


def test_every_text_is_a_labelled_draft_in_each_language(guide):
    views = selectors.list_blocks(guide)
    written = [view for view in views if not view.block.table]

    assert {one.language for view in written for one in view.texts} == {"kk", "ru", "en"}
    assert {one.state for view in written for one in view.texts} <= {"draft", "fine"}
    assert any(one.state == "draft" for view in written for one in view.texts)
    assert all("{{objective:" in one.text for view in written for one in view.texts if one.state == "fine")


def test_paragraphs_lead_to_the_objectives_behind_them(guide, client_of, saule):
    block = guide.blocks.get(key__startswith="direct.quotes", key__endswith="gmilaf.2.3")

    page = client_of(saule).get(f"/ru/guides/{guide.pk}/blocks/{block.pk}/").content.decode()

    assert "оценивать достоверность новости" in page
    assert f"/ru/curricula/objectives/{block.evidence[0]}/" in page


def test_a_machine_guide_says_so_everywhere(make_guide, client_of, saule):
    guide = make_guide(source="machine")
    client = client_of(saule)

    pages = [
        client.get(f"/en/guides/{guide.pk}/{part}").content.decode()
        for part in ("", "text/", "review/", "figures/")
    ]

    assert guide.is_machine
    assert all("machine proposal, not reviewed" in page for page in pages)
    assert guide.blocks.filter(key="method.machine").exists()
    assert not BlockText.objects.filter(block__guide=guide, text__contains="{{n_direct").exists()


def test_drafting_again_leaves_what_people_have_taken_over(guide, saule, run_jobs):
    block = guide.blocks.get(key="introduction.purpose")
    services.write_text(
        guide=guide, block=block, language="ru", text="Своими словами.", actor=saule, revision=1
    )
    ids = set(guide.blocks.values_list("pk", flat=True))

    services.ask_for_draft(guide=guide, actor=saule)
    run_jobs()

    assert BlockText.objects.get(block=block, language="ru").text == "Своими словами."
    assert set(guide.blocks.values_list("pk", flat=True)) == ids


def redraft(guide, saule, run_jobs):
    services.ask_for_draft(guide=guide, actor=saule)
    run_jobs()


def test_drafting_again_moves_a_draft_on_so_that_an_open_editor_sees_it(guide, review, saule, run_jobs):
    block = guide.blocks.filter(key__startswith="direct.quotes:").first()
    before = BlockText.objects.get(block=block, language="ru")
    competence = block.key.rpartition(":")[2]
    review.units.filter(code="5.1.2.1").update(relevance=2, competences=[competence])

    redraft(guide, saule, run_jobs)

    after = BlockText.objects.get(block=block, language="ru")
    assert after.text != before.text and after.revision == before.revision + 1
    assert [one.text for one in after.revisions.order_by("number")] == [before.text, after.text]
    with pytest.raises(GuideTextMoved):
        services.write_text(guide=guide, block=block, language="ru", text="x", actor=saule, revision=1)


def test_what_the_data_give_again_comes_back_and_what_people_took_out_does_not(
    guide, review, saule, run_jobs
):
    dropped = guide.blocks.filter(key__startswith="direct.quotes:").first()
    taken_out = guide.blocks.get(key="introduction.purpose")
    services.remove_block(guide=guide, block=taken_out, actor=saule)
    was = {unit.pk: unit.relevance for unit in review.units.all()}
    review.units.filter(relevance=2).update(relevance=0)
    redraft(guide, saule, run_jobs)
    dropped.refresh_from_db()
    assert dropped.removed_at is not None

    for pk, relevance in was.items():
        review.units.filter(pk=pk).update(relevance=relevance)
    redraft(guide, saule, run_jobs)

    for block in (dropped, taken_out):
        block.refresh_from_db()
    assert dropped.removed_at is None and taken_out.removed_at is not None


def test_updating_figures_names_what_changed_and_touches_no_text(guide, review, saule, client_of, run_jobs):
    before = list(BlockText.objects.order_by("pk").values_list("text", "revision"))
    review.units.filter(code="5.1.2.1").update(relevance=2, competences=["gmilaf.1.1"])

    client_of(saule).post(f"/en/guides/{guide.pk}/figures/update/")
    run_jobs()
    page = client_of(saule).get(f"/en/guides/{guide.pk}/figures/").content.decode()

    assert list(BlockText.objects.order_by("pk").values_list("text", "revision")) == before
    assert "n_direct" in page and "objective:" in page
    assert selectors.facts_of(Guide.objects.get()).get("n_direct").value == 3


def test_only_chosen_grades_are_counted(review, make_guide):
    guide = make_guide(grades=[6])

    assert selectors.facts_of(guide)["n_objectives"].value == 3


def test_the_list_costs_few_queries(client_of, saule, guide, make_guide, django_assert_max_num_queries):
    for _ in range(3):
        make_guide(draft=False)
    client = client_of(saule)

    with django_assert_max_num_queries(9):
        client.get("/en/guides/")


def test_a_page_costs_few_queries_however_long_the_guide(
    client_of, saule, guide, django_assert_max_num_queries
):
    client = client_of(saule)
    assert Block.objects.filter(guide=guide).count() > 60

    with django_assert_max_num_queries(16):
        client.get(f"/en/guides/{guide.pk}/")
    with django_assert_max_num_queries(14):
        client.get(f"/en/guides/{guide.pk}/text/?chapter=opportunities")


def test_the_standard_chapter_says_what_is_answered_by_these_subjects(
    store, review, make_guide, client_of, saule
):
    from web.alignments.test_coverage import STANDARD

    standard = store(STANDARD.encode(), "standard.html")
    guide = make_guide(standard=standard, chapters=["standard"])
    facts = selectors.facts_of(guide)
    table = selectors.tables_of(guide)["standard"]
    page = client_of(saule).get(f"/ru/guides/{guide.pk}/text/?chapter=standard&language=ru").content.decode()

    assert facts["n_asked"].value == len(table["rows"]) > 0
    assert (
        facts["n_delivered"].value + facts["n_not_delivered"].value + facts["n_not_read"].value
        == facts["n_asked"].value
    )
    assert {row["status"] for row in table["rows"]} <= {"delivered", "not-delivered", "not-read"}
    answered = guide.blocks.get(key="standard-table:standard")
    assert len(answered.evidence) >= len(table["rows"])
    assert all(str(facts[row["outcome"]].texts.ru) in page for row in table["rows"])


def test_without_a_standard_there_is_no_such_chapter(review, make_guide):
    assert not make_guide(chapters=["standard", "map"]).blocks.filter(chapter="standard").exists()


def test_a_reviewer_without_a_role_finds_the_way(client_of, marat, guide):
    page = client_of(marat).get("/en/").content.decode()

    assert "You are asked to review: Invented guide" in page and str(guide.pk) in page
    assert "nobody has given you a role" not in page
