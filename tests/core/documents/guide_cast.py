"""An invented subject, large enough for every chapter of a guide."""

from sauatty.core.catalogue import framework
from sauatty.core.documents.guide_source import (
    GuideAct,
    GuideCompetence,
    GuideMethod,
    GuideSource,
    GuideSubject,
    Reading,
    StandardLine,
)
from sauatty.core.languages import Translated
from sauatty.core.records import JudgedObjective
from sauatty.core.statistics import Interval

# (code, grade, relevance, competences, Kazakh, Russian)
ROWS = (
    (
        "5.1.1.1",
        5,
        2,
        ("gmilaf.1.2",),
        "кітапхана каталогынан ақпарат іздеу",
        "искать сведения в каталоге библиотеки",
    ),
    ("5.1.1.2", 5, 1, ("gmilaf.2.3", "gmilaf.1.2"), "мәтіндерді салыстыру", "сравнивать тексты"),
    ("5.1.1.3", 5, 0, (), "сөздерді дұрыс жазу", "правильно писать слова"),
    ("6.1.1.1", 6, 2, ("gmilaf.2.3",), "жаңалықтың сенімділігін бағалау", "оценивать достоверность новости"),
    ("6.1.1.2", 6, 1, ("gmilaf.3.2",), "сурет бойынша әңгіме құрастыру", "составлять рассказ по рисунку"),
    ("6.1.1.3", 6, 0, (), "тыныс белгілерін қою", "ставить знаки препинания"),
    ("7.1.1.1", 7, 2, ("gmilaf.2.3", "gmilaf.3.2"), "дереккөзге сілтеме жасау", "ссылаться на источник"),
    ("7.1.1.2", 7, None, (), "өлең жаттау", "учить стихи"),
)
SCOPE = "a1-ru"


def objective(code, grade, relevance, competences, text):
    return JudgedObjective(
        id=f"{SCOPE}:{code}", subject_area="language-literature", subject_id="russian", grade=grade, language="ru",
        relevance=relevance, competences=competences, code=code, text=text, subject="Русский язык",
    )  # fmt: skip


def subject(rows=ROWS):
    objectives = tuple(objective(*row[:4], row[5]) for row in rows)
    return GuideSubject(
        scope=SCOPE, id="programme-1", subject="russian", name=Translated("Орыс тілі", "Русский язык", "Russian"),
        area="language-literature", grades=(5, 6, 7), objectives=objectives,
        texts={one.id: Translated(row[4], row[5]) for one, row in zip(objectives, rows, strict=True)},
        refs={one.id: one.id for one in objectives},
    )  # fmt: skip


def competences():
    return tuple(GuideCompetence(one.id, one.code, one.name) for one in framework("gmilaf").competences)


def source(rows=ROWS, *, machine=False, standard=True, audience="teachers"):
    agreed = GuideMethod(
        "agreed", 2, 7, Interval(0.71, 0.52, 0.84), Translated("Нұсқаулық", "Руководство", "Manual"), "1"
    )
    line = StandardLine(
        "s1", Translated("", "отличает факт от мнения"), "gmilaf.2.3", "delivered", ("a1-ru:6.1.1.1",), "s1"
    )
    return GuideSource(
        competences=competences(),
        subjects=(subject(rows),),
        acts=(GuideAct(Translated("Үлгілік бағдарлама", "Типовая программа", "Model curriculum"), "399", "2022-09-16",
                       amended=(("№ 1", "2024-02-03"),)),),
        method=GuideMethod("machine", model="word-matcher/1") if machine else agreed,
        framework=framework("gmilaf").title,
        standard=(line,) if standard else (),
        standard_act=GuideAct(Translated("Стандарт", "Стандарт", "Standard"), "348", "2022-08-03") if standard else None,
        reading=(Reading(framework("gmilaf").title, "https://example.org/gmilaf"),),
        audience=audience,
    )  # fmt: skip
