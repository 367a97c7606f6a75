// One question of a test on the page: what is chosen in it, how a choice is shown, and places that are moved by buttons.
window.SauattyAnswers = (() => {
  "use strict";
  const all = (box, what) => [...box.querySelectorAll(what)];
  const kindOf = (box) => box.dataset.kind;

  // The answer as the server keeps it: an option, a sorted list, an order, or option → target; null for none
  function read(box) {
    const kind = kindOf(box), checked = all(box, "input:checked").map((one) => one.value);
    if (kind === "single" || kind === "judgement") return checked[0] || null;
    if (kind === "multiple" || kind === "highlight") return checked.length ? checked.sort() : null;
    const lines = all(box, ".placed").map((line) => [line.dataset.option, line.querySelector("select").value]);
    const given = lines.filter(([, value]) => value).sort(([a], [b]) => (a < b ? -1 : 1));
    if (kind === "match") return given.length ? Object.fromEntries(given) : null;
    const places = given.map(([, value]) => Number(value));
    if (given.length < lines.length || new Set(places).size < places.length) return null;
    return given.sort(([, a], [, b]) => a - b).map(([option]) => option);
  }

  // Shows an answer that was given elsewhere
  function show(box, answer) {
    const kind = kindOf(box);
    if (kind === "order" || kind === "match") {
      for (const line of all(box, ".placed")) {
        const { option } = line.dataset, place = kind === "order" && answer ? answer.indexOf(option) + 1 : 0;
        line.querySelector("select").value = kind === "order" ? String(place || "") : (answer || {})[option] || "";
      }
      if (kind === "order" && answer) sort(box);
      return;
    }
    const chosen = new Set(Array.isArray(answer) ? answer : [answer]);
    for (const one of all(box, "input[type=radio],input[type=checkbox]")) one.checked = chosen.has(one.value);
  }

  const asText = (answer) => (answer === null ? "" : JSON.stringify(answer));

  // --- lines that are moved up and down ---

  function sort(box) {
    const lines = all(box, ".placed");
    lines.sort((a, b) => Number(a.querySelector("select").value || 99) - Number(b.querySelector("select").value || 99));
    lines.forEach((line) => line.parentNode.append(line));
  }

  function number(box) {
    all(box, ".placed").forEach((line, n) => { line.querySelector("select").value = String(n + 1); });
  }

  function button(text, label, by, line, box, say) {
    const one = document.createElement("button");
    one.type = "button";
    one.className = "btn quiet";
    one.textContent = by < 0 ? "↑" : "↓";
    one.setAttribute("aria-label", `${text}: ${label}`);
    one.addEventListener("click", () => {
      const other = by < 0 ? line.previousElementSibling : line.nextElementSibling;
      if (other) by < 0 ? other.before(line) : other.after(line);
      number(box);
      one.focus();
      const place = all(box, ".placed").indexOf(line) + 1;
      say.textContent = box.dataset.moved.replace("%(n)s", place);
      box.dispatchEvent(new Event("change", { bubbles: true }));
    });
    return one;
  }

  // Buttons beside the lists of places, which stay for those who would rather choose a number
  function movable(box, words) {
    if (kindOf(box) !== "order") return;
    box.dataset.moved = words.moved;
    const say = document.createElement("span");
    say.className = "visually-hidden";
    say.setAttribute("role", "status");
    box.append(say);
    for (const line of all(box, ".placed")) {
      const label = line.querySelector("label").textContent;
      line.append(button(words.up, label, -1, line, box, say), button(words.down, label, 1, line, box, say));
    }
    box.addEventListener("change", (event) => { if (event.target.tagName === "SELECT" && read(box)) sort(box); });
  }

  return { read, show, asText, movable };
})();
