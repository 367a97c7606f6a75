"""The public pages of frameworks."""

from sauatty.web.frameworks.views.public import (
    competence_detail,
    crosswalk_detail,
    framework_detail,
    framework_list,
)
from sauatty.web.frameworks.views.versions import (
    document_address,
    version_detail,
    version_document,
    version_yaml,
)

__all__ = [
    "competence_detail",
    "crosswalk_detail",
    "document_address",
    "framework_detail",
    "framework_list",
    "version_detail",
    "version_document",
    "version_yaml",
]
