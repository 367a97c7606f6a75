// The door: whom a trainer notes is on the disk of this device before the page says so, and leaves it only when the
// server has answered with the hash of exactly these bytes (outbox.js). The list of people lies beside it for a day.
(() => {
  "use strict";
  const page = JSON.parse(document.getElementById("door-settings").textContent), { words, alphabet } = page;
  const outbox = window.SauattyOutbox, at = (id) => document.getElementById(id);
  const form = at("door-form"), field = form.querySelector("[name=code]"), said = at("door-said"), state = at("door-state");
  if (!outbox || !outbox.usable) { state.textContent = words.nowhere; return; }
  const DAY = 86400000, key = `${page.person} ${page.session}`;
  const lists = outbox.device("sauatty-door", "lists", (database) => database.createObjectStore("lists", { keyPath: "key" }));
  const fill = (text, facts) => Object.entries(facts).reduce((line, [name, value]) => line.replace(`%(${name})s`, value), text);
  const LIKE = { А: "A", В: "B", Е: "E", К: "K", М: "M", Н: "H", Р: "P", С: "C", Т: "T", Х: "X", У: "Y", Ү: "Y", Ұ: "Y", Һ: "H" };
  const PLAIN = { ә: "а", ғ: "г", қ: "к", ң: "н", ө: "о", ұ: "у", ү: "у", һ: "х", і: "и", ё: "е" };
  const folded = (text) => [...text.toLocaleLowerCase()].map((char) => PLAIN[char] || char).join("");
  let people = new Map(), waiting = 0, outcome = "", camera = null;
  const noted = new Set();

  // --- codes ---

  function normalise(typed) {
    const last = typed.trim().replace(/\/+$/, "").split("/").pop();
    return [...last.toUpperCase()].map((char) => LIKE[char] || char).join("").replace(/[^0-9A-Z]/g, "");
  }

  function problem(code) {
    if (code.length < 8) return words.half;
    const signs = [...code].map((char) => alphabet.indexOf(char));
    if (code.length > 8 || signs.includes(-1)) return words.mistyped;
    return signs.reduce((sum, sign, place) => sum + sign * (place + 1), 0) % alphabet.length ? words.mistyped : "";
  }

  function tellPerson(text, kind) {
    said.textContent = text;
    said.className = `notice ${kind}`;
    said.hidden = false;
  }

  async function note(typed) {
    const code = normalise(typed), person = people.get(code), wrong = problem(code);
    if (wrong) { tellPerson(`${typed.slice(0, 60)}: ${wrong}`, "warning"); return false; }
    if (people.size && !person) { tellPerson(`${code}: ${words.unknown}`, "warning"); return false; }
    const name = person ? person.name : code;
    if (noted.has(code) || (person && person.here)) { tellPerson(fill(words.again, { name }), ""); return true; }
    try {
      await outbox.put(outbox.newId(), { kind: page.kind, session: page.session, code, client_time: new Date().toISOString() });
    } catch { tellPerson(words.nowhere, "warning"); return false; }
    noted.add(code);
    if (person) person.here = true;
    tellPerson(fill(person ? words.noted : words.unlisted, { name, code }), "success");
    if (navigator.vibrate) navigator.vibrate(60);
    count();
    search();
    return true;
  }

  // --- what is shown ---

  function count() {
    const here = [...people.values()].filter((one) => one.here).length;
    at("door-count").hidden = !people.size;
    at("door-count").textContent = fill(words.here, { here, n: people.size });
  }

  function line() {
    const parts = [];
    if (waiting) parts.push(fill(words.waits, { n: waiting }));
    if (waiting && outcome === "signin") parts.push(words.signin);
    else if (waiting && !navigator.onLine) parts.push(words.offline);
    else if (!waiting && noted.size) parts.push(words.sent);
    state.textContent = parts.join(" · ");
  }

  function tell(now) {
    waiting = now.waiting;
    if (now.outcome !== "sending") outcome = now.outcome;
    line();
    if (now.stuck) tellPerson(fill(words.stuck, { n: now.stuck }), "warning");
  }

  function search() {
    const list = at("door-found"), wanted = folded(at("door-name").value).split(/\s+/).filter(Boolean);
    list.replaceChildren();
    if (!wanted.length) return;
    const found = [...people.values()].filter((one) => wanted.every((word) => folded(one.name).includes(word)));
    for (const one of found.slice(0, 20)) {
      const row = document.createElement("li"), name = document.createElement("span"), button = document.createElement("button");
      name.textContent = [one.name, one.place, one.waits ? words.on_list : "", one.here ? words.is_here : ""].filter(Boolean).join(" · ");
      button.type = "button";
      button.className = "btn quiet";
      button.textContent = words.note;
      button.setAttribute("aria-label", `${words.note}: ${one.name}`);
      button.hidden = one.here;
      button.addEventListener("click", () => note(one.code));
      row.append(name, " ", button);
      list.append(row);
    }
    if (!found.length) { const row = document.createElement("li"); row.textContent = words.none; list.append(row); }
  }

  // --- the list of people ---

  function take(rows) {
    people = new Map(rows.map((one) => [one.code, { ...one, here: one.here || noted.has(one.code) }]));
    at("door-search").hidden = !people.size;
    count();
    search();
  }

  async function fresh() {
    try {
      const answer = await fetch(page.people, { redirect: "manual", cache: "no-store" });
      if (!answer.ok) return;
      const found = await answer.json();
      if (found.session !== page.session) return;
      await lists.change((store) => store.put({ key, person: page.person, until: Date.now() + DAY, people: found.people }));
      take(found.people);
    } catch { /* no connection: the kept list serves */ }
  }

  // Lists of other days and of other people go
  async function tidy() {
    for (const one of await lists.read((store) => store.getAll())) {
      if (one.until < Date.now() || one.person !== page.person) await lists.change((store) => store.delete(one.key));
    }
  }

  // --- the camera ---

  async function scan() {
    const video = at("door-video"), detector = new BarcodeDetector({ formats: ["qr_code"] });
    let last = "", lastAt = 0;
    try {
      camera = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch { tellPerson(words.camera, "warning"); return; }
    video.srcObject = camera;
    at("door-view").hidden = false;
    await video.play();
    const look = async () => {
      if (!camera) return;
      const found = await detector.detect(video).catch(() => []);
      const text = found.length ? found[0].rawValue : "";
      if (text && (text !== last || Date.now() - lastAt > 3000)) { last = text; lastAt = Date.now(); await note(text); }
      setTimeout(look, 200);
    };
    look();
  }

  function stop() {
    if (camera) for (const track of camera.getTracks()) track.stop();
    camera = null;
    at("door-view").hidden = true;
  }

  // --- beginning ---

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await note(field.value)) field.value = "";
    field.focus();
  });
  at("door-name").addEventListener("input", search);
  at("door-camera").addEventListener("click", scan);
  at("door-stop").addEventListener("click", stop);
  window.addEventListener("online", () => { line(); fresh(); });
  window.addEventListener("offline", line);
  at("door-camera").hidden = !(window.BarcodeDetector && navigator.mediaDevices);

  // Only what a started worker gives out opens without a connection
  async function keepPage() {
    if (!navigator.serviceWorker) return;
    try { await navigator.serviceWorker.register(page.worker, { scope: page.scope }); } catch { return; }
    await navigator.serviceWorker.ready;
    for (let tries = 0; tries < 40 && !(await caches.match(page.page)); tries += 1) {
      await new Promise((done) => { setTimeout(done, 500); });
    }
    if (!(await caches.match(page.page))) return;
    document.documentElement.dataset.kept = "yes";
    if (!state.textContent) state.textContent = words.kept;
  }

  async function open() {
    const waits = await outbox.prepare({ person: page.person, envelopes: page.envelopes, csrf: page.csrf, tell });
    for (const one of waits) { const body = JSON.parse(one.text); if (body.session === page.session && body.code) noted.add(body.code); }
    await tidy();
    const kept = await lists.read((store) => store.get(key));
    if (kept) take(kept.people);
    await outbox.start();
    await fresh();
    keepPage();
  }

  open().catch(() => { state.textContent = words.nowhere; });
})();
