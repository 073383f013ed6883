"""How a browser is told what a file is called."""

from __future__ import annotations

import pytest

from lib.web.files import disposition


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("TDKT_nho_r12.zip", 'filename="TDKT_nho_r12.zip"'),
        ("Ảnh 1.jpg", "filename=\"_nh 1.jpg\"; filename*=UTF-8''%E1%BA%A2nh%201.jpg"),
        ("100%.pdf", "filename=\"100%.pdf\"; filename*=UTF-8''100%25.pdf"),
        ('a"; b.pdf', "filename=\"a_; b.pdf\"; filename*=UTF-8''a%22%3B%20b.pdf"),
    ],
    ids=["plain", "Vietnamese", "percent", "quotes"],
)
def test_a_name_is_told_whole_to_browsers_new_and_old(name, told):
    assert disposition("attachment", name) == f"attachment; {told}"
