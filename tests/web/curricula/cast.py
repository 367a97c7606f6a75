"""An own small curriculum, a matcher that needs no model, and jobs that run at once."""

import html

import pytest

from sauatty.core.records import Match, Proposal, Reason
from sauatty.web.alignments import services as alignment_services
from sauatty.web.base import jobs
from sauatty.web.base.models import Job

HEAD = {
    "ru": "Приложение 3<br>к приказу Министра<br>от 2 марта 2021 года № 77",
    "kk": "Министрдің 2021 жылғы 2 наурыздағы № 77<br>бұйрығына<br>3-қосымша",
}
TITLE = {
    "ru": 'Типовая учебная программа по учебному предмету "Информатика" для 5-6 классов (вымышленная)',
    "kk": '5-6-сыныптарға арналған "Информатика" оқу пәнінен үлгілік оқу бағдарламасы (ойдан құрастырылған)',
}
AIMS = {"ru": "Параграф 2. Система целей обучения", "kk": "2-параграф. Оқу мақсаттарының жүйесі"}
GRADES = {"ru": ("Подраздел", "5 класс", "6 класс"), "kk": ("Бөлімше", "5-сынып", "6-сынып")}
ROWS = {
    "ru": [
        ("Поиск", "5.1.1.1 искать сведения в интернете", "6.1.1.1 оценивать достоверность новости"),
        ("Дом", "5.1.2.1 называть части компьютера", "6.1.2.1 объяснять устройство сети"),
        ("Сеть", "5.1.3.1 отличать новость от рекламы", "6.1.3.1 указывать автора рисунка"),
    ],
    "kk": [
        ("Іздеу", "5.1.1.1 интернеттен ақпарат іздеу", "6.1.1.1 жаңалықтың сенімділігін бағалау"),
        ("Үй", "5.1.2.1 компьютердің бөліктерін атау", "6.1.2.1 желі құрылымын түсіндіру (кемінде 2 мысал)"),
        ("Желі", "5.1.3.1 жаңалық пен қазақ жарнамасын ажырату", "6.1.3.1 суреттің авторын көрсету"),
    ],
}
N_OBJECTIVES = 6


def curriculum(language="ru", extra="", head=None):
    """Return a page in the shape of the legal portal; `extra` is one more cell of objectives."""
    rows = [*ROWS[language], *([("", extra, "")] if extra else [])]
    cells = "".join(
        "<tr>" + "".join(f"<td><p>{html.escape(cell, quote=False)}</p></td>" for cell in row) + "</tr>"
        for row in [GRADES[language], *rows]
    )
    return (
        f"<html><body><table><tbody><tr><td>&nbsp;</td><td>{head or HEAD[language]}</td></tr></tbody></table>"
        f'<h3 id="z1"> {TITLE[language]}</h3><h3 id="z2"> {AIMS[language]}</h3>'
        f'<p id="z3">1) Информация:</p><table><tbody>{cells}</tbody></table></body></html>'
    ).encode()


MIL_WORDS = {
    "gmilaf.1.2": ("искать", "іздеу"),
    "gmilaf.2.3": ("достоверность", "сенімділігін"),
    "gmilaf.2.1": ("рекламы", "жарнамасын"),
    "gmilaf.3.2": ("автора", "авторын"),
}


class WordMatcher:
    """Finds competences by single words. `fail_after` lets it die in the middle."""

    name, threshold = "word-matcher/1", 0.5

    def __init__(self, fail_after=None):
        self.fail_after, self.n_texts = fail_after, 0

    def match(self, texts, languages=None, top=3, progress=None):
        if self.fail_after is not None and self.n_texts >= self.fail_after:
            raise RuntimeError("the worker was killed")
        self.n_texts += len(texts)
        return [self._match(text, top) for text in texts]

    def _match(self, text, top):
        found = next(
            ((competence, word) for competence, words in MIL_WORDS.items() for word in words if word in text),
            None,
        )
        first = found[0] if found else "gmilaf.1.1"
        others = [
            competence for competence in ("gmilaf.2.2", "gmilaf.2.4", "gmilaf.3.1") if competence != first
        ]
        ranked = [first, *others][:top]
        return Match(
            relevance=0.9 if found else 0.1,
            proposals=tuple(
                Proposal(competence, 0.8 - 0.2 * place) for place, competence in enumerate(ranked)
            ),
            why=Reason((found[1],) if found else (), "gmilaf.2.3-d01", "сравнивать источники", 0.7),
            model=self.name,
        )


@pytest.fixture
def matcher(monkeypatch):
    """Put the word matcher in the place of the trained one; returns a setter for another."""

    def use(one):
        monkeypatch.setattr(alignment_services, "the_matcher", lambda encoder: one)
        return one

    use(WordMatcher())
    return use


@pytest.fixture
def folder(settings, tmp_path):
    """A media folder of this test's own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT / "curricula"


@pytest.fixture
def run_jobs():
    """Run every waiting job, once each, as the worker would."""

    def run():
        for job in Job.objects.filter(state=Job.State.QUEUED):
            jobs.run_job.call(str(job.pk))

    return run


@pytest.fixture
def upload(client_of, aigerim, folder, matcher, run_jobs):
    """Send a file as aigerim and read it; returns the last answer."""
    from uuid import uuid4

    from django.core.files.uploadedfile import SimpleUploadedFile

    def send(content=None, name="act.html", person=None, upload_id=None, read=True):
        client = client_of(person or aigerim)
        file = SimpleUploadedFile(name, content if content is not None else curriculum())
        data = {"upload_id": str(upload_id or uuid4()), "file": file}
        response = client.post("/en/curricula/upload/", data)
        if read:
            run_jobs()
        return response

    return send


@pytest.fixture
def store(upload, client_of, aigerim, run_jobs):
    """Upload, accept and match; returns the edition."""
    from sauatty.web.curricula.models import Edition, Upload

    def run(content=None, name="act.html"):
        upload(content, name)
        kept = Upload.objects.order_by("-created_at").first()
        client_of(aigerim).post(f"/en/curricula/uploads/{kept.pk}/accept/")
        run_jobs()
        return Edition.objects.get(uploads=kept)

    return run
