// What was done on this device without an account can be taken into the account of whoever has signed in since: only
// those lessons that they say are theirs. Each leaves the device once it stands in the outbox; the others stay.
(() => {
  "use strict";
  const root = document.getElementById("carry");
  const page = JSON.parse(root.dataset.lessons);
  const status = root.querySelector("[role=status]");
  const PLACE = "sauatty-lessons";
  let own = {};
  try { own = JSON.parse(localStorage.getItem(PLACE)) || {}; } catch { return; }
  const buttons = [...root.querySelectorAll("button")];
  const rows = [...root.querySelectorAll("[data-key]")].filter((row) => own[row.dataset.key]);
  const chosen = () => rows.filter((row) => row.isConnected && row.querySelector("input").checked);
  if (!rows.length || !window.SauattyOutbox || !SauattyOutbox.usable) return;

  const workOf = (key) => ({
    kind: page.kind, lesson: key, language: page.language, client_time: new Date().toISOString(),
    progress: own[key].state || "opened",
    notebook: Object.entries(own[key].notebook).filter(([, text]) => text).map(([prompt, text]) => ({ prompt, text })),
    checks: Object.entries(own[key].checks).map(([question, chosen]) => ({ question, chosen })),
  });

  function tell({ outcome, waiting, stuck }) {
    if (outcome === "start" && !waiting) return;
    status.textContent = page.say[waiting || stuck ? "later" : "sent"];
    if (!waiting && !stuck && outcome !== "start") location.reload();
  }

  function paint() {
    const left = rows.filter((row) => row.isConnected);
    root.querySelector("b").textContent = left.length;
    buttons.forEach((one) => { one.disabled = !chosen().length; });
    root.hidden = !left.length && !status.textContent;
  }

  // Another tab may have written something since
  function drop(row) {
    const kept = JSON.parse(localStorage.getItem(PLACE)) || {};
    delete kept[row.dataset.key];
    if (Object.keys(kept).length) localStorage.setItem(PLACE, JSON.stringify(kept));
    else localStorage.removeItem(PLACE);
    row.remove();
  }

  async function take() {
    buttons.forEach((one) => { one.disabled = true; });
    await SauattyOutbox.prepare({ person: page.person, envelopes: page.envelopes, csrf: page.csrf, tell });
    for (const row of chosen()) {
      await SauattyOutbox.put(SauattyOutbox.newId(), workOf(row.dataset.key));
      drop(row);
    }
    await SauattyOutbox.start();
    paint();
  }

  for (const row of rows) {
    row.querySelector(".muted").textContent = page.say[own[row.dataset.key].state] || "";
    row.hidden = false;
  }
  root.addEventListener("change", paint);
  root.querySelector("[data-take]").addEventListener("click", () => take().catch(() => { status.textContent = page.say.lost; paint(); }));
  root.querySelector("[data-drop]").addEventListener("click", () => { chosen().forEach(drop); paint(); });
  paint();
})();
