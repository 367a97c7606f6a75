"""The words of the papers of a pack, in three languages."""

from collections.abc import Mapping

from sauatty.core.languages import Translated

HEADINGS: Mapping[str, Translated] = {
    "what": Translated(
        "Бұл – бағдарламаны зерттеуге арналған деректер пакеті. Онда аты-жөн жоқ: адамдардың бүркеншік нөмірлері бар.",
        "Это пакет данных для исследования программы. Имён в нём нет: у людей псевдонимы.",
        "This is a pack of data for research on a programme. It holds no names: people bear pseudonyms.",
    ),
    "consent": Translated("Келісім негізі", "Основание (согласие)", "Basis (consent)"),
    "check": Translated("Анонимділікті тексеру", "Проверка анонимности", "Check of anonymity"),
    "rerun": Translated("Талдауды қайталау", "Как повторить анализ", "How to run the analysis again"),
    "files": Translated("Файлдар", "Файлы", "Files"),
    "licence": Translated("Лицензия", "Лицензия", "Licence"),
    "enough": Translated(
        "белгілердің әр тіркесімін кемінде {k} адам бөліседі",
        "каждое сочетание признаков есть не менее чем у {k} человек",
        "at least {k} people share every combination of traits",
    ),
    "people": Translated("адамдар", "люди", "people"),
    "rows": Translated("жол", "строк", "rows"),
    "invented": Translated(
        "ОЙДАН ШЫҒАРЫЛҒАН ДЕРЕКТЕР. Мұнда нақты адамдар жоқ.",
        "ВЫМЫШЛЕННЫЕ ДАННЫЕ. Настоящих людей здесь нет.",
        "INVENTED DATA. No real people stand here.",
    ),
    "machine": Translated(
        "Қазақша және орысша мәтінді машина жазды, адам тексерген жоқ.",
        "Казахский и русский текст написан машиной и никем не проверен.",
        "The Kazakh and Russian text was written by a machine and checked by nobody.",
    ),
}
COLUMN_LABELS: Mapping[str, Translated] = {
    "person": Translated("Бүркеншік нөмір", "Псевдоним", "Pseudonym"),
    "region": Translated("Өңір (ISO 3166-2)", "Регион (ISO 3166-2)", "Region (ISO 3166-2)"),
    "language": Translated("Тіл", "Язык", "Language"),
    "workplace": Translated("Жұмыс орны", "Место работы", "Workplace"),
    "locality": Translated("Елді мекен түрі", "Тип населённого пункта", "Kind of place"),
    "cohort": Translated("Топ", "Поток", "Cohort"),
    "invited": Translated("Шақырылды", "Приглашён", "Invited"),
    "answered": Translated("Сауалнамаға жауап берді", "Ответил на опрос", "Answered the survey"),
    "tested_before": Translated("Алғашқы тест тапсырды", "Прошёл входной тест", "Took the pre-test"),
    "attended": Translated("Тренингке қатысты", "Был на тренинге", "Attended"),
    "tested_after": Translated("Қорытынды тест тапсырды", "Прошёл итоговый тест", "Took the final test"),
    "active": Translated("Іс-шара өткізді", "Провёл мероприятие", "Ran an activity"),
    "certified": Translated("Сертификат алды", "Получил сертификат", "Certified"),
    "training": Translated("Тренинг", "Тренинг", "Training"),
    "form": Translated("Түрі", "Форма", "Form"),
    "day": Translated("Күн немесе ай", "День или месяц", "Day or month"),
    "hours": Translated("Сағат", "Часы", "Hours"),
    "share": Translated("Қатысқан үлесі, 0–1", "Доля присутствия, 0–1", "Share attended, 0-1"),
    "activity": Translated("Іс-шара", "Мероприятие", "Activity"),
    "state": Translated("Күйі", "Состояние", "State"),
    "competences": Translated("Құзыреттіліктер", "Компетенции", "Competences"),
    "competence": Translated("Құзыреттілік", "Компетенция", "Competence"),
    "low": Translated("Келгендер, кемінде", "Пришло, не менее", "Came, at least"),
    "high": Translated("Келгендер, көп дегенде", "Пришло, не более", "Came, at most"),
    "minutes": Translated("Минут", "Минуты", "Minutes"),
    "lesson": Translated("Сабақ", "Урок", "Lesson"),
    "machine": Translated(
        "Мәтінді машина жазды", "Текст написан машиной", "Text by a machine, taken over by nobody"
    ),
    "area": Translated("Білім саласы", "Образовательная область", "Learning area"),
    "n_covering": Translated(
        "Құзыреттілігі бар мақсаттар", "Цели с компетенцией", "Objectives with the competence"
    ),
    "n_objectives": Translated("Барлық мақсаттар", "Все цели", "All objectives"),
    "n": Translated("Ұсынымдар саны", "Число рекомендаций", "Number of recommendations"),
    "pre": Translated("Алғашқы тест, ұпай", "Входной тест, баллы", "Pre-test, points"),
    "final": Translated("Қорытынды тест, ұпай", "Итоговый тест, баллы", "Final test, points"),
}
THREAD_LABELS: Mapping[str, Translated] = {
    "need": Translated("қажеттілік", "потребность", "need"),
    "minutes": Translated("минут", "минуты", "minutes"),
    "lessons": Translated("сабақтар", "уроки", "lessons"),
    "items": Translated("тапсырмалар", "задания", "items"),
    "gain": Translated("өсім", "прирост", "gain"),
    "activities": Translated("іс-шаралар", "мероприятия", "activities"),
    "certificates": Translated("сертификаттар", "сертификаты", "certificates"),
    "coverage": Translated("қамту", "охват", "coverage"),
    "recommendations": Translated("ұсынымдар", "рекомендации", "recommendations"),
}
