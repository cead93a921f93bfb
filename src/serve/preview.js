// Put into pages by `modelpress serve` alone: loads the page again when the site has changed, and shows what is wrong.
(() => {
  const build = document.currentScript.dataset.build;
  let box;

  const show = (text, isProblem) => {
    if (!text) {
      box?.remove();
      box = undefined;
      return;
    }
    if (!box) {
      box = document.createElement("div");
      box.id = "modelpress-preview";
      box.setAttribute("role", "alert");
      Object.assign(box.style, {
        position: "fixed", inset: "auto 0 0 0", zIndex: "2147483647", maxHeight: "60vh", overflow: "auto",
        padding: "1rem", font: "14px/1.5 ui-monospace, monospace", whiteSpace: "pre-wrap", color: "#fff",
      });
      document.body.append(box);
    }
    box.style.background = isProblem ? "#7f1d1d" : "#1e3a5f";
    box.textContent = text;
  };

  const events = new EventSource("/.modelpress/events");
  events.onmessage = (event) => {
    const state = JSON.parse(event.data);
    if (state.build !== build) location.reload();
    else show(state.problem ?? state.notice, Boolean(state.problem));
  };
  // A page that is left must not keep its connection: browsers open only six to one host.
  addEventListener("pagehide", () => events.close());
  addEventListener("pageshow", (event) => event.persisted && location.reload());
})();
