// Saves each answer as it is given. What the server has not answered for yet is kept on this device, for certain, and
// sent when the connection is back; the server's clock counts, this one only shows it.
(() => {
  "use strict";
  const page = JSON.parse(document.getElementById("attempt-settings").textContent), { words } = page;
  const form = document.getElementById("answers"), state = document.getElementById("state");
  const { read, show, asText, movable } = window.SauattyAnswers;
  const boxes = new Map([...form.querySelectorAll("fieldset.item")].map((box) => [box.dataset.item, box]));
  const PATIENCE = 20000, LONGEST = 600000, FIRST = 1000;
  const outbox = window.SauattyOutbox && SauattyOutbox.usable ? SauattyOutbox : null;
  const drafts = outbox && outbox.device("sauatty-tests", "drafts", (database) => database.createObjectStore("drafts", { keyPath: "key" }));
  const pending = new Map();
  let revision = page.revision, sending = null, wait = FIRST, timer = 0, last = performance.now(), over = false;

  const say = (text) => { if (state.textContent !== text) state.textContent = text; };
  const field = (name) => form.querySelector(`[name="${CSS.escape(name)}"]`);

  function cookie(name) {
    const found = document.cookie.split("; ").find((one) => one.startsWith(name + "="));
    return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
  }

  // --- what is kept here until the server has it ---

  async function keep() {
    if (!drafts) return false;
    const row = { key: page.attempt, person: page.person, pending: [...pending] };
    try {
      await drafts.change((store) => (pending.size ? store.put(row) : store.delete(page.attempt)));
      return true;
    } catch { return false; }
  }

  async function bringBack() {
    if (!drafts) return;
    const row = await drafts.read((store) => store.get(page.attempt)).catch(() => null);
    if (!row || row.person !== page.person) return;
    for (const [item, one] of row.pending) {
      if (pending.has(item)) continue;
      pending.set(item, one);
      if (boxes.has(item)) show(boxes.get(item), one.answer);
    }
    if (pending.size) flush();
  }

  // --- saving ---

  function given(box) {
    const item = box.dataset.item, now = performance.now(), before = pending.get(item);
    const ms = Math.min(Math.round(now - last), 600000) + (before ? before.ms : 0);
    last = now;
    pending.set(item, { answer: read(box), ms });
    count();
    say(words.saving);
    keep().then(flush);
  }

  function count() {
    const done = document.getElementById("done");
    if (boxes.size < page.of) return;
    const n = [...boxes.values()].filter((box) => read(box) !== null).length;
    done.textContent = words.answered.replace("%(n)s", n).replace("%(of)s", page.of);
  }

  async function post(batch) {
    const stop = new AbortController(), clock = setTimeout(() => stop.abort(), PATIENCE);
    try {
      return await fetch(page.save, {
        method: "POST", redirect: "manual", cache: "no-store", signal: stop.signal,
        headers: { "Content-Type": "application/json", "X-CSRFToken": cookie(page.csrf) || form.elements.csrfmiddlewaretoken.value },
        body: JSON.stringify({ answers: Object.fromEntries(batch), revision, language: page.language }),
      });
    } catch { return null; } finally { clearTimeout(clock); }
  }

  async function sendAll() {
    while (pending.size && !over) {
      const batch = new Map(pending), answer = await post(batch);
      const told = answer && answer.type !== "opaqueredirect" ? await answer.json().catch(() => null) : null;
      if (answer && (answer.type === "opaqueredirect" || answer.status === 403)) return later(words.signin);
      if (told && told.code === "attempt-is-over" && told.kept) return finish(batch);
      if (answer && [400, 404, 413].includes(answer.status) && (told || answer.status === 404)) return refuse(batch);
      if (!answer || !answer.ok || !told || typeof told.revision !== "number") return later(drafts ? words.offline : words.unkept);
      accept(batch, told);
      await keep();
    }
    if (!over) say(page.note || words.saved);
    page.note = "";
    wait = FIRST;
    return true;
  }

  // What was given meanwhile stays to be sent; the time of what was sent is not counted twice
  function settle(batch) {
    for (const [item, sent] of batch) {
      const now = pending.get(item);
      if (!now) continue;
      if (asText(now.answer) === asText(sent.answer)) pending.delete(item);
      else pending.set(item, { ...now, ms: Math.max(now.ms - sent.ms, 0) });
    }
  }

  function accept(batch, told) {
    settle(batch);
    revision = told.revision;
    field("revision").value = revision;
    for (const [item, { answer }] of batch) shown(item, answer);
    for (const [item, answer] of Object.entries(told.changed)) {
      if (pending.has(item) || !boxes.has(item)) continue;
      show(boxes.get(item), answer);
      shown(item, answer);
      page.note = words.changed;
    }
    for (const item of Object.keys(told.conflicts)) page.note = words.conflict.replace("%(n)s", numberOf(item));
    if (typeof told.left === "number") setClock(told.left);
    count();
  }

  const shown = (item, answer) => { const was = field(`was.${item}`); if (was) was.value = asText(answer); };
  const numberOf = (item) => { const box = boxes.get(item), n = box && box.querySelector(".n"); return n ? n.textContent.trim() : "?"; };

  function later(text) {
    say(text);
    clearTimeout(timer);
    timer = setTimeout(flush, wait * (0.5 + Math.random() / 2));
    wait = Math.min(wait * 2, LONGEST);
    return false;
  }

  function refuse(batch) {
    for (const item of batch.keys()) pending.delete(item);
    keep();
    say(words.refused);
    return false;
  }

  async function finish(batch) {
    over = true;
    settle(batch);
    await keep();
    say(words.over);
    location.assign(page.page);
    return false;
  }

  function flush() {
    clearTimeout(timer);
    sending = sending || sendAll().finally(() => { sending = null; });
    return sending;
  }

  // --- the clock: minutes, not seconds; said at ten, five, two and one ---

  const clock = document.getElementById("clock"), clockSaid = document.getElementById("clock-said");
  let end = null, said = null;

  function setClock(left) { end = performance.now() + left * 1000; tick(); }

  function tick() {
    if (end === null) return;
    const left = Math.max(Math.round((end - performance.now()) / 1000), 0), minutes = Math.floor(left / 60);
    const text = left < 60 ? words.last : minutes === 1 ? words.minute : words.minutes.replace("%(n)s", minutes);
    if (clock.textContent !== text) clock.textContent = text;
    if (text !== said && ([10, 5, 2, 1].includes(minutes) || left < 60)) { clockSaid.textContent = text; said = text; }
    if (!left && !over) { over = true; flushThenLeave(); }
  }

  async function flushThenLeave() {
    over = false;
    await flush();
    over = true;
    say(words.over);
    // The server hands in after some seconds of grace: what was on its way has arrived by then
    setTimeout(() => location.assign(page.page), 32000);
  }

  // --- leaving by a button: only with everything saved ---

  async function leave(event) {
    if (!navigator.onLine) { event.preventDefault(); say(drafts ? words.unsent : words.unkept); return; }
    if (!pending.size && !sending) return;
    event.preventDefault();
    const by = event.submitter;
    if (await flush() !== false && !pending.size) form.requestSubmit(by);
  }

  form.addEventListener("change", (event) => {
    const box = event.target.closest("fieldset.item");
    if (box) given(box);
  });
  form.addEventListener("submit", leave);
  window.addEventListener("online", () => { wait = FIRST; if (pending.size) flush(); });
  window.addEventListener("beforeunload", (event) => { if (pending.size && !drafts) event.preventDefault(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") { last = performance.now(); tick(); if (pending.size) flush(); } });
  boxes.forEach((box) => movable(box, words));
  if (page.left !== null) { setClock(page.left); setInterval(tick, 1000); }
  bringBack();
})();
