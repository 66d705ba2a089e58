// The counts of the page, and what a filter (a verdict, a domain; null is all) leaves of them.

const data = JSON.parse(document.getElementById("data").textContent);
const say = data.say;
const grouped = new Intl.NumberFormat(data.lang, { useGrouping: "always" });
const count = (number) => grouped.format(number);
const share = (part, whole) => {
  const text = (whole ? (100 * part) / whole : 0).toFixed(1);
  return (data.lang === "de" ? text.replace(".", ",") : text) + "\u00a0%";
};

/** Rows of a flat list, `width` numbers each. */
const rowsOf = (flat, width) => {
  const rows = [];
  for (let at = 0; at < flat.length; at += width) rows.push(flat.slice(at, at + width));
  return rows;
};
const flowRows = rowsOf(data.flows, 6); // period, verdict, domain, network, service, count
const delayRows = rowsOf(data.delays, 5); // verdict, domain, bar on the way, bar inside, count
const tlsRows = rowsOf(data.tls, 4); // verdict, domain, word, count
const needsAttention = data.verdicts.map((verdict) => verdict.tone === "attention");

const fits = (filter, verdict, domain) =>
  (filter.verdict === null || filter.verdict === verdict) && (filter.domain === null || filter.domain === domain);

/** Everything the charts and tables show under a filter, as `figures.py` counts it for the whole. */
const countsFor = (filter) => {
  const verdicts = data.verdicts.map(() => 0);
  const periods = data.periods.map(() => data.verdicts.map(() => 0));
  const ways = new Map();
  for (const [period, verdict, domain, network, service, number] of flowRows) {
    if (!fits(filter, verdict, domain)) continue;
    verdicts[verdict] += number;
    periods[period][verdict] += number;
    const key = `${network} ${service} ${domain}`;
    let way = ways.get(key);
    if (!way) ways.set(key, (way = { network, service, domain, messages: 0, attention: 0, good: 0, unsure: 0 }));
    way.messages += number;
    way[data.verdicts[verdict].tone] += number;
  }
  const delays = data.delayNames.map(() => [0, 0]);
  for (const [verdict, domain, whole, inside, number] of delayRows) {
    if (!fits(filter, verdict, domain)) continue;
    delays[whole][0] += number;
    delays[inside][1] += number;
  }
  const tls = data.tlsNames.map(() => 0);
  for (const [verdict, domain, word, number] of tlsRows) if (fits(filter, verdict, domain)) tls[word] += number;
  const ranked = [...ways.values()].sort(
    (a, b) => b.messages - a.messages || a.network - b.network || a.service - b.service || a.domain - b.domain,
  );
  return { verdicts, periods, ways: ranked, delays, tls, messages: d3.sum(verdicts) };
};
