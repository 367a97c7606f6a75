// Keeps the page of one form, in one language, with what it needs, so that it opens without a connection.
// FORM stands above: name (survey, test), slug, page, fresh, mark, credentials. Nobody's answers, link or name are ever
// in what is kept here.
const CACHE = `sauatty-${FORM.name} ${FORM.page}`;
const ours = (answer) => (answer.headers.get(FORM.mark) || "").startsWith(FORM.slug + " ");
const edition = (answer) => (answer ? answer.headers.get(FORM.mark) : "");
const isForm = (answer) => answer.ok && ours(answer) && !edition(answer).endsWith(" closed");

async function refresh() {
  const answer = await fetch(FORM.fresh, { credentials: FORM.credentials, cache: "no-store" });
  if (!isForm(answer)) return;
  const cache = await caches.open(CACHE), text = await answer.clone().text();
  const assets = new Set(Array.from(text.matchAll(/(?:src|href)="(\/static\/[^"]+)"/g), (found) => found[1]));
  await Promise.all([...assets].map(async (one) => { if (!(await cache.match(one))) await cache.add(one); }));
  await cache.put(FORM.page, answer);
  for (const request of await cache.keys()) {
    const path = new URL(request.url).pathname;
    if (path !== FORM.page && !assets.has(path)) await cache.delete(request);
  }
}

self.addEventListener("install", (event) => { self.skipWaiting(); event.waitUntil(refresh()); });

async function open(event) {
  const cache = await caches.open(CACHE), kept = await cache.match(FORM.page);
  const answer = await networkFirst(event.request, kept, ours);
  if (answer && answer !== kept && isForm(answer) && edition(answer) !== edition(kept)) event.waitUntil(refresh().catch(() => {}));
  return answer || Response.error();
}

self.addEventListener("fetch", (event) => {
  const { request } = event, { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && pathname === FORM.page) event.respondWith(open(event));
  else if (pathname.startsWith("/static/")) event.respondWith(keptFirst(request));
});
