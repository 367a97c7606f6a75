// What a respondent answers is kept on this device, for certain, before the page says so; a finished response leaves it
// only when the server has answered with the hash of exactly these bytes.
globalThis.SauattySurveys = (() => {
  "use strict";
  const FIRST_WAIT = 2000, LONGEST_WAIT = 600000, PATIENCE = 30000;
  let opened = null, settings = null, wait = FIRST_WAIT, timer = 0, running = null;
  // Finished responses that the device could not keep: they live as long as the page
  const loose = new Map();
  const channel = globalThis.BroadcastChannel ? new BroadcastChannel("sauatty-surveys") : null;

  function stores(database) {
    database.createObjectStore("drafts", { keyPath: "slug" });
    database.createObjectStore("queue", { keyPath: "id" });
  }

  // A computer that others use too: the tab alone keeps what the device would (shared.js)
  const shared = globalThis.SauattyShared, tab = shared && shared.device("sauatty-surveys", stores);
  const isShared = () => Boolean(shared && shared.on);

  function open() {
    if (isShared()) return Promise.resolve();
    opened = opened || new Promise((resolve, reject) => {
      const asked = indexedDB.open("sauatty-surveys", 1);
      asked.onupgradeneeded = () => stores(asked.result);
      asked.onsuccess = () => { asked.result.onversionchange = () => { asked.result.close(); opened = null; }; resolve(asked.result); };
      asked.onerror = asked.onblocked = () => { opened = null; reject(asked.error || new Error("blocked")); };
    });
    return opened;
  }

  // Resolves when the transaction is on the disk, not when its requests have succeeded
  async function change(work) {
    if (isShared()) {
      let found = null;
      await tab.change(["drafts", "queue"], (drafts, queue) => { work(drafts, queue, (result) => { found = result; }); });
      return found;
    }
    const database = await open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(["drafts", "queue"], "readwrite", { durability: "strict" });
      let result = null;
      transaction.oncomplete = () => resolve(result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error || new Error("aborted"));
      work(transaction.objectStore("drafts"), transaction.objectStore("queue"), (found) => { result = found; });
    });
  }

  async function read(store, key) {
    if (isShared()) return tab.read(store, (rows) => (key === undefined ? rows.getAll() : rows.get(key)));
    const database = await open();
    return new Promise((resolve, reject) => {
      const rows = database.transaction(store).objectStore(store);
      const asked = key === undefined ? rows.getAll() : rows.get(key);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  }

  // --- hashes ---

  const K = [], H = [];
  for (let n = 2; K.length < 64; n += 1) {
    let prime = true;
    for (let d = 2; d * d <= n; d += 1) if (n % d === 0) prime = false;
    if (!prime) continue;
    if (H.length < 8) H.push((Math.sqrt(n) % 1) * 4294967296 | 0);
    K.push((Math.cbrt(n) % 1) * 4294967296 | 0);
  }
  const turn = (x, n) => (x >>> n) | (x << (32 - n));

  // SHA-256 for offices without https, where browsers hide their own: it guards against broken bytes, it keeps no secret
  function ownHash(bytes) {
    const blocks = Math.ceil((bytes.length + 9) / 64), padded = new Uint8Array(blocks * 64), view = new DataView(padded.buffer);
    padded.set(bytes);
    padded[bytes.length] = 128;
    view.setUint32(padded.length - 8, Math.floor(bytes.length / 536870912));
    view.setUint32(padded.length - 4, (bytes.length * 8) >>> 0);
    const state = H.slice(), w = new Int32Array(64);
    for (let block = 0; block < blocks; block += 1) {
      for (let i = 0; i < 16; i += 1) w[i] = view.getInt32(block * 64 + i * 4);
      for (let i = 16; i < 64; i += 1) {
        const s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
        const s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
        w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let i = 0; i < 64; i += 1) {
        const t1 = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
        const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
      }
      [a, b, c, d, e, f, g, h].forEach((value, i) => { state[i] = (state[i] + value) | 0; });
    }
    return state.map((value) => (value >>> 0).toString(16).padStart(8, "0")).join("");
  }

  async function hash(text) {
    const bytes = new TextEncoder().encode(text);
    if (!globalThis.crypto || !crypto.subtle) return ownHash(bytes);
    const digest = await crypto.subtle.digest("SHA-256", bytes);
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // A random number without a time in it (version 4)
  function newId() {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  }

  // --- drafts ---

  // Begins a response; where another tab has begun one meanwhile, it is that one
  function begin(fields) {
    const fresh = { ...fields, id: newId(), rev: 1, answers: {}, seen: {} };
    return change((drafts, queue, done) => {
      drafts.get(fields.slug).onsuccess = (event) => {
        done(event.target.result || fresh);
        if (!event.target.result) drafts.put(fresh);
      };
    });
  }

  // Keeps a change of the draft; null where it is no longer there, because it was sent or deleted in another tab
  function keep(slug, id, alter) {
    return change((drafts, queue, done) => {
      drafts.get(slug).onsuccess = (event) => {
        const draft = event.target.result;
        if (!draft || draft.id !== id) return;
        alter(draft);
        draft.rev += 1;
        drafts.put(draft);
        done(draft);
      };
    });
  }

  const discard = (slug) => change((drafts) => { drafts.delete(slug); });

  async function pack(draft, language) {
    const seen = Object.entries(draft.seen).filter(([name, code]) => code !== language && name in draft.answers);
    const text = JSON.stringify({
      kind: "survey-response", campaign: draft.slug, version: draft.version, consent: draft.consent, language,
      languages_seen: Object.fromEntries(seen), answers: draft.answers, ...(draft.token ? { token: draft.token } : {}),
    });
    return { id: draft.id, slug: draft.slug, text, sha256: await hash(text), to: settings.responses + draft.id };
  }

  // Moves a draft into the queue, whole or not at all. `memory` is the page's own copy, for devices that keep nothing.
  async function finish(memory, language) {
    for (;;) {
      let draft = null;
      try {
        draft = await read("drafts", memory.slug);
        if (!draft || draft.id !== memory.id) return null;
        const kept = await pack(draft, language);
        const moved = await change((drafts, queue, done) => {
          drafts.get(memory.slug).onsuccess = (event) => {
            const now = event.target.result;
            if (!now || now.id !== draft.id || now.rev !== draft.rev) return;
            queue.put(kept);
            drafts.delete(memory.slug);
            done(true);
          };
        });
        if (!moved) continue;
        if (channel) channel.postMessage({ finished: draft.id });
        return kept;
      } catch {
        const kept = await pack(memory, language);
        loose.set(kept.id, kept);
        return kept;
      }
    }
  }

  // --- sending ---

  async function waiting() {
    const rows = await read("queue").catch(() => []);
    return [...rows, ...[...loose.values()].filter((one) => !rows.some((row) => row.id === one.id))];
  }

  const isReceipt = (receipt, kept) => Boolean(receipt) && receipt.id === kept.id && receipt.sha256 === kept.sha256;

  // {outcome: 'sent', 'later' or 'stuck', status, seconds}; a page of a hotel's network is neither receipt nor refusal
  async function send(kept) {
    const stop = new AbortController(), clock = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(kept.to, {
        method: "PUT", body: kept.text, redirect: "manual", cache: "no-store", credentials: "omit", signal: stop.signal,
        headers: { "Content-Type": "application/json" },
      });
      const seconds = Number(answer.headers.get("Retry-After")) || 0;
      const receipt = await answer.json().catch(() => null);
      if ([200, 201, 202, 409].includes(answer.status) && isReceipt(receipt, kept)) return { outcome: "sent", status: receipt.status };
      const isRefusal = [400, 413, 422].includes(answer.status) && receipt && receipt.code;
      return { outcome: isRefusal ? "stuck" : "later", seconds };
    } catch {
      return { outcome: "later", seconds: 0 };
    } finally {
      clearTimeout(clock);
    }
  }

  async function remove(kept) {
    loose.delete(kept.id);
    await change((drafts, queue) => {
      queue.delete(kept.id);
      drafts.get(kept.slug).onsuccess = (event) => { if (event.target.result && event.target.result.id === kept.id) drafts.delete(kept.slug); };
    }).catch(() => {});
  }

  const stuck = new Set();

  async function sendAll() {
    let seconds = 0;
    for (const kept of await waiting()) {
      if (stuck.has(kept.id)) continue;
      const found = await send(kept);
      if (found.outcome === "sent") {
        wait = FIRST_WAIT;
        await remove(kept);
        settings.sent(kept.id, found.status);
      } else if (found.outcome === "stuck") stuck.add(kept.id);
      else { seconds = found.seconds; break; }
      await tell();
    }
    return seconds;
  }

  async function tell() {
    const left = await waiting(), ours = left.filter((one) => one.slug === settings.slug);
    const refused = ours.filter((one) => stuck.has(one.id)).length;
    settings.tell({ waiting: ours.length - refused, stuck: refused });
    return left.filter((one) => !stuck.has(one.id)).length;
  }

  // Full jitter: a thousand devices that come back together do not come at once; never before the server has said
  function plan(seconds) {
    clearTimeout(timer);
    timer = setTimeout(flush, Math.max(Math.random() * wait, 1000 * seconds * (1 + Math.random())));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  // One sender at a time, also between tabs; without locks the server's memory of numbers does the same
  function flush() {
    clearTimeout(timer);
    running = running || (async () => {
      let seconds = 0;
      try {
        const work = (lock) => (lock === null ? 2 : sendAll());
        seconds = await (navigator.locks ? navigator.locks.request("sauatty-surveys", { ifAvailable: true }, work) : work());
      } finally {
        running = null;
        const left = await tell();
        if (left) plan(seconds);
        else wait = FIRST_WAIT;
      }
    })();
    return running;
  }

  function start(given) {
    settings = given;
    const now = () => { wait = FIRST_WAIT; flush(); };
    globalThis.addEventListener("online", now);
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") now(); });
    if (channel) channel.onmessage = (event) => settings.finishedElsewhere(event.data.finished);
    return flush();
  }

  // The responses that this page holds, as a file that any other device can send: the same numbers, the same bytes
  async function exported(memory, language) {
    const rows = (await waiting()).filter((one) => stuck.has(one.id) || loose.has(one.id));
    if (memory) rows.push(await pack(memory, language));
    return JSON.stringify({ responses: rows.map(({ id, text, sha256 }) => ({ id, text, sha256 })) }, null, 1);
  }

  const isPersistent = async () => isShared() || Boolean(navigator.storage && navigator.storage.persist && await navigator.storage.persist());

  return { open, begin, keep, discard, finish, start, flush, exported, isPersistent, hash, ownHash, draft: (slug) => read("drafts", slug) };
})();
