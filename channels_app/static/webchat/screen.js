/* What stands on the screen: bubbles in the order of their time, and the choices under the last. */
(function (samleng) {
  "use strict";

  var PHNOM_PENH_MS = 7 * 3600 * 1000;
  var REASONS = { length: "long", large: "large" };

  /* page: {log, bar, word(key)}; told: what the page does when something is pressed. */
  function Screen(page, told) {
    this.log = page.log;
    this.bar = page.bar;
    this.word = page.word;
    this.told = told;
    this.bubbles = {};
    this.list = [];
  }

  var its = Screen.prototype;

  its.line = function (item, state) {
    var bubble = this.bubbles[item.id], follows = this.isAtEnd();
    if (bubble) {
      this.move(bubble, item.at);
    } else {
      bubble = this.make(item);
      this.bubbles[item.id] = bubble;
      this.list.push(bubble);
      this.move(bubble, item.at);
    }
    if (item.buttons) bubble.offered = item.buttons;
    this.state(item.id, state);
    this.offer();
    if (follows || item.me) this.toEnd();
  };

  its.state = function (id, state, why) {
    var bubble = this.bubbles[id];
    if (!bubble || bubble.state === "sent") return;
    bubble.state = state;
    bubble.why = why;
    this.foot(bubble);
  };

  /* Say again in another language what is ours around the messages. */
  its.reword = function () {
    this.list.forEach(this.foot, this);
    this.days();
  };

  /* Say of each message that has not gone out whether it is on its way or waits. */
  its.connected = function (isUp) {
    if (this.isOff === !isUp) return;
    this.isOff = !isUp;
    this.list.forEach(this.foot, this);
  };

  its.clear = function () {
    this.list.forEach(function (bubble) { bubble.node.parentNode.removeChild(bubble.node); });
    this.bubbles = {};
    this.list = [];
    this.offer();
    this.days();
  };

  its.note = function (words) {
    var node = element("p", "note", words);
    this.log.appendChild(node);
    this.toEnd();
  };

  its.tell = function (words) {
    this.bar.hidden = !words;
    this.bar.textContent = words || "";
  };

  its.toEnd = function () {
    this.log.scrollTop = this.log.scrollHeight;
  };

  its.isAtEnd = function () {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 80;
  };

  its.make = function (item) {
    var node = element("div", item.me ? "bubble mine" : "bubble"), who, text;
    who = element("span", "hidden", this.word(item.me ? "you" : "us") + ": ");
    text = fill(element("p", "said"), item.text || this.word("files"));
    text.dir = "auto";
    node.appendChild(who);
    node.appendChild(text);
    node.appendChild(element("p", "foot"));
    return { id: item.id, at: item.at, me: item.me, node: node, who: who, state: "" };
  };

  its.move = function (bubble, at) {
    var i, before = null;
    bubble.at = at;
    this.list.splice(this.list.indexOf(bubble), 1);
    for (i = this.list.length; i > 0 && this.list[i - 1].at > at; i -= 1) before = this.list[i - 1];
    this.list.splice(i, 0, bubble);
    if (bubble.node.nextSibling !== (before && before.node) || !bubble.node.parentNode) {
      this.log.insertBefore(bubble.node, before ? before.node : this.choices || null);
    }
    this.days();
  };

  its.foot = function (bubble) {
    var screen = this, foot = bubble.node.lastChild, button;
    foot.textContent = clock(bubble.at);
    bubble.who.textContent = this.word(bubble.me ? "you" : "us") + ": ";
    if (!bubble.me) return;
    foot.appendChild(element("span", "state " + bubble.state, this.stateWord(bubble)));
    if (bubble.state !== "failed") return;
    button = element("button", "again", this.word("again"));
    button.type = "button";
    button.onclick = function () { screen.told.again(bubble.id); };
    foot.appendChild(button);
  };

  its.stateWord = function (bubble) {
    if (bubble.state === "failed") return this.word(REASONS[bubble.why] || "failed");
    if (bubble.state === "sending" && this.isOff) return this.word("waiting");
    return (bubble.state === "sent" ? "✓ " : "") + this.word(bubble.state);
  };

  /* Only what was asked last can still be answered by a button. */
  its.offer = function () {
    var screen = this, last = this.list[this.list.length - 1];
    if (this.choices) this.log.removeChild(this.choices);
    this.choices = null;
    if (!last || last.me || !last.offered) return;
    this.choices = element("div", "choices");
    last.offered.forEach(function (offered) {
      var button = element("button", "choice", offered[0]);
      button.type = "button";
      button.onclick = function () { screen.told.choose(offered[0], offered[1]); };
      screen.choices.appendChild(button);
    });
    this.log.appendChild(this.choices);
  };

  /* A date above the first bubble of each day. */
  its.days = function () {
    var last = "", today = date(Date.now());
    this.list.forEach(function (bubble) {
      var day = date(bubble.at);
      bubble.node.removeAttribute("data-day");
      if (day !== last) bubble.node.setAttribute("data-day", day === today ? this.word("today") : day);
      last = day;
    }, this);
  };

  /* A reference number is not broken at the end of a line. */
  function fill(node, words) {
    var parts = words.split(/([0-9០-៩]+(?:-[0-9០-៩]+)+)/), i;
    for (i = 0; i < parts.length; i++) {
      if (i % 2) node.appendChild(element("span", "number", parts[i]));
      else if (parts[i]) node.appendChild(document.createTextNode(parts[i]));
    }
    return node;
  }

  function clock(at) {
    var moment = new Date(at + PHNOM_PENH_MS);
    return two(moment.getUTCHours()) + ":" + two(moment.getUTCMinutes());
  }

  function date(at) {
    var moment = new Date(at + PHNOM_PENH_MS);
    return two(moment.getUTCDate()) + "/" + two(moment.getUTCMonth() + 1) + "/" + moment.getUTCFullYear();
  }

  function two(number) { return number < 10 ? "0" + number : "" + number; }

  function element(name, kind, words) {
    var node = document.createElement(name);
    if (kind) node.className = kind;
    if (words) node.textContent = words;
    return node;
  }

  samleng.Screen = Screen;
}(window.samleng));
