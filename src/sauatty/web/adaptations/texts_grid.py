"""The texts of a competence as its page shows them: field by field, three languages side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sauatty.core.catalogue import FrameworkNode
from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES
from sauatty.web.adaptations import labels
from sauatty.web.adaptations.drafts import source_texts


@dataclass(frozen=True, slots=True)
class TextCell:
    """One text in one language: its field of the form, its state, the sources' words, somebody else's new words."""

    language: str
    language_name: str
    field: Any
    checkbox: Any
    state: str
    state_label: Any
    source_texts: tuple[tuple[str, str], ...]
    theirs: str

    @property
    def asks_to_be_read(self) -> bool:
        """Tell whether the text is there, but nobody stands for it."""
        return self.state in ("stale", "machine")


@dataclass(frozen=True, slots=True)
class TextGroup:
    """One field in all languages."""

    field: str
    label: Any
    cells: tuple[TextCell, ...]


def text_groups(
    form: Any, nodes: Iterable[FrameworkNode], states: Mapping[str, Mapping[str, str]], theirs: Any
) -> list[TextGroup]:
    """Return the texts of a form; `theirs` is the stored row where somebody else has saved meanwhile."""
    sources = list(nodes)
    return [
        TextGroup(
            field,
            labels.FIELDS[field],
            tuple(
                _cell(form, field, code, sources, states.get(field, {}).get(code, ""), theirs)
                for code in LANGUAGES
            ),
        )
        for field in form.text_fields
    ]


def _cell(
    form: Any, field: str, code: str, nodes: Iterable[FrameworkNode], state: str, theirs: Any
) -> TextCell:
    bound = form[f"{field}_{code}"]
    stored = getattr(theirs, f"{field}_{code}") if theirs is not None else ""
    return TextCell(
        language=code,
        language_name=LANGUAGE_NAMES[code],
        field=bound,
        checkbox=form[f"checked_{field}_{code}"],
        state=state,
        state_label=labels.STATES.get(state, ""),
        source_texts=tuple(
            (node.id, getattr(texts[field], code))
            for node in nodes
            if field in (texts := source_texts(node)) and getattr(texts[field], code)
        ),
        theirs=stored if stored != (bound.value() or "") else "",
    )
