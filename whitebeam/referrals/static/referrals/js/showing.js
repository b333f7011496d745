// Hides a question until an answer on the same page asks for it. Without scripts all are shown,
// and the server asks only for those that apply.
(() => {
  const waiting = [...document.querySelectorAll("[data-shows-when]")].map((part) => ({
    part,
    when: Object.entries(JSON.parse(part.dataset.showsWhen)),
  }));

  // A question that is hidden itself has no answer, so what hangs on it is hidden too.
  function chosen(form, name) {
    return [...form.elements]
      .filter((field) => field.name === name && !field.closest("[data-shows-when][hidden]"))
      .filter((field) => !["radio", "checkbox"].includes(field.type) || field.checked)
      .map((field) => field.value);
  }

  function show(form) {
    for (const { part, when } of waiting) {
      if (!form.contains(part)) continue;
      part.hidden = !when.every(([name, values]) =>
        chosen(form, name).some((value) => values.includes(value)),
      );
    }
  }

  for (const form of new Set(waiting.map(({ part }) => part.closest("form")).filter(Boolean))) {
    form.addEventListener("change", () => show(form));
    show(form);
  }
})();
