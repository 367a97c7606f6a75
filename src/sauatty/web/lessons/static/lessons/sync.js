// Who reads, what this device keeps of their work, and the line that says what still waits to be sent. A saved page names
// nobody: there the device says who signed in last, and forgets it with the first page that is not theirs (policy.js).
window.SauattySync = (() => {
  "use strict";
  const line = document.getElementById("sync-line");
  const page = JSON.parse(line.dataset.sync), say = page.say;
  const VISITOR = "sauatty-lessons", READER = "sauatty-reader";
  // On a shared computer the tab alone keeps it (shared.js)
  const shelf = window.SauattyShared ? SauattyShared.storage() : localStorage;
  const listeners = [];
  const isList = Boolean(document.getElementById("saved-modules"));
  const isSaved = page.kept && !isList;
  let hasWaited = false;

  function read(place) {
    try { return JSON.parse(shelf.getItem(place)); } catch { return null; }
  }

  if (page.kept) {
    const known = read(READER);
    if (known && !known.off) Object.assign(page, { person: known.person, name: known.name });
  }
  const outbox = page.person && window.SauattyOutbox && SauattyOutbox.usable ? SauattyOutbox : null;

  // --- what this device keeps: a visitor's work, or a copy of the work of the reader whose phone it is ---

  function mine() {
    const known = read(READER);
    return page.person ? (known && known.person === page.person && !known.off ? known : null) : { lessons: read(VISITOR) };
  }

  const works = () => (mine() || {}).lessons || {};

  function write(lessons) {
    const known = mine();
    if (page.person && !known) return;
    shelf.setItem(page.person ? READER : VISITOR, JSON.stringify(page.person ? { ...known, lessons } : lessons));
  }

  function keep(key, work) {
    const all = works(), own = all[key] || { state: "", checks: {}, notebook: {} };
    if (work.progress && own.state !== "done") own.state = work.progress;
    for (const one of work.checks || []) own.checks[one.question] = one.chosen;
    for (const one of work.notebook || []) own.notebook[one.prompt] = one.text;
    own.state = own.state || "opened";
    write({ ...all, [key]: own });
  }

  // From now on this phone knows whose work saved lessons hold; called where the reader saves a module, or has before
  async function remember() {
    if (!page.person || page.kept) return;
    const known = mine() || { person: page.person, lessons: {} };
    const mark = document.querySelector("meta[name=reader]").content;
    shelf.setItem(READER, JSON.stringify({ ...known, mark, name: page.name }));
    const answer = await fetch(page.own, { cache: "no-store" });
    const own = answer.ok ? await answer.json() : {};
    if (own.person === page.person) write(own.lessons);
    for (const { text } of outbox ? await outbox.mine() : []) {
      const work = JSON.parse(text);
      if (work.kind === page.kind) keep(work.lesson, work);
    }
  }

  // Until the reader saves a module again, or another one comes, saved lessons are nobody's
  function forget() {
    const { mark } = read(READER) || {};
    shelf.setItem(READER, JSON.stringify({ person: page.person, mark, off: true }));
    line.hidden = true;
  }

  // --- the line ---

  function show({ outcome, waiting, stuck }) {
    hasWaited = hasWaited || waiting > 0;
    const parts = [];
    if (isSaved) parts.push(say.saved);
    if (page.kept) parts.push(page.person ? `${say.account} ${page.name}.` : say.device);
    if (waiting) parts.push(`${say.waiting} ${waiting}.`);
    if (waiting && outcome === "signin") parts.push(say.signin);
    if (!waiting && hasWaited) parts.push(say.sent);
    if (stuck) parts.push(`${say.stuck} ${stuck}.`);
    line.textContent = parts.join(" ");
    line.hidden = !parts.length;
    line.dataset.waiting = waiting;
  }

  // Work of before the sign-in is not in the account yet, and so not in the page
  function showCarry() {
    const hint = document.getElementById("carry-hint"), box = document.querySelector("#lesson, #lesson-list");
    if (!hint || !box || !page.person) return;
    const { lesson, lessons } = JSON.parse(box.dataset.lesson || box.dataset.lessons);
    const left = Object.keys(read(VISITOR) || {}).filter((key) => (lessons || [lesson]).includes(key));
    hint.querySelector("b").textContent = left.length;
    hint.hidden = !left.length;
  }

  // A link to what no phone keeps says so where it is, instead of leaving for the browser's own words
  function onLink(event) {
    const link = event.target.closest("a[href]");
    if (!link || navigator.onLine || !/^https?:$/.test(link.protocol)) return;
    if (link.origin === location.origin && link.pathname.startsWith(page.place)) return;
    event.preventDefault();
    line.textContent = say.away;
    line.hidden = false;
    line.scrollIntoView({ block: "center" });
  }

  function tell(found) {
    show(found);
    listeners.forEach((one) => one(found));
  }

  const { person, envelopes, csrf } = page;
  const waiting = outbox ? outbox.prepare({ person, envelopes, csrf, tell }).catch(() => []) : Promise.resolve([]);

  async function start() {
    if (outbox) await outbox.start();
    else show({ outcome: "start", waiting: 0, stuck: 0 });
    const { controller } = navigator.serviceWorker || {};
    if (controller && !read(READER)) await remember().catch(() => {});
  }

  showCarry();
  document.addEventListener("click", onLink);
  if (!document.getElementById("lesson")) waiting.then(start);
  return { page, outbox, waiting, start, works, keep, remember, forget, listen: (one) => listeners.push(one) };
})();
