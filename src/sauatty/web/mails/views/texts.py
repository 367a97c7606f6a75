"""The words of letters, which a programme may write anew, with a preview on invented facts."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sauatty.core.languages import LANGUAGE_NAMES
from sauatty.web.base.forms import posted
from sauatty.web.mails import selectors, services, wording
from sauatty.web.mails.forms import TextForm
from sauatty.web.mails.kinds import LetterKind
from sauatty.web.programmes import selectors as programmes


def text_list(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """List the kinds of letters of a programme."""
    programme = programmes.access_coordinated(request.user, programme_id)
    context = {"programme": programme, "kinds": selectors.kinds_of(programme)}
    return render(request, "mails/text_list.html", context)


def text_edit(request: HttpRequest, programme_id: UUID, kind: str) -> HttpResponse:
    """Show and change the words of one kind of letter."""
    programme = programmes.access_coordinated(request.user, programme_id)
    meant = selectors.access_kind(kind)
    known = selectors.wordings_of(meant, programme)
    form = TextForm(meant, posted(request), initial=_initial(known))
    goes_back = "shipped" in request.POST
    if goes_back or form.is_valid():
        texts = _shipped(meant) if goes_back else form.texts
        services.write_texts(actor=request.user, programme=programme, kind=kind, texts=texts)
        messages.success(request, _("The words were kept. Letters that are planned already keep theirs."))
        return redirect("mails:text_edit", programme.pk, kind)
    context = {"programme": programme, "kind": meant, "form": form, "previews": _previews(meant, known)}
    return render(request, "mails/text_edit.html", context, status=422 if form.is_bound else 200)


def _initial(known: dict[str, wording.Wording]) -> dict[str, str]:
    return {f"subject_{code}": one.subject for code, one in known.items()} | {
        f"body_{code}": one.body for code, one in known.items()
    }


def _shipped(kind: LetterKind) -> dict[str, tuple[str, str]]:
    known = {code: wording.shipped(kind, code) for code in LANGUAGE_NAMES}
    return {code: (one.subject, one.body) for code, one in known.items()}


def _previews(kind: LetterKind, known: dict[str, wording.Wording]) -> list[dict[str, Any]]:
    """Return each language's letter with invented facts, as a letter and as a text for messengers."""
    rows = []
    for code, words in known.items():
        facts = wording.sample_facts(kind, code)
        stop = facts.get("stop", "")
        plain = {name: text for name, text in facts.items() if name not in ("name", "cancel")}
        short = wording.written(words, code, plain)
        rows.append(
            {
                "language": code, "name": LANGUAGE_NAMES[code], "letter": wording.written(words, code, facts, stop=stop),
                "is_own": words.is_own, "messenger": f"*{short.subject}*\n\n{short.body}",
            }
        )  # fmt: skip
    return rows
