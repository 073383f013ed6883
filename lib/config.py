"""Settings from the environment (TDKT_*), checked when the program starts."""

from __future__ import annotations

import functools
from pathlib import Path

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from lib import mail_config
from lib.mail.settings import Security

ROOT = Path(__file__).resolve().parents[1]
VERSION = "0.1.0"


class Settings(BaseSettings):
    """Every setting, its default, and in `description` what README's table says of it."""

    model_config = SettingsConfigDict(env_prefix="TDKT_", extra="ignore", frozen=True)

    database: str = Field(
        default="data/thidua.duckdb",
        description="Tệp DuckDB, hoặc địa chỉ postgresql://…",
    )
    data_dir: Path = Field(
        default=ROOT / "data", description="Thư mục chứa bản sao lưu, nhật ký và tệp nén tạm"
    )
    demo_password: SecretStr | None = Field(
        default=None, description="Mật khẩu chung của các tài khoản dùng thử (chỉ cho make demo)"
    )
    insecure_cookie: bool = Field(
        default=False, description="Cho phép đăng nhập qua http không mã hóa, chỉ để chạy thử"
    )
    trusted_proxy: bool = Field(
        default=False,
        description="Lấy địa chỉ người dùng từ X-Forwarded-For; bật khi có nginx hoặc Caddy phía "
        "trước",
    )
    refresh_seconds: int = Field(
        default=5, ge=1, le=600, description="Số giây giữa hai lần bảng tổng hợp tự cập nhật"
    )
    bcrypt_rounds: int = Field(
        default=12, ge=4, le=16, description="Số vòng bcrypt khi băm mật khẩu"
    )
    min_free_mb: int = Field(
        default=200, ge=0, description="Dung lượng đĩa trống tối thiểu (MB); dưới mức này không ghi"
    )
    evidence_file_mb: int = Field(
        default=20, ge=1, le=200, description="Dung lượng tối đa của một tệp minh chứng (MB)"
    )
    evidence_item_mb: int = Field(
        default=200, ge=1, description="Dung lượng tối đa minh chứng của một nhiệm vụ (MB)"
    )
    evidence_image_px: int = Field(
        default=2560, ge=640, description="Cạnh dài nhất của ảnh minh chứng được lưu (điểm ảnh)"
    )
    message_anonymous_kb: int = Field(
        default=128,
        ge=16,
        description="Độ dài tối đa của một thông điệp từ trang chưa đăng nhập (KB)",
    )
    message_kb: int = Field(
        default=1024,
        ge=128,
        description="Độ dài tối đa của một thông điệp từ trang đã đăng nhập (KB); tệp không tính",
    )
    sockets_anonymous: int = Field(
        default=600, ge=1, description="Số trang chưa đăng nhập được mở cùng lúc"
    )
    sockets_address: int = Field(
        default=300, ge=1, description="Như trên, từ một địa chỉ (cả cơ quan có thể chung một)"
    )
    sockets_session: int = Field(
        default=40, ge=2, description="Số trang được mở cùng lúc của một lần đăng nhập"
    )
    uploads_session_mb: int = Field(
        default=400, ge=1, description="Tệp đang chờ trong bộ nhớ của một lần đăng nhập (MB)"
    )
    uploads_all_mb: int = Field(
        default=1000, ge=1, description="Tệp đang chờ trong bộ nhớ của tất cả mọi người (MB)"
    )
    reminders: bool = Field(
        default=True, description="Máy chủ này tự soạn và gửi thư nhắc việc mỗi ngày"
    )
    access_months: int = Field(
        default=12,
        ge=1,
        description="Số tháng nhật ký giữ địa chỉ mạng và trình duyệt; sau đó tự xóa (đề xuất)",
    )
    mail_host: str = Field(default="", description="Máy chủ thư (SMTP); để trống thì không gửi thư")
    mail_port: int = Field(default=587, ge=1, le=65535, description="Cổng của máy chủ thư")
    mail_plain: bool = Field(
        default=False, description="Cho phép gửi không mã hóa tới máy chủ thư ở máy khác"
    )
    mail_security: Security = Field(
        default=Security.STARTTLS,
        description="Mã hóa tới máy chủ thư: starttls, tls, hoặc none (chỉ khi ở ngay máy này)",
    )
    mail_trusted: Path | None = Field(
        default=None, description="Tệp PEM của đơn vị cấp chứng thư mà máy này chưa tin"
    )
    mail_user: str = Field(default="", description="Tên đăng nhập vào máy chủ thư, nếu cần")
    mail_password_file: Path | None = Field(
        default=None, description="Tệp chỉ chứa mật khẩu ấy, hoặc"
    )
    mail_password: SecretStr | None = Field(
        default=None, validate_default=True, description="mật khẩu ấy"
    )
    mail_from: str = Field(
        default="", validate_default=True, description="Địa chỉ đứng tên thư gửi đi"
    )
    mail_from_name: str = Field(default="Thi đua", description="Tên đứng trước địa chỉ ấy")
    mail_timeout_s: int = Field(
        default=20, ge=1, le=120, description="Số giây chờ máy chủ thư trả lời"
    )
    mail_per_minute: int = Field(
        default=60, ge=1, le=6000, description="Số thư nhiều nhất trong một phút"
    )
    base_url: str = Field(
        default="",
        validate_default=True,
        description="Địa chỉ mọi người mở phần mềm, như https://thidua.so.gov.vn; đứng đầu đường "
        "dẫn trong thư",
    )
    samples: bool = Field(
        default=False,
        description="Mở trang Bộ mẫu với từng thành phần màn hình, cho người lập trình",
    )

    @field_validator(
        "mail_host", "mail_security", "mail_trusted", "mail_user", "mail_password_file",
        "mail_password", "mail_from", "mail_from_name", "base_url",
    )  # fmt: skip
    @classmethod
    def _check_mail(cls, value: object, info: ValidationInfo) -> object:
        """What letters need, as soon as there is a server for them."""
        try:
            return mail_config.checked(str(info.field_name), value, info.data)
        except mail_config.WrongSetting as wrong:
            raise PydanticCustomError("mail", "{told}", {"told": str(wrong)}) from None

    @property
    def database_address(self) -> str:
        """The address with a relative file taken from the project's root."""
        if self.database.startswith(("postgresql://", "postgres://")):
            return self.database
        return str((ROOT / self.database).resolve())

    @property
    def backups_dir(self) -> Path:
        return self.data_dir / "backups"

    @property
    def evidence_dir(self) -> Path:
        return self.data_dir / "evidence"

    @property
    def jobs_dir(self) -> Path:
        return self.data_dir / "jobs"

    @property
    def opinions_dir(self) -> Path:
        return self.data_dir / "opinions"

    @property
    def logs_dir(self) -> Path:
        return self.data_dir / "logs"


@functools.cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings()
