"""Sätze zum Weg: was an den Stationen auffällt und worauf die Grenze beruht."""

SENTENCES: dict[str, str] = {
    "boundary_at_provider": (
        "Bei {by} kam die Nachricht von außen herein: Das ist die Grenze des Postfachanbieters {provider}, und davor"
        " steht nichts mehr."
    ),
    "boundary_by_structure": (
        "Allein die Reihenfolge der Stationen spricht dafür, dass {ip}, von wo {by} die Nachricht annahm, ein fremder"
        " Host ist und kein Relay des Empfängers."
    ),
    "boundary_two_readings": (
        "Die Kette lässt sich auf zwei Arten lesen: {ip}, von wo {by} die Nachricht annahm, ist der sendende Host; oder"
        " es ist ein Relay des Empfängers, und der sendende Host ist {other_ip}, den {other_by} nennt. Die eigenen Hosts"
        " mit --trust zu nennen klärt es."
    ),
    "client_may_be_filter": (
        "Der Client {ip} nennt sich {name}, ein Host eines Filterdienstes. Läuft die Post des Empfängers durch diesen"
        " Filter, bevor sie {by} erreicht, steht der sendende Host eine Station tiefer; --trust mit dem Netz des Filters"
        " klärt es."
    ),
    "client_may_be_own_relay": (
        "Der Client {ip} ({name}) sieht nach einer Maschine derselben Organisation wie {by} aus. Ist er ein Relay des"
        " Empfängers, steht der sendende Host eine Station tiefer; --trust klärt es."
    ),
    "trusted_name_unconfirmed": (
        "{by} hat für {ip} den vertrauten Namen {name} vermerkt, bestätigt nachgeschlagene Namen aber nicht: Wer über die"
        " Reverse-Zone von {ip} verfügt, kann ihn wählen. --trust mit einem Netz statt eines Namens klärt es."
    ),
    "handed_in_between": (
        "Auf {by} hat ein Programm die Nachricht weitergegeben, wie Inhaltsfilter es tun. Einem solchen Programm lassen sich"
        " beliebige Kopffelder mitgeben; was darunter steht, kann erfunden sein."
    ),
    "recorded_behind_filter": (
        "Der Empfänger nahm die Nachricht von {filter_ip} an, bewertete aber {ip}: Er kennt {filter_ip} als"
        " vorgeschalteten Filter, und {by} nahm die Nachricht von {ip} an."
    ),
    "recorded_client_differs": (
        "{by} nahm die Nachricht von {ip} an, die Ergebnisse des Empfängers selbst sprechen aber von {recorded}: Er kennt"
        " {ip} offenbar als vorgeschalteten Filter oder als Relay."
    ),
    "given_client_not_in_hops": "Der vorgegebene Client {ip} steht in keiner Station.",
    "too_many_hops": "Die Nachricht hat {count} Received-Felder; nur die neuesten {kept} wurden gelesen.",
    "loop": "Die Nachricht lief im Kreis: {by} nahm sie {times}-mal von {ip} an.",
    "fetched_mail": (
        "{by} hat die Nachricht aus einem Postfach bei {server} abgeholt ({protocol}); was darunter steht, haben dieser"
        " Anbieter und die Hosts vor ihm geschrieben."
    ),
    "handed_in_locally": "Die Nachricht entstand auf {by} selbst: Kein anderer Host hat sie übergeben.",
    "authenticated_submission": (
        "{by} nahm die Nachricht von einem angemeldeten Benutzer an ({ip}): Der Client ist ein Mailprogramm und kein"
        " Mailserver."
    ),
    "client_not_public": (
        "Der letzte Client, den ein vertrauter Host vermerkt hat, trägt die interne Adresse {ip} (vermerkt von {by}): Die"
        " Nachricht kommt von innen, oder die Station, die sie von außen annahm, fehlt."
    ),
    "client_name_unconfirmed": (
        "Der Name {name}, den {by} für {ip} fand, führt nicht zu dieser Adresse zurück oder ließ sich nicht bestätigen."
    ),
    "client_unnamed": "{by} fand für den Client {ip} keinen Hostnamen.",
    "dynamic_client": (
        "Der Client {ip} trägt den Namen {name}, wie ihn Zugangsanbieter und Hoster tausendfach vergeben."
    ),
    "helo_not_public": (
        "Der Client {ip} meldete sich als {helo}, ein Name, den es im öffentlichen DNS nicht geben kann."
    ),
    "helo_other_address": "Der Client {ip} meldete sich mit einer anderen Adresse, {helo}.",
    "helo_of_receiver": "Der Client {ip} meldete sich mit dem Namen des Empfängers, {helo}.",
    "helo_of_other": "Der Client {ip} meldete sich als {helo}, sein Hostname ist aber {name}.",
    "cleartext_hop": "{by} nahm die Nachricht von {ip} ohne Transportverschlüsselung an.",
    "forged_hop": (
        "Unterhalb der Grenze passen die Stationen nicht aneinander ({joins} {joins:Bruch|Brüche}): Als Client ist"
        " {client} genannt, die Zeile darunter stammt aber von {by}, die Zeiten widersprechen sich, oder beides. Solche"
        " Zeilen sind meist erfunden."
    ),
    "hop_skipped": (
        "Eine Station fehlt, oder der Absender benutzt Hosts mehrerer Namen: Von {by} kam die Nachricht zu {client}."
    ),
    "clock_skew": "Die Uhr von {host} weicht um {seconds:duration} von der von {other} ab.",
    "time_backwards": (
        "Die Zeit läuft rückwärts: {host} und {other} stehen um {seconds:duration} in falscher Reihenfolge, mehr als eine"
        " etwas falsch gehende Uhr erklärt."
    ),
    "long_delay": "Bevor {by} die Nachricht annahm, lag sie {seconds:duration}.",
    "hop_before_message": (
        "{by} will die Nachricht {seconds:duration} vor dem Zeitpunkt gehabt haben, den ihr Date-Feld nennt."
    ),
}
