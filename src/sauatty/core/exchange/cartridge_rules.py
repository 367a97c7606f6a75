"""The rules of a Common Cartridge that platforms trip over: strict order of elements, ids, resources, questions.

After the schemas of Common Cartridge 1.1 to 1.3 and their Schematron rules, in words of our own.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import etree

from sauatty.core.exchange.cartridge import MANIFEST, READABLE_VERSIONS

# What may stand in an element, in which order; names are told apart by namespace in the files, not here.
_CHILDREN = {
    "manifest": "metadata organizations resources( authorizations)?",
    "metadata": "schema schemaversion lom",
    "organizations": "(organization)?",
    "organization": "(title )?item( metadata)?",
    "resources": "(resource( resource)*)?",
    "resource": "(metadata )?(file( file)*)?( ?dependency)*",
    "webLink": "title url.*",
    "questestinterop": "assessment|objectbank",
    "assessment": "qtimetadata( rubric)?( presentation_material)? section",
    "section": "item( item)*",
    "item": "itemmetadata presentation( resprocessing)?( itemfeedback)*",
    "itemmetadata": "qtimetadata",
    "qtimetadata": "qtimetadatafield( qtimetadatafield)*",
    "qtimetadatafield": "fieldlabel fieldentry",
    "presentation": "(material )?(flow|response_lid|response_str)",
    "response_lid": "(material )?render_(choice|fib)( material)?",
    "resprocessing": "outcomes( respcondition)+",
    "outcomes": "decvar",
    "respcondition": "(title )?conditionvar( setvar)*( displayfeedback)*",
    "conditionvar": "(and|other|varequal|varsubstring)( (and|other|varequal|varsubstring))*",
    "and": "(not|varequal)( (not|varequal))*",
    "not": "varequal( varequal)*",
}
_RULES = {tag: re.compile(rule) for tag, rule in _CHILDREN.items()}
_ITEM = re.compile("title( item)*( metadata)?")
_NAME = re.compile(r"[A-Za-z_][\w.-]*")
_TYPE = re.compile(
    r"webcontent|imswl_xmlv1p[0-3]|imsdt_xmlv1p[0-3]|imsbasiclti_xmlv1p[03]|assignment_xmlv1p0|"
    r"imsqti_xmlv1p2/imscc_xmlv1p[0-3]/(assessment|question-bank)|"
    r"associatedcontent/imscc_xmlv1p[0-3]/learning-application-resource"
)
_ONE_FILE = re.compile(r"imswl_|imsdt_|imsqti_")
_ROOTS = {
    "imswl_": "webLink",
    "imsqti": "questestinterop",
}  # what is read of it, by the beginning of its type
_LINK = re.compile(r"https?://[^\s/]", re.IGNORECASE)
# The fewest and the most answers that a kind of question may have, and how many may be chosen.
_CHOICES = {
    "cc.true_false.v0p1": (2, 2, "Single"),
    "cc.multiple_choice.v0p1": (3, 1000, "Single"),
    "cc.multiple_response.v0p1": (2, 1000, "Multiple"),
}
_OTHER_KINDS = ("cc.fib.v0p1", "cc.pattern_match.v0p1", "cc.essay.v0p1")


def parse_part(content: bytes) -> etree._Element:
    """Parse an XML part; entities and addresses are not followed."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(content, parser)


def name_of(element: etree._Element) -> str:
    """Return the name of an element without its namespace; '' for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def children(element: etree._Element, name: str) -> list[etree._Element]:
    """Return the children of a name."""
    return [child for child in element if name_of(child) == name]


def cartridge_problems(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Yield what breaks the rules in the parts of a cartridge, by file; nothing if all is well."""
    if MANIFEST not in parts:
        yield f"it has no {MANIFEST}"
        return
    try:
        root = parse_part(parts[MANIFEST])
    except etree.XMLSyntaxError as error:
        yield f"{MANIFEST} is not well-formed ({str(error)[:80]})"
        return
    if name_of(root) != "manifest":
        yield f"{MANIFEST} holds <{name_of(root)}> instead of <manifest>"
        return
    yield from (f"{MANIFEST}: {problem}" for problem in _manifest_problems(root, parts))
    yield from _file_problems(root, parts)


