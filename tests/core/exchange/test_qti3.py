"""QTI 3.0 as we write it: its own rules, and its points against those of `item_keys.score`."""

import io
import itertools
import zipfile

import pytest
from lxml import etree

from core.catalogue.small_items import KINDS, small_item, small_items
from sauatty.core.catalogue.item_keys import key_of, score
from sauatty.core.catalogue.item_reading import load_items
from sauatty.core.exchange.item_files import write_items
from sauatty.core.exchange.qti3 import ITEM_TYPE, PACKAGE, QTI, item_xml

Q = f"{{{QTI}}}qti-"
ORDER = ("response-declaration", "outcome-declaration", "item-body", "response-processing", "modal-feedback")


def every_item():
    return [*small_items(), *(small_item(kind, scoring="graded") for kind in ("multiple", "order", "highlight")), *load_items()]  # fmt: skip


def every_answer(item):
    """Yield answers as pages send them: all of them, or a good part."""
    ids = [option.id for option in item.options]
    if item.kind in ("single", "judgement"):
        yield from ids
    elif item.kind == "order":
        yield from (list(one) for one in itertools.islice(itertools.permutations(ids), 120))
    elif item.kind == "match":
        targets = [target.id for target in item.targets]
        for chosen in itertools.islice(itertools.product([None, *targets], repeat=len(ids)), 700):
            yield {id: target for id, target in zip(ids, chosen, strict=True) if target}
    else:
        for n in range(len(ids) + 1):
            yield from (list(one) for one in itertools.combinations(ids, n))
    yield None


def as_response(item, answer):
    """Return an answer as values of QTI; None is NULL, as an empty container is."""
    if not answer:
        return None
    if isinstance(answer, dict):
        return frozenset(f"{option} t_{target}" for option, target in answer.items())
    if isinstance(answer, str):
        return answer
    return tuple(answer) if item.kind == "order" else frozenset(answer)


class Processor:
    """A small processor of responses, written from the specification alone: what we use of it."""

    def __init__(self, root, response):
        self.root, self.response = root, response
        self.outcomes = {"SCORE": 0.0}
        self.declared = root.find(f"{Q}response-declaration")
        self.cardinality = self.declared.get("cardinality")

    def run(self):
        for rule in self.root.find(f"{Q}response-processing"):
            self.rule(rule)
        return self.outcomes

    def rule(self, rule):
        if rule.tag == f"{Q}set-outcome-value":
            self.outcomes[rule.get("identifier")] = self.value(rule[0])
            return
        assert rule.tag == f"{Q}response-condition"
        for branch in rule:
            is_else = branch.tag == f"{Q}response-else"
            if is_else or self.value(branch[0]):
                for inner in branch if is_else else branch[1:]:
                    self.rule(inner)
                return

    def value(self, one):
        name = one.tag.removeprefix(Q)
        if name == "variable":
            return self.response
        if name == "base-value":
            return float(one.text) if one.get("base-type") == "float" else one.text
        if name == "correct":
            return self.contained([value.text for value in self.declared.find(f"{Q}correct-response")])
        if name == "map-response":
            return self.mapped()
        values = [self.value(inner) for inner in one]
        return {
            "match": lambda: None not in values and values[0] == values[1],
            "equal": lambda: values[0] == values[1], "and": lambda: all(values), "or": lambda: any(values),
            "not": lambda: not values[0], "is-null": lambda: values[0] is None, "ordered": lambda: tuple(values),
            "multiple": lambda: frozenset(values),
        }[name]()  # fmt: skip

    def contained(self, values):
        return {"single": lambda: values[0], "ordered": lambda: tuple(values), "multiple": lambda: frozenset(values)}[self.cardinality]()  # fmt: skip

    def mapped(self):
        mapping = self.declared.find(f"{Q}mapping")
        points = {one.get("map-key"): float(one.get("mapped-value")) for one in mapping}
        chosen = (
            []
            if self.response is None
            else [self.response]
            if isinstance(self.response, str)
            else self.response
        )
        return sum(points.get(one, float(mapping.get("default-value"))) for one in chosen)


def test_a_platform_gives_the_points_that_we_give_for_every_answer():
    for item in every_item():
        root, key = item_xml(item, "en"), key_of(item)
        for answer in every_answer(item):
            found = Processor(root, as_response(item, answer)).run()["SCORE"]
            assert found == score(key, answer), (item.id, answer)


@pytest.mark.parametrize("kind", KINDS)
def test_reasons_are_shown_of_what_was_chosen_and_of_an_order_and_a_match_all(kind):
    item = small_item(kind)
    root = item_xml(item, "en")
    answer = next(one for one in every_answer(item) if one)
    shown = Processor(root, as_response(item, answer)).run()["FEEDBACK"]
    shown = {shown} if isinstance(shown, str) else set(shown)
    feedback = {one.get("identifier") for one in root.findall(f"{Q}modal-feedback")}
    assert shown <= feedback == {option.id for option in item.options}
    assert (shown == feedback) == (kind in ("order", "match"))


def test_elements_stand_in_the_order_of_the_standard_and_names_lead_somewhere():
    for item in every_item():
        root = item_xml(item, "kk")
        names = [one.tag.removeprefix(Q) for one in root]
        assert names == sorted(names, key=ORDER.index)
        declared = {one.get("identifier") for one in root if "declaration" in one.tag}
        used = {one.get(key) for one in root.iter() for key in ("response-identifier", "outcome-identifier") if one.get(key)}  # fmt: skip
        used |= {
            one.get("identifier") for one in root.iter(f"{Q}variable", f"{Q}set-outcome-value", f"{Q}correct")
        }
        assert used <= declared
        choices = [
            one.get("identifier") for one in root.find(f"{Q}item-body").iter() if one.get("identifier")
        ]
        assert len(set(choices)) == len(choices)
        right = {part for one in root.iter(f"{Q}value") for part in one.text.split() if not part.isdecimal()}
        assert right <= set(choices)
        assert all(name[0].isalpha() for name in choices)


def test_the_manifest_names_every_file_once():
    with zipfile.ZipFile(io.BytesIO(write_items(small_items(), "qti"))) as archive:
        manifest = etree.fromstring(archive.read("imsmanifest.xml"))
        resources = manifest.findall(f".//{{{PACKAGE}}}resource")
        hrefs = [one.get("href") for one in resources]
        assert sorted([*hrefs, "imsmanifest.xml"]) == sorted(archive.namelist())
        assert {one.get("type") for one in resources} == {ITEM_TYPE}
        assert len({one.get("identifier") for one in resources}) == len(resources) == 18
        assert manifest.findtext(f".//{{{PACKAGE}}}schemaversion") == "3.0.0"
        for href in hrefs:
            language = etree.fromstring(archive.read(href)).get("{http://www.w3.org/XML/1998/namespace}lang")
            assert f"/{language}/" in href


def test_ids_that_begin_with_a_digit_become_names_of_qti_and_come_back():
    from sauatty.core.exchange.item_files import read_items

    item = small_item("match")
    renamed = small_item(
        "match",
        id="7-of-us",
        options=[
            {"id": str(n), "text": {"kk": f"Бір {n}"}, "why": {"kk": "Себебі."}, "goes_with": "1"}
            for n in range(3)
        ],
        targets=[{"id": str(n), "text": {"kk": f"Нысана {n}"}} for n in range(4)],
    )
    assert read_items(write_items([item, renamed], "qti"), "x").items == (item, renamed)
