// What the server cannot see of a browser: apps that name themselves to pages only, addresses and windows that keep nothing.
(() => {
  "use strict";
  const id = (name) => document.getElementById(name), app = id("browser-app"), insecure = id("browser-insecure");
  if (!app || !insecure) return;
  const STAYS = "sauatty-browser-stays";
  const remembered = () => { try { return sessionStorage.getItem(STAYS) === "yes"; } catch { return false; } };
  const stay = () => { try { sessionStorage.setItem(STAYS, "yes"); } catch { /* asked again on the next page */ } };
  const hide = () => { app.hidden = insecure.hidden = true; };

  // Put on the home screen, a page on an iPhone says of itself what a page inside an app says
  const isInstalled = navigator.standalone === true || matchMedia("(display-mode: standalone)").matches;
  const isInApp = Boolean(window.TelegramWebviewProxy || window.TelegramWebview || window.FbQuickAction || window.Android && window.Android.vk);
  const keepsNothing = () => new Promise((resolve) => {
    if (!window.indexedDB) { resolve(true); return; }
    try {
      const asked = indexedDB.open("sauatty-try", 1);
      asked.onsuccess = () => { asked.result.close(); indexedDB.deleteDatabase("sauatty-try"); resolve(false); };
      asked.onerror = () => resolve(true);
    } catch { resolve(true); }
  });

  async function look() {
    if (isInstalled || remembered()) { hide(); return; }
    if (isInApp) app.hidden = false;
    if (!app.hidden) return;
    insecure.hidden = window.isSecureContext && "serviceWorker" in navigator && !(await keepsNothing());
  }

  async function copy(text) {
    if (navigator.clipboard && window.isSecureContext) { await navigator.clipboard.writeText(text); return; }
    const field = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }

  document.querySelectorAll(".browser-note [data-stay]").forEach((link) => link.addEventListener("click", (event) => {
    event.preventDefault();
    stay();
    hide();
    id("browser-stay").focus();
  }));
  document.querySelectorAll(".browser-note [data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => copy(button.dataset.copy).then(() => { app.querySelector("[data-copied]").hidden = false; }, () => {}));
  });
  look();
})();
