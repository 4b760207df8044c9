"""Two apps on one PostgreSQL behind nginx, as the README sets them up: an act in each by its own person, one killed.

Nothing is timed: what is counted is what went wrong.
"""

import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from ntm_dash.domain.access import Role
from ntm_dash.services.access import LOCAL
from ntm_dash.services.accounts import Account, add_account
from ntm_dash.storage.store import open_store
from ntm_dash.storage.verification import verify
from tests.bench.bars import Bar
from tests.browser.provider import running
from tests.browser.serving import ARGUMENTS, serve
from tests.browser.steps import opened, sign_in, title
from tests.house.tree import ROOT
from tests.ports import free_port
from tests.postgres import Cluster

PEOPLE = {
    "a": Account("mot@langson.example", "Bà Giáp", (Role.ADMINISTRATOR,)),
    "b": Account("hai@langson.example", "Ông Bính", (Role.ADMINISTRATOR,)),
}
IMPORTS = "nhap-du-lieu"


def run(_: Sequence[str] = ()) -> list[Bar]:
    """Start, act, kill; no argument."""
    with ExitStack() as closing:
        folder = Path(closing.enter_context(tempfile.TemporaryDirectory()))
        cluster = Cluster()
        closing.callback(cluster.remove)
        store = cluster.address(cluster.database())
        provider = closing.enter_context(running())
        provider.addresses = [account.account for account in PEOPLE.values()]
        port = free_port()
        secrets = provider.secrets(folder, idle_minutes=30)
        text = secrets.read_text(encoding="utf-8").replace("http://127.0.0.1:{port}", f"https://127.0.0.1:{port}")
        secrets.write_text(text, encoding="utf-8")

        apps = {}
        for name in PEOPLE:
            # Both start at once on an empty database: one makes the tables and the demonstration.
            apps[name] = serve(ROOT, folder / f"{name}.txt", "--secrets.files", str(secrets), NTM_STORE=store)
            closing.callback(apps[name][1].kill)
        closing.enter_context(_proxy(folder, port, [address for address, _ in apps.values()]))
        shared = open_store(store)
        for account in PEOPLE.values():
            add_account(shared, account, by=LOCAL)

        playwright = closing.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        pages = {name: _person(browser, f"https://127.0.0.1:{port}", name) for name in PEOPLE}
        seen = [_imports(page) for page in pages.values()]
        for turn, name in enumerate(PEOPLE):
            _withdraw(pages[name], turn)
            seen += [_imports(page) for page in pages.values()]
        apps["a"][1].kill()
        apps["a"][1].wait()
        seen.append(_imports(pages["a"]))
        _withdraw(pages["a"], 2)
        seen += [_imports(page) for page in pages.values()]
        told = [(row[3].split(" ")[0], row[4]) for row in shared.scope().rows("journal")][-3:]
        found = verify(shared)
        shared.close()
        logs = "".join((folder / f"{name}.txt").read_text(encoding="utf-8") for name in PEOPLE)
    first = seen[0]
    expected = [first, first, first - 1, first - 1, first - 2, first - 2, first - 2, first - 3, first - 3]
    print(f"imports in force as seen by a and b in turn: {seen}\nlast acts: {told}")
    faults = {
        "counts that differ between the two": sum(one != other for one, other in zip(seen, expected, strict=True)),
        "acts that are not in the journal": 3 - sum(kind == "import_withdrawn" for _, kind in told),
        "faults that verify found": len(found),
        "errors in the logs of the apps": len(re.findall("Traceback", logs)),
    }
    return [Bar(name, value, 0, value == 0) for name, value in faults.items()]


def _person(browser: Browser, address: str, machine: str) -> Page:
    """Somebody whose cookie leads to one of the two, signed in there."""
    context = browser.new_context(locale="vi-VN", viewport={"width": 1366, "height": 768}, ignore_https_errors=True)
    context.set_default_timeout(120_000)
    context.add_cookies([{"name": "so_machine", "value": machine, "url": address}])
    page = context.new_page()
    sign_in(page, address, PEOPLE[machine].account)
    assert [each["value"] for each in context.cookies() if each["name"] == "so_machine"] == [machine]
    return page


def _imports(page: Page) -> int:
    """How many imports the page says are in force."""
    address = re.sub(r"(https://[^/]+).*", rf"\1/{IMPORTS}", page.url)
    return int(title(opened(page, address)).split()[0])


def _withdraw(page: Page, latest: int) -> None:
    """Take back an import; `latest` is how many after it are withdrawn already."""
    before = _imports(page)
    page.locator('[data-testid="stMain"] details summary').nth(latest).click()
    page.get_by_role("button", name="Thu hồi lần nhập này").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Lý do thu hồi").fill("gửi nhầm bản cũ")
    dialog.get_by_label("Lý do thu hồi").press("Tab")
    dialog.get_by_role("button", name="Thu hồi", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{before - 1} lần nhập")


@contextmanager
def _proxy(folder: Path, port: int, apps: Sequence[str]) -> Iterator[None]:
    """nginx with the file of the README, on a port of this machine and with a certificate of its own."""
    [told] = re.findall(r"```nginx\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.S)
    for number, app in enumerate(apps, start=1):
        told = told.replace(f"10.0.0.1{number}:8501", app.removeprefix("http://"))
    told = told.replace("listen 443 ssl", f"listen 127.0.0.1:{port} ssl")
    told = re.sub(r"(ssl_certificate\S*) [^;]*/([^/;]*);", rf"\1 {folder}/\2;", told)
    certificate, key = (folder / f"so.example.gov.vn.{end}" for end in ("crt", "key"))
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject]
    subprocess.run([*command, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    whole = folder / "nginx.conf"
    kept = f"access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;"
    whole.write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.txt;\nevents {{}}\nhttp {{ {kept}\n{told}}}\n"
    )
    process = subprocess.Popen([shutil.which("nginx") or "nginx", "-c", str(whole)])
    for _ in range(100):
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    try:
        yield
    finally:
        process.terminate()
        process.wait()
