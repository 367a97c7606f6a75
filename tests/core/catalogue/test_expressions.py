import json
import math
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sauatty.core.catalogue.expression_parsing import DEEPEST, LONGEST
from sauatty.core.catalogue.expression_patterns import LONGEST_TEXT, read_pattern
from sauatty.core.catalogue.expression_tree import Expression
from sauatty.core.catalogue.expressions import parse
from sauatty.core.errors import ExpressionInvalid, ExpressionTooLong, ExpressionUnknown, PatternUnsafe

CASES = json.loads((Path(__file__).parent / "expression_cases.json").read_text("utf-8"))
PAGE = Path(__file__).parents[3] / "docs" / "reference" / "expressions.md"
NUMBERS = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


def test_it_works():
    expression = parse("${role} = 'librarian' and not(selected(${topics}, 'ai'))")
    assert expression.evaluate({"role": "librarian", "topics": "search"}) is True
    assert expression.evaluate({"role": "librarian", "topics": "search ai"}) is False
    assert expression.names() == {"role", "topics"}


# --- the table that the browser is tested with too ---


def test_the_table_has_cases_of_every_operator():
    def operators(node: list) -> set[str]:
        return {node[0]}.union(*(operators(part) for part in node[1:] if isinstance(part, list)))

    found = set().union(*(operators(case["json"]) for case in CASES))
    written = set(re.findall(r'`\["([^"]+)"', PAGE.read_text("utf-8"))) | {"!=", "<", "<=", ">", ">="}
    assert len(CASES) >= 60
    assert found >= written


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['expression']} on {case['answers']}"[:70])
def test_a_case_has_its_value(case):
    expression = parse(case["expression"])
    arguments = (case["answers"], case.get("own", ""))
    found = expression.evaluate(*arguments, today=case.get("today", ""))
    expected = case["expected"]
    if expected in NUMBERS and isinstance(found, float):
        expected = NUMBERS[expected]
    assert type(found) is type(expected) or isinstance(found, float)
    assert found == expected or (found != found and expected != expected)
    assert expression.holds(*arguments, today=case.get("today", "")) is case["holds"]
    assert expression.as_json() == case["json"]
    assert parse(str(expression)) == expression


def test_the_evaluator_of_the_page_gives_the_same_values_in_javascript(tmp_path):
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    script = re.search(r"```js\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert script is not None
    (tmp_path / "run.js").write_text(
        script[1]
        + """
const cases = JSON.parse(require("fs").readFileSync(process.argv[2], "utf8"));
const shown = (v) => (typeof v === "number" && !Number.isFinite(v) ? String(v) : v === 0 ? 0 : v);
const found = cases.map((c) => {
  const value = evaluate(c.json, c.answers, c.own, c.today);
  return [shown(value), asBoolean(value)];
});
console.log(JSON.stringify(found));
""",
        "utf-8",
    )
    cases = Path(__file__).parent / "expression_cases.json"
    printed = subprocess.run([node, tmp_path / "run.js", cases], capture_output=True, check=True, timeout=60)
    assert json.loads(printed.stdout) == [[case["expected"], case["holds"]] for case in CASES]


# --- what is refused ---


@pytest.mark.parametrize(
    ("text", "found", "place"),
    [
        ("position(..)", "position", 1),
        ("${a} = 1 or indexed-repeat(${a}, ${b}, 1)", "indexed-repeat", 13),
        ("pulldata('a', 'b')", "pulldata", 1),
        ("true()", "true", 1),
        ("not ${a}", "not", 1),
        ("${a} / 2", "/", 6),
        ("${a} == 2", "=", 7),
        ("${a} & ${b}", "&", 6),
        ("${a} > 2 ${b}", "${b}", 10),
        ("2 and ) ", ")", 7),
        ("/data/a = 1", "/", 1),
        ("${a} AND ${b}", "AND", 6),
    ],
)
def test_what_has_no_use_is_named_with_its_place(text, found, place):
    with pytest.raises(ExpressionUnknown) as refused:
        parse(text)
    assert (refused.value.params["found"], refused.value.params["place"]) == (found, place)
    assert "count-selected()" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("${a} =", "breaks off"),
        ("'abc", "not closed"),
        ("(${a} = 1", "')' is missing"),
        ("selected(${a})", "',' is missing"),
        ("selected('a', 'b')", "takes ${name}"),
        ("string-length(1)", "takes ${name}"),
        ("${a b} = 1", "'a b' is no name"),
        ("${} = 1", "is no name"),
        ("${әріп} = 1", "is no name"),
        ("1234567890123456", "at most 15 digits"),
        ("today()", "only be compared"),
        ("today() + 1", "only be compared"),
        (". < today() - 7", "only be compared"),
        ("today() = today()", "only be compared"),
        ("not(today())", "only be compared"),
        ("(today()) > .", "only be compared"),
        ("regex(., ${a})", "text in quotes"),
    ],
)
def test_what_cannot_be_read_says_why(text, problem):
    with pytest.raises(ExpressionInvalid) as refused:
        parse(text)
    assert problem in str(refused.value)


def test_length_and_depth_are_bounded():
    assert parse("(" * 20 + "1" + ")" * 20) == parse("1")
    for text in (
        "1 + " * LONGEST + "1",
        "(" * 200 + "1",
        "-" * 200 + "1",
        " or ".join(["1"] * (DEEPEST + 1)),
    ):
        with pytest.raises(ExpressionTooLong):
            parse(text)
    assert parse(" or ".join(["${a}"] * (DEEPEST - 1))).holds({"a": "1"})


