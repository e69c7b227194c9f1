// The field of a rules file: go to the line that was asked for, mark those of its faults, and go to them.
"use strict";
(() => {
  const field = document.getElementById("text");
  if (!field) return;
  const go = (line, focus) => {
    const lines = field.value.split("\n");
    const number = Math.max(1, Math.min(line, lines.length));
    const start = lines.slice(0, number - 1).reduce((sum, each) => sum + each.length + 1, 0);
    if (focus) field.focus();
    field.setSelectionRange(start, start + lines[number - 1].length);
    const height = parseFloat(getComputedStyle(field).lineHeight) || 20;
    field.scrollTop = Math.max(0, (number - 4) * height);
  };
  // A stripe behind each line that has a fault; it scrolls with the text.
  const mark = () => {
    const height = parseFloat(getComputedStyle(field).lineHeight);
    const top = parseFloat(getComputedStyle(field).paddingTop);
    const faults = [...document.querySelectorAll("#faults [data-goto]")];
    const wash = (fault) => (fault.closest(".warning") ? "var(--warn-wash)" : "var(--bad-wash)");
    field.style.backgroundImage = faults.map((fault) => `linear-gradient(${wash(fault)}, ${wash(fault)})`).join(", ");
    field.style.backgroundPosition = faults.map((fault) => `0 ${top + (fault.dataset.goto - 1) * height}px`).join(", ");
    field.style.backgroundSize = `100% ${height}px`;
  };
  mark();
  document.addEventListener("htmx:afterSwap", mark);
  if (Number(field.dataset.line) > 1) go(Number(field.dataset.line), true);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-goto]");
    if (button) go(Number(button.dataset.goto), true);
  });
})();
