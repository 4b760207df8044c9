"""Journal: who did what and when, what it changed, what was undone; the chain of it all is checked here."""

import streamlit as st

from ntm_dash.domain.problems import Refused
from ntm_dash.services.journal import PAGE, act, acts, changes, head, kinds, nomination_of, people
from ntm_dash.ui.access import person, viewer
from ntm_dash.ui.asking import ask, standing_campaigns, today
from ntm_dash.ui.blocks import empty, headline, refusals
from ntm_dash.ui.choosing import IMPORT, NOMINATION, link
from ntm_dash.ui.download import download
from ntm_dash.ui.journal import (
    ACT,
    act_html,
    acts_sentence,
    acts_table,
    choose_acts,
    pick,
    show_chain,
    turn,
    turn_pages,
)
from ntm_dash.ui.picture import picture
from ntm_dash.ui.spreadsheets.journal import journal_table
from ntm_dash.ui.words import literal

by, seen = person(), viewer()
title = st.container()
wanted = choose_acts(ask(people, seen), ask(kinds, seen), standing_campaigns())
page = turn()
found = ask(acts, wanted, page, seen)
if not found.acts and page:
    page = (found.passing - 1) // PAGE if found.passing else 0
    found = ask(acts, wanted, page, seen)
number, last = ask(head, seen)
with title:
    headline(acts_sentence(found, wanted), f"Nhật ký · việc cuối cùng số {number}, mã {last[:12]}…")

left, right = st.columns([7.2, 4.8], gap="medium")
opened = st.query_params.get(ACT, "")
number_opened = int(opened) if opened.isascii() and opened.isdigit() and len(opened) < 16 else None
with left:
    if found.acts:
        picture(acts_table(found.acts, number_opened), "acts", on_pick=pick)
        turn_pages(found, page)
        listed = (found, wanted, page, ask(people, seen), standing_campaigns())
        download("Nhật ký", lambda: [journal_table(*listed, today())], key="download-journal")
    else:
        empty("Không việc nào khớp", "Bỏ bớt điều kiện lọc ở trên để thấy lại các việc.")
with right:
    if opened:
        try:
            shown = ask(act, number_opened or 0, seen)
        except Refused as refused:
            refusals(refused.problems)
        else:
            picture(act_html(shown, ask(changes, shown.seq, seen)), "act")
            campaign = {"dot": shown.campaign} if shown.campaign else {}
            if shown.kind in ("imported", "import_withdrawn"):
                batch = str(shown.seq if shown.kind == "imported" else shown.subject)
                link("intake", "Mở lần nhập này", ":material/upload_file:", **{IMPORT: batch, **campaign})
            if code := ask(nomination_of, shown.seq, seen):
                link(
                    "screening", f"Mở hồ sơ {literal(code)}", ":material/description:", **{NOMINATION: code, **campaign}
                )
    show_chain(number, last, by)
