"""What is sent, and no more: ARP and ICMP echo, then a TCP connect to twenty named ports, slowly.

No version probes, no scripts, no guess at the system, no names asked. Printers print what reaches 9100 to 9107, and
DICOM ports belong to modalities: both stay out.
"""

PORTS = (21, 22, 23, 79, 80, 135, 139, 443, 445, 512, 513, 1433, 3306, 3389, 5432, 5900, 5938, 5985, 8080, 8443)
MOST_PORTS = 20
NEVER = (104, *range(9100, 9108), 11112)
PACKETS_A_SECOND = 50

_SLOWLY = ("-n", "-T2", "--max-rate", str(PACKETS_A_SECOND), "--max-retries", "1")
WHO_ANSWERS = ("-sn", "-PE", *_SLOWLY)
WHICH_PORTS = ("-sT", "-PE", *_SLOWLY, "-p", ",".join(map(str, PORTS)))
"""Whom it asks has answered just before; it looks once more that they are there, and asks none that are not."""
