"""The sentences of what storage cannot do now."""

from __future__ import annotations

from collections.abc import Mapping

UNAVAILABLE: Mapping[str, str] = {
    "busy": "Hệ thống đang bận, chưa lưu được. Vui lòng bấm lại sau ít giây.",
    "disk_full": "Ổ đĩa máy chủ sắp hết chỗ nên chưa lưu được. Vui lòng báo quản trị.",
    "disk_error": "Ổ đĩa máy chủ báo lỗi khi đọc hoặc ghi nên việc này chưa làm được. Những gì "
    "đã báo lưu trước đó vẫn còn. Vui lòng báo quản trị kiểm tra ổ đĩa.",
    "read_only": "Chương trình không ghi được vào {path}: ổ đĩa hoặc thư mục chỉ cho đọc. Vui "
    "lòng báo quản trị kiểm tra quyền ghi.",
    "cannot_open": "Chưa mở được tệp dữ liệu {path}: {detail}. Tệp không bị thay đổi, chưa cần "
    "khôi phục bản sao lưu.",
    "lost_file": "Không thấy tệp dữ liệu {path} nhưng còn {sign} của nó, nên không khởi động "
    "trống. Hãy đặt lại tệp hoặc khôi phục bản sao lưu; nếu thật sự muốn bắt đầu mới, hãy dời "
    "{sign} đi nơi khác trước.",
    "in_use": "Tệp dữ liệu {path} đang được một chương trình khác mở. Hãy dừng chương trình "
    "đó trước.",
    "missing_file": "Không có tệp dữ liệu {path}. Hãy kiểm tra TDKT_DATABASE.",
    "missing_but_log": "Thiếu tệp dữ liệu {path} nhưng còn tệp nhật ký .wal của nó. Hãy khôi "
    "phục bản sao lưu, không khởi động trống.",
    "damaged": "Tệp dữ liệu {path} bị hỏng và không có bản an toàn. Hãy khôi phục bản sao lưu.",
    "damaged_log": "Tệp nhật ký {path} bị hỏng tại byte {position}. Hãy giữ một bản sao rồi "
    "cắt tại đó theo hướng dẫn trong README.",
    "reopened": "Kho dữ liệu vừa được mở lại sau sự cố; thao tác này chưa được lưu. Vui lòng "
    "bấm lại.",
    "newer_schema": "Tệp dữ liệu thuộc phiên bản mới hơn chương trình (mức {found}, chương "
    "trình hiểu đến {known}). Hãy dùng phiên bản mới, hoặc khôi phục bản sao lưu cũ.",
    "changed_migration": "Tệp chuyển đổi {name} đã bị sửa sau khi áp dụng. Hãy lấy lại bản gốc.",
    "no_server": "Không kết nối được máy chủ dữ liệu. Vui lòng thử lại sau.",
    "no_checkpoint_room": "Không đủ chỗ trên đĩa để dọn nhật ký dữ liệu. Vui lòng báo quản trị.",
    "stopped": "Hệ thống đang dừng, chưa lưu được.",
    "bad_backup": "Bản sao lưu {path} không dùng được: {detail}.",
    "not_empty": "Đã có dữ liệu tại {path}. Hãy dời tệp đó đi trước khi khôi phục, hoặc thêm "
    "--force để chương trình dời giúp.",
    "bad_bundle": "Tệp {path} không phải bộ dữ liệu còn nguyên vẹn do chương trình lập: "
    "{detail}. Chưa có gì được nạp. Hãy lấy lại bản gốc.",
    "bundle_schema": "Bộ dữ liệu {path} thuộc mức {found}, cơ sở dữ liệu ở mức {known}. Hãy "
    "nạp bằng đúng phiên bản chương trình đã lập bộ dữ liệu, rồi nâng cấp.",
    "bundle_not_empty": "Cơ sở dữ liệu đã có số liệu. Bộ dữ liệu chỉ nạp được vào cơ sở dữ "
    "liệu mới; hãy đặt TDKT_DATABASE tới một tệp chưa có và TDKT_DATA_DIR tới một thư mục mới.",
    "hashing_busy": "Máy chủ đang bận kiểm tra mật khẩu. Vui lòng thử lại sau {seconds} giây.",
    "downloads_busy": "Đang tải xuống nhiều tệp cùng lúc. Vui lòng chờ một tệp tải xong rồi "
    "bấm lại.",
    "uncertain": "Có sự cố khi đang lưu nên chưa rõ đã lưu hay chưa. Vui lòng tải lại trang "
    "để kiểm tra.",
}
