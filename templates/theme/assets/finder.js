// @ts-check
/**
 * The finder: every unit, project, document and budget in one table, to be filtered, sorted, downloaded and shared.
 *
 * A classic script without dependencies. The data come as scripts that call `jixiao.rows(…)`, so that the page also works when it is
 * opened from a folder. `search.js` adds the full text. Without scripts a plain list of links stands in their place.
 *
 * @typedef {{kind: string, name: string, number: string, unit: string, year: number, budget: string, grade: string,
 *   score: number | null, amount: number | null, rate: number | null, path: string, page: number, place: number,
 *   own: string, all: string}} Row  `own` and `all` are folded: what the row is called, and all that words may be found in
 * @typedef {{kind: number[], name: string[], number: string[], unit: number[], budget: number[]}} Entities
 * @typedef {{entity: number[], page: number[], year: number[], path: number[], grade: number[],
 *   score: (number | null)[], amount: (number | null)[], rate: (number | null)[]}} Columns
 * @typedef {{version: string, kinds: string[], units: string[][], budgets: string[], grades: string[], paths: string[],
 *   entities: Entities, rows: Columns}} Packed
 * @typedef {"name" | "unit" | "year" | "kind" | "budget" | "grade" | "score" | "amount" | "rate" | "number"} Column
 */
"use strict";

