// A computer that others use too: whoever said so leaves nothing on it. What other pages keep for certain on the device is
// kept here in this tab alone, for as long as the same person sits there; it goes with signing out, with a quarter of an
// hour without a touch, and with the window. What others left on the device is neither seen nor sent meanwhile.
window.SauattyShared = (() => {
  "use strict";
  const COOKIE = "sauatty_shared", OWN = "sauatty", TABLE = "sauatty-tab:", MARK = "sauatty-tab-mark", IDLE = 900000, LOOK = 15000, PING = 240000;
  const meta = document.querySelector("meta[name=shared]"), tables = new Map();
  let last = Date.now(), pinged = Date.now(), mark = read(), ended = false;

  function read() {
    const found = document.cookie.split("; ").find((one) => one.startsWith(COOKIE + "="));
    return found ? found.slice(COOKIE.length + 1) : "";
  }

  function write(value) {
    document.cookie = `${COOKIE}=${value}; path=/; samesite=lax${location.protocol === "https:" ? "; secure" : ""}${value ? "" : "; max-age=0"}`;
    mark = value;
  }

  // --- what the tab keeps ---

  function wipe() {
    try { Object.keys(sessionStorage).filter((key) => key.startsWith(OWN)).forEach((key) => sessionStorage.removeItem(key)); } catch { /* nothing was kept */ }
    for (const table of tables.values()) for (const store of table.values()) store.rows.clear();
  }

  const copy = (value) => (window.structuredClone ? structuredClone(value) : JSON.parse(JSON.stringify(value)));
  const isBytes = (row) => Object.values(row).some((value) => value instanceof Blob);

  // Bytes of photos live as long as the page; all else outlives a reload
  function save(name, table) {
    const plain = [...table].map(([store, { rows, next }]) => [store, next, [...rows].filter(([, row]) => !isBytes(row))]);
    try { sessionStorage.setItem(TABLE + name, JSON.stringify(plain)); } catch { /* as long as the page */ }
  }

  function open(name, upgrade) {
    if (tables.has(name)) return tables.get(name);
    const table = new Map();
    upgrade({ createObjectStore: (store, { keyPath, autoIncrement } = {}) => { table.set(store, { keyPath, autoIncrement, next: 1, rows: new Map() }); return { createIndex() {} }; } });
    try {
      for (const [store, next, rows] of JSON.parse(sessionStorage.getItem(TABLE + name)) || []) {
        if (table.has(store)) Object.assign(table.get(store), { next, rows: new Map(rows) });
      }
    } catch { /* begun anew */ }
    tables.set(name, table);
    return table;
  }

  // The part of IndexedDB's object store that our pages use
  function face(store, later) {
    const put = (row) => {
      const kept = copy(row);
      if (store.autoIncrement && kept[store.keyPath] === undefined) { kept[store.keyPath] = store.next; store.next += 1; }
      store.rows.set(kept[store.keyPath], kept);
      return later(kept[store.keyPath]);
    };
    const all = () => [...store.rows.values()].map(copy);
    return {
      put, add: put, delete: (key) => { store.rows.delete(key); return later(undefined); },
      get: (key) => later(store.rows.has(key) ? copy(store.rows.get(key)) : undefined),
      getAll: () => later(all()), getAllKeys: () => later([...store.rows.keys()]),
      index: (field) => ({ getAll: (value) => later(all().filter((row) => row[field] === value)) }),
    };
  }

  // A place to keep rows, with the two ways in that the device's own has: `change` and `read`
  function device(name, upgrade) {
    async function run(stores, work) {
      const table = open(name, upgrade), waiting = [];
      const later = (result) => { const asked = { result, onsuccess: null }; waiting.push(asked); return asked; };
      const answer = work(...stores.map((store) => face(table.get(store), later)));
      while (waiting.length) {
        await null;
        const asked = waiting.shift();
        if (asked.onsuccess) asked.onsuccess({ target: asked });
      }
      save(name, table);
      return answer;
    }
    return { change: (stores, work) => run(stores, work).then(() => undefined), read: async (store, ask) => (await run([store], ask)).result };
  }

  const unsent = () => [...tables.values()].some((table) => ["envelopes", "queue"].some((store) => table.has(store) && table.get(store).rows.size));

  // --- beginning and ending ---

  function begin() {
    if (mark) return;
    write(Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join(""));
    try { sessionStorage.setItem(MARK, mark); } catch { /* as long as the page */ }
    watch();
  }

  async function end() {
    if (ended) return;
    ended = true;
    wipe();
    write("");
    if (meta) await fetch(meta.content, { method: "POST", headers: { "X-CSRFToken": meta.dataset.token } }).catch(() => {});
    location.replace(location.pathname);
  }

  function look() {
    if (Date.now() - last >= IDLE) { end(); return; }
    // Somebody is writing on one page for long: the server is told that the computer is in use
    if (meta && last > pinged && Date.now() - pinged >= PING) { pinged = Date.now(); fetch(meta.dataset.here, { cache: "no-store" }).catch(() => {}); }
  }

  function watch() {
    last = Date.now();
    for (const kind of ["pointerdown", "keydown", "input", "scroll"]) window.addEventListener(kind, () => { if (Date.now() - last < IDLE) last = Date.now(); }, { passive: true, capture: true });
    // A laptop that was closed: its timers stood still, its clock did not
    document.addEventListener("visibilitychange", look);
    setInterval(look, LOOK);
    window.addEventListener("beforeunload", (event) => { if (!ended && unsent()) event.preventDefault(); });
  }

  try {
    if ((sessionStorage.getItem(MARK) || "") !== mark) { wipe(); if (mark) sessionStorage.setItem(MARK, mark); }
  } catch { /* no storage: nothing outlives the page */ }
  // The tick before an anonymous form: it counts from the moment when the form is begun
  const tick = document.getElementById("shared");
  if (tick && tick.form) {
    tick.checked = Boolean(mark);
    tick.form.addEventListener("submit", () => { if (tick.checked) begin(); }, { capture: true });
  }
  if (mark) watch();
  return { get on() { return Boolean(mark); }, device, begin, end, storage: () => (mark ? sessionStorage : localStorage) };
})();
