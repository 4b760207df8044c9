"""What keeps somebody from reading a page: what axe-core finds, headings and tables that cannot be followed by ear,
what is beyond the edge, what is no Vietnamese.
"""

import re
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

from ntm_dash.intake.syllables import is_syllable

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")

ALLOWED = {
    "Excel": "name of a program",
    "Word": "name of a program",
    "JavaScript": "name of a program, read by those who have none",
    "OpenID": "name of a standard",
    "TTg": "number of a document of the Prime Minister",
    "admin": "a command as it is typed",
    "add": "a command as it is typed",
    "checked": "a field of the rulebook's file as it is written",
    "data": "a folder as it is named",
    "templates": "a folder as it is named",
}
"""Words that are no Vietnamese syllables and stay, and why."""
CODES = re.compile(r"\S+@\S+|\S+\.(xlsx|xlsm|xls|ods|csv|txt)\b|\w+-\w+-\S+|\b[0-9a-f]{8,}\b|\b(?=\w*\d)\w+\b")
"""Addresses of people, names of files, digests and codes are as they are."""

RUN = """async ([rules, excluded]) => {
    const options = {resultTypes: ['violations'], iframes: false, preload: false};
    if (rules) options.runOnly = {type: 'rule', values: rules};
    const found = await axe.run({exclude: excluded.map((each) => [each])}, options);
    return found.violations.filter(({impact}) => impact === 'serious' || impact === 'critical').flatMap(
        ({id, nodes}) => nodes.map(({target, html}) => `${id}: ${target.join(' ')}: ${html.slice(0, 160)}`));
}"""
ALIKE = (
    "tbody tr:nth-child(n+5)",
    '[role="option"]:nth-child(n+5)',
    "a[data-pick]:nth-child(n+9)",
    "svg *",
)
"""Rows and marks that are drawn as those before them are, and the map's cells, of which a test of their own tells."""
BESIDE = '[data-testid="stSidebar"]'
SIDEWAYS = """() => [...document.querySelectorAll('[data-testid="stMain"], [data-testid="stMain"] *')].filter(
    (part) => part.scrollWidth > part.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(part).overflowX)
).map((part) => `${part.dataset.testid ?? part.className}: ${part.scrollWidth - part.clientWidth} px`)"""
BY_EAR = """() => {
    const found = (what) => [...document.querySelectorAll(`[data-testid="stMain"] :is(${what})`)].filter(
        (part) => part.checkVisibility() && !part.closest('canvas'));
    const levels = found('h1,h2,h3,h4,h5,h6').map((part) => Number(part.tagName[1]));
    const faults = levels.flatMap((level, place) => level === 1 && place || level > 1 + (levels[place - 1] ?? 0)
        ? [`heading ${place + 1} of the page: h${level} after h${levels[place - 1] ?? 0}`] : []);
    const told = (part, fault) => faults.push(`${fault}: ${part.innerText.trim().slice(0, 60)}`);
    for (const part of found('table')) if (!part.caption?.textContent.trim()) told(part, 'table without caption');
    for (const part of found('th:not([scope])')) told(part, 'header cell without scope');
    for (const part of found('table [role]:is(tr,th,td)')) told(part, `${part.role} instead of a part of a table`);
    return faults;
}"""
SAID = """() => {
    const said = [document.title];
    for (const part of document.querySelectorAll('body *')) {
        if (part.closest('[translate="no"], [data-testid="stIconMaterial"], style, script, code')) continue;
        for (const name of ['title', 'aria-label', 'aria-description', 'placeholder', 'alt']) {
            if (part.hasAttribute(name)) said.push(part.getAttribute(name));
        }
        for (const child of part.childNodes) if (child.nodeType === 3) said.push(child.textContent);
    }
    return [...new Set(said)];
}"""


def violations(page: Page, *, dark: bool, beside: bool = False) -> list[str]:
    """What of axe-core's rules is broken seriously or critically, in light or in dark; `beside`: in the sidebar too.

    In dark only what the colours decide is looked at. The page stays so.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    page.emulate_media(color_scheme="dark" if dark else "light")
    excluded = ALIKE if beside else (*ALIKE, BESIDE)
    found: list[str] = page.evaluate(RUN, [["color-contrast"] if dark else None, excluded])
    return found


def sideways(page: Page) -> list[str]:
    """Parts of the page that scroll sideways, and how far."""
    return list(page.evaluate(SIDEWAYS))


def unfollowed(page: Page) -> list[str]:
    """What a screen reader cannot lead through: gaps between headings, tables without caption, cells without heads."""
    return list(page.evaluate(BY_EAR))


def foreign_words(page: Page) -> list[str]:
    """Words that a user can see or hear on the page and that cannot be Vietnamese."""
    said = [CODES.sub("", text) for text in page.evaluate(SAID)]
    words = {word for text in said for word in re.findall(r"[^\W\d_]{2,}", text)}
    return sorted(word for word in words if not is_syllable(word) and word not in ALLOWED)


def unreadable(page: Page, *, beside: bool = False) -> list[str]:
    """All of it, in light and in dark, first in which the page is: each turn draws all of it anew."""
    first = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    broken = [fault for dark in (first, not first) for fault in violations(page, dark=dark, beside=beside)]
    return [*broken, *unfollowed(page), *sideways(page), *foreign_words(page)]