/** What the two scripts and the data share. */
var jixiao = (() => {
  const ROWS_SHOWN = 20, PAUSE = 150; // milliseconds after the last key
  const NEAR_SHOWN = 10, LEAST_PAIRS = 3; // what is near is told of four characters or more
  /** @type {Column[]} */
  const COLUMNS = ["name", "unit", "year", "kind", "budget", "grade", "score", "amount", "rate", "number"];
  /** @type {("year" | "kind" | "unit" | "budget" | "grade")[]} */
  const FILTERS = ["year", "kind", "unit", "budget", "grade"];
  const GRADES = ["优", "良", "中", "差"];
  const pinyin = new Intl.Collator("zh-CN", { numeric: true });

  /** @type {Row[]} */ let rows = [];
  /** @type {Row[]} */ let shown = [];
  /** @type {Row[]} */ let near = [];
  let state = new URLSearchParams();

  document.documentElement.classList.add("jx-script");

  /** The text without differences of width, case and white space; `search/folding.py` does the same. @param {string} text */
  const fold = text => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");

  /** In names and numbers brackets are alike too, as hardly a keyboard has those of 文号. @param {string} text */
  const foldName = text => fold(text).replace(/[〔[【「『]/g, "(").replace(/[〕\]】」』]/g, ")");

  /** The words of a query, which all must be there. @param {string} query */
  const words = query => query.normalize("NFKC").split(/\s+/).filter(Boolean);

  /** What people ask with, and what they ask for is not called by. */
  const ASKING = /多少|怎么样|怎么|怎样|如何|什么|为何|哪些|哪里|哪个|有没有|没有|是不是|是否|请问|[这那][里个些]|[的了吗呢吧么得]/g;

  /** The pairs of Chinese characters in a query, for those whose words stand nowhere as they were written. @param {string} query */
  const pairsOf = query => {
    const signs = words(query).map(fold).map(word => [...word.replace(ASKING, "\n")]);
    const pairs = signs.flatMap(word => word.slice(1).map((sign, i) => word[i] + sign)).filter(pair => /^\p{Script=Han}{2}$/u.test(pair));
    return [...new Set(pairs)];
  };

  /** How many of so many pairs something must hold to be near: half, and two at the least. @param {string[]} pairs */
  const nearFrom = pairs => Math.max(Math.ceil(pairs.length / 2), 2);

  // --- the rows -------------------------------------------------------------------------------------------------------

  /** @param {Packed} packed @returns {Row[]} */
  function unpack({ kinds, units, budgets, grades, paths, entities, rows: columns }) {
    const folded = entities.name.map((name, i) => foldName(name + "\n" + entities.number[i]));
    const foldedUnits = units.map(unit => foldName(unit.join("\n")));
    let entity = 0, page = 0, year = 0;
    return columns.entity.map((step, place) => {
      entity += step;
      page += columns.page[place];
      year += columns.year[place];
      const unit = units[entities.unit[entity]], number = entities.number[entity];
      const path = paths[columns.path[place]].replace("{n}", number).replace("{u}", unit[2]).replace("{y}", String(year));
      const own = folded[entity];
      return {
        kind: kinds[entities.kind[entity]], name: entities.name[entity], number, unit: unit[0], year, budget: budgets[entities.budget[entity]],
        grade: grades[columns.grade[place]], score: columns.score[place], amount: columns.amount[place], rate: columns.rate[place], path, page,
        place, own, all: `${own}\n${foldedUnits[entities.unit[entity]]}${year ? `\n${year}年度` : ""}`,
      };
    });
  }

  /** How a cell is shown. @param {Row} row @param {Column} column */
  function cell(row, column) {
    const value = row[column];
    if (value === null || value === "" || value === 0 && column === "year") return "";
    if (column === "amount") return Number(value).toLocaleString("zh-CN", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    return column === "rate" ? `${value}%` : String(value);
  }

  // --- choosing and sorting -------------------------------------------------------------------------------------------

  /** The rows that the state asks for, in its order. */
  function choose() {
    const wanted = words(state.get("q") ?? "").map(foldName);
    const kept = rows.filter(row => FILTERS.every(key => !state.get(key) || String(row[key]) === state.get(key)) && wanted.every(word => row.all.includes(word)));
    const sort = state.get("sort") ?? "", key = /** @type {Column} */ (sort.replace("-", ""));
    if (COLUMNS.includes(key)) return kept.sort(by(key, sort.startsWith("-") ? -1 : 1));
    // What is called so stands before what belongs to a unit that is called so; a unit itself stands first.
    const far = wanted.length ? new Map(kept.map(row => [row, wanted.every(word => row.own.includes(word)) ? Number(row.year > 0) : 2])) : new Map();
    return wanted.length ? kept.sort((a, b) => far.get(a) - far.get(b) || a.place - b.place) : kept;
  }

  /** Rows that hold most of the query's pairs, the nearest first; of what is there every year the newest. */
  function chooseNear() {
    const pairs = pairsOf(state.get("q") ?? "");
    if (pairs.length < LEAST_PAIRS) return [];
    /** @type {Map<string, {row: Row, held: number}>} */ const found = new Map();
    for (const row of rows) {
      const held = pairs.filter(pair => row.all.includes(pair)).length, key = `${row.kind}\n${row.own}`;
      if (held >= nearFrom(pairs) && !found.has(key) && FILTERS.every(key => !state.get(key) || String(row[key]) === state.get(key))) found.set(key, { row, held });
    }
    return [...found.values()].sort((a, b) => b.held - a.held || a.row.place - b.row.place).slice(0, NEAR_SHOWN).map(each => each.row);
  }

  /** Compares by a column; rows without a value are last in both directions. @param {Column} key @param {number} sign */
  function by(key, sign) {
    const ranks = new Map();
    if (["name", "unit", "kind", "budget", "number"].includes(key)) {
      [...new Set(rows.map(row => String(row[key])))].sort(pinyin.compare).forEach((value, rank) => ranks.set(value, rank));
    }
    /** @param {Row} row */
    const rank = row => key === "grade" ? GRADES.indexOf(row.grade) : ranks.size ? ranks.get(row[key]) : row[key];
    return (/** @type {Row} */ a, /** @type {Row} */ b) => {
      const emptyA = cell(a, key) === "", emptyB = cell(b, key) === "";
      return Number(emptyA) - Number(emptyB) || (emptyA ? 0 : sign * (rank(a) - rank(b))) || a.place - b.place;
    };
  }

  // --- showing --------------------------------------------------------------------------------------------------------

  /** @template {HTMLElement} T @param {string} id @returns {T} */
  const element = id => /** @type {T} */ (document.getElementById(id));

  /** @param {string} name @param {string} text @param {string} [style] */
  function made(name, text, style) {
    const node = document.createElement(name);
    if (style) node.className = style;
    node.textContent = text;
    return node;
  }

  /** @param {Row} row */
  function tableRow(row) {
    const line = document.createElement("tr");
    for (const column of COLUMNS) {
      const text = cell(row, column);
      const box = document.createElement(column === "name" ? "th" : "td");
      if (column === "name") {
        const link = /** @type {HTMLAnchorElement} */ (made("a", text));
        link.href = row.path;
        box.setAttribute("scope", "row");
        box.append(link);
      } else if (column === "grade" && text) {
        box.append(made("span", text, `jx-tag jx-grade-${"abcd"[GRADES.indexOf(text)]}`));
      } else {
        box.append(text ? text : made("span", "—", "jx-none"));
        box.className = ["year", "score", "amount", "rate"].includes(column) ? "jx-num" : column === "unit" ? "jx-name" : column === "number" ? "jx-keep" : "";
      }
      line.append(box);
    }
    return line;
  }

  /** @param {Row} row */
  function nearItem(row) {
    const entry = document.createElement("li"), link = /** @type {HTMLAnchorElement} */ (made("a", row.name));
    link.href = row.path;
    entry.append(link, made("span", `（${[row.unit, row.year ? `${row.year}年度` : "", row.kind].filter(Boolean).join("，")}）`, "jx-sub"));
    return entry;
  }

  function showRows() {
    const last = Math.max(Math.ceil(shown.length / ROWS_SHOWN), 1), page = Math.min(Math.max(Number(state.get("page")) || 1, 1), last);
    const from = (page - 1) * ROWS_SHOWN;
    element("find-rows").replaceChildren(...shown.slice(from, from + ROWS_SHOWN).map(tableRow));
    element("find-count").textContent = shown.length === rows.length ? `共 ${rows.length} 项。` : `${rows.length} 项中有 ${shown.length} 项。`;
    element("find-pages").hidden = last === 1;
    const where = narrowed();
    element("find-none").hidden = shown.length > 0;
    for (const part of ["find-tools", "find-save"]) element(part).hidden = !shown.length;
    element("find-near").hidden = !near.length;
    element("find-near-rows").replaceChildren(...near.map(nearItem));
    element("find-chosen").textContent = where.length ? `：${where.join("、")}` : "";
    element("find-narrowed").hidden = !where.length;
    element("find-where").textContent = where.map(value => `“${value}”`).join("、");
    /** @type {HTMLElement} */ (element("find-rows").closest(".jx-scroll")).hidden = !shown.length;
    element("find-place").textContent = `第 ${page} 页，共 ${last} 页`;
    /** @type {HTMLButtonElement} */ (element("find-before")).disabled = page === 1;
    /** @type {HTMLButtonElement} */ (element("find-after")).disabled = page === last;
    for (const button of document.querySelectorAll("[data-sort]")) {
      const sort = state.get("sort") ?? "", key = button.getAttribute("data-sort");
      button.closest("th")?.setAttribute("aria-sort", sort === key ? "ascending" : sort === `-${key}` ? "descending" : "none");
    }
  }

  /** What the choices narrow the table to, as readers see it. */
  const narrowed = () => FILTERS.filter(key => state.get(key)).map(key => key === "year" ? `${state.get(key)}年度` : state.get(key));

  /** Tell those who listen what was found; both parts in one sentence. */
  const told = { rows: "", texts: "" };
  /** @param {"rows" | "texts"} part @param {string} words */
  function tell(part, words) {
    told[part] = words;
    const sentence = told.rows + told.texts;
    if (element("find-status").textContent !== sentence) element("find-status").textContent = sentence;
  }

  /** Keep the state in the address, which can be passed on. */
  function writeAddress() {
    const text = String(state);
    // Where a browser lets no program change the address of a file on a disk, it may still go to a place in it.
    try { history.replaceState(null, "", location.pathname + (text && `#${text}`)); } catch { location.replace(`#${text}`); }
  }

  /** Show what the state asks for. */
  function update() {
    shown = choose();
    near = shown.length ? [] : chooseNear();
    showRows();
    const asked = [...state].some(([key]) => key !== "sort" && key !== "page");
    tell("rows", asked ? `名录里有 ${shown.length} 项${near.length ? `，另有近似的 ${near.length} 项` : ""}。` : "");
    writeAddress();
    const query = state.get("q") ?? "", wanted = words(query).map(foldName);
    const titled = wanted.length ? rows.filter(row => wanted.every(word => row.own.includes(word))).map(row => row.page) : [];
    const pairs = shown.length ? [] : pairsOf(query);
    jixiao.ask?.(words(query).map(fold), [...titled, ...near.map(row => row.page)], Number(state.get("year") ?? 0), pairs.length < LEAST_PAIRS ? [] : pairs);
  }

  /** @param {string} key @param {string} value */
  function set(key, value) {
    state.delete("page");
    if (value) state.set(key, value); else state.delete(key);
    update();
  }

  // --- the form -------------------------------------------------------------------------------------------------------

  /** The state that the address holds: after # where it was passed on, after ? where a form of another page sent it. */
  function readAddress() {
    state = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : location.search);
    for (const [key, value] of [...state]) if (!value.trim()) state.delete(key);
    /** @type {HTMLInputElement} */ (element("find-words")).value = state.get("q") ?? "";
    for (const key of FILTERS) {
      const choice = /** @type {HTMLSelectElement} */ (element(`find-${key}`));
      choice.value = state.get(key) ?? "";
      if (choice.selectedIndex < 0) { choice.value = ""; state.delete(key); }
    }
    update();
  }

  function fillChoices() {
    for (const key of FILTERS) {
      const values = [...new Set(rows.map(row => row[key]))].filter(Boolean);
      if (key === "year") values.sort((a, b) => Number(b) - Number(a));
      if (key === "unit") values.sort((a, b) => pinyin.compare(String(a), String(b)));
      if (key === "grade") values.sort((a, b) => GRADES.indexOf(String(a)) - GRADES.indexOf(String(b)));
      element(`find-${key}`).append(...values.map(value => new Option(String(value), String(value))));
    }
  }

  function listen() {
    const form = /** @type {HTMLFormElement} */ (element("find")), input = /** @type {HTMLInputElement} */ (element("find-words"));
    let timer = 0, isComposing = false;
    const typed = () => { clearTimeout(timer); timer = setTimeout(() => set("q", input.value.trim()), PAUSE); };
    // While a Chinese input method composes, the letters in the box are not what is meant.
    input.addEventListener("compositionstart", () => { isComposing = true; });
    input.addEventListener("compositionend", () => { isComposing = false; typed(); });
    input.addEventListener("input", () => { if (!isComposing) typed(); });
    input.addEventListener("keydown", event => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      input.value = "";
      typed();
    });
    form.addEventListener("submit", event => {
      event.preventDefault();
      clearTimeout(timer);
      set("q", input.value.trim());
    });
    form.addEventListener("reset", () => { state = new URLSearchParams(); update(); input.focus(); });
    for (const key of FILTERS) {
      const choice = /** @type {HTMLSelectElement} */ (element(`find-${key}`));
      choice.addEventListener("change", () => set(key, choice.value));
    }
    for (const button of document.querySelectorAll("[data-sort]")) {
      const key = button.getAttribute("data-sort") ?? "";
      button.addEventListener("click", () => set("sort", state.get("sort") === key ? `-${key}` : state.get("sort") === `-${key}` ? "" : key));
    }
    /** @param {number} step */
    const turn = step => { state.set("page", String((Number(state.get("page")) || 1) + step)); update(); element("names").scrollIntoView(); };
    element("find-before").addEventListener("click", () => turn(-1));
    element("find-after").addEventListener("click", () => turn(1));
    element("find-csv").addEventListener("click", () => download("绩效公开-查找结果.csv", "text/csv", csv()));
    element("find-anywhere").addEventListener("click", () => {
      for (const key of FILTERS) { state.delete(key); /** @type {HTMLSelectElement} */ (element(`find-${key}`)).value = ""; }
      update();
      input.focus();
    });
    element("find-xlsx").addEventListener("click", () => download("绩效公开-查找结果.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ...workbook()));
    element("find-json").addEventListener("click", () => download("绩效公开-查找结果.json", "application/json", json()));
    addEventListener("hashchange", () => {
      if (location.hash.includes("=")) { if (location.hash.slice(1) !== String(state)) readAddress(); }
      else writeAddress(); // someone went to a place on the page
    });
  }

  // --- downloads ------------------------------------------------------------------------------------------------------

  const headings = () => COLUMNS.map(column => document.querySelector(`[data-sort="${column}"]`)?.textContent ?? column);

  /** As shown, without marks of thousands, with the addresses. */
  function table() {
    const lines = shown.map(row => [...COLUMNS.map(column => column === "amount" ? row.amount?.toFixed(2) ?? "" : cell(row, column)), fullAddress(row)]);
    return [[...headings(), "网页"], ...lines];
  }

  /** The mark at the beginning tells Excel that it is UTF-8. */
  function csv() {
    /** A spreadsheet program would run a text that looks like a formula. @param {string} text */
    const quoted = text => `"${(/^[=+\-@\t\r＝＋－＠]/.test(text) ? "'" : "") + text.replaceAll('"', '""')}"`;
    return "\ufeff" + table().map(line => line.map(quoted).join(",") + "\r\n").join("");
  }

  function json() {
    const names = headings();
    return JSON.stringify(shown.map(row => ({ ...Object.fromEntries(COLUMNS.map((column, i) => [names[i], row[column] || (row[column] === 0 && column !== "year" ? 0 : null)])), 网页: fullAddress(row) })), null, 1) + "\n";
  }

  /** `tables.js` makes the workbook, as it does for the tables of other pages. @returns {BlobPart[]} */
  function workbook() {
    const lines = shown.map(row => [...COLUMNS.map(column => cell(row, column)), fullAddress(row)]);
    return /** @type {any} */ (window).jixiaoWorkbook({ rows: [[...headings(), "网页"], ...lines], heads: 1, title: "查找结果" });
  }

  /** @param {Row} row */
  const fullAddress = row => new URL(row.path, location.href).href;

  /** @param {string} name @param {string} type @param {BlobPart[]} content */
  function download(name, type, ...content) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(content, { type: type.startsWith("application/vnd") ? type : `${type};charset=utf-8` }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  /** On a wide screen the choices are open; on a phone they are folded, so that results stand on the first screen. */
  function openFilters() {
    const wide = matchMedia("(min-width: 40.01em)"), filters = /** @type {HTMLDetailsElement} */ (element("find-filters"));
    const follow = () => { filters.open = wide.matches; };
    wide.addEventListener("change", follow);
    follow();
  }

  addEventListener("DOMContentLoaded", () => {
    if (!rows.length) document.documentElement.classList.remove("jx-script"); // the data did not come: the plain list is there
    else { fillChoices(); openFilters(); listen(); readAddress(); }
    document.documentElement.classList.add("jx-found");
  });

  return {
    fold, element, made, tell, nearFrom,
    /** Called by search/rows.js. @param {Packed} packed */
    rows(packed) { rows = unpack(packed); },
    // Set by search.js: asks for the full text, and takes what the files of its index bring.
    /** @type {undefined | ((phrases: string[], titled: number[], year: number, pairs: string[]) => void)} */ ask: undefined,
    /** @type {any} */ Query: undefined,
    /** @type {any} */ pages: undefined,
    /** @type {any} */ pairs: undefined,
    /** @type {any} */ texts: undefined,
  };
})();
