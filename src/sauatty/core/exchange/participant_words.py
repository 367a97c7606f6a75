"""The words by which lists of people name their columns, regions, kinds of workplace and languages."""

import re

from sauatty.core.catalogue.regions import load_regions
from sauatty.core.languages import LANGUAGE_NAMES, search_key

_COLUMN_WORDS = {
    "name": "name, full name, участник, ф.и.о, ф.и.о., фио, имя и фамилия, фамилия имя отчество, фамилия имя, "
    "имя фамилия, аты-жөні, аты жөні, тегі аты әкесінің аты, қатысушы",
    "surname": "surname, last name, family name, фамилия, тегі, тек",
    "given": "given name, first name, имя, аты, есімі",
    "father": "patronymic, middle name, отчество, әкесінің аты",
    "email": "e-mail, email, mail, e-mail address, email address, эл. почта, электронная почта, почта, эл.почта, "
    "электрондық пошта, эл. пошта, пошта, адрес электронной почты",
    "organisation": "organisation, organization, workplace, institution, school, library, место работы, организация, "
    "учреждение, школа, библиотека, жұмыс орны, ұйым, мекеме, мектеп, кітапхана",
    "kind": "kind, type, kind of organisation, type of organisation, тип организации, вид организации, тип, вид, "
    "ұйым түрі, мекеме түрі, түрі",
    "region": "region, oblast, регион, область, область/город, аймақ, облыс, өңір, өңірі",
    "language": "language, язык, язык обучения, тіл, тілі, оқу тілі",
    "position": "position, post, job, должность, лауазым, лауазымы, қызметі",
    "registered_on": "date, registered, registered on, registration date, дата, дата регистрации, күні, тіркелген күні",
    "code": "code, id, код, коды",
}  # fmt: skip
_KIND_WORDS = {
    "school": "school, школа, мектеп, лицей, гимназия",
    "school-library": "school library, школьная библиотека, мектеп кітапханасы",
    "academic-library": "academic library, university library, вузовская библиотека, библиотека вуза, университетская "
    "библиотека, жоо кітапханасы, университет кітапханасы",
    "public-library": "public library, публичная библиотека, городская библиотека, сельская библиотека, районная "
    "библиотека, областная библиотека, көпшілік кітапхана, қалалық кітапхана, ауыл кітапханасы, облыстық кітапхана",
    "university": "university, вуз, университет, жоо",
    "methodological-centre": "methodological centre, methodological center, методический центр, методкабинет, "
    "әдістемелік орталық",
    "authority": "ministry, office, authority, министерство, управление образования, отдел образования, министрлік, "
    "білім басқармасы, білім бөлімі",
    "other": "other, другое, иное, басқа",
}
_LANGUAGE_WORDS = {
    "kk": "kk, kaz, kazakh, казахский, каз, қазақша, қазақ, қаз, қазақ тілі",
    "ru": "ru, rus, russian, русский, рус, орысша, орыс, орыс тілі",
    "en": "en, eng, english, английский, англ, ағылшынша, ағылшын, ағылшын тілі",
}
_NEVER_READ_WORDS = (
    "иин, жсн, iin, жеке сәйкестендіру нөмірі, дата рождения, туған күні, birth date, date of birth, "
    "номер удостоверения, жеке куәлік, паспорт, passport"
)
_REGION_NOISE = re.compile(
    r"\b(?:облысы|область|обл|oblast|region|oblysy|город|қаласы|қала|каласы|қ|г|city|of|облыс)\b\.?",
    re.IGNORECASE,
)
_REGION_WORD = re.compile(r"\b(?:облыс\w*|обл\w*|oblast|region|oblys\w*)\b", re.IGNORECASE)
_SPACES = re.compile(r"[\s.,:*]+")


def folded(text: str) -> str:
    """Return a word of a list as it is compared: letters folded, full stops and double blanks left out."""
    return _SPACES.sub(" ", search_key(text)).strip()


def _by_word(words: dict[str, str]) -> dict[str, str]:
    return {folded(word): key for key, listed in words.items() for word in listed.split(", ")}


def _bare(text: str) -> str:
    """Return the name of a region without the words for region and city."""
    return folded(_REGION_NOISE.sub(" ", text))


def region_of(text: str) -> str | None:
    """Return the ISO 3166-2 code of a region named in any of the languages, by its code or by its KATO number.

    Where a region and a city share a name, the bare name is the city's, as people say it.
    """
    bare = _bare(text)
    is_region = _REGION_WORD.search(text) is not None
    return _REGIONS.get((bare, is_region)) or _REGIONS.get((bare, not is_region))


def _region_names() -> dict[tuple[str, bool], str]:
    names: dict[tuple[str, bool], str] = {}
    for region in load_regions().regions:
        for name in (region.id, region.kato, *(region.name.text(language) for language in LANGUAGE_NAMES)):
            names[_bare(name), region.kind == "region"] = region.id
    return names


COLUMNS = _by_word(_COLUMN_WORDS)
KINDS = _by_word(_KIND_WORDS)
LANGUAGE_WORDS = _by_word(_LANGUAGE_WORDS)
NEVER_READ = frozenset(folded(word) for word in _NEVER_READ_WORDS.split(", "))
_REGIONS = _region_names()
