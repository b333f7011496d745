// Sends what was typed, in order, until the server has it. Kept in this page's memory only: a shared
// computer must not remember it. Each thing is named once, so that sending it again changes nothing.
window.whitebeamUnsent = (() => {
  const RETRIES = [1000, 2000, 5000, 10000, 30000];
  const queue = [];
  const listeners = { changed: () => {}, sent: () => {}, refused: () => {}, signedOut: async () => "" };
  let failures = 0;
  let isSending = false;
  let timer = 0;

  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function add(form) {
    const body = new URLSearchParams(new FormData(form));
    body.set("once_key", newKey());
    queue.push({ url: form.action, body, text: body.get("text") || "" });
    listeners.changed(queue, "");
    send();
  }

  async function post(thing) {
    const token = thing.body.get("csrfmiddlewaretoken") || "";
    return fetch(thing.url, {
      method: "POST",
      body: thing.body,
      headers: { "X-CSRFToken": token, "X-Sent-By-Page": "1" },
      credentials: "same-origin",
      redirect: "manual",
    });
  }

  function later(words) {
    listeners.changed(queue, words);
    clearTimeout(timer);
    timer = setTimeout(send, RETRIES[Math.min(failures++, RETRIES.length - 1)]);
  }

  async function settle(thing, reply) {
    if (reply.status === 204) {
      queue.shift();
      failures = 0;
      listeners.sent();
    } else if (reply.status === 422 || reply.status === 404) {
      queue.shift();
      failures = 0;
      const words = reply.status === 422 ? await reply.text() : "This case is not on your list.";
      listeners.refused(thing, words);
    } else if (reply.type === "opaqueredirect" || reply.status === 401 || reply.status === 403) {
      // Signed out, or signed in again in another tab: a page of this session has a fresh token.
      const token = await listeners.signedOut();
      if (token) thing.body.set("csrfmiddlewaretoken", token);
      later(token ? "" : "Not sent: sign in again in another tab, and it is sent from here");
      return false;
    } else {
      later("Not sent yet: will try again");
      return false;
    }
    return true;
  }

  async function send() {
    if (isSending || !queue.length) return;
    isSending = true;
    clearTimeout(timer);
    let goesOn = true;
    try {
      while (queue.length && goesOn) goesOn = await settle(queue[0], await post(queue[0]));
      if (!queue.length) listeners.changed(queue, "");
    } catch {
      later("No connection: it is kept here, and sent when the connection returns");
    } finally {
      isSending = false;
    }
  }

  window.addEventListener("online", send);
  window.addEventListener("beforeunload", (event) => {
    if (queue.length) event.preventDefault();
  });
  return { add, listeners, waiting: () => queue.length };
})();
