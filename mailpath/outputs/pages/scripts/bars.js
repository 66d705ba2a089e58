// How long it took, and how much came over TLS: bars from left to right.

const drawBars = (id, rows, looks) => {
  const most = d3.max(rows, (row) => d3.max(row.values));
  if (!most) return nothingIn(id);
  const each = 12 * looks.length + 12;
  const { place, svg, width } = drawingIn(id, rows.length * each, rows.map((row) => `${row.name}: ${row.values.map(count).join(", ")}`).join("; "));
  const left = Math.min(170, width * 0.36);
  const x = d3.scaleLinear([0, most], [0, width - left - 64]);
  rows.forEach((row, at) => {
    const group = svg.append("g").attr("transform", `translate(0,${at * each})`);
    group.append("text").attr("x", left - 8).attr("y", each / 2 - 3).attr("dy", "0.35em").attr("text-anchor", "end")
      .text(fitting(row.name, left));
    row.values.forEach((number, place_) => {
      const y = 3 + place_ * 12;
      group.append("rect").attr("class", looks[place_].look).attr("x", left).attr("y", y).attr("height", looks.length > 1 ? 10 : 13)
        .attr("width", number ? Math.max(1, x(number)) : 0);
      group.append("text").attr("class", "faint").attr("x", left + x(number) + 6).attr("y", y + (looks.length > 1 ? 5 : 6.5)).attr("dy", "0.35em").text(count(number));
    });
    hint(group, row.values.map((number, place_) => `${row.name}${looks[place_].name ? `, ${looks[place_].name}` : ""}: ${count(number)}`).join("\n"));
  });
  if (looks.length > 1) keysIn(place, looks);
};

const drawDelays = (counts) =>
  drawBars("delays-chart", data.delayNames.map((name, at) => ({ name, values: counts.delays[at] })),
    [{ look: "one", name: say.whole_way }, { look: "two", name: say.inside }]);

const drawTls = (counts) => {
  drawBars("tls-chart", data.tlsNames.map((name, at) => ({ name, values: [counts.tls[at]] })), [{ look: "one", name: "" }]);
  const told = d3.sum(counts.tls) - counts.tls[5];
  document.getElementById("tls-share").textContent = told ? share(told - counts.tls[4], told) : "–";
};
