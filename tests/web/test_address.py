from __future__ import annotations

import pytest

from lib.config import settings
from lib.web.address import client_address


@pytest.fixture(autouse=True)
def _fresh_settings():
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_only_behind_our_proxy_is_its_word_taken(monkeypatch):
    said = "1.2.3.4, 10.0.0.7"
    plainly = client_address(said, "192.168.1.5")
    monkeypatch.setenv("TDKT_TRUSTED_PROXY", "1")
    settings.cache_clear()

    behind = client_address(said, "127.0.0.1")

    assert (plainly, behind) == ("192.168.1.5", "10.0.0.7")


def test_without_the_header_it_is_the_other_end(monkeypatch):
    monkeypatch.setenv("TDKT_TRUSTED_PROXY", "1")
    settings.cache_clear()

    assert (client_address("", "127.0.0.1"), client_address("", None)) == ("127.0.0.1", None)
