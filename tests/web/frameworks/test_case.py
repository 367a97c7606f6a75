import json
import re
import uuid
from pathlib import Path

import jsonschema
import pytest
from django.urls import Resolver404, resolve

from sauatty.core import catalogue
from sauatty.core.exchange.case import case_identifier, read_case
from sauatty.web.frameworks import case_urls, permissions

BASE = "/ims/case/v1p1"
FRAMEWORKS = [one.id for one in catalogue.load_frameworks()]
# What 1.1 added to the classes of 1.0; the schema beside the project is that of 1.0.
NEW_IN_1P1 = {"caseVersion", "frameworkType", "extensions", "notes", "targetType"}

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def get(client, path, **query):
    response = client.get(f"{BASE}/{path}", query)
    return response, json.loads(response.content)


@pytest.fixture(scope="session")
def schema(shared_data):
    path = shared_data / "curricula" / "opensalt_case" / "case-v1p0-swagger.json"
    if not path.is_file():
        pytest.skip("the schema of CASE 1.0 is not beside the project")
    return json.loads(path.read_text("utf-8"))


def as_1p0(value, path=()):
    """Take off what 1.1 added, so that the schema of 1.0 can judge the rest."""
    if isinstance(value, list):
        return [as_1p0(one, path) for one in value]
    if not isinstance(value, dict):
        return value
    is_1p0_note = "creator" in value or "fullStatement" in value
    dropped = NEW_IN_1P1 - ({"notes"} if is_1p0_note else set())
    return {key: as_1p0(one, (*path, key)) for key, one in value.items() if key not in dropped}


def check(schema, kind, value):
    validator = jsonschema.Draft4Validator(
        {"$ref": f"#/definitions/{kind}.Type", "definitions": schema["definitions"]}
    )
    assert [error.message for error in validator.iter_errors(as_1p0(value))] == []


@pytest.mark.parametrize("slug", FRAMEWORKS)
def test_a_package_keeps_the_schema_of_the_standard(client, schema, slug):
    _response, package = get(client, f"CFPackages/{case_identifier(slug)}")

    check(schema, "CFPackage", package)


def test_the_check_can_fail(client, schema):
    _response, package = get(client, f"CFPackages/{case_identifier('gmilaf')}")
    del package["CFItems"][0]["fullStatement"]

    with pytest.raises(AssertionError, match="fullStatement"):
        check(schema, "CFPackage", package)


@pytest.mark.parametrize(
    ("path", "inside", "required"),
    [
        ("CFDocuments", "CFPckgDocument", {"CFPackageURI"}),
        ("CFItems", "CFPckgItem", {"CFDocumentURI"}),
        ("CFAssociations", "CFPckgAssociation", {"CFDocumentURI"}),
    ],
)
def test_an_object_alone_is_that_of_the_package_with_the_way_home(client, schema, path, inside, required):
    _response, package = get(client, f"CFPackages/{case_identifier('gmilaf')}")
    listed = package["CFDocument"] if path == "CFDocuments" else package[path][0]

    _response, alone = get(client, f"{path}/{listed['identifier']}")

    assert alone.keys() - listed.keys() == required
    assert {key: alone[key] for key in listed} == listed
    check(schema, inside, {key: value for key, value in alone.items() if key not in required})
    for key in required:
        check(schema, "LinkURI", alone[key])


def test_the_package_holds_every_node_under_its_parent(client):
    gmilaf = catalogue.framework("gmilaf")

    _response, package = get(client, f"CFPackages/{case_identifier('gmilaf')}")

    assert [item["humanCodingScheme"] for item in package["CFItems"]] == [node.code for node in gmilaf.nodes]
    children = {
        one["originNodeURI"]["identifier"]: one["destinationNodeURI"]["identifier"]
        for one in package["CFAssociations"]
        if one["associationType"] == "isChildOf"
    }
    for node in gmilaf.nodes:
        assert children[case_identifier(node.id)] == case_identifier(node.parent or "gmilaf")


def test_crosswalks_stand_in_the_package_they_start_from(client):
    links = [link for link in catalogue.crosswalks() if link.source == "gmilaf"]

    _response, package = get(client, f"CFPackages/{case_identifier('gmilaf')}")

    across = [one for one in package["CFAssociations"] if one["associationType"] == "isRelatedTo"]
    assert len(across) == sum(len(link.rows) for link in links)
    assert all("draft" in one["notes"] for one in across)


def test_an_item_has_the_links_that_lead_to_it_too(client, schema):
    _response, found = get(client, f"CFItemAssociations/{case_identifier('acrl.authority')}")

    origins = {one["originNodeURI"]["identifier"] for one in found["CFAssociations"]}
    assert case_identifier("gmilaf.2.3") in origins
    assert found["CFItem"]["identifier"] == case_identifier("acrl.authority")
    for one in found["CFAssociations"]:
        check(schema, "CFPckgAssociation", one)


def test_identifiers_are_unique_and_made_from_our_ids(client):
    seen = []
    for slug in FRAMEWORKS:
        _response, package = get(client, f"CFPackages/{case_identifier(slug)}")
        seen += [package["CFDocument"]["identifier"]]
        seen += [one["identifier"] for key in ("CFItems", "CFAssociations") for one in package[key]]

    assert len(seen) == len(set(seen))
    assert {uuid.UUID(one).version for one in seen} == {5}
    assert case_identifier("gmilaf.2.3") == str(
        uuid.uuid5(uuid.uuid5(uuid.NAMESPACE_URL, "https://sauatty.kz/case"), "gmilaf.2.3")
    )


