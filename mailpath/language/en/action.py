"""What to do, by action code (`action_` and the code); `action_record` follows where a record was tried."""

SENTENCES: dict[str, str] = {
    "action_none": "Nothing needs to be done.",
    "action_publish_spf_for_host": (
        "For {domain}'s administrator: if {ip} is meant to send, name it in the domain's SPF record."
    ),
    "action_route_over_official_server": (
        "For {domain}'s administrator: send over the official server ({servers}) instead of {ip}."
    ),
    "action_enable_dkim_at_service": (
        "For {domain}'s administrator: set up {domain}'s own DKIM signature at {service}. Until then, ask the sender by"
        " another way if the message matters."
    ),
    "action_align_envelope": (
        "For {domain}'s administrator: send with {domain} itself as envelope sender or signing domain instead of"
        " {identity}."
    ),
    "action_add_mx_to_spf": (
        "For {domain}'s administrator: the mail server {mx} receives for the domain but its SPF does not let it send;"
        " add it."
    ),
    "action_report_abuse": (
        "Block it, warn whoever got it, and report the abuse of your domain {domain} to the network of {ip}."
    ),
    "action_block_and_warn": "Do not trust it: block it, and warn whoever got it. It came from {ip}.",
    "action_trust_forwarder": (
        "If {forwarder} forwards mail for you, name it as trusted (--trust-sealer); otherwise ask the sender."
    ),
    "action_check_again_later": "Check again when DNS answers; until then nothing can be said.",
    "action_ask_complainant": "Ask whoever complained for the message itself.",
    "action_ask_sender": "Ask the named sender by another way (not by replying) whether the message is theirs.",
    "action_publish_spf_dkim_dmarc": (
        "For {domain}'s administrator: publish SPF, DKIM and DMARC. Until then, ask the sender by another way."
    ),
    "action_fix_dkim": ("For {domain}'s administrator: mend the DKIM key of {signing_domain} (selector {selector})."),
    "action_set_trusted_hosts": (
        "Say which servers are yours (--trust, or `mailpath config`), so that the sending host can be found."
    ),
    "action_record": (
        "This SPF record at {record_name} would let it pass (tried; {lookups_after} {lookups_after:lookup|lookups}):"
        " {record}"
    ),
}
