from web.curricula.cast import *  # noqa: F403 - the small curriculum and its jobs
from web.guides.cast import *  # noqa: F403 - the guide and the people around it
