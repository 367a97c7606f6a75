// What every worker that keeps pages shares.
"use strict";
const PATIENCE = 4000;

// The network first; what a hotel's network says instead of our page, or says too late, is passed over
async function networkFirst(request, kept, isOurs) {
  const asked = fetch(request).catch(() => null);
  const late = new Promise((done) => { setTimeout(() => done(null), kept ? PATIENCE : 600000); });
  const answer = await Promise.race([asked, late]);
  return !answer || (kept && !isOurs(answer)) ? kept || asked : answer;
}

const keptFirst = (request) => caches.match(request).then((kept) => kept || fetch(request));

self.addEventListener("activate", (event) => { event.waitUntil(self.clients.claim()); });
