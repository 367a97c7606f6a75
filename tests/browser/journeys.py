"""How the long journeys begin: pages that note every fault, and a coordinator who comes in by the first link."""

from contextlib import contextmanager

DESKTOP = {"width": 1280, "height": 900}
# A line that is down, or that the machine itself takes away for a moment, is no fault of a page.
NO_NETWORK = (
    "ERR_INTERNET_DISCONNECTED",
    "ERR_NETWORK_CHANGED",
    "ERR_CONNECTION_RESET",
    "ERR_ABORTED",
    "ERR_FAILED",
)
TIMEOUT = 15_000


def watched(page):
    """Note every fault that the page tells of in `problems`."""
    page.problems = []
    page.on(
        "console", lambda m: page.problems.append(f"{m.text} {m.location}") if m.type == "error" else None
    )
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    return page


@contextmanager
def opener(browser, *meant):
    """Give an opener of pages, each in a browser of its own; at the end no page told of a fault but `meant` ones."""
    contexts, pages = [], []

    def make(**options):
        contexts.append(browser.new_context(**{"viewport": DESKTOP, "locale": "kk-KZ", **options}))
        contexts[-1].set_default_timeout(TIMEOUT)
        pages.append(watched(contexts[-1].new_page()))
        return pages[-1]

    yield make
    problems = [one for page in pages for one in page.problems]
    unmeant = [one for one in problems if not any(words in one for words in (*NO_NETWORK, *meant))]
    for context in contexts:
        context.close()
    assert not unmeant, unmeant


def begin(page, site, **titles):
    """Come in by the link of the first start and make a programme with these titles."""
    page.goto(site.start_link)
    page.click("main button")
    page.fill("input[name=name]", "Үлгі Үйлестіруші")
    page.check("input[value=own]")
    for code, title in titles.items():
        page.fill(f"input[name=title_{code}]", title)
    page.click("main form button >> nth=-1")
    return page
