"""Common Cartridges: written by the rules of the standard, read back, and refused by name where they break one."""

import importlib.util
import json
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from sauatty.core.errors import (
    ArchiveSuspicious,
    CartridgeRefused,
    CartridgeUnsound,
    DoctypeForbidden,
    FileTruncated,
    ImportRefused,
)
from sauatty.core.exchange.cartridge import (
    MANIFEST,
    Cartridge,
    CartridgeAnswer,
    CartridgeFolder,
    CartridgeLink,
    CartridgePage,
    CartridgeQuestion,
    CartridgeQuiz,
)
from sauatty.core.exchange.cartridge_reading import read_cartridge
from sauatty.core.exchange.cartridge_rules import cartridge_problems
from sauatty.core.exchange.cartridge_writing import write_cartridge
from sauatty.core.exchange.packing import pack, unpack

CHECK = Path(__file__).parents[1] / "reference" / "cartridge" / "check_with_qti2latex.py"
CP = "{http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1}"


def answer(id, is_right=False):
    return CartridgeAnswer(id, f"<b>Жауап</b> {id} &amp; ә", is_right, f"Себебі {id}")


SINGLE = CartridgeQuestion("q1", "<p>Қайсысы?</p>", (answer("a"), answer("b", True), answer("c")))
SHORT = CartridgeQuestion("q2", "<p>Рас па?</p>", (answer("a", True), answer("b")))
SEVERAL = CartridgeQuestion(
    "q3", "<p>Қайсылары?</p>", (answer("a", True), answer("b"), answer("c", True)), True
)
QUIZ = CartridgeQuiz("quiz", "Тексеріңіз", (SINGLE, SHORT, SEVERAL))
PAGE = CartridgePage("page", "Бет <1> & «ә»", "pages/one.html", "<!DOCTYPE html><p>Мәтін</p>")
LINK = CartridgeLink("link", "Каталог", "https://example.kz/?a=1&b=2")
PLAN = CartridgePage("plan", "Жоспар", "pages/plan.html", "<p>Жоспар</p>", is_plan=True)
COURSE = Cartridge(
    "course-kk", "Курс", "kk", (CartridgeFolder("part", "Бөлім", (PAGE, QUIZ, LINK)), PLAN), "Сипаттама", ("бір", "екі"),
    "CC BY 4.0", {"pages/style.css": b"p{}"},
)  # fmt: skip


def changed(change):
    """Return the parts of the course with the manifest, or another part, changed as a text."""
    parts = unpack(write_cartridge(COURSE))
    for name, (old, new) in change.items():
        text = parts[name].decode()
        assert old in text, (name, old)
        parts[name] = text.replace(old, new, 1).encode()
    return parts


def refusal(parts):
    with pytest.raises(CartridgeRefused) as caught:
        read_cartridge(pack(parts), "course.imscc")
    return caught.value.params["problem"]


def test_it_works():
    content = write_cartridge(COURSE)

    assert read_cartridge(content, "course.imscc") == COURSE
    assert content == write_cartridge(COURSE)


def test_the_manifest_is_what_the_standard_asks_for():
    root = etree.fromstring(unpack(write_cartridge(COURSE))[MANIFEST])

    assert [child.tag for child in root] == [
        f"{CP}{name}" for name in ("metadata", "organizations", "resources")
    ]
    assert root.findtext(f"{CP}metadata/{CP}schemaversion") == "1.3.0"
    types = {one.get("identifier"): one.get("type") for one in root.iter(f"{CP}resource")}
    assert types == {
        "R_page": "webcontent",
        "R_quiz": "imsqti_xmlv1p2/imscc_xmlv1p3/assessment",
        "R_link": "imswl_xmlv1p3",
        "R_plan": "webcontent",
        "R_file-1": "webcontent",
    }
    assert root.find(f".//{CP}resource[@identifier='R_plan']").get("intendeduse") == "lessonplan"
    top = root.find(f"{CP}organizations/{CP}organization/{CP}item")
    assert top.find(f"{CP}title") is None


def test_the_manifest_stands_first_in_the_archive():
    with zipfile.ZipFile(BytesIO(write_cartridge(COURSE))) as archive:
        assert archive.namelist()[0] == MANIFEST


