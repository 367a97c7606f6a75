"""What the forms of all apps have in common."""

from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict


class HouseForm(forms.Form):
    """A form as the house shows it: no colon after labels."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, or None where nothing was: a form with nothing in it is a sent form too."""
    return request.POST if request.method == "POST" else None
