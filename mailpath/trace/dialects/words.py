"""Families that differ only in words: all are read by the marks in the field (`names.by_marks`).

A row tells a family by how the program names itself in a comment, by its protocol word, or, for services that name
no program, by the end of the writing host's name. A comment counts before a protocol, a protocol before a host.
"""

import re
from typing import NamedTuple

from mailpath.trace.clauses import Clauses
from mailpath.trace.dialects.dialect import Dialect
from mailpath.trace.dialects.names import by_marks

__all__ = ["DIALECT", "ROWS", "Row"]


class Row(NamedTuple):
    """`programs`: first words of a comment, `protocols`: first words of the with-clause, `vias`: of the via-clause,
    `hosts`: ends of by; all in lower case."""

    family: str
    programs: tuple[str, ...] = ()
    protocols: tuple[str, ...] = ()
    vias: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()


ROWS = (
    Row("postfix", ("postfix",)),
    Row("opensmtpd", ("opensmtpd",)),
    Row("haraka", ("haraka",)),
    Row("stalwart", ("stalwart",)),
    Row("dovecot", ("dovecot",)),
    Row("cyrus", ("cyrus", "sieved")),
    Row("amavis", ("amavisd-new", "amavisd", "amavis", "amavisd-milter")),
    Row("spamassassin", ("spamassassin", "spampd"), ("spamassassin", "scanned-ok")),
    Row("communigate", ("communigate",)),
    Row("powermta", ("powermta",)),
    Row("momentum", ("ecelerity", "momentum"), ("ecstream",)),
    Row("mdaemon", ("mdaemon", "mdaemon.pro.v", "mdaemon.standard.v")),
    Row("mailenable", ("mailenable",), ("mailenable",)),
    Row("kerio", ("kerio",)),
    Row("hmailserver", ("hmailserver",), ("hmailserver",)),
    Row("icewarp", ("icewarp", "merak", "visnetic")),
    Row("domino", ("lotus", "ibm", "hcl", "domino")),
    Row("groupwise", ("groupwise", "novell"), ("novell_groupwise", "groupwise")),
    Row("xmail", ("xmail",), ("xmail",)),
    Row("mercury", ("mercury", "mercury/32", "mercury/nlm")),
    Row("argosoft", ("argosoft",)),
    Row("smail", ("smail", "smail-3", "smail3"), vias=("smail",)),
    Row("smap", ("obtuse",), vias=("smap", "csmap")),
    Row("raptor", vias=("smtpd",)),
    Row("simta", ("simta",)),
    Row("rockliffe", ("rockliffe", "smtprx")),
    Row("critical_path", ("authenticated",)),
    Row("intermail", ("intermail", "openwave", "intermail-", "owm")),
    Row("sun", ("iplanet", "sun", "oracle", "pmdf", "ims", "netscape", "innosoft", "sims")),
    Row("zmailer", ("zmailer", "orcpt")),
    Row("listserv", ("listserv", "listserv-tcp", "lsmtp", "lmail")),
    Row(
        "list_manager",
        ("bulk_mailer", "ezmlm", "mailman", "majordomo", "sympa", "lyris", "ecartis"),
        ("ecartis", "mailman"),
    ),
    Row("post_office", ("post.office",)),
    Row("imail", ("smtpd", "imail")),
    Row("scalix", ("scalix",)),
    Row("clearswift", ("clearswift", "content", "mimesweeper")),
    Row("symantec", ("symantec", "brightmail")),
    Row("barracuda", ("barracuda", "spam"), hosts=("barracudanetworks.com",)),
    Row("ironport", ("ironport", "asyncos"), hosts=("iphmx.com",)),
    Row("mimecast", ("mimecast",), hosts=("mimecast.com", "mimecast.co.za", "mimecast-offshore.com")),
    Row(
        "proofpoint",
        ("pps", "ppe", "proofpoint"),
        hosts=("pphosted.com", "ppe-hosted.com", "ppops.net", "gpphosted.com"),
    ),
    Row("sophos", ("sophos", "puremessage", "pmx"), hosts=("sophos.com", "reflexion.net")),
    Row("fortimail", ("fortimail", "fortinet"), hosts=("fortimail.com", "fortimailcloud.com")),
    Row("trend", ("trend", "interscan", "imss", "imsva", "navgw"), hosts=("trendmicro.com", "trendmicro.eu")),
    Row("cloudmark", ("cloudmark",), ("cmsmtp", "cloudmark"), hosts=("cmsmtp",)),
    Row("trustwave", ("mailmarshal", "trustwave"), ("mailmarshal", "trustwave")),
    Row("f_secure", ("f-secure",)),
    Row("avg", ("avg",)),
    Row("tumbleweed", ("tumbleweed",)),
    Row("hornetsecurity", hosts=("hornetsecurity.com", "antispameurope.com")),
    Row("amazon_ses", hosts=("amazonses.com", "amazonaws.com", "amazon.com")),
    Row("mailgun", ("mailgun",), hosts=("mailgun.org", "mailgun.net", "postgun.com")),
    Row("apple", ("xserve",), hosts=("icloud.com", "apple.com", "mac.com", "me.com")),
    Row("fastmail", ("meproxy",), hosts=("messagingengine.com", "fastmail.com")),
    Row("zoho", ("zoho",), hosts=("zoho.com", "zoho.eu", "zohomail.com", "zoho.in", "zohomail.eu")),
    Row("proton", hosts=("protonmail.ch", "proton.ch", "protonmail.com")),
    Row("aol", ("mail_out_v", "mail_out", "webmailui"), hosts=("aol.com",)),
    Row("kundenserver", ("nemesis", "mreue", "mrelayeu"), hosts=("kundenserver.de",)),
    Row("tencent", ("newesmtp", "newmx"), hosts=("qq.com",)),
    Row("alibaba", hosts=("aliyun.com", "aliyun-inc.com", "alibaba-inc.com", "aliyun.net")),
    Row("netease", ("coremail",), ("coremail",), hosts=("163.com", "126.com")),
    Row("mail_ru", hosts=("mail.ru",)),
    Row("yandex", ("yandex", "nwsmtp"), hosts=("yandex.net", "yandex.ru", "yandex.com")),
    Row("kddi", ("kddi", "otm-mix"), hosts=("kddi.com", "kddi.ne.jp", "ezweb.ne.jp", "au.com")),
    Row("facebook", protocols=("thrift",), hosts=("facebook.com", "facebookmail.com")),
    Row("mailjet", ("mailjet",), hosts=("mailjet.com",)),
    Row("webmail", ("squirrelmail", "imp", "horde", "roundcube", "nasmail", "webmail", "phpmailer", "twig")),
    Row("uucp", ("rsmtp-qm-ot", "uupc/extended", "uupc", "taylor"), ("uucp", "bsmtp"), ("uucp",)),
    Row("rspamd", ("rspamd", "rspamd_proxy")),
    Row("messagewall", ("messagewall",)),
    Row("mailgate", ("mailgate",)),
    Row("openxp", ("openxp", "openxp/32", "crosspoint")),
    Row("juno", ("jqueuemail",)),
    Row("ezmts", ("ezmts",)),
)

