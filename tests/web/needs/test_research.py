"""Data for research: nothing that points at a person goes out, and what goes out can be used."""

import csv
import io
import zipfile
from collections import Counter
from dataclasses import replace

import pytest

from sauatty.web.base.models import AuditDetail, AuditEvent, ExportedFile, Job
from sauatty.web.needs.figures import Figures
from sauatty.web.needs.researching import Choice, Research
from sauatty.web.needs.services import RESEARCH_JOB, do_research
from sauatty.web.surveys import selectors as surveys
from sauatty.web.surveys.models import Response
from web.needs.conftest import address

pytestmark = pytest.mark.django_db
LEFT_OUT = ["region", "locality", "role", "years", "organisation_kind"]
MAKE = {"audience": "internal", "language": "ru", "step": "make"}


def made(client, campaign, **asked):
    """Ask for the files and make them; return the answer and the files."""
    answer = client.post(address("research", campaign), {**MAKE, **asked})
    job = Job.objects.filter(kind=RESEARCH_JOB).first()
    if answer.status_code != 302:
        return answer, {}
    do_research(job.payload, lambda done, total: None)
    content = ExportedFile.objects.get().content
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        return answer, {name: archive.read(name) for name in archive.namelist()}


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_data_in_which_too_few_share_what_points_at_them_are_refused_with_what_helps(
    demo_survey, analyst, client_of
):
    answer, files = made(client_of(analyst), demo_survey)
    text = answer.content.decode()
    assert answer.status_code == 422 and not files and not Job.objects.filter(kind=RESEARCH_JOB).exists()
    assert (
        "The smallest group has 1, and 5 are needed" in text
        and "with the fewest columns lost: leave out" in text
    )


def test_what_the_page_suggests_is_enough(demo_survey):
    research = Research(Figures(demo_survey))
    first = research.prepared(Choice()).check
    assert not first.is_enough and first.leave_out
    assert research.prepared(Choice(leave_out=first.leave_out)).check.is_enough


def test_ten_must_share_where_data_are_published(demo_survey):
    research = Research(Figures(demo_survey))
    assert research.prepared(Choice(audience="public")).check.minimum == 10
    assert research.prepared(Choice()).check.minimum == 5


def test_ten_must_share_where_minors_answered(demo_survey):
    figures = Figures(demo_survey)
    figures.__dict__["instrument"] = replace(figures.instrument, audience="minors")
    assert Research(figures).minimum(Choice()) == 10


def test_files_hold_codes_labels_and_a_codebook_and_nobody_can_be_found_in_them(
    demo_survey, analyst, client_of
):
    answer, files = made(client_of(analyst), demo_survey, leave_out=LEFT_OUT)
    assert answer.status_code == 302
    assert sorted(files) == ["INVENTED.txt", "codebook-ru.csv", "responses-labels-ru.csv", "responses.csv"]
    assert "Вымышленные данные" in files["INVENTED.txt"].decode("utf-8-sig")
    rows, table = rows_of(files["responses.csv"]), surveys.response_table(demo_survey)
    assert len(rows) == 60 and not {row["id"] for row in rows} & set(table.ids)
    assert not {"day", "language"} & set(rows[0])
    assert not {*LEFT_OUT, "mil_definition", "comment", "need_situation"} & set(rows[0])
    whole = b"".join(files.values()).decode()
    assert not any(text in whole for text in table.column("mil_definition") if len(text) > 20)
    assert sorted(row["self_rating_gmilaf_1_1"] for row in rows) == sorted(
        table.column("self_rating_gmilaf_1_1")
    )
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    assert "Делаю самостоятельно" in files["responses-labels-ru.csv"].decode("utf-8-sig")


def test_two_exports_cannot_be_joined(demo_survey, analyst, client_of):
    client, found = client_of(analyst), []
    for _ in range(2):
        _answer, files = made(client, demo_survey, leave_out=LEFT_OUT)
        found.append({row["id"] for row in rows_of(files["responses.csv"])})
        ExportedFile.objects.all().delete()
        Job.objects.all().delete()
    assert len(found[0]) == 60 and not found[0] & found[1]


def test_answers_in_peoples_own_words_go_out_only_where_somebody_read_them(demo_survey, analyst, client_of):
    _answer, files = made(client_of(analyst), demo_survey, leave_out=LEFT_OUT, reviewed=["mil_definition"])
    texts = [row["mil_definition"] for row in rows_of(files["responses.csv"])]
    assert sum(map(bool, texts)) == 49
    detail = AuditDetail.objects.get(event__action="export.made").payload
    assert (
        detail["reviewed"] == ["mil_definition"]
        and detail["n"] == 60
        and detail["k"] >= detail["minimum"] == 5
    )
    assert AuditEvent.objects.get(action="export.made").actor_id == analyst.pk


