"""The room's screen: the case that the chair has opened, without controls; nothing else of a person is shown."""

import streamlit as st

from ntm_dash.ui.asking import chosen_campaign
from ntm_dash.ui.council import chosen_meeting
from ntm_dash.ui.room import follow

st.set_page_config(initial_sidebar_state="collapsed")
campaign = chosen_campaign()
meeting = chosen_meeting(campaign)
follow(campaign, meeting.id if meeting else None)
