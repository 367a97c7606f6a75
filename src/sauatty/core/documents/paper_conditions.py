"""The logic of an instrument in words, for a sheet of paper: 'you ticked 2 or 3 in question 13'."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sauatty.core.catalogue.expressions import Expression, parse
from sauatty.core.catalogue.instruments import OTHER, Instrument, Question
from sauatty.core.catalogue.regions import load_regions
from sauatty.core.catalogue.words import word

GROUP = "paper_form"
_SIGNS = {"=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
_COUNTS = {"count-selected": "ticks_in", "string-length": "letters_in"}


def question_numbers(instrument: Instrument) -> dict[str, str]:
    """Return the number of each name that can be answered: '7', '7.2' for the second row of a matrix."""
    found: dict[str, str] = {}
    asked = [question for question in instrument.questions if question.kind != "note"]
    for number, question in enumerate(asked, 1):
        found[question.id] = str(number)
        rows = question.rows if question.kind == "matrix" else ()
        found |= {f"{question.id}_{row.code}": f"{number}.{place}" for place, row in enumerate(rows, 1)}
        if question.allow_other:
            found[f"{question.id}_{OTHER}"] = str(number)
    return found


def choice_numbers(question: Question) -> dict[str, str]:
    """Return the number of each choice on paper: its place, 'other' last, as the page of keyed entry counts them.

    Regions that the instrument does not list stand in the order of their codes.
    """
    codes = [choice.code for choice in question.choices]
    if question.kind == "region" and not codes:
        codes = sorted(region.id for region in load_regions().regions)
    if question.allow_other:
        codes.append(OTHER)
    return {code: str(number) for number, code in enumerate(codes, 1)}


@dataclass(frozen=True, slots=True)
class Conditions:
    """Says conditions of one instrument in one language."""

    instrument: Instrument
    numbers: Mapping[str, str]
    language: str

    @classmethod
    def of(cls, instrument: Instrument, language: str) -> "Conditions":
        """Number the questions of an instrument."""
        return cls(instrument, question_numbers(instrument), language)

    def words(self, text: str) -> str:
        """Return a condition in words; an operator that has no words stays as it is written."""
        return self._said(parse(text))

    def _say(self, key: str, **params: object) -> str:
        return word(GROUP, key, self.language, **params)

    def _said(self, node: Expression) -> str:
        if node.operator in {"or", "and"}:
            return self._joined(node)
        name, codes = _ticked(node)
        if name:
            return self._ticks("ticked", name, codes)
        if node.operator == "not":
            return self._negated(node.parts[0])
        if node.operator in _SIGNS:
            return self._comparison(node)
        return self._term(node)

    def _joined(self, node: Expression) -> str:
        """Say clauses joined by one sign; those about ticks of the same question become one."""
        clauses = _flat(node, node.operator)
        said: list[str] = []
        while clauses:
            name, codes = _ticked(clauses[0])
            same = [one for one in clauses if name and _ticked(one)[0] == name]
            if node.operator == "or" and name:
                together = [code for one in same for code in _ticked(one)[1]]
                said.append(self._ticks("ticked", name, together))
                clauses = [one for one in clauses if one not in same]
            else:
                said.append(self._within(clauses.pop(0), node.operator))
        return f" {self._say(node.operator)} ".join(said)

    def _within(self, node: Expression, around: str) -> str:
        said = self._said(node)
        return f"({said})" if node.operator in {"or", "and"} and node.operator != around else said

    def _negated(self, inner: Expression) -> str:
        name, codes = _ticked(inner)
        clauses = _flat(inner, "or")
        names = {_ticked(one)[0] for one in clauses}
        if not name and len(names) == 1 and "" not in names:
            name, codes = names.pop(), [code for one in clauses for code in _ticked(one)[1]]
        if name:
            return self._ticks("not_ticked", name, codes)
        said = self._said(inner)
        return self._say("negated", clause=f"({said})" if inner.operator in {"or", "and"} else said)

    def _ticks(self, key: str, name: str, codes: Sequence[str]) -> str:
        question = self.instrument.question(name)
        numbers = choice_numbers(question) if question else {}
        shown = [numbers.get(code, code) for code in codes]
        joint = f" {self._say('or')} ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
        return self._say(key, question=self.numbers.get(name, name), codes=joint)

    def _comparison(self, node: Expression) -> str:
        left, right = node.parts
        if left.operator == "name" and right.operator == "text" and node.operator in {"=", "!="}:
            if not right.value:
                key = "not_answered" if node.operator == "=" else "answered"
                return self._say(key, question=self._number(left))
            if self._has_choices(str(left.value)):
                return self._ticks("not_ticked", str(left.value), [str(right.value)])
        terms = {"left": self._term(left), "right": self._term(right)}
        return self._say("compared", sign=_SIGNS[node.operator], **terms)

    def _has_choices(self, name: str) -> bool:
        question = self.instrument.question(name)
        return question is not None and bool(choice_numbers(question))

    def _number(self, node: Expression) -> str:
        return self.numbers.get(str(node.value), str(node.value))

    def _term(self, node: Expression) -> str:
        if node.operator == "name":
            return self._say("answer_to", question=self._number(node))
        if node.operator in _COUNTS and node.parts[0].operator == "name":
            return self._say(_COUNTS[node.operator], question=self._number(node.parts[0]))
        return str(node).strip("'\"") if node.operator == "text" else str(node)


def _flat(node: Expression, operator: str) -> list[Expression]:
    """Return the clauses that one sign joins, however they are bracketed."""
    if node.operator != operator:
        return [node]
    return [clause for part in node.parts for clause in _flat(part, operator)]


def _ticked(node: Expression) -> tuple[str, list[str]]:
    """Return the name and the code of 'this choice was ticked'; '' where a node says something else."""
    if node.operator in {"selected", "="} and len(node.parts) == 2:
        name, code = node.parts
        if name.operator == "name" and code.operator == "text" and code.value:
            return str(name.value), [str(code.value)]
    return "", []