_WEB = ("http", "https", "httpu", "rest")  # web mail or an API, of no known service
_FIRST = re.compile(r"[a-z][a-z_.]*(?:-[a-z][a-z_]*)*")
_PROGRAMS = {word: row.family for row in ROWS for word in row.programs}
_PROTOCOLS = {word: row.family for row in ROWS for word in row.protocols}
_VIAS = {word: row.family for row in ROWS for word in row.vias}
_HOSTS = {end: row.family for row in ROWS for end in row.hosts}


def _recognises(clauses: Clauses) -> str | None:
    comments = clauses.comments
    if not comments and clauses.text.startswith("FROM "):
        return "simta"  # keywords in capitals, and no program named
    if not clauses.by or clauses.protocol == "http":
        comments += clauses.client_comments  # web mail names itself there, and so does a scanner that says nothing else
    for comment in comments:
        match = _FIRST.match(comment[:40].lower())
        if match and (family := _PROGRAMS.get(match[0])):
            return family
    if clauses.with_ and (family := _PROTOCOLS.get(clauses.protocol)):
        return family
    if clauses.via and (family := _VIAS.get(clauses.via[0].text.lower())):
        return family
    return _by_host(clauses.by_name) or ("http" if clauses.protocol in _WEB else None)


def _by_host(name: str) -> str | None:
    if family := _HOSTS.get(name):
        return family
    labels = name.removesuffix(".").rsplit(".", 3)
    return _HOSTS.get(".".join(labels[-2:])) or _HOSTS.get(".".join(labels[-3:])) if len(labels) > 1 else None


DIALECT = Dialect(families=(*dict.fromkeys(row.family for row in ROWS), "http"), recognises=_recognises, read=by_marks)