# --- the manifest ---


def _manifest_problems(root: etree._Element, parts: Mapping[str, bytes]) -> Iterator[str]:
    problems = list(_order_problems(root))
    yield from problems
    if problems:
        return
    metadata = root[0]
    if metadata[0].text != "IMS Common Cartridge" or metadata[1].text not in READABLE_VERSIONS:
        yield f"it is {metadata[0].text} {metadata[1].text}, not IMS Common Cartridge 1.1 to 1.3"
    yield from _id_problems(root)
    resources = {one.get("identifier", ""): one for one in children(root[2], "resource")}
    for organization in root[1]:
        yield from _organization_problems(organization, resources)
    for resource in resources.values():
        yield from _resource_problems(resource, resources, parts)


def _order_problems(root: etree._Element) -> Iterator[str]:
    """Yield the elements whose children are missing, too many or in another order."""
    for element in root.iter():
        if name_of(element) in _RULES and not _is_outline(element) and not _is_of_resource(element):
            found = " ".join(name_of(child) for child in element if name_of(child))
            if not _RULES[name_of(element)].fullmatch(found):
                yield f"<{name_of(element)}> holds '{found[:80]}', which is not the order of the standard"


def _is_outline(element: etree._Element) -> bool:
    """Tell whether an <item> is one of the outline, which has rules of its own."""
    return name_of(element) == "item" and element.get("identifier") is not None


def _is_of_resource(element: etree._Element) -> bool:
    """Tell whether <metadata> is not that of the whole cartridge."""
    above = element.getparent()
    return name_of(element) == "metadata" and (above is None or name_of(above) != "manifest")


def _id_problems(root: etree._Element) -> Iterator[str]:
    ids = [value for element in root.iter() if (value := element.get("identifier")) is not None]
    for value in ids:
        if not _NAME.fullmatch(value):
            yield f"the id '{value[:60]}' does not begin with a letter, or holds other signs than letters and . - _"
    for value, n in Counter(ids).items():
        if n > 1:
            yield f"the id '{value[:60]}' stands {n} times"


def _organization_problems(
    organization: etree._Element, resources: Mapping[str, etree._Element]
) -> Iterator[str]:
    if organization.get("structure") != "rooted-hierarchy":
        yield "the structure of <organization> is not rooted-hierarchy"
    (top,) = children(organization, "item")
    if children(top, "title"):
        yield "the uppermost <item> has a title"
    for item in top.iter():
        if name_of(item) == "item" and item is not top:
            yield from _item_problems(item, resources)


def _item_problems(item: etree._Element, resources: Mapping[str, etree._Element]) -> Iterator[str]:
    id, leads = item.get("identifier", "?")[:60], item.get("identifierref")
    if not _ITEM.fullmatch(" ".join(name_of(child) for child in item)):
        yield f"the item '{id}' has not one title before all else"
    if leads is None:
        return
    if leads not in resources:
        yield f"the item '{id}' leads to '{leads[:60]}', which is no resource"
    elif resources[leads].get("type") == "webcontent" and not resources[leads].get("href"):
        yield f"the resource '{leads[:60]}' stands in the outline and has no href"
    if children(item, "item"):
        yield f"the item '{id}' leads to a resource and has items under it"


def _resource_problems(
    resource: etree._Element, resources: Mapping[str, etree._Element], parts: Mapping[str, bytes]
) -> Iterator[str]:
    id, kind, href = (resource.get(key, "") for key in ("identifier", "type", "href"))
    files = [one.get("href", "") for one in children(resource, "file")]
    if not _TYPE.fullmatch(kind):
        yield f"the resource '{id[:60]}' is of the unknown type '{kind[:60]}'"
    if _ONE_FILE.match(kind) and (len(files) != 1 or href):
        yield f"the resource '{id[:60]}' of the type {kind} needs exactly one file, and no href"
    for name in files:
        if name not in parts:
            yield f"the file '{name[:80]}' of the resource '{id[:60]}' is not in the cartridge"
    if href and href not in files:
        yield f"the resource '{id[:60]}' does not list its own file '{href[:60]}'"
    if len(set(files)) < len(files):
        yield f"the resource '{id[:60]}' lists a file twice"
    yield from _dependency_problems(resource, id, resources)


