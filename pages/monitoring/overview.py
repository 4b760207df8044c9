"""Overview: which units the campaign is about, and how figures come in."""

from collections import Counter

import streamlit as st

from ntm_dash.services.campaigns import campaign, scope_of, units
from ntm_dash.ui.asking import store

chosen = campaign(store())
count = Counter(unit.kind for unit in units(scope_of(store(), chosen)))

st.caption(f"{chosen.name} · danh mục đơn vị {chosen.unit_list}")
st.title(
    f"Sổ theo dõi {count['xa']} xã, {count['thi_tran']} thị trấn và {count['phuong']} phường "
    f"của {count['huyen']} huyện và {count['thanh_pho']} thành phố"
)
st.write(
    "Kết quả tiêu chí và hồ sơ đề nghị vào sổ bằng tệp Excel mà các đơn vị gửi. "
    "Để xem trước một tệp mà chưa ghi gì, chạy lệnh `python -m ntm_dash import TỆP --check`; "
    "bỏ `--check` để ghi. "
    "Lệnh `python -m ntm_dash forms THƯ_MỤC` tạo các biểu mẫu trống để gửi cho đơn vị. "
    "Sổ chỉ mở được ở một nơi: dừng ứng dụng trước khi chạy lệnh."
)
