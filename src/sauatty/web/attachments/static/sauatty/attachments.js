// Files by parts: what a person chose is on the disk of this device before the page says so. It goes in parts of 256 KB,
// each with its hash; what the server has is not sent again, also after the browser was closed. No form waits for it:
// the form carries only the numbers of its files. Needs outbox.js. Without this script the field is a plain field.
window.SauattyAttachments = (() => {
  "use strict";
  const PART = 262144, FIRST_WAIT = 2000, LONGEST_WAIT = 300000, PATIENCE = 60000, DAY = 86400000, KEPT = 14 * DAY, MOST_DAMAGED = 3;
  const outbox = window.SauattyOutbox, usable = Boolean(outbox && outbox.usable && window.Blob && Blob.prototype.arrayBuffer);
  const fields = new Map();
  let store = null, bytes = null, wait = FIRST_WAIT, timer = 0, running = null;

  const fill = (text, facts) => Object.entries(facts).reduce((line, [name, value]) => line.replace(`%(${name})s`, value), text);
  const isOver = (one) => ["ready", "refused"].includes(one.state);

  async function hash(buffer) {
    const digest = await crypto.subtle.digest("SHA-256", buffer);
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // --- what this device keeps: the facts of a file in one place, its bytes in another, written once ---

  const mine = async () => (await store.read((rows) => rows.getAll())).filter((one) => one.person === anyField().person);
  const anyField = () => [...fields.values()][0];

  async function change(id, facts) {
    let found = null;
    await store.change((rows) => {
      const asked = rows.get(id);
      asked.onsuccess = () => { if (asked.result) { found = { ...asked.result, ...facts }; rows.put(found); } };
    });
    if (found) show(found);
    return found;
  }

  async function drop(id) {
    await store.change((rows) => rows.delete(id));
    await bytes.change((rows) => rows.delete(id));
  }

  async function settleHere(id, facts) {
    await change(id, facts);
    await bytes.change((rows) => rows.delete(id));
  }

  // Bytes of no file: the page was closed between the two writes. Young ones may still get their facts, in another tab
  async function tidy() {
    const known = new Set(await store.read((rows) => rows.getAllKeys()));
    for (const one of await bytes.read((rows) => rows.getAll())) {
      if (!known.has(one.id) && one.at < Date.now() - DAY) await bytes.change((rows) => rows.delete(one.id));
    }
  }

  // --- sending ---

  async function put(one, path, body, headers) {
    const field = anyField(), stop = new AbortController(), clock = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(field.door + one.id + path, {
        method: "PUT", body, redirect: "manual", cache: "no-store", signal: stop.signal,
        headers: { ...headers, "X-CSRFToken": await outbox.token(field.csrf), "X-Sauatty-Person": one.person, "Accept-Language": document.documentElement.lang },
      });
      if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return { outcome: "signin" };
      if (answer.ok) return { outcome: "ok", told: await answer.json() };
      const told = await answer.json().catch(() => ({}));
      return { outcome: [400, 409, 413, 422].includes(answer.status) ? "stuck" : "later", told, status: answer.status };
    } catch {
      return { outcome: "later" };
    } finally {
      clearTimeout(clock);
    }
  }

  const begin = (one) => put(one, "/", JSON.stringify({ kind: one.kind, name: one.name, size: one.size, sha256: one.sha256, n_parts: one.n_parts }), { "Content-Type": "application/json" });

  async function refuse(one, told) {
    await settleHere(one.id, { state: "refused", sentence: (told && told.sentence) || "" });
    return "stuck";
  }

  // 'sent', 'later' (no connection, server busy), 'signin' or 'stuck' (the server will never take it)
  async function send(one) {
    const begun = await begin(one);
    if (begun.outcome === "stuck") return refuse(one, begun.told);
    if (begun.outcome !== "ok") return begun.outcome;
    if (begun.told.state !== "coming") return settle(one, begun.told);
    const missing = begun.told.missing, kept = await bytes.read((rows) => rows.get(one.id));
    if (!kept) return refuse(one, null);
    await change(one.id, { n_sent: one.n_parts - missing.length });
    for (const [place, number] of missing.entries()) {
      const outcome = await sendPart(one, kept.blob, number);
      if (outcome !== "ok") return outcome;
      wait = FIRST_WAIT;
      if (!(await change(one.id, { n_sent: one.n_parts - missing.length + place + 1 }))) return "sent"; // taken away meanwhile
    }
    return settle(one, { state: "checking" });
  }

  async function sendPart(one, blob, number, tries = 0) {
    const buffer = await blob.slice(number * PART, (number + 1) * PART).arrayBuffer().catch(() => null);
    if (buffer === null) return refuse(one, null);
    const sha256 = await hash(buffer);
    const answer = await put(one, `/parts/${number}`, buffer, { "Content-Type": "application/octet-stream", "X-Sauatty-Sha256": sha256 });
    if (answer.outcome === "ok") return answer.told.sha256 === sha256 ? "ok" : "later";
    if (answer.outcome === "stuck" && answer.told.code === "part-unfit" && tries < MOST_DAMAGED) return sendPart(one, blob, number, tries + 1);
    return answer.outcome === "stuck" ? refuse(one, answer.told) : answer.outcome;
  }

  // The bytes leave this device only when the server has made a file of them, or has said why not
  async function settle(one, told) {
    wait = FIRST_WAIT;
    const facts = { state: told.state, sentence: told.sentence || "", n_sent: one.n_parts };
    if (!isOver(told)) { await change(one.id, facts); return "checking"; }
    await settleHere(one.id, facts);
    return "sent";
  }

  async function sendAll() {
    let outcome = "", checking = false;
    for (const one of (await mine()).filter((row) => !isOver(row))) {
      outcome = await send(one);
      if (outcome === "later" || outcome === "signin") break;
      checking = checking || outcome === "checking";
    }
    return outcome === "later" || outcome === "signin" ? outcome : checking ? "checking" : outcome;
  }

  function plan() {
    clearTimeout(timer);
    timer = setTimeout(flush, wait * (0.5 + Math.random() / 2));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  // One sender at a time, also between tabs
  function flush() {
    running = running || (async () => {
      try {
        const outcome = navigator.locks
          ? await navigator.locks.request("sauatty-attachments", { ifAvailable: true }, (lock) => (lock ? sendAll() : "busy"))
          : await sendAll();
        for (const field of fields.values()) tell(field, outcome);
      } finally {
        running = null;
      }
      const left = await mine();
      left.forEach(show);
      if (left.some((one) => !isOver(one))) plan();
    })();
    return running;
  }

  // --- what a person sees ---

  function tell(field, outcome) {
    const words = field.root.dataset;
    const line = outcome === "signin" ? words.wordSignin : outcome === "later" ? (navigator.onLine ? words.wordLater : words.wordOffline) : "";
    field.said.textContent = [...field.problems, line].filter(Boolean).join(" ");
  }

  function sentenceOf(field, one) {
    const words = field.root.dataset;
    if (one.state === "refused") return one.sentence || words.wordRefused;
    if (one.state === "ready") return words.wordReady;
    if (one.state === "checking") return words.wordChecking;
    return one.n_sent ? fill(words.wordSending, { share: Math.floor((100 * one.n_sent) / one.n_parts) }) : words.wordWaits;
  }

  function show(one) {
    const field = [...fields.values()].find((each) => each.group === one.group && each.name === one.field);
    const row = field && field.rows.get(one.id);
    if (!row) return;
    row.state.textContent = sentenceOf(field, one);
    row.item.dataset.state = one.state;
    row.bar.hidden = isOver(one);
    row.bar.value = one.n_sent / one.n_parts;
    row.input.disabled = one.state === "refused";
  }

  function list(field, one) {
    const make = (tag, facts) => Object.assign(document.createElement(tag), facts);
    const item = make("li"), state = make("span", { className: "muted" }), bar = make("progress", { max: 1, value: 0 });
    const input = make("input", { type: "hidden", name: field.name, value: one.id });
    const away = make("button", { type: "button", className: "btn quiet", textContent: field.root.dataset.wordAway });
    away.setAttribute("aria-label", `${field.root.dataset.wordAway}: ${one.name}`);
    bar.setAttribute("aria-label", one.name);
    away.addEventListener("click", async () => {
      await drop(one.id);
      field.rows.delete(one.id);
      item.remove();
      changed(field);
    });
    item.append(make("strong", { textContent: one.name }), " ", state, " ", bar, " ", away, input);
    field.rows.set(one.id, { item, state, bar, input });
    field.list.append(item);
    show(one);
  }

  const changed = (field) => field.root.dispatchEvent(new CustomEvent("attachments", { bubbles: true, detail: { ids: ids(field.root) } }));

  async function choose(field) {
    const chosen = [...field.input.files];
    field.problems = [];
    field.input.value = ""; // the form does not carry them a second time
    for (const file of chosen) {
      const one = { id: outbox.newId(), person: field.person, group: field.group, field: field.name, kind: field.kind, name: file.name.slice(-200), size: file.size, n_parts: Math.ceil(file.size / PART), n_sent: 0, state: "coming", sentence: "", at: Date.now() };
      try {
        if (!file.size || file.size > field.most * 1048576) throw new Error("size");
        const buffer = await file.arrayBuffer();
        one.sha256 = await hash(buffer);
        // A copy: the file itself may be gone from the phone before it is sent
        await bytes.change((rows) => rows.put({ id: one.id, at: one.at, blob: new Blob([buffer]) }));
        await store.change((rows) => rows.put(one));
      } catch (error) {
        field.problems.push(fill(error.message === "size" ? field.root.dataset.wordLarge : field.root.dataset.wordNowhere, { name: file.name, limit: field.most }));
        continue;
      }
      list(field, one);
      changed(field);
    }
    tell(field, "");
    wait = FIRST_WAIT;
    flush();
  }

  // --- for the page ---

  // The numbers of the files of a field, in the order in which they were chosen; refused ones left out
  function ids(root) {
    return [...root.querySelectorAll("input[type=hidden]:not(:disabled)")].map((one) => one.value);
  }

  // The form was sent for certain: what is over is forgotten, what waits goes on without it
  async function release(group) {
    for (const one of await mine()) {
      if (one.group !== group) continue;
      if (isOver(one)) await drop(one.id); else await change(one.id, { group: "" });
    }
  }

  async function start(root) {
    const words = root.dataset;
    const field = { root, rows: new Map(), problems: [], person: words.person, group: words.group, name: words.name, kind: words.kind, door: words.door, csrf: words.csrf, most: Number(words.most), input: root.querySelector("input[type=file]"), list: root.querySelector("ul"), said: root.querySelector("[role=status]") };
    if (!usable || !field.person) return;
    const open = (name) => outbox.device(name, "files", (database) => database.createObjectStore("files", { keyPath: "id" }));
    [store, bytes] = [store || open("sauatty-attachments"), bytes || open("sauatty-attachment-bytes")];
    fields.set(root, field);
    try {
      for (const one of (await mine()).sort((a, b) => a.at - b.at)) {
        if (one.at < Date.now() - KEPT) await drop(one.id);
        else if (one.group === field.group && one.field === field.name) list(field, one);
      }
    } catch { fields.delete(root); return; }
    field.input.removeAttribute("name"); // from here on the form carries numbers, not files
    field.input.addEventListener("change", () => choose(field));
    changed(field);
    await tidy();
    flush();
  }

  const now = () => { if (fields.size) { wait = FIRST_WAIT; flush(); } };
  window.addEventListener("online", now);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") now(); });
  const all = () => document.querySelectorAll("[data-attachments]").forEach((root) => { start(root); });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", all); else all();
  return { usable, start, ids, release, flush };
})();
