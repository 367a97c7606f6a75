"""The header of a table of responses: which column holds which answer, as ODK, KoBo or Sauatty name them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sauatty.core.catalogue.answers_check import choice_codes
from sauatty.core.catalogue.instruments import Instrument
from sauatty.core.errors import ResponsesColumnRepeated, ResponsesColumnUnknown, ResponsesWithoutAnswers
from sauatty.core.exchange.xlsform_parts import names_beside

ID, LANGUAGE, DAY, VERSION = "id", "language", "day", "version"
_ABOUT: Mapping[str, frozenset[str]] = {
    ID: frozenset(
        ["id", "response", "_id", "_uuid", "__id", "key", "instanceid", "meta/instanceid", "meta-instanceid", "uuid"]
    ),
    LANGUAGE: frozenset({"language", "lang", "__language", "startlanguage"}),
    DAY: frozenset(["day", "_submission_time", "submissiondate", "submitdate", "today", "__system/submissiondate"]),
    VERSION: frozenset({"version", "__version__", "formversion", "instrument_version"}),
}  # fmt: skip
# What survey tools write beside the answers; nothing here needs it, and some of it points at a person.
_UNUSED = re.compile(
    r"(?:_.*|meta[/-].*|__system.*|start|end|deviceid|subscriberid|simserial|phonenumber|username|formhub/uuid|"
    r"rootuuid|submitterid|submittername|attachments(?:present|expected)|status|reviewstate|devicename|edits)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[/:]|(?<=\w)-(?=\w)")


@dataclass(frozen=True, slots=True)
class Header:
    """Where each thing stands, as numbers of columns.

    `whole` are the columns of one answer each, `split` those of one choice each (1 where it was taken), `about` the
    id, language, day and version, `left_out` the names of columns that were not read.
    """

    about: Mapping[str, int]
    whole: Mapping[str, int]
    split: Mapping[str, Mapping[str, int]]
    left_out: tuple[str, ...] = ()


def read_header(row: Sequence[str], instrument: Instrument, name: str, *, strict: bool) -> Header:
    """Tell what each column holds; refuse what nobody can place (`strict`), or what stands twice."""
    names = {one for question in instrument.questions for one in question.names}
    choices = {
        one.id: choice_codes(one) for one in instrument.questions if one.kind in {"multiple", "ranking"}
    }
    beside = names_beside(instrument).all | {one.id for one in instrument.questions if one.kind == "note"}
    beside |= _codes_beside(instrument)
    about: dict[str, int] = {}
    whole: dict[str, int] = {}
    split: dict[str, dict[str, int]] = {}
    left_out: list[str] = []
    for at, title in enumerate(row):
        key = title.strip().lstrip("\ufeff")
        if not key:
            continue
        answer, choice = _answer(key, names, choices)
        role = "" if answer else _about(key)
        if choice:
            _put(split.setdefault(answer, {}), choice, at, key, name)
        elif answer:
            _put(whole, answer, at, key, name)
        elif role and role not in about:
            about[role] = at
        elif role or _UNUSED.fullmatch(key) or _PARTS.split(key)[-1] in beside or not strict:
            left_out.append(key)
        else:
            raise ResponsesColumnUnknown(name=name, column=key[:80], instrument=instrument.id)
    if not whole and not split:
        raise ResponsesWithoutAnswers(name=name, instrument=instrument.id, found=", ".join(row)[:200])
    return Header(about, whole, {one: split[one] for one in split if one not in whole}, tuple(left_out))


def _codes_beside(instrument: Instrument) -> frozenset[str]:
    """Return the columns in which data for research carry the codes of open answers; those are no answers."""
    texts = [one.id for one in instrument.questions if one.kind in ("short", "long")]
    return frozenset(f"{text}_{what}" for text in texts for what in ("grade", "parts"))


def _put(columns: dict[str, int], key: str, at: int, title: str, name: str) -> None:
    if key in columns:
        raise ResponsesColumnRepeated(name=name, column=title[:80])
    columns[key] = at


def _about(key: str) -> str:
    low = key.casefold()
    return next((role for role, titles in _ABOUT.items() if low in titles), "")


def _answer(key: str, names: set[str], choices: Mapping[str, frozenset[str]]) -> tuple[str, str]:
    """Return the answer that a column belongs to, and the choice where the column is one of a split answer."""
    if key in names:
        return key, ""
    parts = _PARTS.split(key)
    if parts[-1] in names:
        return parts[-1], ""
    if len(parts) > 1 and parts[-1] in choices.get(parts[-2], ()):
        return parts[-2], parts[-1]
    return "", ""
