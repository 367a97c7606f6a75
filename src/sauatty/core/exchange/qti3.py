"""Items written as a QTI 3.0 package: one assessment item for each item and language, and the manifest.

single and judgement are a choice of one, multiple a choice of several, order, match and highlight (hottext) have
interactions of their own. Points follow our rules exactly, graded ones too, by response processing; reasons are modal
feedback. What QTI has no field for stands in the manifest as metadata of our own namespace.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from lxml import etree

from sauatty.core.catalogue.items import Item, ItemOption
from sauatty.core.catalogue.lesson_text import plain_text
from sauatty.core.catalogue.words import word
from sauatty.core.exchange.cartridge_xml import ElementsOf
from sauatty.core.exchange.item_html import OWN, held, html_of
from sauatty.core.exchange.item_origin import origin_pairs
from sauatty.core.exchange.item_questions import shared_losses
from sauatty.core.exchange.item_reports import LOSS_REASONS, Loss
from sauatty.core.exchange.packing import pack
from sauatty.core.exchange.qti3_scoring import declarations, qti_name, qti_target, response_processing
from sauatty.core.languages import LANGUAGES

QTI = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
PACKAGE = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
OURS = "urn:sauatty:item:1"
ITEM_TYPE = "imsqti_item_xmlv3p0"
MANIFEST = "imsmanifest.xml"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_Q = ElementsOf(QTI, {None: QTI})
_P = ElementsOf(PACKAGE, {None: PACKAGE, "sauatty": OURS})
_S = ElementsOf(OURS, {"sauatty": OURS})


def write_qti(items: Iterable[Item], languages: Sequence[str] = LANGUAGES) -> bytes:
    """Return items as a QTI 3.0 package in a zip file; the same items give the same bytes.

    A language in which the stem of an item is missing has no file for it.
    """
    parts: dict[str, bytes] = {}
    resources = []
    for item in items:
        told = [one for one in languages if getattr(item.stem, one)] or [languages[0]]
        for language in told:
            path = f"items/{language}/{item.id}.xml"
            parts[path] = _bytes(item_xml(item, language))
            resources.append(_resource(item, language, path))
    manifest = _P(
        "manifest", _metadata(), _P("organizations"), _P("resources", *resources), identifier="sauatty-items"
    )
    etree.indent(manifest, space="  ")
    return pack({MANIFEST: _bytes(manifest), **parts})


def _bytes(element: etree._Element) -> bytes:
    return etree.tostring(element, encoding="UTF-8", xml_declaration=True)


def _metadata() -> etree._Element:
    return _P("metadata", _P("schema", "QTI Package"), _P("schemaversion", "3.0.0"))


def _resource(item: Item, language: str, path: str) -> etree._Element:
    pairs = (_S("pair", held(value), key=key) for key, value in origin_pairs(item))
    own = _S("item", *pairs, identifier=item.id, language=language)
    made = _P("resource", _P("metadata", own), _P("file", href=path))
    for key, value in {
        "identifier": f"{qti_name(item.id)}-{language}",
        "type": ITEM_TYPE,
        "href": path,
    }.items():
        made.set(key, value)
    return made


def item_xml(item: Item, language: str) -> etree._Element:
    """Return one item in one language as an assessment item."""
    title = " ".join(plain_text(getattr(item.stem, language)).split())[:120]
    made = _Q(
        "qti-assessment-item", *declarations(_Q, item), _body(item, language), response_processing(_Q, item)
    )
    for option in item.options:
        if getattr(option.why, language):
            made.append(_feedback(option, language))
    attributes = {
        "identifier": f"{qti_name(item.id)}-{language}",
        "title": held(title) or item.id,
        "adaptive": "false",
    }
    for key, value in {**attributes, "time-dependent": "false", _XML_LANG: language}.items():
        made.set(key, value)
    return made


def _body(item: Item, language: str) -> etree._Element:
    parts = []
    if getattr(item.stimulus, language):
        parts.append(_Q("div", _marked("p", getattr(item.stimulus, language)), **{"class": f"{OWN}stimulus"}))
    if item.is_invented:
        parts.append(_Q("p", word("lessons", "invented", language), **{"class": f"{OWN}invented"}))
    prompt = _marked("qti-prompt", getattr(item.stem, language))
    return _Q("qti-item-body", *parts, _INTERACTIONS[item.kind](item, language, prompt))


def _feedback(option: ItemOption, language: str) -> etree._Element:
    body = _Q("qti-content-body", _marked("p", getattr(option.why, language)))
    made = _Q("qti-modal-feedback", body, identifier=qti_name(option.id))
    made.set("outcome-identifier", "FEEDBACK")
    made.set("show-hide", "show")
    return made


def _marked(name: str, text: str, **attributes: str) -> etree._Element:
    """Return an element with a text of small marks."""
    inner = html_of(text).replace("<br>", "<br/>")
    made = etree.fromstring(f'<{name} xmlns="{escape(QTI)}">{inner}</{name}>')
    for key, value in attributes.items():
        made.set(key, value)
    return made


# --- interactions ---


def _interaction(name: str, *content: etree._Element, **attributes: str) -> etree._Element:
    made = _Q(name, *content)
    made.set("response-identifier", "RESPONSE")
    for key, value in attributes.items():
        made.set(key.replace("_", "-"), value)
    return made


def _choice(item: Item, language: str, prompt: etree._Element) -> etree._Element:
    most = "0" if item.kind == "multiple" else "1"
    return _interaction(
        "qti-choice-interaction", prompt, *_choices(item, language), max_choices=most, shuffle="true"
    )


def _order(item: Item, language: str, prompt: etree._Element) -> etree._Element:
    return _interaction("qti-order-interaction", prompt, *_choices(item, language), shuffle="true")


def _choices(item: Item, language: str) -> Iterator[etree._Element]:
    for option in item.options:
        yield _marked("qti-simple-choice", getattr(option.text, language), identifier=qti_name(option.id))


def _hottext(item: Item, language: str, prompt: etree._Element) -> etree._Element:
    passages = [
        _marked("qti-hottext", getattr(one.text, language), identifier=qti_name(one.id))
        for one in item.options
    ]
    for passage in passages[:-1]:
        passage.tail = " "
    return _interaction("qti-hottext-interaction", prompt, _Q("p", *passages), max_choices="0")


def _match(item: Item, language: str, prompt: etree._Element) -> etree._Element:
    asked = _Q(
        "qti-simple-match-set",
        *(_associable(qti_name(one.id), getattr(one.text, language), "1") for one in item.options),
    )
    targets = (_associable(qti_target(one.id), getattr(one.text, language), "0") for one in item.targets)
    sets = (asked, _Q("qti-simple-match-set", *targets))
    return _interaction(
        "qti-match-interaction", prompt, *sets, max_associations=str(len(item.options)), shuffle="true"
    )


def _associable(id: str, text: str, most: str) -> etree._Element:
    return _marked("qti-simple-associable-choice", text, **{"identifier": id, "match-max": most})


_INTERACTIONS = {
    "single": _choice, "judgement": _choice, "multiple": _choice, "order": _order, "match": _match, "highlight": _hottext,
}  # fmt: skip


def qti_losses(item: Item, languages: Sequence[str] = LANGUAGES) -> Iterator[Loss]:
    """Yield what a QTI package cannot hold of an item, or what other platforms do not know of it."""
    if len(languages) > 1:
        yield Loss(item.id, "languages", LOSS_REASONS["qti-languages"])
    yield from shared_losses(item, languages)
