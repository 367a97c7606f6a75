"""Quizzes of a Common Cartridge: the profile of QTI 1.2.1 that its versions 1.1 to 1.3 share."""

from collections.abc import Iterator

from lxml import etree

from sauatty.core.exchange.cartridge import CartridgeAnswer, CartridgeQuestion, CartridgeQuiz
from sauatty.core.exchange.cartridge_xml import XSI, ElementsOf

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_SCHEMA = f"{QTI} http://www.imsglobal.org/profile/cc/ccv1p3/ccv1p3_qtiasiv1p2p1_v1p0.xsd"
_Q = ElementsOf(QTI, {None: QTI, "xsi": XSI})
_RESPONSE = "response"
FEWEST_CHOICES = 3  # a question with two answers is one of true and false, whatever they say
PROFILES = {
    "cc.true_false.v0p1": "Single",
    "cc.multiple_choice.v0p1": "Single",
    "cc.multiple_response.v0p1": "Multiple",
}


# --- writing ---


def quiz_xml(quiz: CartridgeQuiz) -> etree._Element:
    """Return a quiz as QTI: attempts without end, reasons shown."""
    fields = {
        "cc_profile": "cc.exam.v0p1",
        "qmd_assessmenttype": "Examination",
        "qmd_scoretype": "Percentage",
        "qmd_feedbackpermitted": "Yes",
        "cc_maxattempts": "unlimited",
    }
    section = _Q("section", *(_item(quiz, one) for one in quiz.questions), ident=f"{quiz.id}-section")
    assessment = _Q("assessment", _metadata(fields), section, ident=f"{quiz.id}-quiz", title=quiz.title)
    root = _Q("questestinterop", assessment)
    root.set(f"{{{XSI}}}schemaLocation", _SCHEMA)
    return root


def profile_of(question: CartridgeQuestion) -> str:
    """Return the kind of a question in the words of the standard."""
    if question.is_multiple:
        return "cc.multiple_response.v0p1"
    is_short = len(question.answers) < FEWEST_CHOICES
    return "cc.true_false.v0p1" if is_short else "cc.multiple_choice.v0p1"


def _metadata(fields: dict[str, str]) -> etree._Element:
    rows = (
        _Q("qtimetadatafield", _Q("fieldlabel", label), _Q("fieldentry", entry))
        for label, entry in fields.items()
    )
    return _Q("qtimetadata", *rows)


def _item(quiz: CartridgeQuiz, question: CartridgeQuestion) -> etree._Element:
    labels = (_Q("response_label", _material(one.html), ident=one.id) for one in question.answers)
    profile = profile_of(question)
    answers = _Q(
        "response_lid", _Q("render_choice", *labels), ident=_RESPONSE, rcardinality=PROFILES[profile]
    )
    explained = [one for one in question.answers if one.why]
    return _Q(
        "item",
        _Q("itemmetadata", _metadata({"cc_profile": profile})),
        _Q("presentation", _material(question.html), answers),
        _Q("resprocessing", _outcomes(), *map(_shown_reason, explained), _score(question)),
        *(_Q("itemfeedback", _Q("flow_mat", _material(one.why)), ident=_feedback(one)) for one in explained),
        ident=f"{quiz.id}-{question.id}",
    )


def _outcomes() -> etree._Element:
    return _Q("outcomes", _Q("decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal"))


def _material(html: str) -> etree._Element:
    return _Q("material", _Q("mattext", html, texttype="text/html"))


def _feedback(answer: CartridgeAnswer) -> str:
    return f"{answer.id}-why"


def _shown_reason(answer: CartridgeAnswer) -> etree._Element:
    shown = _Q("displayfeedback", feedbacktype="Response", linkrefid=_feedback(answer))
    return _condition([_chosen(answer)], shown, goes_on="Yes")


def _chosen(answer: CartridgeAnswer) -> etree._Element:
    return _Q("varequal", answer.id, respident=_RESPONSE)


def _condition(conditions: list[etree._Element], effect: etree._Element, goes_on: str) -> etree._Element:
    made = _Q("respcondition", _Q("conditionvar", *conditions), effect)
    made.set("continue", goes_on)
    return made


def _score(question: CartridgeQuestion) -> etree._Element:
    """Return the rule that gives all points: the right answer, or all right ones and no wrong one."""
    effect = _Q("setvar", "100", action="Set", varname="SCORE")
    right = [_chosen(one) for one in question.answers if one.is_right]
    if not question.is_multiple:
        return _condition(right, effect, "No")
    wrong = [_Q("not", _chosen(one)) for one in question.answers if not one.is_right]
    return _condition([_Q("and", *right, *wrong)], effect, "No")


# --- reading ---


def quiz_from(root: etree._Element, id: str, title: str) -> CartridgeQuiz:
    """Return the quiz of a file that keeps the rules; questions to type an answer into are left out."""
    items = list(root.iter(f"{{{QTI}}}item"))
    questions = tuple(one for item in items if (one := _question_from(item, id)) is not None)
    return CartridgeQuiz(id, title, questions, is_whole=len(questions) == len(items))


def _question_from(item: etree._Element, quiz: str) -> CartridgeQuestion | None:
    lid = item.find(f".//{{{QTI}}}response_lid")
    if lid is None:
        return None
    right, reasons = set(_right_of(item)), dict(_reasons_of(item))
    answers = tuple(
        CartridgeAnswer(key, _html_of(label), key in right, reasons.get(key, ""))
        for label in lid.iter(f"{{{QTI}}}response_label")
        if (key := label.get("ident", ""))
    )
    presentation = item.find(f"{{{QTI}}}presentation")
    stem = _html_of(presentation) if presentation is not None else ""
    id = item.get("ident", "").removeprefix(f"{quiz}-")
    return CartridgeQuestion(id, stem, answers, lid.get("rcardinality") == "Multiple")


def _html_of(element: etree._Element) -> str:
    found = element.find(f".//{{{QTI}}}mattext")
    return (found.text or "") if found is not None else ""


def _right_of(item: etree._Element) -> Iterator[str]:
    """Yield the answers that a rule with points asks for."""
    for rule in item.iter(f"{{{QTI}}}respcondition"):
        if not _gives_points(rule):
            continue
        for chosen in rule.iter(f"{{{QTI}}}varequal"):
            above = chosen.getparent()
            if above is not None and etree.QName(above).localname != "not":
                yield chosen.text or ""


def _gives_points(rule: etree._Element) -> bool:
    """Tell whether a rule sets or adds points: other programs also write rules that give none, or take some away."""
    for effect in rule.iter(f"{{{QTI}}}setvar"):
        try:
            points = float(effect.text or "")
        except ValueError:
            continue
        if points > 0 and effect.get("action", "Set") != "Subtract":
            return True
    return False


def _reasons_of(item: etree._Element) -> Iterator[tuple[str, str]]:
    feedback = {one.get("ident"): _html_of(one) for one in item.iter(f"{{{QTI}}}itemfeedback")}
    for rule in item.iter(f"{{{QTI}}}respcondition"):
        shown = rule.find(f"{{{QTI}}}displayfeedback")
        chosen = rule.find(f"{{{QTI}}}conditionvar/{{{QTI}}}varequal")
        if shown is not None and chosen is not None and rule.find(f"{{{QTI}}}setvar") is None:
            yield chosen.text or "", feedback.get(shown.get("linkrefid"), "")
