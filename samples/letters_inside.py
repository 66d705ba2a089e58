"""Hops that a receiver's own programs write, above the one that took the message from outside: fetchers, delivery,
filters, queues, and clients that logged in."""

from samples.letters import RECEIVER, date_at

__all__ = [
    "amavis",
    "exim_local",
    "fetchmail",
    "getmail",
    "gmail_inside",
    "gmail_pop",
    "lmtp",
    "postfix_local",
    "postfix_submission",
    "qmail_queue",
]


def fetchmail(server: str, ip: str, *, protocol: str = "POP3", to: str = "anna@localhost", at: int = 600) -> str:
    """fetchmail hands over to a server on the same host, so it writes `by localhost`."""
    return (
        f"Received: from {server} [{ip}]\n\tby localhost with {protocol} (fetchmail-6.4.37)\n"
        f"\tfor <{to}> (single-drop); {date_at(at)}"
    )


def getmail(server: str, by: str, *, protocol: str = "IMAP4-SSL", at: int = 600) -> str:
    return f"Received: from {server} by {by} with {protocol}\n\t(getmail6 6.19.1); {date_at(at)}"


def gmail_inside(*, at: int = 602) -> str:
    """The hop that Gmail writes above its own border, without a client."""
    return f"Received: by 2002:a05:6520:4c9:b0:26f:3a0c:4933 with SMTP id\n gp9csp350133{at}lkb; {date_at(at)}"


def gmail_pop(server: str, ip: str, *, at: int = 600) -> str:
    """Gmail reading a mailbox elsewhere (`Check mail from other accounts`)."""
    return f"Received: from {server} [{ip}]\n        by mx.google.com with POP3S id h7si19{at}.70; {date_at(at)}"


def lmtp(client: str, by: str, *, client_ip: str | None = None, to: str = "info@empfang.example", at: int = 6) -> str:
    """Dovecot, into the mailbox."""
    literal = f" ([{client_ip}])" if client_ip else ""
    return (
        f"Received: from {client}{literal}\n\tby {by} with LMTP\n\tid 8JkZM7qsrmlv{at:04d}AAd2dFRA\n"
        f"\tfor <{to}>; {date_at(at)}"
    )


def amavis(host: str = RECEIVER, *, at: int = 5) -> list[str]:
    """Out to a filter on the same host and in again, newest first."""
    return [
        f"Received: from localhost (localhost [127.0.0.1])\n\tby {host} (Postfix) with ESMTP id 4T{at + 1:04d}QzKxz9;\n"
        f"\t{date_at(at + 1)}",
        f"Received: from {host} ([127.0.0.1])\n\tby localhost ({host} [127.0.0.1]) (amavis, port 10024)\n"
        f"\twith ESMTP id MxM2{at:04d}; {date_at(at)}",
    ]


def qmail_queue(*, uid: int | None = None, at: int = 5) -> str:
    """qmail's queue names no host: `invoked from network`, or by the user of a program that wraps the queue."""
    how = "from network" if uid is None else f"by uid {uid}"
    return f"Received: (qmail {27000 + at} invoked {how}); {date_at(at)}"


def postfix_local(by: str, uid: int, *, at: int = 3) -> str:
    """A program on the very host, by the sendmail command."""
    return f"Received: by {by} (Postfix, from userid {uid})\n\tid 4T{at:04d}QzKxz9; {date_at(at)}"


def exim_local(user: str, by: str, *, to: str = "info@empfang.example", at: int = 3) -> str:
    return (
        f"Received: from {user} by {by} with local (Exim 4.98)\n\t(envelope-from <{user}@{by}>)\n"
        f"\tid 1tr{at:03d}-00000000{at:03d}-1xyz\n\tfor {to};\n\t{date_at(at)}"
    )


def postfix_submission(
    helo: str,
    rdns: str | None,
    ip: str,
    user: str,
    by: str = RECEIVER,
    *,
    to: str = "info@empfang.example",
    at: int = 1,
) -> str:
    return (
        f"Received: from {helo} ({rdns or 'unknown'} [{ip}])\n"
        "\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\n"
        f"\t(Client did not present a certificate)\n\t(Authenticated sender: {user})\n"
        f"\tby {by} (Postfix) with ESMTPSA id 4T{at:04d}QzKxz9{at:02d}\n\tfor <{to}>; {date_at(at)}"
    )
