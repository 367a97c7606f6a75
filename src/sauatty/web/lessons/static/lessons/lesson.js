// A lesson: answers are explained at once, and what the reader does is kept. With an account it goes into the outbox and
// from there to the server; without one it stays in this browser. Where neither can keep it, the plain forms do.
(() => {
  "use strict";
  const root = document.getElementById("lesson");
  const page = JSON.parse(root.dataset.lesson);
  const sync = window.SauattySync, outbox = sync.outbox;
  const PAUSE = 2000, READING = 10000;
  const timers = new Map();
  let state = page.state;
  page.person = sync.page.person;

  const say = (name) => page.say[name];
  const form = (kind, id) => root.querySelector(`[data-${kind}="${CSS.escape(id)}"]`);
  const lessonStatus = document.getElementById("work-status");

  // --- what is kept ---

  // Resolves to the sentence about where the work is now
  async function keep(work) {
    try {
      if (!page.person) { sync.keep(page.lesson, work); return say("here"); }
      const body = { kind: page.kind, lesson: page.lesson, language: page.language, sha256: page.sha256, client_time: new Date().toISOString(), ...work };
      await outbox.put(outbox.newId(), body);
      copy(work);
      return say("kept");
    } catch {
      return say("lost");
    }
  }

  // Beside saved pages stands a copy of what the account has; losing it loses nothing
  function copy(work) {
    try { sync.keep(page.lesson, work); } catch { /* the outbox has it */ }
  }

  function tell({ outcome, waiting, stuck }) {
    if (outcome === "start" && !waiting && !stuck) return;
    const name = stuck ? "stuck" : outcome === "signin" ? "signin" : waiting ? (outcome === "sending" ? "kept" : "later") : "sent";
    lessonStatus.textContent = say(name);
    if (name !== "kept") root.querySelectorAll(".note [role=status]:not(:empty)").forEach((one) => { one.textContent = say(name); });
  }

  // --- questions ---

  function chosenIn(box, kind) {
    if (kind !== "order") return [...box.querySelectorAll("input[name=chosen]:checked")].map((one) => one.value);
    const places = [...box.querySelectorAll("select")].filter((one) => one.value);
    return places.sort((a, b) => a.value - b.value).map((one) => one.name.slice("place-".length));
  }

  const isRight = (question, chosen) => (question.kind === "order"
    ? chosen.join("\n") === question.right.join("\n")
    : chosen.length === question.right.length && question.right.every((id) => chosen.includes(id)));

  function problemIn(box, question) {
    const selects = [...box.querySelectorAll("select")];
    if (question.kind === "order") return new Set(selects.map((one) => one.value).filter(Boolean)).size < selects.length ? "places" : "";
    return chosenIn(box, question.kind).length ? "" : "choose";
  }

  function explain(box, right) {
    const why = box.querySelector("[data-why]");
    why.querySelectorAll("[data-verdict]").forEach((one) => { one.hidden = (one.dataset.verdict === "right") !== right; });
    why.hidden = false;
  }

  function note(box, text) {
    let line = box.querySelector(".answer-error");
    if (!line) {
      line = document.createElement("p");
      line.className = "answer-error";
      line.setAttribute("role", "alert");
      box.querySelector(".answers").after(line);
    }
    line.textContent = text;
    line.hidden = !text;
  }

  async function onCheck(event) {
    const box = event.currentTarget, id = box.dataset.check, question = page.questions[id];
    const problem = problemIn(box, question);
    note(box, problem ? say(problem) : "");
    if (problem) { event.preventDefault(); return; }
    if (page.person && !outbox) return;
    event.preventDefault();
    const chosen = chosenIn(box, question.kind);
    explain(box, isRight(question, chosen));
    const outcome = await keep({ checks: [{ question: id, chosen }] });
    if (!page.person && outcome === say("lost")) lessonStatus.textContent = outcome;
  }

  function showAnswer(id, chosen) {
    const box = form("check", id), question = page.questions[id];
    if (!box || !question) return;
    for (const field of box.querySelectorAll("input[name=chosen]")) field.checked = chosen.includes(field.value);
    for (const field of box.querySelectorAll("select")) field.value = String(chosen.indexOf(field.name.slice("place-".length)) + 1 || "");
    explain(box, isRight(question, chosen));
  }

  // --- notebook ---

  async function keepNote(box) {
    const field = box.querySelector("textarea"), id = box.dataset.note;
    clearTimeout(timers.get(id));
    timers.delete(id);
    if (field.value === field.dataset.kept) return;
    field.dataset.kept = field.value;
    const outcome = await keep({ notebook: [{ prompt: id, text: field.value }] });
    if (outcome === say("lost")) delete field.dataset.kept;
    box.querySelector("[role=status]").textContent = outcome;
  }

  function onType(event) {
    const box = event.currentTarget.closest(".note");
    clearTimeout(timers.get(box.dataset.note));
    timers.set(box.dataset.note, setTimeout(() => keepNote(box), PAUSE));
  }

  function listenToNote(box) {
    const field = box.querySelector("textarea");
    if (page.person && !outbox) return;
    field.disabled = false;
    field.dataset.kept = field.value;
    field.addEventListener("input", onType);
    field.addEventListener("change", () => keepNote(box));
    box.addEventListener("submit", (event) => { event.preventDefault(); keepNote(box); });
  }

  function showNote(id, text) {
    const box = form("note", id);
    if (!box) return;
    const field = box.querySelector("textarea");
    field.value = text;
    field.dataset.kept = text;
  }

  // --- progress ---

  function showFinished() {
    state = "done";
    root.querySelector("[data-finished]").hidden = false;
    root.querySelector("[data-finish]").hidden = true;
  }

  async function onFinish(event) {
    if (page.person && !outbox) return;
    event.preventDefault();
    const outcome = await keep({ progress: "done" });
    lessonStatus.textContent = outcome;
    if (outcome !== say("lost")) showFinished();
  }

  function noteOpening() {
    if (state || document.visibilityState !== "visible" || (page.person && !outbox)) return;
    state = "opened";
    keep({ progress: "opened" });
  }

  // --- what is there already ---

  function apply(work) {
    for (const one of work.checks || []) showAnswer(one.question, one.chosen);
    for (const one of work.notebook || []) showNote(one.prompt, one.text);
    if (work.progress === "done") showFinished();
  }

  function fromDevice() {
    const own = sync.works()[page.lesson];
    if (!own) return;
    Object.entries(own.checks).forEach(([id, chosen]) => { const why = root.querySelector(`[data-check="${CSS.escape(id)}"] [data-why]`); if (why && why.hidden) showAnswer(id, chosen); });
    Object.entries(own.notebook).forEach(([id, text]) => showNote(id, text));
    state = own.state;
    if (own.state === "done") showFinished();
  }

  // A page from the server knows better than the copy on this phone
  function copyPage() {
    const answers = Object.entries(page.answers).map(([question, chosen]) => ({ question, chosen }));
    const notes = [...root.querySelectorAll("[data-note]")].map((box) => ({ prompt: box.dataset.note, text: box.querySelector("textarea").value }));
    copy({ progress: page.state, checks: answers, notebook: notes.filter((one) => one.text) });
  }

  // What was written while there was no connection stands in the page, also where the page is older
  async function fromOutbox() {
    sync.listen(tell);
    for (const kept of await sync.waiting) {
      const work = JSON.parse(kept.text);
      if (work.kind === page.kind && work.lesson === page.lesson) { apply(work); copy(work); }
    }
    await sync.start();
  }

  function listen() {
    root.querySelectorAll("[data-check]").forEach((box) => box.addEventListener("submit", onCheck));
    root.querySelectorAll("[data-note]").forEach(listenToNote);
    const finish = root.querySelector("[data-finish]");
    finish.hidden = state === "done" && !root.querySelector(".tag.stale");
    finish.addEventListener("submit", onFinish);
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") root.querySelectorAll(".note").forEach((box) => { if (timers.has(box.dataset.note)) keepNote(box); }); });
    setTimeout(noteOpening, READING);
  }

  if (!page.person || sync.page.kept) fromDevice();
  else if (page.state) copyPage();
  listen();
  fromOutbox().then(() => { root.dataset.ready = "yes"; }, () => {});
})();
