// “Does it run on my machine?”: compares the memory of a machine, which stays in this browser, with what the table of
// files says the weights take, and says so in each row. Verdicts are those of the table.
(() => {
  const box = document.querySelector(".machine");
  const rows = [...document.querySelectorAll(".sets tbody tr")];
  const workers = [...document.querySelectorAll(".by-worker tbody th a")];
  if (!box || !rows.length || !workers.length) return;
  const KEY = "modelpress-machine";
  const groups = box.dataset.groups.split(" ");
  const make = (tag, props, ...inner) => {
    const element = Object.assign(document.createElement(tag), props);
    element.append(...inner);
    return element;
  };
  const worker = make("select", { id: "machine-worker" }, ...workers.map((link) => make("option", { value: link.pathname }, link.textContent)));
  const memory = make("input", { id: "machine-memory", type: "number", min: "0", step: "any", inputMode: "decimal", autocomplete: "off" });
  memory.setAttribute("aria-describedby", "machine-note");
  const labelled = (label, field) => make("p", {}, make("label", { htmlFor: field.id }, label), field);
  const answer = make("p", {});
  answer.setAttribute("role", "status");
  box.append(
    make("fieldset", {}, make("legend", {}, tell("heading")), labelled(tell("worker"), worker), labelled(tell("memory"), memory), answer),
    make("p", { className: "note", id: "machine-note" }, tell("note")),
  );

  /** `~` precedes an estimate, `?` means unknown. */
  function fit(row, group, bytes) {
    const figures = row.querySelector("[data-loaded]").dataset.loaded.split(" ");
    const loaded = figures[group] ?? figures[0];
    if (loaded === "?") return ["unknown", tell("unknown")];
    const about = loaded[0] === "~" ? "-by-estimate" : "";
    return +loaded.replace("~", "") <= bytes ? ["yes", tell(`fits${about}`)] : ["no", tell(`too-large${about}`)];
  }
  function verdictOf(row, group) {
    const all = [...row.querySelectorAll(".v")];
    return all.find((verdict) => (verdict.dataset.groups ?? group).split(" ").includes(group));
  }
  function compare() {
    for (const old of document.querySelectorAll(".fit")) old.remove();
    const bytes = memory.value * 1e9;
    if (!(bytes > 0)) {
      answer.textContent = "";
      return;
    }
    const group = groups[worker.selectedIndex];
    let fitting = 0, usable = 0, unknown = 0;
    for (const row of rows) {
      const [state, words] = fit(row, group, bytes);
      const runs = verdictOf(row, group)?.matches(".v-runs, .v-expected");
      fitting += state === "yes";
      unknown += state === "unknown";
      usable += state === "yes" && runs;
      row.lastElementChild.append(make("span", { className: `fit fit-${state}` }, words));
    }
    const values = { worker: worker.selectedOptions[0].textContent, memory: +memory.value, sets: rows.length };
    if (rows.length === 1) {
      answer.textContent = tell(fitting ? "one-fits" : unknown ? "one-may-fit" : "one-is-too-large", values);
      return;
    }
    values.doubt = unknown ? tell("doubt", { n: unknown }) : "";
    values.usable = usable ? tell("usable", { n: usable }) : tell("none-usable");
    answer.textContent = fitting ? tell("some-fit", { ...values, n: fitting }) : tell("none-fits", values);
  }
  let timer;
  function changed() {
    try {
      localStorage.setItem(KEY, JSON.stringify([worker.value, memory.value]));
    } catch {}
    clearTimeout(timer);
    timer = setTimeout(compare, 300);
  }
  try {
    const [known, size] = JSON.parse(localStorage.getItem(KEY)) ?? [];
    worker.value = known;
    if (worker.selectedIndex < 0) worker.selectedIndex = 0;
    memory.value = size ?? "";
  } catch {
    worker.selectedIndex = 0;
  }
  worker.addEventListener("change", changed);
  memory.addEventListener("input", changed);
  compare();
})();
