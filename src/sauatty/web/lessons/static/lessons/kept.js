// Modules on this phone. One tap fetches a module in one piece and keeps it; a module is either kept whole or not at all.
// What is kept holds nobody's name or work. A worker gives it where there is no connection.
(() => {
  "use strict";
  const sync = window.SauattySync, PREFIX = "sauatty-lessons";
  const card = document.getElementById("keep"), list = document.getElementById("saved-modules");
  const site = JSON.parse((card || list).dataset.saving), say = site.say;
  const usable = Boolean(navigator.serviceWorker && window.caches);
  const nameOf = (one) => [PREFIX, one.language, one.module, one.edition].join(" ");
  const factsOf = (one) => `/${PREFIX}/${one.language}/${one.module}`;

  // --- what is kept ---

  async function saved() {
    const found = [];
    for (const name of usable ? await caches.keys() : []) {
      if (!name.startsWith(PREFIX + " ")) continue;
      const [, language, module] = name.split(" "), cache = await caches.open(name);
      const facts = await cache.match(factsOf({ language, module }));
      if (facts) found.push(await facts.json());
    }
    return found.sort((a, b) => a.page.localeCompare(b.page));
  }

  // Also what was begun and never finished goes
  async function dropOthers(one, except) {
    for (const name of await caches.keys()) {
      if (name.startsWith([PREFIX, one.language, one.module, ""].join(" ")) && name !== except) await caches.delete(name);
    }
  }

  async function put(one, fetched) {
    const cache = await caches.open(nameOf(one));
    await cache.addAll(fetched.assets);
    await Promise.all(fetched.pictures.map((address) => cache.add(address).catch(() => {})));
    for (const [address, text] of Object.entries(fetched.pages)) await cache.put(address, new Response(text, { headers: fetched.headers }));
    await cache.put(factsOf(one), new Response(JSON.stringify(one)));
    for (const address of Object.keys(fetched.pages)) if (!(await cache.match(address))) throw new DOMException("", "QuotaExceededError");
  }

  async function save(wanted) {
    await navigator.serviceWorker.register(wanted.worker);
    const answer = await fetch(wanted.bundle, { credentials: "omit", cache: "no-cache" });
    if (!answer.ok) throw new Error(answer.status);
    const fetched = await answer.json();
    const one = { ...wanted, edition: fetched.edition, saved_at: new Date().toISOString() };
    try {
      await put(one, fetched);
    } catch (error) {
      await caches.delete(nameOf(one));
      throw error;
    }
    await dropOthers(one, nameOf(one));
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => {});
    if (sync) await sync.remember().catch(() => {});
    return one;
  }

  async function remove(one) {
    await dropOthers(one, "");
    if ((await saved()).some((other) => other.language === one.language)) return;
    const registration = await navigator.serviceWorker.getRegistration(one.page);
    if (registration) await registration.unregister();
  }

  const problem = (error) => (error && error.name === "QuotaExceededError" ? say.full : say.failed);

  // 'same', 'newer', 'gone', or '' where nobody can say without a connection
  async function compared(one) {
    const answer = await fetch(one.bundle, { method: "HEAD", credentials: "omit", cache: "no-store" }).catch(() => null);
    if (!answer) return "";
    if (answer.status === 404) return "gone";
    const edition = answer.ok ? answer.headers.get("X-Sauatty-Edition") : "";
    return edition ? (edition === one.edition ? "same" : "newer") : "";
  }

  // --- the page of a module ---

  async function showModule() {
    const offered = { ...JSON.parse(card.dataset.keep), language: site.language, worker: site.worker };
    const [keepIt, drop, status] = ["[data-save]", "[data-delete]", "[data-status]"].map((one) => card.querySelector(one));
    card.hidden = false;

    async function paint(text) {
      const kept = usable && (await saved()).find((one) => one.module === offered.module && one.language === offered.language);
      const isNewer = Boolean(kept) && kept.edition !== offered.edition;
      keepIt.hidden = !usable || (Boolean(kept) && !isNewer);
      drop.hidden = !kept;
      card.dataset.state = kept ? (isNewer ? "newer" : "saved") : "";
      status.textContent = text || (kept ? (isNewer && kept.is_text === offered.is_text ? say.newer : say.saved) : usable ? "" : say.unable);
    }

    async function act(work, done) {
      let text = done;
      keepIt.disabled = drop.disabled = true;
      try { await work(); } catch (error) { text = problem(error); }
      keepIt.disabled = drop.disabled = false;
      await paint(text);
    }

    keepIt.addEventListener("click", () => { status.textContent = say.saving; act(() => save(offered), ""); });
    drop.addEventListener("click", () => act(() => remove(offered), say.deleted));
    await paint("");
  }

  // --- the list ---

  function made(tag, text, more = {}) {
    return Object.assign(document.createElement(tag), { textContent: text, ...more });
  }

  function row(one) {
    const line = made("li", ""), facts = [site.names[one.language], `${one.n_kilobytes} ${say.size}`, ...(one.is_text ? [say.text] : [])];
    const at = new Date(one.saved_at), day = site.days[at.getMonth()].replace("%d", at.getDate()).replace("%y", at.getFullYear());
    const buttons = made("p", ""), state = made("p", "", { hidden: true }), drop = made("button", say.delete, { type: "button", className: "btn quiet" });
    drop.addEventListener("click", async () => { await remove(one); await showList(say.deleted); });
    line.dataset.module = one.module;
    buttons.append(drop);
    line.append(made("a", one.title, { href: one.page, lang: one.language }), made("p", [...facts, day].join(" · "), { className: "muted" }), state, buttons);
    compared(one).then((found) => {
      if (!["newer", "gone"].includes(found)) return;
      Object.assign(state, { hidden: false, textContent: say[found], className: "notice" });
      if (found === "newer") drop.before(updater(one, state), " ");
    });
    return line;
  }

  function updater(one, state) {
    const button = made("button", say.update, { type: "button", className: "btn" });
    button.addEventListener("click", async () => {
      button.disabled = true;
      state.textContent = say.saving;
      try { await save(one); await showList(say.saved); } catch (error) { button.disabled = false; state.textContent = problem(error); }
    });
    return button;
  }

  async function showList(text) {
    const rows = await saved();
    list.replaceChildren(...rows.map(row));
    document.getElementById("nothing-saved").hidden = rows.length > 0;
    document.getElementById("saved-status").textContent = usable ? text : say.unable;
    list.dataset.ready = "yes";
  }

  async function showOwn() {
    const own = document.getElementById("own-work");
    if (!sync || !sync.page.person) return;
    own.querySelector("[data-name]").textContent = sync.page.name;
    own.querySelector("[data-forget]").addEventListener("click", () => {
      sync.forget();
      own.hidden = true;
      document.getElementById("saved-status").textContent = say.forgotten;
    });
    own.hidden = false;
  }

  function showAway() {
    const away = document.getElementById("away");
    if (location.pathname === site.saved) return;
    away.textContent = sync.page.say.away;
    away.hidden = false;
  }

  if (card) showModule();
  if (list) { showAway(); showOwn(); showList(""); }
})();
