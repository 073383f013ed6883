"""The templates of papers: taking one to Word, putting the changed one in force, going back."""

from __future__ import annotations

from typing import Final

import streamlit as st

from lib import text
from lib.domain.access import Action, Actor
from lib.domain.files import MEGABYTE
from lib.domain.papers.papers import Paper
from lib.domain.vietnamese import format_instant
from lib.errors import AppError
from lib.services.acts import new_act
from lib.services.files.file_checks import Upload
from lib.services.papers import paper_templates as service
from lib.ui.kit import feedback, session
from lib.ui.kit.feedback import Kind
from lib.ui.kit.markdown import plain
from lib.web.papers import template_url

_PLACE: Final = "paper_templates"
_PAPER: Final = "template_paper"
_ROUND: Final = "paper_templates_round"


def draw(actor: Actor) -> None:
    """Every paper's template, and the way to replace it."""
    with st.container(border=True, key="paper_templates"):
        st.header("Mẫu văn bản", anchor=False)
        feedback.show_notes(_PLACE)
        listed = {one.paper: one for one in service.listed(session.db(), actor)}
        paper = st.selectbox(
            "Văn bản",
            list(listed),
            key=_PAPER,
            format_func=text.PAPERS.__getitem__,
            on_change=_choose,
        )
        now = listed[Paper(paper)]
        if now.put_at is None:
            st.write("Đang dùng mẫu của hệ thống.")
        else:
            st.write(
                f"Đang dùng **{plain(now.file_name)}**, {plain(now.put_by)} đưa lên "
                f"{format_instant(now.put_at)}."
            )
        with st.container(horizontal=True):
            st.link_button(
                "Tải mẫu đang dùng",
                template_url(now.paper),
                key=f"template_{now.paper}",
                icon=":material/download:",
            )
            if now.put_at is not None:
                st.button(
                    "Dùng lại mẫu của hệ thống",
                    key="template_back",
                    icon=":material/undo:",
                    on_click=_put_back,
                )
        _adding(now.paper)


def _adding(paper: Paper) -> None:
    key = f"template_upload_{paper}_{st.session_state.setdefault(_ROUND, 0)}"
    st.file_uploader(
        "Thay bằng mẫu của cơ quan",
        type=["docx"],
        key=key,
        max_upload_size=service.LIMITS.file_bytes // MEGABYTE,
        on_change=_put,
        args=(paper, key),
        help="Tải mẫu đang dùng, sửa bằng Word rồi đưa lên. Giữ nguyên tên trường trong hai dấu "
        "ngoặc nhọn; mẫu có trường lạ hoặc lệnh khác bị từ chối kèm tên trường.",
    )
    st.caption("Tệp Word (.docx), không có macro.")


def _choose() -> None:
    """Callback: what was said of the template before is not of this one."""
    session.require(Action.TEMPLATES_MANAGE)
    feedback.forget(_PLACE)


def _put(paper: Paper, key: str) -> None:
    """Callback of the uploader."""
    actor = session.require(Action.TEMPLATES_MANAGE)
    given = st.session_state.get(key)
    if given is None:
        return
    try:
        service.put_template(
            session.db(), actor, act_id=new_act(), paper=paper, upload=Upload(given.name, given)
        )
    except AppError as refusal:
        feedback.note(Kind.ERROR, plain(text.sentence(refusal)), _PLACE)
    else:
        feedback.note(Kind.SUCCESS, f"Đã dùng mẫu {plain(given.name)}.", _PLACE)
    st.session_state[_ROUND] += 1


def _put_back() -> None:
    """Callback: ours again."""
    paper = Paper(st.session_state[_PAPER])
    actor = session.require(Action.TEMPLATES_MANAGE)
    with feedback.noted(_PLACE):
        service.put_back(session.db(), actor, act_id=new_act(), paper=paper)
        feedback.note(Kind.SUCCESS, "Đã dùng lại mẫu của hệ thống.", _PLACE)
