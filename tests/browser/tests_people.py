"""Sixty people who do not exist take a test: what each answers, in a real browser and by the forms alone."""

import http.cookiejar
import urllib.parse
import urllib.request
from dataclasses import dataclass
from random import Random

import lxml.html

from sauatty.core.catalogue.forms import form_set
from sauatty.core.catalogue.item_keys import key_of, score
from sauatty.core.catalogue.item_reading import load_items
from sauatty.core.catalogue.made_answers import answer_worth, drawn_points

SEED, GAIN, SPREAD = 20261101, 0.6, 0.9
# Questions that are much harder in Russian, so that the comparison of the languages has something to find: several,
# because who took which paper before is drawn anew by each site, and with sixty people one may be lost.
HARDER_IN_RUSSIAN = {"mil-1-3-b": 1.8, "mil-1-2-b": 1.8, "mil-2-4-c": 1.8}
PAIR = form_set("pre-final")
ITEMS = {one.id: one for one in load_items() if any(one.id in ids for ids in PAIR.forms.values())}
KEYS = {id: key_of(one) for id, one in ITEMS.items()}


@dataclass(frozen=True)
class Somebody:
    """Language, and the answers in the pre-test and the final test to any question of either paper."""

    language: str
    answers: dict[str, dict[str, object]]


def invent(n):
    """Return people whose answers follow from the seed alone."""
    dice = Random(SEED)
    return [
        _somebody("ru" if place % 5 in (1, 3) else "kk", dice.gauss(0, SPREAD), dice) for place in range(n)
    ]


def _somebody(language, ability, dice):
    harder = HARDER_IN_RUSSIAN if language == "ru" else {}
    answers = {
        purpose: {
            id: answer_worth(
                key, drawn_points(ability + gained, ITEMS[id].difficulty + harder.get(id, 0), key.max_score, dice), dice
            )
            for id, key in KEYS.items()
        }
        for purpose, gained in (("pre", 0.0), ("final", GAIN))
    }  # fmt: skip
    return Somebody(language, answers)


def points_of(one, purpose, paper):
    """Return the points of somebody on a paper."""
    return {id: score(KEYS[id], one.answers[purpose][id]) for id in PAIR.forms[paper]}


# --- in a real browser, with the page's script and without ---


def shown_items(page):
    """Return the questions of a page in the order in which they stand."""
    return page.locator("fieldset.item").evaluate_all("(all) => all.map((one) => one.dataset.item)")


def answer(page, answers, ids):
    """Answer some questions of a page."""
    for id in ids:
        box, given = page.locator(f"#q-{id}"), answers[id]
        if KEYS[id].kind == "order":
            for place, option in enumerate(given):
                box.locator(f"[data-option='{option}'] select").select_option(str(place + 1))
        elif KEYS[id].kind == "match":
            for option, target in given.items():
                box.locator(f"[data-option='{option}'] select").select_option(target)
        else:
            for option in [given] if isinstance(given, str) else given:
                box.locator(f"input[value='{option}']").check()


# --- by the forms alone ---


class Visitor:
    """Somebody whose browser knows forms and nothing else."""

    def __init__(self, address, cookie, session):
        self.address = address
        jar = http.cookiejar.CookieJar()
        host = urllib.parse.urlsplit(address).hostname
        jar.set_cookie(
            http.cookiejar.Cookie(
                0, cookie, session, None, False, host, True, False, "/", True, False, None, False, None, None, {}
            )
        )  # fmt: skip
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def open(self, path, fields=None):
        """Get a page, or send a form to it; returns the page as a tree, its address in `base_url`."""
        target = urllib.parse.urljoin(self.address, path)
        body = None if fields is None else urllib.parse.urlencode(fields).encode()
        request = urllib.request.Request(target, body, {"Referer": target})
        with self.opener.open(request, timeout=30) as answer:
            return lxml.html.document_fromstring(answer.read(), base_url=answer.url)

    def send(self, page, form, *more, drop=()):
        """Send a form of a page with what it holds; `drop` names fields that are sent anew."""
        held = [
            (name, value) for name, value in form.form_values() if not name.startswith(tuple(drop) or ("\0",))
        ]
        return self.open(urllib.parse.urljoin(page.base_url, form.action or page.base_url), [*held, *more])


def take_plainly(visitor, language, slug, answers):
    """Take a whole test by its forms; returns the page at which it ends."""
    page = visitor.open(f"/{language}/t/{slug}/")
    begin = next(form for form in page.forms if (form.action or "").endswith("/start/"))
    page = visitor.send(page, begin)
    form = page.get_element_by_id("answers")
    given = [pair for id in form.xpath(".//fieldset/@data-item") for pair in fields_of(id, answers[id])]
    return visitor.send(page, form, *given, ("go", "submit"), drop=("a.",))


def fields_of(id, given):
    """Return an answer as the form of the page sends it."""
    if KEYS[id].kind == "order":
        return [(f"a.{id}.{option}", str(place + 1)) for place, option in enumerate(given)]
    if KEYS[id].kind == "match":
        return [(f"a.{id}.{option}", target) for option, target in given.items()]
    return [(f"a.{id}", option) for option in ([given] if isinstance(given, str) else given)]
