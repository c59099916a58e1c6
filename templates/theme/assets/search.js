// @ts-check
/// <reference path="finder.js" />
/**
 * The full text of all pages, exact: every page that holds the words is found, and no other.
 *
 * The index says which pieces of text hold each pair of characters (`generator/website/search/postings.py`). Pieces that hold all pairs
 * of a phrase are candidates; their texts are loaded a screen at a time, and a page is shown only when the phrase was read in it.
 *
 * @typedef {{version: string, bits: number, inFile: number, pieces: number[], years: [number, number][]}} Pages
 * @typedef {{title: string, path: string, excerpts: Excerpt[]}} Hit
 * @typedef {{text: string, isMarked: boolean}[]} Excerpt
 */
"use strict";

(() => {
  const SCREEN = 10; // pages shown at a time
  const MOST_FILES = 16; // files of text read for one screen; then the reader decides whether to go on
  const AHEAD = 12; // as long as fewer were read, reading goes on behind the screen, so that a small total is exact
  const AT_ONCE = 6; // pages read side by side
  const MOST_PAIRS = 8; // of a query; more would load more and leave out little, as every candidate is read anyway
  const BEFORE = 24, AFTER = 60; // characters of an excerpt around the place
  const NEAR_PAIRS = 12; // of a query of which no page holds all; most are there already, as the exact search asked for them
  const NEAR_FILES = 5; // files of text read for what is near, at the most, and never more than a screen of exact results may read
  const MISSING = "没有读到正文的索引。请检查网络，过一会儿再试。";
  const PAUSE = 150; // milliseconds, so that a word half typed loads nothing
  const { fold, element, made, tell, nearFrom } = jixiao;

  /** @type {Pages} */ let index;
  /** The page that each piece belongs to. @type {number[]} */ const pageOf = [];
  /** The first piece of each page. @type {number[]} */ const firstPiece = [];
  /** @type {Map<string, any>} */ const arrived = new Map();
  /** @type {Map<string, Promise<any>>} */ const loading = new Map();
  /** @type {Query | null} */ let query = null;
  let asked = "", timer = 0;

  // --- files of the index ---------------------------------------------------------------------------------------------

  class Outdated extends Error {}

  /** What a file of the index brings; a script, as a page opened from a folder may load nothing else. @param {string} name */
  function load(name) {
    let promise = loading.get(name);
    if (!promise) {
      promise = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `search/${name}.js?v=${index.version}`;
        script.onload = () => {
          script.remove();
          if (arrived.has(name)) resolve(arrived.get(name)); else reject(new Outdated(name));
        };
        script.onerror = () => { script.remove(); loading.delete(name); reject(new Error(name)); };
        document.head.append(script);
      });
      loading.set(name, promise);
    }
    return promise;
  }

  /** The lists of a shard, by pair. @param {string} pairs @param {string} packed @returns {Map<string, number[]>} */
  function unpack(pairs, packed) {
    const bytes = Uint8Array.from(atob(packed), sign => sign.charCodeAt(0)), lists = new Map(), signs = [...pairs];
    let place = 0;
    const bit = () => bytes[place >> 3] >> (7 - (place++ & 7)) & 1;
    /** @param {number} count */
    const number = count => { let value = 0; while (count-- > 0) value = value * 2 + bit(); return value; };
    /** @param {number} sign */
    const run = sign => { let count = 0; while (bit() === sign) count++; return count; };
    for (let i = 0; i < signs.length; i += 2) {
      const zeros = run(0), count = 2 ** zeros + number(zeros);
      const mean = Math.floor(pageOf.length * 45 / (count * 64)), rest = mean ? 31 - Math.clz32(mean) : 0;
      const list = [];
      for (let last = -1; list.length < count;) list.push(last += run(1) * 2 ** rest + number(rest) + 1);
      lists.set(signs[i] + signs[i + 1], list);
    }
    return lists;
  }

  /** The pieces that hold a pair of characters. @param {string} pair @returns {Promise<number[]>} */
  async function piecesWith(pair) {
    const [first, second] = [...pair].map(sign => /** @type {number} */ (sign.codePointAt(0)));
    const shard = Math.imul(Math.imul(first, 0x9E3779B1) ^ second, 0x85EBCA6B) >>> (32 - index.bits);
    return (await load(`pairs/${shard}`)).get(pair) ?? [];
  }

  /** Title, address and text of a piece. @param {number} piece @returns {Promise<[string, string, string]>} */
  const textOf = async piece => (await load(`texts/${Math.floor(piece / index.inFile)}`))[piece % index.inFile];

  // --- finding --------------------------------------------------------------------------------------------------------

  /** Pieces that may hold the phrase, by page; a single character has no pairs and is looked for in the text alone.
   * @param {string} phrase @param {number} most */
  async function candidatesFor(phrase, most) {
    const signs = [...phrase];
    if (signs.length < 2) return null;
    const all = signs.slice(1).map((sign, i) => signs[i] + sign), wanted = Math.min(all.length, most);
    const pairs = new Set(Array.from({ length: wanted }, (_, i) => all[wanted > 1 ? Math.round(i * (all.length - 1) / (wanted - 1)) : 0]));
    const lists = (await Promise.all([...pairs].map(piecesWith))).sort((a, b) => a.length - b.length);
    const pieces = lists.slice(1).reduce((kept, list) => { const set = new Set(list); return kept.filter(piece => set.has(piece)); }, lists[0]);
    /** @type {Map<number, number[]>} */ const byPage = new Map();
    for (const piece of pieces) {
      const page = pageOf[piece], known = byPage.get(page);
      if (known) known.push(piece); else byPage.set(page, [piece]);
    }
    return byPage;
  }

  /** The numbers of a year's pages, from and to; of all for 0. @param {number} year */
  function range(year) {
    if (!year) return [0, index.pieces.length];
    const place = index.years.findIndex(([one]) => one === year);
    const from = index.years.slice(0, Math.max(place, 0)).reduce((sum, [, count]) => sum + count, 0);
    return [from, from + (index.years[place]?.[1] ?? 0)];
  }

  /** The candidates for some phrases, in the order in which they are to be shown, and what was read of them. */
  class Query {
    /** @param {string[]} phrases @param {number[]} titled @param {number} year */
    static async prepare(phrases, titled, year) {
      const most = Math.max(Math.floor(MOST_PAIRS / phrases.length), 1);
      const candidates = await Promise.all(phrases.map(phrase => candidatesFor(phrase, most)));
      const known = candidates.filter(each => each !== null).sort((a, b) => a.size - b.size);
      const [from, to] = range(year);
      const pages = known.length ? [...known[0].keys()].filter(page => page >= from && page < to && known.every(each => each.has(page))) : [];
      const first = new Set(titled); // what is called so stands before what mentions it; else pages are numbered in their order
      return new Query(phrases, candidates, pages.sort((a, b) => Number(first.has(b)) - Number(first.has(a)) || a - b));
    }

    /** @param {string[]} phrases @param {(Map<number, number[]> | null)[]} candidates @param {number[]} pages */
    constructor(phrases, candidates, pages) {
      this.phrases = phrases;
      this.candidates = candidates;
      this.pages = pages;
      this.read = 0;
      this.found = 0;
      /** Read, and not yet shown. @type {Hit[]} */ this.ready = [];
      this.isReading = false;
      /** Files of text that were loaded for it. */ this.files = 0;
      /** A pair that is in the index is in the text, so two characters need no reading to be counted. */
      this.isExact = phrases.every(phrase => [...phrase].length === 2);
    }

    get rest() { return this.pages.length - this.read; }

    /** How many pages hold all phrases; undefined as long as candidates wait to be read. */
    get total() { return this.isExact ? this.pages.length : this.rest ? undefined : this.found; }

    /** Read on until so many hits are ready, or so many files were loaded. @param {number} wanted @param {number} [mostFiles] @param {number} [ahead] */
    async readOn(wanted, mostFiles = Infinity, ahead = 0) {
      if (this.isReading) return;
      this.isReading = true;
      const before = loading.size, files = () => loading.size - before;
      try {
        while (this.rest && (this.ready.length < wanted ? files() < mostFiles : this.total === undefined && files() < ahead)) {
          const batch = this.pages.slice(this.read, this.read + Math.min(Math.max(wanted - this.ready.length, 2), AT_ONCE));
          const hits = (await Promise.all(batch.map(page => this.verify(page)))).filter(hit => hit !== null);
          this.read += batch.length;
          this.found += hits.length;
          this.ready.push(...hits);
        }
      } finally {
        this.files += files();
        this.isReading = false;
      }
    }

    /** Read the page: where each phrase stands in it, or null if one doesn't. @param {number} page @returns {Promise<Hit | null>} */
    async verify(page) {
      const all = Array.from({ length: index.pieces[page] }, (_, i) => firstPiece[page] + i);
      const excerpts = [];
      let title = "", path = "";
      for (const [i, phrase] of this.phrases.entries()) {
        let place = "";
        for (const piece of this.candidates[i]?.get(page) ?? all) {
          let text;
          [title, path, text] = await textOf(piece);
          if ((place = sentence(text.split("\n"), phrase))) break;
        }
        if (!place) return null;
        excerpts.push(excerpt(place, phrase, this.phrases));
      }
      return { title, path, excerpts };
    }
  }

  /** Evenly chosen, as the first pairs of a long question are those of its first words. @template T @param {T[]} all @param {number} most @returns {T[]} */
  const spread = (all, most) => all.length <= most ? all : Array.from({ length: most }, (_, i) => all[Math.round(i * (all.length - 1) / (most - 1))]);

  /** The page's piece that holds most of the pairs, for the pages nearest to them; those of `titled` before others that are as near.
   * @param {string[]} wanted @param {number[]} titled @param {number} year */
  async function nearest(wanted, titled, year) {
    const pairs = spread(wanted, NEAR_PAIRS), lists = await Promise.all(pairs.map(piecesWith)), [from, to] = range(year);
    /** @type {Map<number, number>} */ const heldBy = new Map();
    for (const list of lists) for (const piece of list) heldBy.set(piece, (heldBy.get(piece) ?? 0) + 1);
    /** @type {Map<number, {piece: number, held: number, isTitled: boolean}>} */ const best = new Map();
    const named = new Set(titled);
    for (const [piece, held] of heldBy) {
      const page = pageOf[piece];
      if (held >= nearFrom(pairs) && page >= from && page < to && held > (best.get(page)?.held ?? 0)) best.set(page, { piece, held, isTitled: named.has(page) });
    }
    return [...best.values()].sort((a, b) => b.held - a.held || Number(b.isTitled) - Number(a.isTitled) || a.piece - b.piece);
  }

  /** Where a piece holds most of the pairs. @param {number} piece @param {string[]} pairs @returns {Promise<Hit>} */
  async function nearHit(piece, pairs) {
    const [title, path, text] = await textOf(piece);
    const blocks = text.split("\n").map(block => ({ block, held: pairs.filter(pair => fold(block).includes(pair)) }));
    const { block, held } = blocks.reduce((best, each) => each.held.length > best.held.length ? each : best);
    return { title, path, excerpts: held.length ? [excerpt(block, held[0], held)] : [] };
  }

  /** The longest block that holds the phrase says most; to a short one, as a cell of a table is, those after it are added.
   * @param {string[]} blocks @param {string} phrase */
  function sentence(blocks, phrase) {
    const found = blocks.map((block, i) => fold(block).includes(phrase) ? i : -1).filter(i => i >= 0).sort((a, b) => blocks[b].length - blocks[a].length || a - b)[0];
    if (found === undefined) return "";
    let text = blocks[found];
    for (let i = found + 1; i < blocks.length && text.length < BEFORE; i++) text += ` · ${blocks[i]}`;
    return text;
  }

  /** The place in a block of text, with all phrases marked. @param {string} block @param {string} phrase @param {string[]} phrases @returns {Excerpt} */
  function excerpt(block, phrase, phrases) {
    // Folding changes lengths (㎡ is m2): each folded character remembers the one that it came from.
    const signs = [...block], folded = signs.map(fold), from = folded.flatMap((text, i) => Array(text.length).fill(i)), text = folded.join("");
    const place = Math.max(text.indexOf(phrase), 0), start = from[place], end = from[place + phrase.length - 1] ?? start;
    const first = start > BEFORE + 4 ? start - BEFORE : 0, last = Math.min(end + AFTER, signs.length);
    const marked = new Set();
    for (const each of phrases) {
      for (let at = text.indexOf(each); at >= 0; at = text.indexOf(each, at + 1)) for (let i = from[at]; i <= from[at + each.length - 1]; i++) marked.add(i);
    }
    /** @type {Excerpt} */ const parts = [];
    for (let i = first; i < last; i++) {
      const isMarked = marked.has(i), part = parts.at(-1);
      if (part?.isMarked === isMarked) part.text += signs[i]; else parts.push({ text: signs[i], isMarked });
    }
    if (first) parts.unshift({ text: "……", isMarked: false });
    if (last < signs.length) parts.push({ text: "……", isMarked: false });
    return parts;
  }

  // --- showing --------------------------------------------------------------------------------------------------------

  /** @param {Hit} hit */
  function item({ title, path, excerpts }) {
    const entry = document.createElement("li"), heading = document.createElement("h3"), link = /** @type {HTMLAnchorElement} */ (made("a", title));
    // Browsers that know text fragments open the page at the place.
    const place = excerpts[0]?.find(part => part.isMarked)?.text ?? "";
    link.href = path + (place && `#:~:text=${encodeURIComponent(place).replaceAll("-", "%2D")}`);
    heading.append(link);
    entry.append(heading);
    for (const parts of excerpts) {
      const line = document.createElement("p");
      line.append(...parts.map(part => part.isMarked ? made("mark", part.text) : part.text));
      entry.append(line);
    }
    return entry;
  }

  /** @param {string} words @param {boolean} [canGoOn] */
  function say(words, canGoOn = false) {
    element("find-total").textContent = words;
    element("find-more").hidden = !canGoOn;
    for (const way of ["find-to-texts", "find-in-texts"]) element(way).hidden = !element("find-hits").childElementCount;
    tell("texts", words);
  }

  /** Show the next screen; only pages that were read are shown. Nothing is said of nothing if what is near is looked for next.
   * @param {Query} current @param {boolean} [isNearNext] */
  async function showMore(current, isNearNext = false) {
    if (current.isReading) return;
    await current.readOn(SCREEN, MOST_FILES, AHEAD);
    if (current !== query) return;
    const list = element("find-hits"), entries = current.ready.splice(0, SCREEN).map(item);
    list.append(...entries);
    const found = current.total ?? current.found, parts = list.childElementCount < found ? `，下面是前 ${list.childElementCount} 页` : "";
    if (current.total === 0 && isNearNext) return;
    if (current.total !== undefined) say(found ? `正文里有 ${found} 页${parts}。` : "正文里没有。", Boolean(parts));
    else if (found) say(`正文里有 ${found} 页以上（最多 ${found + current.rest} 页）${parts}。`, true);
    else say(`正文里查了 ${current.read} 页，还没有找到；最多还有 ${current.rest} 页可能有，可以接着查。`, true);
    return entries[0];
  }

  /** Where no page holds the words: pages that hold most of their pairs. @param {Query} current @param {string[]} pairs @param {number[]} titled @param {number} year */
  async function showNear(current, pairs, titled, year) {
    const most = Math.min(Math.max(MOST_FILES - current.files, 1), NEAR_FILES), found = (await nearest(pairs, titled, year)).slice(0, most);
    const entries = (await Promise.all(found.map(({ piece }) => nearHit(piece, pairs)))).map(item);
    if (current !== query) return;
    if (!entries.length) return say("正文里没有。");
    element("find-near-hits").replaceChildren(...entries);
    element("find-near-texts").hidden = false;
    say(`正文里没有完全一样的，下面是近似的 ${entries.length} 页。`);
  }

  /** @param {() => Promise<void>} work */
  async function attempt(work) {
    try {
      await work();
    } catch (error) {
      say(error instanceof Outdated ? "网站刚刚更新过，请刷新页面再查正文。" : MISSING);
      asked = "";
    }
  }

  element("find-more")?.addEventListener("click", () => attempt(async () => {
    const first = query && await showMore(query);
    first?.querySelector("a")?.focus();
  }));

  /** Look for the phrases; `titled` are the pages of rows that are called so, `pairs` what to go by if no page holds them.
   * @param {string[]} phrases @param {number[]} titled @param {number} year @param {string[]} pairs */
  jixiao.ask = (phrases, titled, year, pairs) => {
    const wish = JSON.stringify([phrases, year, pairs]);
    if (!index) return say(MISSING);
    if (wish === asked) return;
    asked = wish;
    clearTimeout(timer);
    query = null;
    for (const list of ["find-hits", "find-near-hits"]) element(list).replaceChildren();
    element("find-near-texts").hidden = true;
    if (!phrases.some(phrase => [...phrase].length > 1)) {
      say("");
      element("find-total").textContent = "写下两个字或更多，就在全部公开页面的正文里逐字查找。";
      return;
    }
    say("");
    element("find-total").textContent = "正在查找……";
    timer = setTimeout(() => attempt(async () => {
      const prepared = await Query.prepare(phrases, titled, year);
      if (wish !== asked) return;
      query = prepared;
      await showMore(prepared, pairs.length > 0);
      if (wish === asked && prepared.total === 0 && pairs.length) await showNear(prepared, pairs, titled, year);
    }), PAUSE);
  };

  jixiao.Query = Query;
  /** Called by search/pages.js. @param {Pages} pages */
  jixiao.pages = pages => {
    index = pages;
    pages.pieces.forEach((count, page) => {
      firstPiece.push(pageOf.length);
      for (let i = 0; i < count; i++) pageOf.push(page);
    });
  };
  /** Called by search/pairs/<n>.js. @param {string} version @param {number} number @param {string} pairs @param {string} lists */
  jixiao.pairs = (version, number, pairs, lists) => {
    if (version === index.version) arrived.set(`pairs/${number}`, unpack(pairs, lists));
  };
  /** Called by search/texts/<n>.js. @param {string} version @param {number} number @param {[string, string, string][]} texts */
  jixiao.texts = (version, number, texts) => {
    if (version === index.version) arrived.set(`texts/${number}`, texts);
  };
})();
