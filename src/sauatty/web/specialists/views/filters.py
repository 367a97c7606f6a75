"""What the directory is narrowed to: words as typed, and the choices of the form, which come first."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from sauatty.core.catalogue.directory_query import DirectoryQuery, read_directory_query
from sauatty.core.languages import LANGUAGE_NAMES
from sauatty.web.accounts import selectors as accounts
from sauatty.web.base.texts import in_language
from sauatty.web.specialists import labels, selectors
from sauatty.web.specialists.forms import competence_choices

LONGEST_QUERY = 150


@dataclass(frozen=True, slots=True)
class Filter:
    """The choices of the page, what was understood of the typed words, and what there is to choose from."""

    search: str
    region: str
    language: str
    competence: str
    subject: str
    is_available: bool
    read: DirectoryQuery
    regions: list[tuple[str, str]]
    competences: list[tuple[str, str]]
    subjects: list[tuple[str, str]]
    languages: tuple[Any, ...] = tuple(settings.LANGUAGES)

    @classmethod
    def of(cls, request: HttpRequest) -> "Filter":
        """Read the choices; unknown ones count for nothing."""
        regions = [(one.code, in_language(one, "name")) for one in accounts.list_regions()]
        competences, subjects = competence_choices(), labels.subject_choices()
        search = request.GET.get("q", "").strip()[:LONGEST_QUERY]
        return cls(
            search,
            _known(request, "region", regions),
            _known(request, "language", settings.LANGUAGES),
            _known(request, "competence", competences),
            _known(request, "subject", subjects),
            request.GET.get("available") == "yes",
            read_directory_query(search) if search else DirectoryQuery(),
            regions,
            competences,
            subjects,
        )

    def conditions(self) -> dict[str, Any]:
        """Return what the search is asked; what was chosen in the form stands before what was read in the words."""
        return {
            "region": self.region or self.read.region,
            "language": self.language or self.read.language,
            "competence": self.competence or self.read.competences,
            "subject": self.subject or self.read.subject,
            "text": self.read.rest,
            "is_available": True if self.is_available else None,
        }

    @property
    def is_narrow(self) -> bool:
        """Tell whether anything was asked."""
        return any(self.conditions().values())

    @property
    def is_chosen(self) -> bool:
        """Tell whether anything was chosen beside the words."""
        return bool(self.region or self.language or self.competence or self.subject or self.is_available)

    def understood(self, left_out: Collection[str] = ()) -> list[str]:
        """Return what was read in the typed words, in words of the page; words that were left out are not among it."""
        read, rest = self.read, [one for one in self.read.rest if one not in left_out]
        found = [dict(self.regions).get(read.region, ""), LANGUAGE_NAMES.get(read.language, "")]
        found += [labels.competence_name(one) for one in read.competences]
        found += [labels.subject_name(read.subject)] if read.subject else []
        found += [_("the words “%(words)s”") % {"words": " ".join(rest)}] if rest else []
        return [one for one in found if one]

    def without_one(self, actor: Any) -> list[tuple[str, int]]:
        """Return for each condition how many would be found without it, where there are any."""
        names = {
            "region": _("another region"), "language": _("another language"), "competence": _("other competences"),
            "subject": _("other subjects"), "text": _("without the other words"),
            "is_available": _("also who cannot be asked now"),
        }  # fmt: skip
        asked = self.conditions()
        rows = []
        for name, label in names.items():
            if asked[name]:
                n = len(
                    selectors.find_specialists(
                        actor, **{**asked, name: None if name == "is_available" else ""}
                    )
                )
                rows.append((label, n))
        return [row for row in rows if row[1]]


def _known(request: HttpRequest, name: str, choices: Any) -> str:
    value = request.GET.get(name, "")
    return value if value in {key for key, _label in choices} else ""
