"""A time stamping authority (RFC 3161) of OpenSSL, with certificates of its own."""

import subprocess
from pathlib import Path

_CONFIG = """
[ tsa ]
default_tsa = ours
[ ours ]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
certs = {folder}/ca.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_chain = no
"""
_CURVE = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30")


class Authority:
    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self._folder, self.certificates = folder, folder / "ca.pem"
        (folder / "tsa.cnf").write_text(_CONFIG.format(folder=folder))
        (folder / "serial").write_text("01\n")
        (folder / "use.cnf").write_text("extendedKeyUsage=critical,timeStamping\n")
        self._run("req", "-x509", "-subj", "/CN=root", "-keyout", "ca.key", "-out", "ca.pem", *_CURVE)
        self._run("req", "-new", "-subj", "/CN=tsa", "-keyout", "tsa.key", "-out", "tsa.csr", *_CURVE[:-2])
        self._run("x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
                  "-days", "30", "-extfile", "use.cnf", "-out", "tsa.pem")  # fmt: skip

    def stamp(self, request: Path, token: Path) -> Path:
        self._run("ts", "-reply", "-config", "tsa.cnf", "-queryfile", str(request), "-out", str(token))
        return token

    def _run(self, *args: str) -> None:
        subprocess.run(("openssl", *args), cwd=self._folder, check=True, capture_output=True)
