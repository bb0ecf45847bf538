// Keeps the phone's screen up to date, and puts a sample text into the field.
const EVERY_MS = 1000;
const screen = document.getElementById("thread");
const body = document.getElementById("body");

async function refresh() {
  if (document.hidden) return;
  const answer = await fetch(screen.dataset.url, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const html = (await answer.text()).trim();
  if (html === screen.dataset.shown) return;
  screen.dataset.shown = html;
  screen.innerHTML = html;
  screen.scrollTop = screen.scrollHeight;
}

for (const sample of document.querySelectorAll(".phone-sample")) {
  sample.addEventListener("click", () => {
    body.value = sample.dataset.text;
    body.focus();
  });
}

body.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) body.form.requestSubmit();
});

screen.scrollTop = screen.scrollHeight;
// A server that is being restarted is no reason to stop looking.
setInterval(() => refresh().catch(() => {}), EVERY_MS);
