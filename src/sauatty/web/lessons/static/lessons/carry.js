// What was done on this device without an account can be taken into the account of whoever has signed in since: only
// when they say that it is theirs. It leaves the device once all of it stands in the outbox.
(() => {
  "use strict";
  const root = document.getElementById("carry");
  const page = JSON.parse(root.dataset.lessons);
  const status = root.querySelector("[role=status]");
  const PLACE = "sauatty-lessons";
  let own = {};
  try { own = JSON.parse(localStorage.getItem(PLACE)) || {}; } catch { return; }
  const keys = Object.keys(own).filter((key) => page.lessons.includes(key));
  if (!keys.length || !window.SauattyOutbox || !SauattyOutbox.usable) return;

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

  async function take() {
    root.querySelectorAll("button").forEach((one) => { one.disabled = true; });
    await SauattyOutbox.prepare({ person: page.person, envelopes: page.envelopes, csrf: page.csrf, tell });
    for (const key of keys) await SauattyOutbox.put(SauattyOutbox.newId(), workOf(key));
    localStorage.removeItem(PLACE);
    await SauattyOutbox.start();
  }

  root.querySelector("b").textContent = keys.length;
  root.querySelector("[data-take]").addEventListener("click", () => take().catch(() => { status.textContent = page.say.lost; }));
  root.querySelector("[data-drop]").addEventListener("click", () => { localStorage.removeItem(PLACE); root.hidden = true; });
  root.hidden = false;
})();
