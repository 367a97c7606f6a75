"""Invented papers and tests: one item of each kind, no key in them; a grader that knows none of ours."""

from uuid import uuid4

from sauatty.web.accounts.models import Grant
from sauatty.web.papers import services as papers
from sauatty.web.programmes.models import Cohort, CohortMember

TITLES = {"kk": "Бастапқы тест", "ru": "Входной тест", "en": "Pre-test"}
KINDS = ("single", "multiple", "order", "match", "highlight", "judgement")


def words(text):
    return {"kk": f"{text} (қаз)", "ru": f"{text} (рус)", "en": text}


def item(item_id, kind, *, is_invented=False):
    return {
        "id": item_id, "kind": kind, "competence": "gmilaf.2.3", "is_invented": is_invented, "is_negative": False,
        "stimulus": words(f"A post by Asel & co, {item_id}") if is_invented else {},
        "stem": words(f"What about {item_id}? Which is **not** so?"),
        "options": [{"id": one, "text": words(f"{item_id} option <{one}>")} for one in "abcd"],
        "targets": [{"id": one, "text": words(f"target {one}")} for one in "xyz"] if kind == "match" else [],
    }  # fmt: skip


def body(prefix="q", n=6):
    items = [item(f"{prefix}{i + 1}", KINDS[i % 6], is_invented=i % 6 in (0, 4)) for i in range(n)]
    return {"schema": "paper/1", "items": items}


def make_paper(programme, actor, *, code="A", prefix="q", n=6, family=None):
    return papers.publish_paper(
        programme=programme, family=family or uuid4(), code=code, body=body(prefix, n),
        languages=["kk", "ru", "en"], is_provisional=True, actor=actor,
    )  # fmt: skip


def make_test(programme, actor, *, made=None, opens=True, purpose="pre", **fields):
    test = papers.create_test(
        actor=actor, programme=programme, titles=fields.pop("titles", TITLES), purpose=purpose, **fields
    )
    papers.set_papers(actor=actor, test=test, papers=made or [make_paper(programme, actor)])
    return papers.open_test(actor=actor, test=test) if opens else test


def join(person, programme, cohort=None):
    person.__dict__.pop("_role_names", None)
    Grant.objects.create(person=person, role="participant", scope_kind="programme", scope_id=programme.pk)
    if cohort is not None:
        CohortMember.objects.create(cohort=cohort, person=person)
    return person


def make_cohort(programme, name="Бірінші топ"):
    return Cohort.objects.create(programme=programme, name_kk=name, language="kk", form="online")


ANSWERS = {
    "single": "b", "judgement": "c", "multiple": ["a", "c"], "highlight": ["b"],
    "order": ["c", "a", "d", "b"], "match": {"a": "x", "b": "y", "c": "z", "d": "x"},
}  # fmt: skip


def fields_of(paper):
    """Return what a whole page without JavaScript sends when every item is answered with ANSWERS."""
    found = {"shown": []}
    for one in paper.body["items"]:
        found["shown"].append(one["id"])
        answer = ANSWERS[one["kind"]]
        if one["kind"] == "order":
            found |= {f"a.{one['id']}.{option}": str(n + 1) for n, option in enumerate(answer)}
        elif one["kind"] == "match":
            found |= {f"a.{one['id']}.{option}": target for option, target in answer.items()}
        else:
            found[f"a.{one['id']}"] = answer
    return found
