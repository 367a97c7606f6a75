"""What the typesetter is told of certificates: plain values for the template `certificate.typ`."""

import base64
import datetime as dt
from collections.abc import Sequence
from typing import Any

from sauatty.core.catalogue.words import word
from sauatty.core.documents.certificate_facts import CertificateDesign, Picture, PrintedCertificate, Signer
from sauatty.core.documents.certificate_pictures import picture_size
from sauatty.core.documents.wording import printable
from sauatty.core.languages import Translated, clean_text, format_date

GROUP = "certificates"
_LOGOS_WIDTH, _LOGO_HEIGHT = 15.0, 1.5  # cm that all logos, and each of them, may take
_HAND_WIDTH, _HAND_HEIGHT = 3.4, 1.15

_SHORT = {"holder": 30, "title": 84, "line": 46, "signer": 24}  # breadths of texts that are sure to fit
_FEW_SIGNERS = 2

_BROAD = frozenset("жшщюмыфmwåæœ@%—…№")

Json = dict[str, Any]


def certificate_told(printed: PrintedCertificate, design: CertificateDesign, qr: str) -> Json:
    """Return one certificate as values that JSON can hold; `qr` is the drawing of its address."""
    languages = printed.languages
    signers = [_signer(one, printed, design, place) for place, one in enumerate(printed.signers)]
    return {
        "language": languages[0],
        "is-short": is_short(printed),
        "holder": printable(clean_text(printed.holder)),
        "organisation": _texts(printed.organisation, languages),
        "heading": _words("certificate", languages),
        "kind": _words(f"of_{printed.kind}", languages),
        "given": _words("given_to", languages),
        "parts": [_part(printed, language) for language in languages],
        "signers": signers,
        "stamp": _words("stamp", languages),
        "demo": _words("demo", languages) if printed.is_demo else [],
        "facts": [fact for language in languages for fact in _facts(printed, language)],
        "check": _words("check", languages),
        "address": printed.address,
        "shown-address": _breakable(printed.address.partition("#")[0]),
        "code": grouped(printed.code),
        "qr": qr,
        "qr-alt": word(GROUP, "qr", languages[0], address=printed.address),
    }


def design_told(
    design: CertificateDesign, first: PrintedCertificate, *, is_single: bool, attached: str
) -> Json:
    """Return what holds of the whole file: its title, its date, its logos and what is attached to it."""
    language = first.languages[0]
    name = word(GROUP, "certificate" if is_single else "certificates", language)
    title = f"{name} {first.register_number} – {clean_text(first.holder)}" if is_single else name
    shrink = _together(design.logos)
    return {
        "layout": design.layout,
        "title": printable(title),
        "author": printable(first.organisation.text(language)),
        "day": [first.issued_on.year, first.issued_on.month, first.issued_on.day],
        "logos": [_picture(one, word(GROUP, "logo", language), language, shrink) for one in design.logos],
        "attached": attached,
        "attached-words": word(GROUP, "file", language),
    }


def is_short(printed: PrintedCertificate) -> bool:
    """Tell whether the texts are so short that they fit for certain, in either layout."""
    around = (printed.programme, printed.place, printed.organisation)
    texts = {
        "holder": [printed.holder],
        "title": [printed.title.text(one) for one in printed.languages],
        "line": [text.text(one) for text in around for one in printed.languages],
        "signer": [text for one in printed.signers for text in (one.name, *map(one.post.text, printed.languages))],
    }  # fmt: skip
    fits = all(_breadth(text) <= _SHORT[name] for name, told in texts.items() for text in told)
    return fits and len(printed.signers) <= _FEW_SIGNERS


def _breadth(text: str) -> float:
    """Return how many letters of middling breadth a text is as long as."""
    return len(text) + 0.5 * sum(letter.isupper() or letter in _BROAD for letter in text)


def grouped(code: str) -> str:
    """Return a code in groups of four, for the eye; one that has groups stays as it is."""
    if not code.isalnum():
        return code
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def training_days(printed: PrintedCertificate, language: str) -> str:
    """Return the days of the training in words, as short as they can be said; '' where none is known."""
    first, last = printed.starts_on or printed.ends_on, printed.ends_on or printed.starts_on
    if first is None or last is None:
        return ""
    return days_between(first, last, language)


