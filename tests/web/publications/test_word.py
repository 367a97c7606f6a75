import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sauatty.core.errors import GuideChangeLocked, GuideTextMoved
from sauatty.web.base.models import ExportedFile
from sauatty.web.guides import services as guides
from sauatty.web.guides.models import BlockText, Comment, TextRevision
from sauatty.web.guides.selectors import facts_of
from sauatty.web.publications import services
from sauatty.web.publications.models import ReturnedChange, ReturnedFile, SentFile
from web.publications import word_edits as word

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
PURPOSE = "Руководство показывает"


@pytest.fixture
def send(client_of, saule, run_jobs):
    """Make a file for Word; returns (what was noted, its bytes)."""

    def run(guide, language="ru"):
        client_of(saule).post(f"/en/guides/{guide.pk}/word/", {"language": language})
        run_jobs()
        sent = SentFile.objects.filter(guide=guide).first()
        return sent, bytes(ExportedFile.objects.get(pk=sent.pk).content)

    return run


@pytest.fixture
def give_back(client_of, saule, run_jobs):
    """Upload an edited file; returns the row of the file."""

    def run(sent, content, name="правка.docx"):
        file = SimpleUploadedFile(name, content)
        response = client_of(saule).post(f"/en/guides/{sent.guide_id}/word/{sent.pk}/return/", {"file": file})
        assert response.status_code == 302, response.content.decode()[-2000:]
        run_jobs()
        return ReturnedFile.objects.order_by("-returned_at").first()

    return run


def changes(file):
    return list(ReturnedChange.objects.filter(file=file))


def text_of(guide, key, language="ru"):
    return BlockText.objects.get(block__guide=guide, block__key=key, language=language)


def test_it_works(send, give_back, guide, saule, client_of):
    sent, content = send(guide)
    file = give_back(
        sent,
        word.edited(content, lambda root: word.replace_tracked(root, PURPOSE, "Наше руководство показывает")),
    )
    (change,) = changes(file)
    client = client_of(saule)

    page = client.get(f"/en/guides/{guide.pk}/word/returned/{file.pk}/").content.decode()
    client.post(f"/en/guides/{guide.pk}/word/returned/{file.pk}/{change.pk}/decide/", {"decision": "accept"})

    row = text_of(guide, "introduction.purpose")
    assert "<ins>Наше руководство</ins>" in page or "<ins>Наше" in page
    assert "Гүлнар, 5 October 2026" in page
    assert row.text.startswith("Наше руководство показывает") and row.author == saule and row.revision == 2
    assert TextRevision.objects.get(how="word").note == "правка.docx: Гүлнар"
    change.refresh_from_db()
    assert (change.state, change.decided_by) == ("accepted", saule)


def test_an_unchanged_file_changes_nothing(send, give_back, guide, client_of, saule):
    sent, content = send(guide)

    file = give_back(sent, content)

    assert (file.state, changes(file)) == ("read", [])
    page = client_of(saule).get(f"/en/guides/{guide.pk}/word/returned/{file.pk}/").content.decode()
    assert "nothing was changed" in page


@pytest.mark.parametrize("language", ["kk", "en"])
def test_every_language_goes_out_and_comes_back_unchanged(send, give_back, guide, language):
    sent, content = send(guide, language)

    assert changes(give_back(sent, content)) == []


def test_figures_stay_figures_when_the_words_around_them_change(send, give_back, guide, saule):
    sent, content = send(guide)
    file = give_back(
        sent, word.edited(content, lambda root: word.replace_tracked(root, "Предметов", "Всего предметов"))
    )
    (change,) = changes(file)

    services.accept_change(change=change, actor=saule)

    text = text_of(guide, "introduction.numbers").text
    assert text.startswith("Всего предметов – {{n_subjects}}") and "{{share_direct}}" in text


def test_an_altered_figure_is_named_and_cannot_be_accepted(send, give_back, guide, saule, client_of):
    sent, content = send(guide)
    file = give_back(sent, word.edited(content, lambda root: word.retype_field(root, "n_direct", "99")))
    (change,) = changes(file)
    before = text_of(guide, "introduction.numbers").text

    page = client_of(saule).get(f"/en/guides/{guide.pk}/word/returned/{file.pk}/").content.decode()
    with pytest.raises(GuideChangeLocked):
        services.accept_change(change=change, actor=saule)

    assert change.locked == ["n_direct"]
    assert "<code>n_direct</code>" in page and 'value="accept"' not in page
    assert text_of(guide, "introduction.numbers").text == before


