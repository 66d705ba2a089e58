"""Policies over HTTPS, from a server on the loopback interface with a certificate of its own."""

import ssl
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from mailpath.dns.map import ZoneDns
from mailpath.domain.fetch import MAX_BYTES, FetchingDns
from mailpath.values.answers import Question

POLICY = b"version: STSv1\nmode: enforce\nmx: mx.firma.example\nmax_age: 604800\n"
ASKED = Question("127.0.0.1", "HTTPS-GET")  # the guard over sockets allows no name


class Handler(BaseHTTPRequestHandler):
    status, body = 200, POLICY

    def do_GET(self):
        self.send_response(self.status)
        self.send_header("Location", "https://elsewhere.example/")
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_):
        pass


@pytest.fixture
def server(tmp_path):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = tmp_path / "both.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pem.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    served = HTTPServer(("127.0.0.1", 0), type("Here", (Handler,), {}))
    served.socket = context.wrap_socket(served.socket, server_side=True)
    thread = threading.Thread(target=served.serve_forever, daemon=True)
    thread.start()
    trusting = ssl.create_default_context(cafile=str(pem))
    yield served, trusting
    served.shutdown()
    served.server_close()


def fetching(server, *, trusted=True):
    served, context = server
    dns = ZoneDns({"a.example": {"A": ["192.0.2.1"]}})
    return FetchingDns(dns, 3.0, context if trusted else None, port=served.server_port)


@pytest.mark.loopback
def test_a_policy_is_found_and_dns_passes_through(server):
    answers = fetching(server).ask_all((Question("a.example", "A"), ASKED, ASKED))
    assert [one.records for one in answers] == [("192.0.2.1",), (POLICY.decode(),), (POLICY.decode(),)]


@pytest.mark.loopback
@pytest.mark.parametrize(
    ("status", "body", "word"),
    [
        (404, b"", "nodata"),
        (301, b"", "nodata"),
        (503, b"", "failed"),
        (200, b"x" * (MAX_BYTES + 1), "nodata"),
    ],
)
def test_what_is_no_policy(server, status, body, word):
    handler = server[0].RequestHandlerClass
    handler.status, handler.body = status, body
    assert fetching(server).ask(ASKED).status == word


@pytest.mark.loopback
def test_a_certificate_of_nobody_is_said_and_a_closed_port_is_unknown(server):
    answer = fetching(server, trusted=False).ask(ASKED)
    assert answer.status == "nodata"
    assert "certificate" in answer.source
    dns = FetchingDns(ZoneDns({}), 1.0, server[1], port=1)
    assert dns.ask(ASKED).status == "failed"


@pytest.mark.loopback
@pytest.mark.parametrize("head", [b"", b"HTTP/1.0 200 OK\r\n\r\n" + POLICY])
def test_one_byte_now_and_then_holds_nobody_longer_than_the_timeout(server, head):
    """And what came until then is no policy: it may be cut."""
    ended = threading.Event()

    def drip(self):
        self.wfile.write(head)
        while not ended.wait(0.1):
            self.wfile.write(b"x")

    server[0].RequestHandlerClass.do_GET = drip
    server[0].RequestHandlerClass.handle_error = lambda *_: None
    server[0].handle_error = lambda *_: None
    dns = FetchingDns(ZoneDns({}), 0.6, server[1], port=server[0].server_port)
    answers = []
    thread = threading.Thread(target=lambda: answers.append(dns.ask(ASKED)), daemon=True)
    thread.start()
    thread.join(10)
    ended.set()
    assert [one.status for one in answers] == ["failed"]


@pytest.mark.parametrize(
    ("zone", "status", "why"),
    [
        ({}, "nodata", "no address"),
        ({"mta-sts.a.example": {"A": "failed"}}, "failed", "not known"),
        ({"mta-sts.a.example": {"A": ["10.0.0.1", "127.0.0.1"], "AAAA": ["::1", "fd00::1"]}}, "failed", "internal"),
    ],
)
def test_a_host_without_a_public_address_is_not_asked(zone, status, why):
    answer = FetchingDns(ZoneDns(zone), 1.0).ask(Question("mta-sts.a.example", "HTTPS-GET"))
    assert answer.status == status
    assert why in answer.source
