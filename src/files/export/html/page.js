"use strict";
(function () {
  const form = document.getElementById("filters");
  const shown = document.getElementById("shown");
  const events = Array.from(document.querySelectorAll("article.event"));
  const texts = Array.from(document.querySelectorAll("article.text"));
  const years = Array.from(document.querySelectorAll("h3.year"));
  const side = document.querySelector("details.side");
  document.querySelectorAll(".asked").forEach((part) => { part.hidden = false; });
  if (side && window.matchMedia("(max-width:860px)").matches) side.open = false;

  const fold = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const folded = new Map();
  const has = (element, words) => {
    if (!words.length) return true;
    if (!folded.has(element)) folded.set(element, fold(element.textContent));
    const text = folded.get(element);
    return words.every((word) => text.includes(word));
  };
  const holds = (list, one) => !one || (" " + (list || "") + " ").includes(" " + one + " ");

  function asked() {
    const data = new FormData(form);
    return {
      words: fold(data.get("q") || "").split(/\s+/).filter(Boolean),
      actor: data.get("a"), outlet: data.get("o"), from: data.get("f"), to: data.get("l"),
      types: data.getAll("t"),
    };
  }

  function meets(event, ask) {
    const own = event.dataset;
    if (ask.types.length && !ask.types.includes(own.t)) return false;
    if (!holds(own.a, ask.actor) || !holds(own.o, ask.outlet)) return false;
    if ((ask.from || ask.to) && "u" in own) return false;
    if (ask.from && own.l && own.l < ask.from) return false;
    if (ask.to && own.f && own.f > ask.to) return false;
    return has(event, ask.words);
  }

  function apply() {
    const ask = asked();
    const numbers = new Set();
    let count = 0;
    events.forEach((event, at) => {
      const yes = meets(event, ask);
      event.hidden = !yes;
      if (yes) { count += 1; numbers.add(String(at + 1)); }
    });
    years.forEach((year) => {
      let next = year.nextElementSibling;
      while (next && next.matches("article.event") && next.hidden) next = next.nextElementSibling;
      year.hidden = !(next && next.matches("article.event"));
    });
    const ofEvents = ask.types.length || ask.actor || ask.from || ask.to;
    let articles = 0;
    texts.forEach((text) => {
      const reports = (text.dataset.e || "").split(" ").some((number) => numbers.has(number));
      const yes = holds(text.dataset.o, ask.outlet) && (ofEvents ? reports : has(text, ask.words) || (reports && ask.words.length > 0));
      text.hidden = !yes;
      if (yes) articles += 1;
    });
    const all = count === events.length && articles === texts.length;
    shown.textContent = all ? "Everything is shown" : count + " of " + events.length + " events, " + articles + " of " + texts.length + " articles; charts count all";
  }

  let waiting = 0;
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(apply, 120); });
  form.addEventListener("submit", (event) => { event.preventDefault(); apply(); });
  form.addEventListener("reset", () => { setTimeout(apply, 0); });

  // A link never leads to something that a filter hides.
  function arrive() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const hidden = target.closest("[hidden]");
    if (hidden) {
      form.reset();
      apply();
      hidden.hidden = false;
    }
    target.scrollIntoView();
  }
  window.addEventListener("hashchange", arrive);
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("details").forEach((part) => { part.open = true; });
  });
  apply();
  if (location.hash) arrive();
})();
