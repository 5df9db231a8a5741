// Draws the page anew every few seconds. All of it can be read without.
'use strict';
(() => {
  const main = document.querySelector('main[data-refresh]');
  const lost = document.querySelector('.lost');
  const busy = () => document.hidden || main.querySelector('details[open], form:focus-within') !== null
      || String(getSelection()) !== '';
  const draw = async () => {
    if (!busy()) {
      try {
        const answer = await fetch(location.href, {cache: 'no-store', headers: {Accept: 'text/html'}});
        const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main');
        if (answer.ok && fresh && !busy()) {
          const focused = main.contains(document.activeElement) && document.activeElement.getAttribute('href');
          const scrolled = [...main.querySelectorAll('.scroll, .log')].map(each => [each.scrollLeft, each.scrollTop]);
          main.replaceChildren(...fresh.childNodes);
          main.querySelectorAll('.scroll, .log').forEach((each, i) => scrolled[i] && each.scrollTo(...scrolled[i]));
          if (focused) {
            main.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus({preventScroll: true});
          }
        }
        lost.hidden = answer.ok;
      } catch {
        lost.hidden = false;
      }
    }
    setTimeout(draw, 1000 * main.dataset.refresh);
  };
  setTimeout(draw, 1000 * main.dataset.refresh);
})();
