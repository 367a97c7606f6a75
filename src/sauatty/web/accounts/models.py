"""People, organisations, regions, roles and consent."""

import uuid
from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from sauatty.core.languages import ascii_sort_key, search_key
from sauatty.web.base.prepared import Prepared
from sauatty.web.base.roles import ROLES

ROLE_LABELS = {
    "coordinator": _("coordinator"),
    "methodologist": _("methodologist"),
    "trainer": _("trainer"),
    "coder": _("coder"),
    "expert": _("expert"),
    "analyst": _("analyst"),
    "researcher": _("researcher"),
    "participant": _("participant"),
}
LANGUAGE_CHOICES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]


class Region(models.Model):
    """One of the 20 regions of Kazakhstan, mirrored from content; keyed by ISO 3166-2, KATO beside it."""

    code = models.CharField(max_length=5, primary_key=True)
    kato = models.CharField(max_length=9, unique=True)
    kind = models.CharField(max_length=10)
    name_kk = models.CharField(max_length=100)
    name_ru = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class Organisation(models.Model):
    """A library, school, university, centre or office."""

    class Kind(models.TextChoices):
        SCHOOL = "school", _("school")
        SCHOOL_LIBRARY = "school-library", _("school library")
        ACADEMIC_LIBRARY = "academic-library", _("academic library")
        PUBLIC_LIBRARY = "public-library", _("public library")
        UNIVERSITY = "university", _("university")
        METHODOLOGICAL_CENTRE = "methodological-centre", _("methodological centre")
        AUTHORITY = "authority", _("ministry or office")
        OTHER = "other", _("other organisation")

    class Locality(models.TextChoices):
        URBAN = "urban", _("urban")
        RURAL = "rural", _("rural")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name_kk = models.CharField(max_length=250, blank=True)
    name_ru = models.CharField(max_length=250, blank=True)
    name_en = models.CharField(max_length=250, blank=True)
    kind = models.CharField(max_length=30, choices=Kind.choices)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True)
    locality = models.CharField(max_length=5, choices=Locality.choices, blank=True)
    search_key = models.CharField(max_length=800, blank=True, editable=False)

    class Meta:
        ordering = ["name_kk", "name_ru", "name_en", "id"]
        constraints = [
            models.CheckConstraint(
                name="organisation_has_a_name", condition=~Q(name_kk="") | ~Q(name_ru="") | ~Q(name_en="")
            )
        ]

    def __str__(self) -> str:
        return self.name_kk or self.name_ru or self.name_en


class PersonManager(BaseUserManager["Person"]):
    """Makes people; e-mail is optional because many librarians share a mailbox or have none."""

    def create_person(self, *, name: str, email: str | None = None, **fields: Any) -> "Person":
        """Store a person without a password."""
        person = self.model(name=name, email=(email or "").strip().lower() or None, **fields)
        person.make_keys()
        person.set_unusable_password()
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who signs in. No national id number, no birth date."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGE_CHOICES, default="kk")
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True)
    is_minor = models.BooleanField(default=False)
    is_site_admin = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    search_key = models.CharField(max_length=500, blank=True, db_index=True, editable=False)
    # The place in a list by the Kazakh alphabet.
    sort_key = models.CharField(max_length=80, blank=True, db_index=True, editable=False)
    # Raised to end every session of the person; stands beside the password in the hash that sessions carry.
    session_version = models.PositiveIntegerField(default=0)
    added_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []
    objects = PersonManager()

    class Meta:
        ordering = ["sort_key", "id"]

    def __str__(self) -> str:
        return self.name

    def make_search_key(self) -> str:
        """Fold name and e-mail, so that Kazakh names are found from any keyboard."""
        return search_key(f"{self.name} {self.email or ''}")[:500]

    def make_keys(self) -> None:
        """Set what the person is found by and where they stand in lists."""
        self.search_key, self.sort_key = self.make_search_key(), ascii_sort_key(self.name)

    def get_session_auth_hash(self) -> str:
        """Return what a session must carry; it changes with the password and with `session_version`."""
        value = f"{self.password}:{self.session_version}"
        return salted_hmac("sauatty.accounts.session", value, algorithm="sha256").hexdigest()

    @property
    def short_name(self) -> str:
        """Return the name as the page's head shows it."""
        return self.name if len(self.name) <= 24 else self.name[:23] + "…"

    def role_names(self) -> set[str]:
        """Return the roles that the person holds anywhere (one query, kept)."""
        if not hasattr(self, "_role_names"):
            self._grants_read = _GRANTS.rows(self.pk)
            self._role_names = {role for role, _kind, _scope in self._grants_read}
        return self._role_names

    def scopes_read(self, kind: str) -> set[UUID] | None:
        """Return the scopes of a kind in which the person has a role, as far as their roles were read (no query)."""
        if not hasattr(self, "_role_names"):
            return None
        return {scope for _role, of, scope in self._grants_read if of == kind and scope is not None}


