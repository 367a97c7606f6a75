import pytest

from sauatty.core.errors import GuideFigureLost, GuideFigureTyped, GuideFigureUnknown, GuideTextMoved
from sauatty.web.base.models import AuditEvent
from sauatty.web.guides import selectors, services
from sauatty.web.guides.models import BlockText, Comment, TextRevision

pytestmark = pytest.mark.django_db


@pytest.fixture
def block(guide):
    """The paragraph with the figures of the introduction."""
    return guide.blocks.get(key="introduction.numbers")


def state_of(guide, block, language):
    return (
        selectors.view_of(guide.blocks.prefetch_related("texts").get(pk=block.pk), guide.languages)
        .in_language(language)
        .state
    )


def write(guide, block, saule, text, **manner):
    manner = {"language": "ru", "revision": 1} | manner
    return services.write_text(guide=guide, block=block, text=text, actor=saule, **manner)


def old_text(block, language="ru"):
    return BlockText.objects.get(block=block, language=language).text


def test_it_works(client_of, saule, guide, block):
    client = client_of(saule)
    address = f"/en/guides/{guide.pk}/blocks/{block.pk}/"
    text = old_text(block).replace("Предметов", "Рассмотрено предметов")

    response = client.post(address, {"language": "ru", "revision": "1", "text": text, "is_new_meaning": "on"})

    row = BlockText.objects.get(block=block, language="ru")
    assert response.status_code == 302
    assert (row.text, row.revision, row.author, row.is_draft) == (text, 2, saule, False)
    assert [one.how for one in row.revisions.all()] == ["edited", "drafted"]
    assert AuditEvent.objects.filter(action="guide.text_written").count() == 1


def test_the_page_shows_all_languages_the_figures_and_the_form(client_of, saule, guide, block):
    page = client_of(saule).get(f"/en/guides/{guide.pk}/blocks/{block.pk}/").content.decode()

    assert page.count("<textarea") >= 3
    assert "{{n_direct}}" in page and 'class="chip"' in page
    assert "machine draft" in page


def test_texts_in_other_languages_go_stale_when_the_leading_one_changes(guide, block, saule):
    write(guide, block, saule, old_text(block) + " Новая мысль.", is_new_meaning=True)

    assert [state_of(guide, block, one) for one in ("ru", "kk", "en")] == ["fine", "stale", "stale"]


def test_a_correction_of_words_leaves_the_others_as_they_are(guide, block, saule):
    write(guide, block, saule, old_text(block).replace("Предметов", "Предметы"))

    assert state_of(guide, block, "kk") == "draft"


def test_a_translation_brought_up_to_date_is_fine_again(guide, block, saule):
    write(guide, block, saule, old_text(block) + " Новая мысль.", is_new_meaning=True)
    write(guide, block, saule, old_text(block, "kk") + " Жаңа ой.", language="kk")

    assert [state_of(guide, block, one) for one in ("ru", "kk", "en")] == ["fine", "fine", "stale"]


def test_a_new_thought_in_another_language_marks_the_leading_one(guide, block, saule):
    write(guide, block, saule, old_text(block, "kk") + " Жаңа ой.", language="kk", is_new_meaning=True)

    assert [state_of(guide, block, one) for one in ("kk", "ru", "en")] == ["fine", "stale", "stale"]


def test_correcting_words_does_not_hide_that_others_were_stale(guide, block, saule):
    write(guide, block, saule, old_text(block) + " Новая мысль.", is_new_meaning=True)
    write(guide, block, saule, old_text(block) + " Ещё слово.", revision=2)

    assert state_of(guide, block, "kk") == "stale"


def test_taking_over_a_stale_text_says_that_it_still_fits(guide, block, saule):
    write(guide, block, saule, old_text(block) + " Новая мысль.", is_new_meaning=True)

    services.take_over(guide=guide, block=block, language="kk", actor=saule, revision=1)

    assert state_of(guide, block, "kk") == "fine"
    assert TextRevision.objects.filter(how="taken-over", author=saule).count() == 1


