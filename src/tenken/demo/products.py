"""What the house's machines are: maker, serial numbers, and what network devices say of their firmware."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Product:
    """``firmware`` and ``described`` are what a network device answers when it is asked by SNMP."""

    maker: str
    firmware: str = ""
    described: str = ""

    def serial_of(self, number: int) -> str:
        """That of the house's machine of this number; a product that nobody named has none."""
        return f"{self.maker[:2].upper()}{26_000_000 + number}" if self.maker.isascii() and self.maker else ""


_ROUTER = "RTX{} Rev.{} (Wed Mar 12 10:33:21 2025)"

PRODUCTS: Mapping[str, Product] = {
    "RX2540": Product("Fujitsu"),
    "RX2530": Product("Fujitsu"),
    "RX1330": Product("Fujitsu"),
    "R750": Product("Dell"),
    "R550": Product("Dell"),
    "R350": Product("Dell"),
    "T150": Product("Dell"),
    "ML350": Product("HPE"),
    "ML110": Product("HPE"),
    "Z2 G9": Product("HP"),
    "EliteBook 640": Product("HP"),
    "B5W72": Product("Dynabook"),
    "FG-200F": Product("Fortinet", "7.2.9", "FortiGate-200F v7.2.9,build1688,240813 (GA.M)"),
    "RTX1300": Product("YAMAHA", "23.00.16", _ROUTER.format("1300", "23.00.16")),
    "RTX830": Product("YAMAHA", "15.02.31", _ROUTER.format("830", "15.02.31")),
    "RTX810": Product("YAMAHA", "11.01.34", _ROUTER.format("810", "11.01.34")),
    "C9300": Product("Cisco", "17.9.5", "Cisco IOS Software [Cupertino], Catalyst L3 Switch Software, Version 17.9.5"),
    "C9800": Product("Cisco", "17.9.5", "Cisco IOS Software [Cupertino], C9800 Software, Version 17.9.5"),
    "GS950": Product("Allied Telesis", "2.0.3", "GS950 Version 2.0.3"),
    "WAX630": Product("NETGEAR", "10.8.9.8", "WAX630 10.8.9.8"),
    "IX2107": Product("NEC", "10.2.42", "NEC Portable Internetwork Core Operating System, IX2107, Version 10.2.42"),
}  # fmt: skip
"""Model → product."""
NAMELESS = Product("")
