// Keeps the meeting room true: the stream brings what was said, and says when the page must fetch more.
// A part that somebody types in is left alone. Without this script the page is right after each reload.
(() => {
  const room = document.querySelector("[data-live]");
  if (!room) return;
  const status = document.querySelector("[data-live-status]");
  const list = document.querySelector("[data-live-unsent]");
  const unsent = window.whitebeamUnsent;
  const LOOK_EVERY = 2000;
  const SIGN_EVERY = 60000;
  // The code of a meeting is four codes of one length, one for each of these.
  const PARTS = ["list", "said", "done", "here"];
  const LENGTH = 12;
  const part = (name) => document.querySelector(`[data-part="${name}"]`);
  let offset = 0;
  let isFetching = false;
  let isStale = false;
  let touched = true;
  let stream = null;
  let warned = "";

  const say = (words, state) => {
    if (status.textContent === words) return;
    status.textContent = words;
    status.dataset.state = state || "";
  };
  const isTypedIn = (region) =>
    [...region.querySelectorAll("textarea, input[type=text], input:not([type])")].some(
      (f) => f.value.trim() !== f.defaultValue.trim(),
    );

  function ask(done) {
    const request = new XMLHttpRequest();
    // The server leaves out what has not changed since this code; what is left out stays as it is.
    request.open("GET", `${room.dataset.partsUrl}?since=${encodeURIComponent(part("state").dataset.pulse)}`);
    request.responseType = "document";
    request.timeout = 15000;
    // Only what somebody does keeps a session alive, not what the page fetches by itself.
    if (!touched) request.setRequestHeader("X-Asked-By-Itself", "1");
    touched = false;
    request.onload = () => done(request.status === 200 ? request.responseXML : null, request.status);
    request.onerror = request.ontimeout = () => done(null, 0);
    request.send();
  }

  function replace(name, page) {
    const [old, fresh] = [part(name), page.querySelector(`[data-part="${name}"]`)];
    if (!old || !fresh) return;
    if (name === "say") return replaceForms(old, fresh);
    keepFocus(old, () => old.replaceWith(document.importNode(fresh, true)));
  }

  // What the stream brings is shown only if nothing else has changed since what stands here.
  function bring(event) {
    const told = JSON.parse(event.data);
    const state = part("state");
    const code = (whole, at) => whole.slice(at * LENGTH, (at + 1) * LENGTH);
    const lacks = (name, at) => !told[name] && code(state.dataset.pulse, at) !== code(told.pulse, at);
    const [said, here] = [document.querySelector("[data-live-said]"), document.querySelector("[data-live-here]")];
    const isEmpty = told.said?.length === 0 || told.here?.length === 0;
    if (isFetching || isEmpty || PARTS.some(lacks) || (told.said && !said)) return refresh();
    Object.assign(state.dataset, { pulse: told.pulse, now: told.now });
    if (told.said) news(() => keepFocus(said, () => said.replaceChildren(...told.said.map(entry))));
    if (told.here) here.replaceChildren(...told.here.map((one) => filled("somebody", one)));
    measure();
    tick();
  }

  // A new line is a copy of the one that the server drew, with other words in its places.
  function filled(kind, words) {
    const node = document.querySelector(`template[data-live-${kind}]`).content.firstElementChild.cloneNode(true);
    for (const [name, text] of Object.entries(words)) {
      for (const place of node.querySelectorAll(`[data-of="${name}"]`)) place.textContent = text;
    }
    return node;
  }

  function entry({ pk, kind, colour, is_mine, has_line, ...words }) {
    const node = filled("entry", words);
    const [tag, ...links] = [".govuk-tag", "[data-of=right] a", "[data-of=line] a"].map((at) => node.querySelector(at));
    const [right, line] = links;
    tag.textContent = kind;
    tag.className = `govuk-tag govuk-tag--${colour}`;
    for (const link of links) link.href = link.getAttribute("href").replace(node.dataset.entry, pk);
    right.id = `right-${pk}`;
    node.dataset.entry = pk;
    if (!is_mine) right.parentElement.remove();
    if (!has_line) line.parentElement.remove();
    return node;
  }

  function keepFocus(region, change) {
    const focused = document.activeElement && region.contains(document.activeElement) ? document.activeElement.id : "";
    change();
    if (focused) document.getElementById(focused)?.focus();
  }

  function replaceForms(old, fresh) {
    const token = part("state").querySelector("[name=csrfmiddlewaretoken]");
    for (const field of old.querySelectorAll("[name=csrfmiddlewaretoken]")) {
      if (token) field.value = token.value;
    }
    if (old.dataset.item === fresh.dataset.item && old.childElementCount) return;
    if (isTypedIn(old)) {
      say("Another case is open now. What you typed belongs to the case before; send it or clear it.", "waiting");
      return;
    }
    old.replaceWith(document.importNode(fresh, true));
  }

  function news(change) {
    const count = () => document.querySelectorAll("[data-entry]").length;
    const before = count();
    change();
    const more = count() - before;
    if (more > 0 && !unsent.waiting()) say(more === 1 ? "1 new entry" : `${more} new entries`, "saved");
  }

  function show(page) {
    news(() => {
      for (const name of ["head", "state", "case", "said", "done", "list", "here", "say"]) replace(name, page);
    });
    measure();
    tick();
  }

  function refresh() {
    if (isFetching) {
      isStale = true;
      return;
    }
    isFetching = true;
    ask((page, code) => {
      isFetching = false;
      if (page && page.querySelector("[data-part=state]")) show(page);
      else if (code === 200) say("You are signed out. Sign in in another tab; what you typed stays here.", "waiting");
      else if (code === 403 || code === 404) window.location.reload();
      else if (stream.readyState === EventSource.OPEN) setTimeout(refresh, LOOK_EVERY);
      if (isStale) {
        isStale = false;
        refresh();
      }
    });
  }

  // The clock of this computer may be wrong; the server's moment is the one that counts.
  function measure() {
    offset = Date.parse(part("state").dataset.now) - Date.now();
  }

  function tick() {
    const timer = document.querySelector("[data-live-timer]");
    if (!timer) return;
    const gone = (Date.now() + offset - Date.parse(timer.dataset.began)) / 60000;
    const left = Math.ceil(timer.dataset.usual - gone);
    const over = Math.floor(gone - timer.dataset.usual);
    const words =
      left > 0 ? `${left} ${left === 1 ? "minute" : "minutes"} left` : `${over} ${over === 1 ? "minute" : "minutes"} over`;
    timer.querySelector("[data-live-timer-words]").textContent = words;
    timer.classList.toggle("wb-clock--soon", gone > timer.dataset.usual);
    timer.classList.toggle("wb-clock--late", gone > timer.dataset.most);
    const key = `${timer.dataset.began} ${gone > timer.dataset.most ? 2 : gone > timer.dataset.usual ? 1 : 0}`;
    if (warned && key !== warned && !key.endsWith(" 0")) {
      say(key.endsWith("2") ? "This case has taken the longest time agreed." : "The usual time for a case is over.", "waiting");
    }
    warned = key;
  }

  function watch() {
    const since = encodeURIComponent(part("state").dataset.pulse);
    stream = new EventSource(`${room.dataset.streamUrl}?since=${since}`);
    stream.addEventListener("changed", refresh);
    stream.addEventListener("said", bring);
    stream.addEventListener("over", () => {
      stream.close();
      refresh();
    });
    stream.addEventListener("open", refresh);
  }

  // Where no stream can be had, the page looks by itself.
  setInterval(() => {
    if (!part("state").hasAttribute("data-over") && stream.readyState === EventSource.CLOSED) refresh();
  }, LOOK_EVERY);
  setInterval(() => {
    if (!part("state").hasAttribute("data-over") && stream.readyState === EventSource.CLOSED) watch();
  }, 30000);
  setInterval(tick, 1000);
  // What comes by the stream keeps no session alive; somebody who works in the room does.
  setInterval(() => {
    if (touched) refresh();
  }, SIGN_EVERY);
  for (const sign of ["keydown", "pointerdown", "scroll"]) {
    window.addEventListener(sign, () => (touched = true), { passive: true });
  }

  unsent.listeners.changed = (queue, words) => {
    const lines = queue.map((thing) => Object.assign(document.createElement("li"), { textContent: thing.text, className: "wb-card" }));
    list.replaceChildren(...lines);
    list.hidden = !queue.length;
    if (words) say(words, "waiting");
    else if (queue.length) say("Sending", "waiting");
  };
  unsent.listeners.sent = () => {
    say("Saved", "saved");
    if (stream.readyState !== EventSource.OPEN) refresh();
  };
  unsent.listeners.refused = (thing, words) => {
    say(words, "waiting");
    const form = part("say").querySelector(`form[action="${new URL(thing.url).pathname}"]`);
    if (!form || form.elements.text.value.trim()) return;
    // Whom it is about comes back as well: without it, it would be shared more widely.
    for (const [name, value] of thing.body) {
      const field = form.elements[name];
      if (field && field.type === "checkbox") field.checked = true;
      else if (field && field.type !== "hidden") field.value = value;
    }
    const why = form.querySelector("[data-live-why]");
    if (why) why.open = true;
  };
  unsent.listeners.signedOut = () =>
    new Promise((resolve) => {
      ask((page) => {
        const token = page && page.querySelector("[data-part=state] [name=csrfmiddlewaretoken]");
        resolve(token ? token.value : "");
      });
    });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-live-send]")) return;
    const box = form.querySelector("[name=text]");
    if (!box.value.trim()) return;
    event.preventDefault();
    unsent.add(form);
    form.reset();
    box.value = "";
    box.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.target.closest("[data-live-send]")?.requestSubmit();
  });
  measure();
  tick();
  watch();
})();