def test_rare_answers_are_taken_together_and_who_is_still_rare_is_left_out(demo_survey, analyst, client_of):
    out = ["locality", "role", "years"]
    _answer, files = made(
        client_of(analyst), demo_survey, leave_out=out, groups_rare="on", drops_small="on", with_language="on"
    )
    rows = rows_of(files["responses.csv"])
    groups: dict = {}
    for row in rows:
        key = row["region"], row["organisation_kind"], row["language"]
        groups[key] = groups.get(key, 0) + 1
    assert 5 <= len(rows) < 60 and min(groups.values()) >= 5
    assert "rare_answers" in files["codebook-ru.csv"].decode("utf-8-sig")


def test_the_rows_of_a_matrix_that_points_at_people_are_checked_together(demo_survey):
    """Under the name of the matrix itself nothing is stored: it was taken for a column that is the same for all."""
    figures = Figures(demo_survey)
    matrix = next(one for one in figures.instrument.questions if one.kind == "matrix")
    sections = tuple(
        replace(
            section,
            questions=tuple(
                replace(one, is_quasi_identifier=one.id == matrix.id) for one in section.questions
            ),
        )
        for section in figures.instrument.sections
    )
    figures.__dict__["instrument"] = replace(figures.instrument, sections=sections)
    research = Research(figures)
    for choice in (Choice(), Choice(groups_rare=True)):
        prepared = research.prepared(choice)
        assert prepared.check.names == (matrix.id,)
        assert prepared.check.k < 5 and prepared.check.leave_out == (matrix.id,)
    assert research.prepared(Choice(leave_out=(matrix.id,))).check.is_enough


def test_whatever_is_said_to_point_at_people_can_be_taken_together(demo_survey):
    research = Research(Figures(demo_survey))
    pointing = tuple(one.id for one in research.undeclared)
    assert {one.kind for one in research.undeclared} & {"number", "date"}
    choice = Choice(pointing=pointing, groups_rare=True, drops_small=True, with_spss=True, language="kk")
    choice = replace(choice, leave_out=tuple(one.id for one in research.declared))
    pytest.importorskip("pyreadstat")
    files, prepared = research.files(choice, b"key")
    rows = rows_of(files["responses.csv"])
    groups = Counter(tuple(row[name] for name in pointing) for row in rows)
    assert len(rows) == len(prepared.table) and min(groups.values()) >= 5
    assert files["responses.sav"][:4] == b"$FL2"


def test_the_job_checks_again_since_responses_may_have_gone(demo_survey, analyst, client_of):
    from sauatty.core.errors import AnonymityTooLow

    client_of(analyst).post(address("research", demo_survey), {**MAKE, "leave_out": LEFT_OUT})
    keep = list(Response.objects.filter(campaign=demo_survey).values_list("pk", flat=True)[:4])
    Response.objects.filter(campaign=demo_survey).exclude(pk__in=keep).delete()
    with pytest.raises(AnonymityTooLow):
        do_research(Job.objects.get(kind=RESEARCH_JOB).payload, lambda done, total: None)
    assert not ExportedFile.objects.exists()


def test_who_lost_the_role_meanwhile_gets_no_file(demo_survey, analyst, client_of):
    client_of(analyst).post(address("research", demo_survey), {**MAKE, "leave_out": LEFT_OUT})
    analyst.grants.all().delete()
    do_research(Job.objects.get(kind=RESEARCH_JOB).payload, lambda done, total: None)
    assert not ExportedFile.objects.exists()


def test_an_spss_file_comes_with_labels_or_the_missing_package_is_named(
    demo_survey, analyst, client_of, monkeypatch
):
    from sauatty.core.exchange import spss

    monkeypatch.setattr(spss, "find_spec", lambda name: None)
    answer, _files = made(client_of(analyst), demo_survey, leave_out=LEFT_OUT, with_spss="on")
    assert answer.status_code == 422 and "pyreadstat" in answer.content.decode()
    monkeypatch.undo()
    pytest.importorskip("pyreadstat")
    _answer, files = made(client_of(analyst), demo_survey, leave_out=LEFT_OUT, with_spss="on")
    assert files["responses.sav"][:4] == b"$FL2"
    assert "codebook-spss-ru.csv" in files


def test_agreed_codes_go_out_as_grades_and_parts(demo_survey, analyst, client_of, monkeypatch):
    from sauatty.core.records import CodedAnswer
    from sauatty.web.answers import selectors as answers

    table = surveys.response_table(demo_survey)
    codes = [CodedAnswer(one, "mil_definition", 2, ("evaluate", "ethics")) for one in table.ids[:10]]
    monkeypatch.setattr(
        answers, "coded_answers", lambda campaign, source="agreed": codes if source == "agreed" else []
    )
    _answer, files = made(client_of(analyst), demo_survey, leave_out=LEFT_OUT, with_codes="on")
    rows = rows_of(files["responses.csv"])
    assert sum(row["mil_definition_grade"] == "2" for row in rows) == 10
    assert sum(row["mil_definition_parts"] == "evaluate ethics" for row in rows) == 10


def test_everything_left_out_is_refused(campaign_of_reading, analyst, client_of):
    research = Research(Figures(campaign_of_reading))
    assert not research.prepared(Choice()).check.is_enough  # three responses
    answer, _files = made(client_of(analyst), campaign_of_reading, leave_out=["region", "organisation_kind"])
    assert answer.status_code == 422
