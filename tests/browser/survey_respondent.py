"""What a respondent does in a browser, and what the site was told to prepare for it."""

from pathlib import Path

from browser.shell import run_on

HERE = Path(__file__).parent


def on_the_site(site, *arguments):
    return run_on(site, HERE / "survey_campaign.py", *arguments)


def begin(page):
    page.wait_for_selector("#survey[data-ready]", state="attached")
    page.check("#agree")
    page.click("#agree-form button")
    page.wait_for_selector("#answers:not([hidden])")


def choose(page, name, code):
    page.locator(f"[name='{name}'][value='{code}']").check()


def wait_saved(page):
    page.wait_for_selector("#queue[data-kept=saved]", state="attached")


def onward(page, step):
    page.click("#go-on")
    page.wait_for_selector(f"#step-{step}:not([hidden])")


def send(page):
    page.click("#send")
    page.wait_for_selector("#step-thanks:not([hidden])")


def leave_by(page, button):
    """Press a button that opens the form again, and wait for the new page and not the one being left."""
    with page.expect_navigation():
        page.click(button)
    page.wait_for_selector("#survey[data-ready]", state="attached")


def wait_all_sent(page):
    for _ in range(200):
        page.evaluate("window.dispatchEvent(new Event('online'))")
        page.wait_for_timeout(50)
        if page.locator("#queue").get_attribute("data-waiting") == "0":
            return
    raise AssertionError(page.locator("#outbox").inner_text())


def fill_in(page, words="сенімді дереккөз"):
    """Answer the whole of the form 'reading', up to the page before sending."""
    choose(page, "reads", "yes")
    page.fill("[name=books]", "12")
    onward(page, "sources")
    choose(page, "checks_news", "often")
    choose(page, "learn", "search")
    page.locator("select[name=order]").first.select_option("b")
    onward(page, "end")
    page.fill("[name=words]", words)
    onward(page, "check")


FILLED = {
    "reads": "yes",
    "books": "12",
    "checks_news": "often",
    "learn": "search",
    "order": "b",
    "words": "сенімді дереккөз",
}
