"""Selectors that services are known to sign with: where to look for keys when nobody named any.

Facts from the services' setup guides and from signatures seen. A selector that is not there is no finding. The list is
documented in docs/domain.md; names with a date or a customer's number in them cannot be guessed.
"""

__all__ = ["GUESSED"]

GUESSED: tuple[str, ...] = (
    # what people and server software choose
    "default",
    "dkim",
    "mail",
    "email",
    "smtp",
    "key1",
    "selector",
    "s1024",
    "s2048",
    "rsa",
    "ed25519",
    "x",
    # Microsoft 365, Google, Fastmail, Proton, Zoho, iCloud, Yandex
    "selector1",
    "selector2",
    "google",
    "fm1",
    "fm2",
    "fm3",
    "protonmail",
    "protonmail2",
    "protonmail3",
    "zoho",
    "zmail",
    "sig1",
    # mailbox.org, IONOS, Hetzner, netcup, OVH
    "mbo0001",
    "mbo0002",
    "mbo0003",
    "mbo0004",
    "s1-ionos",
    "s2-ionos",
    "default2401",
    "ovhmo-selector-1",
    # SendGrid, Mailchimp and Mandrill, Mailjet, Brevo, HubSpot, Klaviyo, Postmark, Mailgun, SparkPost
    "s1",
    "s2",
    "k1",
    "k2",
    "k3",
    "mandrill",
    "mte1",
    "mte2",
    "mailjet",
    "brevo1",
    "brevo2",
    "hs1",
    "hs2",
    "kl",
    "kl2",
    "pm",
    "pic",
    "mg",
    "mx",
    "smtpapi",
    "scph0618",
    # CleverReach, rapidmail, Zendesk, Freshdesk, Salesforce, Mimecast, Proofpoint
    "cr",
    "rapidmail",
    "zendesk1",
    "zendesk2",
    "fdkim1",
    "fdkim2",
    "sf",
    "mimecast",
    "proofpoint",
)
