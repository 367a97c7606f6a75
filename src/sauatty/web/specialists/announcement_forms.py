"""The form of an announcement."""

import re
import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES
from sauatty.web.accounts import selectors as accounts
from sauatty.web.base.forms import TitledForm
from sauatty.web.base.texts import in_language
from sauatty.web.specialists import labels
from sauatty.web.specialists.models import Announcement

LONGEST = 1000
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


class AnnouncementForm(TitledForm):
    """What is announced, to whom, in which languages."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    programme = forms.ChoiceField(label=_("Programme"))
    region = forms.ChoiceField(label=_("Region"), required=False)
    subject = forms.ChoiceField(label=_("School subject"), required=False)
    link = forms.URLField(
        label=_("Link"), required=False, assume_scheme="https",
        help_text=_("One page where more is said. May be left empty."),
    )  # fmt: skip

    def __init__(self, *args: Any, programmes: Any, one: Announcement | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _known(one))
        super().__init__(*args, **kwargs)
        self._programmes = {str(row.pk): row for row in programmes}
        regions = [(row.code, in_language(row, "name")) for row in accounts.list_regions()]
        self._choose("programme", [(key, in_language(row, "title")) for key, row in self._programmes.items()])
        self._choose("region", [("", _("all regions")), *regions])
        self._choose("subject", [("", _("all subjects")), *labels.subject_choices()])
        for code in LANGUAGES:
            self.fields[f"text_{code}"] = forms.CharField(
                label=LANGUAGE_NAMES[code], max_length=LONGEST, required=False,
                widget=forms.Textarea(attrs={"rows": 6, "lang": code}),
            )  # fmt: skip

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse half a language, no language at all, and links within the text."""
        cleaned = super().clean() or {}
        for code in LANGUAGES:
            self._check(code)
        if not any(cleaned.get(f"text_{code}") for code in LANGUAGES) and not self.errors:
            self.add_error("text_kk", _now("Write it in at least one language."))
        return cleaned

    def _check(self, code: str) -> None:
        title, text = self.titles[code], self.cleaned_data.get(f"text_{code}", "")
        if text and not title:
            self.add_error(f"title_{code}", _now("This language has a text and no title."))
        if title and not text:
            self.add_error(f"text_{code}", _now("This language has a title and no text."))
        if _LINK.search(f"{title} {text}"):
            self.add_error(f"text_{code}", _now("Write the link into the field for it: the text has none."))

    def text_fields(self) -> list[Any]:
        """The three texts, side by side on the page."""
        return [self[f"text_{code}"] for code in LANGUAGES]

    def head_fields(self) -> list[Any]:
        """To whom, and the link."""
        return [self[name] for name in ("programme", "region", "subject", "link")]

    def values(self) -> dict[str, Any]:
        """The columns of the announcement."""
        cleaned = self.cleaned_data
        texts = {f"text_{code}": cleaned[f"text_{code}"].strip() for code in LANGUAGES}
        titles = {f"title_{code}": title for code, title in self.titles.items()}
        return {
            "programme": self._programmes[cleaned["programme"]], "region_id": cleaned["region"] or None,
            "subject": cleaned["subject"], "link": cleaned["link"], **titles, **texts,
        }  # fmt: skip


def _known(one: Announcement | None) -> dict[str, Any]:
    if one is None:
        return {"id": uuid.uuid4()}
    texts = {
        f"{part}_{code}": getattr(one, f"{part}_{code}") for part in ("title", "text") for code in LANGUAGES
    }
    head = {"id": one.pk, "programme": str(one.programme_id), "region": one.region_id or ""}
    return head | {"subject": one.subject, "link": one.link} | texts
