// Gives the pages of saved modules where there is no connection. It keeps nothing by itself: kept.js does, on a tap, and
// only pages as a visitor without an account sees them. LESSONS stands above: saved, mark.
const isLesson = (answer) => answer.headers.has(LESSONS.mark);

self.addEventListener("install", () => { self.skipWaiting(); });

async function open(request, path) {
  const answer = await networkFirst(request, await caches.match(path), isLesson);
  return answer || (await caches.match(LESSONS.saved)) || Response.error();
}

self.addEventListener("fetch", (event) => {
  const { request } = event, { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(open(request, pathname));
  else if (pathname.startsWith("/static/") || request.destination === "image") event.respondWith(keptFirst(request));
});
