import copy
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from made_documents import make_document
from made_files import make_docx, make_zip
from sauatty.core.documents.blocks import Bullets, Document, Heading, Paragraph, Run, Table
from sauatty.core.documents.docx import render_docx
from sauatty.core.documents.sending import sent_paragraphs
from sauatty.core.errors import (
    ArchiveSuspicious,
    DoctypeForbidden,
    FileTruncated,
    FileTypeUnknown,
    LinkedPartsForbidden,
    MacrosForbidden,
    PartDamaged,
)
from sauatty.core.exchange.docx_ids import (
    bookmark_name,
    field_bookmark,
    field_of_bookmark,
    id_of_bookmark,
    paragraph_number,
)
from sauatty.core.exchange.docx_review import (
    Change,
    ReturnedDocument,
    ReturnedParagraph,
    read_returned,
    returned_from_json,
    returned_to_json,
)
from sauatty.core.exchange.docx_sent import compare_with_sent

SAMPLE = Path(__file__).parent / "samples" / "returned_libreoffice.docx"
NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NS}}}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
WHO = 'w:id="900" w:author="Дана" w:date="2026-11-22T10:00:00Z"'
LONG = "objective.7.1.2.3-opportunity-activity-gmilaf.2.3"
SENT = Document(
    "Құрал",
    "kk",
    (
        Heading(1, "Бірінші тарау", "ch-1"),
        Paragraph((Run("Мұғалім дереккөзді тексереді."),), "p-1"),
        Paragraph(
            (Run("Үлесі "), Run("62 %", field="share.direct"), Run(" болды.")), "p-2", label="machine draft"
        ),
        Bullets(((Run("бірінші қадам"),), (Run("екінші қадам"),)), True, "list"),
        Table("Кесте", ("а", "б"), (("бір", "2"), ("үш", "4")), "tab"),
        Paragraph((Run("Соңғы сөз."),), LONG),
    ),
    identifier="sauatty:guide/9",
    version="3.0",
)
Edit = Callable[[etree._Element], None]


def xml(text: str) -> etree._Element:
    return etree.fromstring(f'<w:x xmlns:w="{NS}">{text}</w:x>')[0]


def inserted(text: str, move: bool = False) -> etree._Element:
    name = "moveTo" if move else "ins"
    return xml(f'<w:{name} {WHO}><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:{name}>')


def found(root: etree._Element, id: str) -> etree._Element:
    """Return the paragraph with an id."""
    mark = next(one for one in root.iter(f"{W}bookmarkStart") if one.get(f"{W}name") == bookmark_name(id))
    return next(mark.iterancestors(f"{W}p"))


def own_runs(paragraph: etree._Element) -> list[etree._Element]:
    return [one for one in paragraph if one.tag == f"{W}r"]


def delete_run(run: etree._Element, move: bool = False) -> None:
    """Take a run out the way Word tracks it."""
    name = "moveFrom" if move else "del"
    wrapper = xml(f"<w:{name} {WHO}/>")
    run.getparent().replace(run, wrapper)
    wrapper.append(run)
    for text in run.iter(f"{W}t"):
        text.tag = f"{W}delText" if not move else f"{W}t"


