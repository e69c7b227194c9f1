/* Keys, and the few things that forms and links cannot do by themselves. Without this file the page still works.

   It is loaded before the first paint, so that no key is lost: what is pressed before the page is all there is kept,
   and done then. */
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
      away = true;
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
    t: () => press("#show-theirs"),
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

  // What a key does here and now; undefined where it is the browser's.
  const meant = ({ key, ctrlKey, metaKey, target }) => {
    const message = one("main.draft");
    if (ctrlKey || metaKey) {
      const button = message && { s: "#save", Enter: "#send" }[key];
      return button && (() => press(one(button) ? button : "#edit"));
    }
    if (key === "Escape" && typing(target)) return () => target.blur();
    if (typing(target) || one("dialog[open]")) return undefined;
    if (key === "Escape") return () => document.querySelectorAll("details[open]").forEach((each) => (each.open = false));
    if (target.closest("button, summary, a") && key === "Enter") return undefined;
    return { ...(message ? inMessage : one("#rows") ? inList : {}), ...anywhere }[key];
  };

  // Keys that were pressed before the page was all there; those after one that leads away are not for this page.
  const early = [];
  let away = false;

  const pressedEarly = (event) => {
    const { key, ctrlKey, metaKey, target } = event;
    const held = ctrlKey || metaKey;
    if (held ? !["s", "Enter"].includes(key) : typing(target)) return;
    if (key.length > 1 && !["Escape", "Enter", "ArrowDown", "ArrowUp"].includes(key)) return;
    // These press what has the focus, and scroll.
    if (["Enter", " "].includes(key) && !held && !early.length) return;
    event.preventDefault();
    early.push({ key, ctrlKey, metaKey });
  };

  const catchUp = () => {
    for (const pressed of early.splice(0)) {
      if (away) return;
      const target = document.activeElement || document.body;
      const verb = meant({ ...pressed, target });
      if (verb) verb();
      // A key before it led into a field: this one was meant to be written there.
      else if (target.matches("textarea") && (pressed.key.length === 1 || pressed.key === "Enter")) {
        const words = pressed.key === "Enter" ? "\n" : pressed.key;
        target.setRangeText(words, target.selectionStart, target.selectionEnd, "end");
        target.dispatchEvent(new InputEvent("input", { bubbles: true }));
      }
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    if (document.readyState === "loading") return pressedEarly(event);
    const verb = meant(event);
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

  // ------------------------------------------------------------------ nothing typed is lost by a slip
  // The letter's own form takes along what was typed; any other way leaves it behind.
  let taken = false;
  document.addEventListener("submit", (event) => {
    if (event.target.id === "letter") taken = true;
  });
  window.addEventListener("beforeunload", (event) => {
    const fields = [...document.querySelectorAll("#letter textarea")];
    if (!taken && fields.some((field) => field.value !== field.defaultValue)) event.preventDefault();
  });

  // ------------------------------------------------------------------ when the page is all there
  const begin = () => {
    if (one(".leaving")) {
      countDown();
      setInterval(countDown, 250);
    }
    const file = one("#file");
    if (file) file.addEventListener("change", () => file.files.length && press("#attach"));
    const opened = one("details[name=menu][open]");
    if (opened) open(opened.id);
    unready();
    catchUp();
  };
  if (document.readyState === "loading") document.addEventListener("readystatechange", begin, { once: true });
  else begin();

  // What was typed before htmx listened is checked as soon as it does.
  document.addEventListener("htmx:load", () => {
    const typed = [...document.querySelectorAll("#letter textarea")].find((field) => field.value !== field.defaultValue);
    if (typed) htmx.trigger(typed, "recheck");
  }, { once: true });
})();
