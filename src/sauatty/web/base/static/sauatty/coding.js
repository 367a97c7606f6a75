// The coder's screen: keys, the next units prepared ahead, decisions into the outbox. Without it the form works alone.
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const outbox = window.SauattyOutbox, idle = byId("idle"), form = byId("decide"), host = form || idle;
  if (!host || !outbox || !outbox.usable) return;
  const say = host.dataset, REFILL = 10;
  const fill = (text, numbers) => text.replace(/%([a-z])/g, (_, letter) => numbers[letter]);
  const settings = { person: say.person, envelopes: say.envelopes, csrf: say.csrf, tell };
  const ahead = [], done = [], handled = new Set(), skipped = [];
  let current = null, order = [], loading = null, isOn = false, counts = null;

  function tell({ outcome, waiting, stuck }) {
    const words = [];
    if (outcome === "signin" && waiting) words.push(say.saySignin);
    if (waiting) words.push(fill(say.sayWaiting, { n: waiting }));
    else if (done.length || outcome === "sent") words.push(say.saySent);
    if (outcome === "later" && waiting && form) words.push(fill(say.sayOffline, { n: ahead.length }));
    if (stuck) words.push(fill(say.sayStuck, { n: stuck }));
    byId("outbox").textContent = words.join(" ");
  }
  if (!form) { outbox.prepare(settings).then(outbox.start).catch(() => {}); return; }

  const boxes = [...form.querySelectorAll("input[name=competences]")];
  const radios = [...form.querySelectorAll("input[name=relevance]")];
  const { unit, envelope_id: envelope, demand, unsure, note, chosen } = form.elements;

  // --- what is chosen
  function showOrder() {
    chosen.value = order.join(" ");
    for (const box of boxes) {
      const place = order.indexOf(box.value);
      if (place < 0) delete box.parentElement.dataset.place;
      else box.parentElement.dataset.place = place + 1;
    }
  }
  function choose(box, on) {
    box.checked = on;
    order = order.filter((one) => one !== box.value);
    if (on) order.push(box.value);
    showOrder();
  }
  function setRelevance(value) {
    for (const radio of radios) radio.checked = radio.value === String(value);
    if (String(value) === "0") for (const box of boxes) choose(box, false);
  }
  function fillIn(values) {
    setRelevance(values ? values.relevance : "");
    for (const box of boxes) choose(box, false);
    for (const one of values ? values.competences : []) choose(boxes.find((box) => box.value === one), true);
    if (demand) demand.value = values && values.demand ? values.demand : "";
    unsure.checked = Boolean(values && values.unsure);
    note.value = values ? values.note : "";
    miss("");
  }
  function miss(text) {
    byId("missing").textContent = text;
    byId("missing").hidden = !text;
  }

  // --- the unit on the screen
  function list(id, texts, language) {
    byId(id).replaceChildren(...texts.map((text) => {
      const item = document.createElement("li");
      item.textContent = text;
      return item;
    }));
    if (language) byId(id).lang = language;
  }
  function show(next, values) {
    current = next;
    unit.value = next.id;
    envelope.value = outbox.newId();
    byId("unit-where").textContent = next.where;
    byId("unit-path").textContent = next.path;
    byId("unit-text").textContent = next.text;
    byId("unit-text").lang = next.language;
    list("unit-before", next.before, next.language);
    list("unit-after", next.after, next.language);
    list("unit-facts", next.facts || [], "");
    byId("unit-pair").hidden = !next.pair;
    byId("unit-pair-text").textContent = next.pair ? next.pair.text : "";
    byId("unit-pair-text").lang = next.pair ? next.pair.language : "";
    const told = next.proposal;
    byId("unit-proposal").hidden = !told;
    byId("unit-proposal-text").textContent = told ? [Math.round((told.relevance || 0) * 100) + " %", ...told.competences].join(" · ") : "";
    fillIn(values);
    byId("unit").scrollIntoView({ block: "nearest" });
  }
  function showCounts(change) {
    if (!counts) return;
    counts.l -= change; counts.d += change; counts.t += change;
    byId("progress").firstChild.textContent = fill(say.sayProgress, counts) + " ";
  }
  function goOn() {
    if (!ahead.length) ahead.push(...skipped.splice(0));
    if (ahead.length) { show(ahead.shift()); refill(); return; }
    byId("save").disabled = byId("skip-button").disabled = true;
    miss(say.sayNone);
    refill().then((answered) => {
      byId("save").disabled = byId("skip-button").disabled = false;
      if (ahead.length) show(ahead.shift());
      else if (answered) outbox.flush().then(() => location.assign(location.pathname));
    });
  }

  // --- the units ahead
  function refill() {
    if (ahead.length > REFILL) return Promise.resolve(true);
    loading = loading || (async () => {
      try {
        const n = Math.min(100, 20 + skipped.length + (await outbox.mine()).length);
        const answer = await fetch(`${say.units}?n=${n}`, { redirect: "manual", cache: "no-store" });
        if (!answer.ok) return false;
        const told = await answer.json();
        if (told.person !== say.person) return false;
        const known = new Set([...handled, ...ahead.map((one) => one.id), ...skipped.map((one) => one.id)]);
        for (const one of told.units) {
          if (known.has(one.id)) continue;
          if (one.id === unit.value) current = one;
          else ahead.push(one);
        }
        if (!counts) counts = { l: told.n_left, d: told.n_decided, t: told.n_today };
        return true;
      } catch {
        return false;
      } finally {
        loading = null;
      }
    })();
    return loading;
  }

  // --- deciding, taking back, skipping
  function read() {
    const relevance = radios.find((radio) => radio.checked);
    return {
      relevance: relevance ? Number(relevance.value) : null, competences: [...order],
      demand: demand && demand.value ? Number(demand.value) : null, unsure: unsure.checked, note: note.value.trim(),
    };
  }
  function lacks(values) {
    if (values.relevance === null) return say.sayRelevance;
    return values.relevance && (order.length < say.fewest || order.length > say.most) ? say.sayCompetences : "";
  }
  async function save(event) {
    event.preventDefault();
    if (isOn || byId("save").disabled) return;
    const values = read(), lack = lacks(values);
    miss(lack);
    if (lack) return;
    isOn = true;
    const id = envelope.value, unitId = unit.value;
    const body = { kind: "coding-decision", unit: unitId, ...values, client_time: new Date().toISOString() };
    try {
      await outbox.put(id, body);
    } catch {
      byId("outbox").textContent = say.sayFull;
      form.removeEventListener("submit", save);
      form.submit();
      return;
    }
    handled.add(unitId);
    done.push({ id, unitId, unit: current && current.id === unitId ? current : null, values });
    byId("undo-button").hidden = false;
    byId("outbox").textContent = say.sayKept;
    showCounts(1);
    isOn = false;
    goOn();
  }
  async function undo(event) {
    const before = done[done.length - 1];
    if (!before) { if (event.type === "keydown" && byId("undo")) byId("undo").requestSubmit(); return; }
    event.preventDefault();
    if (isOn) return;
    isOn = true;
    await outbox.put(outbox.newId(), { kind: "coding-undo", decision: before.id, client_time: new Date().toISOString() });
    done.pop();
    handled.delete(before.unitId);
    isOn = false;
    if (!before.unit) { await outbox.flush(); location.assign(`${location.pathname}?unit=${before.unitId}`); return; }
    if (current && !handled.has(current.id)) ahead.unshift(current);
    byId("save").disabled = byId("skip-button").disabled = false;
    showCounts(-1);
    show(before.unit, before.values);
    byId("outbox").textContent = say.sayUndone;
  }
  function skip(event) {
    if (!current) return;
    event.preventDefault();
    skipped.push(current);
    goOn();
  }

  // --- keys: what is pressed counts, not the letter of the keyboard's language
  function onKey(event) {
    const at = event.target;
    if (event.ctrlKey && event.code === "Enter" && at === note) { form.requestSubmit(); return; }
    if (event.code === "Escape" && at === note) { note.blur(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || !byId("keys").checked) return;
    if (at.matches("textarea, select, input:not([type=checkbox], [type=radio])")) return;
    const digit = /^(?:Digit|Numpad)([0-6])$/.exec(event.code);
    const box = boxes.find((one) => one.dataset.key === event.code);
    if (digit && event.shiftKey && digit[1] > 0 && demand) demand.value = digit[1];
    else if (digit && digit[1] <= say.top) setRelevance(digit[1]);
    else if (box && !event.shiftKey) choose(box, !box.checked);
    else if (event.code === "KeyU") unsure.checked = !unsure.checked;
    else if (event.code === "KeyN") note.focus();
    else if (event.code === "KeyK") skip(event);
    else if (event.code === "Backspace") undo(event);
    else if (event.code === "Enter" && !at.matches("a, button, summary, input")) form.requestSubmit();
    else return;
    event.preventDefault();
  }

  function begin() {
    order = chosen.value.split(" ").filter(Boolean);
    if (!order.length) order = boxes.filter((box) => box.checked).map((box) => box.value);
    showOrder();
    byId("first-of-all").hidden = true;
    byId("keys-choice").hidden = false;
    form.addEventListener("submit", save);
    form.addEventListener("change", (event) => {
      if (event.target.name === "competences") choose(event.target, event.target.checked);
      if (event.target.name === "relevance") setRelevance(event.target.value);
    });
    byId("undo-button").addEventListener("click", undo);
    byId("skip-button").addEventListener("click", skip);
    document.addEventListener("keydown", onKey);
    refill();
    window.addEventListener("online", refill);
  }
  // Decisions kept since an earlier visit are sent before anything is asked: the page still counts and shows their units
  async function enter() {
    const kept = await outbox.prepare(settings);
    for (const one of kept) handled.add(JSON.parse(one.text).unit);
    if (!kept.length) { outbox.start().catch(() => {}); begin(); return; }
    byId("save").disabled = byId("skip-button").disabled = true;
    await outbox.start();
    if (!(await outbox.mine()).some((one) => !one.stuck)) { location.assign(location.pathname); return; }
    begin();
    byId("save").disabled = byId("skip-button").disabled = false;
    if (handled.has(unit.value)) goOn();
  }
  enter().catch(() => {
    byId("save").disabled = byId("skip-button").disabled = false;
    begin();
  });
})();
