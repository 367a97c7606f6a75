"""The key of an item in QTI 3.0: what is declared, and how an answer becomes points by the rules of `item_keys.score`."""

from collections.abc import Iterator, Mapping

from lxml import etree

from sauatty.core.catalogue.item_keys import key_of
from sauatty.core.catalogue.items import Item
from sauatty.core.exchange.cartridge_xml import ElementsOf

_CARDINALITY = {
    "single": "single", "judgement": "single", "multiple": "multiple", "highlight": "multiple", "order": "ordered",
    "match": "multiple",
}  # fmt: skip


def qti_name(id: str) -> str:
    """Return an id as an identifier of QTI, which begins with a letter; ours have no underscore of their own."""
    return id if id[:1].isalpha() else f"n_{id}"


def qti_target(id: str) -> str:
    """Return the id of a target as an identifier: options and targets share one space of names in QTI."""
    return f"t_{id}"


def own_name(identifier: str) -> str:
    """Return the id that an identifier stands for."""
    return identifier[2:] if identifier[:2] in ("n_", "t_") else identifier


def declarations(make: ElementsOf, item: Item) -> Iterator[etree._Element]:
    """Yield the declarations of the response with its key, of the points, and of the feedback."""
    response = _declared(
        make, "qti-response-declaration", "RESPONSE", _CARDINALITY[item.kind], _base_type(item)
    )
    response.append(make("qti-correct-response", *(make("qti-value", value) for value in right_values(item))))
    mapped = _mapped(item)
    if mapped:
        entries = (_entry(make, key, value) for key, value in mapped.items())
        response.append(_with(make("qti-mapping", *entries), {"default-value": "0"}))
    yield response
    for name, value in (("SCORE", "0"), ("MAXSCORE", str(item.max_score))):
        outcome = _declared(make, "qti-outcome-declaration", name, "single", "float")
        outcome.append(make("qti-default-value", make("qti-value", value)))
        yield outcome
    several = "single" if item.kind in ("single", "judgement") else "multiple"
    yield _declared(make, "qti-outcome-declaration", "FEEDBACK", several, "identifier")


def right_values(item: Item) -> list[str]:
    """Return the right response as values of QTI."""
    right = key_of(item).right
    if isinstance(right, Mapping):
        return [f"{qti_name(option)} {qti_target(target)}" for option, target in right.items()]
    return [qti_name(right)] if isinstance(right, str) else [qti_name(one) for one in right]


def _base_type(item: Item) -> str:
    return "directedPair" if item.kind == "match" else "identifier"


def _mapped(item: Item) -> dict[str, int]:
    """Return what each value counts, where points are added up."""
    if item.kind == "judgement":
        return {qti_name(option.id): option.credit for option in item.options}
    if item.scoring == "graded" and item.kind in ("multiple", "highlight"):
        return {qti_name(option.id): 1 if option.is_right else -1 for option in item.options}
    if item.scoring == "graded" and item.kind == "match":
        return dict.fromkeys(right_values(item), 1)
    return {}


def _entry(make: ElementsOf, key: str, value: int) -> etree._Element:
    return _with(make("qti-map-entry"), {"map-key": key, "mapped-value": str(value)})


def response_processing(make: ElementsOf, item: Item) -> etree._Element:
    """Return the rules that make points and feedback of a response."""
    return make("qti-response-processing", _points(make, item), _shown(make, item))


def _points(make: ElementsOf, item: Item) -> etree._Element:
    if item.kind == "judgement":
        return _set(make, "SCORE", _with(make("qti-map-response"), {"identifier": "RESPONSE"}))
    if item.scoring == "exact" or item.kind == "single":
        return _condition(make, [(_is_right(make), 1)])
    if item.kind == "order":
        return _condition(make, [(_is_right(make), 2), (_is_nearly_in_order(make, item), 1)])
    most = len(right_values(item))
    return _condition(make, [(_adds_up_to(make, most), 2), (_adds_up_to(make, most - 1), 1)])


def _condition(make: ElementsOf, cases: list[tuple[etree._Element, int]]) -> etree._Element:
    made = make("qti-response-condition")
    for n, (test, points) in enumerate(cases):
        name = "qti-response-else-if" if n else "qti-response-if"
        made.append(make(name, test, _set(make, "SCORE", _value(make, "float", str(points)))))
    made.append(make("qti-response-else", _set(make, "SCORE", _value(make, "float", "0"))))
    return made


def _is_right(make: ElementsOf) -> etree._Element:
    return make("qti-match", _variable(make), _with(make("qti-correct"), {"identifier": "RESPONSE"}))


def _adds_up_to(make: ElementsOf, points: int) -> etree._Element:
    """Return the test that something was answered and its values add up to some points."""
    added = _with(make("qti-map-response"), {"identifier": "RESPONSE"})
    equal = _with(make("qti-equal", added, _value(make, "float", str(points))), {"tolerance-mode": "exact"})
    return make("qti-and", make("qti-not", make("qti-is-null", _variable(make))), equal)


def _is_nearly_in_order(make: ElementsOf, item: Item) -> etree._Element:
    """Return the test that two neighbours of the right order were changed."""
    right = right_values(item)
    orders = [[*right[:n], right[n + 1], right[n], *right[n + 2 :]] for n in range(len(right) - 1)]
    return make("qti-or", *(make("qti-match", _variable(make), _ordered(make, one)) for one in orders))


def _ordered(make: ElementsOf, ids: list[str]) -> etree._Element:
    return make("qti-ordered", *(_value(make, "identifier", id) for id in ids))


def _shown(make: ElementsOf, item: Item) -> etree._Element:
    """Return the rule for the reasons: those of what was chosen; of an order and a match all."""
    if item.kind not in ("order", "match"):
        return _set(make, "FEEDBACK", _variable(make))
    values = (_value(make, "identifier", qti_name(option.id)) for option in item.options)
    return _set(make, "FEEDBACK", make("qti-multiple", *values))


def _set(make: ElementsOf, name: str, value: etree._Element) -> etree._Element:
    return _with(make("qti-set-outcome-value", value), {"identifier": name})


def _variable(make: ElementsOf) -> etree._Element:
    return _with(make("qti-variable"), {"identifier": "RESPONSE"})


def _value(make: ElementsOf, kind: str, value: str) -> etree._Element:
    return _with(make("qti-base-value", value), {"base-type": kind})


def _declared(make: ElementsOf, element: str, name: str, cardinality: str, kind: str) -> etree._Element:
    return _with(make(element), {"identifier": name, "cardinality": cardinality, "base-type": kind})


def _with(element: etree._Element, attributes: dict[str, str]) -> etree._Element:
    for key, value in attributes.items():
        element.set(key, value)
    return element
