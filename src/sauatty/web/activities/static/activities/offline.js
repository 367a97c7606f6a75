// Plans and reports without a connection. What is typed is on the disk of this device as typed; what is sent leaves it
// only when the server has answered with the hash of exactly these bytes (outbox.js) and has taken it in.
(() => {
  "use strict";
  const page = JSON.parse(document.getElementById("activity-settings").textContent), { words, person } = page;
  const outbox = window.SauattyOutbox, shared = window.SauattyActivities, at = (id) => document.getElementById(id), state = at("state");
  if (!shared) { state.textContent = words.nowhere; return; }
  const UUID = /^[0-9a-f-]{36}$/;
  const { device } = shared, values = () => shared.values(form), fill = (given) => shared.fill(form, given);
  const mineKey = `${person} mine`;
  let mine = { activities: [], refused: [] }, draft = null, form = null, saving = Promise.resolve(), sending = false;

  const say = (text) => { if (state.textContent !== text) state.textContent = text; };
  const drafts = async () => (await device.read((store) => store.getAll())).filter((one) => one.person === person && one.kind);

  // --- a form and its values ---

  function keep() {
    draft.values = values();
    const now = { ...draft };
    saving = saving.then(() => shared.put(now)).then((others) => { draft.others = others; say(words.draft); tellOthers(); }, () => say(words.nowhere));
    return saving;
  }

  function tellOthers() {
    shared.tellOthers(form, draft.others || {}, words, (text) => {
      const mark = form.elements.sequence || form.elements.seen, own = mark.value;
      fill(text);
      mark.value = own;
      keep();
    });
  }

  function tellProblems(problems) {
    const box = form.querySelector(".problem"), list = box.querySelector("ul");
    list.replaceChildren();
    for (const [name, sentences] of Object.entries(problems)) {
      const field = [...form.elements].find((one) => one.name === name);
      if (name === "is_sure") form.querySelector("[data-sure]").hidden = false;
      const folded = field && field.closest("details");
      if (folded) folded.open = true;
      for (const sentence of sentences) {
        const row = document.createElement("li"), label = field && form.querySelector(`label[for="${field.id}"]`);
        if (label) { const link = document.createElement("a"); link.href = `#${field.id}`; link.textContent = label.textContent.trim(); link.addEventListener("click", (event) => { event.preventDefault(); field.focus(); }); row.append(link, ": "); }
        row.append(sentence);
        list.append(row);
      }
    }
    box.hidden = false;
  }

  // --- one sheet ---

  async function open(kind, activity) {
    const key = `${person} ${kind} ${activity}`, there = await device.read((store) => store.get(key));
    const known = mine.activities.find((one) => one.id === activity);
    draft = there || { key, person, kind, activity, values: null, envelope: "", body: null, problems: null };
    at("list").hidden = true;
    const part = at(`${kind}-part`);
    part.hidden = false;
    form = part.querySelector("form");
    let started = Promise.resolve();
    if (kind === "report") {
      const planned = await device.read((store) => store.get(`${person} plan ${activity}`));
      at("report-title").textContent = (known && known.title) || (planned && planned.values.title) || words.untitled;
      started = attach(activity);
      if (!draft.values && known) fill(known.values);
      if (!draft.values && !known && planned) fill({ held_on: planned.values.planned_on, region: planned.values.region, place: planned.values.place });
      // A refused report goes out anew upon what the server has now
      if (draft.values && draft.problems && known) draft.values.sequence = known.values.sequence;
      if (!form.elements.sequence.value) form.elements.sequence.value = "0";
    } else {
      form.elements.id.value = activity;
      if (draft.values && draft.problems && known) draft.values.seen = known.seen;
    }
    if (draft.values) fill(draft.values);
    shared.seen(draft.values);
    tellOthers();
    if (draft.problems) tellProblems(draft.problems);
    if (draft.envelope) { form.hidden = true; say(words.waits); return; }
    if (there) say(words.draft);
    form.addEventListener("input", keep);
    form.addEventListener("change", keep);
    form.addEventListener("submit", send);
    form.querySelector("[data-away]").addEventListener("click", throwAway);
    // A plain form found no connection: this page sends what was typed there
    if (draft.send) { delete draft.send; await started; form.requestSubmit(); }
  }

  // The second tap does it
  async function throwAway(event) {
    const button = event.currentTarget;
    if (button.textContent !== words.really) { button.textContent = words.really; return; }
    await saving;
    await shared.done(draft.key);
    location.hash = "";
  }

  async function attach(activity) {
    for (const root of form.querySelectorAll("[data-attachments]")) {
      root.dataset.group = activity;
      if (window.SauattyAttachments) await SauattyAttachments.start(root);
    }
  }

  async function send(event) {
    event.preventDefault();
    if (draft.envelope || sending) return;
    sending = true;
    try { await shared.apart(sendOnce); location.hash = ""; } catch { say(words.nowhere); } finally { sending = false; }
  }

  async function sendOnce() {
    const found = values();
    for (const root of form.querySelectorAll("[data-attachments]")) found[root.dataset.name] = window.SauattyAttachments ? SauattyAttachments.ids(root) : [];
    await keep();
    draft.envelope = outbox.newId();
    draft.problems = null;
    draft.body = { kind: page.kinds[draft.kind], activity: draft.activity, values: found, client_time: new Date().toISOString() };
    try { await device.change((store) => store.put(draft)); } catch (error) { draft.envelope = ""; throw error; }
    await outbox.put(draft.envelope, draft.body);
  }

  // --- what became of what was sent ---

  // Once more where the page was closed in between: the same number and the same bytes, which the server knows by then
  const handOver = () => shared.apart(async () => {
    const waits = new Set((await outbox.mine()).map((one) => one.id));
    for (const one of await drafts()) if (one.envelope && !waits.has(one.envelope)) await outbox.put(one.envelope, one.body);
  });

  // What went through a plain form and is with the server by now
  async function tidy() {
    for (const one of await drafts()) {
      const known = one.posted && mine.activities.find((each) => each.id === one.activity);
      if (known && (one.kind === "plan" || Number(one.values.sequence) < Number(known.values.sequence))) await shared.done(one.key);
    }
  }

  async function settle() {
    const sent = await shared.apart(async () => {
      const waits = new Set((await outbox.mine()).map((one) => one.id));
      return (await drafts()).filter((one) => one.envelope && !waits.has(one.envelope));
    });
    let answer;
    try {
      answer = await fetch(page.mine, { redirect: "manual", cache: "no-store" });
      if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) { await forgetMine(() => true); say(words.signin); return; }
      if (!answer.ok) return;
      answer = await answer.json();
    } catch { return; }
    if (answer.person !== person) return;
    mine = answer;
    await device.change((store) => store.put({ key: mineKey, person, mine }));
    for (const one of sent) {
      const refused = mine.refused.find((each) => each.id === one.envelope);
      if (refused) await device.change((store) => store.put({ ...one, envelope: "", body: null, problems: refused.problems }));
      else {
        await shared.done(one.key);
        if (one.kind === "report" && window.SauattyAttachments) await SauattyAttachments.release(one.activity);
      }
    }
    await tidy();
    if (sent.length || !draft) await list();
    if (sent.length) say(sent.some((one) => mine.refused.some((each) => each.id === one.envelope)) ? words.refused : words.sent);
  }

  // What stands on the server already goes from this device with the sign-in; what was not sent stays
  async function forgetMine(whose) {
    for (const one of await device.read((store) => store.getAll())) if (one.mine && whose(one)) await device.change((store) => store.delete(one.key));
    if (whose({ person })) { mine = { activities: [], refused: [] }; if (!draft) await list(); }
  }

  let settling = Promise.resolve();
  function tell({ outcome, waiting, stuck }) {
    if (stuck) say(words.stuck);
    else if (waiting) say(outcome === "signin" ? words.signin : words.waits);
    if (!waiting && outcome !== "sending" && outcome !== "start") settling = settling.then(settle).catch(() => {});
  }

  // --- the list ---

  function row(title, language, tag, hash, label) {
    const make = (name, facts) => Object.assign(document.createElement(name), facts);
    const item = make("li", {}), text = make("span", {}), name = make("b", { textContent: title, lang: language });
    text.append(name, " ", make("span", { className: "tag", textContent: tag }));
    item.append(text);
    if (hash) { const link = make("a", { className: "btn quiet", href: hash, textContent: label }); link.setAttribute("aria-label", `${label}: ${title}`); item.append(link); }
    return item;
  }

  async function list() {
    const own = await drafts(), rows = [];
    const tag = (one) => `${words[`of_${one.kind}`]}: ${one.envelope ? words.waiting : one.problems ? words.correct : words.begun}`;
    for (const one of own.filter((each) => each.kind === "plan")) {
      const title = (one.values && one.values.title) || words.untitled;
      rows.push(row(title, "", tag(one), one.envelope ? "" : `#plan=${one.activity}`, words.go_on));
      if (!mine.activities.some((each) => each.id === one.activity) && one.envelope) {
        const report = own.find((each) => each.key === `${person} report ${one.activity}`);
        if (!report) rows.push(row(title, "", words.of_report, `#report=${one.activity}`, words.report));
      }
    }
    for (const one of own.filter((each) => each.kind === "report" && !mine.activities.some((known) => known.id === each.activity))) {
      const planned = own.find((each) => each.key === `${person} plan ${one.activity}`);
      rows.push(row((planned && planned.values.title) || words.untitled, "", tag(one), one.envelope ? "" : `#report=${one.activity}`, words.go_on));
    }
    for (const one of mine.activities) {
      const report = own.find((each) => each.key === `${person} report ${one.id}`);
      rows.push(row(one.title, one.language, report ? tag(report) : one.state, report && report.envelope ? "" : `#report=${one.id}`, report ? words.go_on : words.report));
    }
    at("own").replaceChildren(...rows);
    at("empty").hidden = rows.length > 0;
  }

  async function show() {
    const [kind, id] = location.hash.slice(1).split("=");
    if (kind === "plan" && !UUID.test(id || "")) { location.replace(`#plan=${outbox.newId()}`); return; }
    if ((kind === "plan" || kind === "report") && UUID.test(id || "")) await open(kind, id);
    else { at("list").hidden = false; await list(); }
  }

  // Only what a started worker gives out opens without a connection
  async function keepPage() {
    if (!navigator.serviceWorker) return;
    try { await navigator.serviceWorker.register(page.worker, { scope: page.scope }); } catch { return; }
    for (let tries = 0; tries < 40 && !(await caches.match(page.page)); tries += 1) await new Promise((done) => { setTimeout(done, 500); });
    if (!(await caches.match(page.page))) return;
    document.documentElement.dataset.kept = "yes";
    if (!state.textContent) say(words.kept);
  }

  async function begin() {
    await forgetMine((one) => one.person !== person);
    const kept = await device.read((store) => store.get(mineKey));
    if (kept) mine = kept.mine;
    await outbox.prepare({ person, envelopes: page.envelopes, csrf: page.csrf, tell });
    await show();
    window.addEventListener("hashchange", async () => { await saving; location.reload(); });
    await outbox.start();
    await handOver();
    if (!(await outbox.mine()).some((one) => !one.stuck)) await settle();
    keepPage();
  }

  begin().catch(() => say(words.nowhere));
})();
