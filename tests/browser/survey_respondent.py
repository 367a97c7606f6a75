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
    """Wait until nothing waits. What the page says of the queue may be older than what was just put into it: of two
    rounds of sending, the second begins after this was called."""
    for _ in range(200):
        page.evaluate("async () => { await SauattySurveys.flush(); await SauattySurveys.flush(); }")
        if page.locator("#queue").get_attribute("data-waiting") == "0":
            return
        page.wait_for_timeout(50)
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
