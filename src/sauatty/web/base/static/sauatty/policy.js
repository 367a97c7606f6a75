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
