/* What makes the pages quicker to work with. Every one of them works without it, and it speaks in no words of its own:
   what it says stands in the page, in the reader's language. */
"use strict";
(() => {
  const one = (what, where = document) => where.querySelector(what);
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const wording = (id) => one(`template#${id}`)?.content.textContent.trim() ?? "";
  const say = (words) => { const region = one("#said"); if (region) region.textContent = words; };
  const shown = (id) => {
    const made = one(`template#${id}`)?.content.firstElementChild?.cloneNode(true);
    if (made) document.body.append(made);
    return made;
  };

  /* Keys of one letter, which somebody who speaks to their browser can turn off. */
  const OFF = "muster-keys-off";
  let leads = 0;
  const help = () => {
    const dialog = one("dialog.keys") ?? shown("keys");
    if (!dialog || dialog.open) return;
    const choice = one("#keys-on", dialog);
    choice.checked = !localStorage.getItem(OFF);
    choice.onchange = () => (choice.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1"));
    dialog.showModal();
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, dialog, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "?") return help();
    if (localStorage.getItem(OFF)) return;
    if (event.key === "/") {
      const field = one("#seek") ?? one("input[type=search]");
      if (field) { event.preventDefault(); field.focus(); field.select(); }
    } else if (event.key === "g") {
      leads = event.timeStamp;
    } else if (leads && event.timeStamp - leads < 1500) {
      leads = 0;
      one(`a[data-go="${CSS.escape(event.key)}"]`)?.click();
    }
  });

  /* A list that is ticked: narrow it by typing, tick all that is shown, count what is ticked. */
  for (const list of all("[data-ticks]")) {
    const boxes = all("input[type=checkbox][name]", list);
    const counted = one("[data-ticked]", list);
    const count = () => {
      const words = wording("ticked").replace("{count}", boxes.filter((box) => box.checked).length);
      if (counted) counted.textContent = words;
      say(words);
    };
    const row = (box) => box.closest("tr, li, .choice");
    const everyone = one("[data-tick-all]", list);
    list.addEventListener("change", (event) => {
      if (event.target === everyone) {
        for (const box of boxes) if (!row(box).hidden) box.checked = everyone.checked;
      }
      count();
    });
    const narrow = one("[data-narrow]", list);
    narrow?.addEventListener("input", () => {
      const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
      const asked = plain(narrow.value).split(/\s+/);
      for (const box of boxes) {
        const text = plain(row(box).textContent);
        row(box).hidden = !box.checked && !asked.every((word) => text.includes(word));
      }
    });
    narrow?.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    for (const each of [narrow, everyone]) each?.closest("[hidden]")?.removeAttribute("hidden");
  }

  /* What somebody types stays in their tab until it is sent and taken: a sign-out for idleness loses nothing. */
  const PREFIX = "muster-typed:";
  const LOST = "muster-lost";
  const typed = () => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
  const forget = () => { for (const key of [...typed(), LOST]) sessionStorage.removeItem(key); };
  const fields = (form) => [...form.elements].filter(
    (each) => each.name && each.autocomplete !== "one-time-code"
      && !["hidden", "password", "file", "submit", "button"].includes(each.type),
  );
  const ticks = (each) => each.type === "checkbox" || each.type === "radio";
  if (location.pathname.startsWith("/sign-in")) {
    if (typed().length) sessionStorage.setItem(LOST, "1");
  } else {
    const lost = sessionStorage.getItem(LOST);
    if (!lost) forget();
    for (const form of all("form.form[method=post]")) {
      const key = `${PREFIX}${location.pathname} ${form.getAttribute("action") ?? ""}`;
      const was = lost && sessionStorage.getItem(key);
      if (was) {
        for (const [name, value, ticked] of JSON.parse(was)) {
          const field = fields(form).find((each) => each.name === name && (ticked === null || each.value === value));
          if (field) { if (ticked === null) field.value = value; else field.checked = ticked; }
        }
        forget();
        say(wording("restored"));
      }
      const keep = () => sessionStorage.setItem(
        key, JSON.stringify(fields(form).map((each) => [each.name, each.value, ticks(each) ? each.checked : null])),
      );
      form.addEventListener("input", keep);
      form.addEventListener("submit", keep);
    }
    one("form[action='/sign-out']")?.addEventListener("submit", forget);
  }

  /* A warning before idleness signs out, and one button against it. */
  const seconds = Number(one("template#idle")?.dataset.seconds);
  const WARNING = 300;
  if (seconds > WARNING && seconds < 86400) {
    let timer;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const box = shown("idle");
        const button = one("button", box);
        button.addEventListener("click", async () => {
          const reply = await fetch("/account", { redirect: "manual" });
          if (!reply.ok) return location.reload();
          box.remove();
          say(wording("stayed"));
          wait();
        });
        button.focus();
      }, (seconds - WARNING) * 1000);
    };
    wait();
  }

  /* A long job: its part of the page is asked for anew until it is done. */
  const follow = (part) => {
    const every = Number(part.dataset.follow) * 1000;
    setTimeout(async () => {
      try {
        const reply = await fetch(location.href);
        const page = new DOMParser().parseFromString(await reply.text(), "text/html");
        const fresh = one(`#${CSS.escape(part.id)}`, page);
        if (!reply.ok || !fresh?.dataset.follow) return location.reload();
        const now = document.adoptNode(fresh);
        part.replaceWith(now);
        follow(now);
      } catch { follow(part); }
    }, every);
  };
  for (const part of all("[data-follow][id]")) follow(part);
})();
