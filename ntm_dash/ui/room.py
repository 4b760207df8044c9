"""What the room sees: it follows the case that the chair has opened, through the store, and looks every second."""

from __future__ import annotations

from html import escape

from ntm_dash.services.ballots import ballots, votes
from ntm_dash.services.campaigns import Campaign, unit_names
from ntm_dash.services.meetings import Meeting, meeting
from ntm_dash.services.screening import sources
from ntm_dash.ui import findings, sitting
from ntm_dash.ui.asking import ask
from ntm_dash.ui.blocks import SERIF, illustrative_html
from ntm_dash.ui.colours import role
from ntm_dash.ui.council import screened
from ntm_dash.ui.numbers import day
from ntm_dash.ui.parts import part_every
from ntm_dash.ui.picture import picture
from ntm_dash.ui.votes import heading_html, progress_html, vote_html

SECONDS = 1


@part_every(SECONDS)
def follow(campaign: Campaign, id: str | None) -> None:
    """Draw what the meeting has opened now."""
    found = ask(meeting, campaign, id) if id else None
    chip = f'<div style="text-align:right">{illustrative_html()}</div>' if campaign.illustrative else ""
    if found is None or found.shown is None:
        picture(chip + _waiting(found), "room")
        return
    picture(chip + _case(campaign, found, found.shown), "room")


def _waiting(found: Meeting | None) -> str:
    if found is None:
        said, more = "Chưa có phiên họp", "thư ký mời họp ở trang Chuẩn bị họp"
    elif found.closed:
        said, more = "Phiên họp đã bế mạc", f"ngày {day(found.held_on)}"
    else:
        said, more = "Chờ chủ trì mở hồ sơ", f"{found.title}, ngày {day(found.held_on)}, {found.place}"
    return (
        f'<div class="ntm-grown" style="text-align:center;padding-top:24vh">'
        f'<h1 style="{SERIF}font-size:{sitting.grown(2.4)};margin:0;padding:0;color:{role("ink")}">'
        f'{escape(said)}</h1><div style="font-size:{sitting.grown(1.2)};color:{role("soft")}">'
        f"{escape(more.strip(', '))}</div></div>"
    )


def _case(campaign: Campaign, found: Meeting, code: str) -> str:
    cases = screened(campaign)
    if code not in cases:
        return _waiting(found)
    case, listed = cases[code], [each for each in found.order if each in cases]
    held = ask(ballots, campaign, found.id)
    voted = votes(held)
    rows = ask(sources, case.screened.sources)
    asked = findings.questions(campaign.rulebook)
    left = (
        sitting.steps_html(found, listed.index(code), list(voted))
        + sitting.title_html(case, campaign.rulebook, findings.place_of(case, ask(unit_names, campaign)))
        + sitting.findings_html(case, campaign.rulebook, rows)
        + "".join(
            sitting.question_html(asked[each.test.clause, each.test.condition], f"mục {each.test.clause}", "")
            for each in sitting.open_questions(case)
        )
    )
    standing = next((ballot for ballot in held if ballot.open and code in ballot.cases), None)
    vote = voted.get(code)
    box = ""
    if vote or standing:
        secret = vote.ballot.secret if vote else bool(standing and standing.secret)
        box = heading_html(secret, len(found.members), len(found.present))
        box += vote_html(vote) if vote else progress_html(standing) if standing else ""
        box = f'<div style="border:1px solid {role("line")};padding:.8rem 1rem">{box}</div>'
    columns = "minmax(0,8.5fr) minmax(0,4.3fr)" if box else "minmax(0,1fr)"
    return f'<div style="display:grid;grid-template-columns:{columns};gap:2rem"><div>{left}</div><div>{box}</div></div>'
