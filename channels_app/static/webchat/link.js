/* The conversation with the server: one exchange at a time, over a socket where one opens and by
   plain requests where none does. A message keeps its id until the server says that it is kept,
   so that sending it again is harmless; what comes twice is shown once. */
(function (samleng) {
  "use strict";

  var MOST_AT_ONCE = 20, LEFT_BEHIND_MS = 15000, LONGEST_BACKOFF_MS = 60000;

  /* place: {talk, socket}; told: what the page does with lines, states and connections. */
  function Link(store, place, told) {
    this.store = store;
    this.place = place;
    this.told = told;
    this.token = store.token();
    this.cursor = "";
    this.out = {};
    this.order = [];
    this.seen = {};
    this.got = {};
    this.read = {};
    this.settled = {};
    this.number = 0;
    this.flight = null;
    this.socket = null;
    this.fails = 0;
    this.socketFails = 0;
    this.socketFrom = 0;
    this.heldUntil = 0;
    this.quiet = 6;
    this.isHidden = false;
    this.isStopped = false;
  }

  var its = Link.prototype;

  its.start = function () {
    this.adopt(0);
    this.go();
  };

  /* Forget everything; a late answer writes nothing any more. */
  its.stop = function () {
    this.isStopped = true;
    clearTimeout(this.timer);
    if (this.flight && this.flight.request) this.flight.request.abort();
    this.hangUp();
  };

  its.say = function (text, payload) {
    var saying = { id: samleng.newId(), text: text, at: Date.now() };
    if (payload) saying.payload = payload;
    this.store.keep(saying);
    this.queue(saying);
    this.wake();
    return saying;
  };

  /* Send once more what was refused. */
  its.retry = function (id) {
    if (this.out[id]) this.out[id].failed = false;
    this.wake();
  };

  its.wake = function () {
    this.quiet = 0;
    this.fails = 0;
    this.go();
  };

  /* The line is on the screen; and when it can be seen, it is read. */
  its.confirm = function (id, isRead) {
    (isRead ? this.read : this.got)[id] = true;
  };

  /* Another tab has changed the conversation that this browser is in. */
  its.follow = function (token) {
    var same = token.split(".")[0] === this.token.split(".")[0];
    this.token = token;
    if (same) return;
    this.forgetLines();
    this.told.restarted("");
    this.hangUp();
    this.wake();
  };

  its.queue = function (saying) {
    if (this.out[saying.id]) return;
    this.out[saying.id] = saying;
    this.order.push(saying.id);
    this.told.line({ id: saying.id, me: true, text: saying.text, at: saying.at }, "sending");
  };

  /* Take over what a page that is gone has left unsent. */
  its.adopt = function (age) {
    var found = this.store.unsent(), now = Date.now(), i;
    for (i = 0; i < found.length; i++) {
      if (now - found[i].at >= age && !this.seen[found[i].id]) this.queue(found[i]);
    }
  };

  its.go = function () {
    var frame;
    clearTimeout(this.timer);
    if (this.isStopped || this.flight) return;
    if (!this.socket && Date.now() >= this.socketFrom) this.dial();
    if (this.socket && this.socket.readyState === 0 && !this.socket.isLate) return;
    frame = this.frame();
    if (this.socket && this.socket.readyState === 1) this.bySocket(frame);
    else this.byRequest(frame);
  };

  its.frame = function () {
    var now = Date.now(), say = [], i, one;
    this.adopt(LEFT_BEHIND_MS);
    this.token = this.token || this.store.token();
    for (i = 0; i < this.order.length && this.token && now >= this.heldUntil; i++) {
      one = this.out[this.order[i]];
      if (one && !one.failed && say.length < MOST_AT_ONCE) {
        say.push({ id: one.id, text: one.text, payload: one.payload || "" });
      }
    }
    this.number += 1;
    return { n: this.number, token: this.token, since: this.cursor, say: say,
      got: keys(this.got), read: keys(this.read) };
  };

  its.heard = function (answer) {
    var isMine = this.flight && answer.n === this.flight.n, frame;
    if (this.isStopped) return;
    if (isMine) {
      frame = this.flight.frame;
      clearTimeout(this.flight.timer);
      this.flight = null;
      this.fails = 0;
      this.told.connected(true);
      if (!answer.why && !(answer.wait && !answer.cursor)) this.settle(frame);
    }
    if (answer.token) this.take(answer);
    (answer.kept || []).forEach(this.kept, this);
    (answer.refused || []).forEach(this.refused, this);
    (answer.items || []).forEach(this.line, this);
    if (answer.cursor) this.cursor = answer.cursor;
    if (answer.wait) this.heldUntil = Date.now() + answer.wait * 1000;
    if (!this.flight) this.next(answer, isMine);
  };

  /* The server has the confirmations that this frame carried. */
  its.settle = function (frame) {
    var i;
    var link = this;
    frame.got.concat(frame.read).forEach(function (id) { link.settled[id] = true; });
    frame.got.forEach(function (id) { delete link.got[id]; });
    frame.read.forEach(function (id) { delete link.read[id]; });
  };

  its.take = function (answer) {
    var other = this.store.token();
    if (!this.token && other && !answer.why) {
      this.token = other;
      return;
    }
    if (answer.why) {
      this.forgetLines();
      this.told.restarted(answer.why);
    }
    this.token = answer.token;
    this.store.keepToken(answer.token);
  };

  its.forgetLines = function () {
    this.cursor = "";
    this.seen = {};
    this.got = {};
    this.read = {};
  };

  its.kept = function (id) {
    this.store.drop(id);
    if (!this.out[id]) return;
    delete this.out[id];
    this.order.splice(this.order.indexOf(id), 1);
    this.seen[id] = true;
    this.told.state(id, "sent");
  };

  its.refused = function (one) {
    var saying = this.out[one.id];
    if (!saying) return;
    saying.failed = one.why !== "wait";
    this.told.state(one.id, saying.failed ? "failed" : "sending", one.why);
  };

  its.line = function (item) {
    if (item.me) this.kept(item.id);
    else if (!this.settled[item.id]) this.told.confirm(item.id);
    if (this.seen[item.id] && !item.me) return;
    if (!this.seen[item.id]) this.quiet = 0;
    this.seen[item.id] = true;
    this.told.line(item, "sent");
  };

  its.next = function (answer, isMine) {
    var held = this.heldUntil - Date.now();
    if (held > 0) this.later(held);
    else if (this.hasNews() || (isMine && answer.token && !answer.cursor)) this.later(isMine ? 0 : 300);
    else {
      this.quiet += 1;
      this.later(samleng.spread(this.pause()));
    }
  };

  its.pause = function () {
    var isOpen = this.socket && this.socket.readyState === 1;
    if (this.isHidden) return isOpen ? 50000 : 60000;
    return Math.min(isOpen ? 25000 : 20000, 1200 * Math.pow(1.6, this.quiet));
  };

  its.hasNews = function () {
    var out = this.out;
    return keys(this.got).length + keys(this.read).length > 0 ||
      this.order.some(function (id) { return !out[id].failed; });
  };

  its.failed = function () {
    if (this.flight) clearTimeout(this.flight.timer);
    this.flight = null;
    if (this.isStopped) return;
    this.fails += 1;
    this.told.connected(false);
    this.later(samleng.spread(Math.min(LONGEST_BACKOFF_MS, 500 * Math.pow(2, this.fails))));
  };

  its.over = function () {
    this.stop();
    this.told.closed();
  };

  its.later = function (ms) {
    var link = this;
    clearTimeout(this.timer);
    this.timer = setTimeout(function () { link.go(); }, ms);
  };

  samleng.spread = function (ms) { return ms * (0.75 + Math.random() / 2); };

  function keys(of) {
    var found = [], key;
    for (key in of) found.push(key);
    return found.slice(0, 200);
  }

  samleng.keys = keys;

  samleng.Link = Link;
}(window.samleng = window.samleng || {}));