def days_between(first: dt.date, last: dt.date, language: str) -> str:
    """Return 3–28 April 2026, 30 March – 2 April 2026, or both days in full."""
    written = format_date(last, language)
    if first == last:
        return written
    begun = format_date(first, language).removesuffix(f" {first.year}") if first.year == last.year else ""
    if begun and first.month == last.month:
        return f"{first.day}–{written}"
    return f"{begun or format_date(first, language)} – {written}"


def _part(printed: PrintedCertificate, language: str) -> Json:
    title = word(GROUP, "title", language, name=_bare(printed.title.text(language)))
    return {
        "language": language,
        "title": printable(title),
        "lines": [printable(line) for line in _lines(printed, language)],
    }


def _lines(printed: PrintedCertificate, language: str) -> list[str]:
    programme, place = _bare(printed.programme.text(language)), clean_text(printed.place.text(language))
    days, hours = training_days(printed, language), printed.academic_hours
    known = {
        "programme": ("name", programme), "hours": ("n", hours), "when": ("days", days), "where": ("place", place)
    }  # fmt: skip
    return [word(GROUP, key, language, **{name: value}) for key, (name, value) in known.items() if value]


def _facts(printed: PrintedCertificate, language: str) -> list[Json]:
    number = word(GROUP, "number", language, number=clean_text(printed.register_number))
    day = word(GROUP, "issued", language, day=format_date(printed.issued_on, language))
    return [{"language": language, "text": printable(text)} for text in (number, day)]


def _bare(name: str) -> str:
    """Return a name without quotation marks around the whole of it: the certificate sets its own."""
    text = clean_text(name)
    for before, after in ("«»", "“”", '""'):
        inner = text[1:-1]
        if text.startswith(before) and text.endswith(after) and not set(inner) & {before, after}:
            return inner
    return text


def _words(key: str, languages: Sequence[str]) -> list[Json]:
    return _unlike([(language, word(GROUP, key, language)) for language in languages])


def _texts(text: Translated, languages: Sequence[str]) -> list[Json]:
    picked = [text.pick(language) for language in languages]
    return _unlike([(language, printable(clean_text(said))) for said, language in picked if said])


def _unlike(said: Sequence[tuple[str, str]]) -> list[Json]:
    """Say a thing once where both languages say it alike."""
    once: dict[str, str] = {}
    for language, text in said:
        once.setdefault(text, language)
    return [{"language": language, "text": text} for text, language in once.items()]


def _signer(signer: Signer, printed: PrintedCertificate, design: CertificateDesign, place: int) -> Json:
    hand = design.signatures[place] if place < len(design.signatures) else None
    language = printed.languages[0]
    told = None
    if hand is not None:
        width, height = picture_size(hand)
        shrink = min(1.0, _HAND_WIDTH / (width / height * _HAND_HEIGHT))
        told = _picture(hand, word(GROUP, "signature_of", language, name=signer.name), language, shrink)
    return {
        "name": printable(clean_text(signer.name)),
        "post": _texts(signer.post, printed.languages),
        "picture": told,
    }


def _together(logos: Sequence[Picture]) -> float:
    """Return by how much logos shrink so that they stand in one row."""
    sizes = [picture_size(one) for one in logos]
    wide = sum(width / height * _LOGO_HEIGHT for width, height in sizes) + 0.9 * len(sizes)
    return min(1.0, _LOGOS_WIDTH / wide) if wide else 1.0


def _picture(picture: Picture, otherwise: str, language: str, shrink: float) -> Json:
    alt = picture.alt.text(language) or otherwise
    return {"svg": _drawing(picture), "alt": printable(alt), "shrink": round(shrink, 4)}


def _drawing(picture: Picture) -> str:
    """Return a picture as SVG: pixels stand in it as they are."""
    if picture.kind == "svg":
        return printable(picture.content.decode())
    width, height = picture_size(picture)
    pixels = base64.b64encode(picture.content).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}"><image width="{width:g}" height="{height:g}" '
        f'href="data:image/png;base64,{pixels}"/></svg>'
    )


def _breakable(address: str) -> str:
    """Return an address that may wrap behind its slashes."""
    return address.replace("/", "/\u200b").replace("/\u200b/\u200b", "//")
