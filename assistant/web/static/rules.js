// The field of a rules file: go to the line that was asked for, and to those of its faults.
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
  if (Number(field.dataset.line) > 1) go(Number(field.dataset.line), true);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-goto]");
    if (button) go(Number(button.dataset.goto), true);
  });
})();
