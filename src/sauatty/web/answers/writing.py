"""In which language an answer is written, and how it is found: by what it says, not by the letters it is typed in."""

from sauatty.core.languages import LANGUAGES, answer_language, clean_text, search_key

MIXED, TYPED = "mixed", "kk-typed"


def form_of(text: str, language: str = "") -> str:
    """Return 'kk', 'kk-typed', 'ru', 'en', 'mixed' or ''; `language` is that of the response, where letters are silent."""
    found = answer_language(text)
    if found.language == "kk" and (found.is_keyboard or found.script == "latin"):
        return TYPED
    return found.language if found.language in (*LANGUAGES, MIXED) else language


def tag_of(form: str, language: str) -> str:
    """Return the language for `lang` and screen readers."""
    return {TYPED: "kk", MIXED: language, "": language}.get(form, form)


def same_key(text: str) -> str:
    """Return what equal answers share: letters and punctuation count, capitals and spaces do not."""
    return clean_text(text).casefold()


def found_key(text: str) -> str:
    """Return what a search looks in."""
    return search_key(text)