def test_every_link_begins_with_the_public_address_and_answers(client, settings):
    settings.PUBLIC_ADDRESS = "https://mil.example.kz"

    _response, package = get(client, f"CFPackages/{case_identifier('gmilaf')}")

    addresses = set(re.findall(r'"uri": "([^"]+)"', json.dumps(package)))
    assert len(addresses) > 50
    for address in addresses:
        assert address.startswith("https://mil.example.kz/ims/case/v1p1/")
        response = client.get(address.removeprefix("https://mil.example.kz"))
        assert json.loads(response.content)["uri"] == address


def test_the_texts_stand_in_three_languages(client):
    node = catalogue.competence("gmilaf.2.3")

    _response, item = get(client, f"CFItems/{case_identifier(node.id)}")

    assert item["abbreviatedStatement"] == node.name.en
    ours = item["extensions"]["sauatty"]
    assert ours["name"] == {"kk": node.name.kk, "ru": node.name.ru, "en": node.name.en}
    assert ours["id"] == "gmilaf.2.3"


def test_the_document_says_that_it_is_a_draft_that_nobody_reviewed(client):
    _response, document = get(client, f"CFDocuments/{case_identifier('gmilaf')}")

    assert document["adoptionStatus"] == "Draft"
    assert "reviewed by nobody yet" in document["notes"]
    assert document["caseVersion"] == "1.1"


def test_our_own_reader_reads_what_we_give_out(client):
    _response, package = get(client, f"CFPackages/{case_identifier('gmilaf')}")

    read = read_case(package, name="gmilaf.json")

    assert [one.code for one in read.objectives] == [
        node.code for node in catalogue.framework("gmilaf").nodes
    ]


def test_documents_are_listed_in_pages(client):
    response, first = get(client, "CFDocuments", limit=3)
    _response, rest = get(client, "CFDocuments", limit=100, offset=3)

    assert response["X-Total-Count"] == str(len(FRAMEWORKS))
    assert f'{BASE}/CFDocuments?limit=3&offset=3>; rel="next"' in response["Link"]
    assert "prev" not in response["Link"]
    titles = [one["title"] for one in first["CFDocuments"] + rest["CFDocuments"]]
    assert len(first["CFDocuments"]) == 3
    assert sorted(titles) == sorted(one.title.en for one in catalogue.load_frameworks())
    assert all("CFPackageURI" in one for one in first["CFDocuments"])


def test_beyond_the_last_document_there_is_nothing(client):
    response, page = get(client, "CFDocuments", offset=1000)

    assert response.status_code == 200
    assert page == {"CFDocuments": []}


@pytest.mark.parametrize(
    "query", [{"limit": "0"}, {"limit": "x"}, {"limit": "-1"}, {"offset": "²"}, {"limit": "9" * 5000}]
)
def test_a_wrong_limit_or_offset_is_refused_in_the_words_of_the_standard(client, schema, query):
    response, answer = get(client, "CFDocuments", **query)

    assert response.status_code == 400
    assert answer["imsx_codeMinor"]["imsx_codeMinorField"][0]["imsx_codeMinorFieldName"] in query
    check(schema, "imsx_StatusInfo", answer)


@pytest.mark.parametrize(
    "kind", ["CFDocuments", "CFPackages", "CFItems", "CFItemAssociations", "CFAssociations"]
)
def test_an_unknown_object_is_a_404_in_the_words_of_the_standard(client, schema, kind):
    response, answer = get(client, f"{kind}/{uuid.uuid4()}")

    assert response.status_code == 404
    assert response["Content-Type"] == "application/json"
    check(schema, "imsx_StatusInfo", answer)
    assert answer["imsx_codeMinor"]["imsx_codeMinorField"][0]["imsx_codeMinorFieldValue"] == "unknownobject"


def test_what_is_no_uuid_is_called_so(client):
    response, answer = get(client, "CFItems/gmilaf.2.3")

    assert response.status_code == 404
    assert answer["imsx_codeMinor"]["imsx_codeMinorField"][0]["imsx_codeMinorFieldValue"] == "invalid_uuid"


def test_answers_may_be_kept_and_asked_for_again(client, django_assert_num_queries):
    path = f"{BASE}/CFPackages/{case_identifier('acrl')}"
    with django_assert_num_queries(1):
        first = client.get(path)

    again = client.get(path, headers={"if-none-match": first["ETag"]})

    assert first["Content-Type"] == "application/json"
    assert first["Cache-Control"] == "public, max-age=3600"
    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == first["ETag"]
    assert client.get(path, headers={"if-none-match": '"other"'}).status_code == 200


def test_an_answer_is_the_same_in_every_language(client):
    path = f"{BASE}/CFPackages/{case_identifier('gmilaf')}"

    answers = {
        client.get(path, headers={"accept-language": language}).content for language in ("kk", "ru", "en")
    }

    assert len(answers) == 1


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, method):
    response = getattr(client, method)(f"{BASE}/CFDocuments")

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"


def test_there_is_no_address_with_a_language_before_it():
    with pytest.raises(Resolver404):
        resolve(f"/en{BASE}/CFDocuments")


def test_every_case_address_has_its_row():
    assert {pattern.name for pattern in case_urls.urlpatterns} <= permissions.PERMISSIONS.keys()


def test_the_examples_of_the_reference_page_answer(client):
    page = (Path(__file__).parents[3] / "docs" / "reference" / "case.md").read_text("utf-8")
    addresses = re.findall(r"curl '?http://127\.0\.0\.1:8000(\S+?)'?$", page, re.MULTILINE)

    assert len(addresses) == 2
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    for pattern in case_urls.urlpatterns:
        assert f"{BASE}/{pattern.pattern}".replace("<str:identifier>", "<id>") in page
