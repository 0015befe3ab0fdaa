"""What the house's persons state and file, year after year."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from tenken.actions.attest import Upload
from tenken.dates import in_wareki, start_of
from tenken.demo.contacts import all_contacts
from tenken.demo.house import DIRECTOR, FACILITY_NAME, OFFICER, SYSTEMS, VENDORS, System, Vendor
from tenken.demo.paper import Paper
from tenken.facts.documents import DOCUMENT_NAMES, DocumentType
from tenken.facts.model import FACILITY, SubjectId
from tenken.forms.pdf import render
from tenken.rules.points import POINTS
from tenken.text import translate

_TEMPLATE = Path(__file__).with_name("paper.typ")
_LACKING = ("afterwards",)
"""What no paper of the house says yet: its plan is silent about the time after an attack."""
_FOR_GOOD = {"next_review": "2099-03-31"}


def all_papers(first_year: int, today: date) -> Iterator[Paper]:
    """Everything from the first fiscal year's April on; what lies after ``today`` is left to the caller."""
    yield from _once(date(first_year, 4, 4))
    for year in range(first_year, today.year + 1):
        yield from _yearly(year)
        for month in range(1, 13):
            yield _log_review(date(year, month, 1))
    yield _exception(today)


def _once(day: date) -> Iterator[Paper]:
    """Officer, vendors, systems, and who has the duty of updates."""
    office = {"person": OFFICER, "post": "情報管理室 室長", "appointed_on": str(day), **_FOR_GOOD}
    yield Paper(day, "officer-appointment", FACILITY, office, "任命書", DIRECTOR)
    for vendor in VENDORS:
        yield _contract(vendor, day)
    for system in SYSTEMS:
        cloud = "yes" if system.cloud else "no"
        values = {"purpose": system.purpose, "vendor": system.vendor, "cloud": cloud, **_FOR_GOOD}
        yield Paper(day, "system-in-use", system.subject, values, add=True)
    clause = "AD、ファイル、印刷の各サーバは病院が自ら更新する（保守契約 別紙2 第4条）"
    duty = {"all_servers_on_vendors": "no", "clause": clause, **_FOR_GOOD}
    yield Paper(day, "update-duty", FACILITY, duty, "保守契約 別紙2")


def _contract(vendor: Vendor, day: date) -> Paper:
    values = {
        "systems": ", ".join(vendor.systems),
        "starts": f"{day.year}-04-01",
        "ends": f"{day.year + 5}-03-31",
        "contact": vendor.contact,
    }
    return Paper(day, "vendor-contract", vendor.subject, values, f"保守契約書（{vendor.name}）", "田中 修", add=True)


def _yearly(year: int) -> Iterator[Paper]:
    """What comes again each fiscal year."""
    yield from all_contacts(date(year, 4, 8))
    for offset, document in enumerate(DocumentType):
        yield _document(document, date(year, 4, 10) + timedelta(days=4 * offset))
    yield from _lists(date(year, 5, 12))
    yield _usb_control(date(year, 6, 2))
    for vendor in VENDORS:
        yield from _of_vendor(vendor, year)
    for system in SYSTEMS:
        yield from _of_system(system, year)


def _again(day: date) -> dict[str, str]:
    """The next review is due some weeks after the same day of next year."""
    return {"next_review": str(day + timedelta(days=400))}


def _document(document: DocumentType, day: date) -> Paper:
    title = translate(DOCUMENT_NAMES[document], "ja")
    values = {
        "type": document.value,
        "title": title,
        "effective": str(day),
        "approved_by": DIRECTOR,
        "covers": ", ".join(point for point in POINTS[document] if point not in _LACKING),
        "version": f"第{day.year - 2021}版",
        **_again(day),
    }
    return Paper(day, "document", FACILITY, values, title)


