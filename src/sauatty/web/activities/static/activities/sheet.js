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

  return { device, values, fill, apart };
})();
