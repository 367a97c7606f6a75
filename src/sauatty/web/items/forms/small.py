"""The smaller forms of the bank: where an item belongs, publishing, reading, files."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sauatty.core.catalogue.items import ITEM_KINDS
from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES
from sauatty.web.base.forms import HouseForm
from sauatty.web.base.tables import PastedTableForm
from sauatty.web.items import labels
from sauatty.web.items.files import FORMAT_NAMES


class HomeForm(HouseForm):
    """Where an own item belongs."""

    programme = forms.ChoiceField(label=_("Belongs to"), required=False)

    def __init__(self, *args: Any, homes: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["programme"]
        field.choices = list(homes)
        if homes:
            self.initial.setdefault("programme", homes[0][0])


class StartForm(HomeForm):
    """How an own item begins."""

    kind = forms.ChoiceField(label=_("Kind"))
    competence = forms.ChoiceField(label=_("Competence"))
    language = forms.ChoiceField(
        label=_("Language that is written first"), choices=list(LANGUAGE_NAMES.items())
    )
    field_order = ("kind", "competence", "language", "programme")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["kind"]
        competences: Any = self.fields["competence"]
        kinds.choices = [(one, labels.KINDS[one]) for one in ITEM_KINDS]
        competences.choices = labels.competence_choices()


class PublishForm(HouseForm):
    """Publishing the draft as the next version."""

    note = forms.CharField(label=_("What is new (may be empty)"), max_length=500, required=False)
    accept_stale = forms.BooleanField(
        label=_("Publish although some texts are older than their source"), required=False
    )


class RetireForm(HomeForm):
    """Retiring an item, with the reason; a shipped one also says where."""

    reason = forms.CharField(label=_("Why it is used no longer"), max_length=500)

    def __init__(self, *args: Any, homes: Sequence[tuple[str, Any]] = (), **kwargs: Any) -> None:
        super().__init__(*args, homes=homes, **kwargs)
        self.fields["programme"].label = _("Where")
        if not homes:
            del self.fields["programme"]


class ReadingForm(HouseForm):
    """What a reader says of the texts of one language."""

    language = forms.ChoiceField(label=_("Language"), choices=list(LANGUAGE_NAMES.items()))
    decision = forms.ChoiceField(
        label=_("What I say"),
        choices=[("signed", _("read, the text is good")), ("returned", _("something is to be changed"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Remark"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a remark where something is to be changed."""
        found = super().clean() or {}
        if found.get("decision") == "returned" and not found.get("note", "").strip():
            self.add_error("note", _("Write what is to be changed."))
        return found


class UploadForm(PastedTableForm, HomeForm):
    """A file of questions."""

    file = forms.FileField(
        label=_("File"), max_length=200, help_text=_("Moodle XML, GIFT, QTI 3.0 (zip or xml), CSV or YAML; 16 MB at most.")
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("Language of texts that do not say theirs"), required=False,
        choices=[("", _("recognise it")), *LANGUAGE_NAMES.items()],
    )  # fmt: skip
    field_order = ("file", "language", "programme")


class ExportForm(HouseForm):
    """In which form questions are handed out. `asks`: whoever confirms keys says that they know what it costs."""

    format = forms.ChoiceField(label=_("Format"))
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=list(LANGUAGE_NAMES.items()), initial=list(LANGUAGES),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    knows = forms.BooleanField(
        label=_("The file has the keys. I know that I can then confirm none of them."), required=False
    )

    def __init__(self, *args: Any, asks: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["format"]
        field.choices = list(FORMAT_NAMES.items())
        self.fields["knows"].required = asks

    def clean_languages(self) -> list[str]:
        """Return the chosen languages in their order."""
        return [one for one in LANGUAGES if one in self.cleaned_data["languages"]]
