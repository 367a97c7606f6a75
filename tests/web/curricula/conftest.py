from web.curricula.cast import *  # noqa: F403 - the fixtures of the audit pages
