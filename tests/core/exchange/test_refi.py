import pytest
from lxml import etree

from sauatty.core.catalogue import codebook, framework
from sauatty.core.errors import CodebookUnreadable, DoctypeForbidden, FileEmpty
from sauatty.core.exchange.case import case_identifier
from sauatty.core.exchange.refi import NAMESPACE, Code, codebook_codes, read_codebook, write_codebook
from sauatty.core.languages import LANGUAGES, detect_language

OTHER = b"""\xef\xbb\xbf<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Another programme">
  <!-- written elsewhere -->
  <Codes>
    <Code guid="{1FF58B12-6F6F-4B0C-8BE5-BBDC91F55294}" name="Sources" color="#46AA00" isCodable="true">
      <Description>Where it comes from</Description>
      <Code guid="ECA18D76-2B8B-4F26-BC1D-19ECA19FB3F0" name="Makers" isCodable="false" color="red"/>
    </Code>
  </Codes>
  <Sets><Set guid="0D62985D-B147-4D01-A9B5-CAE5DCD98342" name="All"/></Sets>
</CodeBook>"""


def every(codes):
    for code in codes:
        yield code
        yield from every(code.codes)


def codes_in(language):
    return codebook_codes(framework("gmilaf"), codebook("mil-objectives"), language)


def test_it_works():
    codes = codes_in("en")

    assert read_codebook(write_codebook(codes), name="codes.qdc") == codes


def test_the_file_has_the_shape_that_the_standard_asks_for():
    root = etree.fromstring(write_codebook(codes_in("kk")))
    found = list(root.iter(f"{{{NAMESPACE}}}Code"))

    assert root.tag == f"{{{NAMESPACE}}}CodeBook" and root.get("origin")
    assert [etree.QName(child).localname for child in root] == ["Codes"]
    assert all({"guid", "name", "isCodable"} <= set(code.attrib) for code in found)
    assert len({code.get("guid") for code in found}) == len(found)
    for code in found:
        kinds = [etree.QName(child).localname for child in code]
        assert kinds[:1] in ([], ["Description"], ["Code"]) and "Description" not in kinds[1:]


def test_all_competences_and_both_scales_are_there():
    codes = codes_in("en")
    names = [code.name for code in every(codes) if code.is_codable]

    assert (
        sum(name[:3] in {f"{part}.{number}" for part in "123" for number in "1234"} for name in names) == 12
    )
    assert [code.name for code in codes[-2:]] == ["Relevance", "Cognitive demand"]
    assert [code.name[:1] for code in codes[-2].codes] == ["0", "1", "2"]
    assert [code.name[:1] for code in codes[-1].codes] == list("123456")


def test_identifiers_are_those_of_case_in_every_language():
    per_language = [[code.guid for code in every(codes_in(language))] for language in LANGUAGES]

    assert per_language[0] == per_language[1] == per_language[2]
    assert case_identifier("gmilaf.2.3") in per_language[0]


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_texts_stand_in_the_language_that_was_asked_for(language):
    described = " ".join(code.description for code in every(codes_in(language)))

    assert detect_language(described) == language


def test_a_framework_alone_has_no_scales():
    assert len(codebook_codes(framework("gmilaf"))) == 3


def test_the_same_codes_give_the_same_bytes():
    assert write_codebook(codes_in("ru")) == write_codebook(codes_in("ru"))


def test_a_codebook_of_another_programme_is_read():
    (code,) = read_codebook(OTHER, name="other.qdc")

    assert code.guid == "1ff58b12-6f6f-4b0c-8be5-bbdc91f55294"
    assert (code.name, code.color, code.description, code.is_codable) == (
        "Sources",
        "#46AA00",
        "Where it comes from",
        True,
    )
    assert code.codes == (Code("eca18d76-2b8b-4f26-bc1d-19eca19fb3f0", "Makers", False),)


def test_signs_that_xml_cannot_hold_are_replaced():
    (code,) = read_codebook(
        write_codebook([Code(case_identifier("x"), "a\x00b<&", description="\x0b&")]), name="x"
    )

    assert (code.name, code.description) == ("a\ufffdb<&", "\ufffd&")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"no xml", "codes.qdc"),
        (OTHER[:300], "codes.qdc"),
        (b"<Project xmlns='urn:QDA-XML:project:1.0'/>", "'Project'"),
        (OTHER.replace(b"<Codes>", b"<Other>").replace(b"</Codes>", b"</Other>"), "no code"),
        (OTHER.replace(b'name="Makers"', b'name=" "'), "line 7"),
        (OTHER.replace(b"ECA18D76", b"nonsense"), "'Makers'"),
        (
            OTHER.replace(b"ECA18D76-2B8B-4F26-BC1D-19ECA19FB3F0", b"1FF58B12-6F6F-4B0C-8BE5-BBDC91F55294"),
            "twice",
        ),
    ],
)
def test_what_is_no_codebook_is_refused_by_name(content, says):
    with pytest.raises(CodebookUnreadable, match=says):
        read_codebook(content, name="codes.qdc")


def test_entities_never_get_as_far_as_the_reader():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes/></CodeBook>'

    for content in (bomb, bomb.decode().encode("utf-16")):
        with pytest.raises(DoctypeForbidden):
            read_codebook(content, name="codes.qdc")
    with pytest.raises(FileEmpty):
        read_codebook(b" ", name="codes.qdc")


def test_codes_nested_without_end_are_refused():
    code = Code(case_identifier("0"), "0")
    for depth in range(1, 50):
        code = Code(case_identifier(str(depth)), str(depth), codes=(code,))

    with pytest.raises(CodebookUnreadable, match="deep"):
        read_codebook(write_codebook([code]), name="codes.qdc")
