/* What this browser keeps: the conversation's token and the messages that have not arrived yet,
   nothing else. Where storage is closed, as in some frames, it is kept until the page goes.
   Written for old phones: no syntax newer than 2009. */
(function (samleng) {
  "use strict";

  function Store(chat, box) {
    this.name = "samleng." + chat + ".";
    this.box = box || usable() || {};
  }

  var its = Store.prototype;

  its.token = function () {
    return this.box[this.name + "token"] || "";
  };

  its.keepToken = function (token) {
    this.put("token", token);
  };

  /* Each message under a key of its own: two tabs do not write over one another. */
  its.keep = function (saying) {
    this.put("out." + saying.id, JSON.stringify(saying));
  };

  its.drop = function (id) {
    delete this.box[this.name + "out." + id];
  };

  its.unsent = function () {
    var found = [], box = this.box;
    this.keys("out.").forEach(function (key) {
      try {
        found.push(JSON.parse(box[key]));
      } catch (error) {
        delete box[key];
      }
    });
    found.sort(function (a, b) { return a.at - b.at; });
    return found;
  };

  its.clear = function () {
    var box = this.box;
    this.keys("").forEach(function (key) { delete box[key]; });
  };

  its.keys = function (start) {
    var keys = [], key;
    for (key in this.box) if (key.indexOf(this.name + start) === 0) keys.push(key);
    return keys;
  };

  its.put = function (key, value) {
    try {
      this.box[this.name + key] = value;
    } catch (error) {
      /* Full: the message still goes out from this page. */
    }
  };

  function usable() {
    try {
      localStorage["samleng.try"] = "1";
      delete localStorage["samleng.try"];
      return localStorage;
    } catch (error) {
      return null;
    }
  }

  samleng.Store = Store;
  samleng.newId = function () {
    var bytes = new Uint8Array(16), words = "", i;
    (window.crypto || window.msCrypto).getRandomValues(bytes);
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    for (i = 0; i < 16; i++) {
      words += (bytes[i] + 256).toString(16).slice(1);
      if (i === 3 || i === 5 || i === 7 || i === 9) words += "-";
    }
    return words;
  };
}(window.samleng = window.samleng || {}));
