/* The two ways of a link: a web socket, and one request at a time where none gets through. */
(function (samleng) {
  "use strict";

  var SOCKET_OPENS_MS = 4000, SOCKET_ANSWERS_MS = 15000, REQUEST_MS = 45000;
  var SOCKET_AGAIN_MS = 300000, GONE = 4404;
  var its = samleng.Link.prototype;

  its.dial = function () {
    var link = this, socket, opened = false;
    if (!window.WebSocket) return;
    try {
      socket = new WebSocket(this.place.socket);
    } catch (error) {
      this.socketFrom = Date.now() + SOCKET_AGAIN_MS;
      return;
    }
    this.socket = socket;
    setTimeout(function () {
      if (socket.readyState !== 0 || link.socket !== socket) return;
      socket.isLate = true;
      link.go();
    }, SOCKET_OPENS_MS);
    socket.onopen = function () {
      opened = true;
      link.socketFails = 0;
      link.go();
    };
    socket.onmessage = function (event) {
      if (link.socket === socket) link.heard(parse(event.data));
    };
    socket.onclose = function (event) {
      if (link.socket !== socket) return;
      link.socket = null;
      link.socketFails += opened ? 0 : 1;
      link.socketFrom = Date.now() + (opened ? 0 : samleng.spread(
        Math.min(SOCKET_AGAIN_MS, 5000 * Math.pow(4, link.socketFails - 1))));
      if (event.code === GONE) link.over();
      else if (link.flight && link.flight.socket === socket) link.failed();
      else if (!link.flight) link.later(opened ? samleng.spread(1000) : 0);
    };
  };

  its.bySocket = function (frame) {
    var link = this, socket = this.socket;
    if (socket.knows === frame.token && frame.token) delete frame.token;
    else socket.knows = frame.token;
    this.flight = { n: frame.n, frame: frame, socket: socket, timer: setTimeout(function () {
      link.hangUp();
      link.failed();
    }, SOCKET_ANSWERS_MS) };
    socket.send(JSON.stringify(frame));
  };

  its.byRequest = function (frame) {
    var link = this, request = new XMLHttpRequest();
    this.flight = { n: frame.n, frame: frame, request: request };
    request.open("POST", this.place.talk);
    request.setRequestHeader("Content-Type", "application/json");
    request.timeout = REQUEST_MS;
    request.onreadystatechange = function () {
      if (request.readyState !== 4 || !link.flight || link.flight.request !== request) return;
      if (request.status === 404) link.over();
      else if (request.status === 200) link.heard(parse(request.responseText));
      else link.failed();
    };
    request.send(JSON.stringify(frame));
  };

  its.hangUp = function () {
    var socket = this.socket;
    this.socket = null;
    if (this.flight && this.flight.socket) {
      clearTimeout(this.flight.timer);
      this.flight = null;
    }
    if (socket) socket.close();
  };

  function parse(text) {
    try { return JSON.parse(text) || {}; } catch (error) { return {}; }
  }
}(window.samleng));
