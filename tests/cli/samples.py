"""Invented inputs for the commands, in the shape of the real ones."""

import json
from pathlib import Path

HTML = """<html lang="ru"><body><h3>Типовая учебная программа по учебному предмету «Информатика» для 5-6 классов</h3>
<table><tr><td>Обучающиеся должны:</td><td>5 класс</td><td>6 класс</td></tr>
<tr><td>1.1 Поиск</td><td>5.1.1.1 искать сведения о своём ауле в трёх местах</td><td>6.1.1.1 сравнивать два сайта об одном озере</td></tr>
<tr><td>1.2 Этика</td><td>5.1.2.1 называть автора снимка</td><td>6.1.2.1 объяснять, зачем указывают источник</td></tr>
</table></body></html>"""

OBJECTIVES = [
    {
        "id": "a",
        "text": "екі сайттағы хабарды салыстыру",
        "language": "kk",
        "grade": 6,
        "subject_area": "people-society",
        "own": {"x": [1, None]},
    },
    {
        "id": "b",
        "text": "сложить два числа",
        "language": "ru",
        "grade": 1,
        "subject_area": "Математика и информатика",
    },
    {
        "id": "c",
        "text": "name the author of a photograph",
        "language": "en",
        "grade": 6,
        "subject_area": "people-society",
    },
]


def write_rows(path: Path, rows) -> str:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return str(path)


def matched(row, relevance, *competences):
    proposals = [{"competence": one, "score": round(0.9 - n / 10, 2)} for n, one in enumerate(competences)]
    return {
        **row,
        "relevance": relevance,
        "proposals": proposals,
        "why": {"words": []},
        "model": "invented-1/none",
    }


MATCHED = [
    matched(OBJECTIVES[0], 0.9, "gmilaf.2.3", "gmilaf.2.2", "gmilaf.1.2"),
    matched(OBJECTIVES[1], 0.05, "gmilaf.2.4", "gmilaf.2.2", "gmilaf.1.2"),
    matched(OBJECTIVES[2], 0.7, "gmilaf.3.2", "gmilaf.2.2", "gmilaf.1.2"),
]
