// The search. Its field is hidden until this runs; the lists of the home page serve without it.
// What can be found stands in the index that generator/pages/search_index.py makes.
(() => {
  const script = document.currentScript;
  const form = document.querySelector(".jx-find");
  if (!form) return;

  const SHOWN = 20; // results listed at once
  const LONGEST = 60; // letters of a question that are looked at
  const KINDS = ["单位", "年度", "报告", "项目", "指标"]; // the order of results that are equal otherwise
  const [UNIT, YEAR, REPORT, PROJECT, INDICATOR] = KINDS.keys();

  // -- What can be found: one entry for each unit, year of a region, report, project and row
  // of indicators

  const narrow = (text) => text.normalize("NFKC").toLowerCase();
  const plain = (text) => narrow(text).replace(/[\s\p{P}\p{S}]+/gu, "");

  function* listed({ names, regions }) {
    for (const region of regions) {
      for (const year of region.years) yield { ...year, kind: YEAR, region: region.title };
      for (const unit of region.units) {
        const near = { unit: unit.title, region: region.title };
        const path = `${region.path}/${unit.path}`;
        yield { ...near, kind: UNIT, title: unit.title, path };
        for (const report of unit.reports) {
          yield* sheet(REPORT, report, path, { ...near, year: report.year }, names);
        }
      }
    }
  }

  function* sheet(kind, { title, path: folder, indicators, projects = [] }, above, near, names) {
    const path = `${above}/${folder}`;
    yield { ...near, kind, title, path };
    for (const [row, name] of indicators.entries()) {
      yield { ...near, kind: INDICATOR, title: names[name], path, anchor: `#i${row + 1}` };
    }
    for (const project of projects) {
      yield* sheet(PROJECT, project, path, { ...near, project: project.title }, names);
    }
  }

  // Adds what is compared: `own` is what an entry is called, `text` has also what it belongs to.
  function comparable(index) {
    const known = new Map(); // most names come again and again
    const once = (text) => known.get(text) ?? known.set(text, plain(text)).get(text);
    return Array.from(listed(index), (entry) => {
      const [title, holder] = [once(entry.title), once(entry.unit ?? "")];
      const own = entry.kind !== REPORT || title.includes(holder) ? title : holder + title;
      const text = [own, holder, once(entry.region), once(entry.project ?? "")].join("\n");
      return { ...entry, own, text, holder };
    });
  }

  // -- What is asked: years, and words apart from each other

  function asked(text) {
    const years = [];
    const rest = narrow(text.slice(0, LONGEST)).replace(
      /(^|\D)((?:19|20)\d\d)(?!\d)(?:\s*年度?)?/g,
      (_, before, year) => { years.push(Number(year)); return `${before} `; },
    );
    const words = rest.split(/[\s\p{P}\p{S}的]+/u).filter(Boolean);
    const whole = words.join("");
    return { years, words, whole, letters: whole.length + 4 * years.length };
  }

  // -- How well an entry answers

  // The longest part of `word` from `at` on that `text` has; single letters do not count as parts.
  function part(word, at, text) {
    let end = at;
    for (let next = at + Math.min(2, word.length); next <= word.length; next += 1) {
      if (!text.includes(word.slice(at, next))) break;
      end = next;
    }
    return word.slice(at, end);
  }

  // Whether the letters of `word` follow each other in `name`, as in 卫健局 for 卫生健康局.
  function abbreviates(word, name) {
    let at = 0;
    for (const letter of name) if (letter === word[at]) at += 1;
    return at === word.length;
  }

  // How many letters of `word` the entry has, how many of them in its own name, in how many parts.
  function cover(word, entry) {
    const all = word.length;
    if (entry.own.includes(word)) return { found: all, own: all, parts: 1 };
    const sum = { found: 0, own: 0, parts: 0 };
    for (let at = 0; at < all;) {
      const piece = part(word, at, entry.text);
      sum.found += piece.length;
      sum.own += entry.own.includes(piece) ? piece.length : 0;
      sum.parts += 1;
      at += piece.length || 1;
    }
    if (sum.found === all || !abbreviates(word, entry.holder)) return sum;
    return { found: all, own: entry.kind <= REPORT ? all : 0, parts: all };
  }

  // `full`: the entry has every letter; `grade`: how exactly its own name says the same.
  function answer(entry, { years, words, whole, letters }) {
    const sum = { found: 0, own: 0, parts: 0 };
    for (const word of words) {
      const one = cover(word, entry);
      for (const key of Object.keys(sum)) sum[key] += one[key];
    }
    const dated = years.some((year) => year === entry.year || entry.own.includes(String(year)));
    const named = whole ? sum.own > 0 : [YEAR, REPORT].includes(entry.kind);
    const found = sum.found + (dated ? 4 * years.length : 0);
    const degrees = [sum.own === whole.length, entry.own.includes(whole), entry.own === whole];
    const grade = degrees.filter(Boolean).length;
    return { entry, named, found, full: found === letters, grade, parts: sum.parts };
  }

  // All full answers; where there are none, those that have three letters out of five.
  function best(entries, question) {
    const answers = entries.map((entry) => answer(entry, question)).filter((a) => a.named);
    const full = answers.filter((a) => a.full);
    const near = answers.filter((a) => a.found * 5 >= question.letters * 3);
    const chosen = full.length ? full : near;
    chosen.sort((a, b) => b.found - a.found || b.grade - a.grade || a.parts - b.parts
      || a.entry.kind - b.entry.kind || (b.entry.year ?? 0) - (a.entry.year ?? 0));
    return { results: chosen.map((a) => a.entry), full: full.length > 0 };
  }

  // -- The field and its list: a combobox, of which the arrows choose a result

  const root = new URL("../", script.src).href;
  const input = form.querySelector("input");
  const made = (tag, attributes, ...content) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...content);
    return element;
  };
  const status = made("p", { class: "jx-vh", role: "status" });
  const note = made("p", { class: "jx-found__note", "aria-hidden": "true" }); // read out by status
  const list = made("div", { id: "jx-found", role: "listbox", "aria-label": "查找结果" });
  const popup = made("div", { class: "jx-found", hidden: "" }, note, list);
  let active = -1;

  function choose(position) {
    const options = list.children;
    options[active]?.setAttribute("aria-selected", "false");
    active = options.length ? (position + options.length) % options.length : -1;
    options[active]?.setAttribute("aria-selected", "true");
    options[active]?.scrollIntoView({ block: "nearest" });
    if (active < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", options[active].id);
  }

  function option(entry, position) {
    const facts = [entry.project, entry.year && `${entry.year}年度`, entry.unit];
    const more = facts.filter((fact) => fact && !entry.title.includes(fact));
    return made(
      "a",
      {
        id: `jx-found-${position}`, role: "option", tabindex: "-1", "aria-selected": "false",
        href: `${root}${encodeURI(entry.path)}/index.html${entry.anchor ?? ""}`,
      },
      made("span", { class: "jx-found__title" }, entry.title), " ",
      made("span", { class: "jx-found__kind" }, KINDS[entry.kind]), " ",
      made("span", { class: "jx-found__facts" }, [...more, entry.region].join("，")),
    );
  }

  function show(message, results) {
    list.replaceChildren(...results.map(option));
    list.hidden = !results.length;
    status.textContent = message;
    note.textContent = message;
    popup.hidden = false;
    input.setAttribute("aria-expanded", String(results.length > 0));
    active = -1;
    input.removeAttribute("aria-activedescendant");
  }

  function close() {
    list.replaceChildren();
    popup.hidden = true;
    status.textContent = "";
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function told(count, full, text) {
    if (!count) return `没有找到“${text}”。可以只写名称的一部分，或写单位和年度，如“教育 2024”；也可以在首页按单位找。`;
    if (!full) return `没有完全相符的，列出相近的${Math.min(count, SHOWN)}条。`;
    if (count > SHOWN) return `找到${count}条，列出前${SHOWN}条。再写上单位或年度可以缩小范围。`;
    return `找到${count}条。`;
  }

  // -- The index: loaded when a reader first turns to the field, as a script because that also
  // works from a folder, where pages may not fetch

  let entries;
  let loading;

  function load() {
    loading ??= new Promise((resolve, reject) => {
      const index = made("script", { src: script.dataset.index });
      index.onload = () => resolve(globalThis.jxIndex);
      index.onerror = reject;
      script.after(index);
    }).then((index) => { entries = comparable(index); });
    return loading;
  }

  async function find() {
    const text = input.value.trim();
    if (!asked(text).letters) { close(); return; }
    if (!entries) {
      show("正在载入……", []);
      try { await load(); } catch {
        loading = undefined;
        show("查找用的目录没有载入。请稍后再试，或在首页按单位找。", []);
        return;
      }
      // A later question is on its way, or the reader went on.
      if (input.value.trim() !== text || !form.contains(document.activeElement)) return;
    }
    const question = asked(text);
    const { results, full } = best(entries, question);
    show(told(results.length, full, text), results.slice(0, SHOWN));
    return full && sure(results, question);
  }

  // Whether only one answer can be meant: the only one, or the only one of exactly this name.
  function sure([first, second], { whole }) {
    return !second || (first.own === whole && second.own !== whole);
  }

  // What the button does, and Enter while no result is chosen.
  async function go() {
    input.focus();
    if (await find()) list.children[0].click();
  }

  const keys = {
    ArrowDown: () => choose(active + 1),
    ArrowUp: () => choose(Math.max(active, 0) - 1),
    Enter: () => (active < 0 ? go() : list.children[active].click()),
  };

  // An input method uses the same keys, and shows letters that are not the question yet.
  const composing = (event) => event.isComposing || event.keyCode === 229;

  input.addEventListener("focus", () => { load().catch(() => { loading = undefined; }); });
  input.addEventListener("input", (event) => { if (!composing(event)) find(); });
  input.addEventListener("compositionend", find);
  input.addEventListener("keydown", (event) => {
    if (composing(event)) return;
    if (event.key === "Escape") {
      if (popup.hidden) input.value = "";
      close();
    } else if (list.children.length && keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    } else if (event.key === "ArrowDown") find();
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); go(); });
  form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) close(); });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the field focused
  list.addEventListener("click", () => { close(); input.blur(); });
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key !== "k") return;
    event.preventDefault();
    input.focus();
    input.select();
  });

  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
    "aria-controls": "jx-found", "aria-keyshortcuts": "Control+K",
    autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "search",
  })) input.setAttribute(name, value);
  form.append(popup, status);
  form.hidden = false;
})();
