/* What the page does better with a script. Without it, citations lead to their references, notes open
   by their links, the contents stand still, and the forms of “cite this” are selected by hand. */
"use strict";
{
  const text = document.getElementById("offprint-text");
  const find = (link) => document.getElementById(decodeURIComponent(link.hash.slice(1)));
  let touched = false; /* whether the last press was a finger's: it cannot hover */
  addEventListener("pointerdown", (event) => { touched = event.pointerType === "touch"; }, true);

  /* A narrow page opens a note where it is called, and closes it again. */
  const toggle = (call, note) => {
    call.setAttribute("aria-expanded", note.classList.toggle("open"));
  };
  for (const call of document.querySelectorAll(".note-call")) {
    const note = find(call);
    if (!note || note.getAttribute("role") !== "doc-footnote") continue;
    call.addEventListener("click", (event) => {
      if (getComputedStyle(note).float !== "none" || (!note.classList.contains("open") && note.offsetParent)) return;
      event.preventDefault();
      toggle(call, note);
    });
    note.addEventListener("click", (event) => {
      if (event.target.closest(".note-number") && note.classList.contains("open")) {
        event.preventDefault();
        toggle(call, note);
        call.focus();
      }
    });
  }

  /* A box that need not scroll is no stop for the keyboard. */
  const boxes = document.querySelectorAll(".scroll");
  const stops = () => boxes.forEach((one) => { one.tabIndex = one.scrollWidth > one.clientWidth ? 0 : -1; });
  stops();
  addEventListener("resize", stops);

  /* A citation or a cross-reference shows what it leads to. */
  const SHOWN = ".csl-entry, figure, .scroll, table, .equation";
  const box = document.createElement("div");
  box.id = "offprint-preview";
  box.setAttribute("role", "note");
  let shown = null;
  let timer = 0;

  const copyOf = (target) => {
    const whole = target.closest(SHOWN);
    if (!whole) return null;
    const copy = whole.cloneNode(true);
    copy.querySelectorAll(".cited, .permalink, [role=doc-footnote], .note-call").forEach((one) => one.remove());
    for (const one of [copy, ...copy.querySelectorAll("[id], [role], [tabindex]")]) {
      for (const name of ["id", "role", "tabindex"]) one.removeAttribute(name);
    }
    return copy;
  };
  const place = (link) => {
    const spot = [...link.getClientRects()].pop();
    const column = text.getBoundingClientRect();
    const left = Math.max(Math.min(spot.left + spot.width / 2 - box.offsetWidth / 2, column.right - box.offsetWidth), column.left);
    const above = spot.bottom + box.offsetHeight + 12 > innerHeight && spot.top > box.offsetHeight + 12;
    box.style.left = `${left + scrollX}px`;
    box.style.top = `${(above ? spot.top - box.offsetHeight - 6 : spot.bottom + 6) + scrollY}px`;
  };
  const hide = () => {
    clearTimeout(timer);
    if (!shown) return;
    box.hidePopover();
    shown.removeAttribute("aria-describedby");
    shown = null;
  };
  const show = (link) => {
    clearTimeout(timer);
    if (link === shown) return;
    hide();
    const target = find(link);
    const copy = target && copyOf(target);
    if (!copy) return;
    box.replaceChildren(copy);
    box.showPopover();
    place(link);
    link.setAttribute("aria-describedby", box.id);
    shown = link;
  };
  const later = (action, wait) => {
    clearTimeout(timer);
    timer = setTimeout(action, wait);
  };
  const LINKS = 'a[role="doc-biblioref"], a.xref';
  const linkOf = (event) => event.target instanceof Element && event.target.closest(LINKS);
  if (text && "popover" in box) {
    box.popover = "manual";
    text.append(box);
    document.addEventListener("pointerover", (event) => {
      if (event.pointerType === "touch") return;
      const link = linkOf(event);
      if (link) later(() => show(link), 120);
      else if (box.contains(event.target)) clearTimeout(timer);
      else later(hide, 200);
    });
    document.addEventListener("focusin", (event) => {
      const link = linkOf(event);
      if (link && link.matches(":focus-visible")) show(link);
      else if (!box.contains(event.target)) hide();
    });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
    document.addEventListener("click", (event) => {
      const link = linkOf(event);
      if (link && touched && link !== shown && !box.contains(link)) {
        show(link);
        if (shown === link) event.preventDefault(); /* a second tap follows the link */
      } else if (!box.contains(event.target) || link) hide();
    });
    addEventListener("resize", hide);
  }

  /* The contents tell where the reader is. */
  const contents = document.querySelector("nav.contents");
  const places = new Map();
  for (const link of contents ? contents.querySelectorAll("a") : []) places.set(find(link), link);
  places.delete(null);
  const seen = new Set();
  const watch = new IntersectionObserver((entries) => {
    for (const one of entries) seen[one.isIntersecting ? "add" : "delete"](one.target);
    const here = [...places.keys()].filter((one) => seen.has(one)).pop();
    if (!here) return;
    for (const [place, link] of places) {
      if (place === here) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
    const link = places.get(here);
    const edge = link.offsetTop - contents.scrollTop;
    if (edge < 0 || edge > contents.clientHeight - 40) contents.scrollTop = link.offsetTop - contents.clientHeight / 2;
  }, { rootMargin: "-12% 0px -80% 0px" });
  places.forEach((_, place) => watch.observe(place.closest("section") || place));

  /* Each form of “cite this” can be copied, and each listing. */
  const cite = document.querySelector("details.cite");
  const copier = (source, name) => {
    const button = document.createElement("button");
    const say = (word) => {
      button.textContent = word;
      button.setAttribute("aria-label", `${word} ${name}`.trim());
    };
    button.type = "button";
    button.className = "copy";
    say(cite.dataset.copy);
    button.addEventListener("click", async () => {
      const words = source.tagName === "PRE" ? source.textContent : source.innerText;
      try {
        await navigator.clipboard.writeText(words.trim());
      } catch { /* an old browser, or a page that is not served safely */
        getSelection().selectAllChildren(source);
        document.execCommand("copy");
      }
      say(cite.dataset.copied);
      setTimeout(() => say(cite.dataset.copy), 2000);
    });
    return button;
  };
  for (const form of cite ? cite.querySelectorAll("[data-form]") : []) {
    form.closest(".form").querySelector(".doing").append(copier(form, form.dataset.form));
  }
  for (const code of cite && text ? text.querySelectorAll(".scroll > pre, .scroll > .sourceCode") : []) {
    const box = document.createElement("div");
    box.className = "listing-box";
    code.parentElement.replaceWith(box);
    box.append(code.parentElement, copier(code.matches("pre") ? code : code.querySelector("pre"), ""));
  }
}
