"""Vectors of texts in the database, so that every worker finds what one has computed."""

from collections.abc import Sequence
from typing import Any

from sauatty.web.alignments.models import EmbeddingCacheRow

# SQLite takes at most 32,766 parameters in one statement
BATCH = 5_000


class DatabaseEmbeddingCache:
    """The matcher's cache as rows; numpy comes in only where vectors are made."""

    def get(self, encoder: str, keys: Sequence[str]) -> dict[str, Any]:
        """Return the vectors that are known, by key."""
        import numpy as np

        found: dict[str, Any] = {}
        for start in range(0, len(keys), BATCH):
            rows = EmbeddingCacheRow.objects.filter(
                encoder=encoder, text_sha256__in=keys[start : start + BATCH]
            )
            for key, vector in rows.values_list("text_sha256", "vector").iterator():
                found[key] = np.frombuffer(bytes(vector), dtype=np.float32)
        return found

    def put(self, encoder: str, vectors: dict[str, Any]) -> None:
        """Keep vectors by key; a key that is there keeps its vector."""
        import numpy as np

        rows = [
            EmbeddingCacheRow(encoder=encoder, text_sha256=key, vector=vector.astype(np.float32).tobytes())
            for key, vector in vectors.items()
        ]
        EmbeddingCacheRow.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
