// A test that is taken without a connection. Every answer is on the disk of this device before the page says so; what is
// handed in leaves it only when the server has answered with the hash of exactly these bytes (outbox.js).
(() => {
  "use strict";
  const page = JSON.parse(document.getElementById("attempt-settings").textContent), { words } = page;
  const { read, show, movable } = window.SauattyAnswers, outbox = window.SauattyOutbox;
  const at = (id) => document.getElementById(id);
  const form = at("answers"), items = form.querySelector(".items"), state = at("state"), key = `test ${page.test}`;
  if (!outbox || !outbox.usable) { state.textContent = words.unable || words.nowhere; return; }
  const drafts = outbox.device("sauatty-tests", "drafts", (database) => database.createObjectStore("drafts", { keyPath: "key" }));
  let draft = null, last = performance.now(), saidMinutes = null, ending = false;

  const say = (text) => { if (state.textContent !== text) state.textContent = text; };
  const seconds = () => Math.max(Math.round((Date.now() - Date.parse(draft.started)) / 1000), 0);
  const boxes = () => [...items.querySelectorAll("fieldset.item")];

  async function keep() {
    try {
      await drafts.change((store) => store.put(draft));
      say(words.here);
    } catch { say(words.nowhere); }
  }

  // --- the questions ---

  function paint() {
    items.replaceChildren(at(`items-${draft.language}`).content.cloneNode(true));
    items.lang = draft.language;
    for (const box of boxes()) {
      const given = draft.answers[box.dataset.item];
      if (given) show(box, given.answer);
      movable(box, words);
    }
    for (const one of document.querySelectorAll("[data-language]")) {
      if (one.dataset.language === draft.language) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    }
    count();
  }

  function count() {
    const n = boxes().filter((box) => read(box) !== null).length;
    at("done").textContent = words.answered.replace("%(n)s", n).replace("%(of)s", page.of);
  }

  form.addEventListener("change", (event) => {
    const box = event.target.closest("fieldset.item");
    if (!box) return;
    const now = performance.now(), before = draft.answers[box.dataset.item];
    const ms = Math.min(Math.round(now - last), 600000) + (before ? before.ms : 0);
    last = now;
    draft.answers[box.dataset.item] = { answer: read(box), ms };
    count();
    keep();
  });

  for (const one of document.querySelectorAll("[data-language]")) {
    one.addEventListener("click", () => {
      if (!draft || draft.done || draft.language === one.dataset.language) return;
      draft.language = one.dataset.language;
      draft.switches.push([seconds(), draft.language]);
      paint();
      keep();
    });
  }

  // --- the clock of the device: the server sees both its ends, and marks what took longer ---

  function tick() {
    if (!page.minutes || !draft || draft.done) return;
    const left = page.minutes * 60 - seconds(), minutes = Math.floor(left / 60);
    const text = left < 60 ? words.last : minutes === 1 ? words.minute : words.minutes.replace("%(n)s", minutes);
    if (at("clock").textContent !== text) at("clock").textContent = text;
    if (text !== saidMinutes && ([10, 5, 2, 1].includes(minutes) || left < 60)) { at("clock-said").textContent = text; saidMinutes = text; }
    if (left <= 0) finish();
  }

  // --- handing in ---

  async function finish() {
    if (ending || draft.done) return;
    ending = true;
    const { language, switches, answers, started, id, paper, seed } = draft;
    draft.done = {
      kind: page.kind, test: page.test, paper, seed, language, switches, answers, started,
      finished: new Date().toISOString(), client_time: new Date().toISOString(),
    };
    await keep();
    await handOver(id);
  }

  // Once more where the page was closed in between: the same number and the same bytes, which the server knows by then
  async function handOver(id) {
    form.hidden = true;
    at("after").hidden = false;
    say(words.waiting);
    if (!(await outbox.mine()).some((one) => one.id === id)) await outbox.put(id, draft.done);
    await drafts.change((store) => store.delete(key));
    await outbox.flush();
  }

  function tell({ outcome, waiting, stuck }) {
    if (!draft || !draft.done) return;
    if (stuck) say(words.stuck);
    else if (!waiting) say(words.sent);
    else say(outcome === "signin" ? words.arrivedSignin : words.waiting);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const open = boxes().filter((box) => read(box) === null).map((box) => box.querySelector(".n").textContent.trim());
    if (!open.length) { finish(); return; }
    at("ask").querySelector("span").textContent = words.open.replace("%(list)s", open.join(", "));
    at("ask").hidden = false;
    at("ask").focus();
  });
  at("anyway").addEventListener("click", () => finish());

  // --- beginning, or going on ---

  function go() {
    at("begin").hidden = true;
    form.hidden = false;
    paint();
    tick();
    setInterval(tick, 1000);
  }

  at("start").addEventListener("click", async () => {
    draft = {
      key, id: outbox.newId(), person: page.person, paper: page.paper, seed: page.seed, started: new Date().toISOString(),
      language: page.language, switches: [], answers: {},
    };
    last = performance.now();
    await keep();
    go();
  });

  async function open() {
    await outbox.prepare({ person: page.person, envelopes: page.envelopes, csrf: page.csrf, tell });
    const found = await drafts.read((store) => store.get(key)).catch(() => null);
    draft = found && found.person === page.person ? found : null;
    const waits = (await outbox.mine()).find((one) => JSON.parse(one.text).test === page.test);
    await outbox.start();
    if (draft && draft.done) await handOver(draft.id);
    else if (draft) go();
    else if (waits) { draft = { done: true }; at("after").hidden = false; say(words.waiting); outbox.flush(); }
    else at("begin").hidden = false;
  }

  open().catch(() => say(words.nowhere));
})();
