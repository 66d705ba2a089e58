"""Sentences about the sending host, by reason code."""

SENTENCES: dict[str, str] = {
    "no_ptr": "The sending host {ip} has no name in reverse DNS.",
    "ptr_unconfirmed": "The sending host {ip} is named {names} in reverse DNS, but that does not resolve back to it.",
    "dynamic_address": "The sending host {ip} is named like a subscriber's line ({names}), not like a mail server.",
    "internal_address": "The sending host's address {ip} is one for internal networks only; no DNS record can vouch for it.",
    "listed_by_mx": "The sending host {ip} is {mx}, an MX host of {domain}: it receives mail for that domain.",
    "listed_by_a": "The sending host {ip} is the address of {domain} itself.",
    "null_mx": "{domain} says that it takes no mail (null MX), as domains do that send none.",
    "mx_host_not_in_spf": (
        "The sending host {ip} is {mx}, an MX host of {domain}, but the SPF record of {domain} does not let it send."
    ),
    "same_organization_verified": (
        "The sending host {ip} is {organization}'s own: {name} resolves to it, which only the owner of that domain can"
        " arrange."
    ),
    "same_organization_inferred": (
        "The sending host {ip} is probably {organization}'s own: {name} stands in the same network, or resolves to it"
        " although others share it."
    ),
    "same_organization_claimed": (
        "The sending host {ip} called itself {name}, as a server of {organization} might; anyone could, and no record"
        " confirms it."
    ),
    "host_of_service": "The sending host {ip} works for {service} (shown by {evidence}).",
    "shared_host": "The sending host {ip} ({names}) is one that many customers of a provider share.",
}
