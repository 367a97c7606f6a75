from web.instruments.cast import *  # noqa: F403 - the small instrument
