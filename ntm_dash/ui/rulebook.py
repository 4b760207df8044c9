"""The parts of a rulebook beside its clauses: what it is, dossiers and days, the road, votes, open passages, the file.

Everything here is HTML for one drawing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from ntm_dash.domain.problems import Problem
from ntm_dash.screening.readings import decide
from ntm_dash.screening.rulebook import Deadline, DossierSet, Reading, Rulebook, Stage, Voting
from ntm_dash.services.campaigns import Campaign
from ntm_dash.services.rulebook import clauses_of_readings
from ntm_dash.services.rulings import Ruling
from ntm_dash.ui.blocks import article_html, note_html, section_html, table_html
from ntm_dash.ui.choosing import CLAUSE, CONDITION, READING, VIEW
from ntm_dash.ui.colours import role
from ntm_dash.ui.controls import toggle
from ntm_dash.ui.glossary import explained
from ntm_dash.ui.marks import mark
from ntm_dash.ui.numbers import day
from ntm_dash.ui.opening import page_link, view_change
from ntm_dash.ui.words import label, sentence, stage_word

VIEWS = {
    "tieu-chuan": "Tiêu chuẩn",
    "ho-so": "Hồ sơ, thời hạn",
    "duong-di": "Đường đi của hồ sơ",
    "bieu-quyet": "Khen thưởng, biểu quyết",
    "cach-hieu": "Chỗ để ngỏ",
    "soan": "Soạn bộ mới",
}
"""The views of the page, in the order of the document."""
LEFT = dict.fromkeys((CLAUSE, CONDITION, READING))
"""What is forgotten when another view is chosen."""
VOTED = {"all": "tất cả thành viên", "present": "số người được biểu quyết"}
VOTING_FORM = {"open": "biểu quyết công khai", "secret": "bỏ phiếu kín"}  # nosec B105: a kind of ballot
NEEDS = {"reason": "ghi lý do", "due": "hẹn ngày"}
LAST_DAY = {"late": "đúng ngày ấy là trễ", "on-time": "đúng ngày ấy vẫn kịp"}


def rulebook_sentence(rulebook: Rulebook) -> str:
    """How much the rulebook holds, and who checked it."""
    checked = rulebook.document.checked_by
    by = f"{checked} đã kiểm" if checked else "chưa ai ký kiểm"
    return f"{len(rulebook.clauses)} mục tiêu chuẩn, {len(rulebook.readings)} chỗ để ngỏ; {by}"


def head_html(rulebook: Rulebook, view: str) -> str:
    """What document it is and who checked it; below, the views to choose from."""
    document, assessment = rulebook.document, rulebook.assessment
    said = (
        f"{document.issuer}, {document.issued} · phong trào “{rulebook.movement.name}” · số liệu chốt ngày "
        f"{day(assessment.cutoff)}, lần đánh giá không quá {assessment.valid_months} tháng, "
        f"{assessment.criteria} tiêu chí"
    )
    note = ""
    if not document.checked_by and view == next(iter(VIEWS)):
        note = note_html(
            "Chưa ai ký kiểm bộ tiêu chuẩn này",
            "Tóm tắt là lời của người lập tệp; câu chữ có giá trị là câu chữ của văn bản ở mục được dẫn. Người kiểm "
            "ghi họ tên vào dòng checked_by của tệp, ở bản dùng cho đợt sau.",
            "unknown",
        )
    views = "".join(toggle(view_change({VIEW: name, **LEFT}), words, name == view) for name, words in VIEWS.items())
    return (
        f'<div style="color:{role("soft")};font-size:.95rem;line-height:1.4">{escape(said)}</div>{note}'
        f'<div style="display:flex;flex-wrap:wrap;gap:.4rem;padding:.7rem 0 .2rem">{views}</div>'
    )


def dossiers_html(campaign: Campaign) -> str:
    """What a dossier must hold, and by when what is due."""
    rulebook = campaign.rulebook
    sets = table_html("Bộ hồ sơ", ["Hình thức", "Cho ai", "Giấy tờ và số bản", "Mục"], map(_dossier, rulebook.dossiers))
    days = table_html(
        "Thời hạn",
        ["Trước ngày", "Việc", "Đúng ngày cuối", "Mục"],
        (_deadline(campaign, e) for e in rulebook.deadlines),
    )
    periods = " và ".join(each.words for each in rulebook.report_periods)
    reports = f"Báo cáo tổng kết so sánh hai giai đoạn {periods}" if periods else ""
    return (
        section_html("Bộ hồ sơ phải có", "bộ đứng trước được dùng trước, nếu hợp với hồ sơ")
        + sets
        + section_html("Thời hạn", reports)
        + days
    )


def _dossier(each: DossierSet) -> list[str]:
    served = ", ".join(label("subject", subject).lower() for subject in each.subjects or ()) or "mọi đối tượng khác"
    farmers = ", và nông dân" if each.farmers else ""
    papers = "; ".join(f"{label('paper', paper.kind).lower()} {paper.copies:02} bản" for paper in each.papers)
    cells = (label("award", each.award), f"{served}{farmers}", papers[:1].upper() + papers[1:], each.citation)
    return [escape(cell) for cell in cells]


def _deadline(campaign: Campaign, each: Deadline) -> list[str]:
    named = [each.last_day["reading"]] if isinstance(each.last_day, dict) else []
    last = LAST_DAY[decide(each.last_day, campaign.choices)]
    turns = "".join(f" ({page_link('rulebook', 'tùy cách hiểu', **{VIEW: 'cach-hieu', READING: n})})" for n in named)
    return [f"<b>{day(each.date)}</b>", escape(each.what), last + turns, escape(each.citation)]


def road_html(rulebook: Rulebook) -> str:
    """Every stage of a dossier's road: who holds it and what is to be done, by when, and where it may go."""
    if not rulebook.stages:
        return note_html(
            "Văn bản này không khai đường đi của hồ sơ", "Hồ sơ chỉ được sàng lọc, không chuyển.", "unknown"
        )
    heads = ["Giai đoạn", "Ai làm gì", "Trước", "Chuyển được sang", "Mục"]
    return section_html(
        "Đường đi của một bộ hồ sơ", "ai giữ, phải làm gì, trước ngày nào; bước nào phải ghi lý do hoặc hẹn ngày"
    ) + table_html("Các giai đoạn", heads, (_stage(rulebook, each) for each in rulebook.stages))


