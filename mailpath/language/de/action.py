"""Was zu tun ist, nach dem Code der Maßnahme (`action_` und der Code)."""

SENTENCES: dict[str, str] = {
    "action_none": "Es ist nichts zu tun.",
    "action_publish_spf_for_host": (
        "Für die Administration von {domain}: Soll {ip} senden dürfen, gehört die Adresse in den SPF-Eintrag der Domain."
    ),
    "action_route_over_official_server": (
        "Für die Administration von {domain}: über den offiziellen Server ({servers}) senden statt über {ip}."
    ),
    "action_enable_dkim_at_service": (
        "Für die Administration von {domain}: bei {service} die eigene DKIM-Signatur von {domain} einrichten. Bis dahin"
        " im Zweifel auf anderem Weg beim Absender nachfragen."
    ),
    "action_align_envelope": (
        "Für die Administration von {domain}: als Umschlagabsender oder signierende Domain {domain} selbst verwenden statt"
        " {identity}."
    ),
    "action_add_mx_to_spf": (
        "Für die Administration von {domain}: Der Mailserver {mx} empfängt für die Domain, darf laut SPF aber nicht"
        " senden; er gehört in den Eintrag."
    ),
    "action_report_abuse": (
        "Sperren, die Empfänger warnen und den Missbrauch der eigenen Domain {domain} beim Netz von {ip} melden."
    ),
    "action_block_and_warn": "Nicht vertrauen: sperren und die Empfänger warnen. Die Nachricht kam von {ip}.",
    "action_trust_forwarder": (
        "Leitet {forwarder} Mail für das eigene Haus weiter, dann als vertrauenswürdig eintragen (--trust-sealer); sonst"
        " beim Absender nachfragen."
    ),
    "action_check_again_later": "Erneut prüfen, sobald DNS antwortet; bis dahin lässt sich nichts sagen.",
    "action_ask_complainant": "Bei der meldenden Person die Nachricht selbst erbitten.",
    "action_ask_sender": (
        "Beim genannten Absender auf anderem Weg (nicht per Antwort) nachfragen, ob die Nachricht von ihm stammt."
    ),
    "action_publish_spf_dkim_dmarc": (
        "Für die Administration von {domain}: SPF, DKIM und DMARC veröffentlichen. Bis dahin auf anderem Weg beim Absender"
        " nachfragen."
    ),
    "action_fix_dkim": (
        "Für die Administration von {domain}: den DKIM-Schlüssel von {signing_domain} (Selektor {selector}) in Ordnung"
        " bringen."
    ),
    "action_set_trusted_hosts": (
        "Die eigenen Server angeben (--trust oder `mailpath config`), damit sich der einliefernde Rechner bestimmen lässt."
    ),
    "action_record": (
        "Mit diesem SPF-Eintrag unter {record_name} würde sie bestehen (geprüft; {lookups_after}"
        " {lookups_after:Abfrage|Abfragen}): {record}"
    ),
}
