"""Which program shows a page, as far as it says so: messengers open links inside themselves."""

import re

# The order counts: Instagram on an iPhone names Facebook's frame too. Each pattern is a mark of the app itself.
_APPS = (
    ("Instagram", re.compile(r"\bInstagram\b")),
    ("WhatsApp", re.compile(r"\bWhatsApp/")),
    ("Telegram", re.compile(r"\bTelegram(-Android|Bot)?/|\bTelegram-Android\b")),
    ("VK", re.compile(r"\b(VKAndroidApp|VKClient|com\.vk\.)|\bVK/\d")),
    ("Facebook", re.compile(r"\bFB(AN|AV|_IAB)/|\[FB|;FB(AN|AV)/")),
    ("TikTok", re.compile(r"\b(musical_ly|BytedanceWebview|TikTok)\b", re.IGNORECASE)),
)
# Android's web view says "; wv" in its brackets. On an iPhone each real browser says Safari, a page in an app does not.
_ANDROID_VIEW = re.compile(r"Android[^)]*; wv\)")
_IPHONE = re.compile(r"\b(iPhone|iPad|iPod)\b.*AppleWebKit/")
SOME_APP = "?"


def app_of(user_agent: str) -> str:
    """Return the name of the app inside which a page is open, SOME_APP where it has no name, or nothing.

    What cannot be known from here: Telegram, and others, may open links on an iPhone in a frame of Safari
    that says nothing of them. That frame keeps pages and answers as Safari does, so nothing needs to be said.
    """
    for name, mark in _APPS:
        if mark.search(user_agent):
            return name
    in_view = _ANDROID_VIEW.search(user_agent) or (_IPHONE.search(user_agent) and "Safari/" not in user_agent)
    return SOME_APP if in_view else ""


def is_android(user_agent: str) -> bool:
    """Say whether links of the kind intent: are understood."""
    return "Android" in user_agent
