// What is recorded inside the page: events, status changes and broken content rules.

/** Installs the recorders; `window.keystowSeen` collects from now on. */
export async function record(window) {
  await window
    .asyncScript(`
    const done = arguments[0];
    if (window.keystowSeen) return done(true);
    const seen = (window.keystowSeen = { events: [], statuses: [], ids: [], violations: [] });
    const look = () => {
      for (const element of document.querySelectorAll("[data-testid^='status-'][data-status]")) {
        const id = element.dataset.testid;
        const status = element.dataset.status;
        const last = seen.statuses.filter((entry) => entry.id === id).at(-1);
        if (!last || last.status !== status) seen.statuses.push({ id, status, at: Date.now() });
      }
      for (const element of document.querySelectorAll("[data-testid^='credential-']")) {
        const id = element.dataset.testid;
        if (!seen.ids.some((entry) => entry.id === id)) seen.ids.push({ id, at: Date.now() });
      }
    };
    look();
    new MutationObserver(look).observe(document, {
      subtree: true, childList: true, attributes: true, attributeFilter: ["data-status", "data-testid"],
    });
    document.addEventListener("securitypolicyviolation", (event) => {
      seen.violations.push(event.violatedDirective + " " + event.blockedURI);
    });
    const internals = window.__TAURI_INTERNALS__;
    const handler = internals.transformCallback((event) => seen.events.push(event.payload));
    internals
      .invoke("plugin:event|listen", { event: "api_key_status", target: { kind: "Any" }, handler })
      .then(() => done(true), (error) => done(String(error)));
  `)
    .then((answer) => {
      if (answer !== true) throw new Error(`the page cannot listen to events: ${answer}`);
    });
}

/** Everything recorded so far. */
export function recorded(window) {
  return window.script("return window.keystowSeen;");
}

/** Forgets the events and status changes recorded so far. */
export function forget(window) {
  return window.script(
    "window.keystowSeen.events.length = 0; window.keystowSeen.statuses.length = 0;",
  );
}

/** Tries to send an event from JavaScript; returns the refusal, or null when it went through. */
export function tryToEmit(window) {
  return window.asyncScript(`
    const done = arguments[0];
    const payload = { sequence: 1, profile: "default", provider: "groq", status: "valid" };
    window.__TAURI_INTERNALS__
      .invoke("plugin:event|emit", { event: "api_key_status", payload })
      .then(() => done(null), (error) => done(String(error)));
  `);
}

/** Calls a command that the page was not granted; returns the refusal, or null when it went through. */
export function tryToCall(window, command) {
  return window.asyncScript(
    `
    const done = arguments[1];
    window.__TAURI_INTERNALS__.invoke(arguments[0]).then(() => done(null), (error) => done(String(error)));
  `,
    command,
  );
}

/**
 * Lets the page start once more in the same document, with a listener for broken content rules that is
 * there before its first element: what a page breaks while it loads is told to nobody who comes later.
 */
export async function startAgain(window) {
  await window.script(`
    // The page as it was served: without what its scripts have drawn into it.
    const page = document.documentElement.cloneNode(true);
    for (const element of [...page.querySelector("body").children]) {
      if (element.id === "root") element.replaceChildren();
      else if (element.localName !== "script") element.remove();
    }
    // A module runs once for each address, so it gets another one.
    for (const script of page.querySelectorAll("script[src]")) script.setAttribute("src", script.getAttribute("src") + "?again");
    for (const element of page.querySelectorAll("[style]")) element.removeAttribute("style");
    const html = "<!doctype html>" + page.outerHTML;
    const violations = [];
    // Opening a document removes its listeners, so they are added between opening and writing.
    document.open();
    document.addEventListener("securitypolicyviolation", (event) => {
      violations.push(event.violatedDirective + " " + event.blockedURI);
    });
    window.keystowViolations = violations;
    delete window.keystowSeen;
    document.write(html);
    document.close();
  `);
}

/** What `startAgain` noticed. */
export function violationsOfStart(window) {
  return window.script("return window.keystowViolations;");
}

/** Breaks the content rules on purpose, to see that a violation would be noticed. */
export function breakContentRules(window) {
  return window.script(`
    const style = document.createElement("style");
    style.textContent = "body { outline: 0 }";
    document.head.append(style);
    style.remove();
  `);
}
