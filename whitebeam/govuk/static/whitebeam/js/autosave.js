// Keeps the answers of a form as they are typed, and says truly whether they are kept.
(() => {
  const PAUSE = 1200;
  const RETRIES = [5000, 10000, 30000, 60000];

  const timeNow = () =>
    new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

  function answersOf(form) {
    const answers = new FormData(form);
    for (const field of form.querySelectorAll("input[type=file], input[type=password]")) {
      answers.delete(field.name);
    }
    answers.delete("idempotency_key");
    return new URLSearchParams(answers);
  }

  function watch(form) {
    const status = form.querySelector("[data-autosave-status]");
    let kept = answersOf(form).toString();
    let timer = 0;
    let failures = 0;
    let isSending = false;
    let isSubmitted = false;

    const say = (words, state) => {
      if (!status || status.textContent === words) return;
      status.textContent = words;
      status.dataset.state = state;
    };
    const later = (pause) => {
      clearTimeout(timer);
      timer = setTimeout(send, pause);
    };
    const failed = (words) => {
      say(words, "waiting");
      later(RETRIES[Math.min(failures++, RETRIES.length - 1)]);
    };

    async function send() {
      const answers = answersOf(form);
      const asked = answers.toString();
      if (asked === kept || isSending || isSubmitted) return;
      isSending = true;
      try {
        const reply = await fetch(form.dataset.autosaveUrl, {
          method: "POST",
          body: answers,
          headers: { "X-CSRFToken": answers.get("csrfmiddlewaretoken") || "" },
          credentials: "same-origin",
          redirect: "manual",
          keepalive: asked.length < 60000,
        });
        if (reply.ok) {
          kept = asked;
          failures = 0;
          say(`Saved ${timeNow()}`, "saved");
          form.dispatchEvent(new CustomEvent("kept", { bubbles: true }));
        } else if (reply.type === "opaqueredirect" || reply.status === 401 || reply.status === 403) {
          failed("Not saved: sign in again in another tab, and it will be saved from here");
        } else {
          failed("Not saved: will try again");
        }
      } catch {
        failed("Not saved: will try again");
      } finally {
        isSending = false;
      }
      if (failures === 0 && answersOf(form).toString() !== kept) later(PAUSE);
    }

    form.addEventListener("input", () => later(PAUSE));
    form.addEventListener("change", () => later(PAUSE));
    // The form itself carries the answers now; a late copy of them must not arrive after it.
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      isSubmitted = true;
    });
    window.addEventListener("pageshow", () => {
      isSubmitted = false;
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") send();
    });
    window.addEventListener("online", send);
  }

  document.querySelectorAll("form[data-autosave-url]").forEach(watch);
})();
