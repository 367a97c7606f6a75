from web.alignments.cast_reviews import *  # noqa: F403 - reviews of the small curriculum
from web.curricula.cast import *  # noqa: F403 - the fixtures of the audit pages
