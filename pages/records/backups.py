"""Backups: the copies there are, one taken now, one tried beside the store before it may replace it."""

import streamlit as st

from ntm_dash.domain.local_time import moment
from ntm_dash.domain.problems import Refused
from ntm_dash.services.backups import WATCH, copies
from ntm_dash.ui.access import person
from ntm_dash.ui.asking import store
from ntm_dash.ui.backups import BACKUP, copies_table, pick, retention, show_copy, take_now
from ntm_dash.ui.blocks import empty, headline, refusals
from ntm_dash.ui.choosing import chosen
from ntm_dash.ui.numbers import number
from ntm_dash.ui.picture import picture

OVER = "Sao lưu · bản sao của cả sổ, và đường về"

by = person()
if store().shared:
    headline("Sổ nằm trên máy chủ cơ sở dữ liệu; việc sao lưu là của cơ quan", OVER)
    empty(
        "Ứng dụng không tự sao lưu máy chủ PostgreSQL",
        "Người quản trị máy chủ đặt lịch pg_dump và thử phục hồi theo quy định của cơ quan. Lệnh backup của chương "
        "trình lập thêm một bản mở được như một tệp.",
        "excluded",
    )
    st.stop()

try:
    kept = retention()
    rule = f"mỗi ngày một bản, giữ {number(kept.keep_days)} ngày và ít nhất {number(kept.keep_at_least)} bản"
    refused_setting = ()
except Refused as refused:
    rule, refused_setting = "chưa lập bản hằng ngày", refused.problems
found = copies(store(), by)
if found:
    headline(f"{number(len(found))} bản sao, mới nhất lúc {moment(found[0].at)}", f"{OVER} · {rule}")
else:
    headline("Chưa có bản sao nào", f"{OVER} · {rule}")
opened = chosen(BACKUP, {each.path.name for each in found})

refusals(refused_setting or WATCH.problems)
left, right = st.columns([7, 5], gap="large")
with left:
    take_now(by)
    if found:
        picture(copies_table(found, opened), "backups", on_pick=pick)
    else:
        empty(
            "Bản đầu tiên được lập ít phút sau khi ứng dụng chạy",
            "Hoặc bấm Lập bản sao ngay. Bản sao nằm trong thư mục riêng bên cạnh sổ; nên chép thêm ra máy khác.",
        )
with right:
    for each in found:
        if each.path.name == opened:
            show_copy(each, by)
    if opened is None and found:
        empty("Chọn một bản sao bên trái", "Rồi tải về, mở thử, hoặc thay sổ đang dùng bằng bản đó.", "excluded")
