"""A pack as files: written and read back equal, refused by name where it was touched."""

import io
import json
import re
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from core.evaluation.small_pack import FACTS, small_pack
from sauatty.core.errors import (
    ArchiveSuspicious,
    EncodingAmbiguous,
    PackCellInvalid,
    PackFileChanged,
    PackFileMissing,
    PackInvalid,
    PackItemUnknown,
    PackPersonUnknown,
    PackVersionNewer,
    SauattyError,
)
from sauatty.core.evaluation.evaluate import evaluate
from sauatty.core.evaluation.pack import ActivityData, Pack, People, TestData, TrainingData
from sauatty.core.evaluation.pack_files import read_pack, write_pack
from sauatty.core.evaluation.pack_papers import DDI
from sauatty.core.evaluation.simulation import simulate
from sauatty.core.evaluation.simulation_model import programme_model
from sauatty.core.languages import LANGUAGES
from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.surveys.plain import as_plain


@pytest.fixture(scope="module")
def realistic():
    """An invented programme with surveys, tests and activities; parts of codes in order, as files give them."""
    pack = simulate(programme_model(), seed=3, size=30)
    surveys = tuple(
        replace(one, codes=tuple(replace(code, parts=tuple(sorted(code.parts))) for code in one.codes))
        for one in pack.surveys
    )
    return replace(pack, surveys=surveys)


