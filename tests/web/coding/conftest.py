from web.coding.fixtures import *  # noqa: F403 - the small review and its people
