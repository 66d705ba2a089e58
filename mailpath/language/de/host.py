"""Sätze über den sendenden Host, nach Code des Grundes."""

SENTENCES: dict[str, str] = {
    "no_ptr": "Der sendende Host {ip} hat keinen Namen im Reverse-DNS.",
    "ptr_unconfirmed": "Der sendende Host {ip} heißt im Reverse-DNS {names}, dieser Name führt aber nicht zu ihm zurück.",
    "dynamic_address": (
        "Der sendende Host {ip} heißt wie ein Teilnehmeranschluss ({names}) und nicht wie ein Mailserver."
    ),
    "internal_address": (
        "Die Adresse {ip} des sendenden Hosts gilt nur in internen Netzen; kein DNS-Eintrag kann für sie bürgen."
    ),
    "listed_by_mx": "Der sendende Host {ip} ist {mx}, ein MX-Host von {domain}: Er nimmt Mail für diese Domain an.",
    "listed_by_a": "Der sendende Host {ip} ist die Adresse von {domain} selbst.",
    "null_mx": "{domain} erklärt, keine Mail anzunehmen (Null-MX), wie es Domains tun, die keine versenden.",
    "mx_host_not_in_spf": (
        "Der sendende Host {ip} ist {mx}, ein MX-Host von {domain}, doch der SPF-Eintrag von {domain} lässt ihn nicht"
        " senden."
    ),
    "same_organization_verified": (
        "Der sendende Host {ip} gehört {organization} selbst: {name} zeigt auf ihn, und das kann nur der Inhaber dieser"
        " Domain einrichten."
    ),
    "same_organization_inferred": (
        "Der sendende Host {ip} gehört vermutlich {organization} selbst: {name} steht im selben Netz oder zeigt auf ihn,"
        " obwohl ihn auch andere nutzen."
    ),
    "same_organization_claimed": (
        "Der sendende Host {ip} nannte sich {name}, wie es ein Server von {organization} täte; das kann jeder, und kein"
        " Eintrag bestätigt es."
    ),
    "host_of_service": "Der sendende Host {ip} arbeitet für {service} (erkennbar an: {evidence}).",
    "shared_host": "Den sendenden Host {ip} ({names}) teilen sich viele Kunden eines Anbieters.",
}
