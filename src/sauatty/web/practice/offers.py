"""What practice gives to the apps below: words of mentors on the page of an activity, plans to copy, open pictures."""

from typing import Any
from uuid import UUID

from sauatty.web.activities.pages import Part
from sauatty.web.activities.told import Change
from sauatty.web.practice import selectors
from sauatty.web.practice.models import Published, Review


def said(actor: Any, activity: Any) -> list[Part]:
    """Return what mentors said about an activity, and where it stands in the library."""
    reviews = selectors.reviews_of(activity)
    published = selectors.published_of(activity)
    return (
        [Part("practice/_part.html", {"reviews": reviews, "published": published})]
        if reviews or published
        else []
    )


def hear(change: Change) -> None:
    """Let what stands on an activity go with its author: the entry of the library, and the words of mentors."""
    if change.kind == "forgotten":
        Published.objects.filter(activity=change.activity).delete()
        Review.objects.filter(activity=change.activity).update(words="")


def begun_with(id: str) -> dict[str, Any] | None:
    """Return the first values of a plan that is copied from the library."""
    try:
        found = selectors.find_published(UUID(id))
    except ValueError:
        return None
    if found is None:
        return None
    content = found.content
    return {
        "title": content["title"], "aim": content["aim"], "plan": content["plan"] or content["done"],
        "competences": content["competences"], "audience_kinds": content["kinds"],
    }  # fmt: skip


def may_open_picture(_person: Any, attachment: Any) -> bool:
    """Tell whether a picture stands in the library, open to everybody."""
    return selectors.is_published_picture(attachment.pk)
