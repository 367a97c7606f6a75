"""HTTPS before a site on a name of its own, as the web server of an office gives it; its line can be cut."""

import base64
import contextlib
import hashlib
import re
import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

NAME = "mil.example.kz"


def certificate(folder):
    """Write a certificate for the name; return its file and the hash by which Chromium knows its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "front.pem"
    file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return file, base64.b64encode(hashlib.sha256(public).digest()).decode()


class Front:
    """Listens on a port with TLS and passes each request on to the site's port."""

    def __init__(self, port, target, file):
        self.port, self.target, self.links = port, target, set()
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(file)
        self.listener = None

    def up(self):
        self.listener = socket.create_server(("127.0.0.1", self.port), backlog=64)
        threading.Thread(target=self._listen, args=(self.listener,), daemon=True).start()

    def down(self):
        """Cut the line: new connections are refused, those that stand break off."""
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for link in list(self.links):
            with contextlib.suppress(OSError):
                link.shutdown(socket.SHUT_RDWR)

    def _listen(self, listener):
        with contextlib.suppress(OSError):
            while True:
                plain, _from = listener.accept()
                threading.Thread(target=self._pass_on, args=(plain,), daemon=True).start()

    def _pass_on(self, plain):
        with contextlib.suppress(OSError), self.tls.wrap_socket(plain, server_side=True) as outside:
            self.links.add(outside)
            with socket.create_connection(("127.0.0.1", self.target)) as inside:
                inside.sendall(_as_forwarded(_whole_request(outside)))
                while data := inside.recv(65536):
                    outside.sendall(data)
            self.links.discard(outside)


def _whole_request(outside):
    """Return a request with its body: reading ends before writing begins, as a TLS link bears no two threads."""
    got = b""
    while b"\r\n\r\n" not in got:
        got += _more(outside)
    length = re.search(rb"(?im)^content-length: *(\d+)", got.partition(b"\r\n\r\n")[0])
    whole = got.index(b"\r\n\r\n") + 4 + int(length[1] if length else 0)
    while len(got) < whole:
        got += _more(outside)
    return got


def _more(outside):
    if data := outside.recv(65536):
        return data
    raise OSError("the visitor left")


def _as_forwarded(head):
    """Say how the visitor came, and that each connection carries one request."""
    line, _, rest = head.partition(b"\r\n")
    headers, _, body = rest.partition(b"\r\n\r\n")
    kept = [
        one for one in headers.split(b"\r\n") if not one.lower().startswith((b"connection:", b"x-forwarded"))
    ]
    kept += [b"X-Forwarded-Proto: https", b"X-Forwarded-For: 127.0.0.1", b"Connection: close"]
    return b"\r\n".join([line, *kept]) + b"\r\n\r\n" + body
