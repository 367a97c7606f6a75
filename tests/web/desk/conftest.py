from web.authoring.cast import *  # noqa: F403 - the small lesson
