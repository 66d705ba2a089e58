// The tables behind the charts, made again for what a filter leaves.

const fill = (body, rows) => {
  body.replaceChildren(...rows.map((cells) => {
    const row = document.createElement("tr");
    for (const { text, head, look, span } of cells) {
      const cell = document.createElement(head ? "th" : "td");
      if (head) cell.scope = "row";
      if (look) cell.className = look;
      if (span) cell.colSpan = span;
      cell.textContent = text;
      row.append(cell);
    }
    return row;
  }));
};

const number = (value) => ({ text: count(value), look: "count" });
const bodyOf = (id) => document.querySelector(`#${id} > tbody`);

const fillTables = (counts) => {
  fill(bodyOf("days-table"), data.periods.map((name, at) => [{ text: name, head: true, look: "date" }, ...counts.periods[at].map(number)])
    .filter((_, at) => d3.sum(counts.periods[at])));
  const rest = counts.ways.slice(data.mostWays);
  fill(bodyOf("flow-table"), counts.ways.slice(0, data.mostWays).map((way) => [
    { text: data.networks[way.network] }, { text: data.services[way.service] }, { text: data.domains[way.domain] },
    number(way.messages), number(way.attention)]));
  fill(document.querySelector("#flow-table > tfoot"), rest.length ? [[
    { text: `${count(rest.length)} ${say.left_ways}`, span: 3 },
    number(d3.sum(rest, (way) => way.messages)), number(d3.sum(rest, (way) => way.attention))]] : []);
  fill(bodyOf("delays-table"), data.delayNames.map((name, at) => [{ text: name, head: true }, ...counts.delays[at].map(number)]));
  fill(bodyOf("tls-table"), data.tlsNames.map((name, at) => [{ text: name, head: true }, number(counts.tls[at])]));
  const most = d3.max(counts.verdicts) || 1;
  for (const row of document.querySelectorAll("#verdict-table > tbody > tr")) {
    const found = counts.verdicts[data.verdicts.findIndex((verdict) => verdict.code === row.dataset.v)];
    row.children[1].textContent = count(found);
    row.children[2].textContent = share(found, counts.messages);
    row.querySelector("rect").setAttribute("width", ((100 * found) / most).toFixed(2));
  }
};
