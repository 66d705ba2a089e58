"""A real IMAP server for tests: Dovecot on the loopback interface, with a configuration and a certificate of its own.

It runs as nobody where the tests run as root, else as whoever runs them, and keeps everything in one folder.
"""

import datetime
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

__all__ = ["PASSWORD", "USER", "Dovecot", "dovecot", "why_not"]

USER, PASSWORD = "anna@firma.example", 'Gehe"im\\ ü1'
_VERSION = "2.3."
_SECONDS = 20.0  # until it listens; a bound against hangs
_CONFIGURATION = """
protocols = imap
listen = 127.0.0.1
base_dir = {base}/run
state_dir = {base}/state
log_path = {base}/log
ssl = yes
ssl_cert = <{base}/cert.pem
ssl_key = <{base}/key.pem
disable_plaintext_auth = no
auth_mechanisms = {mechanisms}
default_internal_user = {system_user}
default_internal_group = {system_group}
default_login_user = {system_user}
first_valid_uid = 1
mail_location = maildir:{base}/mail/%u{layout}
maildir_stat_dirs = yes
mailbox_list_index = no
passdb {{
  driver = passwd-file
  args = {base}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={base}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


def why_not() -> str | None:
    """Why no server can be started here, or None."""
    program = _program()
    if program is None:
        return "Dovecot is not installed (apt-get install dovecot-imapd)"
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    if not version.startswith(_VERSION):
        return f"these tests know the settings of Dovecot {_VERSION}x, and {version.split()[0] or 'another'} is here"
    return None


def _program() -> str | None:
    return shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


class Dovecot:
    """`mail` is the maildir of the one user there is; `certificate` what a client has to trust."""

    def __init__(self, base: Path, *, separator: str = ".", mechanisms: str = "plain login") -> None:
        self.base = base
        self._owner = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
        self.mail = base / "mail" / USER
        self.certificate = base / "cert.pem"
        self.port, self.tls_port = _free_port(), _free_port()
        for folder in (self.mail / "cur", self.mail / "new", self.mail / "tmp", base / "run", base / "home"):
            folder.mkdir(parents=True)
        _write_certificate(base)
        (base / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n", encoding="utf-8")
        (base / "conf").write_text(
            _CONFIGURATION.format(
                base=base,
                mechanisms=mechanisms,
                system_user=self._owner.pw_name,
                system_group=_group_of(self._owner.pw_gid),
                uid=self._owner.pw_uid,
                gid=self._owner.pw_gid,
                layout="" if separator == "." else ":LAYOUT=fs",
                port=self.port,
                tls_port=self.tls_port,
            )
        )
        self._process: subprocess.Popen[bytes] | None = None

    def url(self, folder: str = "INBOX", *, scheme: str = "imaps", user: str = USER) -> str:
        port = self.tls_port if scheme == "imaps" else self.port
        return f"{scheme}://{user}@localhost:{port}/{folder}"

    @property
    def trusted(self) -> dict[str, str]:
        """What a client needs in its environment."""
        return {"SSL_CERT_FILE": str(self.certificate), "MAILPATH_IMAP_PASSWORD": PASSWORD}

    def put(self, messages: dict[str, bytes], folder: str = "cur") -> None:
        """Files into the maildir; `folder` is `cur`, or `.Name/cur`."""
        place = self.mail / folder
        for inner in ("cur", "new", "tmp"):
            (place.parent / inner).mkdir(parents=True, exist_ok=True)
        for name, raw in messages.items():
            (place / name).write_bytes(raw)
        self.give_away()

    def give_away(self) -> None:
        """Everything to whom the server runs as."""
        if os.getuid() == 0:
            for path in (self.base, *self.base.rglob("*")):
                with suppress(FileNotFoundError):  # the server has files of its own that come and go
                    os.chown(path, self._owner.pw_uid, self._owner.pw_gid)

    def start(self) -> None:
        program = _program()
        assert program is not None
        self.give_away()
        as_nobody = {"user": self._owner.pw_uid, "group": self._owner.pw_gid, "extra_groups": []}
        self._process = subprocess.Popen(
            [program, "-F", "-c", str(self.base / "conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
            **(as_nobody if os.getuid() == 0 else {}),  # type: ignore[call-overload]
        )
        end = time.monotonic() + _SECONDS
        while time.monotonic() < end and self._process.poll() is None:
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", self.tls_port)) == 0:
                    return
            time.sleep(0.05)
        log = self.base / "log"
        self.stop()
        raise RuntimeError(f"Dovecot did not start: {log.read_text() if log.exists() else ''}")

    def stop(self) -> None:
        """At once, with all its processes and connections."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
        _, said = process.communicate()
        assert b"Fatal" not in said, said.decode("utf-8", "replace")


@contextmanager
def dovecot(**named: str) -> Iterator[Dovecot]:
    """A server that runs until the block ends. Skips the test where there can be none."""
    reason = why_not()
    if reason is not None:
        pytest.skip(reason)
    server = _started(**named)
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(server.base, ignore_errors=True)


def _started(**named: str) -> Dovecot:
    """Tried anew where somebody else took a port before the server did."""
    for left in (2, 1, 0):
        base = Path(tempfile.mkdtemp(prefix="mp-"))  # short, since paths of sockets must be
        server = Dovecot(base, **named)
        try:
            server.start()
        except RuntimeError:
            shutil.rmtree(base, ignore_errors=True)
            if not left:
                raise
        else:
            return server
    raise AssertionError


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _group_of(gid: int) -> str:
    import grp

    return grp.getgrgid(gid).gr_name


def _write_certificate(base: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (base / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (base / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
