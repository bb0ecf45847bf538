/* Puts the chat's button on a page that is not ours, and the chat in a frame when it is pressed.
   It asks nothing of the page around it and tells it nothing of the conversation. */
(function () {
  "use strict";

  var script = document.currentScript, words, origin, address, button, box, frame, isReady = false;
  if (!script || document.getElementById("samleng-open")) return;
  words = ("WORDS")[script.getAttribute("data-language") === "en" ? "en" : "km"];
  address = script.src.replace(/embed\.js.*$/, "");
  origin = address.split("/").slice(0, 3).join("/");
  if (script.getAttribute("data-language") === "en") address += "?lang=en";

  /* Through the properties of each element: a page that forbids inline styles allows this. */
  function dress(node, style) {
    var name;
    for (name in style) node.style[name] = style[name];
    return node;
  }

  function show() {
    if (!box) build();
    place();
    box.style.display = "block";
    button.style.display = "none";
    button.setAttribute("aria-expanded", "true");
    say("shown");
    frame.focus();
  }

  function hide() {
    box.style.display = "none";
    button.style.display = "block";
    button.setAttribute("aria-expanded", "false");
    say("hidden");
    button.focus();
  }

  function say(what) {
    if (isReady && frame.contentWindow) frame.contentWindow.postMessage({ samleng: what }, origin);
  }

  function build() {
    var apart = document.createElement("a");
    box = dress(document.createElement("div"), { position: "fixed", zIndex: "2147483000",
      background: "#fff", boxShadow: "0 8px 32px rgba(15,45,92,.3)", overflow: "hidden" });
    frame = dress(document.createElement("iframe"), { width: "100%", height: "100%", border: "0",
      position: "absolute", left: "0", top: "0" });
    frame.title = words.title;
    frame.src = address;
    frame.setAttribute("allow", "microphone");
    /* Seen only where the frame does not come: then the chat opens in a page of its own. */
    apart.href = address;
    apart.target = "_blank";
    apart.rel = "noopener";
    apart.textContent = words.apart;
    dress(apart, { display: "block", padding: "4rem 1.5rem", textAlign: "center", color: "#17407e" });
    box.appendChild(apart);
    box.appendChild(frame);
    document.body.appendChild(box);
    setTimeout(function () { if (!isReady) frame.style.display = "none"; }, 15000);
  }

  function place() {
    var small = window.innerWidth < 520;
    dress(box, small
      ? { left: "0", top: "0", right: "0", bottom: "0", width: "100%", height: "100%", borderRadius: "0" }
      : { left: "auto", top: "auto", right: "16px", bottom: "16px", width: "384px",
        height: Math.min(640, window.innerHeight - 32) + "px", borderRadius: "12px" });
  }

  function hear(event) {
    var told = event.data && event.data.samleng;
    if (!frame || event.origin !== origin || event.source !== frame.contentWindow || !told) return;
    if (told === "ready") {
      isReady = true;
      frame.style.display = "block";
      say(box.style.display === "block" ? "shown" : "hidden");
    } else if (told === "close") hide();
    else if (told === "left") {
      document.body.removeChild(box);
      box = frame = null;
      isReady = false;
      button.style.display = "block";
      button.setAttribute("aria-expanded", "false");
    } else if (told === "unread") {
      button.textContent = words.open + (event.data.number ? " (" + Number(event.data.number) + ")" : "");
    }
  }

  function start() {
    button = dress(document.createElement("button"), { position: "fixed", right: "16px",
      bottom: "16px", zIndex: "2147483000", minHeight: "52px", padding: "10px 20px", border: "0",
      borderRadius: "26px", background: "#17407e", color: "#fff", cursor: "pointer",
      font: "600 17px/1.7 'Noto Sans Khmer', 'Khmer OS', system-ui, sans-serif",
      boxShadow: "0 4px 16px rgba(15,45,92,.35)" });
    button.id = "samleng-open";
    button.type = "button";
    button.textContent = words.open;
    button.setAttribute("aria-expanded", "false");
    button.onclick = show;
    document.body.appendChild(button);
    window.addEventListener("message", hear);
    window.addEventListener("resize", function () { if (box) place(); });
  }

  if (document.body) start();
  else document.addEventListener("DOMContentLoaded", start);
}());
