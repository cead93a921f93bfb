// The search box of lists: makes its own form, reads what it needs of the index, keeps its state in the fragment.
// docs/search.md describes the files; src/search.rs writes them.
(() => {
  const box = document.querySelector(".search");
  if (!box || !window.URLSearchParams || !window.fetch) return;
  const PAGE = 20;
  const EXACT = 6;
  const KEYS = ["q", "worker", "verdict", "family", "size", "format", "quantization", "license"];
  const preset = box.dataset.filter;
  let index = box.dataset.index;
  let root, parts, ready, timer, run = 0, isTyping = false;
  // Text was typed that is not in the fragment yet: nothing but the user may change it.
  let isUnsaved = false;

  const make = (tag, props, ...inner) => {
    const element = Object.assign(document.createElement(tag), props);
    element.append(...inner);
    return element;
  };
  const labelled = (label, field) => make("p", {}, make("label", { htmlFor: field.id }, label), field);

  // The form.
  const query = make("input", { type: "search", id: "search-q", autocomplete: "off", spellcheck: false, enterKeyHint: "search", maxLength: 120 });
  query.setAttribute("aria-describedby", "search-hint");
  const selects = {};
  for (const key of KEYS.slice(1)) selects[key] = make("select", { id: `search-${key}` });
  const chosen = make("summary", {}, tell("filters"));
  const fields = make("div", { className: "fields" }, tell("loading"));
  const filters = make("details", {}, chosen, fields);
  const clear = make("button", { type: "reset", hidden: true }, tell("clear"));
  const line = labelled(tell("label"), query);
  line.append(clear);
  const form = make("form", {}, line, make("small", { id: "search-hint" }, tell("hint")), filters);
  form.setAttribute("role", "search");
  const status = make("p", { className: "note" });
  status.setAttribute("role", "status");
  const list = make("ol", { className: "models" });
  const more = make("button", { type: "button", hidden: true });
  const results = make("section", { hidden: true }, make("h2", { id: "search-results" }, tell("results")), make("div", { className: "body" }, list, more));
  results.setAttribute("aria-labelledby", "search-results");
  // Outside of what is hidden: what is not shown yet is not announced.
  box.append(form, status, results);

  // The index: its first file, and parts that carry its stamp.
  const text = (bytes) => new TextDecoder().decode(bytes);
  const failed = (name, why) => Object.assign(new Error(name), { why });
  async function bytesOf(url, cache) {
    let answer;
    try {
      answer = await fetch(url, { cache });
    } catch {
      throw failed(url, "no answer");
    }
    if (!answer.ok) throw failed(url, answer.status);
    return new Uint8Array(await answer.arrayBuffer());
  }
  async function load(again) {
    if (root && !again) return;
    try {
      const found = JSON.parse(text(await bytesOf(index, again ? "reload" : "no-cache")));
      if (found.form !== 1) throw failed(index, "another form");
      root = found;
      parts = {};
    } catch (error) {
      throw error.why ? error : failed(index, "not readable");
    }
    fill();
  }
  async function fetched(name, cache) {
    const url = `${index.replace(/[^/]*$/, "")}${name}?${root.stamp}`;
    const bytes = await bytesOf(url, cache);
    if (text(bytes.subarray(0, 8)) === root.stamp) return bytes.subarray(8);
    // An old part is in some cache, or a new one is there already.
    if (cache) throw failed(url, "of another version");
    return fetched(name, "reload");
  }
  const part = (name) => (parts[name] ??= fetched(name));

  // Bytes: numbers of seven bits each, lowest first; a list of an eighth of all models or more has a bit for each.
  const reader = (bytes, at = 0) => ({
    isAtEnd: () => at >= bytes.length,
    take: (length) => bytes.subarray(at, (at += length)),
    number() {
      let value = 0, shift = 0, byte;
      do {
        byte = bytes[at++];
        value += (byte & 127) * 2 ** shift;
        shift += 7;
      } while (byte > 127);
      return value;
    },
  });
  function each({ count, bytes }, use) {
    if (count * 8 >= root.models) {
      for (let model = 0; model < root.models; model++) if ((bytes[model >> 3] >> (model & 7)) & 1) use(model);
      return;
    }
    const steps = reader(bytes);
    for (let next = 0; !steps.isAtEnd(); next++) use((next += steps.number()));
  }
  async function listOf(name) {
    const file = reader(await part(name));
    return { count: file.number(), bytes: file.take(1e9) };
  }
  const whole = ({ key, count, bytes }) =>
    bytes.length || !count ? { count, bytes } : listOf(`lists/${key.endsWith("*") ? `begins-${key.slice(0, -1)}` : `is-${key}`}.bin`);

  // As src/search/words.rs divides names.
  function wordsOf(text) {
    const words = text.toLowerCase().split(/[^a-z0-9]+/).flatMap((word) => word.match(/^[a-z]{3,}(?=\d)|.+/g) ?? []);
    return [...new Set(words.map((word) => word.slice(0, 40)))];
  }

  /** The entries of a word and of all words that begin with it. */
  async function entriesOf(word) {
    let at = 0;
    while (at + 1 < root.words.length && root.words[at + 1] <= word) at++;
    const found = [];
    for (let next = at; next < root.words.length && (next === at || root.words[next].startsWith(word)); next++) {
      const entries = reader(await part(`words/${next}.bin`));
      let key = "";
      while (!entries.isAtEnd()) {
        key = key.slice(0, entries.number()) + text(entries.take(entries.number()));
        const count = entries.number();
        const entry = { key, count, bytes: entries.take(entries.number()) };
        if (key === word || (word.length > 1 && key.startsWith(word))) {
          found.push(entry);
          // All of them, in one list.
          if (key.endsWith("*")) return found;
        } else if (key > word) return found;
      }
    }
    return found;
  }

  /** Wrong letters between a word and another, or its beginning; two letters that changed places are one. */
  function distance(word, other) {
    const rows = [[...Array(other.length + 1).keys()]];
    for (let i = 1; i <= word.length; i++) {
      rows[i] = [i];
      for (let j = 1; j <= other.length; j++) {
        const isSame = word[i - 1] === other[j - 1];
        let least = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (isSame ? 0 : 1));
        if (word[i - 1] === other[j - 2] && word[i - 2] === other[j - 1]) least = Math.min(least, rows[i - 2][j - 2] + 1);
        rows[i][j] = least;
      }
    }
    const last = rows[word.length];
    return Math.min(last[other.length], word.length > 4 ? Math.min(...last) + 0.5 : 9);
  }
  /** The most common of the words most similar to a misspelled one that at least this many models have. */
  async function nearest(word, atLeast = 1) {
    if (!/^[a-z]{3,24}$/.test(word)) return;
    const place = (at) => (word.charCodeAt(at) * 31 + word.charCodeAt(at + 1)) % root.spelling;
    const places = [...new Set([place(0), place(word.length - 2)])];
    const lines = await Promise.all(places.map((number) => part(`spelling/${number}.txt`)));
    let best, least = word.length > 7 ? 2.6 : 1.6, most = 0;
    for (const line of lines.flatMap((bytes) => text(bytes).split("\n"))) {
      const [other, models] = line.split(" ");
      if (!(models >= atLeast) || other === word || Math.abs(other.length - word.length) > 2 + (word.length > 4) * 6) continue;
      const off = distance(word, other);
      if (off < least || (off === least && +models > most)) [best, least, most] = [other, off, +models];
    }
    return best;
  }

  /** For each condition the lists whose models meet it; what brings a model forward; what to say. */
  async function conditions(state) {
    const met = [], exact = [], notes = [], rare = [];
    const ofWord = async (word) => {
      let entries = await entriesOf(word);
      const other = entries.length ? null : await nearest(word);
      if (other) {
        notes.push(tell("other-word", { word, other }));
        entries = await entriesOf(other);
      } else if (!entries.length) notes.push(tell("no-word", { word }));
      else if (entries.reduce((sum, entry) => sum + entry.count, 0) < 10) rare.push(word);
      const all = entries.at(-1)?.key.endsWith("*") ? entries.slice(-1) : entries;
      const own = entries[0]?.key === (other ?? word) ? entries[0] : null;
      // Where nearly all have the very word, it tells nothing.
      if (own && (all.length > 1 || all[0].count > own.count * 1.25)) exact.push(await whole(own));
      return Promise.all(all.map(whole));
    };
    const ofClass = (key) => listOf(`filters/${state.worker ? `worker/${state.worker}` : "best"}/v-${key}.bin`);
    const ofFilter = ([key]) => state[key] && Promise.all([listOf(`filters/${key}/${state[key]}.bin`)]);
    const verdicts = state.verdict && classesOf(state.verdict).filter((key) => countOf(state.worker, key));
    met.push(...wordsOf(state.q).map(ofWord), verdicts && Promise.all(verdicts.map(ofClass)), ...root.filters.map(ofFilter));
    return { met: await Promise.all(met.filter(Boolean)), exact, notes, rare };
  }
  const classesOf = (verdict) => (verdict === "usable" ? ["runs", "expected"] : [verdict]);
  const countsOf = (worker) => root.workers.find(([id]) => id === worker)?.[2] ?? root.best;
  const countOf = (worker, key) => countsOf(worker)[root.verdicts.findIndex(([name]) => name === `v-${key}`)] ?? 0;

  /** The models that meet every condition, best first. */
  async function ranked(state) {
    const { met, exact, notes, rare } = await conditions(state);
    const passed = new Uint16Array(root.models);
    met.forEach((lists, at) => lists.forEach((list) => each(list, (model) => passed[model] === at && (passed[model] = at + 1))));
    const use = await part("use.bin");
    const score = new Uint16Array(root.models);
    for (let model = 0, finer = 2 * ((root.models + 3) >> 2); model < root.models; model++) {
      const step = (use[model >> 2] >> ((model & 3) * 2)) & 3;
      score[model] = step < 3 ? step * 3 : 9 + ((use[finer >> 1] >> ((finer++ & 1) * 4)) & 15);
    }
    for (const list of exact) each(list, (model) => (score[model] += EXACT));
    const models = [];
    passed.forEach((met_, model) => met_ === met.length && models.push(model));
    models.sort((a, b) => score[b] - score[a] || a - b);
    return { models, notes, rare };
  }

  /** What is shown of a model. */
  async function shown(model, worker) {
    const lines = text(await part(`models/${Math.floor(model / root.block)}.txt`)).split("\n");
    let id = "", line;
    for (let at = 0; at <= model % root.block; at++) {
      line = lines[at].split("\t");
      id = id.slice(0, parseInt(line[0][0], 36)) + line[0].slice(1);
    }
    const [, verdicts, facts, href] = line;
    const [name, words] = root.verdicts[verdicts[1 + root.workers.findIndex(([id]) => id === worker)]];
    const link = make("a", { href: href ?? root.href.join(id.toLowerCase()) }, id);
    return make("li", {}, link, " ", make("span", { className: `v ${name}` }, words), " ", make("small", {}, facts));
  }

  // The form's filters, once it is known what there is.
  const option = (value, name, number) => make("option", { value }, number === undefined ? name : `${name} (${figure(number)})`);
  function fill() {
    const values = stateOfForm();
    selects.worker.replaceChildren(option("", tell("best-worker")), ...root.workers.map(([id, name]) => option(id, name)));
    const names = { worker: tell("verdict-of"), verdict: tell("verdict") };
    for (const [key, name, values] of root.filters) {
      names[key] = name;
      selects[key].replaceChildren(option("", tell("any")), ...values.map((value) => option(...value)));
    }
    fields.replaceChildren(...KEYS.slice(1).map((key) => labelled(names[key], selects[key])));
    toForm(values);
  }
  function fillVerdicts(worker) {
    const { value } = selects.verdict;
    const classes = root.verdicts.map(([name, words]) => [name.slice(2), words]);
    const usable = countOf(worker, "runs") + countOf(worker, "expected");
    selects.verdict.replaceChildren(option("", tell("any")), option("usable", tell("usable"), usable), ...classes.map(([key, words]) => option(key, words, countOf(worker, key))));
    selects.verdict.value = value;
    if (selects.verdict.selectedIndex < 0) selects.verdict.value = "";
  }

  // State: in the form and in the fragment.
  const stateOfForm = () => Object.fromEntries(KEYS.map((key) => [key, (key === "q" ? query.value.trim() : selects[key].value)]));
  const params = (state) => new URLSearchParams(KEYS.filter((key) => state[key]).map((key) => [key, state[key]]));
  function stateOfFragment() {
    const given = new URLSearchParams(location.hash.slice(1));
    return KEYS.some((key) => given.has(key)) ? Object.fromEntries(given) : null;
  }
  function toForm(state) {
    // What is being typed keeps its blanks.
    if (!isUnsaved && query.value.trim() !== (state.q ?? "")) query.value = state.q ?? "";
    for (const key of KEYS.slice(1)) {
      selects[key].value = state[key] ?? "";
      if (selects[key].selectedIndex < 0) selects[key].value = "";
      if (key === "worker" && root) fillVerdicts(selects.worker.value);
    }
  }
  function note(state) {
    const number = KEYS.slice(1).filter((key) => state[key]).length;
    chosen.textContent = number ? tell("filters-chosen", { n: number }) : tell("filters");
    clear.hidden = ![...params(state)].length;
  }

  /** Shows what the form asks for. */
  async function search(isAgain) {
    const mine = ++run;
    const isLast = () => mine === run;
    try {
      await load(isAgain);
      if (!isLast()) return;
      const given = stateOfFragment();
      if (given) toForm(given);
      fillVerdicts(selects.worker.value);
      const state = stateOfForm();
      note(state);
      if (!given) return say([]);
      const { models, notes, rare } = await ranked(state);
      const unknown = KEYS.slice(1).filter((key) => given[key] && !state[key]);
      if (unknown.length) notes.unshift(tell("no-such-filter", { filters: unknown.map((key) => `${key} ${given[key]}`).join(", ") }));
      if (isLast()) await show(models, notes, state, 0, isLast);
      if (isLast() && models.length < 5) await suggest(rare, isLast);
    } catch (error) {
      if (!isLast()) return;
      // A new index may have replaced the one whose parts were asked for.
      if (!isAgain) return search(true);
      say([tell("failed", { reason: error.why ? `${error.message} (${error.why})` : `${error}` })]);
      again(tell("try-again"), () => search(true));
    }
  }
  /** A word that few models have may be a misspelt one that many have. */
  async function suggest(rare, isLast) {
    for (const word of rare) {
      const other = await nearest(word, 50);
      if (!other || !isLast()) continue;
      return again(tell("instead", { other, word }), () => {
        query.value = query.value.toLowerCase().replace(word, other);
        isTyping = false;
        go(true);
      });
    }
  }
  function again(name, act) {
    more.textContent = name;
    more.hidden = !name;
    if (name) results.hidden = false;
    more.onclick = act;
  }
  function say(sentences, items = []) {
    results.hidden = !items.length;
    status.textContent = sentences.join(" ");
    list.replaceChildren(...items);
    again("");
  }
  async function show(models, notes, state, from, isLast) {
    const items = await Promise.all(models.slice(from, from + PAGE).map((model) => shown(model, state.worker)));
    if (!isLast()) return;
    const end = from + items.length;
    const among = root.models < root.site ? tell("among", { models: root.models, all: root.site }) : "";
    const order = models.length > 1 ? tell("order") : "";
    const named = state.q.toLowerCase();
    const isNamed = ({ firstChild }) => `/${firstChild.text.toLowerCase()}`.endsWith(`/${named}`);
    // The very model that was asked for.
    if (named && !from) items.sort((a, b) => isNamed(b) - isNamed(a));
    const whose = state.worker ? tell("whose", { worker: selects.worker.selectedOptions[0].textContent }) : "";
    const found = tell(end < models.length ? "found-first" : "found", { n: models.length, shown: end, among, order, whose });
    say([...notes, found], [...(from ? list.children : []), ...items]);
    if (end < models.length) {
      again(tell("more", { n: Math.min(PAGE, models.length - end) }), () => show(models, notes, state, end, isLast).catch(() => search(true)));
    } else if (root.next) {
      again(tell("less-used"), () => {
        index = root.next;
        search(true);
      });
    }
    if (from) items[0]?.querySelector("a").focus();
  }

  /** With the most used models. */
  function restart() {
    if (index !== box.dataset.index) [index, root] = [box.dataset.index];
  }
  /** Writes the form's state into the fragment, as a new history entry or in place of the current one. */
  function go(isNew) {
    const hash = params(stateOfForm()).toString();
    const url = hash ? `#${hash}` : location.pathname + location.search;
    restart();
    isUnsaved = false;
    if (hash !== location.hash.slice(1)) history[isNew ? "pushState" : "replaceState"](null, "", url);
    note(stateOfForm());
    search();
  }
  /** As `go`, once the filters of this list are in the form. */
  async function goSoon(isNew) {
    const mine = timer;
    await start();
    // More was typed meanwhile.
    if (mine !== timer) return;
    go(isNew);
    return true;
  }
  query.addEventListener("input", () => {
    isUnsaved = true;
    clearTimeout(timer);
    timer = setTimeout(async () => {
      if (await goSoon(!isTyping)) isTyping = true;
    }, 200);
  });
  form.addEventListener("change", (event) => {
    if (event.target === query) return;
    isTyping = false;
    go(true);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    isTyping = false;
    goSoon(true);
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    isUnsaved = false;
    toForm({});
    isTyping = false;
    go(true);
    query.focus();
  });
  const start = () => (ready ??= load().then(usePreset, () => search()));
  function usePreset() {
    if (preset && !stateOfFragment()) toForm(Object.fromEntries(new URLSearchParams(preset)));
    note(stateOfForm());
  }
  form.addEventListener("focusin", start, { once: true });
  filters.addEventListener("toggle", start, { once: true });
  window.addEventListener("popstate", () => {
    isTyping = isUnsaved = false;
    clearTimeout(timer);
    restart();
    // A link within the page is no search.
    if (location.hash && !stateOfFragment()) return;
    if (!location.hash) {
      toForm({});
      if (root) usePreset();
    }
    search();
  });
  if (stateOfFragment()) search();
})();