MENDED = {
    "order of the manifest": ({MANIFEST: ("<organizations>", "<resources/><organizations>")}, "not the order"),
    "another schema": ({MANIFEST: ("IMS Common Cartridge", "IMS Content")}, "not IMS Common Cartridge"),
    "another version": ({MANIFEST: (">1.3.0<", ">2.0.0<")}, "not IMS Common Cartridge"),
    "an id twice": ({MANIFEST: ('identifier="I_link"', 'identifier="I_quiz"')}, "stands 2 times"),
    "an id with a space": ({MANIFEST: ('identifier="I_link"', 'identifier="1 link"')}, "does not begin with a letter"),
    "an item that leads nowhere": ({MANIFEST: ('identifierref="R_link"', 'identifierref="R_none"')}, "is no resource"),
    "a title of the uppermost item": ({MANIFEST: ('<item identifier="I_root">', '<item identifier="I_root"><title>x</title>')}, "uppermost"),
    "an item without a title": ({MANIFEST: ("<title>Каталог</title>", "")}, "has not one title"),
    "another structure": ({MANIFEST: ("rooted-hierarchy", "flat")}, "rooted-hierarchy"),
    "an unknown type": ({MANIFEST: ("imswl_xmlv1p3", "imswl_xmlv9p9")}, "unknown type"),
    "a file that is not there": ({MANIFEST: ('<file href="pages/style.css"', '<file href="pages/none.css"')}, "not in the cartridge"),
    "an href for a link": ({MANIFEST: ('type="imswl_xmlv1p3"', 'type="imswl_xmlv1p3" href="links/link.xml"')}, "exactly one file"),
    "a page without an href": ({MANIFEST: (' href="pages/one.html">', ">")}, "has no href"),
    "a need for a quiz": ({MANIFEST: ('<dependency identifierref="R_file-1"', '<dependency identifierref="R_quiz"')}, "no web content"),
    "a link to a script": ({"links/link.xml": ("https://example.kz", "javascript:alert")}, "neither http nor https"),
    "a quiz without metadata": ({"quizzes/quiz.xml": ("<fieldlabel>cc_profile</fieldlabel>", "")}, "not the order"),
    "a kind of question": ({"quizzes/quiz.xml": ("cc.multiple_choice.v0p1", "cc.hotspot.v0p1")}, "unknown kind"),
    "two answers to choose from": ({"quizzes/quiz.xml": ("cc.true_false.v0p1", "cc.multiple_choice.v0p1")}, "may not have"),
    "the wrong cardinality": ({"quizzes/quiz.xml": ('rcardinality="Multiple"', 'rcardinality="Single"')}, "lets choose"),
    "a rule for no answer": ({"quizzes/quiz.xml": ('respident="response">a<', 'respident="response">z<')}, "none of its answers"),
    "feedback that is not there": ({"quizzes/quiz.xml": ('itemfeedback ident="a-why"', 'itemfeedback ident="z-why"')}, "feedback"),
    "a question twice": ({"quizzes/quiz.xml": ('ident="quiz-q2"', 'ident="quiz-q1"')}, "stands 2 times"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "said"), MENDED.values(), ids=MENDED)
def test_what_breaks_a_rule_is_refused_by_name(change, said):
    assert said in refusal(changed(change))


@pytest.mark.parametrize("name", ["links/link.xml", "quizzes/quiz.xml"])
def test_a_part_that_holds_something_else_is_refused(name):
    assert "<other> instead of" in refusal({**changed({}), name: b"<other/>"})


def test_an_instruction_between_the_parts_of_the_manifest_is_passed_over():
    course = read_cartridge(pack(changed({MANIFEST: ("<metadata>", "<?x y?><metadata>")})), "course.imscc")
    assert course == COURSE


def test_a_rule_without_points_makes_no_answer_right():
    old = '<respcondition continue="No">'
    other = (
        '<respcondition continue="Yes"><conditionvar><varequal respident="response">c</varequal></conditionvar>'
        '<setvar action="Set" varname="SCORE">0</setvar></respcondition>'
    )
    quiz = (
        read_cartridge(pack(changed({"quizzes/quiz.xml": (old, other + old)})), "course.imscc")
        .entries[0]
        .entries[1]
    )

    assert [one.id for one in quiz.questions[0].answers if one.is_right] == ["b"]


def test_a_zip_without_a_manifest_is_no_cartridge():
    assert "no imsmanifest.xml" in refusal({"page.html": b"<p>x</p>"})


@pytest.mark.parametrize("content", [b"<manifest", b"<other/>", b"", b"\xff\xfe"])
def test_a_manifest_that_is_none_is_refused(content):
    assert MANIFEST in refusal({MANIFEST: content})


def test_a_document_type_is_refused_by_name():
    parts = changed({})
    parts[MANIFEST] = parts[MANIFEST].replace(
        b"<manifest", b'<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]><manifest', 1
    )

    with pytest.raises(DoctypeForbidden):
        read_cartridge(pack(parts), "course.imscc")


@pytest.mark.parametrize(
    "name", ["../outside.html", "/etc/passwd", "a\\b.html", "C:/x.html", "pages/../../x"]
)
def test_a_name_that_leads_out_is_refused(name):
    with pytest.raises(ArchiveSuspicious):
        read_cartridge(pack({**changed({}), name: b"x"}), "course.imscc")


def test_a_bomb_is_refused():
    with pytest.raises(ArchiveSuspicious):
        read_cartridge(pack({**changed({}), "big.html": b"0" * 30_000_000}), "course.imscc")


