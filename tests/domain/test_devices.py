from __future__ import annotations

import pytest

from lib.domain.devices import browser_name

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (f"{WINDOWS} Chrome/130.0.0.0 Safari/537.36", "Chrome, Windows"),
        (f"{WINDOWS} Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0", "Edge, Windows"),
        (f"{WINDOWS} coc_coc_browser/128.0 Chrome/122.0 Safari/537.36", "Cốc Cốc, Windows"),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
            "Firefox, Linux",
        ),
        (
            "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko)"
            " SamsungBrowser/27.0 Chrome/125.0 Mobile Safari/537.36",
            "Samsung Internet, Android",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15"
            " (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) unheard of", "Windows"),
        ("python-httpx/0.28", ""),
        ("", ""),
        (" " * 10_000 + "Firefox/132.0", ""),
    ],
)
def test_a_browser_is_named_as_people_know_it(agent, name):
    assert browser_name(agent) == name
