"""Looking for questions that say nearly the same, as a job: each text is encoded once, whatever bank it stands in."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from sauatty.core.catalogue.item_drafts import as_item
from sauatty.core.catalogue.item_reading import load_items
from sauatty.core.catalogue.items import Item
from sauatty.core.matching import likeness
from sauatty.web.base import audit, jobs
from sauatty.web.base.models import Job
from sauatty.web.items.models import AlikePair, AuthoredItem, ItemVector

ALIKE_JOB = "items.alike"
CHUNK = 24  # texts between two reports: the job keeps its lease on a slow machine too
BATCH = 500


@transaction.atomic
def ask_for_alike(*, actor: Any) -> Job:
    """Ask for the search; whoever asks while it waits gets the same one."""
    return jobs.enqueue(ALIKE_JOB, key="bank", payload={}, actor=actor, again=True)


def do_look_for_alike(payload: dict[str, Any], report: jobs.Report) -> None:
    """Compare all items of the site in all languages (job). Who sees which pair is decided when it is shown."""
    own = AuthoredItem.objects.filter(retired_at=None).only("slug", "body").order_by("slug")
    items = [*load_items(), *(as_item(row.body, row.slug) for row in own)]
    said = likeness.texts_of(items)
    rows, name = _rows(
        [text for *_rest, text in said], [language for _place, language, _text in said], report
    )
    thresholds = likeness.THRESHOLDS.get(name, likeness.THRESHOLD)
    places = [(place, language) for place, language, _text in said]
    _keep(items, list(likeness.nearest_pairs(items, places, rows, thresholds)), name)
    report(len(said), len(said))


def _rows(texts: Sequence[str], languages: Sequence[str], report: jobs.Report) -> tuple[Any, str]:
    """Return a row for each text and the name of what made it. Private questions are sent to no address."""
    from sauatty.core.matching.matcher import choose_encoder
    from sauatty.encoders import find_encoder

    name = settings.MATCH_ENCODER
    encoder = None if name.startswith(("http://", "https://")) else choose_encoder(find_encoder(name))
    if encoder is None:
        return likeness.letter_rows(texts), likeness.ONLY_LETTERS
    return likeness.encoder_rows(_vectors(encoder, texts, report), languages), encoder.name


def _vectors(encoder: Any, texts: Sequence[str], report: jobs.Report) -> Any:
    import numpy as np

    from sauatty.core.matching.cache import encode_with_cache

    cache, parts = VectorCache(), []
    for start in range(0, len(texts), CHUNK):
        report(start, len(texts))
        parts.append(encode_with_cache(encoder, texts[start : start + CHUNK], cache))
    return np.vstack(parts)


@transaction.atomic
def _keep(items: Sequence[Item], pairs: Sequence[likeness.Alike], encoder: str) -> None:
    now = timezone.now()
    AlikePair.objects.all().delete()
    AlikePair.objects.bulk_create(
        [
            AlikePair(
                first=one.first, second=one.second, language_first=one.language_first,
                language_second=one.language_second, likeness=one.likeness, encoder=encoder, found_at=now,
            )
            for one in pairs
        ],
        batch_size=BATCH,
    )  # fmt: skip
    audit.record(
        "items.compared", actor=None, target=("items.Bank", "bank"), n_items=len(items), n_pairs=len(pairs),
        encoder=encoder,
    )  # fmt: skip


class VectorCache:
    """Vectors of texts as rows; a key that is there keeps its vector."""

    def get(self, encoder: str, keys: Sequence[str]) -> dict[str, Any]:
        """Return the vectors that are known, by key."""
        import numpy as np

        rows = ItemVector.objects.filter(encoder=encoder, text_sha256__in=list(keys))
        found = rows.values_list("text_sha256", "vector")
        return {key: np.frombuffer(bytes(vector), dtype=np.float32) for key, vector in found}

    def put(self, encoder: str, vectors: dict[str, Any]) -> None:
        """Keep vectors by key."""
        import numpy as np

        rows = [
            ItemVector(encoder=encoder, text_sha256=key, vector=vector.astype(np.float32).tobytes())
            for key, vector in vectors.items()
        ]
        ItemVector.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
