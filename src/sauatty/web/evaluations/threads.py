"""The evaluation that the thread page shows, worked out once for each state of what it stands on."""

import hashlib
from dataclasses import replace
from typing import Any

from django.core.cache import cache

from sauatty.core.evaluation.evaluate import Evaluation, evaluate
from sauatty.core.evaluation.pack import Pack
from sauatty.web.evaluations.gathering import Gathered, gather

# Raised when the core computes something otherwise than before, so that old figures are not taken for new ones.
VERSION = 1
KEPT_SECONDS = 24 * 3600
N_RESAMPLES = 1000
# Of more people the page shows what was worked out within the last ten minutes.
MANY_PEOPLE, MANY_SECONDS = 5000, 600


def evaluated(programme: Any, viewer: Any) -> tuple[Gathered, Evaluation]:
    """Return what was gathered of a programme and its evaluation.

    The evaluation is kept under a hash of all that it stands on; the programme is read anew each time, but where it is
    very large.
    """
    recent = f"evaluations.recent:{VERSION}:{programme.pk}:{viewer.pk}"
    known: tuple[Gathered, Evaluation] | None = cache.get(recent)
    if known is not None:
        return known
    gathered = gather(programme, viewer)
    key = f"evaluations.thread:{VERSION}:{stamp_of(gathered)}"
    found: Evaluation | None = cache.get(key)
    if found is None:
        found = evaluate(gathered.pack, n_resamples=N_RESAMPLES)
        cache.set(key, found, KEPT_SECONDS)
    if gathered.n_people > MANY_PEOPLE:
        kept = replace(gathered, pack=Pack(gathered.pack.facts, gathered.pack.competences))
        cache.set(recent, (kept, found), MANY_SECONDS)
    return gathered, found


def stamp_of(gathered: Gathered) -> str:
    """Return what changes with everything that an evaluation stands on."""
    pack = gathered.pack
    digest = hashlib.sha256(repr(replace(pack, tests=())).encode())
    for one in pack.tests:  # what numpy prints of a large matrix leaves out its middle
        digest.update(repr((one.purpose, one.scores.persons, one.scores.items, one.competences)).encode())
        digest.update(one.scores.scores.tobytes())
    return digest.hexdigest()
