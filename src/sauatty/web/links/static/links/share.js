// Copies a link with its words, or hands it to an app of the phone. Without JavaScript the address stands there to be copied.
(() => {
  "use strict";
  if (window.sauattySharing) return;
  window.sauattySharing = true;

  async function copy(text) {
    if (navigator.clipboard && window.isSecureContext) { await navigator.clipboard.writeText(text); return; }
    const field = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }

  document.querySelectorAll("[data-share]").forEach((box) => {
    const { share: url, shareText: text } = box.dataset, copying = box.querySelector("[data-copy-link]"), sending = box.querySelector("[data-send-on]");
    copying.hidden = false;
    copying.addEventListener("click", () => copy(text ? ("whole" in box.dataset ? text : `${text}\n${url}`) : url).then(() => { box.querySelector("[data-done]").hidden = false; }, () => {}));
    if (!navigator.share) return;
    sending.hidden = false;
    sending.addEventListener("click", () => navigator.share("whole" in box.dataset ? { text } : text ? { url, text } : { url }).catch(() => {}));
  });
})();
