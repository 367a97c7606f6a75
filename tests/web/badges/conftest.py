"""A kind of certificate about two competences, and the certificate of Gulnar, who is signed in nowhere yet."""

import pytest

from sauatty.web.accounts.models import Person
from sauatty.web.badges.models import Credential
from sauatty.web.certificates import services as certificates
from sauatty.web.certificates.entitlement import Standing
from sauatty.web.certificates.models import Design

TITLES = {"kk": "Дереккөзді тексеру", "ru": "Проверка источников", "en": "Checking sources"}


@pytest.fixture
def award(aigerim, programme):
    design = Design.objects.create(
        programme=programme, name="Негізгі", languages=["kk", "ru"], organisation_kk="Ұлттық академия",
        signers=[{"name": "С. Басшы", "post_kk": "директор", "post_ru": "", "post_en": "", "picture": ""}],
    )  # fmt: skip
    return certificates.make_award(
        actor=aigerim, programme=programme, titles=TITLES, kind="attendance", academic_hours=16, design=design,
        number_prefix="2026-", rules=[{"rule": "attendance", "settings": {"events": 1}}],
        competences=["gmilaf.1.1", "gmilaf.2.3"],
    )  # fmt: skip


@pytest.fixture
def give(award, aigerim):
    """Give a certificate to somebody, whatever they attended."""

    def make(person):
        return certificates.give(actor=aigerim, award=award, standing=Standing(person, ()))

    return make


@pytest.fixture
def gulnar(db):
    return Person.objects.create_person(name="Гүлнар Ахметова", email="gulnar@example.kz")


@pytest.fixture
def certificate(give, gulnar):
    return give(gulnar)


@pytest.fixture
def credential(certificate):
    return Credential.objects.get(certificate=certificate)
