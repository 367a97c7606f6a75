"""Moodle XML written and read: the questions of `item_questions` in Moodle's own format.

Written for Moodle 4.5 and later, where 'ordering' is part of Moodle (an addition before).
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from lxml import etree

from sauatty.core.catalogue.items import Item
from sauatty.core.errors import ItemFileRefused
from sauatty.core.exchange.item_from_question import MOST_QUESTIONS, items_from_questions
from sauatty.core.exchange.item_html import held
from sauatty.core.exchange.item_questions import Question, QuestionAnswer, question_of
from sauatty.core.exchange.item_reports import ItemsRead
from sauatty.core.exchange.item_xml import below, check_size, first_below, local_name, parse_xml, text_below
from sauatty.core.languages import LANGUAGES

CATEGORY = "$course$/top/Sauatty"


def write_moodle_xml(items: Iterable[Item], languages: Sequence[str] = LANGUAGES) -> bytes:
    """Return items as Moodle XML, those of each competence in a category; the same items give the same bytes."""
    root = etree.Element("quiz")
    competence = None
    for item in items:
        if item.competence != competence:
            competence = item.competence
            root.append(_category(competence))
        root.append(_question(question_of(item, languages)))
    etree.indent(root, space="  ")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _category(competence: str) -> etree._Element:
    question = etree.Element("question", type="category")
    path = f"{CATEGORY}/{competence}" if competence else CATEGORY
    _add_text(etree.SubElement(question, "category"), path)
    return question


def _question(question: Question) -> etree._Element:
    made = etree.Element("question", type=question.qtype)
    _add_text(etree.SubElement(made, "name"), question.name)
    _add_html(made, "questiontext", question.html)
    _add_html(made, "generalfeedback", question.general)
    fields = {"defaultgrade": f"{question.points}.0000000", "penalty": "0.3333333", "hidden": "0"}
    for key, value in {**fields, "idnumber": question.idnumber}.items():
        etree.SubElement(made, key).text = held(value)
    _KINDS[question.qtype](made, question)
    tags = etree.SubElement(made, "tags")
    for tag in question.tags:
        _add_text(etree.SubElement(tags, "tag"), tag)
    return made


def _choice(made: etree._Element, question: Question) -> None:
    _set(
        made,
        single=_truth(question.is_single),
        shuffleanswers=_truth(question.is_shuffled),
        answernumbering="none",
    )
    for answer in question.answers:
        written = _answer(made, answer)
        _add_html(written, "feedback", answer.feedback)


def _ordering(made: etree._Element, question: Question) -> None:
    is_exact = question.scoring == "exact"
    _set(made, layouttype="VERTICAL", selecttype="ALL", selectcount=str(len(question.answers)))
    _set(made, gradingtype="ALL_OR_NOTHING" if is_exact else "RELATIVE_TO_CORRECT", showgrading="SHOW")
    _set(made, numberingstyle="none")
    for answer in question.answers:
        _answer(made, answer)


def _matching(made: etree._Element, question: Question) -> None:
    _set(made, shuffleanswers="true")
    for asked, target in question.pairs:
        written = etree.SubElement(made, "subquestion", format="html")
        _add_text(written, asked, is_html=True)
        _add_text(etree.SubElement(written, "answer"), target, is_html=True)


_KINDS = {"multichoice": _choice, "ordering": _ordering, "matching": _matching}


def _answer(made: etree._Element, answer: QuestionAnswer) -> etree._Element:
    written = etree.SubElement(
        made, "answer", fraction=f"{answer.percent:.5f}".rstrip("0").rstrip("."), format="html"
    )
    _add_text(written, answer.html, is_html=True)
    return written


def _set(made: etree._Element, **fields: str) -> None:
    for key, value in fields.items():
        etree.SubElement(made, key).text = value


def _add_html(made: etree._Element, name: str, html: str) -> None:
    _add_text(etree.SubElement(made, name, format="html"), html, is_html=True)


def _add_text(made: etree._Element, text: str, *, is_html: bool = False) -> None:
    etree.SubElement(made, "text").text = etree.CDATA(text) if is_html and text else held(text)


def _truth(value: bool) -> str:
    return "true" if value else "false"


# --- reading ---


def read_moodle_xml(content: bytes, name: str, language: str = "") -> ItemsRead:
    """Return the items of a Moodle XML file, and the questions that are not read with the reason.

    Raises
    ------
    ItemFileRefused
        It is no Moodle XML.
    DoctypeForbidden, EncodingUnknown, FileEmpty, FileTooLarge
        It is not a file that may be opened.
    """
    check_size(content, name)
    root = parse_xml(content, name)
    if local_name(root) != "quiz":
        raise ItemFileRefused(
            name=name, problem=f"its first element is '{local_name(root)[:40]}' instead of 'quiz'"
        )
    return items_from_questions(list(islice(_questions(root), MOST_QUESTIONS + 1)), name, language)


def _questions(root: etree._Element) -> Iterator[Question]:
    for element in below(root, "question"):
        if element.get("type") != "category":
            yield _question_from(element)


def _question_from(element: etree._Element) -> Question:
    return Question(
        qtype=element.get("type") or "without a type",
        name=text_below(element, "name", "text").strip(),
        html=_html(first_below(element, "questiontext")),
        idnumber=text_below(element, "idnumber").strip(),
        tags=tuple(text_below(tag, "text").strip() for tag in _tags(element)),
        general=_html(first_below(element, "generalfeedback")),
        answers=tuple(map(_answer_from, below(element, "answer"))),
        pairs=tuple(_pair_from(one) for one in below(element, "subquestion")),
        is_single=text_below(element, "single").strip().lower() not in ("false", "0"),
    )


def _tags(element: etree._Element) -> list[etree._Element]:
    return [tag for tags in below(element, "tags") for tag in below(tags, "tag")]


def _answer_from(element: etree._Element) -> QuestionAnswer:
    return QuestionAnswer(
        _html(element), _number(element.get("fraction")), _html(first_below(element, "feedback"))
    )


def _pair_from(element: etree._Element) -> tuple[str, str]:
    return _html(element), text_below(element, "answer", "text")


def _html(element: etree._Element | None) -> str:
    """Return the text of an element as HTML, whatever Moodle's format for it is."""
    text = text_below(element, "text")
    if element is not None and element.get("format") in ("plain_text", "moodle_auto_format", "markdown"):
        return text.replace("\n", "<br>")
    return text


def _number(written: str | None) -> float:
    try:
        found = float(written or 0)
    except ValueError:
        return 0.0
    return found if abs(found) <= 1000 else 0.0
