"""Overview: how far the province is, what waits for the Council, what is late or stuck, what blocks."""

import streamlit as st

from ntm_dash.services.campaigns import unit_names
from ntm_dash.services.criteria import criteria
from ntm_dash.services.first_steps import first_steps
from ntm_dash.services.nominations import proposers
from ntm_dash.services.overview import blocking, candidates, lists
from ntm_dash.services.progress import progress
from ntm_dash.services.screening import cases
from ntm_dash.services.stages import positions
from ntm_dash.services.statistics import statistics
from ntm_dash.ui import overview as parts
from ntm_dash.ui.access import viewer
from ntm_dash.ui.asking import ask, chosen_campaign, today
from ntm_dash.ui.blocks import headline
from ntm_dash.ui.choosing import nothing
from ntm_dash.ui.demonstration import offer_ending
from ntm_dash.ui.first_steps import first_steps_html, steps_left_html
from ntm_dash.ui.glance import open_list, pick, show_map
from ntm_dash.ui.glossary import explained
from ntm_dash.ui.numbers import day
from ntm_dash.ui.opening import open_picked
from ntm_dash.ui.picture import picture
from ntm_dash.ui.verdicts import stages_html, verdicts_html

campaign = chosen_campaign()
province, found = ask(progress, campaign), ask(cases, campaign)
over = f"Tổng quan · {campaign.name} · số liệu đến ngày chốt {day(campaign.rulebook.assessment.cutoff)}"
over = explained(over, ngay_chot="ngày chốt")

blank = province.empty and not found
steps = ask(first_steps, campaign)
said = "Sổ của đợt này còn trống" if blank else parts.overview_sentence(province, found)
headline(said, over, illustrative=campaign.illustrative)
if blank:
    how = "Mở trang Nhập dữ liệu: tải các biểu mẫu trống gửi cho đơn vị, rồi nhập tệp đơn vị gửi về."
    nothing("Đợt tổng kết này chưa có số liệu", how, "intake")
    picture(first_steps_html(steps), "first-steps", on_pick=pick)
    open_picked(campaign)
    st.stop()

listed, roads = ask(lists, campaign), ask(positions, campaign, viewer())
silent = sum(unit.sent_nothing for unit in ask(proposers, campaign, viewer()))
figures = parts.figure_items(province, listed, found, ask(statistics, campaign).of_province())
stuck = parts.stuck_words(campaign, silent, found, roads)
above = parts.figures_html(figures) + parts.deadlines_html(campaign.rulebook, today(), stuck)
left_to_do = steps_left_html(steps)
picture(above + parts.completeness_html(province, listed) + left_to_do, "figures", on_pick=pick)

left, right = st.columns([6, 5], gap="medium")
with left:
    show_map(campaign)
    picture(verdicts_html(found), "verdicts")
with right:
    bars = parts.blocking_html(blocking(province), criteria(campaign), len(province.communes))
    road = stages_html(campaign.rulebook.stages, roads) if roads else ""
    citations = {clause.id: clause.citation for clause in campaign.rulebook.clauses}
    waiting = parts.candidates_html(ask(candidates, campaign), ask(unit_names, campaign), citations)
    picture(bars + road + waiting, "beside", on_pick=pick)

if campaign.illustrative and not campaign.ended:
    offer_ending()
open_list(campaign)
open_picked(campaign)
