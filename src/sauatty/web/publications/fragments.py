"""HTML that the core has written, for a template that would escape it."""


class Fragment(str):
    """A fragment of `core.documents.html.render_html`: every text in it is escaped already.

    Templates take it as it is, because it says so itself; nothing else may be made into one.
    """

    __slots__ = ()

    def __html__(self) -> str:
        return self
