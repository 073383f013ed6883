"""Units at every step of their evaluation, with what spreadsheets fear in the reasons."""

from __future__ import annotations

from lib.domain.evaluations import State, Step
from lib.domain.exports import Options
from lib.store.engine.db import Database
from tests.cast import BINH, HUNG, LAN, MAI, SON, VAN, YEN
from tests.exports.scene import VIETNAMESE
from tests.services.evaluation.evaluation_scene import FAIR, GOOD, POOR, Scene, make_scene

GOLDEN = {
    "evaluations.csv": ("evaluations", Options()),
    "evaluations_vi.csv": ("evaluations", VIETNAMESE),
}


def play(db: Database) -> Scene:
    """One answered, one proposed at home, one only saved, one that says nothing."""
    scene = make_scene(db)
    scene.bring(State.SENT)
    scene.judge(MAI, Step.PROPOSE, POOR, "=1+1\nDòng hai")
    scene.judge(SON, Step.CONCLUDE, FAIR, "Hoàn thành sau; đã bù")
    scene.answer(LAN, "@Nhất trí")
    scene.step(HUNG, Step.ANSWER)
    scene.save(VAN, GOOD, "-Đăng đủ văn bản")
    scene.step(VAN, Step.SEND, code="VP")
    scene.judge(MAI, Step.PROPOSE, GOOD, code="VP")
    scene.think(VAN, POOR, "Ý kiến riêng không ra khỏi đây", code="TTR")
    scene.save(BINH, FAIR, "Mới lưu, chưa gửi")
    assert scene.stored(YEN.unit).state == State.NONE
    return scene
