"""Certificates made on the spot: a CA, and what it signs, right or wrong in one way."""

import pathlib
import subprocess


class Authority:
    """A CA in a folder, which signs for two days."""

    def __init__(self, folder, name="ca"):
        self.folder, self.name = pathlib.Path(folder), name
        self.certificate, self.key = self.path("crt"), self.path("key")
        openssl("req", "-x509", *NEW_KEY, "-days", "2", "-subj", f"/CN=sidetick tests {name}",
                "-keyout", self.key, "-out", self.certificate)

    def path(self, suffix):
        return str(self.folder / f"{self.name}.{suffix}")

    def sign(self, name, names="DNS:localhost,IP:127.0.0.1", days=2):
        """(certificate, key) for `names`; with `days` below zero it has expired."""
        certificate, key, request = (str(self.folder / f"{name}.{suffix}") for suffix in ("crt", "key", "csr"))
        openssl("req", *NEW_KEY, "-subj", f"/CN={name}", "-keyout", key, "-out", request)
        extensions = self.folder / f"{name}.ext"
        extensions.write_text(f"subjectAltName = {names}\n")
        openssl("x509", "-req", "-in", request, "-CA", self.certificate, "-CAkey", self.key, "-CAcreateserial",
                "-extfile", extensions, "-days", str(days), "-out", certificate)
        return certificate, key


NEW_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, capture_output=True, stdin=subprocess.DEVNULL)
