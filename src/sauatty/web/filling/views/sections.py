"""One section as a page without JavaScript."""

from dataclasses import dataclass, replace
from typing import Any

from sauatty.core.catalogue.answers_check import visible_sections
from sauatty.core.catalogue.instruments import Instrument, Section
from sauatty.web.filling import selectors, steps
from sauatty.web.filling.keys import Key
from sauatty.web.filling.selectors import Survey
from sauatty.web.instruments.rendering import show_question


@dataclass(frozen=True, slots=True)
class SectionPage:
    """Where a browser stands: the survey, what was answered, the version that was begun, and the language."""

    survey: Survey
    draft: Any
    instrument: Instrument
    language: str
    key: Key

    def with_draft(self, draft: Any) -> "SectionPage":
        """Return the same with other answers."""
        return replace(self, draft=draft)

    def context(self, section: Section, *, is_checked: bool) -> dict[str, Any]:
        """Return what the page of a section shows; sentences beside answers only once it was checked."""
        answers = self.draft.answers
        asked = steps.asked_in(section, self.instrument, answers)
        faults = steps.faults(self.instrument, answers, self.language, within=section) if is_checked else []
        errors = {one.name: one.sentence for one in faults}
        pickers = selectors.pickers_for(self.instrument)
        visible = [one.id for one in visible_sections(self.instrument, answers)]
        return {
            "section": section,
            "questions": [
                show_question(one, self.language, answers, errors=errors, pickers=pickers) for one in asked
            ],
            "faults": faults,
            "place": visible.index(section.id) + 1 if section.id in visible else 1,
            "n_sections": len(visible),
        }
