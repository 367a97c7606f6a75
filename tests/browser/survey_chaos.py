"""A bad network between a browser and the site: lost acknowledgements, busy servers, a hotel's page, broken bytes."""

import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PORTAL = b"<!doctype html><title>Welcome</title><p>Accept our terms to use the network</p>"
HOP = {"connection", "transfer-encoding", "keep-alive", "content-length", "host"}


class BadNetwork(ThreadingHTTPServer):
    """Passes requests on to a port; `fate` says of each sent response what becomes of it.

    Fates: 'pass'; 'lose' (stored, but the answer is lost); 'busy' (503); 'portal' (200 with a page that is not ours);
    'cut' (the answer breaks off); 'forget' (lost, and stored by a server that has no memory of numbers).
    `pages` is the fate of everything else. `patches` replace text in scripts. `n_bytes` counts what went to the browser.
    """

    daemon_threads = True

    def __init__(self, target, fate=lambda n: "pass"):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.target, self.fate, self.pages, self.patches = target, fate, "pass", []
        self.n_sent, self.n_bytes, self.fates = 0, 0, []
        self.lock = threading.Lock()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}"

    def fate_of_next(self):
        with self.lock:
            self.n_sent += 1
            self.fates.append(self.fate(self.n_sent))
            return self.fates[-1]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def pass_on(self):
        fate = self.server.fate_of_next() if self.command == "PUT" else self.server.pages
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if fate == "busy":
            return self.answer(503, {"Retry-After": "0"}, b"busy")
        if fate == "portal":
            return self.answer(200, {"Content-Type": "text/html"}, PORTAL)
        status, headers, content = self.ask(fate, body)
        if fate in {"lose", "forget"}:
            return self.hang_up()
        if fate == "cut":
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content[: len(content) // 2])
            return self.hang_up()
        return self.answer(status, headers, content)

    def ask(self, fate, body):
        path = self.path
        if fate == "forget":
            path = f"{path[:-12]}{self.server.n_sent:012d}"
        headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP}
        headers["Host"] = f"127.0.0.1:{self.server.target}"
        if headers.get("Origin") == self.server.address:
            headers["Origin"] = f"http://127.0.0.1:{self.server.target}"
        if self.server.patches:
            headers.pop("Accept-Encoding", None)
        link = http.client.HTTPConnection("127.0.0.1", self.server.target, timeout=30)
        link.request(self.command, path, body=body, headers=headers)
        answer = link.getresponse()
        content = answer.read()
        link.close()
        for old, new in self.server.patches if path.endswith(".js") else ():
            content = content.replace(old, new)
        return answer.status, dict(answer.getheaders()), content

    def answer(self, status, headers, content):
        self.send_response_only(status)
        kept = [(name, value) for name, value in headers.items() if name.lower() not in HOP]
        for name, value in [*kept, ("Content-Length", str(len(content)))]:
            self.send_header(name, value)
        size = len(content) + sum(map(len, self._headers_buffer)) + 2
        with self.server.lock:
            self.server.n_bytes += size
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def hang_up(self):
        self.close_connection = True
        self.wfile.flush()

    do_GET = do_POST = do_PUT = do_HEAD = pass_on
