"""What the server keeps of a response that is being filled in on a device without JavaScript."""

import uuid

from django.db import models


class Draft(models.Model):
    """Answers between two pages, for browsers that keep none themselves. Deleted when they are sent.

    The id is that of the response to come. It is known to nobody but the browser, in a signed cookie, and so is the
    token of a personal link: nothing in this row leads to a person. The day is all that is kept of the time.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey("surveys.Campaign", models.CASCADE, related_name="+")
    # The version that was begun: it is the one that is shown and judged, also when the campaign has moved on.
    version = models.ForeignKey("instruments.InstrumentVersion", models.CASCADE, related_name="+")
    consent = models.CharField(max_length=64)
    answers = models.JSONField(default=dict)
    languages_seen = models.JSONField(default=dict)
    changed_on = models.DateField()

    def __str__(self) -> str:
        return str(self.id)
