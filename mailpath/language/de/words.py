"""Wörter und Wendungen der Ausgaben und Befehle. Eine Wendung ist Text für `str.format`, wie die Sätze auch."""

WORDS: dict[str, str] = {
    # Die Antwort: Kommt das wirklich von dort?
    "answer.good_high": "Ja",
    "answer.good_medium": "Sehr wahrscheinlich ja",
    "answer.good_low": "Vielleicht, bewiesen ist es nicht",
    "answer.leak_high": "Ja, aber über den falschen Server",
    "answer.leak_medium": "Wahrscheinlich ja, aber über den falschen Server",
    "answer.leak_low": "Vielleicht, aber über den falschen Server",
    "answer.unconfirmed": "Nicht bestätigt",
    "answer.spoofed_high": "Nein",
    "answer.spoofed_medium": "Höchstwahrscheinlich nein",
    "answer.spoofed_low": "Wahrscheinlich nein",
    "answer.open": "Lässt sich nicht sagen",
    # Warum, in einem Satz
    "headline.authorized_own": "{domain} steht hinter dieser Nachricht; eingeliefert hat sie der eigene Server {host}.",
    "headline.listed_only": (
        "{host} nimmt auch die Post für {domain} an oder ist deren Adresse; weiter veröffentlicht {domain} nichts, was"
        " sich prüfen ließe."
    ),
    "headline.authorized_third_party": "{domain} steht hinter dieser Nachricht und lässt {host} für sich senden.",
    "headline.authorized_third_party_service": (
        "{domain} steht hinter dieser Nachricht und lässt den Dienst {service} für sich senden (über {host})."
    ),
    "headline.forwarded": "Die Nachricht stammt von {domain}; weitergeleitet hat sie {host}.",
    "headline.forwarded_low": "Das sieht nach einer Nachricht von {domain} aus, die {host} weitergeleitet hat.",
    "headline.mailing_list": "Die Nachricht stammt von {domain}; eine Mailingliste hat sie über {host} verteilt.",
    "headline.mailing_list_low": (
        "Das sieht nach einer Nachricht von {domain} aus, die eine Mailingliste über {host} verteilt hat."
    ),
    "headline.internal": (
        "Die Nachricht kommt aus dem eigenen Haus: Nur eigene Server haben sie für {domain} befördert."
    ),
    "headline.internal_server_leak": (
        "{host} ist ein Server von {domain} selbst, aber keiner, den {domain} für den Versand benennt."
    ),
    "headline.internal_server_leak_low": (
        "{host} gibt sich als Server von {domain} aus; belegt ist das nicht, und für den Versand benennt {domain} ihn"
        " nicht."
    ),
    "headline.unaligned_third_party": (
        "{host} hat im Namen von {domain} gesendet, kann sich aber nur unter einem anderen Namen ausweisen; eine"
        " Erlaubnis von {domain} ist nicht zu finden."
    ),
    "headline.unaligned_third_party_service": (
        "Der Dienst {service} hat im Namen von {domain} gesendet, aber nur mit eigenem Namen unterschrieben; eine"
        " Erlaubnis von {domain} ist nicht zu finden."
    ),
    "headline.spoofed": (
        "{domain} steht nicht hinter dieser Nachricht; sie kam von {host}, und dieser Rechner darf nicht für {domain}"
        " senden."
    ),
    "headline.spoofed_low": (
        "Sie kam von {host}, und dieser Rechner darf nicht für {domain} senden; eine harmlose Erklärung ist möglich"
        " (siehe Gründe)."
    ),
    "headline.unverifiable": "Aus dem, was {domain} veröffentlicht, geht nicht hervor, ob {host} dafür senden darf.",
    "headline.publishes_nothing": "{domain} veröffentlicht nichts, woran sich eine Nachricht prüfen ließe.",
    "headline.key_gone": "{domain} hat sie signiert, doch der Schlüssel zum Nachprüfen ist nicht mehr veröffentlicht.",
    "headline.answer_missing": "Eine DNS-Antwort, die über {domain} noch entscheiden könnte, fehlt.",
    "headline.no_host": (
        "Die Nachricht zeigt nicht, welcher Rechner sie eingeliefert hat; damit fehlt, was sich an {domain} prüfen ließe."
    ),
    "headline.no_host_vouched": (
        "Die Nachricht zeigt nicht, welcher Rechner sie eingeliefert hat; eine gültige Signatur belegt aber, dass"
        " {domain} hinter ihr steht."
    ),
    "headline.author_unclear": "Die Nachricht nennt keinen eindeutigen Absender, dessen Domain für sie einstehen könnte.",
    "headline.unreadable": "Die Nachricht ließ sich nicht lesen.",
    "unknown_domain": "die Absender-Domain",
    "unknown_host": "ein unbekannter Rechner",
    # Urteile in wenigen Worten
    "verdict.authorized_own": "berechtigt, eigener Server",
    "verdict.authorized_third_party": "berechtigt, Dienstleister",
    "verdict.forwarded": "weitergeleitet",
    "verdict.mailing_list": "Mailingliste",
    "verdict.internal_server_leak": "eigener Server, nicht benannt",
    "verdict.unaligned_third_party": "Dienstleister, nicht bestätigt",
    "verdict.spoofed": "gefälscht",
    "verdict.unverifiable": "nicht prüfbar",
    "verdict.undetermined": "nicht entscheidbar",
    "verdict.internal": "intern",
    # Wie sicher, woher bekannt, wo
    "confidence.high": "hoch",
    "confidence.medium": "mittel",
    "confidence.low": "gering",
    "provenance.verified": "geprüft",
    "provenance.recorded": "vermerkt",
    "provenance.claimed": "behauptet",
    "provenance.inferred": "erschlossen",
    "zone.trusted": "vertraut",
    "zone.boundary": "Grenze",
    "zone.claimed": "behauptet",
    "answer_word.yes": "ja",
    "answer_word.no": "nein",
    "answer_word.unknown": "unbekannt",
    "method.given": "durch Vorgabe",
    "method.configured": "an den Einstellungen",
    "method.recorded": "am Vermerk des Empfängers",
    "method.recipient_mx": "am MX des Empfängers",
    "method.structure": "an der Form des Wegs",
    "dns_status.nodata": "kein solcher Eintrag",
    "dns_status.nxdomain": "kein solcher Name",
    "dns_status.failed": "keine Antwort",
    "fidelity.original": "die ursprünglichen Bytes",
    "fidelity.reconstructed": "neu zusammengesetzt, nicht die signierten Bytes",
    "fidelity.headers_only": "nur Kopf, kein Rumpf",
    "fidelity.quoted": "eingefügt oder zitiert, nicht die signierten Bytes",
    # Ergebnisse
    "result.none": "keines (none)",
    "result.pass": "bestanden (pass)",
    "result.fail": "nicht bestanden (fail)",
    "result.softfail": "eher nicht (softfail)",
    "result.neutral": "ohne Aussage (neutral)",
    "result.policy": "nicht anerkannt (policy)",
    "result.temperror": "DNS-Störung (temperror)",
    "result.permerror": "Eintrag fehlerhaft (permerror)",
    # Überschriften
    "heading.confidence": "Sicherheit",
    "heading.why": "Warum",
    "heading.action": "Was tun",
    "heading.way": "Der Weg, Ältestes zuerst (Zeiten in UTC)",
    "heading.checks": "Prüfungen",
    "heading.message": "Die Nachricht",
    "heading.host": "Der einliefernde Rechner",
    "heading.reasons": "Weitere Gründe und Befunde",
    "heading.trials": "Was das Ergebnis ändern würde",
    "heading.recorded": "Von Servern beim Empfang vermerkt",
    "heading.notes": "Hinweise",
    "heading.evidence": "Verwendete DNS-Antworten",
    "heading.raw": "Im Wortlaut",
    "heading.summary": "Übersicht",
    "column.method": "Verfahren",
    "column.result": "Ergebnis",
    "column.details": "Einzelheiten",
    "column.file": "Nachricht",
    "column.verdict": "Urteil",
    "column.confidence": "Sicherheit",
    "column.domain": "Absender-Domain",
    "column.host": "Einliefernder Rechner",
    "column.known": "Woher bekannt",
    "column.what": "Was",
    "column.value": "Wert",
    # Beschriftungen
    "label.error": "Fehler",
    "label.header_from": "From",
    "label.subject": "Betreff",
    "label.date": "Datum",
    "label.envelope_from": "Umschlagabsender",
    "label.reply_to": "Antwort an (Reply-To)",
    "label.sender": "Sender",
    "label.to": "An",
    "label.list_id": "List-Id",
    "label.message_id": "Message-ID",
    "label.fidelity": "Bytes",
    "label.ip": "Adresse",
    "label.ptr": "Name (PTR)",
    "label.helo": "Nennt sich (HELO)",
    "label.spf_listed": "Per SPF erlaubt",
    "label.mx_listed": "Unter den MX-Hosts",
    "label.a_listed": "Adresse der Domain",
    "label.same_organization": "Gleiche Organisation",
    "label.internal_address": "Interne Adresse",
    "label.service": "Dienst",
    # Der Weg
    "sending_host_mark": "der einliefernde Rechner",
    "boundary_line": (
        "Vertrauensgrenze, erkannt {method} (Sicherheit {confidence}): Ab hier haben vertraute Server geschrieben"
    ),
    "no_boundary": "keine Vertrauensgrenze gefunden: All das kann jeder geschrieben haben",
    "legend.verified": "von uns geprüft",
    "legend.recorded": "beim Empfang von einem vertrauten Server geschrieben",
    "legend.claimed": "kann jeder geschrieben haben",
    "legend.inferred": "unsere Schlussfolgerung",
    "gap_claimed": "{count} {count:älterer Abschnitt|ältere Abschnitte} nicht gezeigt; beliebig fälschbar",
    "gap_trusted": "{count} {count:Abschnitt|Abschnitte} nicht gezeigt",
    "unnamed_server": "ein Server ohne Namen",
    "authenticated": "angemeldet",
    "delay": "+{seconds:duration}",
    "skew": "-{seconds:duration} (Uhren gehen verschieden)",
    "no_way": "Die Nachricht hat kein Received-Feld.",
    # Prüfungen
    "not_evaluated": "nicht ausgewertet",
    "no_signature": "keine Signatur",
    "no_domain": "keine Domain",
    "foreign": "nicht die Absender-Domain",
    "no_arc": "kein ARC-Satz",
    "scope_mfrom": "MAIL FROM",
    "scope_helo": "HELO",
    "spf_by": "durch {mechanism}",
    "spf_via": "über {chain}",
    "selector": "Selektor {selector}",
    "expired": "abgelaufen",
    "testing": "Testschlüssel (t=y)",
    "body_partly_signed": "ein Teil des Rumpfs ist nicht signiert (l=)",
    "weak.rsa_sha1": "SHA-1",
    "weak.short_key": "Schlüssel unter 1024 Bit",
    "weak.small_key": "Schlüssel unter 2048 Bit",
    "verifiability.key_gone": "Schlüssel nicht mehr veröffentlicht",
    "verifiability.key_revoked": "Schlüssel zurückgezogen",
    "verifiability.key_replaced": "Schlüssel inzwischen ersetzt",
    "verifiability.bytes_lost": "die signierten Bytes liegen nicht mehr vor",
    "verifiability.not_recorded": "Schlüssel nicht in der DNS-Datei",
    "verifiability.temporary": "DNS hat nicht geantwortet",
    "diagnosis": "vermutlich gebrochen durch: {cause}",
    "diagnosis_proved": "wieder gültig, wenn dies rückgängig gemacht wird: {cause}",
    "arc_sets": "{count} {count:Satz|Sätze}, versiegelt von {sealers}",
    "dmarc_policy": "Richtlinie {policy} von {domain}",
    "spf_aligned": "SPF passend: {answer}",
    "dkim_aligned": "DKIM passend: {answer}",
    "dmarc_asks": "verlangt vom Empfänger: {disposition}",
    "disposition.none": "nichts",
    "disposition.quarantine": "in Quarantäne nehmen",
    "disposition.reject": "ablehnen",
    "dmarc_old": "nach dem älteren RFC 7489: {result}",
    "nothing_readable": "nichts Lesbares",
    "agrees": "wie hier ermittelt",
    "differs": "weicht vom hier Ermittelten ab",
    # Der einliefernde Rechner
    "none": "keiner",
    "ptr_confirmed": "bestätigt",
    "ptr_unconfirmed": "nicht bestätigt",
    "ptr_unchecked": "nicht geprüft",
    "service": "{name} ({kind}), erkannt an: {evidence}",
    "service_kind.mailbox": "Postfachanbieter",
    "service_kind.list": "Listenanbieter",
    "service_kind.newsletter": "Newsletter-Versender",
    "service_kind.cloud": "Cloud",
    "service_kind.helpdesk": "Helpdesk-Dienst",
    "service_kind.gateway": "Sicherheits-Gateway",
    "service_evidence.ptr": "bestätigter Name",
    "service_evidence.spf_include": "SPF-include",
    "service_evidence.mx": "MX",
    "service_evidence.dkim": "Signatur",
    # Übriges
    "record_tried": (
        "DNS-Eintrag für {name}; ausprobiert: Damit besteht die Nachricht ({count} {count:Abfrage|Abfragen}):"
    ),
    "record_found": "DNS-Eintrag für {name}:",
    "more": "{count} weitere",
    "trial_unsafe": "nicht zu empfehlen",
    "skip": "Zum Inhalt",
    "to_summary": "zur Übersicht",
    "standard_input": "Standardeingabe",
    "rule": "Regel {number}, mailpath {version}",
    "count_of": "{count} {count:Nachricht|Nachrichten}",
}
