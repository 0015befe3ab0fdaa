"""What came by UDP is kept, and what the kernel had no room for is counted."""

from pathlib import Path

from tenken.logs.receive.datagrams import dropped


def test_the_kernel_tells_how_many_datagrams_it_dropped(tmp_path: Path) -> None:
    table = tmp_path / "udp"
    line = "1: 0100007F:{} 0:0 07 0:0 00:0 0 0 0 9 2 0 {}\n"
    table.write_text("head\n" + line.format("1964", 41) + line.format("1965", 8))
    assert (dropped(0x1964, (table,)), dropped(7, (table,)), dropped(7, (tmp_path / "none",))) == (41, 0, None)
