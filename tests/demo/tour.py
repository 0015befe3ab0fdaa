"""A tour of the fictional hospital, as its officer walks it in the week before the inspection.

Each station does what it is there for and says what has to be seen. The pictures of the README are taken on the way.
"""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Download, Page, expect

OFFICER = "佐藤 美咲"
LIST = "管理番号,機器名称,設置場所,管理者,種別\r\nNEW-01,受付PC-9,1階 受付,佐藤 美咲,端末PC\r\n"
Picture = Callable[[Page, str], None]


def no_picture(_page: Page, _name: str) -> None:
    """For a tour that only looks."""


class Tour:
    def __init__(self, page: Page, address: str, picture: Picture = no_picture) -> None:
        self.page, self.address, self.picture = page, address, picture

    def sign_in(self, user: str, password: str) -> None:
        page = self.page
        page.goto(self.address)
        page.fill("[name=login]", user)
        page.fill("[name=password]", password)
        page.press("[name=password]", "Enter")
        self._stands("立入検査への準備状況")
        expect(page.locator(".ready__due")).to_contain_text(re.compile(r"あと8\d日"))
        self.picture(page, "home")

    def home(self) -> None:
        """From a cell of the matrix to the machines behind it, and to what is to be said of them."""
        page = self.page
        page.locator("main a.v[href*='of=server']").first.click()
        expect(page.locator("#drill h2")).to_contain_text("サーバ")
        expect(page.locator("#drill table")).to_be_visible()

    def checklist(self) -> None:
        """Keys move and answer; a row tells its evidence; its proof leads to the kept original."""
        page = self.page
        self._open("チェックリスト")
        page.keyboard.press("j")
        expect(page.locator("[data-item]:focus")).to_have_count(1)
        self.picture(page, "checklist")
        page.goto(f"{self.address}/checklist/r8/hospital_pharmacy/2-6/")
        self.picture(page, "row")
        page.locator("main a[href^='/evidence/']").first.click()
        assert self._download("main a[href$='/original']").suggested_filename

    def ledger(self) -> None:
        """Two letters find machines; what is changed for all of them is seen before, and undone as one."""
        page = self.page
        page.goto(f"{self.address}/ledger/?q=検査")
        self.picture(page, "ledger")
        page.get_by_role("button", name="一括変更").last.click()
        page.locator("main [name=change][value=role]").check()
        self._fill(**{"value-role": "検査室の端末", "reason": "役割を決めた", "by": OFFICER})
        page.get_by_role("button", name="何が変わるかを見る").click()
        self.picture(page, "preview")
        page.get_by_role("button", name="台を変更する").click()
        self._fill(reason="見てみただけ", by=OFFICER)
        page.get_by_role("button", name="台を元に戻す").click()
        expect(page.get_by_role("status")).to_be_visible()

    def weak_spots(self) -> None:
        """What an inspector would find becomes somebody's task, with a day."""
        page = self.page
        self._open("検査の前に自分で見つける")
        self.picture(page, "xray")
        page.get_by_role("link", name="やることにする").first.click()
        page.fill("main [name=owner]", OFFICER)
        page.fill("main [name=due]", "2099-01-31")
        page.get_by_role("button", name="登録する").click()
        self._open("やること")
        expect(page.get_by_role("table", name="やることの一覧")).to_contain_text(OFFICER)

    def list_of_machines(self, file: Path) -> None:
        """A list is looked at cell by cell before it is taken in, and taken back as a whole."""
        page = self.page
        file.write_bytes(LIST.encode("cp932"))
        self._open("ファイルの取り込み")
        page.set_input_files("main [name=file]", file)
        page.fill("main [name=by]", OFFICER)
        page.get_by_role("button", name="次へ進む").click()
        page.get_by_role("button", name="変わる内容を見る").click()
        expect(page.get_by_role("link", name="追加 1")).to_be_visible()
        self.picture(page, "import")
        page.get_by_role("button", name="取り込む", exact=True).click()
        expect(page.locator("main h1")).to_have_text("取り込みました")
        self._open("ファイルの取り込み")
        back = page.locator("main details:has(form[action$='/undo'])").first
        back.locator("summary").click()
        back.locator("[name=by]").fill(OFFICER)
        back.locator("[name=reason]").fill("見てみただけ")
        back.get_by_role("button").click()
        expect(page.get_by_role("status")).to_be_visible()

    def letter(self) -> None:
        """What only the vendor knows is asked in a letter that can be changed, as DOCX and PDF."""
        page = self.page
        self._open("問い合わせ文")
        page.locator("main select[name=vendor] option").nth(1).wait_for(state="attached")
        page.select_option("main select[name=vendor]", index=1)
        page.get_by_role("button", name="下書きを作る").click()
        expect(page.locator("main [name=questions]")).to_have_value(re.compile("リモート|遠隔"))
        assert self._download("main button:has-text('DOCX')").suggested_filename.endswith(".docx")
        assert self._download("main button:has-text('PDF')").suggested_filename.endswith(".pdf")

    def log_review(self) -> None:
        """Of a month of access logs each flag says why; its octets and proof are one click away; a person decides."""
        page = self.page
        self._open("アクセスログ")
        page.get_by_role("link", name="定期確認").first.click()
        expect(page.locator("main tbody tr").nth(1)).to_contain_text("署名済み")
        page.locator("main tbody tr a[href*='/logs/review/']").first.click()
        self.picture(page, "log-review")
        left = page.locator("#r-left-user")
        expect(left).to_contain_text("yamane は、持ち主の退職のあとに")
        left.locator("a[href*='/logs/event/']").first.click()
        expect(page.locator("main h1").first).to_contain_text("アクセスログの記録")
        page.go_back()
        left.locator("[name=flag]").first.check()
        left.locator("[name=verdict][value=misuse]").check()
        left.locator("[name=reason]").fill("退職後に使われていた。アカウントを止めた")
        left.get_by_role("button", name="判断する").click()
        expect(page.locator("#r-left-user")).to_contain_text("不適切な閲覧")

    def inspection(self) -> None:
        """An inspector sees one frozen moment and nothing else; what he remarks becomes a task and a report."""
        page = self.page
        self._open("立入検査モード")
        self._fill(inspector="田中")
        page.get_by_role("button", name="立入検査を始める").click()
        page.get_by_role("button", name="この画面で見せる").click()
        expect(page.get_by_role("navigation", name="主なメニュー")).to_have_count(0)
        page.locator("a[href*='/inspection/look/2-6']").first.click()
        self.picture(page, "inspection")

    def access_logs(self) -> None:
        """Who opened this patient's record is asked, proved, and kept as evidence without the patient's number."""
        page = self.page
        self._open("アクセスログ")
        page.get_by_role("button", name="調べる").click()
        patient = page.locator("main tbody td:nth-child(3) .num").first.inner_text()
        page.fill("main [name=patient]", f"{patient}^^^HOSP")
        page.get_by_role("button", name="調べる").click()
        expect(page.locator("main figure svg").first).to_be_visible()
        page.get_by_role("link", name="原文と証明").first.click()
        expect(page.locator("main .proof")).to_contain_text("検証済み")
        self.picture(page, "logs")
        page.locator("main summary", has_text="この検索を証跡にする").click()
        self._fill(title="照会の確認", found="業務の範囲内", by=OFFICER)
        page.get_by_role("button", name="この検索を証跡にする").click()
        expect(page.get_by_role("status")).to_contain_text("証跡にしました")

    def pack(self) -> None:
        page = self.page
        self._open("立入検査の提出資料")
        with page.expect_download(timeout=120_000) as pack:
            page.get_by_role("button", name="提出資料をダウンロードする").click()
        assert pack.value.suggested_filename.endswith(".zip")

    def _fill(self, **values: str) -> None:
        for name, value in values.items():
            self.page.fill(f"main [name={name}]", value)

    def _open(self, title: str) -> None:
        """By the main menu."""
        menu = self.page.get_by_role("navigation", name="主なメニュー")
        menu.get_by_role("link", name=title).first.click()
        self._stands(title)

    def _stands(self, title: str) -> None:
        expect(self.page.locator("main h1").first).to_contain_text(title)

    def _download(self, link: str) -> Download:
        with self.page.expect_download() as found:
            self.page.locator(link).first.click()
        return found.value


def walk(tour: Tour, signs_in: tuple[str, str], folder: Path) -> None:
    """All stations in order. The inspection is the last: it ends the officer's session."""
    tour.sign_in(*signs_in)
    tour.home()
    tour.checklist()
    tour.ledger()
    tour.weak_spots()
    tour.list_of_machines(folder / "list.csv")
    tour.letter()
    tour.access_logs()
    tour.pack()
    tour.log_review()
    tour.inspection()
