// The way mail takes: bands from sending networks over services to author domains, coloured by what was found.

const COLUMNS = ["network", "service", "domain"];
const NAMES = { network: data.networks, service: data.services, domain: data.domains };
const TONES = ["good", "unsure", "attention"];

/** The most important words of a column; all others go together as word 0, which is for those that came together before. */
const kept = (ways, column, most) => {
  const worth = d3.rollup(ways.filter((way) => way[column] > 0), (found) => d3.sum(found, (way) => way.messages + 9 * way.attention), (way) => way[column]);
  const ranked = [...worth].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([word]) => word);
  return new Set(ranked.slice(0, ranked.length === most + 1 ? most + 1 : most));
};

const drawFlow = (counts, choose) => {
  if (!counts.messages) return nothingIn("flow-chart");
  const narrow = wide(document.getElementById("flow-chart")) < 620;
  const keep = Object.fromEntries(COLUMNS.map((column) => [column, kept(counts.ways, column, narrow ? 8 : 14)]));
  const bands = new Map();
  const nodes = new Map();
  const node = (column, word) => {
    const known = keep[column].has(word) ? word : 0;
    const id = `${column} ${known}`;
    if (!nodes.has(id)) nodes.set(id, { id, column, word: known, name: NAMES[column][known] });
    return id;
  };
  for (const way of counts.ways) {
    const [network, service, domain] = COLUMNS.map((column) => node(column, way[column]));
    for (const tone of TONES) {
      if (!way[tone]) continue;
      for (const [source, target] of [[network, service], [service, domain]]) {
        const key = `${source}|${target}|${tone}`;
        if (!bands.has(key)) bands.set(key, { source, target, tone, value: 0 });
        bands.get(key).value += way[tone];
      }
    }
  }
  const tallest = d3.max(COLUMNS, (column) => [...nodes.values()].filter((one) => one.column === column).length);
  const height = Math.max(160, tallest * (narrow ? 38 : 32) + 40);
  const words = `${count(counts.messages)}: ` + counts.ways.slice(0, 5)
    .map((way) => `${COLUMNS.map((column) => NAMES[column][way[column]]).join(" → ")} ${count(way.messages)}`).join("; ");
  const { place, svg, width } = drawingIn("flow-chart", height, words);
  const sankey = d3.sankey().nodeId((one) => one.id).nodeWidth(narrow ? 8 : 12).nodePadding(narrow ? 20 : 17)
    .nodeAlign((one) => COLUMNS.indexOf(one.column)).extent([[1, 26], [width - 1, height - 4]])
    .linkSort((a, b) => TONES.indexOf(b.tone) - TONES.indexOf(a.tone) || a.source.y0 - b.source.y0 || a.target.y0 - b.target.y0);
  const graph = sankey({ nodes: [...nodes.values()], links: [...bands.values()] });
  const heads = [["start", 1], ["middle", width / 2], ["end", width - 1]];
  COLUMNS.forEach((column, at) => svg.append("text").attr("class", "column").attr("y", 12)
    .attr("x", heads[at][1]).attr("text-anchor", heads[at][0]).text(document.querySelector(`#flow-table th:nth-child(${at + 1})`).textContent));
  for (const band of graph.links) {
    const path = svg.append("path").attr("class", `link ${band.tone}`).attr("d", d3.sankeyLinkHorizontal()(band))
      .attr("stroke-width", Math.max(1, band.width));
    hint(path, `${band.source.name} → ${band.target.name}\n${count(band.value)}${band.tone === "attention" ? ` ${say.attention_of}` : ""}`);
  }
  const room = narrow ? width / 3 - 16 : width / 3 - 60;
  for (const one of graph.nodes) {
    const group = svg.append("g");
    group.append("rect").attr("class", "node").attr("x", one.x0).attr("y", one.y0)
      .attr("width", one.x1 - one.x0).attr("height", Math.max(1, one.y1 - one.y0));
    const last = one.column === "domain";
    const label = group.append("text").attr("class", "halo").attr("y", (one.y0 + one.y1) / 2).attr("dy", "0.35em")
      .attr("x", last ? one.x0 - 5 : one.x1 + 5).attr("text-anchor", last ? "end" : "start");
    const number = count(one.value);
    label.append("tspan").text(fitting(one.name, room - 7 * number.length));
    label.append("tspan").attr("class", "faint").text(`\u00a0${number}`);
    hint(group, `${one.name}\n${number}`);
    if (last && one.word > 0) group.attr("class", "choice").on("click", () => choose(one.word));
  }
  keysIn(place, TONES.filter((tone) => graph.links.some((band) => band.tone === tone))
    .map((tone) => ({ name: say[`tone_${tone}`], look: tone })));
};
