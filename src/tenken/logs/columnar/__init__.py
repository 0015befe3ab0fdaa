"""まとめ読み: many pieces of a log at once, as columns. Only where reading them one by one takes too long (ADR 0063).

What a reader of this package is not sure of, it leaves to the reader of the format, which counts wherever they differ.
"""

from collections.abc import Mapping

from tenken.logs.columnar import atna, csv, fhir
from tenken.logs.columnar.batch import Columnar

COLUMNAR: Mapping[str, Columnar] = {"atna": atna.read, "csv": csv.read, "fhir": fhir.read, "syslog": atna.read}
"""By the format. What senders of syslog send in bulk are audit messages."""
