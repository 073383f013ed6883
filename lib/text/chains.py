"""Words of the audit log's chains: what a check of them finds, and the file of their heads."""

from __future__ import annotations

from collections.abc import Mapping

INSTALLATION_CHAIN = "Hệ thống"
CHAIN_FAULTS: Mapping[str, str] = {
    "whole": "{title}: {number} sự kiện, nguyên vẹn",
    "changed": "{title}: sự kiện số {number} không còn như lúc ghi",
    "missing": "{title}: thiếu sự kiện số {number}, hoặc sự kiện ấy không còn ở đúng chỗ",
    "cut": "{title}: nhật ký bị cắt, thiếu từ sự kiện số {number}",
    "forked": "{title}: sự kiện số {number} khác với mốc đã lưu ở nơi khác",
}
"""Fault of `domain.audit_chain.Fault` -> the sentence."""
HEADS_FILE = "Mốc nhật ký lập lúc {at}; hãy giữ tệp này ở nơi người của hệ thống không sửa được"
BAD_HEADS = "Không phải tệp mốc nhật ký, hoặc dòng này bị sửa"
