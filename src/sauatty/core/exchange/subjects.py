"""Which subject and learning area a programme is about, from its title or its text."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from sauatty.core.catalogue.content import parse_yaml
from sauatty.core.languages import LANGUAGES, clean_text

_QUOTED = re.compile(r"[\"«“„]([^\"»”«“„]{2,90})[\"»”]")


@dataclass(frozen=True, slots=True)
class Subject:
    """A school subject: its slug, the slug of its learning area, its names."""

    id: str
    area: str
    names: Mapping[str, tuple[str, ...]]

    def name(self, language: str) -> str:
        """Return the first name in a language, or in any that has one."""
        for candidate in (language, *LANGUAGES):
            if self.names.get(candidate):
                return self.names[candidate][0]
        return self.id


@dataclass(frozen=True, slots=True)
class SubjectIndex:
    """Finds subjects by the spellings of their names."""

    by_name: Mapping[str, Subject]
    pattern: re.Pattern[str]
    areas: Mapping[str, str]

    @classmethod
    def from_mapping(cls, framework: Mapping[str, Any]) -> "SubjectIndex":
        """Build the index from a framework file whose nodes of type 'subject' have `names: {kk, ru, en}`."""
        by_name: dict[str, Subject] = {}
        for node in framework.get("nodes", ()):
            if node.get("type") != "subject":
                continue
            names = {language: tuple(texts) for language, texts in (node.get("names") or {}).items()}
            subject = Subject(str(node["code"]), str(node.get("parent") or ""), names)
            for name in (name for language in LANGUAGES for name in names.get(language, ())):
                by_name.setdefault(_key(name), subject)
        longest_first = sorted(by_name, key=len, reverse=True)
        pattern = "|".join(re.escape(name) for name in longest_first) or r"(?!)"
        return cls(by_name, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), _areas(framework))

    def area_in(self, text: str) -> str | None:
        """Return the slug of the learning area that a text names, the longest name first."""
        key = _key(text)
        found = max((name for name in self.areas if name in key), key=len, default=None)
        return self.areas[found] if found else None

    def named(self, name: str) -> Subject | None:
        """Return the subject with exactly this name."""
        return self.by_name.get(_key(name))

    def find(self, title: str) -> tuple[str, Subject | None]:
        """Return the subject's name as the title gives it, and the subject where it is known.

        A name in quotation marks comes first; without one the longest known name in the title is taken.
        """
        quoted = [clean_text(name) for name in _QUOTED.findall(title)]
        for name in quoted:
            if (subject := self._inside(name)) is not None:
                return name, subject
        key = _key(title)
        found = max(self.pattern.findall(key), key=len, default="")
        if found:
            start = key.index(found)
            return clean_text(title)[start : start + len(found)] or found, self.by_name[found]
        return (quoted[0] if quoted else ""), None

    def _inside(self, name: str) -> Subject | None:
        """Find the subject of a quoted name, also with an addition ('Русский язык (второй)')."""
        exact = self.named(name)
        if exact is not None:
            return exact
        found = max(self.pattern.findall(_key(name)), key=len, default="")
        return self.by_name[found] if found else None

    def mentions(self, texts: Iterable[str]) -> Counter[str]:
        """Count the subjects that running text names in quotation marks, by slug."""
        counts: Counter[str] = Counter()
        for text in texts:
            for name in _QUOTED.findall(text):
                subject = self.named(name)
                if subject is not None:
                    counts[subject.id] += 1
        return counts

    def with_id(self, slug: str) -> Subject | None:
        """Return the subject with this slug."""
        return next((subject for subject in self.by_name.values() if subject.id == slug), None)


def _areas(framework: Mapping[str, Any]) -> dict[str, str]:
    """Return the slugs of the learning areas by their names; an area has no parent and is no subject."""
    areas = {}
    for node in framework.get("nodes", ()):
        if node.get("type") != "subject" and not node.get("parent"):
            areas.update({_key(name): str(node["code"]) for name in (node.get("name") or {}).values()})
    return areas


def _key(name: str) -> str:
    return clean_text(name).lower().replace("ё", "е")


@lru_cache(maxsize=1)
def load_subjects() -> SubjectIndex:
    """Return the index of the subjects in content/frameworks/kzareas.yaml."""
    path = resources.files("sauatty") / "content" / "frameworks" / "kzareas.yaml"
    text = path.read_text(encoding="utf-8")
    return SubjectIndex.from_mapping(parse_yaml(text))
