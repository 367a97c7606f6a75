// The form with JavaScript: the whole of it is in the page, one section is shown at a time, every answer is kept on the
// device as it is given. Where the device has no room at all, the plain form of the page stays as it is.
(() => {
  "use strict";
  const root = document.getElementById("survey"), store = globalThis.SauattySurveys, logic = globalThis.SauattyExpressions;
  if (!root || !store) return;
  const settings = JSON.parse(document.getElementById("survey-settings").textContent), words = settings.words;
  const { slug, language } = settings, MARK = "sauatty-survey-" + slug, TYPING = 400;
  const id = (name) => document.getElementById(name);
  const say = (key, facts = {}) => Object.entries(facts).reduce((text, [name, value]) => text.replace(`%(${name})s`, value), words[key] || "");
  const today = () => { const d = new Date(); return new Date(d - d.getTimezoneOffset() * 60000).toISOString().slice(0, 10); };
  // What this tab remembers: that its person has begun here, so that a reload goes on without a question
  const remember = (value) => { try { if (value) sessionStorage.setItem(MARK, value); else sessionStorage.removeItem(MARK); } catch { /* a wish only */ } };
  const remembered = () => { try { return sessionStorage.getItem(MARK); } catch { return null; } };
  let draft = null, sections = [], here = "welcome", timer = 0, dirty = new Set(), writing = Promise.resolve(), fails = false, mine = "";

  // --- the questions of the page ---

  const number = (text) => (text === undefined || text === null || text === "" ? null : Number(text));

  function questionOf(element) {
    const fields = [...element.querySelectorAll("input[name], select[name], textarea[name]")], data = element.dataset;
    const kind = data.kind, own = fields.find((one) => one.type === "number"), many = element.querySelector("[data-most]");
    return {
      element, fields, kind, id: data.question, required: "required" in data,
      when: data.when ? JSON.parse(data.when) : null, check: data.check ? JSON.parse(data.check) : null,
      names: [...new Set(fields.map((one) => one.name))],
      exclusive: fields.filter((one) => "exclusive" in one.dataset).map((one) => one.value),
      least: own ? number(own.getAttribute("min")) : number(data.least),
      most: own ? number(own.getAttribute("max")) : number(many && many.dataset.most),
      message: data.checkMessage || "",
    };
  }

  function readSections() {
    sections = [...document.querySelectorAll("[data-section]")].map((element) => ({
      element, id: element.dataset.section, when: element.dataset.when ? JSON.parse(element.dataset.when) : null,
      questions: [...element.querySelectorAll(".question")].map(questionOf),
    }));
  }

  function valueOf(question, name) {
    const fields = question.fields.filter((one) => one.name === name);
    if (fields[0].type === "radio" || fields[0].type === "checkbox") return fields.filter((one) => one.checked).map((one) => one.value).join(" ");
    return fields.map((one) => one.value.trim()).filter(Boolean).join(" ");
  }

  function fill(question, name, text) {
    const fields = question.fields.filter((one) => one.name === name), given = logic.codes(text);
    if (fields[0] === document.activeElement && fields[0].matches("textarea, input[type=text]")) return;
    if (fields[0].type === "radio" || fields[0].type === "checkbox") fields.forEach((one) => { one.checked = given.includes(one.value); });
    else if (question.kind === "ranking" && name === question.id) fields.forEach((one, place) => { one.value = given[place] || ""; });
    else fields[0].value = text;
  }

  function fillAll() {
    for (const section of sections) for (const question of section.questions) {
      for (const name of question.names) fill(question, name, draft.answers[name] || "");
    }
    refresh();
  }

  const asked = () => logic.asked(sections, draft.answers);
  const visible = (found) => sections.filter((section) => section.questions.some((one) => found.has(one)));

  function refresh() {
    const { found } = asked(), order = visible(found);
    for (const section of sections) for (const question of section.questions) {
      question.element.hidden = !found.has(question);
      const other = question.element.querySelector(".other-text");
      if (other) other.hidden = !question.names.some((name) => logic.codes(draft.answers[name] || "").includes("other"));
    }
    const place = order.findIndex((one) => one.id === here);
    if (place >= 0) order[place].element.querySelector(".place").textContent = say("place", { n: place + 1, of: order.length });
    id("go-on").textContent = place === order.length - 1 ? say("finish") : say("next");
  }

  // --- keeping ---

  const status = (key) => { id("kept").textContent = say(key); id("queue").dataset.kept = key; };

  // Writes what has changed. Only when it is on the disk, and nothing newer waits, the page says that it is saved.
  function write() {
    clearTimeout(timer);
    const names = dirty;
    if (!draft || !names.size) return writing;
    dirty = new Set();
    const changes = [...names].map((name) => [name, draft.answers[name] || ""]), number = draft.id;
    writing = writing.then(async () => {
      const kept = await store.keep(slug, number, (row) => {
        for (const [name, text] of changes) {
          if (text) { row.answers[name] = text; row.seen[name] = language; } else { delete row.answers[name]; delete row.seen[name]; }
        }
        row.at = here;
      });
      if (!kept) return draft && draft.id === number && goneElsewhere();
      if (dirty.size) return;
      fails = false;
      status("saved");
      id("queue").dataset.rev = kept.rev;
    }).catch(() => {
      // The changes stay marked: the next answer tries to keep them once more
      names.forEach((name) => dirty.add(name));
      fails = true;
      status("notStored");
      id("export").hidden = false;
    });
    return writing;
  }

  function changed(question, name, soon) {
    const text = valueOf(question, name);
    if (text) { draft.answers[name] = text; draft.seen[name] = language; } else delete draft.answers[name];
    dirty.add(name);
    status(fails ? "notStored" : "saving");
    refresh();
    clearTimeout(timer);
    if (soon) write();
    else timer = setTimeout(write, TYPING);
  }

  function keepApart(question, field) {
    const fields = question.fields.filter((one) => one.name === question.id && one !== field);
    if (field.type === "checkbox" && field.checked) {
      fields.filter((one) => "exclusive" in field.dataset || "exclusive" in one.dataset).forEach((one) => { one.checked = false; });
    } else if (question.kind === "ranking" && field.name === question.id && field.value) {
      fields.filter((one) => one.value === field.value).forEach((one) => { one.value = ""; });
    }
  }

  function onInput(event) {
    const field = event.target, box = field.closest(".question");
    const question = box && sections.flatMap((one) => one.questions).find((one) => one.element === box);
    if (!question || !draft || !field.name) return;
    keepApart(question, field);
    errorOf(question).hidden = true;
    const isText = field.matches("textarea, input:not([type=radio]):not([type=checkbox])");
    changed(question, field.name, !isText || event.type === "change");
  }

  // --- what is wrong ---

  function faultsOf(question, kept) {
    const broken = question.fields.find((one) => one.validity && one.validity.badInput);
    if (broken) return [{ question, code: question.kind === "date" ? "date-expected" : "number-expected" }];
    return question.names.map((name) => [name, logic.problem(question, name, kept, today())]).filter(([, one]) => one)
      .map(([name, [code, limit]]) => ({ question, name, code, limit }));
  }

  const sentence = (fault) => (fault.code === "check-failed" && fault.question.message)
    || say(fault.code, { limit: fault.limit === undefined ? "" : fault.limit.toLocaleString(document.documentElement.lang) });

  const errorOf = (question) => question.element.querySelector(".answer-error");

  function focusOn(question) {
    const field = question.fields.find((one) => !one.closest("[hidden]"));
    if (field) field.focus();
    question.element.scrollIntoView({ block: "start" });
  }

  function faultLinks(list, faults) {
    list.replaceChildren(...faults.map((fault) => {
      const item = document.createElement("li"), link = document.createElement("a");
      const label = fault.question.element.querySelector("legend, label");
      link.href = `#q-${fault.question.id}`;
      link.textContent = (label.firstChild || label).textContent.trim();
      link.addEventListener("click", (event) => {
        event.preventDefault();
        go(sections.find((one) => one.questions.includes(fault.question)).id, true);
        focusOn(fault.question);
      });
      item.append(link, `: ${sentence(fault)}`);
      return item;
    }));
  }

  function stopAt(faults) {
    for (const fault of faults) Object.assign(errorOf(fault.question), { textContent: sentence(fault), hidden: false });
    faultLinks(id("faults").querySelector("ul"), faults);
    id("faults").hidden = false;
    id("faults").focus();
  }

  // --- the way through ---

  function show(step, quietly) {
    here = step;
    document.querySelectorAll(".step").forEach((one) => { one.hidden = one.id !== `step-${step}`; });
    const inForm = sections.some((one) => one.id === step) || step === "check";
    id("answers").hidden = !inForm;
    id("go-on").hidden = step === "check";
    id("send").hidden = true;
    id("faults").hidden = true;
    if (step === "check") showCheck();
    else if (inForm) refresh();
    const title = document.querySelector(`#step-${CSS.escape(step)} h1`);
    if (title && !quietly) title.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }

  function go(step, quietly) {
    write();
    if (step !== here) history.pushState({ step }, "");
    show(step, quietly);
    if (draft) store.keep(slug, draft.id, (row) => { row.at = step; }).catch(() => {});
  }

  function onward(event) {
    event.preventDefault();
    const { found, kept } = asked(), section = sections.find((one) => one.id === here), order = visible(found);
    const faults = section.questions.filter((one) => found.has(one)).flatMap((one) => faultsOf(one, kept)).filter((one) => one.code !== "required-missing");
    if (faults.length) { stopAt(faults); return; }
    const next = order[order.indexOf(section) + 1];
    go(next ? next.id : "check");
  }

  function backward() {
    const order = visible(asked().found), place = here === "check" ? order.length : order.findIndex((one) => one.id === here);
    go(place > 0 ? order[place - 1].id : "welcome");
  }

  function showCheck() {
    const { found, kept } = asked(), questions = [...found].filter((one) => one.names.length);
    const empty = questions.filter((one) => !one.names.some((name) => kept[name])).length;
    id("count-open").textContent = empty ? say("unanswered", { n: empty, of: questions.length }) : say("allAnswered");
    const faults = questions.flatMap((one) => faultsOf(one, kept).slice(0, 1));
    id("open-ends").hidden = !faults.length;
    faultLinks(id("open-ends").querySelector("ul"), faults);
    id("send").hidden = Boolean(faults.length);
  }

  // --- beginning and ending ---

  function enter(found, step) {
    draft = found;
    remember(draft.id);
    if (location.search) history.replaceState({ step: "welcome" }, "", settings.scope);
    fillNeed();
    fillAll();
    status("nothingYet");
    go(sections.some((one) => one.id === step) || step === "check" ? step : visible(asked().found)[0].id);
    if (navigator.serviceWorker) settings.others.forEach((one) => navigator.serviceWorker.register(one.worker, { scope: one.scope }).catch(() => {}));
    store.isPersistent().then((kept) => { id("persistence").hidden = kept; if (!kept) id("export").hidden = false; }, () => {});
  }

  async function onAgree(event) {
    event.preventDefault();
    id("agree-error").hidden = id("agree").checked;
    if (!id("agree").checked) { id("agree").focus(); return; }
    const token = new URLSearchParams(location.search).get("k") || "", need = root.dataset.need ? { [language]: root.dataset.need } : {};
    const fields = { slug, version: settings.version, consent: settings.consent, token, need, at: "" };
    const found = await store.begin(fields).catch(() => null);
    // Nothing can be kept here: the plain form, which the server keeps between its pages
    if (found) enter(found, found.at);
    else id("agree-form").submit();
  }

  // What the person named as need before stands in the questions about it
  function fillNeed() {
    const text = (draft.need && (draft.need[language] || Object.values(draft.need)[0])) || "…";
    const walker = document.createTreeWalker(id("answers"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) walker.currentNode.data = walker.currentNode.data.replaceAll("[[need]]", () => text);
  }

  function clear() {
    draft = null;
    dirty = new Set();
    remember("");
    if (id("answers")) id("answers").reset();
    id("kept").textContent = "";
    for (const name of ["export", "persistence"]) id(name).hidden = true;
  }

  function goneElsewhere() {
    clear();
    history.replaceState({ step: "thanks" }, "");
    show("thanks");
    id("outcome").textContent = say("elsewhere");
  }

  async function send() {
    id("send").disabled = true;
    await write();
    const kept = await store.finish(draft, language);
    id("send").disabled = false;
    if (!kept) { goneElsewhere(); return; }
    mine = kept.id;
    clear();
    history.replaceState({ step: "thanks" }, "");
    show("thanks");
    id("outcome").textContent = say("queued");
    id("number").hidden = settings.anonymous;
    id("number").querySelector("code").textContent = settings.anonymous ? "" : mine;
    store.flush();
  }

  async function save() {
    const text = await store.exported(draft, language), link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = `${say("fileName")}-${slug}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  // --- the queue ---

  function tell({ waiting, stuck }) {
    const box = id("queue");
    box.dataset.waiting = waiting;
    box.dataset.stuck = stuck;
    if (settings.closed) box.hidden = !(waiting || stuck || mine);
    const parts = [stuck && say("stuck", { n: stuck }), waiting && say("waiting", { n: waiting }), !waiting && !stuck && mine && say("allSent")];
    id("outbox").textContent = parts.filter(Boolean).join(" ");
    if (stuck) id("export").hidden = false;
  }

  function sent(number, status) {
    if (number !== mine || !id("outcome")) return;
    id("outcome").textContent = say(status === "quarantined" ? "sentWaiting" : "sent");
  }

  const queue = () => store.start({ slug, responses: settings.responses, tell, sent, finishedElsewhere: (number) => { if (draft && draft.id === number) goneElsewhere(); } });

  function listen() {
    const form = id("answers");
    form.addEventListener("input", onInput);
    form.addEventListener("change", onInput);
    form.addEventListener("submit", onward);
    id("go-back").addEventListener("click", backward);
    id("send").addEventListener("click", send);
    id("export").addEventListener("click", save);
    id("new-response").hidden = !settings.openLink;
    id("new-response").addEventListener("click", () => location.replace(settings.scope));
    id("agree-form").addEventListener("submit", onAgree);
    window.addEventListener("popstate", (event) => {
      const step = (event.state && event.state.step) || "welcome";
      write();
      show(draft || ["welcome", "thanks"].includes(step) ? step : "welcome");
    });
    window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
    window.addEventListener("pagehide", write);
    window.addEventListener("offline", () => { if (draft) status("offline"); });
    document.addEventListener("visibilitychange", async () => {
      if (document.visibilityState === "hidden") { write(); return; }
      const now = draft && !dirty.size ? await store.draft(slug).catch(() => null) : null;
      if (now && draft && now.id === draft.id && !dirty.size) { draft = now; fillAll(); }
    });
    document.querySelectorAll(".lang a").forEach((link) => link.addEventListener("click", async (event) => {
      if (!draft) return;
      event.preventDefault();
      await write();
      location.href = link.href;
    }));
  }

  function offerUnfinished(found) {
    id("unfinished").hidden = false;
    id("anew").hidden = false;
    id("agree-form").querySelector("button").classList.add("quiet");
    id("continue").addEventListener("click", (event) => { event.preventDefault(); enter(found, found.at); });
    id("anew").addEventListener("submit", async (event) => {
      event.preventDefault();
      await store.discard(slug);
      location.replace(settings.scope);
    });
  }

  async function openForm() {
    await store.open();
    if (navigator.serviceWorker) navigator.serviceWorker.register(settings.worker, { scope: settings.scope }).catch(() => {});
    root.append(id("survey-form").content.cloneNode(true));
    readSections();
    listen();
    history.replaceState({ step: "welcome" }, "");
    const found = await store.draft(slug);
    if (found && found.id === remembered()) enter(found, found.at);
    else {
      if (found) offerUnfinished(found);
      show("welcome", true);
    }
    queue();
  }

  // The survey is over, or the link was used: what this device still holds is sent all the same
  async function openClosed() {
    await store.open();
    const found = await store.draft(slug);
    id("left-over").hidden = !found;
    id("export").addEventListener("click", save);
    id("send-left-over").addEventListener("click", async () => {
      id("left-over").hidden = true;
      const kept = await store.finish(found, language);
      mine = kept ? kept.id : "";
      store.flush();
    });
    queue();
  }

  (settings.closed ? openClosed() : openForm()).then(() => { root.dataset.ready = "yes"; }, () => {});
})();
