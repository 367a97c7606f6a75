// What a visitor without an account has done in this browser, or the reader of a saved module on this phone, shown on the
// lists of modules and lessons.
(() => {
  "use strict";
  const root = document.getElementById("lesson-list");
  const page = JSON.parse(root.dataset.lessons);
  if (page.person) return;
  const own = window.SauattySync.works();
  for (const key of page.lessons) {
    const tag = own[key] && root.querySelector(`[data-key="${CSS.escape(key)}"] .state`);
    if (tag) Object.assign(tag, { hidden: false, textContent: page.say[own[key].state] || "" });
  }
  for (const line of root.querySelectorAll("[data-done-of]")) {
    const done = page.lessons.filter((key) => key.startsWith(`${line.dataset.doneOf}.`) && own[key] && own[key].state === "done").length;
    line.querySelector("b").textContent = done;
    line.hidden = !done;
    const begun = root.querySelector(`[data-begun-of="${CSS.escape(line.dataset.doneOf)}"]`);
    begun.hidden = Boolean(done) || !page.lessons.some((key) => key.startsWith(`${line.dataset.doneOf}.`) && own[key]);
  }
})();
