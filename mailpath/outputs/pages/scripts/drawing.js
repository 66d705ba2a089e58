// What all charts share: a drawing as wide as its place, names that fit, a key of colours.

const wide = (place) => Math.max(280, Math.floor(place.clientWidth));

/** Words in place of the drawing for who cannot see it, behind the heading of its section. */
const describe = (place, words) => {
  const heading = place.closest("section").querySelector("h2").textContent;
  place.removeAttribute("aria-labelledby"); // would win over the words
  place.setAttribute("aria-label", `${heading}: ${words}`);
};

/** An empty drawing in the place of a chart. */
const drawingIn = (id, height, words) => {
  const place = document.getElementById(id);
  place.replaceChildren();
  describe(place, words);
  const width = wide(place);
  const svg = d3.select(place).append("svg").attr("viewBox", `0 0 ${width} ${height}`);
  svg.attr("aria-hidden", "true");
  return { place, svg, width };
};

const nothingIn = (id) => {
  const place = document.getElementById(id);
  place.replaceChildren();
  describe(place, say.no_messages);
  d3.select(place).append("p").attr("class", "empty").text(say.no_messages);
};

const fitting = (text, pixels) => {
  const most = Math.max(4, Math.floor(pixels / (innerWidth > 832 ? 7.2 : 6.3))); // small screens have smaller letters (scan.css)
  const letters = [...text];
  return letters.length <= most ? text : letters.slice(0, most - 1).join("") + "…";
};

const keysIn = (place, entries) => {
  const list = d3.select(place).append("ul").attr("class", "keys").attr("aria-hidden", "true");
  for (const { name, look } of entries) {
    const entry = list.append("li");
    entry.append("span").attr("class", `key ${look}`);
    entry.append("span").text(name);
  }
};

const hint = (selection, words) => selection.append("title").text(words);
