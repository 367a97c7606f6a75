import json

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from core.catalogue.small_instrument import SMALL, changed, mapping, question_of, small
from sauatty.core.catalogue.instrument_reading import (
    canonical_json,
    instrument,
    instrument_from_mapping,
    load_instruments,
    read_instrument,
    version_key,
)
from sauatty.core.catalogue.instrument_writing import instrument_as_mapping
from sauatty.core.errors import ContentInvalid, UnknownInstrument


def test_it_works(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_text(yaml.safe_dump(SMALL, allow_unicode=True, sort_keys=False), "utf-8")
    found = read_instrument(path, tmp_path)
    assert found == small()
    assert found.question("terms_mil") is found.question("terms")
    assert found.question("job").names == ("job", "job_other")
    assert [choice.score for choice in found.question("terms").choices] == [0, 0.5, 1]
    assert len(found.sha256) == 64


def test_what_is_written_is_read_back_as_the_same_also_through_yaml_and_json():
    found = small()
    written = instrument_as_mapping(found)
    assert written["sections"][1]["questions"][0]["choices"] == "known"
    assert "hint" not in written["sections"][0]["questions"][0]
    for again in (written, yaml.safe_load(yaml.safe_dump(written)), json.loads(json.dumps(written))):
        assert instrument_from_mapping(again, "again") == found


@pytest.mark.parametrize("shipped", load_instruments(), ids=lambda one: one.id)
def test_the_shipped_instruments_lose_nothing_when_written(shipped):
    assert instrument_from_mapping(instrument_as_mapping(shipped), shipped.id) == shipped


def test_the_hash_is_of_the_content_and_not_of_its_layout():
    shuffled = json.loads(json.dumps(SMALL, sort_keys=True))
    shuffled["sections"][0]["questions"][1]["required"] = False
    shuffled["lists"]["unused"] = []
    assert instrument_from_mapping(shuffled, "other.yaml").sha256 == small().sha256
    assert changed("region", required=True).sha256 != small().sha256
    assert canonical_json(small()).startswith('{"about":{"en":"about en"')


def test_a_list_that_a_question_has_changed_for_itself_is_kept_beside_the_shared_one():
    whole = mapping()
    question = {
        "id": "again",
        "kind": "single",
        "text": "x",
        "list_name": "known",
        "choices": whole["lists"]["known"][:2],
    }
    whole["sections"][1]["questions"].append(question)
    found = instrument_from_mapping(whole, "x")
    assert len(found.question("again").choices) == 2
    assert len(found.question("terms").choices) == 3
    assert instrument_from_mapping(instrument_as_mapping(found), "x") == found


def test_an_unfinished_draft_is_read():
    found = instrument_from_mapping({"id": "draft", "sections": [{"id": "one"}]}, "draft")
    assert (found.version, found.title.kk, found.sections[0].questions) == ("", "", ())


@pytest.mark.parametrize(
    ("name", "keys", "problem"),
    [
        ("job", {"requried": True}, "unknown key 'requried' in question 'job'"),
        ("job", {"kind": "radio"}, "has the kind 'radio'"),
        ("job", {"kind": None}, "has the kind None"),
        ("job", {"role": "hero"}, "has the role 'hero'"),
        ("job", {"required": "yes"}, "'required' is 'yes'"),
        ("job", {"choices": "colours"}, "names the list 'colours'"),
        ("job", {"choices": [{"label": "a"}]}, "has no 'code'"),
        ("job", {"choices": [{"code": True, "label": "a"}]}, "put it in quotes"),
        ("job", {"choices": [{"code": "a", "lable": "a"}]}, "unknown key 'lable' in choice 'a'"),
        ("job", {"text": {"kz": "мәтін"}}, "unknown language 'kz'"),
        ("job", {"text": 5}, "'text' is 5"),
        ("years", {"minimum": "0"}, "'minimum' is '0'"),
        ("years", {"maximum": float("nan")}, "'maximum' is nan"),
        ("years", {"when": True}, "put it in quotes"),
        ("terms", {"rows": "mil"}, "'rows' is not a list"),
        ("terms", {"rows": [{"code": "a", "foil": 1}]}, "'foil' is 1"),
        ("definition", {"competences": "gmilaf.1.1"}, "instead of a list"),
    ],
)
def test_a_mistake_in_a_question_is_named(name, keys, problem):
    with pytest.raises(ContentInvalid) as refused:
        changed(name, **keys)
    assert problem in str(refused.value)
    assert "small.yaml" in str(refused.value)


@pytest.mark.parametrize(
    ("keys", "problem"),
    [
        ({"id": ""}, "has no 'id'"),
        ({"languages": ["kk", "de"]}, "known are kk, ru, en"),
        ({"languages": []}, "known are kk, ru, en"),
        ({"audience": "cats"}, "has the audience 'cats'"),
        ({"lists": ["a"]}, "'lists' is not a mapping"),
        ({"sections": {"id": "a"}}, "'sections' is not a list"),
        ({"name": "x"}, "unknown key 'name' in the instrument"),
    ],
)
def test_a_mistake_in_the_whole_is_named(keys, problem):
    with pytest.raises(ContentInvalid) as refused:
        instrument_from_mapping({**SMALL, **keys}, "small.yaml")
    assert problem in str(refused.value)


def test_a_file_needs_its_schema_and_version(tmp_path):
    path = tmp_path / "small.yaml"
    for keys, problem in (({"schema": "codebook/1"}, "has schema"), ({"version": ""}, "has no 'version'")):
        path.write_text(yaml.safe_dump({**SMALL, **keys}), "utf-8")
        with pytest.raises(ContentInvalid) as refused:
            read_instrument(path, tmp_path)
        assert problem in str(refused.value)


def test_a_shipped_instrument_is_found_by_name_and_version():
    assert instrument("mil-needs").id == "mil-needs"
    assert instrument("mil-needs", "1").version == "1"
    for slug, version in (("mil-needs", "99"), ("nobody", "")):
        with pytest.raises(UnknownInstrument, match="training-evaluation"):
            instrument(slug, version)


def test_versions_are_sorted_as_numbers():
    assert sorted(["1.10", "1.9", "2", "draft", "1"], key=version_key) == ["draft", "1", "1.9", "1.10", "2"]


@given(
    st.dictionaries(
        st.sampled_from(["kind", "text", "choices", "rows", "when", "required", "minimum", "length", "competences"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
            lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["code", "kk", "id"]), inner),
            max_leaves=5,
        ),
    )
)  # fmt: skip
@settings(max_examples=300, deadline=None)
def test_any_value_is_read_or_refused_by_our_error(keys):
    whole = mapping()
    question_of(whole, "years").update(keys)
    try:
        found = instrument_from_mapping(whole, "any")
    except ContentInvalid:
        return
    assert instrument_from_mapping(instrument_as_mapping(found), "any") == found