def test_two_editors_at_once_see_both_texts(client_of, saule, guide, block):
    address = f"/en/guides/{guide.pk}/blocks/{block.pk}/"
    write(guide, block, saule, old_text(block) + " Первый.")

    response = client_of(saule).post(
        address, {"language": "ru", "revision": "1", "text": old_text(block).replace("Первый", "Второй")}
    )
    page = response.content.decode()

    assert response.status_code == 422
    assert "Второй." in page and "Первый." in page
    assert 'name="revision" value="2"' in page
    assert old_text(block).endswith("Первый.")


def test_unknown_lost_and_typed_figures_are_refused(guide, block, saule):
    old = old_text(block)

    with pytest.raises(GuideFigureUnknown):
        write(guide, block, saule, old + " {{n_wishes}}")
    with pytest.raises(GuideFigureLost):
        write(guide, block, saule, old.replace("{{n_direct}}", "много"))
    with pytest.raises(GuideFigureTyped):
        write(guide, block, saule, "Целей обучения 6.", may_leave_out=True)
    assert old_text(block) == old


def test_the_form_says_which_figure_is_unknown_and_keeps_what_was_typed(client_of, saule, guide, block):
    text = old_text(block) + " {{n_wishes}}"

    response = client_of(saule).post(
        f"/en/guides/{guide.pk}/blocks/{block.pk}/", {"language": "ru", "revision": "1", "text": text}
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert "&#x27;{{n_wishes}}&#x27;" in page and page.count("{{n_wishes}}") >= 2


BAD_TEXTS = (
    {"language": "ru", "revision": "1", "text": ""},
    {"language": "de", "revision": "1", "text": "x"},
    {"language": "ru", "revision": "one", "text": "x"},
    {"language": "ru", "revision": "-1", "text": "x"},
    {"language": "ru", "text": "x"},
    {},
)


def test_bad_input_is_a_page_and_changes_nothing(client_of, saule, guide, block):
    old = old_text(block)

    for data in BAD_TEXTS:
        response = client_of(saule).post(f"/en/guides/{guide.pk}/blocks/{block.pk}/", data)

        assert response.status_code == 422, data
        assert old_text(block) == old, data


def test_markup_is_text(client_of, saule, guide, block):
    write(guide, block, saule, old_text(block) + " <script>alert(1)</script> \x00\x07конец")

    page = (
        client_of(saule).get(f"/ru/guides/{guide.pk}/text/?chapter=introduction&language=ru").content.decode()
    )

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page and "<script>alert" not in page
    assert "\x00" not in old_text(block)


def test_a_chapter_is_taken_over_at_once_except_stale_texts(client_of, saule, guide, block):
    write(guide, block, saule, old_text(block) + " Новая мысль.", is_new_meaning=True)

    client_of(saule).post(f"/en/guides/{guide.pk}/take-over/", {"chapter": "introduction", "language": "kk"})

    views = selectors.list_blocks(guide, "introduction")
    states = {view.block.key: view.in_language("kk").state for view in views}
    assert states.pop("introduction.numbers") == "stale"
    assert set(states.values()) == {"fine"}


def test_paragraphs_are_added_taken_out_and_put_back(client_of, saule, guide, block):
    client = client_of(saule)
    address = f"/en/guides/{guide.pk}/blocks/{block.pk}/"

    client.post(
        address + "add/", {"kind": "paragraph", "language": "ru", "text": "Свой абзац: {{n_direct}}."}
    )
    own = guide.blocks.get(key="")
    keys = [view.block.key for view in selectors.list_blocks(guide, "introduction")]
    client.post(address + "remove/")
    without = [view.block.key for view in selectors.list_blocks(guide, "introduction")]
    client.post(address + "restore/")

    assert keys.index("") == keys.index("introduction.numbers") + 1
    assert state_of(guide, own, "kk") == "missing"
    assert "introduction.numbers" not in without
    assert [view.block.key for view in selectors.list_blocks(guide, "introduction")] == keys


def test_reviewers_comment_but_do_not_write(client_of, marat, guide, block):
    client = client_of(marat)
    address = f"/en/guides/{guide.pk}/blocks/{block.pk}/"

    page = client.get(address)
    said = client.post(address + "comment/", {"text": "Проверьте число.", "language": "ru"})
    written = client.post(address, {"language": "ru", "revision": "1", "text": "x"})
    removed = client.post(address + "remove/")

    assert page.status_code == 200 and "Keep this text" not in page.content.decode()
    assert said.status_code == 302
    assert (written.status_code, removed.status_code) == (404, 404)
    assert Comment.objects.get().author == marat


def test_a_comment_sent_twice_is_one_and_can_be_answered(client_of, marat, saule, guide, block):
    for _ in range(2):
        client_of(marat).post(
            f"/en/guides/{guide.pk}/blocks/{block.pk}/comment/", {"text": "Почему?", "language": ""}
        )
    comment = Comment.objects.get()

    listed = client_of(saule).get(f"/en/guides/{guide.pk}/comments/").content.decode()
    client_of(saule).post(f"/en/guides/{guide.pk}/comments/{comment.pk}/resolve/")
    comment.refresh_from_db()

    assert "Почему?" in listed
    assert comment.resolved_by == saule
    assert not selectors.list_open_comments(guide)


def test_strangers_see_no_guide_and_visitors_are_asked_to_sign_in(client_of, stranger, bolat, guide, block):
    pages = ("", "text/", "review/", "figures/", "settings/", "files/", "word/", "workshops/", "comments/",
             f"blocks/{block.pk}/")  # fmt: skip

    for page in pages:
        address = f"/en/guides/{guide.pk}/{page}"
        assert client_of(stranger).get(address).status_code == 404, page
        assert client_of(bolat).get(address).status_code == 404, page
        assert "sign-in" in client_of().get(address)["Location"], page


def test_a_block_of_another_guide_is_not_found(client_of, saule, guide, block, make_guide):
    other = make_guide()

    assert client_of(saule).get(f"/en/guides/{other.pk}/blocks/{block.pk}/").status_code == 404


def test_the_last_author_stays(client_of, saule, marat, guide):
    client = client_of(saule)

    client.post(f"/en/guides/{guide.pk}/members/{saule.pk}/remove/")
    client.post(f"/en/guides/{guide.pk}/members/add/", {"who": "saule@example.kz", "role": "reviewer"})
    client.post(f"/en/guides/{guide.pk}/members/{marat.pk}/remove/")

    assert [(member.person, member.role) for member in selectors.list_members(guide)] == [(saule, "author")]


def test_members_are_found_by_whole_name_or_mail(client_of, saule, stranger, guide):
    client = client_of(saule)

    client.post(f"/en/guides/{guide.pk}/members/add/", {"who": "nobody@example.kz", "role": "reviewer"})
    assert selectors.list_members(guide).count() == 2
    client.post(f"/en/guides/{guide.pk}/members/add/", {"who": "stranger@example.kz", "role": "reviewer"})

    assert selectors.role_in(stranger, guide) == "reviewer"


def test_taking_over_a_text_that_moved_is_refused(guide, block, saule):
    write(guide, block, saule, old_text(block) + " Новое.")

    with pytest.raises(GuideTextMoved):
        services.take_over(guide=guide, block=block, language="ru", actor=saule, revision=1)


def test_a_reviewer_without_a_role_is_led_to_no_page_that_is_closed_to_them(client_of, marat, saule, guide):
    block = guide.blocks.get(key__startswith="direct.quotes", key__endswith="gmilaf.2.3")
    address = f"/en/guides/{guide.pk}/blocks/{block.pk}/"

    assert "/curricula/" not in client_of(marat).get(address).content.decode()
    assert "/curricula/objectives/" in client_of(saule).get(address).content.decode()
