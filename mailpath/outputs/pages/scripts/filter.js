// The filter, and the links to whole reports, by mouse and by keyboard.

const byVerdict = document.getElementById("by-verdict");
const byDomain = document.getElementById("by-domain");
const byText = document.getElementById("by-text");
const status = document.getElementById("status");
const senderBodies = [...document.querySelectorAll(".senders > tbody")];
const senderSections = [...document.querySelectorAll("section:has(> .senders)")];
const listed = [...document.querySelectorAll("#attention-table > tbody > tr")];
const searched = new Map();
const textOf = (row) => {
  if (!searched.has(row)) searched.set(row, row.textContent.toLowerCase());
  return searched.get(row);
};
const whole = countsFor({ verdict: null, domain: null });
let current = whole;

const chosen = () => ({
  verdict: byVerdict.value === "" ? null : data.verdicts.findIndex((verdict) => verdict.code === byVerdict.value),
  domain: byDomain.value === "" ? null : Number(byDomain.value),
});

/** What a row of a sender counts under a verdict, or in all: messages, and those that need attention. */
const countsOf = (row, code) => {
  let messages = 0;
  let attention = 0;
  for (const part of row.dataset.v.trim().split(" ")) {
    const [verdict, text] = part.split(":");
    if (code && verdict !== code) continue;
    messages += Number(text);
    if (data.verdicts.some((one) => one.code === verdict && one.tone === "attention")) attention += Number(text);
  }
  return [messages, attention];
};

const showSenders = (code, domain, text) => {
  let shown = 0;
  for (const body of senderBodies) {
    const here = domain === null || Number(body.dataset.d) === domain;
    const [head, ...rows] = body.rows;
    const named = text === "" || textOf(head.cells[0]).includes(text);
    let some = 0;
    let all = [0, 0];
    for (const row of rows) {
      if (!row.dataset.v) {
        row.hidden = Boolean(code || text);
        continue;
      }
      const [messages, attention] = countsOf(row, code);
      row.hidden = !(here && messages && (named || textOf(row).includes(text)));
      row.querySelector(".n").textContent = count(messages);
      row.querySelector(".a").textContent = count(attention);
      if (!row.hidden) {
        some += 1;
        all = [all[0] + messages, all[1] + attention];
      }
    }
    if (!head.totals) head.totals = [...head.cells].slice(1, 3).map((cell) => cell.textContent);
    const narrowed = Boolean(code || text);
    head.cells[1].textContent = narrowed ? count(all[0]) : head.totals[0];
    head.cells[2].textContent = narrowed ? count(all[1]) : head.totals[1];
    body.hidden = !some;
    shown += some;
  }
  for (const section of senderSections) section.hidden = ![...section.querySelectorAll("tbody")].some((body) => !body.hidden);
  return shown;
};

const showListed = (code, domain, text) => {
  let shown = 0;
  for (const row of listed) {
    row.hidden = !(
      (!code || row.dataset.v === code) &&
      (domain === null || Number(row.dataset.d) === domain) &&
      (text === "" || textOf(row).includes(text))
    );
    const report = document.getElementById(`report-${row.dataset.report}`);
    if (report) report.hidden = row.hidden;
    shown += row.hidden ? 0 : 1;
  }
  return shown;
};

const draw = () => {
  drawDays(current);
  drawFlow(current, (domain) => {
    byDomain.value = String(domain);
    apply();
  });
  drawDelays(current);
  drawTls(current);
};

const apply = () => {
  const filter = chosen();
  const text = byText.value.trim().toLowerCase();
  current = countsFor(filter);
  fillTables(current);
  const senders = showSenders(byVerdict.value, filter.domain, text);
  const rows = showListed(byVerdict.value, filter.domain, text);
  status.textContent = say.filtered
    .replace("{messages}", `${count(current.messages)} ${say.messages_of} ${count(whole.messages)}`)
    .replace("{senders}", count(senders)).replace("{rows}", count(rows));
  draw();
};

let waiting = 0;
const soon = (work) => {
  clearTimeout(waiting);
  waiting = setTimeout(work, 120);
};

for (const select of [byVerdict, byDomain]) select.addEventListener("change", apply);
byText.addEventListener("input", () => soon(apply));
byText.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && byText.value) {
    event.preventDefault();
    byText.value = "";
    apply();
  }
});
document.getElementById("reset").addEventListener("click", () => {
  byVerdict.value = byDomain.value = byText.value = "";
  apply();
});

/** A link into a whole report opens it; focus goes along, so that the next Tab goes on from there. */
const follow = () => {
  const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
  if (!target) return;
  const report = target.closest("details.report");
  if (report) {
    report.hidden = false;
    report.open = true;
  }
  if (!target.hasAttribute("tabindex")) target.setAttribute("tabindex", "-1");
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "start" });
};
addEventListener("hashchange", follow);

let drawnAt = document.documentElement.clientWidth;
addEventListener("resize", () => soon(() => {
  if (document.documentElement.clientWidth === drawnAt) return;
  drawnAt = document.documentElement.clientWidth;
  draw();
}));

document.querySelector(".filter").hidden = false;
byVerdict.value = byDomain.value = byText.value = ""; // some browsers keep what was chosen before a reload
draw();
follow();
