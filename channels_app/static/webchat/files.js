/* A picture or a voice note: made small on the phone, kept in this page alone until it has arrived.
   Drawing a picture anew also takes away what the camera wrote into it, the place included. */
(function (samleng) {
  "use strict";

  var LONGEST_SIDE = 1600, QUALITY = 0.8, LONGEST_MS = 120000, TRIES = 3;

  /* parts: {photo, picture, voice}; page: what the page knows and does. */
  function Files(parts, page) {
    var files = this;
    this.parts = parts;
    this.page = page;
    this.kept = {};
    parts.photo.onclick = function () { parts.picture.click(); };
    parts.picture.onchange = function () {
      if (parts.picture.files[0]) files.photo(parts.picture.files[0]);
      parts.picture.value = "";
    };
    parts.photo.hidden = !(window.FormData && window.Blob && window.URL);
    parts.voice.hidden = !(window.MediaRecorder && navigator.mediaDevices);
    parts.voice.onclick = function () { files.record(); };
  }

  var its = Files.prototype;

  its.photo = function (file) {
    var files = this, picture = new Image(), address = URL.createObjectURL(file);
    picture.onload = function () {
      var scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
      var canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      URL.revokeObjectURL(address);
      files.add("photo", blobOf(canvas));
    };
    picture.onerror = function () {
      URL.revokeObjectURL(address);
      files.page.tell(files.page.word("failed"));
    };
    picture.src = address;
  };

  its.record = function () {
    var files = this, pieces = [];
    if (this.recorder) {
      this.recorder.stop();
      return;
    }
    navigator.mediaDevices.getUserMedia({ audio: true }).then(function (stream) {
      var recorder = new MediaRecorder(stream, { audioBitsPerSecond: 16000 });
      files.recorder = recorder;
      files.show(true);
      recorder.ondataavailable = function (event) { pieces.push(event.data); };
      recorder.onstop = function () {
        stream.getTracks().forEach(function (track) { track.stop(); });
        clearTimeout(files.timer);
        files.recorder = null;
        files.show(false);
        if (!files.isStopped) files.add("voice", new Blob(pieces, { type: recorder.mimeType }));
      };
      recorder.start();
      files.timer = setTimeout(function () { recorder.stop(); }, LONGEST_MS);
    })["catch"](function () { files.page.tell(files.page.word("no_microphone")); });
  };

  its.show = function (isOn) {
    var button = this.parts.voice, words = this.page.word(isOn ? "stop" : "voice");
    button.setAttribute("aria-pressed", isOn ? "true" : "false");
    button.setAttribute("aria-label", words);
    button.title = words;
    this.page.tell(isOn ? this.page.word("recording") : "");
  };

  its.add = function (kind, blob) {
    var id = samleng.newId();
    this.kept[id] = { kind: kind, blob: blob, tries: 0 };
    this.page.line({ id: id, me: true, at: Date.now(), text: this.page.word("sent_" + kind) });
    this.send(id);
  };

  its.retry = function (id) {
    if (!this.kept[id]) return false;
    this.kept[id].tries = 0;
    this.send(id);
    return true;
  };

  its.stop = function () {
    this.isStopped = true;
    this.kept = {};
    if (this.recorder) this.recorder.stop();
  };

  its.send = function (id) {
    var files = this, file = this.kept[id], form = new FormData(), request = new XMLHttpRequest();
    if (!file || this.isStopped) return;
    file.tries += 1;
    form.append("token", this.page.token());
    form.append("id", id);
    form.append("kind", file.kind);
    form.append("file", file.blob, file.kind);
    request.open("POST", this.page.place);
    request.onreadystatechange = function () {
      if (request.readyState === 4) files.sent(id, request.status);
    };
    request.send(form);
  };

  its.sent = function (id, status) {
    var files = this, file = this.kept[id];
    if (!file) return;
    if (status === 200) {
      delete this.kept[id];
      this.page.state(id, "sent");
    } else if (file.tries < TRIES && status !== 413 && status !== 400) {
      setTimeout(function () { files.send(id); }, samleng.spread(2000 * Math.pow(3, file.tries)));
    } else this.page.state(id, "failed", status === 413 ? "large" : "");
  };

  function blobOf(canvas) {
    var words = atob(canvas.toDataURL("image/jpeg", QUALITY).split(",")[1]);
    var bytes = new Uint8Array(words.length), i;
    for (i = 0; i < words.length; i++) bytes[i] = words.charCodeAt(i);
    return new Blob([bytes], { type: "image/jpeg" });
  }

  samleng.Files = Files;
}(window.samleng));
