// Ties the letter and the records together: a place has a number, which marks (data-p, several) and cards (data-p, one) share.
(() => {
  "use strict";
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const letter = byId("letter");
  const findings = byId("findings");
  const here = byId("here");
  const cards = all(".card", findings);
  const switches = all(".filter input");
  const names = new Map(switches.map((input) => [input.dataset.class, input.dataset.name]));
  const byPlace = new Map();
  for (const card of cards) {
    const place = card.dataset.p;
    if (place !== undefined) byPlace.set(place, [...(byPlace.get(place) ?? []), card]);
  }
  let marks = null;
  const allMarks = () => (marks ??= all("mark", letter));

  const say = (text) => { byId("status").textContent = text; };
  const isOn = (name) => !root.classList.contains(`off-${name}`);
  const isShown = (card) => !card.hidden && isOn(card.dataset.class);
  const isLive = (mark) => mark.className.split(" ").some((name) => names.has(name) && isOn(name));
  const nameOf = (card) => `${names.get(card.dataset.class)}: ${card.querySelector(".go").textContent}`;

  // The cards of a mark, those of the innermost place first.
  const cardsOf = (mark) => mark.dataset.p.split(" ").flatMap((place) => byPlace.get(place) ?? []).filter(isShown);
  const marksOf = (card) => (card.dataset.p === undefined ? [] : all(`mark[data-p~="${card.dataset.p}"]`, letter));

  // One mark at a time can be reached with Tab; it passes this on as the reader moves. Cards have their links.
  let stop = null;
  const passStop = (mark) => {
    for (const name of ["tabindex", "role"]) stop?.removeAttribute(name);
    stop = mark;
    mark.tabIndex = 0;
    mark.setAttribute("role", "link");
  };
  const focus = (element) => {
    if (element.matches("mark")) passStop(element);
    else element.tabIndex = -1;
    element.focus({ preventScroll: true });
  };
  // What was out of sight is laid out once it comes near, which may move it: the second time it stays.
  const bring = (element) => {
    const scroll = () => element.scrollIntoView({ block: "center" });
    scroll();
    requestAnimationFrame(scroll);
  };
  const show = (view) => {
    root.dataset.view = view;
    for (const button of all("[data-view]", document.body)) button.setAttribute("aria-pressed", String(button.dataset.view === view));
  };
  const light = (card, others) => {
    for (const element of all(".current, .also")) element.classList.remove("current", "also");
    for (const other of others) other.classList.add("also");
    card.classList.remove("also");
    card.classList.add("current");
    for (const mark of marksOf(card)) mark.classList.add("current");
  };

  // Says what else stands on the spot, so that every record can be reached.
  const offer = (card, spot) => {
    here.replaceChildren();
    here.hidden = spot.length < 2;
    if (here.hidden) return;
    const lead = document.createElement("span");
    lead.textContent = `${spot.length} funn på dette stedet:`;
    here.append(lead);
    for (const other of spot) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = `spot ${other.dataset.class}`;
      button.textContent = nameOf(other);
      button.setAttribute("aria-pressed", String(other === card));
      button.addEventListener("click", () => toCard(other, spot));
      here.append(button);
    }
  };

  const toCard = (card, spot) => {
    show("findings");
    for (let box = card.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    light(card, spot);
    offer(card, spot);
    focus(card);
    bring(card);
    say(spot.length > 1 ? `${nameOf(card)}, ${spot.indexOf(card) + 1} av ${spot.length} på dette stedet` : nameOf(card));
  };
  const toMark = (mark) => {
    focus(mark);
    bring(mark);
  };
  const toLetter = (card) => {
    const [first] = marksOf(card);
    light(card, []);
    show("letter");
    if (first) {
      toMark(first);
      say(`${nameOf(card)}, i brevet`);
    } else {
      // A record without a place in the text still has a line.
      const link = card.querySelector("a.go");
      if (link) toLine(link.hash);
      else say("Dette funnet har ikke noe sted i brevet.");
    }
  };
  const toLine = (hash) => {
    const line = byId(hash.slice(1));
    if (!line) return;
    show("letter");
    focus(line);
    bring(line);
  };

  // A second click on a mark goes on to the next record there.
  const fromMark = (mark) => {
    const spot = cardsOf(mark);
    if (spot.length === 0) return;
    const at = spot.findIndex((card) => card.classList.contains("current"));
    toCard(spot[(at + 1) % spot.length], spot);
  };
  const isSelecting = () => String(getSelection()) !== "";

  letter.addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    if (mark && !isSelecting()) fromMark(mark);
  });

  findings.addEventListener("click", (event) => {
    const group = event.target.closest("[data-cards]");
    if (group) {
      event.preventDefault();
      const spot = group.dataset.cards.split(" ").map((number) => byId(`r${number}`)).filter(isShown);
      if (spot.length > 0) toCard(spot[0], spot);
      return;
    }
    const link = event.target.closest("a:not(.go)");
    if (link) {
      event.preventDefault();
      const target = byId(link.hash.slice(1));
      if (target?.matches(".card")) toCard(target, [target]);
      else toLine(link.hash);
      return;
    }
    const card = event.target.closest(".card");
    if (!card || (isSelecting() && !event.target.closest("a"))) return;
    event.preventDefault();
    toLetter(card);
  });

  const step = (list, from, by, isFit, go) => {
    for (let i = list.indexOf(from) + by; i >= 0 && i < list.length; i += by) {
      if (isFit(list[i])) return go(list[i]);
    }
  };
  const steps = { j: 1, ArrowDown: 1, ArrowRight: 1, k: -1, ArrowUp: -1, ArrowLeft: -1 };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const mark = event.target.closest("mark");
    const card = event.target.closest(".card");
    const by = steps[event.key];
    if (mark && event.key === "Enter") fromMark(mark);
    else if (mark && by) step(allMarks(), mark, by, isLive, toMark);
    else if (card && by) step(cards, card, by, (other) => isShown(other) && other.checkVisibility(), (other) => toCard(other, [other]));
    else if (card && event.target === card && event.key === "Enter") toLetter(card);
    else if (card && event.key === "Escape") toLetter(card);
    else if (mark && event.key === "Escape") all(".card.current")[0]?.focus();
    else return;
    event.preventDefault();
  });

  // Filters and search.
  const search = byId("search");
  const words = new Map();
  const textOf = (card) => {
    if (!words.has(card)) words.set(card, card.textContent.toLowerCase());
    return words.get(card);
  };
  const refresh = () => {
    for (const input of switches) root.classList.toggle(`off-${input.dataset.class}`, !input.checked);
    const sought = search.value.trim().toLowerCase();
    let count = 0;
    for (const card of cards) {
      card.hidden = sought !== "" && !textOf(card).includes(sought);
      if (isShown(card)) count += 1;
    }
    for (const group of all(".group, .life, .steps", findings)) {
      const own = all(".card", group);
      const shown = own.some(isShown);
      group.hidden = own.length > 0 && !shown;
      if (shown && sought !== "") group.open = true;
    }
    byId("none").hidden = count > 0;
    return count;
  };
  const refreshAndSay = () => say(`${refresh()} funn vises`);
  search.addEventListener("input", refreshAndSay);
  document.querySelector(".filters").addEventListener("change", refreshAndSay);
  for (const button of all("[data-all]")) {
    button.addEventListener("click", () => {
      for (const input of switches) input.checked = button.dataset.all === "on";
      refreshAndSay();
    });
  }
  // A browser may keep the switches of an earlier visit.
  refresh();

  // Light and dark.
  const theme = byId("theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
  const nameTheme = () => {
    theme.textContent = isDark() ? "Lys" : "Mørk";
    theme.setAttribute("aria-label", `${theme.textContent} visning`);
  };
  theme.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    nameTheme();
  });
  dark.addEventListener("change", nameTheme);
  nameTheme();

  for (const button of all("[data-view]", document.body)) button.addEventListener("click", () => show(button.dataset.view));
  show(root.dataset.view);
  if (matchMedia("(max-width: 60rem)").matches) document.querySelector(".filters").open = false;

  // On paper nothing is folded.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details:is(.group, .steps):not([open])");
    for (const group of folded) group.open = true;
  });
  addEventListener("afterprint", () => {
    for (const group of folded) group.open = false;
  });

  const first = letter.querySelector("mark");
  if (first) passStop(first);
})();
