// Shows who may be known already as a person is typed. The server makes the cards.
// A fragment is parsed by the request itself: Trusted Types forbids turning text into a page.
(() => {
  const PAUSE = 450;

  function watch(section) {
    const form = section.closest("form");
    const results = section.querySelector("[data-known-results]");
    const status = section.querySelector("[data-known-status]");
    const button = section.querySelector("[data-known-button]");
    if (!form || !results) return;
    let timer = 0;
    let request = null;
    let asked = "";

    const answers = () => {
      const data = new FormData(form);
      for (const field of form.querySelectorAll("input[type=file], input[type=password]")) {
        data.delete(field.name);
      }
      return new URLSearchParams(data).toString();
    };

    function show(page) {
      const nodes = [...page.body.childNodes].map((node) => document.importNode(node, true));
      results.replaceChildren(...nodes);
      const found = results.querySelectorAll(".wb-candidate").length;
      const many = found === 1 ? "1 person to look at" : `${found} people to look at`;
      if (status) status.textContent = found ? many : "No one you may see looks alike so far";
    }

    function ask() {
      const body = answers();
      if (body === asked) return;
      asked = body;
      if (request) request.abort();
      request = new XMLHttpRequest();
      request.open("POST", section.dataset.knownUrl);
      request.responseType = "document";
      request.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
      const token = form.querySelector("input[name=csrfmiddlewaretoken]");
      if (token) request.setRequestHeader("X-CSRFToken", token.value);
      request.addEventListener("load", ({ target }) => {
        if (target.status === 200 && target.responseXML) show(target.responseXML);
      });
      request.send(body);
    }

    if (button) button.hidden = true;
    if (status && !results.querySelector(".wb-candidate")) {
      status.textContent = "People you may see appear here as you type";
    }
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });
  }

  document.querySelectorAll("[data-known-url]").forEach(watch);
})();