def mark_end(paragraph: etree._Element, kind: str) -> None:
    """Let the end of a paragraph be put in or taken out."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = xml("<w:pPr/>")
        paragraph.insert(0, properties)
    properties.append(xml(f"<w:rPr><w:{kind} {WHO}/></w:rPr>"))


def returned(
    edit: Edit | None = None, *, comments: str = "", threads: str = "", document: Document = SENT
) -> ReturnedDocument:
    return read_returned(edited(edit, comments=comments, threads=threads, document=document))


def edited(
    edit: Edit | None = None, *, comments: str = "", threads: str = "", document: Document = SENT
) -> bytes:
    with zipfile.ZipFile(io.BytesIO(render_docx(document))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    if edit:
        edit(root)
    parts["word/document.xml"] = etree.tostring(root)
    if comments:
        parts["word/comments.xml"] = (
            f'<w:comments xmlns:w="{NS}" xmlns:w14="{W14[1:-1]}">{comments}</w:comments>'.encode()
        )
    if threads:
        parts["word/commentsExtended.xml"] = (
            f'<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">{threads}</w15:commentsEx>'
        ).encode()
    return make_zip(parts)


def by_id(document: ReturnedDocument) -> dict[str, ReturnedParagraph]:
    return {one.id: one for one in document.paragraphs if one.id}


def compared(edit: Edit) -> ReturnedDocument:
    return compare_with_sent(returned(edit), sent_paragraphs(SENT))


def test_it_works() -> None:
    read = returned()

    assert (read.identifier, read.version, read.language) == ("sauatty:guide/9", "3.0", "kk")
    assert {one.id: one.text for one in read.paragraphs} == {
        id: sent.text for id, sent in sent_paragraphs(SENT).items()
    }
    assert all(one.text == one.before and not one.changes for one in read.paragraphs)


@pytest.mark.parametrize("document", [SENT, make_document("kk"), make_document("en", blocks=SENT.blocks)])
def test_a_file_that_nobody_touched_comes_back_as_it_went(document: Document) -> None:
    compared = compare_with_sent(returned(document=document), sent_paragraphs(document))

    assert not compared.missing
    assert not compared.altered_fields
    assert not [one for one in compared.paragraphs if one.is_new or one.is_untracked or one.is_deleted]


def test_words_put_in_and_taken_out_are_told_with_who_and_when() -> None:
    def edit(root: etree._Element) -> None:
        paragraph = found(root, "p-1")
        run = own_runs(paragraph)[0]
        run.find(f"{W}t").text = "Мұғалім "
        rest = copy.deepcopy(run)
        rest.find(f"{W}t").text = "дереккөзді тексереді."
        run.addnext(rest)
        run.addnext(inserted("әр "))
        delete_run(rest)
        rest.getparent().addnext(inserted("дерек тексереді."))

    paragraph = by_id(returned(edit))["p-1"]

    assert paragraph.before == "Мұғалім дереккөзді тексереді."
    assert paragraph.text == "Мұғалім әр дерек тексереді."
    assert paragraph.changes == (
        Change("insert", "әр ", "Дана", "2026-11-22T10:00:00Z"),
        Change("delete", "дереккөзді тексереді.", "Дана", "2026-11-22T10:00:00Z"),
        Change("insert", "дерек тексереді.", "Дана", "2026-11-22T10:00:00Z"),
    )


def test_runs_may_be_split_anyhow() -> None:
    def edit(root: etree._Element) -> None:
        run = own_runs(found(root, "p-1"))[0]
        for char in reversed(run.find(f"{W}t").text):
            part = copy.deepcopy(run)
            part.find(f"{W}t").text = char
            run.addnext(part)
            part.addprevious(xml('<w:proofErr w:type="spellStart"/>'))
        run.getparent().remove(run)

    assert by_id(returned(edit))["p-1"].text == "Мұғалім дереккөзді тексереді."


def test_what_one_put_in_and_another_took_out_stands_nowhere() -> None:
    def edit(root: etree._Element) -> None:
        both = xml(f"<w:ins {WHO}><w:del {WHO}><w:r><w:delText>жоқ</w:delText></w:r></w:del></w:ins>")
        found(root, "p-1").append(both)

    paragraph = by_id(returned(edit))["p-1"]

    assert paragraph.text == paragraph.before == "Мұғалім дереккөзді тексереді."
    assert paragraph.changes == ()


def test_a_new_paragraph_stands_after_the_one_it_followed() -> None:
    def edit(root: etree._Element) -> None:
        paragraph = found(root, "p-1")
        mark_end(paragraph, "ins")
        new = xml("<w:p/>")
        new.append(inserted("Жаңа абзац."))
        paragraph.addnext(new)

    read = returned(edit)
    new = next(one for one in read.paragraphs if one.is_new)

    assert (new.text, new.before, new.after) == ("Жаңа абзац.", "", "p-1")
    assert by_id(read)["p-1"].before == "Мұғалім дереккөзді тексереді."
    assert by_id(read)["p-1"].changes == (Change("insert", "\n", "Дана", "2026-11-22T10:00:00Z"),)


def test_a_paragraph_typed_before_another_does_not_take_its_id() -> None:
    def edit(root: etree._Element) -> None:
        old = found(root, "p-1")
        new = xml("<w:p/>")
        for mark in [one for one in old if one.tag == f"{W}bookmarkStart"]:
            new.append(mark)
        new.append(inserted("Алдына қойылды."))
        mark_end(new, "ins")
        old.addprevious(new)
        del old.attrib[f"{W14}paraId"]

    read = returned(edit)
    new = next(one for one in read.paragraphs if one.is_new)

    assert (new.text, new.after) == ("Алдына қойылды.", "ch-1")
    assert by_id(read)["p-1"].text == "Мұғалім дереккөзді тексереді."


def test_a_paragraph_cut_in_two_keeps_its_id_and_what_stood_before() -> None:
    def edit(root: etree._Element) -> None:
        paragraph = found(root, "p-1")
        run = own_runs(paragraph)[0]
        second = xml("<w:p/>")
        second.append(copy.deepcopy(run))
        run.find(f"{W}t").text = "Мұғалім "
        second.find(f".//{W}t").text = "дереккөзді тексереді."
        mark_end(paragraph, "ins")
        paragraph.addnext(second)

    read = returned(edit)
    new = next(one for one in read.paragraphs if one.is_new)

    assert by_id(read)["p-1"].text == "Мұғалім "
    assert by_id(read)["p-1"].before == "Мұғалім дереккөзді тексереді."
    assert (new.text, new.before, new.after) == ("дереккөзді тексереді.", "", "p-1")


def test_a_paragraph_taken_out_is_deleted_and_the_next_one_is_not() -> None:
    def edit(root: etree._Element) -> None:
        paragraph = found(root, "p-1")
        delete_run(own_runs(paragraph)[0])
        mark_end(paragraph, "del")

    read = by_id(returned(edit))

    assert read["p-1"].is_deleted
    assert (read["p-1"].text, read["p-1"].joined_to) == ("", "")
    assert read["p-2"].text == "Үлесі 62 % болды."
    assert not read["p-2"].changes


def test_two_paragraphs_made_one_say_so() -> None:
    def edit(root: etree._Element) -> None:
        mark_end(found(root, "list:1"), "del")

    read = by_id(returned(edit))

    assert read["list:1"].text == "бірінші қадамекінші қадам"
    assert read["list:1"].before == "бірінші қадам"
    assert read["list:2"].is_deleted
    assert read["list:2"].joined_to == "list:1"


def test_a_row_taken_out_takes_its_cells_with_it() -> None:
    def edit(root: etree._Element) -> None:
        row = next(found(root, "tab:r1c0").iterancestors(f"{W}tr"))
        row.find(f"{W}trPr").append(xml(f"<w:del {WHO}/>"))
        for run in list(row.iter(f"{W}r")):
            delete_run(run)

    read = by_id(returned(edit))

    assert read["tab:r1c0"].is_deleted and read["tab:r1c1"].is_deleted
    assert read["tab:r2c0"].text == "үш"


def test_a_paragraph_that_was_moved_is_one_and_the_same() -> None:
    def edit(root: etree._Element) -> None:
        old = found(root, "p-1")
        new = xml("<w:p/>")
        new.append(inserted("Мұғалім дереккөзді тексереді.", move=True))
        mark_end(new, "moveTo")
        found(root, LONG).addprevious(new)
        delete_run(own_runs(old)[0], move=True)
        mark_end(old, "moveFrom")

    read = returned(edit)
    ids = [one.id for one in read.paragraphs]

    assert ids.count("p-1") == 1
    assert ids.index("p-1") == ids.index(LONG) - 1
    moved = by_id(read)["p-1"]
    assert moved.is_moved and not moved.is_deleted
    assert moved.text == moved.before == "Мұғалім дереккөзді тексереді."


COMMENTS = (
    '<w:comment w:id="7" w:author="Болат" w:date="2026-11-22T11:00:00Z"><w:p w14:paraId="0000000A"><w:r><w:t>Нақтырақ</w:t>'
    '</w:r></w:p><w:p w14:paraId="0000000B"><w:r><w:t>жазыңыз</w:t></w:r></w:p></w:comment>'
    '<w:comment w:id="8" w:author="Дана"><w:p w14:paraId="0000000C"><w:r><w:t>Иә</w:t></w:r></w:p></w:comment>'
    '<w:comment w:id="9" w:author="Дана"><w:p><w:r><w:t>Нүктеге</w:t></w:r></w:p></w:comment>'
)


def add_comments(root: etree._Element) -> None:
    run = own_runs(found(root, "p-1"))[0]
    for number in ("8", "7"):
        run.addprevious(xml(f'<w:commentRangeStart w:id="{number}"/>'))
    run.addnext(xml('<w:commentRangeEnd w:id="7"/>'))
    found(root, "list:1").append(xml('<w:commentRangeEnd w:id="8"/>'))
    found(root, LONG).append(xml('<w:r><w:commentReference w:id="9"/></w:r>'))


def test_comments_stand_at_the_words_they_speak_of() -> None:
    threads = '<w15:commentEx w15:paraId="0000000C" w15:paraIdParent="0000000B" w15:done="1"/>'
    read = by_id(returned(add_comments, comments=COMMENTS, threads=threads))

    first = next(one for one in read["p-1"].comments if one.id == "7")
    assert (first.text, first.author, first.date) == ("Нақтырақ\nжазыңыз", "Болат", "2026-11-22T11:00:00Z")
    assert first.anchor == "Мұғалім дереккөзді тексереді."
    assert not first.is_done
    answer = next(one for one in read["p-1"].comments if one.id == "8")
    assert (answer.reply_to, answer.is_done) == ("7", True)
    assert [one.text for one in read[LONG].comments] == ["Нүктеге"]


def test_a_comment_without_its_part_is_passed_over() -> None:
    assert by_id(returned(add_comments))["p-1"].comments == ()


def test_a_locked_value_that_was_altered_is_named() -> None:
    def edit(root: etree._Element) -> None:
        next(one for one in root.iter(f"{W}t") if one.text == "62 %").text = "99 %"

    read = compared(edit)

    assert read.altered_fields == ("share.direct",)
    assert by_id(read)["p-2"].fields == {"share.direct": "99 %"}
    assert by_id(read)["p-2"].is_untracked


def test_a_locked_value_altered_with_tracking_is_named_without_the_sent_texts() -> None:
    def edit(root: etree._Element) -> None:
        run = next(one for one in root.iter(f"{W}t") if one.text == "62 %").getparent()
        delete_run(run)
        run.getparent().addnext(inserted("99 %"))

    paragraph = by_id(returned(edit))["p-2"]

    assert paragraph.altered_fields == ("share.direct",)
    assert (paragraph.before, paragraph.text) == ("Үлесі 62 % болды.", "Үлесі 99 % болды.")


def drop_controls(root: etree._Element) -> None:
    """Do what LibreOffice does: keep the content of the controls and drop the controls."""
    for control in list(root.iter(f"{W}sdt")):
        for one in control.find(f"{W}sdtContent"):
            control.addprevious(one)
        control.getparent().remove(control)


def test_locked_values_and_labels_are_known_without_their_controls() -> None:
    read = compared(drop_controls)

    assert by_id(read)["p-2"].text == "Үлесі 62 % болды."
    assert by_id(read)["p-2"].fields == {"share.direct": "62 %"}
    assert not read.altered_fields


def test_a_locked_value_that_was_taken_out_is_named() -> None:
    def edit(root: etree._Element) -> None:
        tag = next(one for one in root.iter(f"{W}tag") if one.get(f"{W}val") == "field:share.direct")
        control = next(tag.iterancestors(f"{W}sdt"))
        control.getparent().remove(control)

    assert compared(edit).altered_fields == ("share.direct",)


def test_a_value_that_stands_twice_in_a_paragraph_is_unchanged() -> None:
    twice = Run("7", field="n")
    document = Document("t", "kk", (Paragraph((twice, Run(" және "), twice), "p"),))
    read = compare_with_sent(returned(document=document), sent_paragraphs(document))

    assert not read.altered_fields
    assert by_id(read)["p"].fields == {"n": "7"}


def test_words_changed_without_tracking_are_found_beside_the_sent_ones() -> None:
    def edit(root: etree._Element) -> None:
        own_runs(found(root, "p-1"))[0].find(f"{W}t").text = "Басқа мәтін."

    paragraph = by_id(compared(edit))["p-1"]

    assert paragraph.is_untracked
    assert paragraph.changes == ()
    assert not by_id(compared(edit))["ch-1"].is_untracked


def test_a_paragraph_that_is_gone_without_tracking_is_missing() -> None:
    def edit(root: etree._Element) -> None:
        paragraph = found(root, "p-1")
        paragraph.getparent().remove(paragraph)

    assert compared(edit).missing == ("p-1",)


def drop_bookmark(paragraph: etree._Element) -> None:
    for mark in [one for one in paragraph if one.tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
        paragraph.remove(mark)


def test_a_lost_id_is_found_again_by_the_number_of_the_paragraph() -> None:
    read = compared(lambda root: drop_bookmark(found(root, "p-1")))

    assert "p-1" in by_id(read)
    assert not by_id(read)["p-1"].is_guessed


def test_a_lost_id_without_number_is_guessed_by_its_place_and_says_so() -> None:
    def edit(root: etree._Element) -> None:
        paragraph = found(root, "p-1")
        drop_bookmark(paragraph)
        del paragraph.attrib[f"{W14}paraId"]
        own_runs(paragraph)[0].find(f"{W}t").text = "Түгел басқа."

    paragraph = by_id(compared(edit))["p-1"]

    assert paragraph.is_guessed and paragraph.is_untracked
    assert paragraph.text == "Түгел басқа."


def test_no_id_is_guessed_where_the_places_do_not_match() -> None:
    def edit(root: etree._Element) -> None:
        for id in ("p-1", "p-2"):
            drop_bookmark(paragraph := found(root, id))
            del paragraph.attrib[f"{W14}paraId"]
        paragraph.getparent().remove(paragraph)

    read = compared(edit)

    assert read.missing == ("p-1", "p-2")
    assert [one.text for one in read.paragraphs if one.is_new] == ["Мұғалім дереккөзді тексереді."]


def test_a_document_survives_the_way_out_of_the_sandbox() -> None:
    read = compare_with_sent(returned(add_comments, comments=COMMENTS), sent_paragraphs(SENT))

    assert returned_from_json(returned_to_json(read)) == read


def test_what_libreoffice_saved_is_understood() -> None:
    """The sample is `make_document()` as DOCX, edited in LibreOffice 7.4 with tracking, and once without."""
    read = compare_with_sent(read_returned(SAMPLE), sent_paragraphs(make_document()))
    paragraphs = by_id(read)

    assert not read.missing
    assert read.altered_fields == ("share.direct",)
    assert paragraphs["p-2"].is_deleted
    assert [(one.kind, one.text) for one in paragraphs["p-3"].changes] == [
        ("delete", "reliability"),
        ("insert", "trustworthiness"),
    ]
    assert paragraphs["p-3"].changes[0].author == "Дана Сейіт"
    assert [(one.text, one.after) for one in read.paragraphs if one.is_new] == [
        ("қадам бір жарым", "list-2:1")
    ]
    assert [one.id for one in read.paragraphs if one.is_untracked] == ["ch-1.1"]


@pytest.mark.parametrize(
    "id",
    [
        "p-1",
        "ch_1.2-a",
        "Aa.B",
        "3f2c0a9e-1b2c-4d5e-8f90-a1b2c3d4e5f6",
        "3f2c0a9e-1b2c-4d5e-8f90-a1b2c3d4e5f6:1",
        LONG,
    ],
)
def test_an_id_survives_its_bookmark(id: str) -> None:
    name = bookmark_name(id)

    assert len(name) <= 40
    assert id_of_bookmark(name, {name: id} if name.startswith("_x") else {}) == id
    assert bookmark_name(id.swapcase()).lower() != name.lower() or id.swapcase() == id
    assert 0 < int(paragraph_number(id), 16) < 0x80000000


def test_foreign_bookmarks_are_nobody() -> None:
    assert id_of_bookmark("_GoBack", {}) == ""
    assert id_of_bookmark("_Toc123", {}) == ""
    assert field_of_bookmark("_Ref12", {}) == ""
    assert field_of_bookmark(field_bookmark("n.1", 12), {}) == "n.1"


RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}" '
    'TargetMode="External"/></Relationships>'
)


def with_relation(kind: str, target: str) -> bytes:
    part = RELATIONS.format(kind=kind, target=target)
    return make_docx("<w:p/>", extra={"word/_rels/settings.xml.rels": part})


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", FileTypeUnknown),
        (b"%PDF-1.7", FileTypeUnknown),
        (make_zip({"a.txt": "b"}), FileTypeUnknown),
        (edited()[:4000], FileTruncated),
        (make_docx("<w:p>", prologue=""), PartDamaged),
        (make_docx("<w:p/>", prologue='<!DOCTYPE x [<!ENTITY a "b">]>'), DoctypeForbidden),
        (make_docx("<w:p/>", extra={"word/vbaProject.bin": b"x"}), MacrosForbidden),
        (make_docx("<w:p/>", extra={"word/big.xml": b"0" * 30_000_000}), ArchiveSuspicious),
        (make_docx("<w:sdt><w:sdtContent>" * 400 + "</w:sdtContent></w:sdt>" * 400), PartDamaged),
        (make_docx("<w:p/>", extra={"docProps/custom.xml": "<a>"}), PartDamaged),
        (make_docx("<w:p/>", extra={"word/comments.xml": "<!doctype a>"}), DoctypeForbidden),
        (with_relation("attachedTemplate", "http://evil.example/t.dotm"), LinkedPartsForbidden),
        (with_relation("attachedTemplate", "file://server/share/t.dotm"), LinkedPartsForbidden),
        (with_relation("image", "\\\\server\\share\\x.png"), LinkedPartsForbidden),
        (with_relation("image", "//server/x.png"), LinkedPartsForbidden),
        (with_relation("oleObject", "mhtml:http://evil.example!x"), LinkedPartsForbidden),
    ],
)
def test_a_hostile_or_damaged_file_is_refused_by_name(content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error) as caught:
        read_returned(content, name="back.docx")

    assert "back.docx" in str(caught.value)


@pytest.mark.parametrize("target", ["file:///C:\\Users\\Dana\\Normal.dotm", "Normal.dotm"])
def test_the_template_on_the_authors_own_disk_is_no_reason_to_refuse(target: str) -> None:
    read = read_returned(with_relation("attachedTemplate", target))

    assert [one.kind for one in read.oddities] == ["external-link"]


def test_a_file_that_is_not_ours_is_read_as_new_paragraphs() -> None:
    read = read_returned(make_docx("<w:p><w:r><w:t>Бөтен</w:t></w:r></w:p>"))

    assert [(one.id, one.text) for one in read.paragraphs] == [("", "Бөтен")]
    assert read.identifier == ""


def test_names_from_outside_are_bounded() -> None:
    def edit(root: etree._Element) -> None:
        mark = inserted("x")
        mark.set(f"{W}author", "Д" * 5000 + "\u202e")
        found(root, "p-1").append(mark)

    author = by_id(returned(edit))["p-1"].changes[0].author

    assert author == "Д" * 120


def test_the_template_names_locked_values_where_they_stand():
    document = Document(
        "T", "ru", (Paragraph((Run("Целей: "), Run("3", field="n_direct"), Run(" из 3.")), "p1"),)
    )

    returned = read_returned(render_docx(document), name="back.docx")

    paragraph = next(one for one in returned.paragraphs if one.id == "p1")
    assert (paragraph.text, paragraph.template) == ("Целей: 3 из 3.", "Целей: {{n_direct}} из 3.")