def _dependency_problems(
    resource: etree._Element, id: str, resources: Mapping[str, etree._Element]
) -> Iterator[str]:
    needed = [one.get("identifierref", "") for one in children(resource, "dependency")]
    if len(set(needed)) < len(needed) or id in needed:
        yield f"the resource '{id[:60]}' depends on itself, or twice on another"
    for one in needed:
        if one not in resources or resources[one].get("type") != "webcontent":
            yield f"the resource '{id[:60]}' depends on '{one[:60]}', which is no web content"


# --- links and quizzes ---


def _file_problems(root: etree._Element, parts: Mapping[str, bytes]) -> Iterator[str]:
    for resource in root.iter():
        if name_of(resource) != "resource" or not _ONE_FILE.match(resource.get("type", "")):
            continue
        for name in (one.get("href", "") for one in children(resource, "file")):
            if name in parts:
                wanted = _ROOTS.get(resource.get("type", "")[:6], "")
                yield from (f"{name[:80]}: {problem}" for problem in _part_problems(parts[name], wanted))


def _part_problems(content: bytes, wanted: str) -> Iterator[str]:
    try:
        root = parse_part(content)
    except etree.XMLSyntaxError as error:
        yield f"it is not well-formed ({str(error)[:80]})"
        return
    if wanted and name_of(root) != wanted:
        yield f"it holds <{name_of(root)}> instead of <{wanted}>"
    yield from _order_problems(root)
    if name_of(root) == "webLink":
        yield from _link_problems(root)
    elif name_of(root) == "questestinterop":
        yield from _quiz_problems(root)


def _link_problems(root: etree._Element) -> Iterator[str]:
    for url in children(root, "url"):
        if not _LINK.match(url.get("href", "")):
            yield f"the address '{url.get('href', '')[:80]}' is neither http nor https"


def _quiz_problems(root: etree._Element) -> Iterator[str]:
    items = [one for one in root.iter() if name_of(one) == "item"]
    for ident, n in Counter(one.get("ident", "") for one in items).items():
        if n > 1 or not ident:
            yield f"the question '{ident[:60]}' stands {n} times, or has no id"
    for item in items:
        yield from (
            f"question '{item.get('ident', '')[:60]}' {problem}" for problem in _question_problems(item)
        )


def _question_problems(item: etree._Element) -> Iterator[str]:
    kind = _field(item, "cc_profile")
    if kind in _OTHER_KINDS:
        return
    if kind not in _CHOICES:
        yield f"is of the unknown kind '{kind[:60]}'"
        return
    fewest, most, cardinality = _CHOICES[kind]
    labels = [one.get("ident", "") for one in item.iter() if name_of(one) == "response_label"]
    if not fewest <= len(labels) <= most or len(set(labels)) < len(labels):
        yield f"has {len(labels)} answers, which {kind} may not have, or two with one id"
    for lid in (one for one in item.iter() if name_of(one) == "response_lid"):
        if lid.get("rcardinality", "Single") != cardinality:
            yield f"is of the kind {kind} and lets choose {lid.get('rcardinality', 'Single')}"
    yield from _processing_problems(item, labels)


def _processing_problems(item: etree._Element, labels: list[str]) -> Iterator[str]:
    found = {name: [one for one in item.iter() if name_of(one) == name] for name in
             ("varequal", "response_lid", "displayfeedback", "itemfeedback", "setvar")}  # fmt: skip
    idents = {one.get("ident") for one in found["response_lid"]}
    for chosen in found["varequal"]:
        if chosen.get("respident") not in idents or (chosen.text or "") not in labels:
            yield f"has a rule about '{(chosen.text or '')[:60]}', which is none of its answers"
    shown, told = ({one.get(key) for one in found[name]} for name, key in
                   (("displayfeedback", "linkrefid"), ("itemfeedback", "ident")))  # fmt: skip
    if shown != told:
        yield "shows feedback that it does not have, or has some that it never shows"
    if not found["setvar"]:
        yield "has no right answer"


def _field(item: etree._Element, label: str) -> str:
    for field in item.iter():
        if name_of(field) == "qtimetadatafield" and len(field) == 2 and field[0].text == label:
            return field[1].text or ""
    return ""
