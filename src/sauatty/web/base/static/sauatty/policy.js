// Trusted Types: htmx swaps answers of this site only; everything else is refused by the browser.
if (window.trustedTypes && trustedTypes.createPolicy) {
  trustedTypes.createPolicy("default", {
    createHTML: (text) => text,
    createScriptURL: (url) => {
      if (new URL(url, location.href).origin !== location.origin) throw new TypeError("foreign script refused");
      return url;
    },
  });
}

// What a reader keeps of their own for saved lessons goes with the first page that is not theirs: after signing out,
// after a sign-in has ended, or when somebody else has signed in. Saved pages themselves say nothing of a person.
try {
  const mark = document.querySelector("meta[name=reader]"), kept = JSON.parse(localStorage.getItem("sauatty-reader"));
  if (mark && kept && kept.mark !== mark.content) localStorage.removeItem("sauatty-reader");
} catch { /* no storage, nothing kept */ }
