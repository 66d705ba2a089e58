// Verdicts over time: a column a day (week, month), its parts the verdicts, what needs attention on top.

const ORDER = { good: 0, unsure: 1, attention: 2 };
const RANK = [
  "authorized_own", "authorized_third_party", "forwarded", "mailing_list", "internal", "unverifiable", "undetermined",
  "unaligned_third_party", "internal_server_leak", "spoofed",
];

const stackOrder = d3.range(data.verdicts.length).sort(
  (a, b) =>
    ORDER[data.verdicts[a].tone] - ORDER[data.verdicts[b].tone] ||
    RANK.indexOf(data.verdicts[a].code) - RANK.indexOf(data.verdicts[b].code),
);

const drawDays = (counts) => {
  const shown = data.periods.map((name, at) => ({ name, at, total: d3.sum(counts.periods[at]) }));
  const columns = shown.filter((period) => data.dated[period.at]);
  if (!counts.messages || !columns.length) return nothingIn("days-chart");
  const height = 240;
  const { place, svg, width } = drawingIn("days-chart", height, `${count(counts.messages)} ${say.messages_of}`);
  const margin = { top: 8, right: 4, bottom: 24, left: 44 };
  const most = d3.max(columns, (column) => column.total) || 1;
  const x = d3.scaleBand(columns.map((column) => column.name), [margin.left, width - margin.right]);
  x.paddingInner(columns.length > 60 ? 0.1 : 0.25).paddingOuter(0.1);
  const y = d3.scaleLinear([0, most], [height - margin.bottom, margin.top]).nice(4);
  const ticks = y.ticks(4).filter(Number.isInteger);
  svg.append("g").attr("class", "axis grid").attr("transform", `translate(${margin.left},0)`)
    .call(d3.axisLeft(y).tickValues(ticks).tickFormat(count).tickSize(-(width - margin.left - margin.right)).tickPadding(6));
  const every = Math.max(1, Math.ceil(columns.length / Math.floor((width - margin.left) / 82)));
  const inside = (name) => x(name) + x.bandwidth() / 2 < width - 34; // no name runs out of the drawing
  const named = columns.filter((column, at) => at % every === 0 && (inside(column.name) || columns.length === 1)).map((column) => column.name);
  svg.append("g").attr("class", "axis").attr("transform", `translate(0,${height - margin.bottom})`)
    .call(d3.axisBottom(x).tickValues(named).tickSizeOuter(0));
  for (const column of columns) {
    let below = 0;
    const group = svg.append("g");
    const said = [column.name];
    const widest = Math.min(x.bandwidth(), 72);
    for (const verdict of stackOrder) {
      const number = counts.periods[column.at][verdict];
      if (!number) continue;
      said.push(`${data.verdicts[verdict].name}: ${count(number)}`);
      group.append("rect").attr("class", `v-${data.verdicts[verdict].code}`)
        .attr("x", x(column.name) + (x.bandwidth() - widest) / 2).attr("width", widest)
        .attr("y", y(below + number)).attr("height", Math.max(y(below) - y(below + number), 0.5));
      below += number;
    }
    hint(group, said.join("\n"));
  }
  const seen = stackOrder.filter((verdict) => counts.verdicts[verdict]);
  const summary = seen.map((verdict) => `${data.verdicts[verdict].name} ${count(counts.verdicts[verdict])}`);
  describe(place, `${columns[0].name} – ${columns.at(-1).name}: ${summary.join(", ")}`);
  keysIn(place, seen.map((verdict) => ({ name: data.verdicts[verdict].name, look: `v-${data.verdicts[verdict].code}` })));
};