def _stage(rulebook: Rulebook, stage: Stage) -> list[str]:
    due = next((day(each.date) for each in rulebook.deadlines if each.id == stage.deadline), "")
    doing = f"{label('role', stage.holder)}: {stage.task or ''}" if stage.holder else "kết thúc"
    moves = "".join(
        f"<div>{escape(each.word)} → {escape(stage_word(rulebook, each.to).lower())} "
        f'<span style="font-size:.86rem;color:{role("soft")}">'
        f"{escape(', '.join([*(label('role', who) for who in each.roles), *(NEEDS[need] for need in each.needs)]))}"
        "</span></div>"
        for each in rulebook.moves
        if stage.id in each.origins
    )
    return [f"<b>{escape(stage.word)}</b>", escape(doing), due, moves, escape(stage.citation)]


def awards_html(rulebook: Rulebook) -> str:
    """The forms of award, which of them are screened, and how the Council votes on each."""
    rows = [
        [
            f"<b>{escape(label('award', each.id))}</b>",
            escape(each.summary),
            _voting(each.voting) if each.voting else ("chưa khai" if each.screened else "không sàng lọc"),
            escape(each.citation),
        ]
        for each in rulebook.awards
    ]
    title = explained("Hình thức khen thưởng và cách biểu quyết", ty_le_dong_y="cách biểu quyết")
    return section_html(title, "tỷ lệ, hình thức và số người cần có mặt, kèm nguồn của mỗi con số") + table_html(
        "Hình thức khen thưởng", ["Hình thức", "Tóm tắt", "Biểu quyết", "Mục"], rows
    )


