"""The report as a job, the director's page behind its link, and before and after."""

import re

import pytest

from sauatty.web.accounts.models import Organisation
from sauatty.web.base.models import AuditEvent, ExportedFile, Job
from sauatty.web.needs.models import DirectorLink
from sauatty.web.needs.services import REPORT_JOB, do_report
from sauatty.web.surveys.models import Campaign, Response
from web.needs.conftest import address

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
STARTS = {"docx": b"PK", "pdf": b"%PDF", "html": b"<!doctype html>"}


@pytest.mark.parametrize(("form", "language"), [("docx", "kk"), ("html", "ru"), ("html", "en")])
def test_the_report_is_made_as_a_job_in_any_language(form, language, demo_survey, analyst, client_of):
    asked = {"language": language, "format": form, "source": "agreed"}
    answer = client_of(analyst).post(address("report", demo_survey), asked)
    assert answer.status_code == 302 and "/jobs/" in answer.headers["Location"]
    do_report(Job.objects.get(kind=REPORT_JOB).payload, lambda done, total: None)
    file = ExportedFile.objects.get()
    assert bytes(file.content).startswith(STARTS[form]) and file.owner == analyst
    assert AuditEvent.objects.filter(action="export.made").count() == 1


def test_counts_of_the_report_lead_to_the_answers(demo_survey, analyst, client_of):
    from sauatty.web.needs import reporting
    from sauatty.web.needs.figures import Figures

    text = reporting.render(Figures(demo_survey), "en", "html").decode()
    links = re.findall(r'href="([^"]+/rows/[^"]+)"', text)
    assert links
    path = links[0].replace("&amp;", "&").split("/", 3)[3]
    assert client_of(analyst).get("/" + path).status_code == 200


def test_an_unknown_format_is_refused(demo_survey, analyst, client_of):
    answer = client_of(analyst).post(
        address("report", demo_survey), {"language": "en", "format": "exe", "source": "x"}
    )
    assert answer.status_code == 422 and not Job.objects.filter(kind=REPORT_JOB).exists()


# --- directors ---


@pytest.fixture
def library(demo_survey):
    """Return a library at which twelve of the invented respondents work."""
    made = Organisation.objects.create(name_kk="Үлгі кітапхана", name_ru="Библиотека", name_en="Library")
    ids = Response.objects.filter(campaign=demo_survey).values_list("pk", flat=True)[:12]
    Response.objects.filter(pk__in=list(ids)).update(organisation=made)
    return made


def link_of(client, campaign, organisation):
    page = client.post(address("director_links", campaign), {"organisation": str(organisation.pk)})
    [found] = re.findall(r"<code>https?://[^/]+(/[^<]+)</code>", page.content.decode())
    return found


def test_a_director_opens_the_page_without_an_account_and_sees_no_small_number(
    demo_survey, aigerim, library, client_of
):
    link = link_of(client_of(aigerim), demo_survey, library)
    page = client_of().get(link)
    text = page.content.decode()
    assert page.status_code == 200 and "12</b> people of your institution answered" in text
    assert "Invented data for looking around" in text
    counts = [int(one) for one in re.findall(r'<td class="num">(\d+)</td>', text)]
    assert counts and all(n == 0 or n >= 5 for n in counts) and "hidden" in text
    assert page.headers["Referrer-Policy"] == "no-referrer" and "noindex" in page.headers["X-Robots-Tag"]


def test_no_hidden_number_follows_from_the_others(demo_survey, library):
    from sauatty.web.needs import directing

    found = directing.view_of(demo_survey, library.pk, "en")
    for tables in found.tables:
        for table in tables:
            hidden = [row for row in table.rows if row.n is None]
            if not table.is_multiple and table.rows:
                assert len(hidden) != 1


def test_two_directors_together_work_out_nothing_of_the_few_beside_them(demo_survey, library):
    """Seven of twelve said 'never' here, five there, and one among the few others of the country."""
    from sauatty.web.needs import directing

    school = Organisation.objects.create(name_kk="Үлгі мектеп", name_ru="Школа", name_en="School")
    rows = list(Response.objects.filter(campaign=demo_survey).order_by("pk"))
    mine = [one for one in rows if one.organisation_id == library.pk]
    theirs = [one for one in rows if one.organisation_id is None][:14]
    Response.objects.filter(pk__in=[one.pk for one in rows if one not in mine + theirs][6:]).delete()
    Response.objects.filter(pk__in=[one.pk for one in theirs]).update(organisation=school)
    others = [one for one in rows if one not in mine + theirs][:6]
    for group, n_never in ((mine, 7), (theirs, 8), (others, 1)):
        for place, one in enumerate(group):
            one.answers["training_received"] = "never" if place < n_never else "earlier"
            one.save(update_fields=["answers"])

    pages = [directing.view_of(demo_survey, one.pk, "en") for one in (library, school)]
    never = [
        row.n
        for page in pages
        for tables in page.tables
        for table in tables
        for row in table.rows
        if (table.name, row.code) == ("training_received", "never")
    ]
    assert len(never) == 2 and None in never


def test_a_director_is_not_told_how_few_answered_a_question(demo_survey, aigerim, library, client_of):
    for place, one in enumerate(Response.objects.filter(organisation=library)):
        one.answers.pop("training_received", None)
        one.answers |= {"training_received": "never"} if place < 3 else {}
        one.save(update_fields=["answers"])
    text = client_of().get(link_of(client_of(aigerim), demo_survey, library)).content.decode()
    assert "Too few people answered this question." in text and not re.search(r"answered 3\b", text)


