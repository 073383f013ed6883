"""The admin copies the running database, and sees how old the copies are."""

from datetime import timedelta

import streamlit as st

from lib import text
from lib.domain.access import Action
from lib.domain.vietnamese import format_instant, format_number
from lib.services import clock
from lib.services.operation import backup, health
from lib.ui.kit import feedback, foot, page_head, session, tables
from lib.ui.kit.markdown import plain
from lib.ui.kit.open_form import Slot
from lib.ui.kit.tables import Column

actor = session.require(Action.BACKUP_MAKE)

SLOT = Slot("backup")
TOO_OLD = timedelta(hours=26)

with page_head.draw("Sao lưu"):
    is_asked = st.button(
        "Sao lưu ngay", key="backup_make", type="primary", icon=":material/backup:"
    )
st.caption(
    "Bản sao lưu gồm toàn bộ dữ liệu và tệp minh chứng tại lúc bấm, làm được khi mọi người đang "
    "dùng. Chương trình mở lại bản vừa tạo để so từng bảng trước khi báo xong."
)
if is_asked:
    with feedback.shown():
        with st.spinner("Đang sao lưu và kiểm tra bản sao…"):
            made = backup.make(session.db(), actor, act_id=SLOT.now.act("make"))
        SLOT.now.settle()
        st.success(f"Đã sao lưu: {plain(made.name)}")
        if made.missing:
            st.warning(
                "Trên đĩa đã mất tệp minh chứng, nên bản này cũng thiếu: "
                f"{plain(', '.join(made.missing))}",
                icon=":material/warning:",
            )

for alarm in health.alarms(session.db()):
    st.warning(plain(alarm), icon=":material/warning:")
now = clock.now()
copies = backup.backups(session.db(), actor)
if not copies:
    st.warning("Chưa có bản sao lưu nào. Vui lòng bấm Sao lưu ngay.", icon=":material/warning:")
    foot.stop()
newest_age = next((now - one.made_at for one in copies if one.is_usable), None)
if newest_age is None:
    st.warning(
        "Chưa có bản sao lưu nào có tệp kiểm dùng được. Vui lòng bấm Sao lưu ngay.",
        icon=":material/warning:",
    )
elif newest_age > TOO_OLD:
    st.warning(
        f"Bản mới nhất đã cách đây {text.age(newest_age)}. Vui lòng sao lưu hằng ngày.",
        icon=":material/warning:",
    )
tables.draw(
    [
        Column("Lúc", [format_instant(one.made_at) for one in copies], 140),
        Column("Cách đây", [text.age(now - one.made_at) for one in copies], 90),
        Column("Dung lượng (KB)", [format_number(one.size_bytes // 1024) for one in copies], 120),
        Column(
            "Minh chứng (tệp)", ["" if one.files is None else str(one.files) for one in copies], 120
        ),
        Column("Tệp", [one.name for one in copies], 320),
        Column("SHA-256", [one.sha256 or text.BACKUP_NOTES[one.note] for one in copies], 200),
    ],
    key="backup_list",
    alt="Danh sách bản sao lưu, mới nhất ở trên",
)
st.caption(
    f"{len(copies)} bản, trong thư mục {plain(str(copies[0].path.parent))}. "
    "Mỗi bản gồm một tệp dữ liệu, tệp kiểm .json và thư mục .files chứa minh chứng; khi chép đi "
    "nơi khác, hãy chép cả ba."
)
with st.expander("Khôi phục một bản sao lưu", icon=":material/restore:"):
    st.write(
        "Dừng máy chủ, rồi gõ lệnh dưới đây trong thư mục của chương trình. Dữ liệu đang có không "
        "bị xóa: thêm --force để chương trình dời nó sang một tệp bên cạnh."
    )
    st.code(f"python manage.py restore {copies[0].path}", language=None)
