"""What keeps somebody from reading a page: what axe-core finds, what is beyond the edge, what is no Vietnamese."""

import re
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

from ntm_dash.intake.syllables import is_syllable

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")

ALLOWED = {
    "JavaScript": "name of a program, read by those who have none",
    "OpenID": "name of a standard",
    "TTg": "number of a document of the Prime Minister",
}
"""Words that are no Vietnamese syllables and stay, and why."""
CODES = re.compile(r"\S+@\S+|\S+\.(xlsx|xlsm|xls|ods|csv|txt)\b|\b[0-9a-f]{8,}\b|\b(?=\w*\d)\w+\b")
"""Addresses of people, names of files, digests and codes are as they are."""

RUN = """async (rules) => {
    const options = {resultTypes: ['violations'], ...(rules ? {runOnly: {type: 'rule', values: rules}} : {})};
    const found = await axe.run(document, options);
    return found.violations.filter(({impact}) => impact === 'serious' || impact === 'critical').flatMap(
        ({id, nodes}) => nodes.map(({target, html}) => `${id}: ${target.join(' ')}: ${html.slice(0, 160)}`));
}"""
SIDEWAYS = """() => [...document.querySelectorAll('[data-testid="stMain"], [data-testid="stMain"] *')].filter(
    (part) => part.scrollWidth > part.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(part).overflowX)
).map((part) => `${part.dataset.testid ?? part.className}: ${part.scrollWidth - part.clientWidth} px`)"""
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


def violations(page: Page) -> list[str]:
    """The serious and critical violations of axe-core's rules, light and, where colour counts, dark."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(RUN, None)
    page.emulate_media(color_scheme="dark")
    found += page.evaluate(RUN, ["color-contrast"])
    page.emulate_media(color_scheme="light")
    return list(found)


def sideways(page: Page) -> list[str]:
    """Parts of the page that scroll sideways, and how far."""
    return list(page.evaluate(SIDEWAYS))


def foreign_words(page: Page) -> list[str]:
    """Words that a user can see or hear on the page and that cannot be Vietnamese."""
    said = [CODES.sub("", text) for text in page.evaluate(SAID)]
    words = {word for text in said for word in re.findall(r"[^\W\d_]{2,}", text)}
    return sorted(word for word in words if not is_syllable(word) and word not in ALLOWED)
