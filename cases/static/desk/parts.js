// Counts the SMS parts of a text while it is written, as the network does: GSM-7 or UTF-16 units.
const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const EXTENDED = new Set("^{}\\[~]|€\f");
const FOLDED = new Map([
  ["\u2018", "'"], ["\u2019", "'"], ["\u201a", "'"], ["\u201c", '"'], ["\u201d", '"'], ["\u201e", '"'],
  ["\u2010", "-"], ["\u2011", "-"], ["\u2012", "-"], ["\u2013", "-"], ["\u2014", "-"], ["\u2026", "..."],
  ["\u00a0", " "], ["\u202f", " "], ["\u200b", ""], ["\u2060", ""], ["\ufeff", ""], ["\0", ""],
]);

export function plain(text) {
  return Array.from(text, (character) => FOLDED.get(character) ?? character).join("");
}

function width(character, isGsm) {
  if (isGsm) return EXTENDED.has(character) ? 2 : 1;
  return character.length;
}

export function count(text) {
  const characters = Array.from(text);
  const isGsm = characters.every((c) => BASIC.has(c) || EXTENDED.has(c));
  const [single, joined] = isGsm ? [160, 153] : [70, 67];
  const units = characters.reduce((sum, c) => sum + width(c, isGsm), 0);
  let parts = 1;
  if (units > single) {
    // A character of two units is never torn apart: it moves to the next part whole.
    let filled = 0;
    for (const c of characters) {
      const wide = width(c, isGsm);
      if (filled + wide > joined) { parts += 1; filled = 0; }
      filled += wide;
    }
  }
  return { encoding: isGsm ? "GSM-7" : "UCS-2", parts, units, room: parts === 1 ? single : parts * joined };
}

for (const field of document.querySelectorAll("[data-parts]")) {
  const line = document.getElementById(field.dataset.parts);
  if (!line) continue;
  const show = () => {
    const { parts, units, room } = count(plain(field.value.trim().replace(/\r\n/g, "\n")));
    const words = (parts === 1 ? line.dataset.one : line.dataset.many).replace("{parts}", parts);
    line.textContent = `${words} · ${line.dataset.units.replace("{units}", units).replace("{room}", room)}`;
    line.dataset.count = parts;
    line.hidden = units === 0;
  };
  field.after(line);
  field.addEventListener("input", show);
  show();
}