# --- patterns ---


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+", "(a*)*", "(a|a)*", "(a?){5}", "([a-z]+){2,}", "(?:(x{1,3}))*", "a**", "a+*", ".*.*.*.*",
        r"(a)\1", "(?=a)", "(?!a)", "(?<=a)b", "(?P<n>a)", "a{1000}", "a{3,1}", "a{,3}", "[z-a]", "[]", "(a", "a)",
        "a|*", r"\q", r"\u0041", r"\p{Greek}", r"[\D]", "[[a]", "^^a", "a$b", "a\\", "((((((((((((a))))))))))))",
        "x" * 201, "((a{200}){200})", "a{1,200}b{1,200}c{1,200}d{1,200}",
    ],
)  # fmt: skip
def test_a_pattern_outside_the_subset_is_refused(pattern):
    with pytest.raises(PatternUnsafe):
        read_pattern(pattern)


def test_no_answer_takes_long():
    began = time.perf_counter()
    for pattern, text in (
        ("a*a*a*b", "a" * LONGEST_TEXT),
        ("(ab{2}c){90}", "abbc" * 89),
        (".{0,200}x", "y" * 900),
    ):
        assert not read_pattern(pattern).matches(text)
    assert time.perf_counter() - began < 3


ATOMS = st.sampled_from(["a", "b", ".", "[ab]", "[^a]", r"\d", r"\w", "[a-c0]", r"\.", "ә", "(?:ab)", "(a)"])
PIECES = st.tuples(ATOMS, st.sampled_from(["", "", "?", "*", "+", "{2}", "{1,3}"])).map("".join)
PATTERNS = st.lists(PIECES, min_size=1, max_size=4).map("".join)


@given(st.lists(PATTERNS, min_size=1, max_size=3).map("|".join), st.text(alphabet="ab0.c_ә\n", max_size=8))
@settings(max_examples=300, deadline=None)
def test_patterns_match_what_a_backtracking_matcher_matches(pattern, text):
    try:
        found = read_pattern(pattern)
    except PatternUnsafe:
        return
    expected = re.fullmatch(pattern.replace(".", "[^\\n\\r]").replace("\\[^\\n\\r]", "\\."), text, re.ASCII)
    assert found.matches(text) == bool(expected)
    assert bool(re.fullmatch(found.script.removeprefix("^").removesuffix("$"), text)) == bool(expected)


# --- properties ---

NAMES = st.sampled_from(["a", "b", "matrix_row", "x.y-z"])
ANSWERS = NAMES.map(lambda name: Expression("name", value=name)) | st.just(Expression("own"))
TEXTS = st.text(alphabet="aбә \"'0.-", max_size=5).filter(lambda text: not ("'" in text and '"' in text))
LEAVES = (
    ANSWERS
    | TEXTS.map(lambda text: Expression("text", value=text))
    | st.integers(0, 10**6).map(lambda n: Expression("number", value=n / 8))
    | st.tuples(ANSWERS, TEXTS).map(
        lambda pair: Expression("selected", (pair[0], Expression("text", value=pair[1])))
    )
    | st.tuples(st.sampled_from(["count-selected", "string-length"]), ANSWERS).map(
        lambda pair: Expression(pair[0], (pair[1],))
    )
    | ANSWERS.map(lambda one: Expression("regex", (one,), read_pattern("[0-9]+|ә")))
    | st.tuples(st.sampled_from(["<", ">=", "="]), ANSWERS).map(
        lambda pair: Expression(pair[0], (pair[1], Expression("today")))
    )
)
SIGNS = st.sampled_from(
    ["=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod", "and", "or", "coalesce"]
)
TREES = st.recursive(
    LEAVES,
    lambda inner: (
        st.tuples(SIGNS, inner, inner).map(lambda one: Expression(one[0], one[1:]))
        | st.tuples(st.sampled_from(["neg", "not"]), inner).map(lambda one: Expression(one[0], one[1:]))
        | st.tuples(inner, inner, inner).map(lambda one: Expression("if", one))
    ),
    max_leaves=12,
)
GIVEN = st.dictionaries(NAMES, st.text(max_size=8) | st.from_regex(r"-?[0-9]{1,4}(\.[0-9])?", fullmatch=True))


@given(TREES)
@settings(deadline=None)
def test_what_is_written_is_read_back_as_the_same(tree):
    assert parse(str(tree)) == tree


@given(TREES, GIVEN, st.text(max_size=8), st.sampled_from(["", "2026-11-22"]))
@settings(deadline=None)
def test_evaluation_never_fails(tree, answers, own, today):
    value = tree.evaluate(answers, own, today=today)
    assert isinstance(value, bool | float | str)
    assert tree.holds(answers, own, today=today) in (True, False)
    assert json.dumps(tree.as_json())


@given(
    st.text(alphabet="${}ab .'\"()<>=!+-*,1divmodandorselectedregex[]\\|^", max_size=60)
    | st.text(max_size=40)
)
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_or_refused_by_one_of_our_errors(text):
    try:
        parse(text).evaluate({})
    except ExpressionInvalid as refused:
        assert refused.code.startswith(("expression-", "pattern-"))
