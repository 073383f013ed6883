"""Documents are found by words of their files; four thousand units cost no further statement."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document

from lib.domain.access import Action
from lib.domain.list_choices import ListChoices
from lib.errors import Denied
from lib.services import clock
from lib.services.checklist import kept
from lib.services.documents import acknowledgements, counted, documents, pending
from lib.services.reports import waiting
from tests.cast import BINH, HUNG, LAN, MAI, QUANG, SON, THU, VAN
from tests.factories import many_units
from tests.services.documents.document_scene import NOW, Scene, make_scene
from tests.support.stages import Stage

SOUGHT = (
    "45", "ke hoach", "Kế hoạch TUYÊN truyền", "bầu so xay", "dieu lan dau", "điều lần đầu",
    "45 dieu",
)  # fmt: skip


@pytest.fixture
def scene(stage: Stage, own_data) -> Scene:
    return stage.set(make_scene)


def written(*paragraphs: str) -> bytes:
    """A DOCX with these words."""
    document = Document()
    for one in paragraphs:
        document.add_paragraph(one)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


class Counting:
    """Counts statements; keeps nothing, as an engine that others write to."""

    def __init__(self, database) -> None:
        self.statements = 0
        self._database = database

    def __getattr__(self, name):
        return getattr(self._database, name)

    def read(self, work):
        return self._database.read(lambda tx: work(_Counted(self, tx)))

    def kept(self, _key, _of, work):
        return self.read(work)


class _Counted:
    def __init__(self, counting, tx) -> None:
        self._counting, self._tx = counting, tx

    def rows(self, sql, params=()):
        self._counting.statements += 1
        return self._tx.rows(sql, params)

    def row(self, sql, params=()):
        self._counting.statements += 1
        return self._tx.row(sql, params)


@pytest.mark.parametrize("sought", SOUGHT)
def test_words_are_found_without_accents_in_titles_and_in_the_file(scene, sought):
    key = scene.save(lien_ket="")
    scene.attach(key, written("Điều lần đầu được phổ biến"), name="ke-hoach.docx")
    scene.publish(key)
    scene.published(so_ky_hieu="9/CV", trich_yeu="Việc khác", co_quan="Bộ", cap="trung_uong")

    for person in (MAI, LAN, SON):
        assert scene.numbers(person, sought) == ["45/KH-SXD"]


def test_what_stands_nowhere_is_not_found(scene):
    key = scene.save()
    scene.attach(key, written("Nội dung"), name="a.docx")
    scene.publish(key)

    assert scene.numbers(MAI, "noi dung 999") == []
    assert scene.numbers(MAI, "%") == scene.numbers(MAI, "_") == []
    assert scene.opened(key).line.entry.content.file.has_text


def test_the_words_of_a_replaced_file_are_sought_no_more(scene):
    key = scene.save()
    scene.attach(key, written("Mùa xuân"), name="a.docx")
    scene.publish(key)
    scene.save(VAN, key, xac_nhan_lai=True, noi_dung_sua="Thay tệp")
    scene.attach(key, written("Mùa thu"), name="a.docx")
    assert scene.numbers(LAN, "mua xuan") == ["45/KH-SXD"]
    assert scene.numbers(LAN, "mua thu") == []

    scene.publish(key)

    assert scene.numbers(LAN, "mua xuan") == []
    assert scene.numbers(LAN, "mua thu") == ["45/KH-SXD"]


def test_a_file_without_readable_words_is_kept_and_found_by_its_title(scene):
    key = scene.save()
    scene.attach(key)
    scene.publish(key)

    assert not scene.opened(key).line.entry.content.file.has_text
    assert scene.numbers(LAN, "tuyen truyen") == ["45/KH-SXD"]


def test_four_thousand_units_cost_no_further_statement(scene):
    key = scene.published()
    scene.acknowledge(key, LAN)

    def statements() -> list[int]:
        told = []
        for read in (
            lambda db: documents.board(db, scene.who(MAI), scene.campaign),
            lambda db: documents.board(db, scene.who(LAN), scene.campaign, "ke hoach"),
            lambda db: documents.opened(db, scene.who(MAI), scene.campaign, key),
            lambda db: acknowledgements.standings(
                db, scene.who(MAI), scene.campaign, key, is_missing=True, page=2
            ),
            lambda db: pending.waiting(
                db, scene.campaign.campaign_id, scene.who(LAN).unit_id, LAN.account_id
            ),
            lambda db: pending.incomplete(db, scene.campaign.campaign_id),
        ):
            counting = Counting(scene.db)
            with clock.at(NOW):
                read(counting)
            told.append(counting.statements)
        return told

    few = statements()
    many_units(scene.db, 4000)

    assert statements() == few
    line = scene.lines(MAI)[0]
    assert (line.count.units, line.count.acknowledged) == (4004, 1)
    with clock.at(NOW):
        page = acknowledgements.standings(
            scene.db, scene.who(MAI), scene.campaign, key, is_missing=True, page=81
        )
    assert (len(page.rows), page.pages) == (3, 81)


def test_pages_hold_each_unit_once(scene):
    key = scene.published()
    many_units(scene.db, 120)

    def page(number, is_missing=None):
        with clock.at(NOW):
            return acknowledgements.standings(
                scene.db, scene.who(SON), scene.campaign, key, is_missing=is_missing, page=number
            )

    found = [one.unit_id for number in (1, 2, 3) for one in page(number).rows]
    assert len(found) == len(set(found)) == 124
    scene.actors[SON.username] = replace(scene.who(SON), lists=ListChoices(100))
    assert [len(page(number).rows) for number in (1, 2)] == [100, 24]
    assert page(1).pages == 2
    # A page that the list no longer has is its first one.
    assert page(99).rows == page(1).rows
    assert page(1, is_missing=False).rows == ()


def test_a_closed_unit_is_asked_no_more(scene):
    key = scene.published()
    scene.db.write(
        lambda tx: tx.run("UPDATE units SET closed_on = DATE '2021-03-01' WHERE code = 'TTR'")
    )

    assert "Thanh tra" not in scene.standing(key)
    assert scene.lines(MAI)[0].count.units == 3


def test_what_waits_is_counted_for_menus_and_home_pages(scene):
    key, own = scene.published(), scene.published_own(HUNG)

    def waits(person):
        actor = scene.who(person)
        with clock.at(NOW):
            return (
                waiting.counts(scene.db, actor).get(Action.DOCUMENT_VIEW, 0),
                pending.waiting(
                    scene.db, scene.campaign.campaign_id, actor.unit_id, actor.account_id
                ),
            )

    assert waits(LAN) == waits(HUNG) == (2, 2)
    assert waits(BINH) == waits(MAI) == (1, 1)
    # Who has no part in a unit's work has nothing to acknowledge.
    assert [waits(one)[0] for one in (SON, THU, QUANG)] == [0, 0, 0]

    scene.acknowledge(key, LAN)
    scene.read(own, HUNG)

    assert (waits(LAN)[0], waits(HUNG)[0], waits(BINH)[0]) == (1, 0, 1)


def test_others_are_given_what_a_unit_and_the_office_wait_for(scene):
    first, second = scene.published(), scene.published(so_ky_hieu="2/CV")
    unit = scene.opened(first).publisher
    own = scene.published_own(HUNG)
    campaign_id = scene.campaign.campaign_id
    scene.acknowledge(second, MAI)

    with clock.at(NOW):
        of_unit = pending.of_unit(scene.db, campaign_id, unit)
        missing = pending.incomplete(scene.db, campaign_id)
        of_person = pending.of_person(scene.db, campaign_id, scene.who(LAN).unit_id, LAN.account_id)

    assert [one.document.document_id for one in of_unit] == [first]
    assert [(one.entry.document.document_id, one.count.missing) for one in missing] == [
        (second, 3), (first, 4),
    ]  # fmt: skip
    assert [one.document.document_id for one in of_person] == [own]


def test_who_counts_is_the_same_in_sql_and_in_rules(scene):
    """`store.waiting` and `of_unit` answer one question, for each unit of each kind of audience."""
    qlxd = str(scene.who(LAN).unit_id)
    for changes in (
        {},
        {"gui_toi": "theo_loai", "loai_don_vi": ["phong", "van_phong"]},
        {"gui_toi": "chon", "don_vi": [qlxd]},
    ):
        scene.published(**changes)
    scene.corrected(scene.published())

    for person in (LAN, BINH, MAI, SON):
        actor = scene.who(person)
        with clock.at(NOW):
            unit = kept.unit(scene.db, actor.unit_id, NOW.date())
            listed = pending.of_unit(scene.db, scene.campaign.campaign_id, unit)
            counted = pending.waiting(
                scene.db, scene.campaign.campaign_id, actor.unit_id, actor.account_id
            )
        assert len(listed) == counted, person.username


def test_reports_are_offered_what_documents_come_to(scene):
    first, second = scene.published(), scene.published(so_ky_hieu="2/CV")
    scene.acknowledge(first, LAN)
    scene.acknowledge(second, LAN, so_nguoi="5")
    scene.acknowledge(second, BINH, so_nguoi="7")
    scene.withdraw(scene.published(so_ky_hieu="3/CV"))
    scene.save(so_ky_hieu="4/CV")

    def offered(person):
        with clock.at(NOW):
            return [*counted.offered(scene.db, scene.who(person), scene.campaign).values()]

    assert offered(LAN) == offered(HUNG) == [2, 17, 2]
    assert offered(BINH) == [1, 7, 2]
    assert offered(MAI) == [0, 0, 2]
    scene.corrected(first)
    assert offered(LAN) == [1, 5, 2]
    for person in (SON, THU, QUANG):
        with pytest.raises(Denied):
            offered(person)
