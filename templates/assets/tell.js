// The words of the other scripts, before which it stands: `TEXT` has the texts of their section of content/text.
const { lang } = document.documentElement;
const figure = (number) => number.toLocaleString([lang, "en"], { numberingSystem: "latn" });
const formOf = (text, n) => text[new Intl.PluralRules([lang, "en"]).select(n)] ?? text.other;
/** A text with its values; `n` decides on the form of those that have several. */
function tell(key, values = {}) {
  const text = TEXT[key];
  const form = typeof text === "string" ? text : formOf(text, values.n);
  return form.replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === "number" ? figure(values[name]) : values[name]));
}