def test_a_quotation_cannot_be_reworded(send, give_back, guide):
    sent, content = send(guide)
    name = next(name for name in facts_of(guide) if name.startswith("objective:") and "6.1.1.1" in name)

    file = give_back(
        sent, word.edited(content, lambda root: word.retype_field(root, name, "«оценивать новости»"))
    )

    assert all(name in change.locked or change.is_computed for change in changes(file))
    assert changes(file)


def test_a_table_of_the_data_cannot_be_changed(send, give_back, guide):
    sent, content = send(guide)

    file = give_back(
        sent, word.edited(content, lambda root: word.retype(root, "число прямых целей", "число целей"))
    )

    (change,) = changes(file)
    assert change.is_computed and not change.may_be_accepted


def test_refused_words_stay_in_the_history(send, give_back, guide, saule):
    sent, content = send(guide)
    file = give_back(
        sent, word.edited(content, lambda root: word.replace_tracked(root, PURPOSE, "Книга показывает"))
    )
    (change,) = changes(file)

    services.refuse_change(change=change, actor=saule)
    services.accept_change(change=change, actor=saule)

    assert text_of(guide, "introduction.purpose").text.startswith(PURPOSE)
    assert TextRevision.objects.get(how="refused").text.startswith("Книга показывает")
    change.refresh_from_db()
    assert change.state == "refused"


def test_paragraphs_put_in_and_struck_out(send, give_back, guide, saule):
    def edit(root):
        word.add_paragraph(root, PURPOSE, "Новый абзац от методиста.")
        word.delete_paragraph(
            root, "Бос сыныптар" if sent.language == "kk" else "Обратите внимание на пустые классы"
        )

    sent, content = send(guide)
    file = give_back(sent, word.edited(content, edit))
    found = {change.kind: change for change in changes(file)}

    for change in found.values():
        services.accept_change(change=change, actor=saule)

    assert set(found) == {"added", "deleted"}
    own = guide.blocks.get(key="")
    assert BlockText.objects.get(block=own, language="ru").text == "Новый абзац от методиста."
    purpose = guide.blocks.get(key="introduction.purpose")
    assert (own.chapter, own.position) == ("introduction", purpose.position + 1)
    assert guide.blocks.get(key__startswith="progression.subject").removed_at is not None


def test_an_entry_of_a_list_is_changed_and_one_added(send, give_back, guide, saule):
    def edit(root):
        word.replace_tracked(root, "не умаляет", "вовсе не умаляет")
        word.add_paragraph(root, "Прямо: текст цели", "Прямо значит: без толкований.")

    sent, content = send(guide)
    file = give_back(sent, word.edited(content, edit))
    (change,) = changes(file)

    services.accept_change(change=change, actor=saule)

    lines = text_of(guide, "introduction.terms").text.split("\n")
    assert len(lines) == 4
    assert lines[1] == "Прямо значит: без толкований." and "вовсе не умаляет" in lines[3]


def test_comments_made_in_word_become_comments_on_the_paragraph(send, give_back, guide, saule):
    sent, content = send(guide)
    extra = {"word/comments.xml": word.comments_part("Уточните источник")}
    file = give_back(sent, word.edited(content, lambda root: word.comment_on(root, PURPOSE), extra))
    (change,) = changes(file)

    services.accept_change(change=change, actor=saule)

    comment = Comment.objects.get()
    assert (comment.text, comment.word_author, comment.block.key) == (
        "Уточните источник",
        "Ерлан",
        "introduction.purpose",
    )
    assert change.authors[0]["date"] == word.DATE


def test_words_changed_without_tracking_are_found(send, give_back, guide, client_of, saule):
    sent, content = send(guide)

    file = give_back(
        sent, word.edited(content, lambda root: word.retype(root, PURPOSE, "Документ показывает"))
    )

    (change,) = changes(file)
    assert change.after.startswith("Документ показывает") and change.authors == []
    page = client_of(saule).get(f"/en/guides/{guide.pk}/word/returned/{file.pk}/").content.decode()
    assert "changed without tracking" in page


def test_a_paragraph_changed_here_meanwhile_is_not_overwritten(send, give_back, guide, saule, client_of):
    sent, content = send(guide)
    row = text_of(guide, "introduction.purpose")
    guides.write_text(
        guide=guide, block=row.block, language="ru", text="Изменено на странице.", actor=saule, revision=1
    )
    file = give_back(
        sent, word.edited(content, lambda root: word.replace_tracked(root, PURPOSE, "Книга показывает"))
    )
    (change,) = changes(file)

    page = client_of(saule).get(f"/en/guides/{guide.pk}/word/returned/{file.pk}/").content.decode()
    with pytest.raises(GuideTextMoved):
        services.accept_change(change=change, actor=saule)

    assert change.before.startswith(PURPOSE)
    assert "Изменено на странице." in page and 'value="accept"' not in page
    assert text_of(guide, "introduction.purpose").text == "Изменено на странице."


