// A table that is wider than its card is scrolled by keyboard too: the card takes the focus, and is a
// region with the name of its table. One that fits, or is drawn as cards, is no stop on the way.
(() => {
  const NAMES = ["tabindex", "role", "aria-label"];

  function fit(card) {
    const caption = card.querySelector("caption")?.textContent.trim() || "Table";
    const scrolls = getComputedStyle(card).overflowX !== "visible";
    const values = scrolls && card.scrollWidth > card.clientWidth ? ["0", "region", caption] : null;
    NAMES.forEach((name, place) => {
      if (values) card.setAttribute(name, values[place]);
      else card.removeAttribute(name);
    });
  }

  const watching = new ResizeObserver((changes) => changes.forEach((change) => fit(change.target)));
  document.querySelectorAll(".wb-table-card--cards").forEach((card) => watching.observe(card));
})();
