// Shows what the server says of an answer while the page is open: words to think of again under the
// field they are typed in, and what the answers call for once they are kept. The server keeps no word
// that it is asked about. Fragments are parsed by the request itself: Trusted Types forbids turning
// text into a page.
(() => {
  const PAUSE = 900;
  const watched = new WeakMap();

  const token = (form) => form?.querySelector("input[name=csrfmiddlewaretoken]")?.value || "";

  // Whatever else comes, such as the page to sign in at, is not for here.
  function ask(url, { text, csrf }, show, failed) {
    const request = new XMLHttpRequest();
    request.open(text === undefined ? "GET" : "POST", url);
    request.responseType = "document";
    // What is asked by itself lengthens no session, and is not kept when one has ended.
    request.setRequestHeader("X-Asked-By-Itself", "1");
    if (csrf) request.setRequestHeader("X-CSRFToken", csrf);
    request.onload = () => {
      const found = request.status === 200 && request.responseXML?.querySelector("[data-signs]");
      return found ? show(found) : failed();
    };
    request.onerror = failed;
    request.send(text === undefined ? null : new URLSearchParams({ text }));
    return request;
  }

  // What stands already is left alone, so that a screen reader does not tell it again.
  function fill(place, found) {
    const words = (node) => node.textContent.replace(/\s+/g, " ").trim();
    if (words(found) === words(place)) return;
    place.replaceChildren(...[...found.childNodes].map((node) => document.importNode(node, true)));
  }

  // The place is there before anything is said in it: only then does a screen reader tell what comes.
  function placeAfter(field) {
    const place = document.createElement("div");
    place.setAttribute("role", "status");
    const group = field.closest(".govuk-character-count") || field.closest(".govuk-form-group") || field;
    group.after(place);
    return place;
  }

  function look(field, watch) {
    if (field.value === watch.asked) return;
    watch.asked = field.value;
    watch.request?.abort();
    if (!field.value.trim()) return watch.place.replaceChildren();
    watch.request = ask(
      field.dataset.nudgesUrl,
      { text: field.value, csrf: token(field.form) },
      (found) => fill(watch.place, found),
      () => (watch.asked = ""),
    );
  }

  function forget(watch) {
    clearTimeout(watch.timer);
    watch.request?.abort();
    watch.asked = "";
    watch.place.replaceChildren();
  }

  // Fields may come later, with a part of the page that is fetched anew.
  document.addEventListener("input", ({ target }) => {
    if (!target.dataset?.nudgesUrl) return;
    if (!watched.has(target)) watched.set(target, { place: placeAfter(target), asked: "" });
    const watch = watched.get(target);
    clearTimeout(watch.timer);
    watch.timer = setTimeout(() => look(target, watch), PAUSE);
  });
  document.addEventListener("reset", ({ target }) => {
    for (const field of target.querySelectorAll("[data-nudges-url]")) {
      if (watched.has(field)) forget(watched.get(field));
    }
  });
  document.addEventListener("kept", () => {
    for (const place of document.querySelectorAll("[data-signs-url]")) {
      ask(place.dataset.signsUrl, {}, (found) => fill(place, found), () => {});
    }
  });
})();
