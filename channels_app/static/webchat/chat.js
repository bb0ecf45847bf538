/* The chat's page: brings the link and the screen together, and minds the phone around them. */
(function (samleng) {
  "use strict";

  var words = JSON.parse(document.getElementById("words").textContent);
  var language = document.documentElement.lang === "en" ? "en" : "km";
  var isFramed = window.parent !== window, isShown = true, unread = {}, isDown = false;
  var text = byId("text"), store = new samleng.Store(document.body.getAttribute("data-chat"));
  var here = location.protocol + "//" + location.host + location.pathname;
  var screen, link, files;

  screen = new samleng.Screen({ log: byId("log"), bar: byId("bar"), word: word }, {
    choose: function (label, payload) { link.say(label, payload); text.focus(); },
    again: function (id) {
      screen.state(id, "sending");
      if (!files.retry(id)) link.retry(id);
    }
  });
  link = new samleng.Link(store, { talk: here + "talk", socket: here.replace(/^http/, "ws") + "socket" }, {
    line: function (item, state) { screen.line(item, state); },
    state: function (id, state, why) {
      screen.state(id, state, why);
      if (why === "wait") screen.tell(word("slow"));
    },
    confirm: function (id) {
      if (!isSeen()) unread[id] = true;
      link.confirm(id, isSeen());
      tellParent("unread", samleng.keys(unread).length);
    },
    connected: function (isUp) { isDown = !isUp; bar(); },
    restarted: function (why) {
      screen.clear();
      if (why === "expired") screen.note(word("ended"));
    },
    closed: function () {
      screen.tell(word("closed"));
      byId("write").hidden = true;
    }
  });

  files = new samleng.Files({ photo: byId("photo"), picture: byId("picture"), voice: byId("voice") }, {
    place: here + "file",
    token: function () { return link.token; },
    word: word,
    tell: function (words) { screen.tell(words); },
    line: function (item) { screen.line(item, "sending"); },
    state: function (id, state, why) {
      if (state === "sent") link.seen[id] = true;
      screen.state(id, state, why);
    }
  });

  /* Leaving takes the conversation off this device, and the page out of the way of "back". */
  function leave() {
    link.stop();
    files.stop();
    store.clear();
    screen.clear();
    text.value = "";
    if (isFramed) tellParent("left");
    location.replace("about:blank");
  }

  function isSeen() { return isShown && !document.hidden; }

  function seen() {
    var id;
    link.isHidden = !isSeen();
    if (link.isHidden) return;
    for (id in unread) link.confirm(id, true);
    unread = {};
    tellParent("unread", 0);
    link.wake();
  }

  function bar() {
    var isOff = isDown || navigator.onLine === false;
    screen.connected(!isOff);
    screen.tell(isOff ? word("offline") : "");
  }

  function send() {
    if (!text.value.trim()) return;
    link.say(text.value.trim());
    text.value = "";
    grow();
    text.focus();
  }

  function grow() {
    text.style.height = "auto";
    text.style.height = Math.min(text.scrollHeight + 2, window.innerHeight / 3) + "px";
  }

  function speak(other) {
    language = other;
    document.documentElement.lang = other;
    set("word", "textContent");
    set("label", "ariaLabel");
    set("title", "title");
    set("hint", "placeholder");
    document.title = word("title") + " · " + word("subtitle");
    byId("language").lang = other === "en" ? "km" : "en";
    screen.reword();
    bar();
  }

  function set(which, to) {
    var nodes = document.querySelectorAll("[data-" + which + "]"), i, words;
    for (i = 0; i < nodes.length; i++) {
      words = word(nodes[i].getAttribute("data-" + which));
      if (to === "ariaLabel") nodes[i].setAttribute("aria-label", words);
      else nodes[i][to] = words;
    }
  }

  /* Words of nobody: the page around the frame hears only how it should look. */
  function tellParent(what, number) {
    if (isFramed) window.parent.postMessage({ samleng: what, number: number || 0 }, "*");
  }

  function hear(event) {
    if (event.source !== window.parent || !event.data) return;
    if (event.data.samleng === "shown" || event.data.samleng === "hidden") {
      isShown = event.data.samleng === "shown";
      seen();
      if (isShown) text.focus();
    }
  }

  /* The script's own font is on most phones: ours is fetched last, and not over a slow line. */
  function font() {
    var line = navigator.connection || {}, sheet = document.createElement("link");
    if (line.saveData || /2g/.test(line.effectiveType || "")) return;
    sheet.rel = "stylesheet";
    sheet.href = document.body.getAttribute("data-font");
    document.head.appendChild(sheet);
  }

  function word(key) { return words[language][key] || ""; }
  function byId(id) { return document.getElementById(id); }

  byId("write").onsubmit = function (event) { event.preventDefault(); send(); };
  text.oninput = grow;
  text.onkeydown = function (event) {
    /* On a phone Enter is a new line; at a keyboard it sends. */
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && window.innerWidth > 700) {
      event.preventDefault();
      send();
    }
  };
  byId("language").onclick = function () { speak(language === "en" ? "km" : "en"); };
  byId("leave").onclick = leave;
  byId("minimise").hidden = !isFramed;
  byId("minimise").onclick = function () { tellParent("close"); };
  document.onkeydown = function (event) {
    if (isFramed && event.key === "Escape") tellParent("close");
  };
  document.addEventListener("visibilitychange", seen);
  window.addEventListener("online", function () { bar(); link.wake(); });
  window.addEventListener("offline", bar);
  window.addEventListener("pageshow", function (event) { if (event.persisted) link.wake(); });
  window.addEventListener("message", hear);
  window.addEventListener("storage", function (event) {
    if (event.key === store.name + "token" && event.newValue) link.follow(event.newValue);
    else if (event.key === store.name + "token" && !event.newValue) leave();
  });

  byId("language").lang = language === "en" ? "km" : "en";
  link.start();
  bar();
  tellParent("ready");
  if (document.readyState === "complete") font();
  else window.addEventListener("load", font);
  samleng.link = link;
}(window.samleng));
