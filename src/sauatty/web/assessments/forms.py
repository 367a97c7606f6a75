"""Forms of blueprints, of the shipped pair, of corrections and of data for research."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sauatty.core.catalogue.items import DEMANDS, ITEM_KINDS
from sauatty.core.psychometrics.assembly_blueprint import Range
from sauatty.core.psychometrics.form_rules import MOST_FORMS, MOST_ITEMS, Rules, competence_ids
from sauatty.web.assessments import labels
from sauatty.web.base.forms import HouseForm

LEAST_ITEMS = 4


def _number(
    label: Any, *, least: int = 0, most: int = MOST_ITEMS, required: bool = False, **more: Any
) -> Any:
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, required=required, widget=widget, **more
    )


class BlueprintForm(HouseForm):
    """What the forms of a test are to hold."""

    name = forms.CharField(label=_("Name of the blueprint"), max_length=200)
    length = _number(_("Questions in a form"), least=LEAST_ITEMS, required=True)
    n_forms = _number(_("How many alike forms"), least=1, most=MOST_FORMS, required=True)
    difficulty = forms.ChoiceField(
        label=_("For whom the forms are to be most exact"), choices=list(labels.DIFFICULTIES.items())
    )
    source = forms.ChoiceField(
        label=_("Which questions"), choices=list(labels.SOURCES.items()), widget=forms.RadioSelect
    )
    max_exposure = _number(
        _("Leave out what more of the tested people have seen, in percent"), most=100,
        help_text=_("Empty: seen questions may be used again."),
    )  # fmt: skip
    max_overlap = _number(_("Questions that two forms may share"), help_text=_("Besides the anchors below."))
    keeps_enemies_apart = forms.BooleanField(
        label=_("Keep questions apart that give each other away"), required=False
    )
    anchors = forms.CharField(
        label=_("Anchors: questions that stand in every form"), required=False,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Their ids, parted by spaces or lines."),
    )  # fmt: skip
    must_not = forms.CharField(
        label=_("Questions that are not to be used"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Their ids, parted by spaces or lines."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for id in competence_ids():
            self.fields[f"n_{id}"] = _number(labels.competence_name(id))
        for family, key, name in _families():
            said = {"name": name}
            self.fields[f"least_{family}_{key}"] = _number(_("%(name)s: at least") % said)
            self.fields[f"most_{family}_{key}"] = _number(_("%(name)s: at most") % said)

    def competence_fields(self) -> list[Any]:
        """The numbers of questions by competence."""
        return [self[f"n_{id}"] for id in competence_ids()]

    def range_rows(self) -> list[tuple[str, Any, Any]]:
        """Each kind and demand with its least and its most."""
        return [
            (name, self[f"least_{family}_{key}"], self[f"most_{family}_{key}"])
            for family, key, name in _families()
        ]

    def first_fields(self) -> list[Any]:
        """What everybody decides."""
        return [self[name] for name in ("name", "length", "n_forms", "difficulty", "source")]

    def other_fields(self) -> list[Any]:
        """What may stay as it is."""
        names = ("max_exposure", "max_overlap", "keeps_enemies_apart", "anchors", "must_not")
        return [self[name] for name in names]

    def has_other_errors(self) -> bool:
        """Whether the folded part has to be opened."""
        shown = {"name", "length", "n_forms", "difficulty", "source"}
        return any(name not in shown and not name.startswith("n_gmilaf") for name in self.errors)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        asked = sum(cleaned.get(f"n_{id}") or 0 for id in competence_ids())
        length = cleaned.get("length")
        if length and asked > length:
            said = _("The competences ask for %(asked)s questions, and a form has %(length)s.")
            self.add_error("length", said % {"asked": asked, "length": length})
        for family, key, _name in _families():
            least, most = cleaned.get(f"least_{family}_{key}"), cleaned.get(f"most_{family}_{key}")
            if least is not None and most is not None and least > most:
                self.add_error(f"most_{family}_{key}", _("The most is less than the least."))
        return cleaned

    @property
    def rules(self) -> Rules:
        """The rules as typed."""
        sent = self.cleaned_data
        seen = sent["max_exposure"]
        return Rules(
            sent["length"], sent["n_forms"],
            {id: sent[f"n_{id}"] for id in competence_ids() if sent[f"n_{id}"]},
            {int(key): limits for key, limits in self._ranges("demand")}, dict(self._ranges("kind")),
            float(sent["difficulty"]), None if seen is None else seen / 100, sent["max_overlap"] or 0,
            tuple(sent["anchors"].replace(",", " ").split()), tuple(sent["must_not"].replace(",", " ").split()),
            sent["keeps_enemies_apart"], sent["source"],
        )  # fmt: skip

    def _ranges(self, wanted: str) -> Iterable[tuple[str, Range]]:
        for family, key, _name in _families():
            least, most = (
                self.cleaned_data[f"least_{family}_{key}"],
                self.cleaned_data[f"most_{family}_{key}"],
            )
            if family == wanted and (least is not None or most is not None):
                yield key, (least or 0, self.cleaned_data["length"] if most is None else most)


def _families() -> list[tuple[str, str, str]]:
    kinds = [("kind", kind, str(labels.KINDS[kind])) for kind in ITEM_KINDS]
    return [*(("demand", str(demand), labels.demand_name(demand)) for demand in DEMANDS), *kinds]


def initial_of(rules: Rules, name: str = "") -> dict[str, Any]:
    """Return what a form of these rules shows first."""
    seen = rules.max_exposure
    ranges = [("demand", str(key), limits) for key, limits in rules.demands.items()]
    ranges += [("kind", key, limits) for key, limits in rules.kinds.items()]
    return {
        "name": name, "length": rules.length, "n_forms": rules.n_forms, "difficulty": str(rules.difficulty),
        "source": rules.source, "max_exposure": None if seen is None else round(seen * 100),
        "max_overlap": rules.max_overlap, "keeps_enemies_apart": rules.keeps_enemies_apart,
        "anchors": "\n".join(rules.anchors), "must_not": "\n".join(rules.must_not),
        **{f"n_{id}": n for id, n in rules.competences.items()},
        **{f"least_{family}_{key}": low or None for family, key, (low, _high) in ranges},
        **{f"most_{family}_{key}": high for family, key, (_low, high) in ranges},
    }  # fmt: skip


class PairForm(HouseForm):
    """Which programme takes the shipped pair, and which of its cohorts are asked."""

    programme = forms.ChoiceField(label=_("Programme"))

    def __init__(self, *args: Any, programmes: Iterable[tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["programme"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(id), title) for id, title in programmes]


class CorrectionForm(HouseForm):
    """What counts instead of a key, and why."""

    way = forms.ChoiceField(
        label=_("What is to happen"), widget=forms.RadioSelect,
        choices=[("key", _("another answer is right")), ("out", _("the question counts for nobody"))],
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It is kept with the key. Whoever asks can be told."),
    )  # fmt: skip

    def __init__(self, *args: Any, row: Any, shown: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = row.key["kind"]
        self.options = [(one["id"], one["text"]) for one in shown["options"]]
        self.targets = [(one["id"], one["text"]) for one in shown["targets"]]
        for name, field in self._answer_fields().items():
            self.fields[name] = field
        self.order_fields(["way", *self._answer_fields(), "reason"])

    def _answer_fields(self) -> dict[str, Any]:
        if self.kind == "single":
            return {"right": self._choice(_("Right answer"), self.options, forms.RadioSelect)}
        if self.kind in ("multiple", "highlight"):
            label = _("Right answers")
            widget = forms.CheckboxSelectMultiple
            return {
                "right": forms.MultipleChoiceField(
                    label=label, choices=self.options, widget=widget, required=False
                )
            }
        choices = {
            "order": [(str(n), str(n)) for n in range(1, len(self.options) + 1)],
            "match": self.targets,
            "judgement": [(str(n), str(n)) for n in (0, 1, 2)],
        }[self.kind]
        return {f"of_{id}": self._choice(text, choices) for id, text in self.options}

    @staticmethod
    def _choice(label: Any, choices: Any, widget: Any = forms.Select) -> Any:
        return forms.ChoiceField(label=label, choices=choices, widget=widget, required=False)

    @property
    def correction(self) -> dict[str, Any]:
        """The correction as typed: `right`, `credit` or `is_left_out`."""
        sent = self.cleaned_data
        if sent["way"] == "out":
            return {"is_left_out": True}
        each = {id: sent.get(f"of_{id}", "") for id, _text in self.options}
        if self.kind == "judgement":
            return {"credit": {id: int(points or 0) for id, points in each.items()}}
        if self.kind == "order":
            placed = sorted(each, key=lambda id: int(each[id] or 0))
            return {"right": placed if len(set(each.values())) == len(each) else []}
        return {"right": each if self.kind == "match" else sent["right"]}


class DataForm(HouseForm):
    """Which tables of a test are wanted."""

    which = forms.ChoiceField(
        label=_("Attempts"),
        choices=[("first", _("the first of each person")), ("last", _("the last of each person"))],
    )
    not_reached = forms.ChoiceField(
        label=_("Questions that the time did not allow"),
        choices=[("zero", _("count as not solved")), ("missing", _("stay empty"))],
    )
    with_offline = forms.BooleanField(
        label=_("With tests taken offline, that nobody watched"), required=False, initial=True
    )
    with_partner = forms.BooleanField(
        label=_("With the other test of the pair"), required=False, initial=True
    )
