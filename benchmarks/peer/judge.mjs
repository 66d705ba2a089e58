// node judge.mjs MESSAGES.json DNS.json ROWS.jsonl
//
// SPF, DKIM, ARC and DMARC of messages by mailauth, every DNS answer from the JSON map. MESSAGES.json is a list of
// {key, path, ip, helo, sender}; a row each is written: {key, spf, dkim: [..], arc, dmarc}, or {key, error}.

import { readFileSync, writeFileSync } from 'node:fs';
import { authenticate } from 'mailauth';

const [messagesFile, dnsFile, rowsFile] = process.argv.slice(2);
const messages = JSON.parse(readFileSync(messagesFile));
const zone = new Map(Object.entries(JSON.parse(readFileSync(dnsFile))));

function missing(code, name, type) {
    return Object.assign(new Error(`${code} ${type} ${name}`), { code });
}

async function resolver(name, type) {
    const types = zone.get(name.toLowerCase().replace(/\.$/, ''));
    if (!types) {
        throw missing('ENOTFOUND', name, type);
    }
    const found = types[type];
    if (!found?.length) {
        throw missing('ENODATA', name, type);
    }
    return found;
}

async function judged({ key, path, ip, helo, sender }) {
    const options = { ip, helo, sender, mta: 'mx.receiver.example', resolver, disableBimi: true };
    try {
        const { spf, dkim, arc, dmarc } = await authenticate(readFileSync(path), options);
        return {
            key,
            spf: spf ? spf.status.result : null,
            dkim: dkim.results.map(one => one.status.result).filter(result => result !== 'none'),
            arc: arc ? arc.status.result : null,
            dmarc: dmarc ? dmarc.status.result : 'none'
        };
    } catch (error) {
        return { key, error: String(error) };
    }
}

const rows = [];
for (const message of messages) {
    rows.push(JSON.stringify(await judged(message)));
}
writeFileSync(rowsFile, rows.map(row => row + '\n').join(''));
