"""Elements of one namespace, made by name."""

from collections.abc import Mapping
from typing import Any

from lxml import etree

XSI = "http://www.w3.org/2001/XMLSchema-instance"


class ElementsOf:
    """Makes elements of a namespace: `make("item", child, "text", identifier="I_1")`."""

    def __init__(self, namespace: str, prefixes: Mapping[str | None, str]) -> None:
        self._namespace = namespace
        self._prefixes: Any = dict(
            prefixes
        )  # None for the namespace without a prefix, which the stubs do not know

    def __call__(self, name: str, *content: "etree._Element | str", **attributes: str) -> etree._Element:
        """Return an element with its children, or with a text, and its attributes."""
        made = etree.Element(f"{{{self._namespace}}}{name}", nsmap=self._prefixes)
        for key, value in attributes.items():
            made.set(key, value)
        for part in content:
            if isinstance(part, str):
                made.text = part
            else:
                made.append(part)
        return made
