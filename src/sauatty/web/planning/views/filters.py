"""What a list of trainings can be narrowed to, read from the address of the page."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sauatty.web.accounts import selectors as accounts
from sauatty.web.base.texts import in_language
from sauatty.web.events import selectors
from sauatty.web.programmes import selectors as programmes

STATES = (
    ("ahead", _("to come")),
    ("draft", _("not announced")),
    ("template", _("templates")),
    ("past", _("over")),
    ("cancelled", _("called off")),
    ("all", _("all")),
)


@dataclass(frozen=True, slots=True)
class Filter:
    """The choices of the page, and what there is to choose from."""

    state: str
    region: str
    programme: str
    search: str
    states: tuple[tuple[str, Any], ...]
    regions: list[tuple[str, str]]
    programmes: list[tuple[str, str]]

    @classmethod
    def of(cls, request: HttpRequest) -> "Filter":
        """Read the choices; unknown ones count for nothing."""
        regions = [(one.code, in_language(one, "name")) for one in accounts.list_regions()]
        mine = [(str(one.pk), in_language(one, "title")) for one in programmes.list_programmes(request.user)]
        return cls(
            _known(request.GET.get("state"), STATES) or "ahead",
            _known(request.GET.get("region"), regions),
            _known(request.GET.get("programme"), mine),
            request.GET.get("q", "").strip()[:100],
            STATES,
            regions,
            mine,
        )

    @property
    def is_narrow(self) -> bool:
        """Tell whether something was chosen beside the state."""
        return bool(self.region or self.programme or self.search)

    def apply(self, events: Any) -> Any:
        """Narrow a list of events."""
        return selectors.narrowed(
            events, state=self.state, region=self.region, programme=self.programme, search=self.search
        )


def _known(value: str | None, choices: Any) -> str:
    return value if value and value in {key for key, _label in choices} else ""
