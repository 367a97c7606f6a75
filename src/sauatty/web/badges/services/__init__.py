"""What changes badges. Each function is one transaction with its audit."""

from sauatty.web.badges.services.giving import badge_of, forget_badges, hear
from sauatty.web.badges.services.keys import current_key, rotate_key
from sauatty.web.badges.services.lists import status_list

__all__ = ["badge_of", "current_key", "forget_badges", "hear", "rotate_key", "status_list"]
