// Keeps "Due in 2 hours" true on a page that stays open. Words as the server writes them.
(() => {
  const MINUTE = 60000;
  const many = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

  function span(milliseconds) {
    const minutes = Math.floor(milliseconds / MINUTE);
    if (minutes < 1) return "less than a minute";
    if (minutes < 60) return many(minutes, "minute");
    const hours = Math.floor(minutes / 60);
    if (hours < 48) return many(hours, "hour");
    return many(Math.floor(hours / 24), "day");
  }

  function tick() {
    const now = Date.now();
    for (const clock of document.querySelectorAll("[data-clock-at]")) {
      const left = Date.parse(clock.dataset.clockAt) - now;
      const words = clock.querySelector("[data-clock-words]");
      if (Number.isNaN(left) || !words) continue;
      words.textContent = left >= 0 ? `Due in ${span(left)}` : `Late by ${span(-left)}`;
      if (left < 0) {
        clock.classList.remove("wb-clock--due", "wb-clock--soon");
        clock.classList.add("wb-clock--late");
      }
    }
  }

  if (document.querySelector("[data-clock-at]")) setInterval(tick, MINUTE);
})();
