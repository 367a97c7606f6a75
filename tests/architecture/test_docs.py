"""Every page of the documents can be found from their index, and no link of them leads nowhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("docs/**/*.md"), *ROOT.glob("*.md")])
_LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)]*)?\)")


def links_of(page):
    found = _LINK.findall(re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL))
    return [one for one in found if not re.match(r"[a-z]+:", one)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_link_leads_nowhere(page):
    assert [one for one in links_of(page) if not (page.parent / one).exists()] == []


def test_the_index_leads_to_every_page_but_the_decisions():
    index = ROOT / "docs" / "README.md"
    told = {(index.parent / one).resolve() for one in links_of(index)}
    pages = {one for one in PAGES if one.is_relative_to(ROOT / "docs") and one.parent.name != "adr"}

    assert sorted(one.name for one in pages - told - {index}) == []
