"use strict";
{
  /* The faces are in the file, but are unpacked beside the first paint: wait for them, lest the text move. */
  const root = document.documentElement;
  const show = () => root.classList.remove("waiting");
  root.classList.add("waiting");
  Promise.all([...document.fonts].map((face) => face.load())).then(show, show);
  setTimeout(show, 1000);
}
