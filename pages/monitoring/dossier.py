"""One dossier: papers against the required set, verdict and deadline, its road, and what can be done with it now."""

import streamlit as st

from ntm_dash.domain.access import Right, may
from ntm_dash.services.campaigns import unit_names
from ntm_dash.services.dossier import codes, dossier
from ntm_dash.services.notes import notes_of
from ntm_dash.ui.access import person, viewer
from ntm_dash.ui.asking import ask, chosen_campaign, today
from ntm_dash.ui.blocks import headline
from ntm_dash.ui.choosing import NOMINATION, chosen, link, nothing
from ntm_dash.ui.dossier import dossier_html
from ntm_dash.ui.dossier_acts import move_form, note_form
from ntm_dash.ui.download import download
from ntm_dash.ui.entry import entry_form
from ntm_dash.ui.picture import picture
from ntm_dash.ui.records import open_source, show_opened_source
from ntm_dash.ui.spreadsheets.dossier import dossier_tables
from ntm_dash.ui.words import dossier_sentence, label

campaign, by = chosen_campaign(), person()
names = ask(unit_names, campaign)
code = chosen(NOMINATION, ask(codes, campaign, viewer()))

if code is None:
    types = may(by, Right.IMPORT)
    title = "Chọn hoặc thêm một bộ hồ sơ" if types else "Chọn một bộ hồ sơ"
    headline(title, "Bộ hồ sơ", illustrative=campaign.illustrative)
    how = "Mở từ trang Hồ sơ đề nghị, hoặc tìm theo mã hay tên ở thanh bên."
    nothing("Chưa chọn bộ hồ sơ nào", how + " Hồ sơ mới thì gõ dưới đây." * types, "nominations")
    entry_form(campaign, by, None, {}, names)
    st.stop()

found = ask(dossier, campaign, viewer(), code)
case = found.filed.case
award = label("award", case.screened.award)
headline(
    dossier_sentence(found.filed, campaign.rulebook),
    f"Bộ hồ sơ {code} · {case.proposer} · đề nghị {award}",
    illustrative=campaign.illustrative,
)
notes = ask(notes_of, campaign, viewer(), code) if may(by, Right.KEEP_DOSSIERS) else []
left, right = st.columns([8, 3.9], gap="medium")
with left:
    picture(dossier_html(found, campaign.rulebook, notes), "dossier", on_pick=open_source)
    download(f"Bộ hồ sơ {code}", lambda: dossier_tables(campaign, found, today()), key="download-dossier")
with right:
    move_form(campaign, by, [found.filed], code)
    link("screening", "Mở kết quả sàng lọc", ":material/rule:", **{NOMINATION: code})
    note_form(campaign, by, code)
    entry_form(campaign, by, code, found.records, names)
show_opened_source(campaign)
