"""What stands on a certificate and how it looks: the values that are printed, stored and shown at verification."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sauatty.core.errors import CertificateFieldsInvalid
from sauatty.core.languages import LANGUAGES, Translated, clean_text

Kind = Literal["attendance", "completion"]
KINDS: tuple[Kind, ...] = ("attendance", "completion")
LAYOUTS = ("classic", "plain")
MOST_SIGNERS, MOST_LANGUAGES, MOST_LOGOS = 3, 2, 4
LONGEST = 250
SCHEMA = "certificate/1"


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, by hand or with a picture of the hand: `post` is what the person is."""

    name: str
    post: Translated = field(default_factory=Translated)


@dataclass(frozen=True, slots=True)
class PrintedCertificate:
    """Every field that stands on a certificate; the verification page shows the same ones.

    `holder` is a name in the nominative, as the person writes it. `title` is what was attended or completed,
    `programme` the programme it belongs to, `organisation` who gives the certificate. `starts_on` and `ends_on` are
    the first and the last day of the training. `address` leads to the verification page (it stands in the QR code),
    `code` is printed beside it in groups. `languages` are one or two, the first one on top.
    """

    holder: str
    title: Translated
    kind: Kind
    issued_on: dt.date
    register_number: str
    code: str
    address: str
    languages: tuple[str, ...]
    programme: Translated = field(default_factory=Translated)
    organisation: Translated = field(default_factory=Translated)
    place: Translated = field(default_factory=Translated)
    academic_hours: int = 0
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    signers: tuple[Signer, ...] = ()
    is_demo: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return plain values for a JSON column; `from_json` reads them back."""
        return {
            "schema": SCHEMA,
            "holder": self.holder,
            "title": _texts(self.title),
            "kind": self.kind,
            "programme": _texts(self.programme),
            "organisation": _texts(self.organisation),
            "place": _texts(self.place),
            "academic_hours": self.academic_hours,
            "starts_on": self.starts_on.isoformat() if self.starts_on else None,
            "ends_on": self.ends_on.isoformat() if self.ends_on else None,
            "issued_on": self.issued_on.isoformat(),
            "register_number": self.register_number,
            "code": self.code,
            "address": self.address,
            "languages": list(self.languages),
            "signers": [{"name": one.name, "post": _texts(one.post)} for one in self.signers],
            "is_demo": self.is_demo,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "PrintedCertificate":
        """Read what `as_json` wrote; texts may also be single strings.

        Raises
        ------
        CertificateFieldsInvalid
            A field is missing or cannot be printed.
        """
        try:
            made = _from_json(stored)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise CertificateFieldsInvalid(field="", problem=f"{type(error).__name__} {error}") from error
        check_printed(made)
        return made

    @property
    def sha256(self) -> str:
        """Return the hash of all fields: the same for the same certificate on any machine."""
        told = json.dumps(self.as_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Picture:
    """A checked picture, made by `certificate_pictures.read_picture`; `alt` is read to those who cannot see it."""

    content: bytes
    kind: Literal["png", "svg"]
    alt: Translated = field(default_factory=Translated)


@dataclass(frozen=True, slots=True)
class CertificateDesign:
    """How certificates look. `signatures` are pictures of hands, in the order of the signers; None: signed by hand."""

    layout: str = "classic"
    logos: tuple[Picture, ...] = ()
    signatures: tuple[Picture | None, ...] = ()


def check_printed(printed: PrintedCertificate) -> None:
    """Refuse by name what cannot stand on a certificate.

    Raises
    ------
    CertificateFieldsInvalid
    """
    for name, problem in _problems(printed):
        raise CertificateFieldsInvalid(field=name, problem=problem)


def check_design(design: CertificateDesign) -> None:
    """Refuse a design that no template draws.

    Raises
    ------
    CertificateFieldsInvalid
    """
    if design.layout not in LAYOUTS:
        raise CertificateFieldsInvalid(field="layout", problem=f"'{design.layout}' is not one of {LAYOUTS}")
    if len(design.logos) > MOST_LOGOS:
        raise CertificateFieldsInvalid(field="logos", problem=f"there are more than {MOST_LOGOS}")


def _problems(printed: PrintedCertificate) -> list[tuple[str, str]]:
    found = [
        (name, "it is empty")
        for name in ("holder", "register_number", "code", "address")
        if not clean_text(getattr(printed, name))
    ]
    texts: dict[str, tuple[str, ...]] = {
        "holder": (printed.holder,),
        "register_number": (printed.register_number,),
    }
    texts |= {name: _all(getattr(printed, name)) for name in ("title", "programme", "organisation", "place")}
    texts["signers"] = tuple(text for one in printed.signers for text in (one.name, *_all(one.post)))
    found += [
        (name, f"it has more than {LONGEST} letters")
        for name, told in texts.items()
        if max(map(len, told), default=0) > LONGEST
    ]
    if not any(_all(printed.title)):
        found.append(("title", "it is empty in every language"))
    return found + _problems_of_form(printed)


def _problems_of_form(printed: PrintedCertificate) -> list[tuple[str, str]]:
    found = []
    languages = printed.languages
    if not 1 <= len(languages) <= MOST_LANGUAGES or len(set(languages)) < len(languages):
        found.append(("languages", "one or two different languages are needed"))
    found += [
        ("languages", f"'{one}' is not a language of Sauatty") for one in languages if one not in LANGUAGES
    ]
    if printed.kind not in KINDS:
        found.append(("kind", f"'{printed.kind}' is not one of {KINDS}"))
    if not 0 <= printed.academic_hours <= 9999:
        found.append(("academic_hours", "it is not between 0 and 9999"))
    if printed.starts_on and printed.ends_on and printed.ends_on < printed.starts_on:
        found.append(("ends_on", "it is before the first day"))
    if len(printed.signers) > MOST_SIGNERS:
        found.append(("signers", f"there are more than {MOST_SIGNERS}"))
    return found


def _from_json(stored: Mapping[str, Any]) -> PrintedCertificate:
    return PrintedCertificate(
        holder=str(stored["holder"]),
        title=Translated.from_mapping(stored["title"]),
        kind=stored["kind"],
        issued_on=dt.date.fromisoformat(stored["issued_on"]),
        register_number=str(stored["register_number"]),
        code=str(stored["code"]),
        address=str(stored["address"]),
        languages=tuple(stored["languages"]),
        programme=Translated.from_mapping(stored.get("programme")),
        organisation=Translated.from_mapping(stored.get("organisation")),
        place=Translated.from_mapping(stored.get("place")),
        academic_hours=int(stored.get("academic_hours") or 0),
        starts_on=_day(stored.get("starts_on")),
        ends_on=_day(stored.get("ends_on")),
        signers=tuple(_signer(one) for one in stored.get("signers") or ()),
        is_demo=bool(stored.get("is_demo")),
    )


def _signer(stored: Mapping[str, Any]) -> Signer:
    return Signer(str(stored["name"]), Translated.from_mapping(stored.get("post")))


def _day(written: str | None) -> dt.date | None:
    return dt.date.fromisoformat(written) if written else None


def _texts(text: Translated) -> dict[str, str]:
    return {language: getattr(text, language) for language in LANGUAGES}


def _all(text: Translated) -> tuple[str, ...]:
    return tuple(getattr(text, language) for language in LANGUAGES)
