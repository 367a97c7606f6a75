// Has a test kept on this device by its service worker, and says when it really is there.
(() => {
  "use strict";
  const box = document.getElementById("keep");
  if (!box) return;
  const { worker, scope, page, words } = JSON.parse(document.getElementById("keep-settings").textContent);
  const button = box.querySelector("button"), link = box.querySelector("a"), state = box.querySelector("[role=status]");
  box.hidden = false;

  const isThere = async () => Boolean(window.caches && await caches.match(page).catch(() => null));

  function settled(registration) {
    const coming = registration.installing || registration.waiting;
    if (!coming) return registration.update();
    return new Promise((done) => {
      coming.addEventListener("statechange", () => { if (["activated", "redundant"].includes(coming.state)) done(); });
    });
  }

  async function show() {
    const there = await isThere();
    if (there) { link.hidden = false; state.textContent = words.kept; }
    return there;
  }

  button.addEventListener("click", async () => {
    state.textContent = words.keeping;
    try {
      if (!window.SauattyOutbox || !SauattyOutbox.usable) throw new Error("nothing is kept here");
      await settled(await navigator.serviceWorker.register(worker, { scope }));
    } catch { /* said below */ }
    if (!await show()) state.textContent = words.unable;
  });
  show();
})();
