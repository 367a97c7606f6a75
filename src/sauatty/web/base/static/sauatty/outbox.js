// The outbox: what a person decides is kept on this device, for certain, before the page says so, and leaves it
// only when the server has answered with the hash of exactly these bytes. Each person sees and sends only their own.
window.SauattyOutbox = (() => {
  "use strict";
  const FIRST_WAIT = 2000, LONGEST_WAIT = 600000, PATIENCE = 30000;
  const usable = Boolean(window.indexedDB && window.crypto && crypto.subtle && crypto.randomUUID && window.TextEncoder);
  // A computer that others use too: the tab alone keeps what the device would (shared.js)
  const shared = window.SauattyShared && SauattyShared.on ? SauattyShared : null;
  let settings = null, wait = FIRST_WAIT, timer = 0, running = null;

  // A database of this device. `change` resolves when its transaction is on the disk, not when the request has succeeded
  function device(name, store, upgrade) {
    if (shared) {
      const tab = shared.device(name, upgrade);
      return { change: (work) => tab.change([store], work), read: (ask) => tab.read(store, ask) };
    }
    let opened = null;

    function open() {
      opened = opened || new Promise((resolve, reject) => {
        const asked = indexedDB.open(name, 1);
        asked.onupgradeneeded = () => upgrade(asked.result);
        asked.onsuccess = () => { asked.result.onclose = () => { opened = null; }; resolve(asked.result); };
        asked.onerror = asked.onblocked = () => { opened = null; reject(asked.error || new Error("blocked")); };
      });
      return opened;
    }

    async function change(work) {
      const database = await open();
      return new Promise((resolve, reject) => {
        const transaction = database.transaction(store, "readwrite", { durability: "strict" });
        transaction.oncomplete = () => resolve();
        transaction.onabort = transaction.onerror = () => reject(transaction.error);
        work(transaction.objectStore(store));
      });
    }

    async function read(ask) {
      const database = await open();
      return new Promise((resolve, reject) => {
        const asked = ask(database.transaction(store).objectStore(store));
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      });
    }

    return { change, read };
  }

  const { change, read } = device("sauatty-outbox", "envelopes", (database) => {
    const store = database.createObjectStore("envelopes", { keyPath: "seq", autoIncrement: true });
    store.createIndex("person", "person");
  });
  const mine = () => read((store) => store.index("person").getAll(settings.person));

  async function hash(text) {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  async function put(id, body) {
    const text = JSON.stringify(body);
    const kept = { id, text, sha256: await hash(text), person: settings.person, stuck: false };
    await change((store) => store.add(kept));
    wait = FIRST_WAIT;
    flush();
    return kept;
  }

  function cookie(name) {
    const found = document.cookie.split("; ").find((one) => one.startsWith(name + "="));
    return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
  }

  // A page that opened without a connection may hold no token: a phone that was killed had not yet written the cookie down
  async function token(name, signal) {
    if (!cookie(name)) await fetch("/api/v1/token", { cache: "no-store", signal });
    return cookie(name);
  }

  // 'sent', 'later' (no connection, server busy), 'signin', or 'stuck' (the server will never take it)
  async function send(kept) {
    const stop = new AbortController();
    const clock = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(settings.envelopes + kept.id, {
        method: "PUT", body: kept.text, redirect: "manual", cache: "no-store", signal: stop.signal,
        headers: { "Content-Type": "application/json", "X-CSRFToken": await token(settings.csrf, stop.signal), "X-Sauatty-Person": kept.person },
      });
      if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return "signin";
      if ([200, 201, 202, 409].includes(answer.status)) {
        const receipt = await answer.json();
        return receipt.id === kept.id && receipt.sha256 === kept.sha256 ? "sent" : "later";
      }
      return [400, 413, 422].includes(answer.status) ? "stuck" : "later";
    } catch {
      return "later";
    } finally {
      clearTimeout(clock);
    }
  }

  async function sendAll() {
    let outcome = "";
    for (const kept of await mine()) {
      if (kept.stuck) continue;
      outcome = await send(kept);
      if (outcome === "sent") { wait = FIRST_WAIT; await change((store) => store.delete(kept.seq)); }
      else if (outcome === "stuck") await change((store) => store.put({ ...kept, stuck: true }));
      else break;
      await tell("sending");
    }
    return outcome;
  }

  async function tell(outcome) {
    const left = await mine();
    settings.tell({ outcome, waiting: left.filter((one) => !one.stuck).length, stuck: left.filter((one) => one.stuck).length });
  }

  function plan() {
    clearTimeout(timer);
    timer = setTimeout(flush, wait * (0.5 + Math.random() / 2));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  // One sender at a time, also between tabs; in the order in which the decisions were made
  function flush() {
    running = running || (async () => {
      let outcome = "later";
      try {
        const locked = navigator.locks
          ? navigator.locks.request("sauatty-outbox", { ifAvailable: true }, (lock) => (lock ? sendAll() : "busy"))
          : sendAll();
        outcome = await locked;
        await tell(outcome);
      } finally {
        running = null;
      }
      if ((await mine()).some((one) => !one.stuck)) plan();
      else wait = FIRST_WAIT;
      return outcome;
    })();
    return running;
  }

  // What waits since an earlier visit, before any of it is sent: the page was made without knowing of it
  async function prepare(given) {
    settings = given;
    return (await mine()).filter((one) => !one.stuck);
  }

  async function start() {
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => {});
    const now = () => { wait = FIRST_WAIT; flush(); };
    window.addEventListener("online", now);
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") now(); });
    await tell("start");
    return flush();
  }

  return { usable, device, token, prepare, start, put, flush, mine, newId: () => crypto.randomUUID() };
})();
