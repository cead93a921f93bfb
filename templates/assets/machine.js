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
    make("fieldset", {}, make("legend", {}, "Does it run on my machine?"), labelled("Worker", worker), labelled("Memory in GB", memory), answer),
    make("p", { className: "note", id: "machine-note" }, "Compares the weights alone: the conversation needs memory too, and so does everything else that runs. 1 GB is 1,000,000,000 bytes. What you enter stays in this browser."),
  );

  /** `~` stands before a computed figure, `?` for one that nobody knows. */
  function fit(row, group, bytes) {
    const figures = row.querySelector("[data-loaded]").dataset.loaded.split(" ");
    const figure = figures[group] ?? figures[0];
    if (figure === "?") return ["unknown", "unknown whether it fits"];
    const about = figure[0] === "~" ? ", by estimate" : "";
    return +figure.replace("~", "") <= bytes ? ["yes", `fits${about}`] : ["no", `does not fit${about}`];
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
    const name = worker.selectedOptions[0].textContent;
    const end = `fit in ${memory.value} GB`;
    if (rows.length === 1) {
      answer.textContent = `As ${name} holds them, the weights of the one set below ${fitting ? "" : unknown ? "may or may not " : "do not "}${end}. Its verdict says whether it runs.`;
      return;
    }
    const doubt = unknown ? `; of ${unknown} nobody knows` : "";
    const verdict = fitting ? ` By the verdicts below, ${usable || "none"} of these ${usable > 1 ? "run or are" : "runs or is"} expected to run.` : "";
    answer.textContent = `As ${name} holds them, the weights of ${fitting || "none"} of the ${rows.length} sets below ${end}${doubt}.${verdict}`;
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
