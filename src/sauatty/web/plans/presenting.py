"""A version of a plan with names, reasons, links and bars, ready for the template."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from sauatty.core.catalogue.modules import ModuleOutline, load_modules
from sauatty.core.catalogue.words import word
from sauatty.core.documents.charts_parts import column_label
from sauatty.core.languages import Translated, format_share
from sauatty.core.surveys.small_cells import may_be_told
from sauatty.web.plans.drafting import Draft, DraftModule, edited

Json = dict[str, Any]


class Shown:
    """One version in one language. `sees_rows`: small counts are shown, and numbers lead to the answers."""

    def __init__(
        self, campaign: Any, version: Any, language: str, *, sees_rows: bool, typed: Draft | None = None
    ) -> None:
        self.campaign, self.language, self.sees_rows = campaign, language, sees_rows
        self.figures: Json = version.figures
        self.stored = Draft.of(version.body)
        self.draft = typed or self.stored
        self.outlines = {one.id: one for one in load_modules()}

    @property
    def ranking(self) -> str:
        """Return the address of the ranking of needs; none for who reads numbers only, as the page is not theirs."""
        return reverse("needs:ranking", args=[self.campaign.pk]) if self.sees_rows else ""

    def modules(self) -> list[Json]:
        """Return the modules of the plan in their order, those that the catalogue no longer has left out."""
        told = {one["id"]: one for one in self.figures["modules"]}
        return [
            self._module(one, self.outlines[one.id], told.get(one.id, {}))
            for one in self.draft.modules
            if one.id in self.outlines
        ]

    def gone(self) -> list[Json]:
        """Return the modules of the plan that the curriculum no longer has, as the version called them."""
        told = {one["id"]: one for one in self.figures["modules"]}
        return [
            {
                "title": Translated.from_mapping(told.get(one.id, {}).get("title") or one.id),
                "hours": one.hours,
            }
            for one in self.draft.modules
            if one.id not in self.outlines
        ]

    def _module(self, own: DraftModule, outline: ModuleOutline, told: Json) -> Json:
        missing = [one for one in outline.prerequisites if one not in self.draft.ids]
        now = self.stored.module(own.id)
        return {
            "id": own.id,
            "title": outline.title,
            "summary": outline.summary,
            "hours": own.hours,
            "usual_hours": outline.hours,
            "is_mine": own != now,
            "now": now.hours if now else None,
            "adds": told.get("adds"),
            "sessions": edited(outline, own).sessions,
            "lessons": self._lessons(own, outline),
            "n_lessons": len(own.lessons),
            "reasons": [self._reason(one) for one in told.get("reasons", ())],
            "builds_on": [self.outlines[one].title for one in missing if one in self.outlines],
        }

    def _lessons(self, own: DraftModule, outline: ModuleOutline) -> list[Json]:
        kept = {one.id: one.hours for one in edited(outline, own).lessons}
        by_id = {one.id: one for one in outline.lessons}
        order = [*own.lessons, *(id for id in by_id if id not in own.lessons)]
        return [
            {
                "id": id, "title": by_id[id].title, "is_in": id in own.lessons,
                "hours": kept.get(id, by_id[id].hours),
                "competences": ", ".join(self.code(one) for one in by_id[id].competences),
            }
            for id in order
            if id in by_id
        ]  # fmt: skip

    def _reason(self, reason: Json) -> Json:
        return {
            "name": self.name(reason["competence"]),
            "hours": reason["hours"],
            "href": self.ranking,
            "shares": list(self._shares(reason)),
        }

    def _shares(self, reason: Json) -> Iterator[Json]:
        for own in reason["shares"]:
            if self.sees_rows or may_be_told(own["n_in_need"], own["n"]):
                said = format_share(own["share"]["estimate"], self.language)
                text = word(
                    "needs",
                    f"reason_{own['part']}",
                    self.language,
                    share=said,
                    n=own["n_in_need"],
                    of=own["n"],
                )
                yield {"text": text, "href": self._rows(reason["competence"], own["part"])}

    def _rows(self, competence: str, part: str) -> str:
        """Return the address of the answers behind a reason; none for who reads numbers only."""
        if not self.sees_rows:
            return ""
        query = urlencode({"what": "need", "competence": competence, "part": part})
        return f"{reverse('needs:rows', args=[self.campaign.pk])}?{query}"

    def needs(self) -> list[Json]:
        """Return need against hours, greatest need first; of what nothing answers also which modules could."""
        return [self._need(one) for one in self.figures["needs"]]

    def _need(self, one: Json) -> Json:
        competence = one["competence"]
        able = [own for own in self.outlines.values() if own.competences.get(competence)]
        return {
            **one,
            "name": self.name(competence),
            "modules": [self.outlines[id].title for id in one["modules"] if id in self.outlines],
            "is_answered": bool(one["modules"]),
            "could": [own.title for own in able if own.id not in self.draft.ids],
            "bar": f"{100 * min(one['need'], 1.0):.1f}",
            "won": f"{100 * min(one['need'], 1.0) * one['answered']:.1f}",
        }

    def others(self) -> list[Json]:
        """Return the modules that are not in the plan, with what each would give and whether it fits."""
        budget = self.draft.budget
        found = []
        for one in self.outlines.values():
            if self.draft.module(one.id) is None:
                lacks = [code for code in budget.languages if code not in one.languages]
                fits = not budget.forms or bool(set(budget.forms) & set(one.forms))
                found.append({
                    "id": one.id, "title": one.title, "hours": one.hours, "sessions": one.sessions,
                    "was_dropped": one.id in self.draft.dropped, "lacks": ", ".join(lacks), "has_form": fits,
                    "competences": ", ".join(self.code(id) for id in one.competences),
                })  # fmt: skip
        return found

    def trade_off(self) -> list[Json]:
        """Return what other budgets would answer at best; the plan's own is marked."""
        own = self.draft.budget.hours
        return [
            {"hours": hours, "answered": answered, "is_own": hours == own, "bar": f"{100 * answered:.1f}"}
            for hours, answered in self.figures.get("by_hours") or ()
        ]

    def name(self, competence: str) -> str:
        """Return code and name of a competence."""
        return name_of(competence, self.language)

    def code(self, competence: str) -> str:
        """Return the code of a competence."""
        return column_label(competence, self.language, None)[0]


def name_of(competence: str, language: str) -> str:
    """Return code and name of a competence in a language."""
    return " ".join(filter(None, column_label(competence, language, None)))
