/* What this browser keeps: the conversation's token and the messages that have not arrived yet,
   nothing else. Where storage is closed, as in some frames, it is kept until the page goes.
   Written for old phones: no syntax newer than 2009. */
(function (samleng) {
  "use strict";

  function Store(chat, box) {
    this.name = "samleng." + chat + ".";
    this.box = box || usable() || new Memory();
  }

  Store.prototype.token = function () {
    return this.box.getItem(this.name + "token") || "";
  };

  Store.prototype.keepToken = function (token) {
    this.put("token", token);
  };

  /* Each message under a key of its own: two tabs do not write over one another. */
  Store.prototype.keep = function (saying) {
    this.put("out." + saying.id, JSON.stringify(saying));
  };

  Store.prototype.drop = function (id) {
    this.box.removeItem(this.name + "out." + id);
  };

  Store.prototype.unsent = function () {
    var found = [], start = this.name + "out.", keys = this.keys(), i, saying;
    for (i = 0; i < keys.length; i += 1) {
      if (keys[i].indexOf(start) === 0) {
        try {
          saying = JSON.parse(this.box.getItem(keys[i]));
          if (saying && saying.id && saying.text) found.push(saying);
        } catch (error) {
          this.box.removeItem(keys[i]);
        }
      }
    }
    found.sort(function (a, b) { return a.at - b.at; });
    return found;
  };

  Store.prototype.clear = function () {
    var keys = this.keys(), i;
    for (i = 0; i < keys.length; i += 1) {
      if (keys[i].indexOf(this.name) === 0) this.box.removeItem(keys[i]);
    }
  };

  Store.prototype.keys = function () {
    var keys = [], i;
    for (i = 0; i < this.box.length; i += 1) keys.push(this.box.key(i));
    return keys;
  };

  Store.prototype.put = function (key, value) {
    try {
      this.box.setItem(this.name + key, value);
    } catch (error) {
      /* Full: the message still goes out from this page. */
    }
  };

  function usable() {
    try {
      window.localStorage.setItem("samleng.try", "1");
      window.localStorage.removeItem("samleng.try");
      return window.localStorage;
    } catch (error) {
      return null;
    }
  }

  function Memory() {
    this.kept = {};
    this.order = [];
    this.length = 0;
  }
  Memory.prototype.getItem = function (key) {
    return Object.prototype.hasOwnProperty.call(this.kept, key) ? this.kept[key] : null;
  };
  Memory.prototype.setItem = function (key, value) {
    if (this.getItem(key) === null) this.order.push(key);
    this.kept[key] = value;
    this.length = this.order.length;
  };
  Memory.prototype.removeItem = function (key) {
    var at = this.order.indexOf(key);
    if (at >= 0) this.order.splice(at, 1);
    delete this.kept[key];
    this.length = this.order.length;
  };
  Memory.prototype.key = function (at) { return this.order[at]; };

  samleng.Store = Store;
  samleng.Memory = Memory;
  samleng.newId = function () {
    var bytes = new Uint8Array(16), words = "", i;
    (window.crypto || window.msCrypto).getRandomValues(bytes);
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    for (i = 0; i < 16; i += 1) {
      words += (bytes[i] + 256).toString(16).slice(1);
      if (i === 3 || i === 5 || i === 7 || i === 9) words += "-";
    }
    return words;
  };
}(window.samleng = window.samleng || {}));
