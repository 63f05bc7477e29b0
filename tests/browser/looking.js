// What a page is asked in the browser. Each answers with a list of sentences: what is wrong, and where.
({
  named(element) {
    const text = (element.getAttribute("aria-label") || element.textContent || element.value || "").trim();
    const id = element.id ? `#${element.id}` : "";
    return `<${element.localName}${id}> '${text.replace(/\s+/g, " ").slice(0, 40)}'`;
  },

  shown(element) {
    const box = element.getBoundingClientRect();
    const clipped = getComputedStyle(element).clipPath !== "none" || (box.width <= 1 && box.height <= 1);
    return element.checkVisibility({ visibilityProperty: true }) && box.width > 0 && box.height > 0 && !clipped;
  },

  async shift() {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const found = [];
    const watching = new PerformanceObserver((list) => found.push(...list.getEntries()));
    watching.observe({ type: "layout-shift", buffered: true });
    await frame();
    await frame();
    found.push(...watching.takeRecords());
    watching.disconnect();
    return found.filter((each) => each.value > 0).map((each) => {
      const corner = ({ x, y, width, height }) => `${x},${y} ${width}x${height}`;
      const moved = each.sources.map(({ node, previousRect, currentRect }) =>
        `${node?.localName ? this.named(node) : "something"} from ${corner(previousRect)} to ${corner(currentRect)}`);
      return `the layout shifts by ${each.value.toFixed(6)} after ${each.startTime.toFixed(0)} ms: ${moved.join(", ")}`;
    });
  },

  frame({ language }) {
    const found = [];
    const count = (what) => document.querySelectorAll(what).length;
    for (const each of ["h1", "main", "head > title"]) { // a drawing may have a title too
      if (count(each) !== 1) found.push(`there are ${count(each)} of <${each}>`);
    }
    if (document.documentElement.lang !== language) found.push(`lang is '${document.documentElement.lang}'`);
    const summary = document.querySelector('[role="alert"][tabindex="-1"]');
    if (summary && document.activeElement !== summary) {
      found.push(`the focus is not on the summary of mistakes, but on ${this.named(document.activeElement)}`);
    }
    for (const link of summary?.querySelectorAll("a") ?? []) {
      const field = document.getElementById(link.hash.slice(1));
      if (!field || field.tabIndex < 0) found.push(`the summary's '${link.hash}' leads to nothing to type into`);
    }
    const moving = document.getAnimations().filter((each) => each.playState === "running");
    if (moving.length) found.push(`${moving.length} things move although less movement was asked for`);
    return found;
  },

  // Bytes of the rows of tables in the document, which are left out of its weight.
  rows() {
    const encoder = new TextEncoder();
    return [...document.querySelectorAll("tbody tr")]
      .filter((row) => !row.parentElement.closest("tr"))
      .reduce((sum, row) => sum + encoder.encode(row.outerHTML).length, 0);
  },

  // What is pressed or typed into is no smaller than that, except links within a sentence (WCAG 2.5.8).
  targets({ least }) {
    const found = [];
    const every = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]";
    for (const each of document.querySelectorAll(every)) {
      if (!this.shown(each)) continue;
      let { left, right, top, bottom } = each.getBoundingClientRect();
      if (right <= 0 || bottom + scrollY <= 0) continue; // seen only when it has the focus
      for (const label of each.type === "radio" || each.type === "checkbox" ? each.labels : []) {
        const box = label.getBoundingClientRect();
        [left, right] = [Math.min(left, box.left), Math.max(right, box.right)];
        [top, bottom] = [Math.min(top, box.top), Math.max(bottom, box.bottom)];
      }
      const [width, height] = [right - left, bottom - top];
      if (width >= least - 0.5 && height >= least - 0.5) continue;
      if (getComputedStyle(each).display === "inline" && this.within(each)) continue;
      found.push(`${this.named(each)} is ${width.toFixed(0)} x ${height.toFixed(0)}, under ${least} px`);
    }
    return found;
  },

  within(element) {
    let block = element.parentElement;
    while (block && getComputedStyle(block).display === "inline") block = block.parentElement;
    return block && block.textContent.trim().length > element.textContent.trim().length;
  },

  colour(text) {
    const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number);
    return { r, g, b, a };
  },

  luminance({ r, g, b }) {
    const part = (each) => (each / 255 <= 0.04045 ? each / 255 / 12.92 : ((each / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  },

  behind(element) {
    for (let each = element; each; each = each.parentElement) {
      const colour = this.colour(getComputedStyle(each).backgroundColor);
      if (colour.a === 1) return colour;
    }
    return this.colour(getComputedStyle(document.documentElement).colorScheme.includes("dark") ? "0 0 0" : "255 255 255");
  },

  contrast(one, other) {
    const [low, high] = [this.luminance(one), this.luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  },

  looks(element) {
    const style = getComputedStyle(element);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    return {
      outline: outlined ? parseFloat(style.outlineWidth) : 0,
      colour: style.outlineColor,
      other: [style.boxShadow, style.backgroundColor, style.borderColor, style.borderWidth, style.textDecoration].join(),
    };
  },

  // Is any of it in the window, and under nothing else? (WCAG 2.4.11)
  seen(element) {
    const { left, right, top, bottom } = element.getClientRects()[0];
    const across = [left + 2, (left + right) / 2, right - 2];
    const down = [top + 2, (top + bottom) / 2, bottom - 2];
    return across.some((x) => down.some((y) => {
      const over = document.elementFromPoint(x, y);
      const label = [...(element.labels ?? [])].some((one) => one.contains(over));
      return over && (element.contains(over) || over.contains(element) || label);
    }));
  },

  // Whatever takes the focus shows that it has it, and nothing lies over it. The keyboard must have been used.
  focus() {
    const found = [];
    const kinds = new Map();
    const every = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
    const last = document.activeElement;
    for (const each of document.querySelectorAll(every)) {
      if (each.tabIndex < 0 || each.disabled || !each.checkVisibility({ visibilityProperty: true })) continue;
      const kind = [each.localName, each.className, each.type, each.parentElement.localName].join();
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      if (kinds.get(kind) > 3) continue; // the fourth of a row of alike links is like the third
      each.blur();
      const before = this.looks(each);
      each.focus();
      if (document.activeElement !== each) {
        found.push(`${this.named(each)} cannot take the focus`);
        continue;
      }
      const after = this.looks(each);
      if (after.outline && (!before.outline || before.colour !== after.colour)) {
        const ratio = this.contrast(this.colour(after.colour), this.behind(each.parentElement));
        if (ratio < 3) found.push(`the outline of ${this.named(each)} has a contrast of ${ratio.toFixed(1)}, under 3`);
      } else if (before.other === after.other) {
        found.push(`${this.named(each)} does not show that it has the focus`);
      }
      if (!this.seen(each)) found.push(`${this.named(each)} has the focus and cannot be seen`);
    }
    last?.focus?.();
    return found;
  },

  // Nothing is wider than the window, and what scrolls in a region of its own can be scrolled with the keyboard.
  reflow() {
    const found = [];
    const root = document.scrollingElement;
    const scrolls = (each) => /auto|scroll|hidden|clip/.test(getComputedStyle(each).overflowX) && each !== root;
    if (root.scrollWidth > innerWidth) {
      const wide = [...document.body.querySelectorAll("*")].filter((each) => {
        if (each.getBoundingClientRect().right <= innerWidth + 1 || !this.shown(each)) return false;
        for (let up = each.parentElement; up && up !== document.body; up = up.parentElement) {
          if (scrolls(up)) return false;
        }
        return ![...each.children].some((child) => child.getBoundingClientRect().right > innerWidth + 1);
      });
      const names = wide.slice(0, 4).map((each) => this.named(each)).join(", ");
      found.push(`the page is ${root.scrollWidth} px wide in a window of ${innerWidth}: ${names}`);
    }
    for (const each of document.body.querySelectorAll("*")) {
      if (each.scrollWidth <= each.clientWidth + 1 || !this.shown(each)) continue;
      const { overflowX, textOverflow } = getComputedStyle(each);
      if (/auto|scroll/.test(overflowX) && each.localName !== "textarea") {
        const called = each.hasAttribute("aria-label") || each.hasAttribute("aria-labelledby");
        if (each.tabIndex < 0 || !called) found.push(`${this.named(each)} scrolls and has no name or takes no focus`);
      } else if (/hidden|clip/.test(overflowX) && textOverflow !== "ellipsis" && each.textContent.trim()) {
        found.push(`${this.named(each)} is cut off`);
      }
    }
    return found;
  },

  // How large text is, in pixels, from the smallest to the largest of what is written on the page.
  sizes() {
    const sizes = [...document.body.querySelectorAll("p, h1, h2, a, label, button, td, th, li")].map((each) =>
      parseFloat(getComputedStyle(each).fontSize));
    return [Math.min(...sizes), Math.max(...sizes)];
  },

  // Everything that can be read or heard, but what says that it is in another language.
  words() {
    const language = document.documentElement.lang;
    const foreign = (each) => each.closest("[lang]")?.lang !== language;
    const found = [document.title];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const within = walk.currentNode.parentElement;
      if (!foreign(within) && !["script", "style"].includes(within.localName)) found.push(walk.currentNode.data);
    }
    for (const name of ["alt", "aria-label", "title", "placeholder"]) {
      for (const each of document.querySelectorAll(`[${name}]`)) {
        if (!foreign(each)) found.push(each.getAttribute(name));
      }
    }
    return [...new Set(found.map((each) => each.replace(/\s+/g, " ").trim()).filter(Boolean))];
  },
})
