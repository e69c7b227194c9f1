/* Keys, and the few things that forms and links cannot do by themselves. Without this file the page still works. */
(() => {
  "use strict";
  const REFRESH = 5000;
  const one = (selector) => document.querySelector(selector);
  const typing = (target) => target.closest("textarea, select, input:not([type=button]):not([type=submit])") !== null;

  // ------------------------------------------------------------------ the list
  let marked = "";                                  // the id of the chosen row, which outlives the rows
  const rows = () => [...document.querySelectorAll(".waiting a")];
  const chosen = () => rows().find((row) => row === document.activeElement) || one(".waiting a.here");

  const choose = (row) => {
    if (!row) return;
    rows().forEach((other) => other.classList.toggle("here", other === row));
    marked = row.id;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest", behavior: "instant" });
  };

  const step = (by) => {
    const all = rows();
    const at = all.indexOf(chosen());
    choose(all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + by))]);
  };

  // The address of the chosen message, with the list that it was opened from, and what to open on its page.
  const there = (row, more) => {
    const address = new URL(row.href);
    if (more.edit) address.searchParams.set("edit", "1");
    if (more.menu) address.searchParams.set("menu", more.menu);
    return address.href;
  };

  const sendChosen = (row) => {
    if (!("ready" in row.dataset)) return location.assign(row.href);
    const form = one("#quick");
    const address = new URL(row.href);
    form.action = `${address.pathname}/send${address.search}`;
    form.submit();
  };

  const inList = {
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Enter: () => chosen() && location.assign(chosen().href),
    a: () => chosen() && sendChosen(chosen()),
    e: () => chosen() && location.assign(there(chosen(), { edit: true })),
    w: () => chosen() && location.assign(there(chosen(), { menu: "wrong" })),
    s: () => chosen() && location.assign(there(chosen(), { menu: "snooze" })),
    x: () => chosen() && location.assign(there(chosen(), { menu: "discard" })),
    "/": () => one("#find").select(),
  };

  // ------------------------------------------------------------------ one message
  const press = (selector) => {
    const button = one(selector);
    if (button) {
      leavingByForm = true;
      button.click();
    }
  };

  const open = (id) => {
    const menu = one(`details#${id}`);
    if (!menu) return;
    menu.open = true;
    (menu.querySelector(".menu button, .menu input") || menu.querySelector("summary")).focus({ preventScroll: true });
  };

  const nextGap = () => {
    const gaps = [...document.querySelectorAll(".gap textarea")];
    if (gaps.length) gaps[(gaps.indexOf(document.activeElement) + 1) % gaps.length].focus();
  };

  const inMessage = {
    j: () => press("#next"),
    k: () => press("#previous"),
    l: () => press("#up"),
    a: () => press("#send"),
    e: () => press("#edit"),
    g: nextGap,
    w: () => open("wrong"),
    s: () => open("snooze"),
    x: () => open("discard"),
    m: () => open("more"),
  };

  // ------------------------------------------------------------------ keys
  const anywhere = {
    "?": () => one("#keys").showModal(),
    u: () => press(one(".leaving button") ? ".leaving button" : "#undo"),
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    const message = one("main.draft");
    if (event.ctrlKey || event.metaKey) {
      const button = message && { s: "#save", Enter: "#send" }[event.key];
      if (button) {
        event.preventDefault();
        press(one(button) ? button : "#edit");
      }
      return;
    }
    if (event.key === "Escape" && typing(event.target)) return event.target.blur();
    if (typing(event.target) || one("dialog[open]")) return;
    if (event.key === "Escape") return document.querySelectorAll("details[open]").forEach((each) => (each.open = false));
    const onControl = event.target.closest("button, summary, a") && event.key === "Enter";
    const verb = onControl ? null : { ...(message ? inMessage : one("#rows") ? inList : {}), ...anywhere }[event.key];
    if (verb) {
      event.preventDefault();
      verb();
    }
  });

  // ------------------------------------------------------------------ what changes by itself
  setInterval(() => {
    if (document.visibilityState === "visible" && window.htmx) {
      for (const part of document.querySelectorAll("#rows, #looking")) htmx.trigger(part, "refresh");
    }
  }, REFRESH);

  document.addEventListener("htmx:beforeSwap", (event) => {
    // A form that is too old, a server that is away: the page stays as it is.
    if (event.detail.xhr.status >= 400) event.detail.shouldSwap = false;
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    const list = one("#rows");
    if (list) {
      document.title = list.dataset.title;
      if (marked && one(`#${marked}`)) one(`#${marked}`).classList.add("here");
    }
    unready();
    const checks = one("#checks");
    if (checks && one("#told") && one("#told").textContent !== checks.dataset.said) {
      one("#told").textContent = checks.dataset.said;
    }
  });

  const unready = () => {
    const checks = one("#checks");
    const send = one("#send");
    if (checks && send) send.classList.toggle("unready", !("ready" in checks.dataset));
  };

  // ------------------------------------------------------------------ ten seconds
  const countDown = () => {
    for (const form of document.querySelectorAll(".leaving form")) {
      const shown = Number(form.dataset.shown || (form.dataset.shown = Date.now() / 1000));
      const left = Math.ceil(Number(form.dataset.due) - Number(form.dataset.now) - (Date.now() / 1000 - shown));
      form.querySelector(".in").textContent = `in ${left} s`;
      if (left <= 0) form.remove();
    }
  };
  if (one(".leaving")) {
    countDown();
    setInterval(countDown, 250);
  }

  // ------------------------------------------------------------------ nothing typed is lost by a slip
  let leavingByForm = false;
  document.addEventListener("submit", () => (leavingByForm = true));
  window.addEventListener("beforeunload", (event) => {
    const fields = [...document.querySelectorAll("#letter textarea")];
    if (!leavingByForm && fields.some((field) => field.value !== field.defaultValue)) event.preventDefault();
  });

  const file = one("#file");
  if (file) file.addEventListener("change", () => file.files.length && press("#attach"));

  const opened = one("details[name=menu][open]");
  if (opened) open(opened.id);
  unready();
})();
