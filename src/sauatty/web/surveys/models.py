"""Campaigns of a programme, their links and letters, what was agreed to, and the responses.

Links and responses are two unrelated tables: in an anonymous campaign no column of one leads to the other, ids are
random, and nothing is dated closer than a day.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Campaign(models.Model):
    """One asking of one published version of an instrument. The server's clock opens and closes it.

    `languages` are those declared: only they must be complete. `population` is whom it was meant for: a list of
    {region, kind, n}; an empty region or kind stands for all. `follows` is the campaign that this one comes after.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("programmes.Programme", models.CASCADE, related_name="campaigns")
    version = models.ForeignKey("instruments.InstrumentVersion", models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=40, unique=True)
    title_kk = models.CharField(max_length=250, blank=True)
    title_ru = models.CharField(max_length=250, blank=True)
    title_en = models.CharField(max_length=250, blank=True)
    languages = models.JSONField(default=list)
    is_anonymous = models.BooleanField(default=True)
    has_open_link = models.BooleanField(default=True)
    # Whom respondents can ask: a name, an address or a telephone, as it stands in letters and in the consent text
    contact = models.CharField(max_length=250, blank=True)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    population = models.JSONField(default=list)
    follows = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="followers"
    )  # what a person named as need is carried along it, between pseudonymous campaigns
    # When the used links of an anonymous campaign were last written anew, in random order, and how many they were.
    shuffled_on = models.DateField(null=True, blank=True)
    n_shuffled = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="campaign_has_a_title", condition=~Q(title_kk="") | ~Q(title_ru="") | ~Q(title_en="")
            ),
            models.CheckConstraint(
                name="campaign_opens_before_it_closes",
                condition=Q(opens_at__isnull=True)
                | Q(closes_at__isnull=True)
                | Q(opens_at__lt=models.F("closes_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class ConsentPage(models.Model):
    """One version of what respondents agree to, with every field of Law 94-V, article 8; triggers refuse changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="consent_pages")
    version = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    text_kk = models.TextField(blank=True)
    text_ru = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    operator = models.CharField(max_length=250)
    operator_number = models.CharField(max_length=12)
    purpose_kk = models.TextField(blank=True)
    purpose_ru = models.TextField(blank=True)
    purpose_en = models.TextField(blank=True)
    data_list_kk = models.TextField(blank=True)
    data_list_ru = models.TextField(blank=True)
    data_list_en = models.TextField(blank=True)
    term_days = models.PositiveIntegerField()
    goes_to_third_parties = models.BooleanField()
    third_parties = models.TextField(blank=True)
    crosses_border = models.BooleanField()
    cross_border_countries = models.TextField(blank=True)
    is_published = models.BooleanField()
    publication_places = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "version"], name="consent_page_version"),
            models.CheckConstraint(
                name="consent_page_third_parties_named",
                condition=Q(goes_to_third_parties=False) | ~Q(third_parties=""),
            ),
            models.CheckConstraint(
                name="consent_page_countries_named",
                condition=Q(crosses_border=False) | ~Q(cross_border_countries=""),
            ),
            models.CheckConstraint(
                name="consent_page_publication_named",
                condition=Q(is_published=False) | ~Q(publication_places=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.version}"


class Link(models.Model):
    """A personal way in. Only the hash of its token is kept, and days instead of times.

    Nothing points at a link, and in anonymous campaigns nothing of it stands in a response: `pseudonym` is empty
    there, and `used_on` is the Monday of the week. `wave` is the last letter that was sent to it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="kk")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        "accounts.Organisation", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    organisation_kind = models.CharField(max_length=30, blank=True)
    region = models.ForeignKey("accounts.Region", models.PROTECT, null=True, blank=True, related_name="+")
    pseudonym = models.CharField(max_length=16, blank=True)
    wave = models.PositiveSmallIntegerField(default=0)
    invited_on = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    used_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "person"], condition=Q(person__isnull=False), name="link_once_per_person"
            ),
            models.UniqueConstraint(
                fields=["campaign", "pseudonym"], condition=~Q(pseudonym=""), name="link_pseudonym_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Response(models.Model):
    """One response as it was taken in. The client makes the id; the day is all that is kept of the time.

    `version` is the one that was answered, which may be another one than the campaign's now; null where it is not
    known. `languages_seen` maps names of answers to the language in which they were seen where that is not
    `language`. `problem` is the code of the reason why a response waits.
    """

    class State(models.TextChoices):
        ACCEPTED = "accepted", _("taken in")
        LATE = "late", _("came after the end")
        QUARANTINED = "quarantined", _("waits for a decision")
        SET_ASIDE = "set-aside", _("set aside")

    class Source(models.TextChoices):
        WEB = "web", _("filled in on the web")
        PAPER = "paper", _("entered from paper")
        IMPORT = "import", _("read from a file")

    id = models.UUIDField(primary_key=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="responses")
    version = models.ForeignKey("instruments.InstrumentVersion", models.PROTECT, null=True, related_name="+")
    consent = models.ForeignKey(ConsentPage, models.RESTRICT, null=True, related_name="+")
    pseudonym = models.CharField(max_length=16, blank=True)
    answers = models.JSONField(default=dict)
    language = models.CharField(max_length=2, blank=True)
    languages_seen = models.JSONField(default=dict)
    day = models.DateField()
    state = models.CharField(max_length=11, choices=State.choices)
    problem = models.CharField(max_length=60, blank=True)
    region = models.ForeignKey("accounts.Region", models.PROTECT, null=True, related_name="+")
    organisation_kind = models.CharField(max_length=30, blank=True)
    organisation = models.ForeignKey("accounts.Organisation", models.SET_NULL, null=True, related_name="+")
    source = models.CharField(max_length=6, choices=Source.choices, default=Source.WEB)

    class Meta:
        # By id, which is random: the order in which responses came is nobody's business.
        ordering = ["id"]
        indexes = [models.Index(fields=["campaign", "state"], name="response_of_campaign")]

    def __str__(self) -> str:
        return str(self.id)
