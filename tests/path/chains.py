"""Chains of Received fields as they really occur, and what is to be found in each."""

from dataclasses import dataclass

from tests.path.messages import received

SENDER = "from s.sender.example (s.sender.example [203.0.113.5])"


@dataclass(frozen=True)
class Case:
    lines: tuple[str, ...]
    boundary: tuple[int | None, str, str] | None  # hop index, method, confidence
    client: str | None
    trust: tuple[str, ...] = ()
    mx: tuple[str, ...] | None = None
    client_ip: str | None = None
    authserv_ids: tuple[str, ...] = ()


LOCAL = received("from localhost (localhost [127.0.0.1]) by phobos.own.example (Postfix) with ESMTP id 1")
FETCHED = received("from phobos [127.0.0.1] by localhost with IMAP (fetchmail-5.9.0) for z@localhost (single-drop)")
POP = received("from mail.provider.example [198.51.100.9] by localhost with POP3 (fetchmail-5.9.0) for z@localhost")
HOP = received(f"{SENDER} by mx.own.example (Postfix) with ESMTPS id 4 for <u@receiver.example>")
BELOW = received("from pc (pc.sender.example [203.0.113.99]) by s.sender.example (Postfix) with ESMTPSA id 9")
GMAIL_TOP = received("by 2002:a05:6520:4c9:b0:26f:3a0c:4933 with SMTP id gp9csp3501332lkb")
GMAIL = received("from s.sender.example (s.sender.example. [203.0.113.5]) by mx.google.com with ESMTPS id w4")
MS_HTTPS = received("from A.namprd19.prod.outlook.com (::1) by B.namprd19.prod.outlook.com with HTTPS")
MS_INSIDE = received(
    "from C.eurprd05.prod.exchangelabs.com (2603:10a6:10:3c2::9) by A.namprd19.prod.outlook.com (2603:10b6:408:15f::6)"
    " with Microsoft SMTP Server (version=TLS1_2, cipher=X) id 15.20.6954.27"
)
MS_FRONT = received(
    "from D.eop-eur03.prod.protection.outlook.com (2a01:111:f403:35::201) by C.outlook.office365.com (2603:1036:d20::b)"
    " with Microsoft SMTP Server (version=TLS1_2, cipher=X) id 15.20.7386.3 via Frontend Transport"
)
MS_EDGE = received(
    "from s.sender.example (203.0.113.5) by D.mail.protection.outlook.com (10.13.6.161) with Microsoft SMTP Server id"
    " 15.20.6631.45 via Frontend Transport"
)
MS_OUT = received(
    "from NAM12-DM6-obe.outbound.protection.outlook.com (40.107.243.61) by D.mail.protection.outlook.com"
    " (10.13.152.163) with Microsoft SMTP Server (version=TLS1_2, cipher=X) id 15.20.6863.26 via Frontend Transport"
)
MS_OUT_6 = MS_OUT.replace("40.107.243.61", "2a01:111:f403:c11c::1")
MS_TENANT = received(
    "from E.eurprd07.prod.outlook.com ([fe80::f7d7:a2ca:6754:a2fa]) by E.eurprd07.prod.outlook.com"
    " ([fe80::f7d7:a2ca:6754:a2fa%3]) with mapi id 15.20.7362.019"
)
CASES = {
    "one hop": Case((HOP,), (0, "structure", "low"), "203.0.113.5"),
    "trusted host": Case((HOP, BELOW), (0, "configured", "high"), "203.0.113.5", trust=("mx.own.example",)),
    "trusted suffix": Case((HOP, BELOW), (0, "configured", "high"), "203.0.113.5", trust=(".own.example",)),
    "suffix by whole labels": Case((HOP,), (0, "structure", "low"), "203.0.113.5", trust=("wn.example",)),
    "authserv-id of the settings is the host": Case(
        (HOP,), (0, "configured", "high"), "203.0.113.5", authserv_ids=("mx.own.example",)
    ),
    "mx of the recipient": Case((HOP, BELOW), (0, "recipient_mx", "high"), "203.0.113.5", mx=("mx.own.example",)),
    "another host of the mx's organization": Case(
        (HOP,), (0, "recipient_mx", "medium"), "203.0.113.5", mx=("mx7.own.example",)
    ),
    "fetched by imap": Case((LOCAL, FETCHED, HOP, BELOW), (2, "structure", "low"), "203.0.113.5"),
    "fetched, provider trusted": Case(
        (LOCAL, FETCHED, HOP), (2, "configured", "high"), "203.0.113.5", trust=("mx.own.example",)
    ),
    "fetched by pop from a public server": Case((POP, HOP), (1, "structure", "low"), "203.0.113.5"),
    "fetched from a known provider": Case((LOCAL, POP, GMAIL), (2, "structure", "high"), "203.0.113.5"),
    "amavis": Case(
        (
            received("from localhost (localhost [127.0.0.1]) by mx.own.example (Postfix) with ESMTP id 1"),
            received(
                "from mx.own.example ([127.0.0.1]) by localhost (mx.own.example [127.0.0.1]) (amavisd-new) with ESMTP"
            ),
            HOP,
        ),
        (2, "structure", "low"),
        "203.0.113.5",
    ),
    "lmtp": Case(
        (received("from mx.own.example by store.own.example with LMTP id 1"), HOP),
        (1, "structure", "low"),
        "203.0.113.5",
    ),
    "cyrus with a log-in over lmtp": Case(
        (received("from mx.own.example ([unix socket]) by mx.own.example (Cyrus v2.2.12) with LMTPA"), HOP),
        (1, "structure", "low"),
        "203.0.113.5",
    ),
    "lmtp between public addresses": Case(
        (received("from mx.own.example (LHLO mx.own.example) (198.51.100.7) by store.own.example with LMTP"), HOP),
        (1, "structure", "low"),
        "203.0.113.5",
    ),
    "groupwise": Case(
        (received("from GW-MTA by mx.own.example with Novell_GroupWise"), HOP), (1, "structure", "low"), "203.0.113.5"
    ),
    "private relay": Case(
        (received("from mx.own.example (10.0.0.5) by ex.own.local (10.0.0.9) with Microsoft SMTP Server id 15.1"), HOP),
        (1, "structure", "low"),
        "203.0.113.5",
    ),
    "qmail's queue": Case(
        (
            "Received: (qmail 20975 invoked by uid 107); 7 Jan 2026 12:00:00 -0000",
            "Received: from unknown (HELO User) (203.0.113.5) by mx.own.example with SMTP; 7 Jan 2026 12:00:00 -0000",
        ),
        (1, "structure", "low"),
        "203.0.113.5",
    ),
    "content filter by the sendmail command": Case(
        (received("by mx.own.example (Postfix, from userid 5001) id 1"), HOP), (1, "structure", "low"), "203.0.113.5"
    ),
    "a web server's script may have written the line below": Case(
        (received("by mx.own.example (Postfix, from userid 33) id 1"), HOP), (0, "structure", "low"), None
    ),
    "a web server's script, Exim": Case(
        (received("from www-data by mx.own.example with local (Exim 4.98) id 1tr"), HOP), (0, "structure", "low"), None
    ),
    "a web server's script, Sendmail": Case(
        (received("(from apache@localhost) by mx.own.example (8.17.1/8.17.1/Submit) id 4A"), HOP),
        (0, "structure", "low"),
        None,
    ),
    "a web server's script, qmail": Case(
        (
            "Received: (qmail 20975 invoked by uid 48); 7 Jan 2026 12:00:00 -0000",
            "Received: from unknown (HELO User) (203.0.113.5) by mx.own.example with SMTP; 7 Jan 2026 12:00:00 -0000",
        ),
        (0, "structure", "low"),
        None,
    ),
    "delivered by dmail": Case(
        (received("from mx.own.example by store.own.example via dmail"), HOP), (1, "structure", "low"), "203.0.113.5"
    ),
    "a filter that names a user of this host": Case(
        (received("(from filter@localhost) by mx.own.example (8.17.1/8.17.1/Submit) id 4A"), HOP),
        (1, "structure", "low"),
        "203.0.113.5",
    ),
    "two by in one field": Case(
        (received(f"{SENDER} by mx.own.example by uid 502 with qmail-scanner-1.24 id 4"), BELOW),
        (0, "structure", "low"),
        "203.0.113.5",
    ),
    "handed in on the spot": Case(
        (received("by mx.own.example (Postfix, from userid 33) id 1"),), (0, "structure", "low"), None
    ),
    "handed in, another host's line below": Case(
        (received("by web.own.example (Postfix, from userid 33) id 1"), HOP), (0, "structure", "low"), None
    ),
    "client without an address": Case(
        (received("from s.sender.example by mx.own.example with esmtp"), HOP), (0, "structure", "low"), None
    ),
    "submission": Case(
        (
            received(
                "from [192.168.1.5] (p5.dip0.isp.example [203.0.113.44]) by mx.own.example (Postfix) with ESMTPSA id 1"
            ),
            BELOW,
        ),
        (0, "structure", "low"),
        "203.0.113.44",
    ),
    "submission from inside": Case(
        (received("from pc ([10.1.1.1]) by mx.own.example (Postfix) with ESMTPSA id 1"), BELOW),
        (0, "structure", "low"),
        "10.1.1.1",
    ),
    "own relay by confirmed name": Case(
        (
            received(
                (
                    "from relay.own.example (relay.own.example [198.51.100.3])"
                    " by store.own.example (Postfix) with ESMTP id 1"
                )
            ),
            HOP,
        ),
        (1, "configured", "high"),
        "203.0.113.5",
        trust=(".own.example",),
    ),
    "own relay by network": Case(
        (received("from relay ([198.51.100.3]) by store.own.example with ESMTP id 1"), HOP),
        (1, "configured", "high"),
        "203.0.113.5",
        trust=("198.51.100.0/24",),
    ),
    "own relay without settings": Case(
        (
            received(
                (
                    "from relay.own.example (relay.own.example [198.51.100.3])"
                    " by store.own.example (Postfix) with ESMTP id 1"
                )
            ),
            HOP,
        ),
        (0, "structure", "low"),
        "198.51.100.3",
    ),
    "a trusted name as HELO is none": Case(
        (received("from relay.own.example (unknown [203.0.113.66]) by mx.own.example (Postfix) with ESMTP id 1"), HOP),
        (0, "configured", "high"),
        "203.0.113.66",
        trust=(".own.example",),
    ),
    "a trusted name that may be forged is none": Case(
        (
            received(
                "from relay.own.example (relay.own.example [203.0.113.66] (may be forged)) by mx.own.example"
                " (8.15.2/8.15.2) with ESMTP id 1"
            ),
            HOP,
        ),
        (0, "configured", "high"),
        "203.0.113.66",
        trust=(".own.example",),
    ),
    "a trusted name that qmail does not confirm": Case(
        (
            received("from relay.own.example (HELO r) (198.51.100.3) by store.own.example with SMTP"),
            HOP,
        ),
        (1, "configured", "low"),
        "203.0.113.5",
        trust=(".own.example",),
    ),
    "exchange records no name": Case(
        (
            received(
                (
                    "from relay.own.example (203.0.113.66)"
                    " by ex.own.example (198.51.100.44) with Microsoft SMTP Server id 15.2"
                )
            ),
            HOP,
        ),
        (0, "configured", "high"),
        "203.0.113.66",
        trust=(".own.example",),
    ),
    "trust never jumps": Case(
        (
            received("from x.evil.example (x.evil.example [203.0.113.66]) by mx.own.example (Postfix) with ESMTP id 1"),
            received("from bank.example (bank.example [192.0.2.80]) by relay.own.example (Postfix) with ESMTP id 1"),
        ),
        (0, "configured", "high"),
        "203.0.113.66",
        trust=(".own.example",),
    ),
    "backup mx": Case(
        (
            received(
                (
                    "from mx2.own.example (mx2.own.example [198.51.100.3])"
                    " by mx.own.example (Postfix) with ESMTPS id 1 for <u@receiver.example>"
                )
            ),
            HOP.replace("mx.own", "mx2.own"),
        ),
        (1, "recipient_mx", "high"),
        "203.0.113.5",
        mx=("mx.own.example", "mx2.own.example"),
    ),
    "own public address": Case(
        (
            received(
                (
                    "from mx.own.example (198.51.100.44)"
                    " by mx.own.example (198.51.100.44) with Microsoft SMTP Server id 15.2"
                )
            ),
            HOP,
        ),
        (1, "structure", "low"),
        "203.0.113.5",
    ),
    "gmail": Case((GMAIL_TOP, GMAIL, BELOW), (1, "structure", "high"), "203.0.113.5"),
    "gmail, the whole provider trusted": Case(
        (
            GMAIL_TOP,
            received(
                "from mail-io1-xd48.google.com (mail-io1-xd48.google.com. [2607:f8b0:4864:20::d48])"
                " by mx.google.com with ESMTPS id q3"
            ),
            received("by mail-io1-xd48.google.com with SMTP id h5"),
            BELOW,
        ),
        (1, "configured", "high"),
        "2607:f8b0:4864:20::d48",
        trust=(".google.com",),
    ),
    "forwarded into gmail by an own host": Case(
        (
            GMAIL_TOP,
            received("from mx.own.example (mx.own.example. [198.51.100.3]) by mx.google.com with ESMTPS id w4"),
            HOP,
        ),
        (2, "configured", "high"),
        "203.0.113.5",
        trust=("mx.own.example",),
    ),
    "gmail, a gateway of the recipient's name": Case(
        (
            GMAIL_TOP,
            received(
                "from gw.receiver.example (gw.receiver.example. [198.51.100.3])"
                " by mx.google.com with ESMTPS id w4 for <u@receiver.example>"
            ),
            HOP,
        ),
        (1, "structure", "low"),
        "198.51.100.3",
    ),
    "microsoft": Case((MS_HTTPS, MS_INSIDE, MS_FRONT, MS_EDGE, BELOW), (3, "structure", "high"), "203.0.113.5"),
    "microsoft to microsoft": Case(
        (MS_HTTPS, MS_INSIDE, MS_FRONT, MS_OUT, MS_TENANT), (3, "structure", "high"), "40.107.243.61"
    ),
    "microsoft to microsoft by ipv6": Case(
        (MS_HTTPS, MS_FRONT, MS_OUT_6, MS_TENANT), (2, "structure", "high"), "2a01:111:f403:c11c::1"
    ),
    "microsoft, all of it trusted": Case(
        (MS_HTTPS, MS_INSIDE, MS_FRONT, MS_OUT, MS_TENANT),
        (3, "configured", "high"),
        "40.107.243.61",
        trust=(".outlook.com",),
    ),
    "microsoft with a masked name": Case(
        (MS_HTTPS, MS_INSIDE.replace("A.namprd19", "A1masked@x"), MS_FRONT, MS_EDGE),
        (3, "structure", "high"),
        "203.0.113.5",
    ),
    "microsoft behind a filter service": Case(
        (MS_HTTPS, MS_FRONT, MS_EDGE.replace("s.sender.example", "mx0a-1.pphosted.com"), BELOW),
        (2, "structure", "low"),
        "203.0.113.5",
    ),
    "proton": Case(
        (received(f"{SENDER} by mailin033.protonmail.ch (Postfix) with ESMTPS id 4"), BELOW),
        (0, "structure", "high"),
        "203.0.113.5",
    ),
    "yahoo": Case(
        (
            received("from 10.217.150.139 by atlas210.free.mail.ne1.yahoo.com with HTTPS"),
            received("from 203.0.113.5 (EHLO s.sender.example) by 10.253.62.29 with SMTPs (version=TLS1_2 cipher=X)"),
        ),
        (1, "structure", "medium"),
        "203.0.113.5",
    ),
    "a stranger's line that names a provider": Case(
        (received("from pc ([10.1.1.7]) by mx.own.example (Postfix) with ESMTP id 1"), MS_EDGE),
        (1, "structure", "low"),
        "203.0.113.5",
    ),
    "given": Case((HOP, BELOW), (1, "given", "high"), "203.0.113.99", client_ip="203.0.113.99"),
    "given and in no hop": Case((HOP,), (None, "given", "high"), "192.0.2.200", client_ip="192.0.2.200"),
    "given, no hops": Case((), (None, "given", "high"), "192.0.2.200", client_ip="192.0.2.200"),
    "no hops": Case((), None, None),
}
