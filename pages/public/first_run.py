"""The first-run set-up: the only page of an empty installation, guarded by the console's code."""

import streamlit as st

from lib import text
from lib.domain.vietnamese import format_date
from lib.errors import AppError, Problems
from lib.services.operation import setup
from lib.services.operation.setup import FirstRun, Plan
from lib.ui.kit import feedback, page_head, session
from lib.ui.kit.markdown import plain

session.require_empty()

PLANS = {
    Plan.CAMPAIGN_2021: "Kế hoạch thi đua bầu cử, theo ngày bầu cử mới",
    Plan.EMPTY: "Chưa có kế hoạch nào",
}
# Kept until the next try: a line that went while one types would move the button.
problems: dict[str, str] = st.session_state.get("first_run_problems", {})


def set_up() -> None:
    typed = {key: st.session_state.get(f"first_run_{key}") or "" for key in text.FIRST_RUN}
    is_past_meant = bool(st.session_state.get("first_run_past"))
    try:
        setup.set_up(session.db(), FirstRun(**typed, is_past_meant=is_past_meant))
    except Problems as refusal:
        st.session_state["first_run_problems"] = {
            str(problem.facts["key"]): text.sentence(problem) for problem in refusal.problems
        }
        feedback.note(feedback.Kind.ERROR, f"Có {len(refusal.problems)} mục cần sửa.", "first_run")
    except AppError as refusal:
        feedback.note(feedback.Kind.ERROR, text.sentence(refusal))
    else:
        for key in ("problems", *text.FIRST_RUN):
            st.session_state.pop(f"first_run_{key}", None)
        feedback.note(feedback.Kind.SUCCESS, "Đã thiết lập xong. Vui lòng đăng nhập.")


def field(
    key: str,
    *,
    secret: bool = False,
    help: str | None = None,
    placeholder: str | None = None,
    autocomplete: str | None = None,
) -> None:
    st.text_input(
        text.FIRST_RUN[key],
        key=f"first_run_{key}",
        type="password" if secret else "default",
        help=help,
        placeholder=placeholder,
        autocomplete=autocomplete,
    )
    problem(key)


def problem(key: str) -> None:
    if key in problems:
        st.markdown(f":red[{plain(problems[key])}]")


with st.container(width=560):
    page_head.draw("Thiết lập lần đầu")
    st.markdown(
        "Trang này chỉ dùng một lần. Tài khoản tạo ở đây có quyền quản trị; các tài khoản khác tạo "
        "sau tại trang Người dùng."
    )
    st.info(
        "Các vai trò dẫn tới khen thưởng (Văn phòng, Lãnh đạo, Thành viên Hội đồng) và vai trò "
        "Quản trị cần hai người: quản trị đề xuất, một quản trị khác hoặc lãnh đạo xác nhận. "
        "Vai trò Văn phòng của tài khoản này cũng chờ như vậy. Việc đầu tiên sau khi thiết lập: "
        "tạo tài khoản cho một lãnh đạo. Riêng lãnh đạo đầu tiên được tạo khi chưa có ai xác nhận, "
        "và nhật ký ghi rõ điều đó.",
        icon=":material/group:",
    )
    field("code", autocomplete="off")
    st.caption(
        "Mã nằm trên màn hình của máy chủ (cửa sổ dòng lệnh hoặc nhật ký), ở dòng “Mã thiết lập "
        "lần đầu”, in mỗi lần chương trình khởi động."
    )
    st.header("Cơ quan", anchor=False)
    field("agency", placeholder="Sở Xây dựng tỉnh Cao Bằng")
    field("superior", placeholder="Ủy ban nhân dân tỉnh Cao Bằng")
    st.header("Tài khoản đầu tiên", anchor=False)
    field("full_name", autocomplete="name")
    field("username", help="Chữ thường không dấu, ví dụ: mai", autocomplete="username")
    field(
        "password",
        secret=True,
        help="Ít nhất 10 ký tự; một câu ngắn dễ nhớ là tốt nhất.",
        autocomplete="new-password",
    )
    field("repeated", secret=True, autocomplete="new-password")
    st.header("Kế hoạch", anchor=False)
    plan = st.radio(
        text.FIRST_RUN["plan"], list(PLANS), format_func=PLANS.__getitem__, key="first_run_plan"
    )
    problem("plan")
    if plan == Plan.CAMPAIGN_2021:
        field("election_day", placeholder=text.DAY_HINT)
        st.caption(
            "Mọi mốc và hạn khác tính theo ngày này; kế hoạch gốc là ngày "
            f"{format_date(setup.plan_day())}."
        )
        if "election_day" in problems:
            st.checkbox("Vẫn dùng ngày đã qua", key="first_run_past")
    else:
        st.caption("Trang Kế hoạch sẽ hướng dẫn nạp một kế hoạch.")
    st.button("Thiết lập", key="first_run_set_up", type="primary", on_click=set_up)
    feedback.show_notes("first_run")
