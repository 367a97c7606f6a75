"""What coders, an adjudicator and their coordinator do in a browser with the definitions of invented people."""

import time

# The definition on the screen and the key of each part, read at one moment: the page may leave after it
SHOWN = """() => {
  const text = document.querySelector("#unit-text"), form = document.querySelector("#decide");
  if (!text || !form || form.hidden) return null;
  return [text.innerText, Object.fromEntries([...form.querySelectorAll("[data-key]")].map((one) => [one.value, one.dataset.key]))];
}"""


def seat_everybody(page, address, project, names):
    for who, role in (("ainur", "coder"), ("berik", "coder"), ("saule", "adjudicator")):
        page.goto(f"{address}/kk/reviews/{project}/people/?q={names[who]}")
        form = page.locator("main form[action*='people/add']").first
        form.locator("select[name=role]").select_option(role)
        form.locator("button").click()


def take_codes(page, address, project, label, rows, path):
    """Take in the codes (response, grade, parts) that a coder made elsewhere."""
    lines = [f"{number},{grade},{';'.join(parts)}" for number, grade, parts in rows]
    path.write_text("\n".join(["response,grade,parts", *lines]), "utf-8")
    page.goto(f"{address}/kk/answers/{project}/tables/")
    form = page.locator("form[action*='/tables/import/']")
    form.locator("input[type=file]").set_input_files(str(path))
    form.locator("select[name=coder]").select_option(label)
    form.locator("button").click()
    assert str(len(rows)) in page.locator("dl.facts dd").first.inner_text(), page.inner_text("main")
    page.locator("main form button").first.click()


def code_by_keys(page, address, codes):
    """Code what is left with the keyboard alone; `codes` gives the grade and the parts of each definition."""
    with page.expect_response("**/queue/units/**"):
        page.goto(address)
    while shown := page.evaluate(SHOWN):
        text, keys = shown
        grade, parts = codes[text.strip()]
        page.keyboard.press(f"Digit{grade}")
        for part in parts:
            page.keyboard.press(keys[part])
        page.keyboard.press("Enter")
        page.wait_for_function(
            "(text) => !document.querySelector('#unit-text') || document.querySelector('#unit-text').innerText !== text"
            " || document.querySelector('#decide').hidden",
            arg=text,
            timeout=20_000,
        )
    wait_until(page, address, lambda: not page.locator("#decide").count())


def settle_everything(page, address, codes):
    """Settle each difference as the adjudicator of the invented survey did."""
    for _ in range(len(codes) + 1):
        page.goto(address)
        difference = page.locator("ul.plainlist li a").first
        if not difference.count():
            return
        grade, parts = codes[difference.inner_text().strip()]
        difference.click()
        page.check(f"input[name=relevance][value='{grade}']")
        for box in page.locator("input[name=competences]").all():
            box.set_checked(box.get_attribute("value") in parts)
        page.fill("textarea[name=reason]", "Нұсқаулық бойынша")
        page.locator("main form.decide button").last.click()
        page.wait_for_load_state()
    raise AssertionError("differences never ended")


def wait_until(page, address, is_so, tries=120):
    for _ in range(tries):
        page.goto(address)
        if is_so():
            return
        time.sleep(0.25)
    raise AssertionError(page.inner_text("main")[:600])
