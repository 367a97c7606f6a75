// Keeps the page of one survey, in one language, with what it needs, so that it opens without a connection.
// SURVEY stands above: page, fresh, mark. Nobody's answers, link or name are ever in what is kept here.
"use strict";
const CACHE = `sauatty-survey ${SURVEY.page}`, PATIENCE = 4000;
const ours = (answer) => (answer.headers.get(SURVEY.mark) || "").startsWith(SURVEY.slug + " ");
const edition = (answer) => (answer ? answer.headers.get(SURVEY.mark) : "");
const isForm = (answer) => answer.ok && ours(answer) && !edition(answer).endsWith(" closed");

async function refresh() {
  const answer = await fetch(SURVEY.fresh, { credentials: "omit", cache: "no-store" });
  if (!isForm(answer)) return;
  const cache = await caches.open(CACHE), text = await answer.clone().text();
  const assets = new Set(Array.from(text.matchAll(/(?:src|href)="(\/static\/[^"]+)"/g), (found) => found[1]));
  await Promise.all([...assets].map(async (one) => { if (!(await cache.match(one))) await cache.add(one); }));
  await cache.put(SURVEY.page, answer);
  for (const request of await cache.keys()) {
    const path = new URL(request.url).pathname;
    if (path !== SURVEY.page && !assets.has(path)) await cache.delete(request);
  }
}

self.addEventListener("install", (event) => { self.skipWaiting(); event.waitUntil(refresh()); });
self.addEventListener("activate", (event) => { event.waitUntil(self.clients.claim()); });

// The network first; what a hotel's network says instead of our page, or says too late, is passed over
async function open(event) {
  const cache = await caches.open(CACHE), kept = await cache.match(SURVEY.page);
  const asked = fetch(event.request).catch(() => null);
  const late = new Promise((done) => { setTimeout(() => done(null), kept ? PATIENCE : 600000); });
  const answer = await Promise.race([asked, late]);
  if (!answer || (!ours(answer) && kept)) return kept || (await asked) || Response.error();
  if (isForm(answer) && edition(answer) !== edition(kept)) event.waitUntil(refresh().catch(() => {}));
  return answer;
}

self.addEventListener("fetch", (event) => {
  const { request } = event, { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && pathname === SURVEY.page) event.respondWith(open(event));
  else if (pathname.startsWith("/static/")) event.respondWith(caches.match(request).then((kept) => kept || fetch(request)));
});
