"""Why a result of SPF, DKIM, ARC or DMARC is what it is, and why a server's note differs: by method and reason code."""

SENTENCES: dict[str, str] = {
    # SPF: a term matched
    "spf_pass": "SPF of {domain}: {mechanism} lets the host send.",
    "spf_pass_via": "SPF of {domain}: {mechanism}, reached by {via}, lets the host send.",
    "spf_fail": "SPF of {domain}: {mechanism} says that the host may not send.",
    "spf_fail_via": "SPF of {domain}: {mechanism}, reached by {via}, says that the host may not send.",
    "spf_softfail": "SPF of {domain}: {mechanism} says that the host should probably not send.",
    "spf_softfail_via": "SPF of {domain}: {mechanism}, reached by {via}, says that the host should probably not send.",
    "spf_neutral": "SPF of {domain}: {mechanism} says nothing for or against the host.",
    "spf_neutral_via": "SPF of {domain}: {mechanism}, reached by {via}, says nothing for or against the host.",
    # SPF: nothing matched, or the record cannot be used
    "spf_invalid_ip": "SPF could not be judged: there is no usable address of a sending host.",
    "spf_no_domain": "SPF could not be judged: neither the envelope sender nor HELO names a domain.",
    "spf_invalid_domain": "SPF could not be judged: {domain} can be no domain that publishes SPF.",
    "spf_no_record": "{domain} publishes no SPF record.",
    "spf_multiple_records": "{domain} publishes several SPF records; only one is allowed, so none counts.",
    "spf_syntax_error": "The SPF record of {domain} cannot be read (at {mechanism}).",
    "spf_include_without_record": "SPF of {domain}: {mechanism} names a domain without an SPF record.",
    "spf_redirect_without_record": "SPF of {domain}: {mechanism} sends on to a domain without an SPF record.",
    "spf_too_many_lookups": "SPF of {domain} needs more than ten DNS lookups ({lookups} begun), so it counts as broken.",
    "spf_too_many_void_lookups": (
        "SPF of {domain}: more than two of the names it asks for do not exist ({void_lookups}), so it counts as broken."
    ),
    "spf_too_many_mx_hosts": "SPF of {domain}: {mechanism} leads to more than ten MX hosts, so it counts as broken.",
    "spf_no_match": "SPF of {domain} ends without a term that fits the host: it says nothing for or against it.",
    "spf_dns_failed": "SPF of {domain} is unknown: a DNS question about it got no answer.",
    "spf_not_recorded": "SPF of {domain} is unknown: the DNS file does not hold an answer about it.",
    "spf_offline": "SPF of {domain} is unknown: no DNS was asked.",
    "spf_over_limit": "SPF of {domain} is unknown: the message used up the DNS questions it may ask.",
    # DKIM: the signature cannot be read
    "dkim_pass": "The signature of {signing_domain} (selector {selector}) verifies.",
    "dkim_malformed_tags": "The signature of {signing_domain} cannot be read: its tags are malformed.",
    "dkim_duplicate_tag": "The signature of {signing_domain} cannot be read: a tag occurs twice.",
    "dkim_missing_tag": "The signature of {signing_domain} cannot be read: a required tag is missing.",
    "dkim_unsupported_version": "The signature of {signing_domain} has a version that no standard defines.",
    "dkim_unknown_algorithm": "The signature of {signing_domain} uses an unknown algorithm ({algorithm}).",
    "dkim_unknown_canonicalization": "The signature of {signing_domain} uses an unknown canonicalization.",
    "dkim_unsupported_query_method": "The signature of {signing_domain} asks for its key by a method other than DNS.",
    "dkim_bad_signature_value": "The signature of {signing_domain} holds a value that is no base64.",
    "dkim_bad_body_length": "The signature of {signing_domain} holds an unusable body length (l=).",
    "dkim_bad_timestamp": "The signature of {signing_domain} holds an unusable time (t= or x=).",
    "dkim_expires_before_signed": "The signature of {signing_domain} expires before it was made.",
    "dkim_signed_in_future": "The signature of {signing_domain} was made after the time it is judged at.",
    "dkim_invalid_domain": "A signature names no usable signing domain.",
    "dkim_invalid_selector": "The signature of {signing_domain} names no usable selector ({selector}).",
    "dkim_invalid_identity": "The signature of {signing_domain} names an unusable identity (i=).",
    "dkim_identity_not_under_domain": "The signature of {signing_domain} names an identity of another domain (i=).",
    "dkim_too_many_signed_fields": "The signature of {signing_domain} covers more fields than are read here.",
    "dkim_bytes_lost": (
        "The signature of {signing_domain} (selector {selector}) cannot be checked: the bytes are no longer those that"
        " were signed."
    ),
    # DKIM: the signature or its key is of no use
    "dkim_from_not_signed": "The signature of {signing_domain} does not cover the From field, so it proves no author.",
    "dkim_no_key": "The key of {signing_domain} (selector {selector}) is not published.",
    "dkim_key_revoked": "The key of {signing_domain} (selector {selector}) was revoked by its owner (empty p=).",
    "dkim_key_malformed": "The key record of {signing_domain} (selector {selector}) cannot be read.",
    "dkim_key_version": "The key record of {signing_domain} (selector {selector}) has a version that is not DKIM1.",
    "dkim_key_unusable": "What {signing_domain} publishes as its key (selector {selector}) is no usable key.",
    "dkim_key_type_mismatch": (
        "The key of {signing_domain} (selector {selector}) is of another kind than the signature ({algorithm})."
    ),
    "dkim_key_hash_not_allowed": (
        "The key of {signing_domain} (selector {selector}) does not allow the hash of the signature ({algorithm})."
    ),
    "dkim_key_not_for_mail": "The key of {signing_domain} (selector {selector}) is not meant for mail (s=).",
    "dkim_key_strict_identity": (
        "The key of {signing_domain} (selector {selector}) allows no identity in a subdomain (t=s), but the signature"
        " names one."
    ),
    "dkim_key_granularity": (
        "The key of {signing_domain} (selector {selector}) is limited to one local part that the signature does not"
        " name (g=)."
    ),
    "dkim_rsa_sha1": "The signature of {signing_domain} uses SHA-1, which proves nothing any more.",
    "dkim_short_key": (
        "The key of {signing_domain} (selector {selector}) has only {key_bits} bits: others can compute it."
    ),
    "dkim_over_limit": "The signature of {signing_domain} was not checked: the message has too many.",
    # DKIM: the signature does not hold
    "dkim_body_hash_mismatch": (
        "The signature of {signing_domain} (selector {selector}) does not hold: the body was changed after signing."
    ),
    "dkim_body_shorter_than_signed": (
        "The signature of {signing_domain} (selector {selector}) does not hold: the body is shorter than what was"
        " signed."
    ),
    "dkim_signature_mismatch": (
        "The signature of {signing_domain} (selector {selector}) does not hold: the body is as signed, but a signed"
        " field was changed, or the key is another one."
    ),
    "dkim_mismatch_unclear": (
        "The signature of {signing_domain} (selector {selector}) does not hold: what it covers was changed, or the key"
        " is another one."
    ),
    "dkim_expired": "The signature of {signing_domain} (selector {selector}) had expired at the time it is judged at.",
    "dkim_dns_failed": (
        "The signature of {signing_domain} could not be checked: the question for its key (selector {selector}) got no"
        " answer."
    ),
    "dkim_not_recorded": (
        "The signature of {signing_domain} could not be checked: the DNS file does not hold its key (selector"
        " {selector})."
    ),
    "dkim_offline": "The signature of {signing_domain} could not be checked: no DNS was asked.",
    # ARC
    "arc_none": "The message carries no ARC chain.",
    "arc_pass": "The ARC chain of {instances} {instances:set|sets} is intact (sealed by {sealers}).",
    "arc_bad_instance": "The ARC chain is broken: an instance number is unusable.",
    "arc_too_many_sets": "The ARC chain is broken: it has more sets than are allowed.",
    "arc_incomplete_set": "The ARC chain is broken: one of its {instances} {instances:set|sets} lacks a field.",
    "arc_duplicate_field": "The ARC chain is broken: a field of a set occurs twice.",
    "arc_gap_in_chain": "The ARC chain is broken: a set between others is missing.",
    "arc_chain_already_failed": "The ARC chain was broken before: one of its sealers ({sealers}) noted that it fails.",
    "arc_bad_chain_status": "The ARC chain is broken: a seal states a chain status that does not fit its place.",
    "arc_bad_seal_tags": "The ARC chain is broken: a seal cannot be read.",
    "arc_bad_message_signature_tags": "The ARC chain is broken: a message signature cannot be read.",
    "arc_seal_key": "The ARC chain cannot be verified: the key of a seal is missing or unusable ({sealers}).",
    "arc_message_signature_key": (
        "The ARC chain cannot be verified: the key of the newest message signature is missing or unusable ({sealers})."
    ),
    "arc_seal_mismatch": "The ARC chain is broken: a seal does not hold ({sealers}).",
    "arc_message_signature_mismatch": (
        "The ARC chain does not hold: a field was changed after the last sealer ({sealers})."
    ),
    "arc_message_signature_expired": (
        "The ARC chain does not hold: the newest message signature had expired by then ({sealers})."
    ),
    "arc_body_hash_mismatch": "The ARC chain does not hold: the body was changed after the last sealer ({sealers}).",
    "arc_bytes_lost": "The ARC chain cannot be verified: the bytes are no longer those that were sealed.",
    "arc_dns_failed": "The ARC chain could not be verified: the question for a key got no answer.",
    "arc_not_recorded": "The ARC chain could not be verified: the DNS file does not hold a key of it.",
    "arc_offline": "The ARC chain could not be verified: no DNS was asked.",
    "arc_over_limit": "The ARC chain was not verified: the message used up the DNS questions it may ask.",
    # DMARC
    "dmarc_spf_aligned": "DMARC passes for {domain}: SPF passes for a domain that is aligned with it.",
    "dmarc_dkim_aligned": "DMARC passes for {domain}: a DKIM signature of an aligned domain verifies.",
    "dmarc_both_aligned": "DMARC passes for {domain}: SPF and DKIM both pass for aligned domains.",
    "dmarc_no_pass": "DMARC fails for {domain}: neither SPF nor DKIM passes (policy {policy}, from {policy_domain}).",
    "dmarc_not_aligned": (
        "DMARC fails for {domain}: what passes SPF or DKIM belongs to other domains (policy {policy}, from"
        " {policy_domain})."
    ),
    "dmarc_no_record": "{domain} publishes no DMARC policy, nor does a domain above it.",
    "dmarc_several_records": "Several DMARC records stand where one is allowed, so none counts for {domain}.",
    "dmarc_record_unusable": "The DMARC record for {domain} is so faulty that no policy can be read from it.",
    "dmarc_no_author_domain": "DMARC was not judged: the message names no single author domain.",
    "dmarc_policy_unknown": "DMARC of {domain} is unknown: a DNS question about its policy got no answer.",
    "dmarc_alignment_unknown": (
        "DMARC of {domain} is unknown: something passes SPF or DKIM, but a DNS question about its organization got no"
        " answer."
    ),
    "dmarc_result_unknown": "DMARC of {domain} is unknown: an aligned SPF or DKIM check could not be completed.",
    # What a server noted at receipt
    "recorded_agrees": "What {server} noted at receipt agrees with what was found here.",
    "recorded_differs": "{server} noted {method} {noted}; here it is {found}. Why is not known.",
    "recorded_key_gone": "{server} noted {method} {noted}; here it is {found}, since the key is no longer published.",
    "recorded_key_replaced": (
        "{server} noted {method} {noted}; here it is {found}: the body is as signed, so the key was probably replaced"
        " since."
    ),
    "recorded_changed_after_receipt": (
        "{server} noted {method} {noted}; here it is {found}: the message was changed after that server had checked it."
    ),
    "recorded_other_host_judged": "{server} noted {method} {noted} for another host than the sending host.",
    "recorded_other_host_same": "{server} noted its results for another host than the sending host.",
    "recorded_other_dmarc": (
        "{server} noted {method} {noted}; here it is {found}: that server follows RFC 7489, where the result is another."
    ),
    "recorded_trusted_arc": (
        "{server} noted {method} {noted}; here it is {found}: that server took an ARC sealer's word for it."
    ),
    "recorded_claimed_only": (
        "A note in the name of {server} says {method} {noted}, here it is {found}. Anyone could have written that note."
    ),
    "recorded_dns_changed": (
        "{server} noted {method} {noted}; here it is {found}: what DNS says has probably changed since."
    ),
    "recorded_not_evaluated": "What {server} noted at receipt could not be checked here.",
}
