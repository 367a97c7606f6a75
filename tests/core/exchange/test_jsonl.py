import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_files import HTML
from sauatty.core.errors import FileTruncated, JsonInvalid, NothingFound
from sauatty.core.exchange.jsonl import (
    document_from_json,
    document_to_json,
    parse_json,
    read_json_rows,
    read_jsonl,
)
from sauatty.core.exchange.reading import read_document
from sauatty.core.exchange.writing import write_jsonl
from sauatty.core.languages import clean_text
from sauatty.core.records import Amendment, Edition, Objective, SectionText

SHARED = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "curricula"

TEXTS = (
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).map(clean_text).filter(bool)
)
OPTIONAL = st.none() | TEXTS
OBJECTIVES = st.builds(
    Objective,
    id=TEXTS,
    language=st.sampled_from(["kk", "ru", "en", "de", "tg"]),
    subject=st.just("") | TEXTS,
    subject_id=OPTIONAL,
    subject_area=OPTIONAL,
    grade=st.none() | st.integers(0, 12),
    code=st.none(),
    code_raw=st.none() | TEXTS,
    section=OPTIONAL,
    subsection=OPTIONAL,
    text=TEXTS,
    place=st.sampled_from(["objectives", "long_term_plan", "standard"]),
    appendix=OPTIONAL,
    quality=st.sampled_from(["clean", "pdf-text", "pdf-text-noisy"]),
    raw=st.text(st.characters(exclude_categories=["Cs"])),
    anchor=OPTIONAL,
    programme=OPTIONAL,
    flags=st.lists(st.sampled_from(["code-spaced", "yo-restored"]), unique=True).map(tuple),
)


def test_it_works() -> None:
    (row,) = read_jsonl('{"text": "compare sources", "code": "7.2.1.1"}\n', name="a.jsonl").objectives
    assert (row.text, row.code, row.grade, row.language) == ("compare sources", "7.2.1.1", 7, "en")


@given(OBJECTIVES)
def test_an_objective_comes_back_as_it_was(objective: Objective) -> None:
    (back,) = read_jsonl(write_jsonl([objective]), name="a.jsonl").objectives
    assert back == objective


def test_a_repeated_id_is_kept_and_flagged() -> None:
    rows = read_jsonl(
        '{"id": "a", "text": "one map"}\n{"id": "a", "text": "two maps"}\n', name="a.jsonl"
    ).objectives
    assert [(row.id, row.flags) for row in rows] == [("a", ()), ("a~2", ("id-repeated",))]


@pytest.mark.parametrize("line", ["[1]", "5", '"text"', "{text: 1}", "null", '{"text": "a"'])
def test_a_line_that_is_no_object_is_named(line: str) -> None:
    with pytest.raises(JsonInvalid) as refusal:
        read_jsonl(f'{{"text": "a"}}\n\n{line}\n{{"text": "b"}}\n', name="a.jsonl")
    assert refusal.value.params["line"] == 3


def test_a_last_line_that_breaks_off_is_truncated() -> None:
    with pytest.raises(FileTruncated):
        read_jsonl('{"text": "a"}\n{"text": "b', name="a.jsonl")


def test_lines_without_texts_are_nothing() -> None:
    with pytest.raises(NothingFound):
        read_jsonl('{"code": "1.1.1.1"}\n', name="a.jsonl")


def test_infinite_numbers_and_lone_surrogates_do_no_harm() -> None:
    (row,) = read_jsonl('{"text": "a \\ud800 map", "grade": Infinity, "id": NaN}', name="a.jsonl").objectives
    assert (row.text, row.grade) == ("a \ufffd map", None)
    row.text.encode()


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "[" + "9" * 9000 + "]", "{]", ""])
def test_json_that_is_none_is_refused(text: str) -> None:
    with pytest.raises((JsonInvalid, FileTruncated)):
        parse_json(text, name="a.json")


def test_exports_with_documents_inside_are_read() -> None:
    export = {
        "documents": [
            {
                "subject_name": "Информатика",
                "appendix_number": 55,
                "language": "RU",
                "objectives": [
                    {"code": "7.2.1.1", "grade": 7, "description": "сравнивать источники сведений"}
                ],
            },
            {
                "subject_name": "Музыка",
                "objectives": [{"code": "5.1.1.1", "description": "слушать и сравнивать"}, 7],
            },
        ]
    }
    document = read_json_rows(export, name="a.json")
    assert [(r.subject, r.appendix, r.code, r.grade) for r in document.objectives] == [
        ("Информатика", "55", "7.2.1.1", 7),
        ("Музыка", None, "5.1.1.1", 5),
    ]
    assert [(o.kind, o.place) for o in document.oddities] == [("row-not-an-object", "document 2, row 2")]


def test_a_document_comes_back_as_it_was() -> None:
    document = read_document(HTML.encode(), name="act.html")
    programme = replace(
        document.programmes[0],
        sections=(SectionText(2, "Жалпы", "мәтін", "z1"),),
        subject_references=("music",),
    )
    full = replace(
        document,
        programmes=(programme,),
        edition=Edition("399", "399", "2022-09-16", amendments=(Amendment("323", "2024-11-05"),)),
        unverified=True,
    )
    assert document_from_json(document_to_json(full)) == full


@pytest.mark.parametrize(
    "text",
    ["{}", "[]", '{"schema": "sauatty-document/0"}', '{"schema": "sauatty-document/1", "source": "a"}'],
)
def test_a_document_of_another_kind_is_refused(text: str) -> None:
    with pytest.raises(JsonInvalid):
        document_from_json(text)


def test_the_real_rows_and_exports_are_read_in_full() -> None:
    if not SHARED.exists():
        pytest.skip("the real curricula of ../shared/data are not beside the project")
    content = (SHARED / "objectives.jsonl").read_bytes()
    expected = [json.loads(line) for line in content.decode().splitlines()]
    found = read_document(content, name="objectives.jsonl").objectives
    for field in ("id", "language", "code", "code_raw", "grade", "text", "section", "subject_id", "quality"):
        assert [getattr(row, field) for row in found] == [row[field] for row in expected]
    for name, count in (("test_kz", 184), ("tup_ru", 38), ("tup_all_subjects", 178)):
        export = (SHARED / "kz_vectorworkspace_json" / f"{name}.subset.json").read_bytes()
        assert len(read_document(export, name=f"{name}.json").objectives) == count
