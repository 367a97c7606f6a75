// Beside the plain forms: what is typed is on this device as typed until the server has it. Without a connection the
// kept page takes it over and sends it. Needs outbox.js, sheet.js. Without this script the plain form serves.
(() => {
  "use strict";
  const told = document.getElementById("draft-settings"), shared = window.SauattyActivities;
  if (!told || !shared) return;
  const page = JSON.parse(told.textContent), { device } = shared;
  const key = `${page.person} ${page.kind} ${page.activity}`;
  const read = (name) => device.read((store) => store.get(name)), forget = shared.done;

  // The page of an activity: what the server has by now needs no draft
  async function settle() {
    const plan = await read(`${page.person} plan ${page.activity}`), report = await read(`${page.person} report ${page.activity}`);
    if (plan && plan.posted) await forget(plan.key);
    if (report && report.posted && Number(report.values.sequence) < page.sequence) await forget(report.key);
  }

  // What is evidence on the server already is not listed a second time
  function leaveOut(form) {
    for (const input of form.querySelectorAll("[data-attachments] input[type=hidden]")) {
      const row = input.closest("li");
      if (page.there.includes(input.value) && row.dataset.state === "ready") row.querySelector("button").click();
    }
  }

  // A new sheet has a number of its own: what was begun before is found again
  async function leadToBegun(line) {
    const all = await device.read((store) => store.getAll());
    for (const one of all.filter((each) => each.person === page.person && each.kind === "plan" && each.key !== key && !each.envelope && !each.posted && each.values)) {
      const row = document.createElement("p"), link = document.createElement("a");
      link.href = `${page.page}#plan=${one.activity}`;
      link.textContent = `${page.words.go_on}: ${one.values.title || page.words.untitled}`;
      row.className = "notice";
      row.append(`${page.words.begun} `, link);
      line.before(row);
    }
  }

  async function begin(form) {
    const line = document.getElementById("draft-state"), say = (text) => { line.textContent = text; line.className = "sync-line"; };
    const mark = form.elements.sequence || form.elements.seen;
    let draft = await read(key), saving = Promise.resolve(), busy = false;
    if (draft && draft.envelope) { location.replace(page.page); return; } // it waits to be sent
    if (draft && draft.posted && page.kind === "report" && Number(draft.values.sequence) < page.sequence) { await forget(key); draft = await read(key); }
    const own = mark.value, stands = shared.values(form);
    if (draft && draft.posted && page.is_fresh && shared.same(draft.values, stands)) { await forget(key); draft = await read(key); }
    if (draft && draft.values && page.is_fresh) {
      const is_late = own !== (draft.values[mark.name] || "");
      shared.fill(form, draft.values);
      mark.value = own;
      shared.seen(draft.values);
      say(is_late ? page.words.changed : page.words.draft);
      tell({ ...(is_late ? { stands } : {}), ...draft.others });
    }

    // Another text of this sheet: of another window, or what the server has by now
    function tell(others) {
      shared.tellOthers(form, others, page.words, (text) => { shared.fill(form, text); mark.value = own; keep(); });
    }

    function keep(facts = {}) {
      const now = { envelope: "", body: null, problems: null, ...facts, key, person: page.person, kind: page.kind, activity: page.activity, values: shared.values(form) };
      saving = saving.then(() => shared.put(now)).then((others) => { say(page.words.draft); tell(others); }, () => {});
      return saving;
    }

    async function isThere() {
      const stop = new AbortController(), clock = setTimeout(() => stop.abort(), 8000);
      try {
        const answer = await fetch(page.mine, { redirect: "manual", cache: "no-store", signal: stop.signal });
        return answer.ok;
      } catch { return false; } finally { clearTimeout(clock); }
    }

    if (page.is_new && page.is_fresh) await leadToBegun(line);
    if (!page.is_fresh) await keep(); // refused: nothing was taken in
    form.addEventListener("input", () => keep());
    form.addEventListener("change", () => keep());
    form.addEventListener("attachments", () => leaveOut(form));
    leaveOut(form);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      if (await isThere()) { await keep({ posted: true }); form.submit(); return; }
      busy = false;
      const kept = window.caches && (await caches.match(page.page));
      await keep({ send: Boolean(kept) });
      if (kept) location.assign(`${page.page}#${page.kind}=${page.activity}`);
      else say(page.words.later);
    });
  }

  const form = document.querySelector("form[data-draft]");
  (form ? begin(form) : settle()).catch(() => {});
})();
