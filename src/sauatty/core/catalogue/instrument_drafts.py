"""Changing a draft: questions and sections found, added, moved, copied and taken out. Values in, values out.

A draft is a mapping of the schema. It may have holes and contradictions while it is written; the check names them.
"""

import copy
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from sauatty.core.errors import InstrumentNameTaken, InstrumentPartGone, InstrumentTooLong
from sauatty.core.languages import LANGUAGES

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}\Z")
MAX_QUESTIONS, MAX_SECTIONS = 300, 60
# What a question of a kind has besides its text
WITH_CHOICES = ("single", "multiple", "scale", "matrix", "ranking")
Part = dict[str, Any]
Body = dict[str, Any]


def body_hash(body: Body) -> str:
    """Return SHA-256 of a mapping in its canonical form; the order of keys does not matter, databases keep none."""
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def empty_body(slug: str, titles: Mapping[str, str], kind: str) -> Body:
    """Return the draft of a new instrument: one empty section."""
    return {
        "schema": "instrument/1", "id": slug, "version": "1", "kind": kind, "audience": "adults",
        "languages": list(LANGUAGES), "title": dict(titles), "about": {}, "closing": {},
        "sections": [{"id": "section1", "title": {}, "questions": []}], "lists": {},
    }  # fmt: skip


def sections_of(body: Body) -> list[Part]:
    """Return the sections, in order."""
    found: list[Part] = body.setdefault("sections", [])
    return found


def questions_of(body: Body) -> Iterator[tuple[Part, Part]]:
    """Yield every section and question, in order."""
    for section in sections_of(body):
        for question in section.setdefault("questions", []):
            yield section, question


def find_section(body: Body, name: str) -> Part:
    """Return a section of the draft."""
    for section in sections_of(body):
        if section.get("id") == name:
            return section
    raise InstrumentPartGone(name=name)


def find_question(body: Body, name: str) -> tuple[Part, Part]:
    """Return the section and the question of a name."""
    for section, question in questions_of(body):
        if question.get("id") == name:
            return section, question
    raise InstrumentPartGone(name=name)


def names_in(body: Body) -> set[str]:
    """Return the names of all sections and questions: one space of names, as XLSForm wants it."""
    sections = {str(section.get("id")) for section in sections_of(body)}
    return sections | {str(question.get("id")) for _section, question in questions_of(body)}


