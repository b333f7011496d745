"""Servers on this machine that behave as GOV.UK Notify and a mail server do, as far as we use them.

Notify's part was written from its API reference: the token's signature, issuer and age are checked
before anything else, and each refusal has the status and shape of the real one.
"""

import json
import socketserver
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import UUID, uuid4

import jwt

SERVICE, SECRET = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
KEY = f"whitebeam-{SERVICE}-{SECRET}"
SKEW = 30


class Notify(BaseHTTPRequestHandler):
    def do_POST(self):
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        status, answer = self._token() or self._judge(said)
        if status == 201:
            self.server.taken.append(said)
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _token(self):
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        try:
            claims = jwt.decode(token, SECRET, algorithms=["HS256"], options={"verify_iat": False})
        except jwt.InvalidTokenError:
            return refusal(403, "AuthError", "Invalid token: signature, api token not found")
        if claims.get("iss") != SERVICE:
            return refusal(403, "AuthError", "Invalid token: service not found")
        if abs(time.time() - claims.get("iat", 0)) > SKEW:
            return refusal(403, "AuthError", "Error: Your system clock must be accurate")
        return None

    def _judge(self, said):
        if self.path != "/v2/notifications/email":
            return refusal(404, "NoResultFound", "No result found")
        if self.server.is_busy:
            return refusal(429, "RateLimitError", "Exceeded rate limit for key type live")
        if "@" not in said["email_address"]:
            return refusal(400, "ValidationError", "email_address Not a valid email address")
        try:
            UUID(said["template_id"])
        except ValueError:
            return refusal(400, "ValidationError", "template_id is not a valid UUID")
        return 201, {"id": str(uuid4()), "reference": said["reference"], "content": {}}

    def log_message(self, *_):
        pass


def refusal(status, error, message):
    return status, {"status_code": status, "errors": [{"error": error, "message": message}]}


class Smtp(socketserver.StreamRequestHandler):
    """Takes or refuses recipients with the code that the test sets."""

    def handle(self):
        self._say("220 here")
        while line := self.rfile.readline().decode().strip():
            word = line.split(":")[0].split()[0].upper()
            if word == "RCPT":
                self._say(f"{self.server.code} as told")
            elif word == "DATA":
                self._say("354 go on")
                self.server.taken.append(self._message())
                self._say("250 taken")
            elif word == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 fine")

    def _message(self):
        lines = []
        while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
            lines.append(line)
        return "\n".join(lines)

    def _say(self, line):
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def running(server, **state):
    """Serve on a free port of this machine while the block runs."""
    server.taken = []
    vars(server).update(state)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def notify(*, is_busy=False):
    return running(ThreadingHTTPServer(("127.0.0.1", 0), Notify), is_busy=is_busy)


def smtp(*, code=250):
    return running(socketserver.TCPServer(("127.0.0.1", 0), Smtp), code=code)
