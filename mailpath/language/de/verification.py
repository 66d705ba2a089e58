"""Warum ein Ergebnis von SPF, DKIM, ARC oder DMARC so ausfällt, und warum ein Vermerk davon abweicht."""

SENTENCES: dict[str, str] = {
    # SPF: ein Term passt
    "spf_pass": "SPF von {domain}: {mechanism} erlaubt dem Rechner das Senden.",
    "spf_pass_via": "SPF von {domain}: {mechanism}, erreicht über {via}, erlaubt dem Rechner das Senden.",
    "spf_fail": "SPF von {domain}: Nach {mechanism} darf der Rechner nicht senden.",
    "spf_fail_via": "SPF von {domain}: Nach {mechanism}, erreicht über {via}, darf der Rechner nicht senden.",
    "spf_softfail": "SPF von {domain}: Nach {mechanism} sollte der Rechner wohl nicht senden.",
    "spf_softfail_via": "SPF von {domain}: Nach {mechanism}, erreicht über {via}, sollte der Rechner wohl nicht senden.",
    "spf_neutral": "SPF von {domain}: {mechanism} sagt weder für noch gegen den Rechner etwas.",
    "spf_neutral_via": (
        "SPF von {domain}: {mechanism}, erreicht über {via}, sagt weder für noch gegen den Rechner etwas."
    ),
    # SPF: nichts passt, oder der Eintrag ist unbrauchbar
    "spf_invalid_ip": "SPF ließ sich nicht prüfen: Es gibt keine brauchbare Adresse eines einliefernden Rechners.",
    "spf_no_domain": "SPF ließ sich nicht prüfen: Weder Umschlagabsender noch HELO nennen eine Domain.",
    "spf_invalid_domain": "SPF ließ sich nicht prüfen: {domain} kann keine Domain mit SPF-Eintrag sein.",
    "spf_no_record": "{domain} veröffentlicht keinen SPF-Eintrag.",
    "spf_multiple_records": (
        "{domain} veröffentlicht mehrere SPF-Einträge; erlaubt ist nur einer, deshalb zählt keiner."
    ),
    "spf_syntax_error": "Der SPF-Eintrag von {domain} ist fehlerhaft (bei {mechanism}).",
    "spf_include_without_record": "SPF von {domain}: {mechanism} nennt eine Domain ohne SPF-Eintrag.",
    "spf_redirect_without_record": "SPF von {domain}: {mechanism} verweist auf eine Domain ohne SPF-Eintrag.",
    "spf_too_many_lookups": (
        "SPF von {domain} braucht mehr als zehn DNS-Abfragen ({lookups} begonnen) und gilt deshalb als fehlerhaft."
    ),
    "spf_too_many_void_lookups": (
        "SPF von {domain}: Mehr als zwei der abgefragten Namen gibt es nicht ({void_lookups}); der Eintrag gilt deshalb"
        " als fehlerhaft."
    ),
    "spf_too_many_mx_hosts": (
        "SPF von {domain}: {mechanism} führt zu mehr als zehn MX-Servern; der Eintrag gilt deshalb als fehlerhaft."
    ),
    "spf_no_match": ("SPF von {domain} endet ohne Term, der zum Rechner passt: Es spricht weder für noch gegen ihn."),
    "spf_dns_failed": "SPF von {domain} ist unbekannt: Eine DNS-Anfrage dazu blieb ohne Antwort.",
    "spf_not_recorded": "SPF von {domain} ist unbekannt: Die DNS-Datei enthält keine Antwort dazu.",
    "spf_offline": "SPF von {domain} ist unbekannt: DNS wurde nicht befragt.",
    "spf_over_limit": "SPF von {domain} ist unbekannt: Die Nachricht hat die erlaubten DNS-Anfragen aufgebraucht.",
    # DKIM: die Signatur ist nicht lesbar
    "dkim_pass": "Die Signatur von {signing_domain} (Selektor {selector}) ist gültig.",
    "dkim_malformed_tags": "Die Signatur von {signing_domain} ist nicht lesbar: Ihre Angaben sind fehlerhaft.",
    "dkim_duplicate_tag": "Die Signatur von {signing_domain} ist nicht lesbar: Eine Angabe kommt doppelt vor.",
    "dkim_missing_tag": "Die Signatur von {signing_domain} ist nicht lesbar: Eine Pflichtangabe fehlt.",
    "dkim_unsupported_version": "Die Signatur von {signing_domain} nennt eine Version, die es nicht gibt.",
    "dkim_unknown_algorithm": "Die Signatur von {signing_domain} verwendet ein unbekanntes Verfahren ({algorithm}).",
    "dkim_unknown_canonicalization": (
        "Die Signatur von {signing_domain} verwendet eine unbekannte Normalform (Canonicalization)."
    ),
    "dkim_unsupported_query_method": (
        "Die Signatur von {signing_domain} verlangt, den Schlüssel auf anderem Weg als über DNS zu holen."
    ),
    "dkim_bad_signature_value": "Die Signatur von {signing_domain} enthält einen Wert, der kein Base64 ist.",
    "dkim_bad_body_length": "Die Signatur von {signing_domain} enthält eine unbrauchbare Länge des Rumpfs (l=).",
    "dkim_bad_timestamp": "Die Signatur von {signing_domain} enthält eine unbrauchbare Zeitangabe (t= oder x=).",
    "dkim_expires_before_signed": "Die Signatur von {signing_domain} läuft ab, bevor sie erstellt wurde.",
    "dkim_signed_in_future": (
        "Die Signatur von {signing_domain} wurde erst nach dem Zeitpunkt erstellt, zu dem sie beurteilt wird."
    ),
    "dkim_invalid_domain": "Eine Signatur nennt keine brauchbare signierende Domain.",
    "dkim_invalid_selector": "Die Signatur von {signing_domain} nennt keinen brauchbaren Selektor ({selector}).",
    "dkim_invalid_identity": "Die Signatur von {signing_domain} nennt eine unbrauchbare Identität (i=).",
    "dkim_identity_not_under_domain": (
        "Die Signatur von {signing_domain} nennt eine Identität aus einer anderen Domain (i=)."
    ),
    "dkim_too_many_signed_fields": (
        "Die Signatur von {signing_domain} umfasst mehr Kopffelder, als hier gelesen werden."
    ),
    "dkim_bytes_lost": (
        "Die Signatur von {signing_domain} (Selektor {selector}) ist nicht prüfbar: Die Bytes sind nicht mehr die, die"
        " signiert wurden."
    ),
    # DKIM: Signatur oder Schlüssel taugen nicht
    "dkim_from_not_signed": (
        "Die Signatur von {signing_domain} umfasst das From-Feld nicht und belegt deshalb keinen Absender."
    ),
    "dkim_no_key": "Der Schlüssel von {signing_domain} (Selektor {selector}) ist nicht veröffentlicht.",
    "dkim_key_revoked": (
        "Der Schlüssel von {signing_domain} (Selektor {selector}) wurde vom Inhaber widerrufen (leeres p=)."
    ),
    "dkim_key_malformed": "Der Schlüsseleintrag von {signing_domain} (Selektor {selector}) ist nicht lesbar.",
    "dkim_key_version": (
        "Der Schlüsseleintrag von {signing_domain} (Selektor {selector}) nennt eine andere Version als DKIM1."
    ),
    "dkim_key_unusable": (
        "Was {signing_domain} als Schlüssel veröffentlicht (Selektor {selector}), ist kein brauchbarer Schlüssel."
    ),
    "dkim_key_type_mismatch": (
        "Der Schlüssel von {signing_domain} (Selektor {selector}) ist von anderer Art als die Signatur ({algorithm})."
    ),
    "dkim_key_hash_not_allowed": (
        "Der Schlüssel von {signing_domain} (Selektor {selector}) lässt das Hashverfahren der Signatur nicht zu"
        " ({algorithm})."
    ),
    "dkim_key_not_for_mail": (
        "Der Schlüssel von {signing_domain} (Selektor {selector}) ist nicht für E-Mail bestimmt (s=)."
    ),
    "dkim_key_strict_identity": (
        "Der Schlüssel von {signing_domain} (Selektor {selector}) lässt keine Identität in einer Subdomain zu (t=s),"
        " die Signatur nennt aber eine."
    ),
    "dkim_key_granularity": (
        "Der Schlüssel von {signing_domain} (Selektor {selector}) gilt nur für einen lokalen Teil, den die Signatur"
        " nicht nennt (g=)."
    ),
    "dkim_rsa_sha1": "Die Signatur von {signing_domain} beruht auf SHA-1 und beweist deshalb nichts mehr.",
    "dkim_short_key": (
        "Der Schlüssel von {signing_domain} (Selektor {selector}) hat nur {key_bits} Bit: Andere können ihn errechnen."
    ),
    "dkim_over_limit": "Die Signatur von {signing_domain} wurde nicht geprüft: Die Nachricht hat zu viele.",
    # DKIM: die Signatur stimmt nicht
    "dkim_body_hash_mismatch": (
        "Die Signatur von {signing_domain} (Selektor {selector}) ist ungültig: Der Rumpf wurde nach dem Signieren"
        " verändert."
    ),
    "dkim_body_shorter_than_signed": (
        "Die Signatur von {signing_domain} (Selektor {selector}) ist ungültig: Der Rumpf ist kürzer als das, was"
        " signiert wurde."
    ),
    "dkim_signature_mismatch": (
        "Die Signatur von {signing_domain} (Selektor {selector}) ist ungültig: Der Rumpf ist unverändert, aber ein"
        " signiertes Kopffeld wurde verändert, oder der Schlüssel ist ein anderer."
    ),
    "dkim_mismatch_unclear": (
        "Die Signatur von {signing_domain} (Selektor {selector}) ist ungültig: Was sie umfasst, wurde verändert, oder"
        " der Schlüssel ist ein anderer."
    ),
    "dkim_expired": (
        "Die Signatur von {signing_domain} (Selektor {selector}) war zum beurteilten Zeitpunkt abgelaufen."
    ),
    "dkim_dns_failed": (
        "Die Signatur von {signing_domain} ließ sich nicht prüfen: Die Anfrage nach ihrem Schlüssel (Selektor"
        " {selector}) blieb ohne Antwort."
    ),
    "dkim_not_recorded": (
        "Die Signatur von {signing_domain} ließ sich nicht prüfen: Die DNS-Datei enthält ihren Schlüssel nicht"
        " (Selektor {selector})."
    ),
    "dkim_offline": "Die Signatur von {signing_domain} ließ sich nicht prüfen: DNS wurde nicht befragt.",
    # ARC
    "arc_none": "Die Nachricht trägt keine ARC-Kette.",
    "arc_pass": "Die ARC-Kette aus {instances} {instances:Satz|Sätzen} ist unversehrt (versiegelt von {sealers}).",
    "arc_bad_instance": "Die ARC-Kette ist gebrochen: Eine Satznummer ist unbrauchbar.",
    "arc_too_many_sets": "Die ARC-Kette ist gebrochen: Sie hat mehr Sätze als erlaubt.",
    "arc_incomplete_set": (
        "Die ARC-Kette aus {instances} {instances:Satz|Sätzen} ist gebrochen: In einem Satz fehlt ein Feld."
    ),
    "arc_duplicate_field": "Die ARC-Kette ist gebrochen: Ein Feld eines Satzes kommt doppelt vor.",
    "arc_gap_in_chain": "Die ARC-Kette ist gebrochen: Zwischen den Sätzen fehlt einer.",
    "arc_chain_already_failed": (
        "Die ARC-Kette war schon vorher gebrochen: Einer der Versiegler ({sealers}) hat das vermerkt."
    ),
    "arc_bad_chain_status": (
        "Die ARC-Kette ist gebrochen: Ein Siegel nennt einen Kettenstatus, der an dieser Stelle nicht sein kann."
    ),
    "arc_bad_seal_tags": "Die ARC-Kette ist gebrochen: Ein Siegel ist nicht lesbar.",
    "arc_bad_message_signature_tags": "Die ARC-Kette ist gebrochen: Eine Nachrichtensignatur ist nicht lesbar.",
    "arc_seal_key": (
        "Die ARC-Kette ist nicht prüfbar: Der Schlüssel eines Siegels fehlt oder ist unbrauchbar ({sealers})."
    ),
    "arc_message_signature_key": (
        "Die ARC-Kette ist nicht prüfbar: Der Schlüssel der neuesten Nachrichtensignatur fehlt oder ist unbrauchbar"
        " ({sealers})."
    ),
    "arc_seal_mismatch": "Die ARC-Kette ist gebrochen: Ein Siegel ist ungültig ({sealers}).",
    "arc_message_signature_mismatch": (
        "Die ARC-Kette gilt nicht mehr: Ein Kopffeld wurde nach dem letzten Versiegler verändert ({sealers})."
    ),
    "arc_message_signature_expired": (
        "Die ARC-Kette gilt nicht mehr: Die neueste Nachrichtensignatur war da schon abgelaufen ({sealers})."
    ),
    "arc_body_hash_mismatch": (
        "Die ARC-Kette gilt nicht mehr: Der Rumpf wurde nach dem letzten Versiegler verändert ({sealers})."
    ),
    "arc_bytes_lost": "Die ARC-Kette ist nicht prüfbar: Die Bytes sind nicht mehr die, die versiegelt wurden.",
    "arc_dns_failed": "Die ARC-Kette ließ sich nicht prüfen: Die Anfrage nach einem Schlüssel blieb ohne Antwort.",
    "arc_not_recorded": "Die ARC-Kette ließ sich nicht prüfen: Die DNS-Datei enthält einen Schlüssel nicht.",
    "arc_offline": "Die ARC-Kette ließ sich nicht prüfen: DNS wurde nicht befragt.",
    "arc_over_limit": ("Die ARC-Kette wurde nicht geprüft: Die Nachricht hat die erlaubten DNS-Anfragen aufgebraucht."),
    # DMARC
    "dmarc_spf_aligned": "DMARC für {domain} bestanden: SPF ist für eine passende Domain bestanden.",
    "dmarc_dkim_aligned": "DMARC für {domain} bestanden: Eine DKIM-Signatur einer passenden Domain ist gültig.",
    "dmarc_both_aligned": "DMARC für {domain} bestanden: SPF und DKIM sind beide für passende Domains bestanden.",
    "dmarc_no_pass": (
        "DMARC für {domain} nicht bestanden: Weder SPF noch DKIM sind bestanden (Richtlinie {policy}, von"
        " {policy_domain})."
    ),
    "dmarc_not_aligned": (
        "DMARC für {domain} nicht bestanden: Was SPF oder DKIM besteht, gehört zu anderen Domains (Richtlinie"
        " {policy}, von {policy_domain})."
    ),
    "dmarc_no_record": "Weder {domain} noch eine Domain darüber veröffentlicht eine DMARC-Richtlinie.",
    "dmarc_several_records": (
        "Wo nur ein DMARC-Eintrag erlaubt ist, stehen mehrere; für {domain} zählt deshalb keiner."
    ),
    "dmarc_record_unusable": (
        "Der DMARC-Eintrag für {domain} ist so fehlerhaft, dass sich keine Richtlinie daraus ergibt."
    ),
    "dmarc_no_author_domain": "DMARC wurde nicht geprüft: Die Nachricht nennt keine eindeutige Absender-Domain.",
    "dmarc_policy_unknown": (
        "DMARC für {domain} ist unbekannt: Eine DNS-Anfrage nach der Richtlinie blieb ohne Antwort."
    ),
    "dmarc_alignment_unknown": (
        "DMARC für {domain} ist unbekannt: SPF oder DKIM sind bestanden, aber eine DNS-Anfrage zur Organisation"
        " dahinter blieb ohne Antwort."
    ),
    "dmarc_result_unknown": (
        "DMARC für {domain} ist unbekannt: Eine passende SPF- oder DKIM-Prüfung ließ sich nicht abschließen."
    ),
    # Was ein Server beim Empfang vermerkt hat
    "recorded_agrees": "Was {server} beim Empfang vermerkt hat, stimmt mit dem hier Gefundenen überein.",
    "recorded_differs": "{server} hat {method} {noted} vermerkt, hier ist es {found}. Der Grund ist nicht bekannt.",
    "recorded_key_gone": (
        "{server} hat {method} {noted} vermerkt, hier ist es {found}: Der Schlüssel ist nicht mehr veröffentlicht."
    ),
    "recorded_key_replaced": (
        "{server} hat {method} {noted} vermerkt, hier ist es {found}: Der Rumpf ist unverändert, der Schlüssel wurde"
        " also wohl seither ausgetauscht."
    ),
    "recorded_changed_after_receipt": (
        "{server} hat {method} {noted} vermerkt, hier ist es {found}: Die Nachricht wurde verändert, nachdem dieser"
        " Server sie geprüft hatte."
    ),
    "recorded_other_host_judged": (
        "{server} hat {method} {noted} für einen anderen Rechner als den einliefernden vermerkt."
    ),
    "recorded_other_host_same": (
        "{server} hat seine Ergebnisse für einen anderen Rechner als den einliefernden vermerkt."
    ),
    "recorded_other_dmarc": (
        "{server} hat {method} {noted} vermerkt, hier ist es {found}: Dieser Server richtet sich nach RFC 7489, und"
        " dort ist das Ergebnis ein anderes."
    ),
    "recorded_trusted_arc": (
        "{server} hat {method} {noted} vermerkt, hier ist es {found}: Dieser Server hat sich auf einen ARC-Versiegler"
        " verlassen."
    ),
    "recorded_claimed_only": (
        "Ein Vermerk im Namen von {server} nennt {method} {noted}, hier ist es {found}. Diesen Vermerk kann jeder"
        " geschrieben haben."
    ),
    "recorded_dns_changed": (
        "{server} hat {method} {noted} vermerkt, hier ist es {found}: Die DNS-Einträge haben sich seither wohl geändert."
    ),
    "recorded_not_evaluated": "Was {server} beim Empfang vermerkt hat, ließ sich hier nicht prüfen.",
}
