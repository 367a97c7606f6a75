// LEADS
// Beside form-worker.js: where a page of activities does not open, the kept one does, with the same activity.
async function lead(event) {
  try { return await fetch(event.request); } catch {
    const { pathname } = new URL(event.request.url), rest = pathname.slice(FORM.home.length).split("/");
    const hash = rest[0] === "plan" ? "#plan" : /^[0-9a-f-]{36}$/.test(rest[0]) ? `#report=${rest[0]}` : "";
    return (await caches.match(FORM.page)) ? Response.redirect(FORM.page + hash, 302) : Response.error();
  }
}
self.addEventListener("fetch", (event) => {
  const { request } = event, { pathname, origin } = new URL(request.url);
  if (request.mode !== "navigate" || request.method !== "GET" || origin !== self.location.origin) return;
  if (pathname !== FORM.page && pathname.startsWith(FORM.home)) event.respondWith(lead(event));
});