def _lists(day: date) -> Iterator[Paper]:
    """Who has administrator rights, and which accounts and services are needed."""
    holders = {
        "administrator-register": ("root | 情報管理室の当番（共有しない）", "sato | 佐藤 美咲"),
        "needed-accounts": ("hosyu | 保守会社の作業時のみ | ehr-db01",),
    }
    for kind, lines in holders.items():
        yield Paper(day, kind, FACILITY, {"holders": "\n".join(lines), **_again(day)})
    needed = {
        "server": ("sshd | 保守と点検", "tcp/443 | 電子カルテの画面", "tcp/5432 | データベース", "tcp/104 | 画像の受信",
                   "tcp/514 | ログの集約"),
        "client_pc": ("sshd | 保守と点検", "tcp/135 | 端末管理", "tcp/139 | ファイル共有", "tcp/445 | ファイル共有",
                      "udp/137 | ファイル共有", "W32Time | 時刻合わせ", "lsass | ドメインへのログイン"),
    }  # fmt: skip
    for machine_class, lines in needed.items():
        values = {"machine_class": machine_class, "needed": "\n".join(lines), **_again(day)}
        yield Paper(day, "needed-services", FACILITY, values)


def _usb_control(day: date) -> Paper:
    how = "端末管理ソフトの配布状況の画面で、全台にUSB記憶装置の禁止が効いていることを確かめた"
    values = {"topic": "removable-media", "machine_class": "client_pc", "holds": "yes", "how": how, **_again(day)}
    return Paper(day, "confirmation", FACILITY, values, "USB制御の配布状況")


def _of_vendor(vendor: Vendor, year: int) -> Iterator[Paper]:
    if vendor.returned:
        uses = "yes" if vendor.remote else "no"
        values = {"uses_remote": uses, "answered_on": f"{year}-05-20", "ways": ", ".join(vendor.remote)}
        title = f"リモート保守の確認書（{vendor.name}）"
        yield Paper(date(year, 5, 22), "remote-maintenance-reply", vendor.subject, values, title)
    for product in vendor.systems if vendor.disclosed else ():
        form = "SDS" if "クラウド" in product else "MDS"
        values = {
            "form": form,
            "form_version": "5.0",
            "product": product,
            "product_version": f"{year - 2019}.1",
            "received_on": f"{year}-06-10",
            "open_points": "2" if product == "検査部門" else "0",
        }
        yield Paper(date(year, 6, 12), "disclosure", vendor.subject, values, f"{form} {product}")


def _of_system(system: System, year: int) -> Iterator[Paper]:
    if system.factors or system.planned:
        day = date(year, 6, 20)
        asked = {"implemented": "yes", "method": system.factors}
        planned = {"implemented": "no", "planned_by": system.planned, "plan": "次の更新に合わせて導入する"}
        yield Paper(day, "two-factor", system.subject, {**(asked if system.factors else planned), **_again(day)})
    for month in (1, 4, 7, 10) if system.backed_up else ():
        yield _backup(system, date(year, month, 9))


def _backup(system: System, day: date) -> Paper:
    tested = date(day.year if day.month >= 7 else day.year - 1, 6, 28)
    values = {
        "methods": "毎日の差分, 毎週の全体",
        "generations": "14",
        "last_success": str(day - timedelta(days=1)),
        "detached": "yes" if system.detached else "no",
        "last_restore": str(tested),
        "restored_well": "yes",
        "procedure_checked_on": str(tested),
        **_again(day),
    }
    return Paper(day, "backup-record", system.subject, values, f"バックアップの確認（{system.name}）")


def _log_review(month: date) -> Paper:
    """Each month's logs are looked through within the first week of the next."""
    last = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    shown = dict.fromkeys(("records_login_time", "records_access_time", "records_operation"), "yes")
    values = {"period_from": str(month), "period_to": str(last), "found": "不審なログインはなかった", **shown}
    return Paper(last + timedelta(days=5), "log-review", FACILITY, values)


def _exception(today: date) -> Paper:
    values = {
        "lineage": "patch",
        "reason": "製造元が更新後の動作をまだ保証していない",
        "compensating": "診療系ネットワークから切り離し、接続元を読影室に限っている",
        "until": str(today + timedelta(days=120)),
    }
    about = SubjectId("machine:pacs-ar02")
    return Paper(today - timedelta(days=30), "waiver", about, values, "例外の承認書", DIRECTOR)


def upload(paper: Paper) -> Upload | None:
    """The page that goes with a paper, as PDF."""
    if not paper.file:
        return None
    data = {
        "title": paper.file,
        "house": FACILITY_NAME,
        "day": in_wareki(paper.day),
        "approved": paper.by,
        "paragraphs": [f"{paper.file}として、次のとおり定め、または確認した。", *paper.values.values()],
    }
    return Upload(f"{paper.file}.pdf", render(_TEMPLATE, data, start_of(paper.day)))
