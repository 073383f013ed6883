"""A pack in its ZIP file, made from an order that has been through JSON."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from lib.domain.papers.papers import Pack, Paper
from lib.exports.docx.making import orders, pack_maker, packs
from lib.exports.docx.making.orders import Order
from lib.exports.docx.templates import build
from tests.exports import docx_checker
from tests.exports.paper_data import a_collective, an_individual, some_data

TEMPLATES = {paper: str(build.FOLDER / f"{paper}.docx") for paper in Paper}


@pytest.mark.parametrize("pack", Pack)
def test_an_order_is_the_same_after_json(pack: Pack) -> None:
    order = Order(some_data(pack), TEMPLATES)

    assert orders.from_json(orders.to_json(order)) == order


def test_what_was_written_before_there_was_a_field_is_read() -> None:
    data = some_data(Pack.REPORT)
    told = json.loads(orders.data_to_json(data))
    del told["notice"], told["closing"]["units"][0]["result"]

    assert orders.data_from_json(json.dumps(told)) == data


def test_what_json_has_no_word_for_is_refused() -> None:
    order = Order(some_data(Pack.UNIT, appraiser=b"x"), TEMPLATES)

    with pytest.raises(TypeError, match="bytes is not for JSON"):
        orders.to_json(order)


def test_papers_are_numbered_in_the_order_of_the_pack() -> None:
    data = some_data(
        Pack.BANG_KHEN,
        collectives=(a_collective(name="Đội A/B: “số 1”"),),
        individuals=(an_individual(name="Nguyễn Thị Ánh Tuyết"), an_individual(name="..")),
    )

    assert [file.name for file in packs.files(data)] == [
        "01_To-trinh-So.docx",
        "02_Danh-sach.docx",
        "03_Bien-ban-Hoi-dong.docx",
        "04_Bao-cao-thanh-tich_001_Doi-A-B-So-1.docx",
        "04_Bao-cao-thanh-tich_002_Nguyen-Thi-Anh-Tuyet.docx",
        "04_Bao-cao-thanh-tich_003_khong-ten.docx",
    ]


def test_the_zip_tells_campaign_pack_time_and_revision() -> None:
    assert packs.zip_name(some_data(Pack.BANG_KHEN)) == (
        "TDKT_TD-BC-2021_bang-khen_20210614-1403_r1234.zip"
    )


@pytest.mark.parametrize("pack", Pack)
def test_a_pack_holds_its_papers_in_good_form(pack: Pack, tmp_path: Path) -> None:
    order, target = Order(some_data(pack), TEMPLATES), tmp_path / "pack.zip"

    told = list(pack_maker.make(order, target))

    with zipfile.ZipFile(target) as made:
        assert made.namelist() == told
        for file in packs.files(order.data):
            assert docx_checker.problems(made.read(file.name), file.paper) == []
    assert {file.paper for file in packs.files(order.data)} == set(order.data.offered)


def test_an_order_is_readable() -> None:
    told = json.loads(orders.to_json(Order(some_data(Pack.UNIT), TEMPLATES)))

    assert told["data"]["day"] == "2021-06-14"
    assert told["data"]["unit"]["name"] == "Phòng Quản lý xây dựng"
