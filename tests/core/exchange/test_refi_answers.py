import zipfile
from io import BytesIO

import pytest
from lxml import etree

from sauatty.core.catalogue.answer_codebooks import answer_codebook, answer_codebook_from_mapping
from sauatty.core.errors import PassageOutside
from sauatty.core.exchange.case import case_identifier
from sauatty.core.exchange.refi import Code, read_codebook, write_codebook
from sauatty.core.exchange.refi_answers import (
    PROJECT,
    CodedText,
    Passage,
    answer_codes,
    codebook_draft,
    draft_parts,
    grade_identifier,
    part_identifier,
    write_project,
)

SHIPPED = answer_codebook("mil-definition")
PARTS = [one.id for one in SHIPPED.parts]
# The emoji is one code point, two units of UTF-16 and four bytes of UTF-8.
TEXT = "😀 ақпаратты тексеру, 🇰🇿 медианы түсіну"
ROWS = (
    CodedText("r1", TEXT, "A", 2, ("evaluate",), (Passage(2, 19, "evaluate"), Passage(24, 38, PARTS[3])), "looks copied"),
    CodedText("r1", TEXT, "B", 3, ("evaluate", "access")),
    CodedText("r2", "", "A", 0),
)  # fmt: skip


def opened(rows=ROWS, **more):
    """Return the project of a file and its texts by path."""
    content = write_project(SHIPPED, rows, name="Definitions", language="kk", **more)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return etree.fromstring(parts.pop("project.qde")), {name: raw.decode() for name, raw in parts.items()}


def each(root, tag):
    return list(root.iter(f"{{{PROJECT}}}{tag}"))


def places(root):
    """Return (user, start, end, codes) of every selection."""
    return [
        (
            one.get("creatingUser"),
            int(one.get("startPosition")),
            int(one.get("endPosition")),
            [ref.get("targetGUID") for ref in each(one, "CodeRef")],
        )
        for one in each(root, "PlainTextSelection")
    ]


def names(element):
    return [etree.QName(child).localname for child in element]


# --- codebooks ---


def test_it_works():
    codes = answer_codes(SHIPPED, "en")

    assert read_codebook(write_codebook(codes), name="codes.qdc") == codes
    assert [one.name for one in codes] == ["Grade", "Parts"] and not any(one.is_codable for one in codes)
    assert [one.name[:1] for one in codes[0].codes] == ["0", "1", "2", "3"]
    assert len(codes[1].codes) == len(SHIPPED.parts) and all(
        one.color and one.description for one in codes[1].codes
    )


def test_rules_and_examples_stand_in_the_description():
    part = SHIPPED.parts[0]
    described = answer_codes(SHIPPED, "ru")[1].codes[0].description

    assert described.startswith(part.text.ru)
    assert all(f"– {one.ru}" in described for one in part.rules)
    assert all(f"> {one.text('ru')}" in described for one in part.examples)


def test_a_code_is_the_same_in_every_language_and_version():
    guids = [[one.guid for one in group.codes] for group in answer_codes(SHIPPED, "kk")]

    assert guids == [[one.guid for one in group.codes] for group in answer_codes(SHIPPED, "en")]
    assert guids[1][0] == part_identifier(SHIPPED.id, PARTS[0]) and guids[0][3] == grade_identifier(
        SHIPPED.id, 3
    )


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_codebook_comes_back_with_nothing_lost(language):
    codes = read_codebook(write_codebook(answer_codes(SHIPPED, language)), name="codes.qdc")
    draft = answer_codebook_from_mapping(codebook_draft(codes, "own", language, SHIPPED), "draft")

    assert draft.parts == SHIPPED.parts and draft.grades == SHIPPED.grades
    assert draft.question_roles == SHIPPED.question_roles and draft.id == "own"


def test_a_part_that_was_changed_elsewhere_keeps_its_id_its_competences_and_other_languages():
    old = SHIPPED.parts[1]
    code = Code(
        part_identifier(SHIPPED.id, old.id), "Judging", description="To judge.\n– When they judge.\n> I judge"
    )
    (part,) = draft_parts([code], SHIPPED, "en")

    assert part["id"] == old.id and part["competences"] == list(old.competences)
    assert part["name"] == {"kk": old.name.kk, "ru": old.name.ru, "en": "Judging"}
    assert part["rules"] == [{"en": "When they judge."}] and part["examples"] == [{"en": "I judge"}]


FOREIGN = b"""<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Another programme"><Codes>
  <Code guid="1ff58b12-6f6f-4b0c-8be5-bbdc91f55294" name="\xd0\x94\xd0\xb5\xd1\x80\xd0\xb5\xd0\xba" isCodable="false">
    <Code guid="eca18d76-2b8b-4f26-bc1d-19eca19fb3f0" name="Checks the source" isCodable="true">
      <Description>Says who wrote it.
Says when.</Description></Code>
    <Code guid="eca18d76-2b8b-4f26-bc1d-19eca19fb3f1" name="checks the  SOURCE!" isCodable="true"/>
    <Code guid="eca18d76-2b8b-4f26-bc1d-19eca19fb3f2" name="2024" isCodable="true"/>
    <Code guid="%s" name="2.3" isCodable="true"/>
  </Code></Codes></CodeBook>""" % case_identifier("gmilaf.2.3").encode()


