"""Files of other platforms, and files that mean no good."""

import io
import re
import zipfile

import pytest

from core.catalogue.small_items import small_item, small_items
from sauatty.core.errors import (
    ArchiveSuspicious,
    DoctypeForbidden,
    EncodingAmbiguous,
    EncodingUnknown,
    FileEmpty,
    FileTooLarge,
    FileTruncated,
    ImportRefused,
    ItemFileRefused,
)
from sauatty.core.exchange.item_files import read_items, write_items

MOODLE = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<!-- question: 1 -->
<question type="category"><category><text>$course$/top</text></category></question>
<question type="multichoice"><name><text>Столица</text></name>
<questiontext format="html"><text><![CDATA[<p>Какой город <b>сегодня</b> столица Казахстана?</p><p><img src="@@PLUGINFILE@@/a.png"/></p>]]></text>
<file name="a.png" path="/" encoding="base64">aaaa</file></questiontext>
<generalfeedback format="html"><text>Смотрите урок.</text></generalfeedback>
<single>true</single>
<answer fraction="0" format="html"><text>Алматы</text><feedback format="html"><text>Была раньше.</text></feedback></answer>
<answer fraction="100" format="html"><text>Астана</text><feedback format="html"><text></text></feedback></answer>
</question>
<question type="multichoice"><name><text>graded</text></name><questiontext format="html"><text>What serves best here?</text></questiontext>
<single>true</single><answer fraction="100"><text>one</text></answer><answer fraction="50"><text>two</text></answer><answer fraction="0"><text>three</text></answer></question>
<question type="multichoice"><name><text>third</text></name><questiontext format="html"><text>What is right of these things?</text></questiontext>
<single>true</single><answer fraction="100"><text>one</text></answer><answer fraction="33.33333"><text>two</text></answer><answer fraction="-5"><text>three</text></answer></question>
<question type="multichoice"><name><text>several</text></name><questiontext format="plain_text"><text>Which of them
are right?</text></questiontext><single>false</single>
<answer fraction="50"><text>one</text></answer><answer fraction="50"><text>two</text></answer><answer fraction="0"><text>three</text></answer></question>
<question type="multichoice"><name><text>none right</text></name><questiontext format="html"><text>What?</text></questiontext>
<single>true</single><answer fraction="0"><text>one</text></answer><answer fraction="0"><text>two</text></answer></question>
<question type="truefalse"><name><text>tf</text></name><questiontext format="html"><text>The Earth is flat.</text></questiontext>
<answer fraction="0"><text>true</text></answer><answer fraction="100"><text>false</text></answer></question>
<question type="matching"><name><text>m</text></name><questiontext format="html"><text>Match the countries with the capitals.</text></questiontext>
<subquestion format="html"><text>Kazakhstan</text><answer><text>Astana</text></answer></subquestion>
<subquestion format="html"><text>Japan</text><answer><text>Tokyo</text></answer></subquestion>
<subquestion format="html"><text></text><answer><text>Rome</text></answer></subquestion></question>
<question type="ordering"><name><text>o</text></name><questiontext format="html"><text>Put them in order.</text></questiontext>
<answer fraction="1.0"><text>first</text></answer><answer fraction="2.0"><text>second</text></answer></question>
<question type="essay"><name><text>long</text></name><questiontext format="html"><text>Tell.</text></questiontext></question>
<question type="calculated"><name><text>sum</text></name><questiontext format="html"><text>{a}+{b}</text></questiontext></question>
<question type="multichoice"><name><text>wide</text></name><questiontext format="html"><text>Q?</text></questiontext><answer fraction="100"><text>x</text></answer></question>
</quiz>"""


def test_moodle_questions_of_others_are_read_as_far_as_they_have_a_counterpart():
    found = read_items(MOODLE.encode(), "quiz.xml")
    kinds = {one.id: one.kind for one in found.items}
    assert kinds == {"stolitsa": "single", "graded": "judgement", "third": "single", "several": "multiple", "tf": "single", "m": "match", "o": "order"}  # fmt: skip
    first = found.items[0]
    assert first.stem.ru == "Какой город **сегодня** столица Казахстана?" and first.stem.missing == (
        "kk",
        "en",
    )
    assert first.options[0].why.ru == "Была раньше." and first.options[1].is_right
    assert first.competence == "" and first.provenance.licence == "unknown"
    assert found.items[3].stem.en == "Which of them\nare right?" and found.items[3].scoring == "graded"
    match = next(one for one in found.items if one.kind == "match")
    assert [one.text.en for one in match.targets] == ["Astana", "Tokyo", "Rome"]
    assert [one.goes_with for one in match.options] == ["t1", "t2"]


def test_questions_that_are_not_read_are_named_with_the_reason():
    found = read_items(MOODLE.encode(), "quiz.xml")
    assert {(one.question, one.code) for one in found.not_read} == {
        ("none right", "key-missing"), ("long", "kind-not-read"), ("sum", "kind-not-read"), ("wide", "options-missing"),
    }  # fmt: skip
    assert "essay" in str(found.not_read[1])
    told = {(one.question, one.code) for one in found.oddities}
    assert {
        ("Столица", "media-left-out"),
        ("Столица", "feedback-left-out"),
        ("third", "points-changed"),
    } <= told


def test_the_language_of_a_file_can_be_told():
    found = read_items(MOODLE.encode(), "quiz.xml", "kk")
    assert found.items[0].stem.missing == ("ru", "en")
    assert "language-guessed" not in {one.code for one in found.oddities}


def test_multi_language_spans_of_others_are_languages():
    text = '<span lang="ru" class="multilang">Где?</span> <span class="multilang" lang="en">Where?</span>'
    quiz = f'<quiz><question type="truefalse"><name><text>n</text></name><questiontext><text><![CDATA[{text}]]></text></questiontext><answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question></quiz>'  # fmt: skip
    (found,) = read_items(quiz.encode(), "x").items
    assert (found.stem.ru, found.stem.en, found.stem.kk) == ("Где?", "Where?", "")


GIFT = """// a comment
$CATEGORY: tom/dick