def test_half_a_file_is_refused():
    content = write_cartridge(COURSE)

    with pytest.raises(FileTruncated):
        read_cartridge(content[: len(content) // 2], "course.imscc")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
def test_a_damaged_cartridge_gives_a_refusal_and_nothing_else(at, noise):
    content = bytearray(write_cartridge(COURSE))
    at %= len(content)
    content[at : at + len(noise)] = noise

    try:
        read_cartridge(bytes(content), "course.imscc")
    except ImportRefused as error:
        assert "course.imscc" in str(error)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from((MANIFEST, "quizzes/quiz.xml", "links/link.xml")),
    st.integers(0, 10_000),
    st.integers(1, 60),
)
def test_xml_with_a_piece_cut_out_or_doubled_gives_a_refusal_and_nothing_else(name, at, length):
    parts = unpack(write_cartridge(COURSE))
    text = parts[name]
    at %= len(text)

    for damaged in (text[:at] + text[at + length :], text[: at + length] + text[at:]):
        try:
            read_cartridge(pack({**parts, name: damaged}), "course.imscc")
        except ImportRefused as error:
            assert "course.imscc" in str(error)


def test_folders_without_end_are_refused():
    entry = PAGE
    for depth in range(60):
        entry = CartridgeFolder(f"part-{depth}", "x", (entry,))

    with pytest.raises(CartridgeRefused, match="deep"):
        read_cartridge(write_cartridge(replace(COURSE, entries=(entry,))), "course.imscc")


UNSOUND = {
    "an id twice": replace(COURSE, entries=(PAGE, replace(PLAN, id="page"))),
    "no right answer": replace(COURSE, entries=(replace(QUIZ, questions=(replace(SINGLE, answers=(answer("a"), answer("b"), answer("c"))),)),)),
    "one answer": replace(COURSE, entries=(replace(QUIZ, questions=(replace(SINGLE, answers=(answer("a", True),)),)),)),
    "no question": replace(COURSE, entries=(replace(QUIZ, questions=()),)),
    "an address that is none": replace(COURSE, entries=(replace(LINK, url="example.kz"),)),
}  # fmt: skip


@pytest.mark.parametrize("course", UNSOUND.values(), ids=UNSOUND)
def test_a_course_that_no_platform_would_take_is_not_written(course):
    with pytest.raises(CartridgeUnsound):
        write_cartridge(course)


def test_older_versions_and_other_resources_are_read_too():
    """As other programs write them: version 1.1, a discussion, a question to type the answer into."""
    parts = changed({MANIFEST: (">1.3.0<", ">1.1.0<")})
    text = (
        parts[MANIFEST].decode().replace("imsccv1p3", "imsccv1p1").replace("imscc_xmlv1p3", "imscc_xmlv1p1")
    )
    text = text.replace("imswl_xmlv1p3", "imsdt_xmlv1p1")
    parts[MANIFEST] = text.encode()
    parts["links/link.xml"] = (
        b'<topic xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imsdt_v1p1"><title>x</title></topic>'
    )
    parts["quizzes/quiz.xml"] = re.sub(
        rb"<response_lid.*?</response_lid>",
        b'<response_str ident="r"/>',
        parts["quizzes/quiz.xml"],
        count=1,
        flags=re.DOTALL,
    ).replace(b"cc.multiple_choice.v0p1", b"cc.fib.v0p1", 1)

    found = read_cartridge(pack(parts), "course.imscc")
    page, quiz = found.entries[0].entries

    assert page == PAGE
    assert not quiz.is_whole and [one.id for one in quiz.questions] == ["q2", "q3"]


def test_a_cartridge_of_ours_breaks_no_rule():
    assert list(cartridge_problems(unpack(write_cartridge(COURSE)))) == []


# --- what another program reads ---


def qti2latex():
    """Return an interpreter that has qti2latex, or skip: it is no part of this environment."""
    named = os.environ.get("SAUATTY_QTI2LATEX")
    if not named and importlib.util.find_spec("qti2latex") is None:
        pytest.skip(f"qti2latex is not here; {CHECK.name} says how to make an environment for it")
    return named or sys.executable


def test_another_program_reads_the_same_questions(tmp_path):
    path = tmp_path / "course.imscc"
    path.write_bytes(write_cartridge(COURSE))

    done = subprocess.run([qti2latex(), str(CHECK), str(path)], capture_output=True, text=True, check=True)
    (found,) = json.loads(done.stdout)

    assert [one["stem"] for one in found] == [one.html for one in QUIZ.questions]
    assert [[list(pair) for pair in one["choices"]] for one in found] == [
        [[one.id, one.html] for one in question.answers] for question in QUIZ.questions
    ]
    assert [one["profile"] for one in found] == [
        "cc.multiple_choice.v0p1",
        "cc.true_false.v0p1",
        "cc.multiple_response.v0p1",
    ]
