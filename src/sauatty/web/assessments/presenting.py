"""Forms as their page shows them: questions in words, figures, candidates."""

from collections.abc import Mapping

from sauatty.core.languages import Translated
from sauatty.core.psychometrics.form_rules import Json, Rules
from sauatty.web.assessments import labels
from sauatty.web.assessments.bank import BankEntry, usable_items
from sauatty.web.assessments.models import Assembly

STEM_LENGTH = 160


def shown_forms(assembly: Assembly) -> list[Json]:
    """Return each form with its questions in the language of the page."""
    bank = usable_items(assembly.blueprint.programme)
    anchors = set(assembly.rules.get("anchors", ()))
    figures = assembly.figures.get("forms", {})
    return [
        {
            "code": form.code, "paper": form.paper, "figures": figures.get(form.code, {}),
            "items": [_item(one, bank, one["item"] in anchors) for one in form.items],
        }
        for form in assembly.forms.select_related("paper").defer("paper__body")
    ]  # fmt: skip


def _item(one: Json, bank: Mapping[str, BankEntry], is_anchor: bool) -> Json:
    entry = bank.get(one["item"])
    return {
        **one, "id": one["item"], "stem": stem_of(entry) if entry else "", "is_gone": entry is None,
        "is_changed": entry is not None and entry.sha256 != one["sha256"], "is_anchor": is_anchor,
        "competence_name": labels.competence_name(one["competence"]), "kind_name": labels.KINDS[one["kind"]],
        "demand_name": labels.demand_name(one["demand"]),
    }  # fmt: skip


def stem_of(entry: BankEntry) -> str:
    """Return the first words of a question."""
    return short(entry.item.stem)


def short(text: Translated) -> str:
    """Return the first words of a text in the language of the page."""
    words = text.text(labels.language())
    return words if len(words) <= STEM_LENGTH else words[: STEM_LENGTH - 1].rstrip() + "…"


def rules_in_words(rules: Rules) -> Json:
    """Return the rules of an assembly as its page lists them."""
    return {
        "rules": rules, "source": labels.SOURCES[rules.source],
        "difficulty": labels.DIFFICULTIES.get(str(rules.difficulty), rules.difficulty),
        "competences": [(labels.competence_name(id), n) for id, n in rules.competences.items()],
        "demands": [(labels.demand_name(key), low, high) for key, (low, high) in rules.demands.items()],
        "kinds": [(labels.KINDS[key], low, high) for key, (low, high) in rules.kinds.items()],
    }  # fmt: skip


def information_rows(figures: Json) -> Json:
    """Return the table under the chart: information and expected points at whole logits."""
    codes = sorted(figures.get("information", ()))
    rows = [
        {
            "theta": theta,
            "values": [(figures["information"][code][place], figures["expected"][code][place]) for code in codes],
        }
        for place, theta in enumerate(figures.get("thetas", ()))
        if float(theta).is_integer()
    ]  # fmt: skip
    return {"codes": codes, "rows": rows}


def short_of(texts: Mapping[str, str]) -> str:
    """Return the first words of a text of a paper."""
    return short(Translated.from_mapping(dict(texts)))