def free_name(body: Body, wanted: str) -> str:
    """Return a name that nothing in the draft has, the wanted one if it is free."""
    taken = names_in(body)
    base = re.sub(r"_\d+\Z", "", wanted)[:36] or "question"
    names = (f"{base}_{n}" for n in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(name for name in names if name not in taken)


def next_name(body: Body, stem: str) -> str:
    """Return the first free name of the form stem + number."""
    taken = names_in(body)
    return next(f"{stem}{n}" for n in range(1, len(taken) + 2) if f"{stem}{n}" not in taken)


# --- choices, shared or a question's own -----------------------------------------------------------------------


def choices_of(body: Body, question: Part) -> list[Part]:
    """Return the choices of a question: those of the list that it names, or its own."""
    choices = question.get("choices") or []
    if isinstance(choices, str):
        return list((body.get("lists") or {}).get(choices) or [])
    return list(choices)


def list_of(question: Part) -> str:
    """Return the name of the shared list that a question takes its choices from, or ''."""
    choices = question.get("choices")
    return choices if isinstance(choices, str) else ""


def sharers(body: Body, name: str) -> list[str]:
    """Return the questions that take their choices from a list."""
    return [str(q.get("id")) for _s, q in questions_of(body) if name and list_of(q) == name]


def set_choices(body: Body, question: Part, choices: list[Part], list_name: str) -> None:
    """Give a question its choices: its own, or those of a list, which change for all who share it."""
    if not list_name:
        question["choices"] = choices
        return
    question["choices"] = list_name
    body.setdefault("lists", {})[list_name] = choices


def rewrite_question(body: Body, there: Part, question: Mapping[str, Any]) -> None:
    """Put a question as it was written in the place of the one that stands."""
    kept, old_list = choices_of(body, there), list_of(there)
    rows = there.get("rows")
    choices, wanted = question.get("choices"), str(question.get("list_name") or "")
    there.clear()
    there.update({key: value for key, value in question.items() if key not in {"choices", "list_name"}})
    if question["kind"] == "matrix":
        there.setdefault("rows", rows or [])
    else:
        there.pop("rows", None)
    if question["kind"] in WITH_CHOICES:
        known = body.get("lists") or {}
        is_another = wanted and wanted != old_list and wanted in known
        own = kept if choices is None else list(choices)
        set_choices(body, there, known[wanted] if is_another else own, wanted)


def drop_unused_lists(body: Body) -> None:
    """Forget lists that no question takes its choices from."""
    used = {list_of(question) for _section, question in questions_of(body)}
    body["lists"] = {name: rows for name, rows in (body.get("lists") or {}).items() if name in used}


# --- adding, moving, copying, taking out -----------------------------------------------------------------------


def add_section(body: Body, after: str = "") -> Part:
    """Add an empty section behind another one, or at the end."""
    _refuse_too_many(len(sections_of(body)), MAX_SECTIONS)
    section: Part = {"id": next_name(body, "section"), "title": {}, "questions": []}
    sections = sections_of(body)
    place = sections.index(find_section(body, after)) + 1 if after else len(sections)
    sections.insert(place, section)
    return section


def add_question(body: Body, section_name: str, kind: str, after: str = "") -> Part:
    """Add an empty question to a section, behind another one or at the end."""
    _refuse_too_many(sum(1 for _ in questions_of(body)), MAX_QUESTIONS)
    section = find_section(body, section_name)
    question: Part = {"id": next_name(body, "q"), "kind": kind, "text": {}}
    if kind in WITH_CHOICES:
        question["choices"] = [{"code": "1", "label": {}}, {"code": "2", "label": {}}]
    if kind == "matrix":
        question["rows"] = [{"code": "a", "label": {}}]
    place = _place_behind(section["questions"], after)
    section["questions"].insert(place, question)
    return question


def _place_behind(questions: list[Part], after: str) -> int:
    places = [n for n, one in enumerate(questions) if after and one.get("id") == after]
    return places[0] + 1 if places else len(questions)


def _refuse_too_many(n: int, most: int) -> None:
    if n >= most:
        raise InstrumentTooLong(most=most)


def move_section(body: Body, name: str, step: int) -> None:
    """Move a section up (-1) or down (1); at the end it stays."""
    _move(sections_of(body), find_section(body, name), step)


def move_question(body: Body, name: str, step: int) -> None:
    """Move a question up or down; over the edge of its section it goes into the next one."""
    section, question = find_question(body, name)
    if _move(section["questions"], question, step):
        return
    sections = sections_of(body)
    place = sections.index(section) + step
    if 0 <= place < len(sections):
        section["questions"].remove(question)
        there = sections[place].setdefault("questions", [])
        there.insert(0 if step > 0 else len(there), question)


def _move(parts: list[Part], part: Part, step: int) -> bool:
    place = next(n for n, one in enumerate(parts) if one is part)
    target = place + step
    if not 0 <= target < len(parts):
        return False
    parts.insert(target, parts.pop(place))
    return True


def copy_question(body: Body, name: str) -> Part:
    """Put a copy of a question behind it, under a name of its own."""
    _refuse_too_many(sum(1 for _ in questions_of(body)), MAX_QUESTIONS)
    section, question = find_question(body, name)
    twin = copy.deepcopy(question)
    twin["id"] = free_name(body, f"{name[:36]}_2")
    section["questions"].insert(section["questions"].index(question) + 1, twin)
    return twin


def copy_section(body: Body, name: str) -> Part:
    """Put a copy of a section behind it; its questions get names of their own."""
    section = find_section(body, name)
    _refuse_too_many(len(sections_of(body)), MAX_SECTIONS)
    _refuse_too_many(sum(1 for _ in questions_of(body)) + len(section["questions"]) - 1, MAX_QUESTIONS)
    twin = copy.deepcopy(section) | {"id": free_name(body, f"{name[:36]}_2"), "questions": []}
    sections = sections_of(body)
    sections.insert(sections.index(section) + 1, twin)
    for question in section["questions"]:
        again = copy.deepcopy(question)
        again["id"] = free_name(body, f"{question['id'][:36]}_2")
        twin["questions"].append(again)
    return twin


def take_out_question(body: Body, name: str) -> tuple[Part, str, int]:
    """Take a question out; returns it with its choices, its section and its place there."""
    section, question = find_question(body, name)
    place = section["questions"].index(question)
    section["questions"].pop(place)
    kept = copy.deepcopy(question) | {"kept_choices": choices_of(body, question)}
    drop_unused_lists(body)
    return kept, str(section.get("id")), place


def take_out_section(body: Body, name: str) -> tuple[Part, int]:
    """Take a section out with its questions; returns it and its place."""
    section = find_section(body, name)
    place = sections_of(body).index(section)
    sections_of(body).pop(place)
    kept = copy.deepcopy(section)
    for question in kept.get("questions", []):
        question["kept_choices"] = choices_of(body, question)
    drop_unused_lists(body)
    return kept, place


def put_back_question(body: Body, question: Part, section_name: str, place: int) -> Part:
    """Put a question back where it stood; its section may be gone, its name taken."""
    again = _with_its_list(body, question)
    again["id"] = free_name(body, again["id"])
    sections = sections_of(body) or [add_section(body)]
    section = next((one for one in sections if one.get("id") == section_name), sections[-1])
    section.setdefault("questions", []).insert(place, again)
    return again


def put_back_section(body: Body, section: Part, place: int) -> Part:
    """Put a section back with its questions."""
    again = copy.deepcopy(section) | {"id": free_name(body, str(section["id"])), "questions": []}
    sections_of(body).insert(place, again)
    for question in section.get("questions", []):
        own = _with_its_list(body, question)
        own["id"] = free_name(body, own["id"])
        again["questions"].append(own)
    return again


def _with_its_list(body: Body, kept: Part) -> Part:
    """Return a kept question whose choices stand in the draft: in its list if that says the same, else its own."""
    question = copy.deepcopy(kept)
    choices = question.pop("kept_choices", [])
    name = list_of(question)
    if name:
        there = body.setdefault("lists", {}).setdefault(name, choices)
        if there != choices:
            question["choices"] = choices
    return question


# --- names and hashes ------------------------------------------------------------------------------------------


def rename(body: Body, old: str, new: str) -> None:
    """Give a question or section another name, also where skip logic and constraints speak of it."""
    if new == old:
        return
    if new in names_in(body):
        raise InstrumentNameTaken(name=new)
    part: Part = next((one for one in sections_of(body) if one.get("id") == old), {})
    (part or find_question(body, old)[1])["id"] = new
    pattern = re.compile(r"\$\{\s*" + re.escape(old) + r"(_[A-Za-z0-9_-]+)?\s*\}")
    for one in (*sections_of(body), *(question for _section, question in questions_of(body))):
        for key in ("when", "check"):
            if one.get(key):
                one[key] = pattern.sub(lambda found: "${" + new + (found[1] or "") + "}", one[key])


def question_hash(body: Body, question: Part) -> str:
    """Return what tells one state of a question, with its choices, from another."""
    return body_hash({"question": question, "choices": choices_of(body, question)})


def section_hash(section: Part) -> str:
    """Return what tells one state of a section's own texts and logic from another; its questions have their own."""
    return body_hash({key: value for key, value in section.items() if key != "questions"})


def head_hash(body: Body) -> str:
    """Return the same of what stands before the sections."""
    return body_hash({key: value for key, value in body.items() if key not in {"sections", "lists"}})
