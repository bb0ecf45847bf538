/* What stands on the screen: bubbles in the order of their time, and the choices under the last. */
(function (samleng) {
  "use strict";

  var PHNOM_PENH_MS = 7 * 3600 * 1000;

  /* page: {log, bar, word(key)}; told: what the page does when something is pressed. */
  function Screen(page, told) {
    this.log = page.log;
    this.bar = page.bar;
    this.word = page.word;
    this.told = told;
    this.bubbles = {};
    this.list = [];
  }

  Screen.prototype.line = function (item, state) {
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

  Screen.prototype.state = function (id, state, why) {
    var bubble = this.bubbles[id];
    if (!bubble || bubble.state === "sent") return;
    bubble.state = state;
    bubble.why = why;
    this.foot(bubble);
  };

  /* Say again in another language what is ours around the messages. */
  Screen.prototype.reword = function () {
    var i;
    for (i = 0; i < this.list.length; i += 1) this.foot(this.list[i]);
    this.days();
  };

  Screen.prototype.clear = function () {
    var i;
    for (i = 0; i < this.list.length; i += 1) this.log.removeChild(this.list[i].node);
    this.bubbles = {};
    this.list = [];
    this.offer();
    this.days();
  };

  Screen.prototype.note = function (words) {
    var node = element("p", "note", words);
    this.log.appendChild(node);
    this.toEnd();
  };

  Screen.prototype.tell = function (words) {
    this.bar.hidden = !words;
    this.bar.textContent = words || "";
  };

  Screen.prototype.toEnd = function () {
    this.log.scrollTop = this.log.scrollHeight;
  };

  Screen.prototype.isAtEnd = function () {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 80;
  };

  Screen.prototype.make = function (item) {
    var node = element("div", item.me ? "bubble mine" : "bubble"), who, text;
    who = element("span", "hidden", this.word(item.me ? "you" : "us") + ": ");
    text = element("p", "said", item.text || this.word("files"));
    text.dir = "auto";
    node.appendChild(who);
    node.appendChild(text);
    node.appendChild(element("p", "foot"));
    return { id: item.id, at: item.at, me: item.me, node: node, who: who, state: "" };
  };

  Screen.prototype.move = function (bubble, at) {
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

  Screen.prototype.foot = function (bubble) {
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

  Screen.prototype.stateWord = function (bubble) {
    if (bubble.state === "failed") return this.word(bubble.why === "length" ? "long" : "failed");
    return (bubble.state === "sent" ? "✓ " : "") + this.word(bubble.state);
  };

  /* Only what was asked last can still be answered by a button. */
  Screen.prototype.offer = function () {
    var screen = this, last = this.list[this.list.length - 1], i;
    if (this.choices) this.log.removeChild(this.choices);
    this.choices = null;
    if (!last || last.me || !last.offered) return;
    this.choices = element("div", "choices");
    for (i = 0; i < last.offered.length; i += 1) this.choices.appendChild(choice(last.offered[i]));
    this.log.appendChild(this.choices);

    function choice(offered) {
      var button = element("button", "choice", offered[0]);
      button.type = "button";
      button.onclick = function () { screen.told.choose(offered[0], offered[1]); };
      return button;
    }
  };

  /* A date above the first bubble of each day. */
  Screen.prototype.days = function () {
    var i, day, last = "", node, today = date(new Date().getTime());
    for (i = 0; i < this.list.length; i += 1) {
      day = date(this.list[i].at);
      node = this.list[i].node;
      node.removeAttribute("data-day");
      if (day !== last) node.setAttribute("data-day", day === today ? this.word("today") : day);
      last = day;
    }
  };

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
