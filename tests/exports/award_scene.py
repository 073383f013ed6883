"""Nominations at every stage of their way, with a meeting's counts and a released decision."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from lib.domain.exports import Options
from lib.domain.nomination_workflow import State, Step
from lib.domain.nominations import Nomination, Subject
from lib.store.engine.db import Database, Writer
from tests.cast import BINH, HUNG, LAN, MAI, VAN, YEN
from tests.exports.scene import VIETNAMESE
from tests.services.nominations.nomination_scene import NEW_DUE, Scene, make_scene

GOLDEN = {
    "nominations_collective.csv": ("nominations_collective", Options()),
    "nominations_individual.csv": ("nominations_individual", Options()),
    "nominations_individual_vi.csv": ("nominations_individual", VIETNAMESE),
    "awards_0603.csv": ("awards_0603", Options()),
    "decisions.csv": ("decisions", Options()),
}
MEETING, DECISION, QUIET = UUID(int=71), UUID(int=72), UUID(int=73)
_RECUSED = '[{"full_name": "Ủy viên 5", "account_id": null, "tie": "stated", "note": "vợ chồng"}]'
MET_AT = datetime(2021, 5, 10, 3, tzinfo=UTC)


def play(db: Database) -> Scene:
    """A household and a collective, and persons of four categories; one of each fear of Excel."""
    scene = make_scene(db)
    scene.save(LAN, ho_ten="Lê Đang Soạn", gioi_tinh="nu", thanh_tich="=1+1\nDòng hai")
    returned = scene.save(BINH, ho_ten="Đàm Bị Trả", nhom_doi_tuong="doanh_nhan", da_khen="-2019")
    scene.step(YEN, Step.SEND, returned)
    scene.step(
        MAI, Step.RETURN, scene.stored(returned.nomination_id), note="@Thiếu", due_on=NEW_DUE
    )
    withdrawn = scene.save(LAN, ho_ten="Bế Đã Rút")
    scene.step(LAN, Step.WITHDRAW, withdrawn)
    awarded = scene.checked(ho_ten="Ân Được Khen", nhom_doi_tuong="lanh_dao_khac")
    quiet = scene.checked(
        ho_ten="Ích Chưa Công Bố", thanh_tich="Dán 40 pa nô; trực 12 buổi tối tại điểm bầu cử."
    )
    collective = scene.save(LAN, subject=Subject.COLLECTIVE, ten_tap_the="=Tổ cơ động")
    scene.step(HUNG, Step.SEND, collective)
    scene.step(VAN, Step.RECEIVE, scene.stored(collective.nomination_id))
    home = scene.save(
        BINH, subject=Subject.COLLECTIVE, ten_tap_the="Hộ ông Ba", nhom_doi_tuong="ho_gia_dinh",
        hinh_thuc="gk", tong_so_nguoi="", so_nu="",
    )  # fmt: skip
    scene.db.write(lambda tx: _meet(tx, scene, [(awarded, 3), (quiet, 2), (home, None)]))
    scene.db.write(lambda tx: _decide(tx, scene, awarded, DECISION, "released"))
    scene.db.write(lambda tx: _decide(tx, scene, quiet, QUIET, "prepared"))
    scene.put(awarded, State.PUBLISHED)
    scene.put(quiet, State.AWARDED)
    scene.put(home, State.TABLED)
    return scene


def _meet(tx: Writer, scene: Scene, votes: list[tuple[Nomination, int | None]]) -> None:
    """Five members, three of them there and a fourth in writing; who voted for whom.

    The fifth is recused from the first case.
    """
    tx.run(
        """
        INSERT INTO council_meetings (
            meeting_id, campaign_id, title, state, held_on, began_at, ended_at, place, ballot,
            quorum, pass_base, legal_basis, discussion, conclusion, created_by, created_at,
            updated_by, updated_at, revision
        )
        VALUES (
            $1, $2, 'Họp', 'closed', $3, '8 giờ', '9 giờ', 'Sở', 'secret', '2/3', 'all', '', '',
            '', $4, $5, $4, $5, 1
        )
        """,
        [MEETING, scene.campaign.campaign_id, MET_AT.date(), MAI.account_id, MET_AT],
    )
    for number, (is_present, opinion) in enumerate(
        [(True, ""), (True, ""), (True, ""), (False, "Đồng ý"), (False, "")], 1
    ):
        tx.run(
            """
            INSERT INTO council_members (
                meeting_id, member_no, full_name, position, council_role, is_present,
                written_opinion
            )
            VALUES ($1, $2, $3, 'Phó phòng', 'member', $4, $5)
            """,
            [MEETING, number, f"Ủy viên {number}", is_present, opinion],
        )
    for number, (nomination, votes_for) in enumerate(votes, 1):
        counts = [4, 4, 4, votes_for, 4 - votes_for, 0] if votes_for else [None] * 6
        tx.run(
            """
            INSERT INTO council_votes (
                meeting_id, nomination_id, sort_order, issued, returned, valid, votes_for,
                votes_against, votes_none, conclusion, recusals
            )
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            [
                MEETING,
                nomination.nomination_id,
                number,
                *counts,
                "Đồng ý" if votes_for else "",
                _RECUSED if number == 1 else None,
            ],
        )
        tx.run(
            "UPDATE nominations SET meeting_id = $1 WHERE nomination_id = $2",
            [MEETING, nomination.nomination_id],
        )


def _decide(
    tx: Writer, scene: Scene, nomination: Nomination, decision_id: UUID, state: str
) -> None:
    tx.run(
        """
        INSERT INTO decisions (
            decision_id, campaign_id, level, award_code, title, state, number, signed_on, signer,
            signer_position, created_by, created_at, updated_by, updated_at, revision
        )
        VALUES (
            $1, $2, 'agency', 'gk', 'Tặng Giấy khen', $3, '45/QĐ-SXD', $4, 'Nông Văn Sơn',
            'Giám đốc', $5, $6, $5, $6, 1
        )
        """,
        [
            decision_id, scene.campaign.campaign_id, state, date(2021, 5, 12), MAI.account_id,
            MET_AT,
        ],
    )  # fmt: skip
    tx.run(
        "UPDATE nominations SET decision_id = $1 WHERE nomination_id = $2",
        [decision_id, nomination.nomination_id],
    )