::Grant::Who's buried in Grant's \\{tomb\\}?{~Grant#no ~Jefferson =no one #yes ####Think again.}

Grant is {~buried =entombed ~living} in Grant's tomb.

Grant is buried in Grant's tomb.{FALSE#wrong}

When was he born?{#1822:5}

Match. {=Canada -> Ottawa =Italy -> Rome =Japan -> Tokyo}

Two of them?{~%50%a ~%50%b ~%-100%c}

Say it. {=yes =aye}

Write.{}

Just a text that nobody answers.
"""


def test_gift_of_others_is_read_and_what_is_not_is_named():
    found = read_items(GIFT.encode(), "q.txt", "en")
    assert [one.kind for one in found.items] == ["single", "single", "single", "match", "multiple"]
    grant, blank, truth, match, several = found.items
    assert grant.id == "grant" and grant.stem.en == "Who's buried in Grant's {tomb}?"
    assert [(one.text.en, one.is_right, one.why.en) for one in grant.options] == [
        ("Grant", False, "no"), ("Jefferson", False, ""), ("no one", True, "yes"),
    ]  # fmt: skip
    assert blank.stem.en == "Grant is _____ in Grant's tomb."
    assert [one.text.en for one in truth.options if one.is_right] == ["false"]
    assert {one.text.en for one in match.targets} == {"Ottawa", "Rome", "Tokyo"}
    assert [one.is_right for one in several.options] == [True, True, False]
    assert [one.params["kind"] for one in found.not_read] == [
        "numerical",
        "shortanswer",
        "essay",
        "description",
    ]


QTI21 = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="choice" title="Unattended Luggage" adaptive="false" timeDependent="false">
<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"><correctResponse><value>{right}</value></correctResponse></responseDeclaration>
<itemBody><p>Look at the text in the picture.</p><p><img src="sign.png" alt="NEVER LEAVE LUGGAGE UNATTENDED"/></p>
{more}<choiceInteraction responseIdentifier="RESPONSE" shuffle="false" maxChoices="1"><prompt>What does it say?</prompt>
<simpleChoice identifier="ChoiceA">You must stay with your luggage at all times.</simpleChoice>
<simpleChoice identifier="ChoiceB">Do not let someone else look after your luggage.</simpleChoice></choiceInteraction></itemBody></assessmentItem>"""


def test_a_qti_item_of_others_is_read():
    found = read_items(QTI21.format(right="ChoiceA", more="").encode(), "choice.xml")
    (one,) = found.items
    assert (one.id, one.kind, one.stem.en) == ("choice", "single", "What does it say?")
    assert one.stimulus.en == "Look at the text in the picture."
    assert [option.is_right for option in one.options] == [True, False]
    assert "media-left-out" in {remark.code for remark in found.oddities}


@pytest.mark.parametrize(
    ("right", "more", "code"),
    [
        ("ChoiceX", "", "key-unknown"),
        ("", "", "key-unknown"),
        ("ChoiceA", '<extendedTextInteraction responseIdentifier="R2"/>', "interactions-several"),
    ],
)
def test_a_qti_item_whose_key_does_not_exist_is_named(right, more, code):
    found = read_items(QTI21.format(right=right, more=more).encode(), "choice.xml")
    assert found.items == () and [one.code for one in found.not_read] == [code]


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [
        ("<qti-value>a</qti-value>", "<qti-value>q</qti-value>", "key-unknown"),
        ("<qti-value>a</qti-value>", "", "key-missing"),
        ("qti-choice-interaction", "qti-slider-interaction", "kind-not-read"),
        ('response-identifier="RESPONSE"', 'response-identifier="OTHER"', "key-missing"),
    ],
)
def test_a_package_of_ours_that_was_broken_elsewhere_names_the_item(was, becomes, code):
    def broken(part):
        return part.replace(was.encode(), becomes.encode())

    found = read_items(repacked(write_items([small_item()], "qti", ["kk"]), broken), "x.zip")
    assert [(one.question, one.code) for one in found.not_read] == [("mil-1-3-a", code)]


def repacked(content, change):
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in archive.namelist():
            part = archive.read(name)
            made.writestr(name, change(part) if name.startswith("items/") else part)
    return out.getvalue()


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


DOCTYPE = b'<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", FileEmpty),
        (b" \n ", FileEmpty),
        (b"x" * (20 * 2**20 + 1), FileTooLarge),
        (DOCTYPE + b"<quiz>&x;</quiz>", DoctypeForbidden),
        (("\ufeff" + DOCTYPE.decode() + "<quiz/>").encode("utf-16-le"), DoctypeForbidden),
        (b"<!-- <a -->" + DOCTYPE + b"<quiz/>", DoctypeForbidden),
        (b"<?a <b ?><!DOCTYPE quiz><quiz/>", DoctypeForbidden),
        (b'<?xml version="1.0" encoding="UTF-7"?><quiz/>', EncodingUnknown),
        (b"<quiz><question></quiz>", ItemFileRefused),
        (b"<html/>", ItemFileRefused),
        (b"Just words without any brace\n\n", ItemFileRefused),
        ("Какая книга стоит в библиотеке? {=эта ~та}".encode("cp1251"), (EncodingAmbiguous, EncodingUnknown)),
        (b"PK\x03\x04 no zip", FileTruncated),
        (zipped(**{"a.txt": b"x"}), ItemFileRefused),
        (zipped(**{"imsmanifest.xml": b"<manifest/>"}), ItemFileRefused),
        (zipped(**{"imsmanifest.xml": DOCTYPE + b"<manifest/>"}), DoctypeForbidden),
        (zipped(**{"imsmanifest.xml": b"<manifest/>", "../../etc/cron.d/x": b"x"}), ArchiveSuspicious),
        (zipped(**{"imsmanifest.xml": b"<manifest/>", "bomb.xml": b"\x00" * (300 * 2**20)}), ArchiveSuspicious),
        (b"item;kind;part\r\na;single;option\r\n", ItemFileRefused),
        (b"schema: items/2\nitems: []\n", ItemFileRefused),
        (b"schema: items/1\nitems: 7\n", ItemFileRefused),
        (b"schema: items/1\nitems: &a [*a]\n", ItemFileRefused),
    ],
)  # fmt: skip
def test_a_file_that_means_no_good_is_refused_by_name(content, error):
    with pytest.raises(error) as refused:
        read_items(content, "bad.xml")
    assert isinstance(refused.value, ImportRefused)


