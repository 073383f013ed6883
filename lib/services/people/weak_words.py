"""Words that Vietnamese people and offices put into passwords, without accents and spaces."""

from __future__ import annotations

from typing import Final

_COMMON: Final = """
matkhau matkhaumoi matkhaucu passwordmoi khongbiet khongcopass khongnho quenmatkhau anhyeuem
emyeuanh yeuem yeuanh toiyeuban toiyeuvietnam yeumemai yeubame conyeume meyeucon giadinh hanhphuc
tinhyeu nguoiyeu vochong voyeu chongyeu conyeu bame bome ongba anhem banbe xinchao chaoban camon
khongdoi maimai motminh hoangtu congchua thanhcong mayman phattai phatloc locphat
vietnam vietnamvodich hochiminh bacho dangcongsan tuoitre doanthanhnien hanoi saigon thudo
dangnhap taikhoan nguoidung quantri quantrivien quanly admin administrator hethong
conmeo concho cuopbien sieunhan hoamai hoadao hoahong ngoisao doimatkhau
nguyen tran pham hoang huynh
"""

_PLACES: Final = """
angiang baria bariavungtau vungtau baclieu bacgiang backan bacninh bentre binhduong binhdinh
binhphuoc binhthuan camau caobang cantho danang daklak daknong dienbien dongnai dongthap gialai
hagiang hanam hatinh haiduong haiphong haugiang hoabinh hungyen khanhhoa kiengiang kontum laichau
langson laocai lamdong longan namdinh nghean ninhbinh ninhthuan phutho phuyen quangbinh quangnam
quangngai quangninh quangtri soctrang sonla tayninh thaibinh thainguyen thanhhoa thuathienhue hue
tiengiang travinh tuyenquang vinhlong vinhphuc yenbai nhatrang dalat quynhon vinh
"""

_OFFICE: Final = """
soxaydung sonoivu sotaichinh sotuphap soyte sogiaoduc sogiaothong sothongtin sokehoach soquyhoach
uybannhandan ubnd ubndtinh hoidongnhandan hdnd quochoi chinhphu congchuc vienchuc canbo nhanvien
lanhdao giamdoc phogiamdoc truongphong phophong chanhvanphong vanphong thanhtra phongban donvi
coquan xaydung quyhoach kientruc hatang phattriendothi
"""

_CAMPAIGN: Final = """
thidua khenthuong thiduakhenthuong tdkt phongtrao kehoach baucu ngaybaucu baucuquochoi cutri
daibieu bophieu nhiemky khoaxv ngayhoi toandan baucu2021 baucu2026 baocao tonghop
"""

_RUNS: Final = """
qwerty qwertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc 1qaz2wsx 1q2w3e4r 1q2w3e4r5t
q1w2e3r4 abc123 abcd1234 abcdef abcabc aabbcc 123456 1234567 12345678 123456789 1234567890
0123456789 987654321 123123 123321 112233 111111 222222 333333 666666 686868 888888 999999 000000
0987654321 6789 789789 147258369 159357 168168
"""

WORDS: Final = tuple(dict.fromkeys(f"{_COMMON}{_RUNS}{_OFFICE}{_CAMPAIGN}{_PLACES}".split()))
