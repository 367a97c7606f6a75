"""Every failure that a person can act on, with a stable code. One module for each part of the house."""

from sauatty.core.errors.assessments import *  # noqa: F403
from sauatty.core.errors.attempts import *  # noqa: F403
from sauatty.core.errors.attendances import *  # noqa: F403
from sauatty.core.errors.authoring import *  # noqa: F403
from sauatty.core.errors.awards import *  # noqa: F403
from sauatty.core.errors.badges import *  # noqa: F403
from sauatty.core.errors.base import *  # noqa: F403
from sauatty.core.errors.certificates import *  # noqa: F403
from sauatty.core.errors.enrolments import *  # noqa: F403
from sauatty.core.errors.events import *  # noqa: F403
from sauatty.core.errors.files import *  # noqa: F403
from sauatty.core.errors.forms import *  # noqa: F403
from sauatty.core.errors.guides import *  # noqa: F403
from sauatty.core.errors.items import *  # noqa: F403
from sauatty.core.errors.lessons import *  # noqa: F403
from sauatty.core.errors.psychometrics import *  # noqa: F403
from sauatty.core.errors.review import *  # noqa: F403
from sauatty.core.errors.rosters import *  # noqa: F403
from sauatty.core.errors.site import *  # noqa: F403
from sauatty.core.errors.standards import *  # noqa: F403
from sauatty.core.errors.surveys import *  # noqa: F403
from sauatty.core.errors.tools import *  # noqa: F403