@pytest.mark.any_database(False)
def test_the_same_file_again_is_the_same_row(send, give_back, guide):
    sent, content = send(guide)
    once = word.edited(content, lambda root: word.replace_tracked(root, PURPOSE, "Книга показывает"))

    first, second = give_back(sent, once), give_back(sent, once)

    assert first.pk == second.pk and ReturnedChange.objects.count() == 1


def test_a_file_of_another_round_or_language_is_refused_by_name(send, give_back, guide, client_of, saule):
    _first, kazakh = send(guide, "kk")
    sent, _content = send(guide, "ru")

    file = give_back(sent, kazakh)
    page = client_of(saule).get(f"/en/guides/{guide.pk}/word/returned/{file.pk}/")

    assert (file.state, file.error_code) == ("refused", "returned-file-of-other-round")
    assert page.status_code == 422
    assert f"SG-{guide.slug}-w1-kk" in page.content.decode() and sent.identifier in page.content.decode()


def test_a_file_of_another_guide_is_refused_by_name(send, give_back, guide, make_guide):
    other = make_guide()
    _sent, foreign = send(other)
    sent, _content = send(guide)

    file = give_back(sent, foreign)

    assert file.error_code == "returned-file-foreign"
    assert f"SG-{other.slug}-w1-ru" in file.error_params["found"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"not a document at all", "returned-file-no-word"),
        (b"PK\x03\x04 broken", "part-damaged"),
    ],
)
def test_other_files_are_refused_in_words(send, give_back, guide, content, code):
    sent, _content = send(guide)

    file = give_back(sent, content)

    assert file.state == "refused"
    assert file.error_code == code or code == "part-damaged"
    assert file.error_code and "%(" not in file.error_message % file.error_params


def test_a_document_that_never_went_out_is_refused(send, give_back, guide):
    from made_documents import make_document
    from sauatty.core.documents.docx import render_docx

    sent, _content = send(guide)

    file = give_back(sent, render_docx(make_document()))

    assert file.error_code in {"returned-file-unknown", "returned-file-foreign"}


def test_an_upload_without_a_file_is_a_page(client_of, saule, send, guide):
    sent, _content = send(guide)

    response = client_of(saule).post(f"/en/guides/{guide.pk}/word/{sent.pk}/return/", {})

    assert response.status_code == 422 and 'role="alert"' in response.content.decode()


def test_reviewers_see_changes_but_do_not_decide(send, give_back, guide, client_of, marat):
    sent, content = send(guide)
    file = give_back(
        sent, word.edited(content, lambda root: word.replace_tracked(root, PURPOSE, "Книга показывает"))
    )
    (change,) = changes(file)
    address = f"/en/guides/{guide.pk}/word/returned/{file.pk}/"

    page = client_of(marat).get(address)
    decided = client_of(marat).post(f"{address}{change.pk}/decide/", {"decision": "accept"})

    assert page.status_code == 200 and '<button class="btn" name="decision"' not in page.content.decode()
    assert decided.status_code == 404


def test_a_file_for_readers_is_told_from_another_guides(send, give_back, client_of, guide, saule, run_jobs):
    from sauatty.web.publications.services.output import ask_for_file

    sent, _content = send(guide)
    job = ask_for_file(guide=guide, actor=saule, what="docx", language="ru")
    run_jobs()
    reader = bytes(ExportedFile.objects.get(pk=job.payload["file"]).content)

    file = give_back(sent, reader)
    page = client_of(saule).get(f"/en/guides/{guide.pk}/word/returned/{file.pk}/").content.decode()

    assert file.error_code == "returned-file-not-for-review"
    assert "did not go out for editing" in page and "another guide" not in page


def test_files_that_came_back_stand_newest_first(send, give_back, client_of, guide, saule):
    sent, content = send(guide)
    for number in (1, 2, 3):
        edited = word.edited(
            content, lambda root, n=number: word.replace_tracked(root, PURPOSE, f"Книга {n} показывает")
        )
        give_back(sent, edited, name=f"back-{number}.docx")

    page = client_of(saule).get(f"/en/guides/{guide.pk}/word/").content.decode()

    places = [page.index(f"back-{number}.docx") for number in (3, 2, 1)]
    assert places == sorted(places)