def _voting(voting: Voting) -> str:
    said = (
        f"Đồng ý từ {voting.share} % của {VOTED[voting.base]}; {VOTING_FORM[voting.form]}; "
        f"cần có mặt ít nhất {voting.quorum} % thành viên."
    )
    return f'{said}<div style="font-size:.86rem;color:{role("soft")}">{escape(voting.source)}.</div>'


def open_readings_html(
    campaign: Campaign, settled: Mapping[str, Ruling], turning: Mapping[str, int], chosen: str | None
) -> str:
    """Every open passage: its choices, which stands and by whom, the clauses it turns, how many cases turn on it."""
    found = clauses_of_readings(campaign.rulebook)
    rows = "".join(
        _reading(
            campaign,
            each,
            settled.get(each.id),
            turning.get(each.id, 0),
            ", ".join(page_link("rulebook", clause.id, **{CLAUSE: clause.id}) for clause in found[each.id]),
            each.id == chosen,
        )
        for each in campaign.rulebook.readings
    )
    title = f"{len(campaign.rulebook.readings)} chỗ văn bản để ngỏ, Hội đồng đã chốt {len(settled)}"
    title = explained(title, cach_hieu="để ngỏ", chot_cach_hieu="đã chốt")
    return section_html(title, "cách hiểu đánh dấu là cách đang áp dụng; chưa chốt thì theo mặc định của tệp") + rows


def _reading(
    campaign: Campaign, reading: Reading, ruling: Ruling | None, count: int, clauses: str, chosen: bool
) -> str:
    by = f"Hội đồng chốt ngày {day(ruling.held_on)}, phiên {ruling.meeting}" if ruling else "mặc định của tệp"
    choices = ""
    for each in reading.choices:
        stands = each.id == campaign.choices[reading.id]
        said = f"<b>{escape(each.label)}</b> · {escape(by)}" if stands else escape(each.label)
        drawn = mark("met" if ruling else "for_council", 15) if stands else ""
        choices += (
            f'<div style="display:grid;grid-template-columns:1.35rem minmax(0,1fr)"><div>{drawn}</div>'
            f'<div style="color:{role("ink" if stands else "soft")}">{said}</div></div>'
        )
    turns = f"{count} hồ sơ tùy cách hiểu này" if count else "không hồ sơ nào tùy cách hiểu này"
    ruled = page_link("rulings", "xem nếu hiểu khác", **{READING: reading.id})
    about = " · ".join([escape(turns), *([f"mục {clauses}"] if clauses else ["thời hạn"]), ruled])
    return (
        f'{article_html(reading.id, chosen)}<h3 style="font-size:1rem;font-weight:600;margin:0;padding:0">'
        f"{escape(reading.question)} <span style='font-weight:400;color:{role('soft')}'>"
        f"(mục {escape(reading.citation)})</span></h3>{choices}"
        f'<div style="font-size:.86rem;color:{role("soft")}">{about}</div></article>'
    )


def checked_html(name: str, rulebook: Rulebook | None, problems: Sequence[Problem]) -> str:
    """What a check of a file found: that it can be used, or everything that is wrong, each with its place."""
    if rulebook is not None:
        return note_html(
            f"{name}: không có lỗi",
            f"{rulebook.document.title}: {rulebook_sentence(rulebook)}. Tệp chưa ghi vào sổ; mở đợt mới theo bước 5.",
            "met",
        )
    rows = [[f"<code>{escape(each.cell or 'cả tệp')}</code>", escape(_upper(sentence(each)))] for each in problems]
    head = note_html(
        f"{name}: {len(problems)} chỗ phải sửa", "Sửa trong tệp rồi tải lên lại. Chưa ghi gì vào sổ.", "unmet"
    )
    return head + table_html("Chỗ sai", ["Chỗ sai trong tệp", "Sai gì, cần thế nào"], rows)


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
