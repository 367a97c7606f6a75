"""What the forms of all apps have in common."""

from typing import Any

from django import forms


class HouseForm(forms.Form):
    """A form as the house shows it: no colon after labels."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
