"""Messengers that open pages inside themselves, by what their programs say of themselves."""

import pytest
from django.test import RequestFactory

from sauatty.web.devices.browsers import SOME_APP, app_of
from sauatty.web.devices.templatetags.devices import note_of

ANDROID = "Mozilla/5.0 (Linux; Android 14; SM-A155F Build/UP1A{wv}) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.6478.134 Mobile Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"

INSIDE = {
    "WhatsApp": [ANDROID.format(wv="; wv") + " WhatsApp/2.24.13.77", "WhatsApp/2.24.13.77 A"],
    "Telegram": [
        ANDROID.format(wv="; wv") + " Telegram-Android/11.4.2 (Samsung SM-A155F; Android 14; SDK 34; AVERAGE)"
    ],
    "Instagram": [
        ANDROID.format(wv="; wv") + " Instagram 336.0.0.35.90 Android (34/14; 450dpi; 1080x2340; samsung)",
        IPHONE + " Mobile/21F90 Instagram 334.0.4.32.98 (iPhone14,5; iOS 17_5_1; ru_KZ) NV/1",
    ],
    "Facebook": [
        ANDROID.format(wv="; wv") + " [FB_IAB/FB4A;FBAV/470.0.0.45.79;]",
        IPHONE + " Mobile/21F90 [FBAN/FBIOS;FBAV/468.1.0.37.107;FBDV/iPhone14,5]",
    ],
    "VK": [ANDROID.format(wv="; wv") + " VKAndroidApp/8.83-20404", IPHONE + " Mobile/21F90 VK/8.80 VKClient"],
    "TikTok": [ANDROID.format(wv="; wv") + " musical_ly_2023503030 BytedanceWebview/d8a21c6"],
    SOME_APP: [ANDROID.format(wv="; wv"), IPHONE + " Mobile/21F90"],
}
OUTSIDE = [
    "",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; Android 14; SAMSUNG SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0",
    "Mozilla/5.0 (Linux; arm_64; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 YaBrowser/24.6.0.0 Mobile Safari/537.36",
    IPHONE + " Version/17.5 Mobile/15E148 Safari/604.1",
    IPHONE + " CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15",
]


@pytest.mark.parametrize(
    ("app", "agent"), [(app, agent) for app, agents in INSIDE.items() for agent in agents]
)
def test_an_app_is_known_by_its_mark(app, agent):
    assert app_of(agent) == app


@pytest.mark.parametrize("agent", OUTSIDE)
def test_a_real_browser_is_left_alone(agent):
    assert app_of(agent) == ""


def _note(agent="", path="/kk/s/abc/?k=t1", **extra):
    return note_of(RequestFactory(headers={"User-Agent": agent}).get(path, **extra))


def test_android_gets_a_button_that_opens_the_browser_and_an_iphone_the_address(settings):
    settings.PUBLIC_ADDRESS, settings.IS_HTTPS = "https://mil.example.kz", True

    android, iphone = _note(INSIDE["WhatsApp"][0]), _note(INSIDE["Instagram"][1])

    assert android["intent"].startswith("intent://mil.example.kz/kk/s/abc/?k=t1#Intent;scheme=https;")
    assert (
        "S.browser_fallback_url=https%3A%2F%2Fmil.example.kz%2Fkk%2Fs%2Fabc%2F%3Fk%3Dt1;end"
        in android["intent"]
    )
    assert (iphone["intent"], iphone["address"]) == ("", "https://mil.example.kz/kk/s/abc/?k=t1")


def test_a_visitor_cannot_end_the_intent_early_and_add_a_program_of_their_own(settings):
    settings.PUBLIC_ADDRESS = "https://mil.example.kz"

    note = _note(INSIDE["WhatsApp"][0], "/kk/s/abc/?k=1%3Bend%23Intent%3Bpackage%3Devil")

    assert note["intent"].count("#") == 1
    assert "package=evil" not in note["intent"]


def test_an_address_without_protection_is_told_unless_it_is_this_machine(settings):
    settings.ALLOWED_HOSTS = ["*"]

    assert _note(headers={"host": "192.168.1.5:8000"})["is_insecure"]
    assert not _note(headers={"host": "127.0.0.1:8000"})["is_insecure"]
    assert not _note(headers={"host": "mil.example.kz"}, secure=True)["is_insecure"]


def test_a_copy_that_a_device_keeps_says_nothing_of_the_program_that_fetched_it(settings):
    settings.ALLOWED_HOSTS = ["*"]

    note = _note(INSIDE["WhatsApp"][0], "/kk/s/abc/?kept=1", headers={"host": "192.168.1.5"})

    assert (note["app"], note["is_insecure"]) == ("", False)
    assert "kept" not in note["address"]


@pytest.mark.django_db
@pytest.mark.parametrize("agent", [*INSIDE["WhatsApp"][:1], OUTSIDE[1]])
def test_a_page_tells_it_without_javascript_and_before_any_answer(client, agent):
    page = client.get(
        "/en/lessons/saved/", headers={"User-Agent": agent, "host": "localhost"}
    ).content.decode()
    is_inside = agent in INSIDE["WhatsApp"]

    assert ("This page is open inside WhatsApp" in page) == is_inside
    assert ('id="browser-app" aria-labelledby="browser-app-h" hidden' in page) != is_inside
