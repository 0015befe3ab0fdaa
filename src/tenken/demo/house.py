"""The house: its vendors, its systems, its machines. All names are invented; addresses are private ones."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from tenken.demo.products import NAMELESS, PRODUCTS, Product
from tenken.facts.model import MachineClass, SubjectId

FACILITY_NAME = "みどり野総合病院"
OFFICER = "佐藤 美咲"
DIRECTOR = "病院長 中村 健一"


@dataclass(frozen=True)
class Vendor:
    """``remote`` are its ways of remote maintenance. ``returned`` says that it sends its form back."""

    name: str
    systems: tuple[str, ...]
    contact: str
    remote: tuple[str, ...] = ()
    disclosed: bool = True
    returned: bool = True

    @property
    def subject(self) -> SubjectId:
        return SubjectId(f"vendor:{self.name}")


@dataclass(frozen=True)
class System:
    """``factors`` is how two factors are asked; ``planned`` when they will be; both empty: nobody said."""

    name: str
    vendor: str
    purpose: str
    factors: str = ""
    planned: str = ""
    cloud: bool = False
    backed_up: bool = True
    detached: bool = True

    @property
    def subject(self) -> SubjectId:
        return SubjectId(f"system:{self.name}")


@dataclass(frozen=True)
class Machine:
    """``answers`` is what it runs on where it is looked at; the others are only met on the network.

    ``program`` is what somebody installed without asking. It turned up ``here_for`` days before today; ``away_for``
    days before, somebody put it into a cupboard.
    """

    name: str
    machine_class: MachineClass
    place: str
    owner: str
    vendor: str = ""
    model: str = ""
    answers: str = ""
    sockets: str = ""
    program: str = ""
    ways: str | None = None
    here_for: int = 10_000
    away_for: int = -1

    @property
    def subject(self) -> SubjectId:
        return SubjectId(f"machine:{self.name}")

    @property
    def product(self) -> Product:
        return PRODUCTS.get(self.model, NAMELESS)

    @property
    def runs_windows(self) -> bool:
        return self.answers.startswith("Windows")

    def plugged_in(self, days_ago: int) -> bool:
        return self.away_for < days_ago <= self.here_for


VENDORS = (
    Vendor("北斗ネットワークス", ("院内ネットワーク",), "保守窓口 森", ("保守用VPN",)),
    Vendor("青葉メディカルシステムズ", ("電子カルテ", "オーダリング"), "運用支援課 小川", ("保守用VPN",)),
    Vendor("みなと医事ソフト", ("医事会計",), "サポート室 西田", ("訪問のみ",)),
    Vendor("東雲イメージング", ("PACS",), "技術部 大橋", ("専用ルーター",), disclosed=False),
    Vendor("さくら検査システム", ("検査部門",), "保守課 原", ("保守用VPN",)),
    Vendor("白鳥薬剤システム", ("薬剤部門",), "お客様窓口 岸", returned=False),
    Vendor("若葉クラウドサービス", ("健診クラウド",), "サービスデスク"),
)

SYSTEMS = (
    System("電子カルテ", "青葉メディカルシステムズ", "診療記録", factors="職員証と暗証番号"),
    System("オーダリング", "青葉メディカルシステムズ", "検査・処方の指示", factors="職員証と暗証番号"),
    System("医事会計", "みなと医事ソフト", "診療報酬の請求", planned="2027-12-28"),
    System("PACS", "東雲イメージング", "画像の保管と参照", planned="2028-03-31", detached=False),
    System("検査部門", "さくら検査システム", "検体検査の依頼と結果", planned="2027-09-30"),
    System("薬剤部門", "白鳥薬剤システム", "調剤と鑑査", backed_up=False),
    System("健診クラウド", "若葉クラウドサービス", "健康診断の結果", factors="確認コードとパスワード", cloud=True),
)

_SERVER, _PC, _NETWORK = MachineClass.SERVER, MachineClass.CLIENT_PC, MachineClass.NETWORK
_ROOM, _PHARMACY = "本館2階 サーバ室", "本館1階 薬剤部"
LINUX, _WINDOWS_SERVER = "Debian GNU/Linux 12", "Windows Server 2022"
_SSH = "22 sshd"

SERVERS = (
    Machine("ehr-db01", _SERVER, _ROOM, OFFICER, VENDORS[1].name, "RX2540", LINUX, f"{_SSH}, 5432 postgres"),
    Machine("ehr-db02", _SERVER, _ROOM, OFFICER, VENDORS[1].name, "RX2540", LINUX, f"{_SSH}, 5432 postgres"),
    Machine("ehr-ap01", _SERVER, _ROOM, OFFICER, VENDORS[1].name, "RX2530", LINUX, f"{_SSH}, 443 nginx"),
    Machine("ehr-ap02", _SERVER, _ROOM, OFFICER, VENDORS[1].name, "RX2530", LINUX, f"{_SSH}, 443 nginx"),
    Machine("order-ap01", _SERVER, _ROOM, OFFICER, VENDORS[1].name, "RX2530", LINUX, f"{_SSH}, 443 nginx"),
    Machine("pacs-ar01", _SERVER, "新館1階 読影室", OFFICER, VENDORS[3].name, "R750", LINUX, f"{_SSH}, 104 dcmqrscp"),
    Machine("pacs-ar02", _SERVER, "新館1階 読影室", OFFICER, VENDORS[3].name, "R750", LINUX, f"{_SSH}, 21 vsftpd"),
    Machine("lis-db01", _SERVER, "本館1階 検査室", OFFICER, VENDORS[4].name, "ML350", LINUX, f"{_SSH}, 5432 postgres"),
    Machine("backup01", _SERVER, _ROOM, OFFICER, VENDORS[0].name, "R550", LINUX, _SSH),
    Machine("log01", _SERVER, _ROOM, OFFICER, VENDORS[0].name, "R350", LINUX, f"{_SSH}, 514 rsyslogd"),
    Machine("AD-SV01", _SERVER, _ROOM, OFFICER, VENDORS[0].name, "RX1330"),
    Machine("AD-SV02", _SERVER, "新館1階 電気室", OFFICER, VENDORS[0].name, "RX1330"),
    Machine("FILE-SV01", _SERVER, _ROOM, OFFICER, VENDORS[0].name, "RX2530", _WINDOWS_SERVER),
    Machine("PRINT-SV01", _SERVER, _ROOM, OFFICER, VENDORS[0].name, "RX1330", _WINDOWS_SERVER),
    Machine("WSUS-SV01", _SERVER, _ROOM, OFFICER, VENDORS[0].name, "RX1330", _WINDOWS_SERVER),
    Machine("AV-SV01", _SERVER, _ROOM, OFFICER, VENDORS[0].name, "RX1330", _WINDOWS_SERVER),
    Machine("IJI-SV01", _SERVER, "本館1階 医事課", "田中 修", VENDORS[2].name, "T150", _WINDOWS_SERVER),
    Machine("IJI-SV02", _SERVER, "本館1階 医事課", "田中 修", VENDORS[2].name, "T150", _WINDOWS_SERVER),
    Machine("RECE-SV01", _SERVER, "本館1階 医事課", "田中 修", VENDORS[2].name, "T150", _WINDOWS_SERVER),
    Machine(
        "PHA-SV01",
        _SERVER,
        "本館1階 薬剤部",
        "石井 誠",
        VENDORS[5].name,
        "ML110",
        _WINDOWS_SERVER,
        program="TeamViewer",
    ),
    Machine("PHA-SV02", _SERVER, _PHARMACY, "石井 誠", VENDORS[5].name, "ML110", _WINDOWS_SERVER),
    Machine("LIS-AP01", _SERVER, "本館1階 検査室", OFFICER, VENDORS[4].name, "ML350", _WINDOWS_SERVER),
    Machine("KENSIN-GW01", _SERVER, "健診センター", OFFICER, VENDORS[6].name, "T150", _WINDOWS_SERVER),
)
FORGOTTEN = Machine("old-bk01", _SERVER, "", "", "", "", LINUX, f"{_SSH}, 23 inetutils-telnetd", here_for=96)
"""The 24th server answers, too, and stands in no ledger."""
STRANGER = Machine("LTE-AP", MachineClass.UNKNOWN, "", "", here_for=40)
"""A box that nobody knows. It has asked for an address since some weeks ago."""

_WARDS = (
    *("3階東病棟", "3階西病棟", "4階東病棟", "4階西病棟", "5階東病棟", "5階西病棟", "外来", "手術室"),
    *("薬剤部", "医事課", "検査室", "放射線科", "リハビリ室", "栄養科", "地域連携室", "健診センター"),
)
READERS, PCS = 8, 400
_PUT_AWAY, _WITH_PROGRAM, _NOT_REACHED = (88, 211, 305), 44, "地域連携室"


def client_pcs() -> Iterator[Machine]:
    """Eight image viewers run Linux; the others Windows, a few of them an old one. No round reaches one department."""
    for number in range(1, READERS + 1):
        yield Machine(f"viewer{number:02}", _PC, "放射線科", OFFICER, VENDORS[3].name, "Z2 G9", LINUX, "22 sshd")
    for number in range(1, PCS - READERS + 1):
        place = _WARDS[number % len(_WARDS)]
        model, away = ("B5W72", "EliteBook 640")[number % 2], 120 if number in _PUT_AWAY else -1
        runs = "" if place == _NOT_REACHED else "Windows 10" if number % 23 == 0 else "Windows 11"
        program = "AnyDesk" if number == _WITH_PROGRAM else ""
        own = Machine(f"PC-{number:03}", _PC, place, f"{place} 責任者", "", model, runs, program=program)
        yield replace(own, away_for=away)


def network_devices() -> Iterator[Machine]:
    """58 of them; ``ways`` is what the vendor read there, None where nobody has yet."""
    hokuto = VENDORS[0].name
    closed = "保守用VPN | 203.0.113.10"
    for name in ("FW-01", "FW-02"):
        yield Machine(name, _NETWORK, _ROOM, OFFICER, hokuto, "FG-200F", ways=closed)
    yield Machine("VPN-01", _NETWORK, _ROOM, OFFICER, hokuto, "RTX1300", ways=closed)
    yield Machine("VPN-02", _NETWORK, _ROOM, OFFICER, VENDORS[4].name, "RTX830", ways="保守用VPN | 203.0.113.44")
    yield Machine("VPN-03", _NETWORK, "新館1階 読影室", OFFICER, VENDORS[3].name, "RTX810", ways="遠隔保守 | すべて")
    for number in (1, 2):
        yield Machine(f"CORE-{number:02}", _NETWORK, _ROOM, OFFICER, hokuto, "C9300", ways="")
    for number in range(1, 32):
        place = _WARDS[number % len(_WARDS)]
        yield Machine(f"SW-{number:02}", _NETWORK, f"{place} EPS", OFFICER, hokuto, "GS950", ways="")
    for number in range(1, 17):
        ways = f"無線LAN（職員） | 10.20.{number}.0/24" if number <= 12 else None
        yield Machine(f"AP-{number:02}", _NETWORK, _WARDS[number - 1], OFFICER, hokuto, "WAX630", ways=ways)
    yield Machine("WLC-01", _NETWORK, _ROOM, OFFICER, hokuto, "C9800", ways="")
    for number in range(1, 4):
        yield Machine(f"MOD-NAT{number}", _NETWORK, "放射線科", OFFICER, VENDORS[3].name, "IX2107")


@cache
def everyone() -> tuple[tuple[int, Machine], ...]:
    """Every machine of the house with its number, from which its card, address and serial number are made."""
    return tuple(enumerate((*SERVERS, *client_pcs(), FORGOTTEN, *network_devices(), STRANGER), 1))