def test_a_document_type_inside_a_text_is_only_text():
    item = small_item(stem={"kk": "<!DOCTYPE html> деген не?", "ru": "Что такое <!DOCTYPE html>?", "en": "What is <!DOCTYPE html>?"})  # fmt: skip
    for form in ("moodle", "gift", "csv", "yaml"):
        assert read_items(write_items([item], form), "ours").items == (item,)


def test_html_that_nobody_closed_costs_no_time_and_no_depth():
    deep = "<b>" * 8_000 + "text" + "</i>" * 8_000
    quiz = f'<quiz><question type="truefalse"><name><text>n</text></name><questiontext><text><![CDATA[{deep}]]></text></questiontext><answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question></quiz>'  # fmt: skip
    found = read_items(quiz.encode(), "x", "en")
    assert len(found.items) == 1 and found.items[0].stem.en.strip("*") == "text"


def test_a_question_with_a_thousand_options_is_named_and_not_read():
    answers = "".join(f'<answer fraction="{100 * (n == 0)}"><text>{n}</text></answer>' for n in range(1000))
    quiz = f'<quiz><question type="multichoice"><name><text>n</text></name><questiontext><text>Q</text></questiontext>{answers}</question></quiz>'
    assert [one.code for one in read_items(quiz.encode(), "x").not_read] == ["options-many"]