def test_a_codebook_of_another_programme_gives_a_draft_to_go_on_from():
    draft = codebook_draft(read_codebook(FOREIGN, name="other.qdc"), "other", "en")
    found = answer_codebook_from_mapping(draft, "draft")

    assert [one.id for one in found.parts] == ["checks-the-source", "checks-the-source-2", "p-2024", "p-2-3"]
    assert (
        found.parts[0].text.en == "Says who wrote it.\nSays when."
        and found.parts[1].text.en == "checks the  SOURCE!"
    )
    assert found.parts[3].competences == ("gmilaf.2.3",)
    assert [one.code for one in found.grades] == [0, 1, 2, 3] and found.grades[3].name.kk == "Дұрыс"


# --- projects ---


def test_places_are_counted_in_code_points():
    root, texts = opened()
    (text,) = [one for one in texts.values() if one]
    found = {(start, end): text[start:end] for _, start, end, _ in places(root)}

    assert text == TEXT
    assert found[2, 19] == "ақпаратты тексеру" and found[24, 38] == "медианы түсіну"
    assert (0, 38) in found and len(TEXT.encode("utf-16-le")) == 2 * 41


def test_carriage_returns_move_no_place():
    text = "бірінші\r\nекінші 😀 үшінші"
    start = text.index("үшінші")
    root, texts = opened(
        [CodedText("r", text, "A", parts=(), passages=(Passage(start, start + 6, PARTS[0]),))]
    )
    ((_, begin, end, _),) = places(root)

    assert next(iter(texts.values()))[begin:end] == "үшінші" and "\r" not in next(iter(texts.values()))


def test_each_coder_has_codings_of_their_own_under_a_label():
    root, _ = opened()
    users = {one.get("name"): one.get("guid") for one in each(root, "User")}
    whole = {user: codes for user, start, end, codes in places(root) if (start, end) == (0, len(TEXT))}

    assert list(users) == ["A", "B"]
    assert whole[users["A"]] == [grade_identifier(SHIPPED.id, 2), part_identifier(SHIPPED.id, "evaluate")]
    assert whole[users["B"]][1:] == [part_identifier(SHIPPED.id, one) for one in ("evaluate", "access")]
    assert {one.get("creatingUser") for one in each(root, "Coding")} == set(users.values())


def test_an_answer_is_one_text_however_many_coded_it():
    root, texts = opened()
    sources = each(root, "TextSource")

    assert [one.get("name") for one in sources] == ["r1", "r2"]
    paths = [one.get("plainTextPath").replace("internal://", "Sources/") for one in sources]
    assert paths == list(texts)


def test_an_empty_answer_is_coded_without_a_place():
    root, _ = opened()
    empty = each(root, "TextSource")[1]

    assert names(empty) == ["Coding"]
    assert empty[0][0].get("targetGUID") == grade_identifier(SHIPPED.id, 0)


def test_notes_are_kept_and_referred_to():
    root, _ = opened()
    (note,) = each(root, "Note")

    assert note[0].text == "looks copied" and names(note) == ["PlainTextContent"]
    assert [one.get("targetGUID") for one in each(root, "NoteRef")] == [note.get("guid")]


def test_the_file_has_the_order_and_the_references_that_the_standard_asks_for():
    rows = [*ROWS, CodedText("r2", "", "B", 0, note="empty")]
    root, _ = opened(rows)
    guids = [one.get("guid") for one in root.iter() if one.get("guid")]
    defined = set(guids)

    assert names(root) == ["Users", "CodeBook", "Sources", "Notes"]
    assert len(guids) == len(defined)
    assert {one.get("targetGUID") for one in root.iter() if one.get("targetGUID")} <= defined
    assert {one.get("creatingUser") for one in root.iter() if one.get("creatingUser")} <= defined
    order = ["PlainTextSelection", "Coding", "NoteRef"]
    for one in [*each(root, "TextSource"), *each(root, "PlainTextSelection")]:
        assert names(one) == sorted(names(one), key=order.index)
    assert names(each(root, "TextSource")[1]) == ["Coding", "Coding", "NoteRef"]


def test_the_same_answers_give_the_same_bytes():
    first = write_project(SHIPPED, ROWS, name="Definitions", language="ru")

    assert first == write_project(SHIPPED, iter(ROWS), name="Definitions", language="ru")
    with zipfile.ZipFile(BytesIO(first)) as archive:
        assert archive.namelist()[0] == "project.qde" and {
            one.date_time[0] for one in archive.infolist()
        } == {1980}


def test_signs_that_no_file_can_hold_move_no_place():
    text = "a\x00b\ud800 тексеру"
    root, texts = opened([CodedText("r", text, "A", 1, passages=(Passage(5, 12, PARTS[0]),))])

    assert next(iter(texts.values())) == "a\ufffdb\ufffd тексеру"
    assert [next(iter(texts.values()))[start:end] for _, start, end, _ in places(root)][1] == "тексеру"


def test_another_text_under_the_same_name_is_another_source():
    _, texts = opened([CodedText("r", "one", "A", 1), CodedText("r", "two", "B", 1)])

    assert list(texts.values()) == ["one", "two"]


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (0, 5)])
def test_a_passage_beyond_its_answer_is_refused(start, end):
    with pytest.raises(PassageOutside, match="has 4 characters"):
        opened([CodedText("r", "😀abc", "A", passages=(Passage(start, end, PARTS[0]),))])


def test_a_coding_without_answers_is_a_codebook_alone():
    root, texts = opened([])

    assert names(root) == ["CodeBook"] and not texts
