"""The forms of desk."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sauatty.web.base.forms import HouseForm
from sauatty.web.desk.selectors import Passage
from sauatty.web.desk.texts import lost_marks

MAX_TEXT = 20_000


class DeclareForm(HouseForm):
    """That a language is one's native one."""

    name = forms.CharField(
        label=_("The name that stands under what you sign"), max_length=200,
        help_text=_("Everybody sees it on the page of the text. Write it as you want it to be read."),
    )  # fmt: skip
    is_native = forms.BooleanField(
        label=_("This is my native language: I read and write it as one."),
        error_messages={"required": _("Only native readers sign.")},
    )


class ReadForm(HouseForm):
    """A text that is read: a field for each passage, a remark, and the hash of what was seen."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    note = forms.CharField(
        label=_("Remark"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed when you send the text back; else as you like. Whoever keeps the text reads it."),
    )  # fmt: skip

    def __init__(self, *args: Any, passages: Sequence[Passage], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.passages = passages
        for number, one in enumerate(passages):
            attrs = {"rows": one.rows, "lang": language}
            self.fields[f"p{number}"] = forms.CharField(
                label=one.label, max_length=MAX_TEXT, required=False, initial=one.written,
                widget=forms.Textarea(attrs=attrs),
            )  # fmt: skip

    def shown(self) -> list[tuple[Passage, Any]]:
        """Return the passages with their fields."""
        return [(one, self[f"p{number}"]) for number, one in enumerate(self.passages)]

    def corrections(self) -> dict[str, str]:
        """Return what differs from the text as it stands: place, new text."""
        found: dict[str, str] = {}
        for number, one in enumerate(self.passages):
            written = (self.cleaned_data.get(f"p{number}") or "").replace("\r\n", "\n").strip()
            if written and written != one.text.strip():
                found[one.place] = written
        return found

    def refuse_lost_marks(self) -> bool:
        """Say at each passage which marks its correction lacks or has broken; returns whether there is any."""
        for number, one in enumerate(self.passages):
            written = (self.cleaned_data.get(f"p{number}") or "").replace("\r\n", "\n").strip()
            if not written:
                self.add_error(
                    f"p{number}", _("A text cannot be left empty. Send it back with a remark instead.")
                )
            elif written != one.text.strip() and (marks := lost_marks(one.text, written)):
                self.add_error(f"p{number}", self._mark_sentence(marks))
        return bool(self.errors)

    @staticmethod
    def _mark_sentence(marks: Sequence[str]) -> Any:
        named = [mark for mark in marks if mark]
        if not named:
            return _("Keep the list as it was: as many entries, each on its own line.")
        sentence = _("Keep the marks as they were, they lead somewhere in all three languages: %(marks)s")
        return str(sentence) % {"marks": " ".join(named)}
