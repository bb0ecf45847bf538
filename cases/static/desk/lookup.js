// Fills the lists of places and offices while a form is filled in. Without it, the same lists
// come with the next page.
const LEVELS = ["province", "district", "commune", "village"];

async function options(url) {
  const answer = await fetch(url, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
  return answer.ok ? answer.text() : "";
}

function placesOf(form) {
  return LEVELS.map((level) => form.querySelector(`[data-place="${level}"]`));
}

async function narrow(form, changed) {
  const lists = placesOf(form);
  const at = lists.indexOf(changed);
  for (const below of lists.slice(at + 1)) {
    below.replaceChildren(new Option("–", ""));
    below.disabled = true;
  }
  const next = lists[at + 1];
  if (!next || !changed.value) return;
  next.innerHTML = await options(`${form.dataset.placesUrl}?within=${changed.value}`);
  next.disabled = false;
}

for (const form of document.querySelectorAll("form[data-places-url]")) {
  const lists = placesOf(form).filter(Boolean);
  for (const list of lists) {
    list.disabled = list.dataset.place !== "province" && list.options.length <= 1;
    list.addEventListener("change", () => narrow(form, list));
  }
}

const suggestions = document.getElementById("offices");
for (const field of document.querySelectorAll("[data-offices]")) {
  let latest = 0;
  field.addEventListener("input", async () => {
    const turn = ++latest;
    const url = `${suggestions.dataset.url}?q=${encodeURIComponent(field.value)}`;
    const found = await options(url);
    if (turn === latest) suggestions.innerHTML = found;
  });
}
