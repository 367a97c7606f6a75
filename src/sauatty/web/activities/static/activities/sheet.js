// What the pages of activities share: the drafts of this device, and what stands in a form. Needs outbox.js.
window.SauattyActivities = (() => {
  "use strict";
  const outbox = window.SauattyOutbox;
  if (!outbox || !outbox.usable) return null;
  const device = outbox.device("sauatty-activities", "drafts", (database) => database.createObjectStore("drafts", { keyPath: "key" }));
  const OWN = /^e[0-9a-f-]{36}-/; // what is said of evidence that the server has already
  const isTyped = (field) => field.name && field.type !== "file" && field.name !== "csrfmiddlewaretoken" && !OWN.test(field.name) && !field.hasAttribute("data-kept") && !field.closest("[data-attachments]");

  function values(form) {
    const found = {};
    for (const field of form.elements) {
      if (!isTyped(field)) continue;
      if (field.type !== "checkbox") found[field.name] = field.value;
      else if (field.checked) found[field.name] = [...(found[field.name] || []), field.value];
    }
    return found;
  }

  function fill(form, given) {
    for (const field of form.elements) {
      if (!isTyped(field)) continue;
      const value = given[field.name];
      if (field.type === "checkbox") field.checked = Array.isArray(value) && value.includes(field.value);
      else if (value !== undefined) field.value = value;
    }
  }

  // One at a time, also between tabs: nobody takes for sent what is only on its way into the outbox
  const apart = async (work) => (navigator.locks ? navigator.locks.request("sauatty-activities", work) : work());

  // --- several windows on one sheet ---

  const tab = outbox.newId(), MARKS = ["seen", "sequence"];
  let base = null;

  // What somebody wrote, whatever the order of the fields and whichever state of the server it was written upon
  const text = (given) => JSON.stringify(Object.entries(given || {}).filter(([name, value]) => value && String(value) && !MARKS.includes(name)).sort());
  const same = (a, b) => text(a) === text(b);

  // What this window went on from: a text that another one holds and this one never saw is kept beside its own
  function seen(values) { base = values; }

  // Stores a draft; resolves with the texts of other windows, each kept as it was typed
  async function put(now) {
    let others = {};
    await device.change((store) => {
      const asked = store.get(now.key);
      asked.onsuccess = () => {
        const there = asked.result || {};
        others = { ...there.others };
        if (there.values && there.tab !== tab && !same(there.values, base)) others[there.tab || "before"] = there.values;
        for (const [whose, given] of Object.entries(others)) if (whose === tab || same(given, now.values)) delete others[whose];
        store.put({ ...now, tab, others });
      };
    });
    base = now.values;
    return others;
  }

  // A text has left the device; one that another window held stays in its place
  const done = (key) => device.change((store) => {
    const asked = store.get(key);
    asked.onsuccess = () => {
      const { person, kind, activity, others } = asked.result || {};
      const [next, ...rest] = Object.entries(others || {});
      if (!next) { store.delete(key); return; }
      store.put({ key, person, kind, activity, values: next[1], tab: next[0], others: Object.fromEntries(rest), envelope: "", body: null, problems: null });
    };
  });

  function label(form, name) {
    const field = [...form.elements].find((one) => one.name === name);
    const found = field && (field.closest("fieldset") && field.type === "checkbox" ? field.closest("fieldset").querySelector("legend") : form.querySelector(`label[for="${field.id}"]`));
    return found ? found.textContent.trim() : "";
  }

  // Shows another text of the sheet, as far as it differs, and takes it over on request
  function offer(form, box, words, given, take) {
    const mine = values(form), part = document.createElement("section"), list = document.createElement("dl"), button = document.createElement("button");
    const names = Object.keys({ ...mine, ...given }).filter((name) => String(mine[name] || "") !== String(given[name] || "") && label(form, name));
    if (!names.length) return;
    for (const name of names) {
      const written = [].concat(given[name] || []).map((one) => {
        const field = [...form.elements].find((each) => each.name === name && each.value === one && each.type === "checkbox");
        return field ? field.closest("label").textContent.trim() : one;
      });
      list.append(Object.assign(document.createElement("dt"), { textContent: label(form, name) }), Object.assign(document.createElement("dd"), { textContent: written.join(", ") || "–" }));
    }
    list.className = "facts";
    part.className = "notice";
    Object.assign(button, { type: "button", className: "btn quiet", textContent: words.take });
    button.addEventListener("click", () => take(given));
    part.append(Object.assign(document.createElement("p"), { textContent: words.another }), list, button);
    box.append(part);
  }

  // The line under the title, and below it the texts of other windows
  function tellOthers(form, others, words, take) {
    const box = form.previousElementSibling && form.previousElementSibling.matches("[data-others]") ? form.previousElementSibling : document.createElement("div");
    box.dataset.others = "";
    box.replaceChildren();
    form.before(box);
    for (const given of Object.values(others)) offer(form, box, words, given, take);
  }

  return { device, values, fill, apart, same, seen, put, done, offer, tellOthers };
})();