def changed(content, changes):
    """Return a pack with files replaced by name (None: taken out)."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts |= changes
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            if part is not None:
                archive.writestr(name, part)
    return out.getvalue()


def part(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def names_in(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


# --- the same again ---


def test_a_realistic_pack_is_read_back_as_it_was_written(realistic):
    assert as_plain(read_pack(write_pack(realistic), "p.zip")) == as_plain(realistic)


def test_the_same_pack_gives_the_same_bytes():
    assert write_pack(small_pack()) == write_pack(small_pack())


def test_an_evaluation_of_the_files_gives_every_figure_to_the_last_digit(realistic):
    again = read_pack(write_pack(realistic), "p.zip")
    assert evaluate(again, n_resamples=20).as_json() == evaluate(realistic, n_resamples=20).as_json()


_labels = st.text("abcәқ=+-'", min_size=1, max_size=4).filter(lambda one: not one.startswith("'"))
_days = st.sampled_from(["", "2026-03", "2026-03-07"])


@st.composite
def packs(draw):
    ids = tuple(draw(st.lists(_labels, unique=True, max_size=4)))
    n = len(ids)

    def column(values):
        return tuple(draw(st.lists(values, min_size=n, max_size=n)))

    people = People(
        ids,
        {"region": column(st.sampled_from(["", "KZ-75", "KZ-10"]))},
        {"invited": column(st.booleans()), "answered": column(st.sampled_from([True, False, None]))},
    )
    items = ("i1", "i2")
    scores = np.array([draw(st.tuples(*[st.sampled_from([0, 1, 0.5, np.nan])] * 2)) for _ in ids], float)
    test = TestData(
        "pre",
        ScoreMatrix(scores.reshape(n, 2), ids, items, (1, 2)),
        draw(st.sampled_from([{}, {"i1": "c.1"}])),
    )
    shares = draw(st.dictionaries(st.sampled_from(ids), st.floats(0, 1))) if ids else {}
    training = TrainingData("t", "mixed", "KZ-75", "kk", draw(_days), draw(st.floats(0, 99)), shares)
    acts = tuple(
        ActivityData(f"a{at}", who, "", "held", ("c.1",), at, 2 * at, ids[:at]) for at, who in enumerate(ids)
    )
    facts = replace(FACTS, is_invented=draw(st.booleans()))
    return Pack(facts, ("c.1",), people, tests=(test,), trainings=(training,), activities=acts)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(packs())
def test_any_small_pack_is_read_back_as_it_was_written(pack):
    assert as_plain(read_pack(write_pack(pack), "p.zip")) == as_plain(pack)


# --- papers ---


def test_every_file_of_an_invented_pack_says_so_in_its_name(realistic):
    names = [name.rpartition("/")[2] for name in names_in(write_pack(realistic, with_spss=False))]
    assert all(name.startswith("INVENTED-") for name in names if name != "pack.json")
    assert not any("INVENTED" in name for name in names_in(write_pack(small_pack())))


def test_readme_gives_consent_and_k_in_each_language_and_a_licence_only_as_given():
    content = write_pack(small_pack(), licence="CC BY 4.0, somebody")
    for language, consent in (("kk", "к"), ("ru", "с"), ("en", "c")):
        text = part(content, f"README-{language}.md").decode()
        assert f"\n{consent}\n" in text and "k = 3:" in text and "CC BY 4.0, somebody" in text
    assert "LICENCE.txt" not in names_in(write_pack(small_pack()))


# Children of each element that is written, as codebook.xsd of DDI-Codebook 2.5 (2012-01-17) has them: order and number.
DDI_CHILDREN = {
    "codeBook": "(docDscr )*(stdyDscr )+(fileDscr )*(dataDscr )*",
    "stdyDscr": "(citation )+(stdyInfo )*(method )*(dataAccs )*",
    "citation": "titlStmt (rspStmt )?(prodStmt )?",
    "titlStmt": "titl (subTitl )*(altTitl )*(parTitl )*(IDNo )*",
    "prodStmt": "(producer )*(copyright )?(prodDate )*(prodPlac )*(software )*(fundAg )*(grantNo )*",
    "stdyInfo": "(subject )*(abstract )*",
    "dataAccs": "(setAvail )*(useStmt )*(notes )*",
    "useStmt": "(restrctn )?(contact )*(citReq )?(deposReq )?(conditions )?(disclaimer )?",
    "fileDscr": "(fileTxt )+(locMap )?(notes )*",
    "fileTxt": "(fileName )?(fileCont )?(dimensns )?(fileType )?(format )?",
    "dimensns": "(caseQnty )*(varQnty )*",
    "dataDscr": "(varGrp )*(nCubeGrp )*(var )*",
    "var": "(location )*(labl )*(qstn )*(catgry )*(notes )*",
    "catgry": "(catValu )?(labl )*(txt )*",
}


def test_ddi_describes_every_column_in_the_order_and_number_of_its_schema(realistic):
    content = write_pack(realistic, licence="L")
    root = etree.fromstring(part(content, "INVENTED-ddi-codebook.xml"))
    for element in root.iter():
        children = "".join(f"{etree.QName(child).localname} " for child in element)
        assert re.fullmatch(DDI_CHILDREN.get(etree.QName(element).localname, ""), children), element.tag
    told = root.findall(f".//{{{DDI}}}conditions")
    assert len(told) == len(LANGUAGES) + 1 and told[-1].text == "L"
    ids = [one.get("ID") for one in root.iter(f"{{{DDI}}}var", f"{{{DDI}}}fileDscr")]
    assert len(ids) == len(set(ids))
    named = {(one.get("files"), one.get("name")) for one in root.iter(f"{{{DDI}}}var")}
    files = {one.findtext(f".//{{{DDI}}}fileName"): one.get("ID") for one in root.iter(f"{{{DDI}}}fileDscr")}
    head = part(content, "INVENTED-people.csv").decode("utf-8-sig").splitlines()[0].split(",")
    assert {(files["INVENTED-people.csv"], column) for column in head} <= named


def test_the_spss_file_joins_people_with_their_totals(tmp_path):
    pyreadstat = pytest.importorskip("pyreadstat")
    path = tmp_path / "people.sav"
    path.write_bytes(part(write_pack(small_pack(), with_spss=True), "people-ru.sav"))
    frame, about = pyreadstat.read_sav(str(path))
    assert list(frame["final"])[:4] == [2, 3, 3, 2] and np.isnan(frame["final"][4])
    assert about.column_names_to_labels["certified"] == "Получил сертификат"


# --- bad packs ---


def test_a_missing_a_changed_and_a_file_too_many_are_named():
    content = write_pack(small_pack())
    with pytest.raises(PackFileMissing, match=r"plan\.csv"):
        read_pack(changed(content, {"plan.csv": None}), "p.zip")
    with pytest.raises(PackFileChanged, match=r"plan\.csv"):
        read_pack(changed(content, {"plan.csv": b"competence,minutes\r\n"}), "p.zip")
    with pytest.raises(PackInvalid, match=r"more\.csv"):
        read_pack(changed(content, {"more.csv": b"x"}), "p.zip")
    with pytest.raises(PackFileMissing, match=r"pack\.json"):
        read_pack(changed(content, {"pack.json": None}), "p.zip")


def test_a_newer_version_and_a_broken_list_are_refused():
    content = write_pack(small_pack())
    told = json.loads(part(content, "pack.json"))
    with pytest.raises(PackVersionNewer, match="version 2"):
        read_pack(changed(content, {"pack.json": json.dumps({**told, "version": 2}).encode()}), "p.zip")
    for key in ("facts", "files", "surveys", "tests", "traits", "competences", "version", "format"):
        for value in (None, [1], {"a": 1}, "x"):
            broken = json.dumps({**told, key: value}).encode()
            with pytest.raises(SauattyError):
                read_pack(changed(content, {"pack.json": broken}), "p.zip")


@pytest.mark.parametrize(
    ("file", "old", "new", "error", "said"),
    [
        ("attendance.csv", b"t1,p1,1", b"t1,p99,1", PackPersonUnknown, "p99"),
        ("guests.csv", b"a1,p7", b"a1,p98", PackPersonUnknown, "p98"),
        ("guests.csv", b"a1,p7", b"a9,p7", PackCellInvalid, "a9"),
        ("tests/1-pre-items.csv", b"\na,", b"\nzz,", PackItemUnknown, "zz"),
        ("tests/1-pre-scores.csv", b"p1,0,", b"p1,7,", PackCellInvalid, "line 2: '7'"),
        ("plan.csv", b",30", b",many", PackCellInvalid, "line 2: 'many'"),
        ("plan.csv", b",30", b",nan", PackCellInvalid, "nan"),
        ("plan.csv", b",30", b",-1", PackCellInvalid, "-1"),
        ("attendance.csv", b"p2,0.5", b"p2,1.5", PackCellInvalid, "1.5"),
        ("people.csv", b"p2,", b"p1,", PackCellInvalid, "line 3"),
        ("people.csv", b",yes", b",maybe", PackCellInvalid, "maybe"),
        ("coverage.csv", b",n_covering", b",covering", PackInvalid, "covering"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_by_name_also_where_changes_are_allowed(file, old, new, error, said):
    content = write_pack(small_pack())
    touched = part(content, file).replace(old, new, 1)
    assert touched != part(content, file)
    with pytest.raises(error, match=said.replace("'", ".")):
        read_pack(changed(content, {file: touched}), "p.zip", allow_changed=True)


def test_a_table_that_a_russian_spreadsheet_saved_again_is_read_or_its_code_page_named():
    content = write_pack(small_pack())
    again = part(content, "attendance.csv").decode("utf-8-sig").replace(",", ";").replace("0.5", "0,5")
    utf8 = changed(content, {"attendance.csv": again.encode("utf-8-sig")})
    assert as_plain(read_pack(utf8, "p.zip", allow_changed=True)) == as_plain(small_pack())
    russian = (
        "competence;minutes\r\nоценка информации и источников;30\r\nпоиск и проверка;60\r\nчтение;30\r\n"
    )
    with pytest.raises(EncodingAmbiguous, match="Windows-1251"):
        read_pack(changed(content, {"plan.csv": russian.encode("cp1251")}), "p.zip", allow_changed=True)


def test_names_that_lead_out_and_bombs_are_refused():
    content = write_pack(small_pack())
    with pytest.raises(ArchiveSuspicious, match="leads out"):
        read_pack(changed(content, {"../people.csv": b"x"}), "p.zip")
    with pytest.raises(ArchiveSuspicious, match="grows"):
        read_pack(changed(content, {"plan.csv": b"0" * 2**24}), "p.zip")
    with pytest.raises(SauattyError):
        read_pack(b"no zip", "p.zip")


def test_a_pack_that_does_not_fit_together_is_not_written():
    with pytest.raises(PackPersonUnknown, match="stranger"):
        write_pack(small_pack(activities=(ActivityData("a", "stranger", "", "held"),)))