class Grant(models.Model):
    """One person, one role, one scope. An audit belongs to no programme, so a scope is a kind and an id."""

    class ScopeKind(models.TextChoices):
        SITE = "site", _("everywhere")
        PROGRAMME = "programme", _("programme")
        CURRICULUM = "curriculum", _("curriculum")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=16, choices=[(role, ROLE_LABELS[role]) for role in ROLES])
    scope_kind = models.CharField(max_length=12, choices=ScopeKind.choices)
    scope_id = models.UUIDField(null=True, blank=True)
    granted_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "role", "scope_kind", "scope_id"], name="grant_once"),
            # SQL holds two NULLs for different, so the site-wide scope needs a constraint of its own
            models.UniqueConstraint(
                fields=["person", "role"], condition=Q(scope_kind="site"), name="grant_once_site_wide"
            ),
            models.CheckConstraint(
                name="grant_scope_id_unless_site",
                condition=Q(scope_kind="site", scope_id__isnull=True)
                | (~Q(scope_kind="site") & Q(scope_id__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} ({self.scope_kind})"


_GRANTS = Prepared(
    lambda person: Grant.objects.filter(person=person).values_list("role", "scope_kind", "scope_id"), UUID
)


class SignInCode(models.Model):
    """A one-time code or link, kept only as a hash."""

    class Kind(models.TextChoices):
        MAIL = "mail", _("sent by e-mail")
        PRINTED = "printed", _("printed or handed over")
        LINK = "link", _("link for the first coordinator")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="sign_in_codes")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    # The open part of a printed code: wrong guesses are counted against it, not against a network address.
    lookup = models.CharField(max_length=8, blank=True)
    code_hash = models.CharField(max_length=64, db_index=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["code_hash", "used_at"], name="sign_in_code_lookup")]


class ConsentText(models.Model):
    """One immutable version of what a person agrees to, with every field of Law 94-V, article 8."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    operator = models.CharField(_("who keeps the data"), max_length=250)
    operator_number = models.CharField(_("BIN or IIN of the operator"), max_length=12)
    purpose_kk = models.TextField()
    purpose_ru = models.TextField()
    purpose_en = models.TextField()
    data_list_kk = models.TextField()
    data_list_ru = models.TextField()
    data_list_en = models.TextField()
    term_days = models.PositiveIntegerField(_("kept for how many days"))
    goes_to_third_parties = models.BooleanField()
    third_parties = models.TextField(blank=True)
    crosses_border = models.BooleanField()
    cross_border_countries = models.TextField(blank=True)
    is_published = models.BooleanField(_("published in open sources"))
    publication_places = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="consent_text_version"),
            models.CheckConstraint(
                name="consent_third_parties_named",
                condition=Q(goes_to_third_parties=False) | ~Q(third_parties=""),
            ),
            models.CheckConstraint(
                name="consent_countries_named",
                condition=Q(crosses_border=False) | ~Q(cross_border_countries=""),
            ),
            models.CheckConstraint(
                name="consent_publication_named", condition=Q(is_published=False) | ~Q(publication_places="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"


class Consent(models.Model):
    """That a person (for a minor: a guardian) agreed to one version, when, how, whether it still holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    text = models.ForeignKey(ConsentText, models.PROTECT)
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES)
    how = models.CharField(max_length=20)
    is_for_minor = models.BooleanField(default=False)
    guardian_name = models.CharField(max_length=200, blank=True)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "text"],
                condition=Q(withdrawn_at__isnull=True),
                name="consent_once_while_valid",
            ),
            models.CheckConstraint(
                name="consent_of_a_minor_has_guardian", condition=Q(is_for_minor=False) | ~Q(guardian_name="")
            ),
        ]
