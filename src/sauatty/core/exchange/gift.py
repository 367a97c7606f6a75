"""GIFT written and read: the questions of `item_questions` in Moodle's format for plain text files.

`// [id:…] [tag:…]` before a question is Moodle's own way to give it an id number and tags.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from sauatty.core.catalogue.items import Item
from sauatty.core.errors import ItemFileRefused
from sauatty.core.exchange.item_from_question import MOST_OPTIONS, MOST_QUESTIONS, items_from_questions
from sauatty.core.exchange.item_html import held
from sauatty.core.exchange.item_questions import Question, QuestionAnswer, question_of
from sauatty.core.exchange.item_reports import ItemsRead
from sauatty.core.exchange.item_xml import check_size, decode_items
from sauatty.core.languages import LANGUAGES

_ESCAPED = re.compile(r"([\\~=#{}:])")
_BACKSLASHED = re.compile(r"\\(.)", re.DOTALL)
_COMMENT_MARK = re.compile(r"\[(id|tag):((?:\\.|[^\]\\])*)\]")
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")
_PERCENT = re.compile(r"%(-?\d+(?:[.,]\d+)?)%")
_BLANK = "_____"


def write_gift(items: Iterable[Item], languages: Sequence[str] = LANGUAGES) -> bytes:
    """Return items as GIFT in UTF-8; the same items give the same bytes."""
    lines: list[str] = []
    competence = None
    for item in items:
        if item.competence != competence:
            competence = item.competence
            lines.append(f"$CATEGORY: $course$/top/Sauatty/{competence or ''}\n")
        lines.append(_written(_for_gift(question_of(item, languages))))
    return "\n".join(lines).encode("utf-8")


def _for_gift(question: Question) -> Question:
    """Return an order as a match of each line with its place, which is the nearest that GIFT has."""
    if question.qtype != "ordering":
        return question
    pairs = tuple((answer.html, str(n)) for n, answer in enumerate(question.answers, start=1))
    return replace(question, qtype="matching", answers=(), pairs=pairs)


def _written(question: Question) -> str:
    marks = [
        f"[id:{_in_comment(question.idnumber)}]",
        *(f"[tag:{_in_comment(tag)}]" for tag in question.tags),
    ]
    head = f"// {' '.join(marks)}\n::{_escape(question.name)}::[html]{_escape(question.html)}{{\n"
    answers = map(_pair, question.pairs) if question.qtype == "matching" else _answers(question)
    general = f"\t####{_escape(question.general)}\n" if question.general else ""
    return f"{head}{''.join(answers)}{general}}}\n"


def _answers(question: Question) -> Iterator[str]:
    for answer in question.answers:
        sign = "=" if question.is_single and answer.percent == 100 else f"~{_percent(answer.percent)}"
        why = f"#{_escape(answer.feedback)}" if answer.feedback else ""
        yield f"\t{sign}{_escape(answer.html)}{why}\n"


def _percent(percent: float) -> str:
    return f"%{f'{percent:.5f}'.rstrip('0').rstrip('.')}%" if percent else ""


def _pair(pair: tuple[str, str]) -> str:
    asked, target = pair
    return f"\t={_escape(asked)} -> {_escape(target)}\n"


def _escape(text: str) -> str:
    return _ESCAPED.sub(r"\\\1", held(text)).replace("\n", "\\n").replace("->", "-&gt;")


def _in_comment(text: str) -> str:
    return re.sub(r"([\\\]])", r"\\\1", " ".join(held(text).split()))


# --- reading ---


def read_gift(content: bytes, name: str, language: str = "") -> ItemsRead:
    """Return the items of a GIFT file, and the questions that are not read with the reason.

    Raises
    ------
    ItemFileRefused
        Nothing in it is a question.
    EncodingUnknown, EncodingAmbiguous, FileEmpty, FileTooLarge
        It is not a text that can be read.
    """
    check_size(content, name)
    text = decode_items(content, name, is_ours=b"[tag:sauatty]" in content)
    questions = list(islice(_questions(text.replace("\r\n", "\n").replace("\r", "\n")), MOST_QUESTIONS + 1))
    if all(one.qtype == "description" for one in questions):
        raise ItemFileRefused(name=name, problem="there is no question in braces")
    return items_from_questions(questions, name, language, has_one_language=True)


def _questions(text: str) -> Iterator[Question]:
    """Yield questions: blocks of lines that a blank line parts, with the comments before them."""
    for comments, block in _blocks(text):
        marks = [(found[1], _unescaped_mark(found[2])) for found in _COMMENT_MARK.finditer(comments)]
        question = _question(block)
        if question is not None:
            ids = [value for key, value in marks if key == "id"]
            tags = tuple(value for key, value in marks if key == "tag")
            yield replace(question, idnumber=ids[-1] if ids else "", tags=tags)


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    comments: list[str] = []
    lines: list[str] = []
    for line in [*text.split("\n"), ""]:
        bare = line.strip()
        if bare.startswith("//"):
            comments.append(bare)
        elif bare and not bare.startswith("$CATEGORY:"):
            lines.append(line)
        elif not bare and lines:
            yield "\n".join(comments), "\n".join(lines)
            comments, lines = [], []


def _unescaped_mark(text: str) -> str:
    return _BACKSLASHED.sub(r"\1", text).strip()


def _question(block: str) -> Question | None:
    """Return the question of a block; None for a text without braces, which is a description."""
    title, rest = _titled(block.lstrip())
    found = _FORMAT.match(rest)
    rest = rest[found.end() :] if found else rest
    is_html = found is not None and found[1] == "html"
    name = _plain(title).strip()
    start, end = _find(rest, "{", 0), _rfind_close(rest)
    if start < 0 or end < start:
        return (
            Question("description", name or rest.strip()[:60], _html(rest, is_html)) if rest.strip() else None
        )
    tail = rest[end + 1 :].strip()
    asked = f"{rest[:start].strip()} {_BLANK} {tail}" if tail else rest[:start].strip()
    html = _html(asked, is_html)
    return replace(
        _answered(rest[start + 1 : end], is_html), name=name or _plain(asked).strip()[:60], html=html
    )


def _titled(block: str) -> tuple[str, str]:
    """Return the title between double colons, '' without one, and what follows it."""
    end = _find(block, "::", 2) if block.startswith("::") else -1
    return (block[2:end], block[end + 2 :]) if end >= 0 else ("", block)


def _find(text: str, sign: str, start: int) -> int:
    """Return where a sign stands that no backslash is before; -1 if nowhere."""
    found = re.compile(rf"\\.|{re.escape(sign)}", re.DOTALL)
    at = next((one.start() for one in found.finditer(text, start) if one.group() == sign), -1)
    return at


def _rfind_close(text: str) -> int:
    found = [one.start() for one in re.finditer(r"\\.|\}", text, re.DOTALL) if one.group() == "}"]
    return found[-1] if found else -1


def _answered(body: str, is_html: bool) -> Question:
    """Return a question with its answers, without its text."""
    at = _find(body, "####", 0)
    general = _html(body[at + 4 :].strip(), is_html) if at >= 0 else ""
    body = (body[:at] if at >= 0 else body).strip()
    base = Question("", "", "", general=general)
    if not body:
        return replace(base, qtype="essay")
    if body.startswith("#"):
        return replace(base, qtype="numerical")
    truth = re.match(r"(T|TRUE|F|FALSE)\s*(?:#|$)", body, re.IGNORECASE)
    if truth:
        return replace(base, qtype="truefalse", answers=_true_false(truth[1][0].upper() == "T"))
    if not body.startswith(("=", "~")):  # a type that GIFT does not have
        return replace(base, qtype="unknown")
    answers = _split_answers(body)
    if any(sign == "=" and _find(text, "->", 0) >= 0 for sign, text in answers):
        return replace(base, qtype="matching", pairs=tuple(_pair_from(text, is_html) for _, text in answers))
    if not any(sign == "~" for sign, _ in answers):
        return replace(base, qtype="shortanswer")
    is_single = any(sign == "=" for sign, _ in answers)
    read = tuple(_answer_from(sign, text, is_html) for sign, text in answers)
    return replace(base, qtype="multichoice", is_single=is_single, answers=read)


def _true_false(is_true: bool) -> tuple[QuestionAnswer, ...]:
    return tuple(
        QuestionAnswer(word, 100.0 * (says == is_true)) for word, says in (("true", True), ("false", False))
    )


def _split_answers(body: str) -> list[tuple[str, str]]:
    """Return the answers with the sign before each."""
    signs = (one for one in re.finditer(r"\\.|[=~]", body, re.DOTALL) if one.group() in ("=", "~"))
    marks = list(islice(signs, 2 * MOST_OPTIONS))  # more are too many in any case
    ends = [one.start() for one in marks[1:]] + [len(body)]
    return [(one.group(), body[one.end() : end].strip()) for one, end in zip(marks, ends, strict=True)]


def _answer_from(sign: str, text: str, is_html: bool) -> QuestionAnswer:
    percent = 100.0 if sign == "=" else 0.0
    found = _PERCENT.match(text)
    if found:
        percent, text = float(found[1].replace(",", ".")), text[found.end() :]
    at = _find(text, "#", 0)
    feedback = text[at + 1 :].strip() if at >= 0 else ""
    return QuestionAnswer(
        _html((text[:at] if at >= 0 else text).strip(), is_html), percent, _html(feedback, is_html)
    )


def _pair_from(text: str, is_html: bool) -> tuple[str, str]:
    asked, _, target = text.partition("->")
    return _html(asked.strip(), is_html), _html(target.strip(), is_html)


def _html(text: str, is_html: bool) -> str:
    found = _FORMAT.match(text)
    text = text[found.end() :] if found else text
    is_html = found[1] == "html" if found else is_html
    plain = _plain(text)
    return plain if is_html else plain.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")


def _plain(text: str) -> str:
    return _BACKSLASHED.sub(lambda found: "\n" if found[1] == "n" else found[1], text)
