"""What assessments do: publish forms with their keys, grade, release."""

from sauatty.web.assessments.services.grading import grade, register_scale
from sauatty.web.assessments.services.publishing import publish_forms, publish_items

__all__ = ["grade", "publish_forms", "publish_items", "register_scale"]