def test_a_director_sees_nothing_of_fewer_than_five_and_nothing_while_the_survey_goes_on(
    demo_survey, aigerim, library, client_of
):
    link = link_of(client_of(aigerim), demo_survey, library)
    Campaign.objects.filter(pk=demo_survey.pk).update(state="open", closes_at=None)
    assert "The survey is not over yet" in client_of().get(link).content.decode()
    Campaign.objects.filter(pk=demo_survey.pk).update(state="closed")
    few = list(Response.objects.filter(organisation=library).values_list("pk", flat=True)[4:])
    Response.objects.filter(pk__in=few).update(organisation=None)
    text = client_of().get(link).content.decode()
    assert "Fewer than 5 people" in text and "<table" not in text and ">4<" not in text


def test_a_link_can_be_taken_back_and_a_new_one_ends_the_old(demo_survey, aigerim, library, client_of):
    client = client_of(aigerim)
    first, second = (link_of(client, demo_survey, library) for _ in range(2))
    assert first != second and client_of().get(first).status_code == 404
    assert client_of().get(second).status_code == 200
    row = DirectorLink.objects.get(revoked_at__isnull=True)
    assert second.rstrip("/").rsplit("/", 1)[1] not in row.token_hash
    client.post(f"/en/needs/{demo_survey.pk}/directors/{row.pk}/revoke/")
    assert client_of().get(second).status_code == 404
    assert client_of().get("/en/needs/institution/made-up/").status_code == 404
    actions = list(AuditEvent.objects.filter(action__startswith="needs.").values_list("action", flat=True))
    assert actions == ["needs.director_link_made"] * 2 + ["needs.director_link_revoked"]


def test_only_who_coordinates_makes_links(demo_survey, analyst, library, client_of):
    answer = client_of(analyst).post(
        address("director_links", demo_survey), {"organisation": str(library.pk)}
    )
    assert answer.status_code == 404 and not DirectorLink.objects.exists()


# --- before and after ---


@pytest.fixture
def twice(make_campaign, aigerim, programme):
    """Return two pseudonymous surveys with the same rating, the second after the first."""
    from sauatty.web.instruments import services as instruments
    from web.surveys.conftest import body, words

    steps = [
        {"code": code, "label": words(code), "score": score}
        for code, score in (("no", 0), ("some", 0.4), ("well", 1))
    ]
    rating = {
        "id": "skill",
        "kind": "scale",
        "text": words("How well?"),
        "role": "self-rating",
        "choices": steps,
        "competences": ["gmilaf.2.3"],
    }
    row = instruments.start_from_body(actor=aigerim, body=body("rated", extra=[rating]), programme=programme)
    version = instruments.publish(instrument=row, actor=aigerim)
    before = make_campaign(version=version, is_anonymous=False)
    return before, make_campaign(version=version, is_anonymous=False, follows=before)


def answer_of(campaign, name, skill):
    from datetime import date
    from uuid import uuid4

    Response.objects.create(
        id=uuid4(), campaign=campaign, version=campaign.version, pseudonym=name, answers={"skill": skill, "reads": "yes"},
        language="kk", day=date(2026, 9, 1), state="accepted",
    )  # fmt: skip


def test_the_same_people_are_compared_and_the_change_opens_its_rows(twice, analyst, client_of):
    before, after = twice
    for at in range(10):
        answer_of(before, f"p{at}", "no" if at < 8 else "well")
        answer_of(after, f"p{at}", "well" if at < 6 else "some")
    answer_of(before, "once", "no")
    client = client_of(analyst)
    text = client.get(address("change", after)).content.decode()
    assert "The same people in two surveys" in text and "+ 1" in text
    [link] = [one.replace("&amp;", "&") for one in re.findall(r'href="([^"]+way=gained[^"]*)"', text)]
    assert '<b class="num">6</b>' in client.get(link).content.decode()
    file = client.post(f"/en/needs/{after.pk}/files/change/", {"format": "xlsx"}, follow=True)
    assert file.content[:2] == b"PK"


def test_nobody_is_paired_where_one_of_the_two_is_anonymous(twice, analyst, client_of):
    before, after = twice
    Campaign.objects.filter(pk=before.pk).update(is_anonymous=True)
    text = client_of(analyst).get(address("change", after)).content.decode()
    assert "One of the two is anonymous" in text and "way=gained" not in text


def test_ratings_looking_back_are_compared_within_one_survey(
    demo_survey, aigerim, programme, make_campaign, analyst, client_of
):
    from datetime import date
    from uuid import uuid4

    from sauatty.web.instruments import services as instruments

    taken = instruments.take_over_shipped(actor=aigerim, slug="training-evaluation", programme=programme)
    version = instruments.publish(instrument=taken, actor=aigerim)
    survey = make_campaign(version=version)
    for at in range(8):
        answers = {
            "self_rating_before_gmilaf_1_1": "not_yet",
            "self_rating_gmilaf_1_1": "alone" if at else "not_yet",
        }
        Response.objects.create(
            id=uuid4(), campaign=survey, version=version, answers=answers, language="kk", day=date(2026, 9, 1),
            state="accepted",
        )  # fmt: skip
    text = client_of(analyst).get(address("change", survey)).content.decode()
    assert "Looking back" in text and "within-self_rating_gmilaf_1_1" in text
