// Has the page for places without a connection kept as soon as somebody opens their activities with one.
(() => {
  "use strict";
  const told = document.getElementById("keep-settings");
  if (!told || !navigator.serviceWorker || !window.indexedDB) return;
  const { worker, scope } = JSON.parse(told.textContent);
  navigator.serviceWorker.register(worker, { scope }).catch(() => {});
})();
