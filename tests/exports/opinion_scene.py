"""Opinions, five anonymous ones of a day and one alone, and notices; what spreadsheets fear."""

from __future__ import annotations

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from lib.domain import notices
from lib.domain.exports import Options
from lib.domain.opinions import Step
from lib.services import clock
from lib.services.acts import new_act
from lib.services.opinions import box, notice_acts
from lib.services.opinions import notices as reading
from lib.services.opinions.notice_acts import NoticeSaid, NoticeTarget
from lib.store.engine.db import Database
from tests.cast import BINH, CAST, LAN, MAI, VAN, Person
from tests.exports.scene import VIETNAMESE
from tests.services.opinions.opinion_scene import NIGHT, NOW, Scene, make_scene

GOLDEN = {
    "opinions.csv": ("opinions", Options()),
    "opinions_vi.csv": ("opinions", VIETNAMESE),
    "notices.csv": ("notices", Options()),
    "notices_vi.csv": ("notices", VIETNAMESE),
}
LATER = timedelta(days=9)
TEXTS = (
    "=1+1; xin thêm kinh phí", "Kinh phí chậm", "Văn bản dài", "@Nên họp ngắn", "Khen đúng người",
)  # fmt: skip
TOPICS = ("dieu_kien", "dieu_kien", "van_ban", "noi_dung_phong_trao", "khen_thuong")


def play(db: Database) -> Scene:
    """A loaded campaign with `filled`."""
    return filled(make_scene(db))


def filled(scene: Scene) -> Scene:
    """One of each step."""
    for person, topic, text in zip(CAST[:5], TOPICS, TEXTS, strict=True):
        scene.hide(person, chu_de=topic, noi_dung=text)
    scene.night()
    scene.hide(
        BINH, chu_de="van_ban", noi_dung="Chỉ một người gửi ngày này", at=NOW + timedelta(days=1)
    )
    scene.night(NOW + LATER)
    box.close(scene.db)
    scene.send(LAN, noi_dung="Xin thêm máy in", at=NOW + timedelta(days=2))
    _settle_keys(scene)
    said = {one.text: one for one in scene.stored()}
    scene.step(
        VAN, said[TEXTS[0]], Step.ANSWER, answer="-Đã bố trí.", is_public=True,
        public_about="Kinh phí",
    )  # fmt: skip
    forward = {"forwarded_to": "Sở Tài chính", "forwarded_on": "21/3/2021"}
    scene.step(VAN, said["Xin thêm máy in"], Step.FORWARD, **forward)
    scene.step(MAI, said["Văn bản dài"], Step.CLOSE, reason="Trùng.")
    notify(scene, LAN)
    sent_on = notify(scene, BINH, nguon="=Tờ rơi", duong_dan="")
    handle(scene, sent_on, notices.Step.FORWARD, forwarded_to="Công an", forwarded_on="20/3/2021")
    closed = notify(scene, MAI, noi_dung="-Sai ngày bầu cử\nvà nơi bầu cử")
    handle(scene, closed, notices.Step.CLOSE, reason="Trùng thông báo số 1.")
    return scene


def _settle_keys(scene: Scene) -> None:
    """Files are in the order of the keys, which are drawn by lot."""
    for one in scene.stored():
        sql = "UPDATE opinions SET opinion_id = $1 WHERE opinion_id = $2"
        keys = [uuid5(NAMESPACE_URL, one.text), one.opinion_id]
        scene.db.write(lambda tx, sql=sql, keys=keys: tx.run(sql, keys))


def notify(scene: Scene, person: Person, **changes: object) -> notices.Notice:
    raw = {
        "nguon": "Một nhóm trên mạng", "duong_dan": "https://mang.example/1",
        "noi_dung": "Sai ngày.", **changes,
    }  # fmt: skip
    with clock.at(NOW):
        notice_acts.send(scene.db, scene.who(person), scene.campaign, act_id=new_act(), raw=raw)
    return reading.lines(scene.db, scene.who(VAN), scene.campaign)[0].notice


def handle(scene: Scene, one: notices.Notice, step: notices.Step, **said: object) -> None:
    with clock.at(NIGHT):
        notice_acts.take_step(
            scene.db, scene.who(VAN), scene.campaign, act_id=new_act(),
            target=NoticeTarget(one.notice_id, one.version), step=step, said=NoticeSaid(**said),
        )  # fmt: skip