def test_two_questions_of_one_name_get_names_of_their_own():
    content = write_items([small_item(), small_item()], "moodle")
    found = read_items(content, "x")
    assert [one.id for one in found.items] == ["mil-1-3-a", "mil-1-3-a-2"]
    assert [one.code for one in found.oddities] == ["renamed"]


def test_files_cut_anywhere_are_refused_or_read_in_part():
    for form in ("moodle", "gift", "qti", "csv", "yaml"):
        content = write_items(small_items(), form)
        for at in range(1, len(content), max(1, len(content) // 25)):
            try:
                read_items(content[:at], "cut")
            except ImportRefused:
                continue


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"::a::What is it? {=x ~y}\n\n" * 400_000, "more than 5,000 questions"),
        (b"item;part;id;kind\n" + b"a;option;a;single\n" * 550_000, "more than 50,000 rows"),
        (b"{" * 10 * 2**20, "no question in braces"),
    ],
)
def test_ten_megabytes_of_nothing_are_refused_soon(content, told):
    with pytest.raises(ItemFileRefused, match=told):
        read_items(content, "big")


def test_a_text_of_a_million_open_comments_is_named_and_not_read():
    text = "&lt;!--" * 1_000_000
    quiz = f'<quiz><question type="multichoice"><name><text>n</text></name><questiontext><text>{text}</text></questiontext></question></quiz>'
    assert [one.code for one in read_items(quiz.encode(), "x").not_read] == ["text-long"]


def test_a_qti_file_that_is_listed_a_thousand_times_is_read_once():
    package = write_items([small_item()], "qti", ("en",))
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    manifest = parts["imsmanifest.xml"].decode()
    resource = re.search(r'<resource [^>]*type="imsqti_item.*?</resource>', manifest, re.DOTALL)
    parts["imsmanifest.xml"] = manifest.replace(resource[0], resource[0] * 1000).encode()
    found = read_items(zipped(**parts), "x.zip")
    assert len(found.items) == 1 and not found.not_read
