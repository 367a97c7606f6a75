"""A regional workshop made in one step: a training, a guide's version with subjects, and what must follow."""

from django.conf import settings
from django.db import models


class RegionalWorkshop(models.Model):
    """What makes a training a workshop on a guide: the version, the subjects, the day by which its people act.

    It has the id of its training, which the form made, so that a form that is sent twice is one workshop. `subjects`
    are those of the guide by their scope; `record` is what the guide knows of it, with what people said there.
    """

    event = models.OneToOneField("events.Event", models.CASCADE, primary_key=True, related_name="+")
    version = models.ForeignKey("publications.Version", models.PROTECT, related_name="+")
    record = models.OneToOneField(
        "publications.Workshop", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    subjects = models.JSONField(default=list)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    follow_up_on = models.DateField()
    # When those who had planned nothing by that day were written to: once.
    reminded_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at", "pk"]
        indexes = [models.Index(fields=["follow_up_on", "reminded_at"], name="workshop_follow_up")]
