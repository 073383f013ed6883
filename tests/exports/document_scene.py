"""Documents and acknowledgements, one corrected, one withdrawn, with what spreadsheets fear."""

from __future__ import annotations

from lib.domain.exports import Options
from lib.store.engine.db import Database
from tests.cast import BINH, HUNG, LAN, MAI
from tests.exports.scene import VIETNAMESE
from tests.services.documents.document_scene import Scene, make_scene

GOLDEN = {
    "documents.csv": ("documents", Options()),
    "documents_vi.csv": ("documents", VIETNAMESE),
    "acknowledgements.csv": ("acknowledgements", Options()),
    "acknowledgements_vi.csv": ("acknowledgements", VIETNAMESE),
}


def play(db: Database) -> Scene:
    """What is prepared, and what is a unit's own, is in no file."""
    scene = make_scene(db)
    first = scene.published(trich_yeu="=1+1; kế hoạch", hieu_luc_tu="1/4/2021")
    scene.acknowledge(first, LAN, hinh_thuc="@Họp phòng")
    scene.acknowledge(first, BINH, so_nguoi="7")
    scene.corrected(first, trich_yeu="-Kế hoạch (sửa)")
    scene.acknowledge(first, HUNG, number=2, so_nguoi="13")
    units = [str(scene.who(one).unit_id) for one in (LAN, BINH)]
    above = {"cap": "tinh", "co_quan": "Ủy ban nhân dân tỉnh", "so_ky_hieu": "0123"}
    second = scene.published(MAI, gui_toi="chon", don_vi=units, ngay="2/3/2021", **above)
    scene.acknowledge(second, BINH, so_nguoi="0", hinh_thuc="")
    scene.withdraw(scene.published(so_ky_hieu="9/CV", ngay="1/2/2021"))
    scene.published(
        so_ky_hieu="10/CV", ngay="18/3/2021", gui_toi="theo_loai",
        loai_don_vi=["thanh_tra", "van_phong"], han="",
    )  # fmt: skip
    scene.save(so_ky_hieu="11/CV")
    scene.published_own()
    return scene
