// Put into every frame before anything of its own runs: what a script that got through would do first is noticed, and which frame of the wall it was.
(() => {
  const say = (how) => {
    try {
      let frame = window;
      while (frame !== top && frame.parent !== top) frame = frame.parent;
      let number = -1;
      for (let n = 0; n < top.length; n++) if (top[n] === frame) number = n;
      top.postMessage({ ran: number, how }, "*");
    } catch {
      top.postMessage({ ran: -1, how }, "*");
    }
  };
  if (window === top) {
    window.ran = [];
    window.addEventListener("message", ({ data }) => data?.how && window.ran.push([data.ran, data.how]));
  }
  for (const name of ["alert", "confirm", "prompt", "print", "open"])
    window[name] = () => {
      say(name);
      return null;
    };
  window.addEventListener("securitypolicyviolation", (event) => say(`policy: ${event.violatedDirective}`), true);
  // Whoever follows a link or sends a form leaves, and that is no script; only an address that is a script may go on.
  const stay = (event, address) => {
    if (address && !/^\s*(javascript|data|vbscript)/i.test(address)) event.preventDefault();
  };
  window.addEventListener("click", (event) => {
    // Outside of a shadow tree its host is the target.
    const link = event.composedPath().find((each) => each.matches?.("a, area"));
    if (link) stay(event, link.protocol ?? link.href?.baseVal ?? "");
  });
  window.addEventListener("submit", (event) => {
    const own = Object.getOwnPropertyDescriptor(HTMLFormElement.prototype, "action").get.call(event.composedPath()[0]);
    stay(event, event.submitter?.getAttribute("formaction") || own);
  });
})();
