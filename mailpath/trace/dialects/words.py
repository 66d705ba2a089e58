"""Families that differ only in words and have the HELO behind `from`, unmarked (RFC 5321 section 4.4)."""

from mailpath.trace.clauses import Clauses
from mailpath.trace.dialects.dialect import Dialect
from mailpath.trace.dialects.names import helo_first
from mailpath.trace.dialects.rows import Row, hosts_of, told_by_words

__all__ = ["DIALECT", "ROWS"]

ROWS = (
    Row("postfix", ("postfix",)),
    Row("opensmtpd", ("opensmtpd",)),
    Row("haraka", ("haraka",)),
    Row("stalwart", ("stalwart",)),
    Row("dovecot", ("dovecot",)),
    Row("cyrus", ("cyrus", "sieved")),
    Row("amavis", ("amavisd-new", "amavisd", "amavis", "amavisd-milter")),
    Row("spamassassin", ("spamassassin", "spampd"), ("spamassassin", "scanned-ok")),
    Row("powermta", ("powermta",)),
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
    Row("simta", ("simta",)),
    Row("rockliffe", ("rockliffe", "smtprx")),
    Row("critical_path", ("authenticated",)),
    Row("intermail", ("intermail", "openwave", "intermail-", "owm")),
    Row("sun", ("iplanet", "sun", "oracle", "pmdf", "ims", "netscape", "innosoft", "sims")),
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
    Row("avg", ("avg",)),
    Row("tumbleweed", ("tumbleweed",)),
    Row("hornetsecurity", hosts=("hornetsecurity.com", "antispameurope.com")),
    Row("amazon_ses", hosts=("amazonses.com", "amazonaws.com")),
    Row("amazon", hosts=("amazon.com",)),
    Row("mailgun", ("mailgun",), hosts=("mailgun.org", "mailgun.net", "postgun.com")),
    Row("apple", ("xserve",), hosts=("icloud.com", "apple.com", "mac.com", "me.com")),
    Row("fastmail", ("meproxy",), hosts=("messagingengine.com", "fastmail.com")),
    Row("zoho", ("zoho",), hosts=("zoho.com", "zoho.eu", "zohomail.com", "zoho.in", "zohomail.eu")),
    Row("proton", hosts=("protonmail.ch", "proton.ch", "protonmail.com")),
    Row("aol", ("mail_out_v", "mail_out", "webmailui"), hosts=("aol.com",)),
    Row("tencent", ("newesmtp", "newmx"), hosts=("qq.com",)),
    Row("alibaba", hosts=("aliyun.com", "aliyun-inc.com", "alibaba-inc.com", "aliyun.net")),
    Row("netease", ("coremail",), ("coremail",), hosts=("163.com", "126.com")),
    Row("yandex", ("yandex", "nwsmtp"), hosts=("yandex.net", "yandex.ru", "yandex.com")),
    Row("kddi", ("kddi", "otm-mix"), hosts=("kddi.com", "kddi.ne.jp", "ezweb.ne.jp", "au.com")),
    Row("facebook", protocols=("thrift",), hosts=("facebook.com", "facebookmail.com")),
    Row("mailjet", ("mailjet",), hosts=("mailjet.com",)),
    Row("uucp", ("rsmtp-qm-ot", "uupc/extended", "uupc", "taylor"), ("uucp", "bsmtp"), ("uucp",)),
    Row("rspamd", ("rspamd", "rspamd_proxy")),
    Row("mailgate", ("mailgate",)),
    Row("openxp", ("openxp", "openxp/32", "crosspoint")),
    Row("juno", ("jqueuemail",)),
    Row("ezmts", ("ezmts",)),
)

_WEB = ("http", "https", "httpu", "rest")  # web mail or an API, of no known service
_told = told_by_words(ROWS)


def _recognises(clauses: Clauses) -> str | None:
    if not clauses.comments and clauses.text.startswith("FROM "):
        return "simta"  # keywords in capitals, and no program named
    return _told(clauses) or ("http" if clauses.protocol in _WEB else None)


DIALECT = Dialect(
    families=(*(row.family for row in ROWS), "http"), recognises=_recognises, read=helo_first, hosts=hosts_of(ROWS)
)
