'use strict';
(() => {
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const form = document.querySelector('.filter');
  if (form) {
    const input = form.querySelector('input');
    const output = form.querySelector('output');
    const rows = all('.map .row:not(.head):not(summary)').concat(all('.case'));
    const texts = rows.map((row) => (row.matches('.case') ? row.querySelector('summary') : row).textContent.toLowerCase());
    const groups = all('.map details');
    const opened = groups.map((group) => group.open);
    const apply = () => {
      const wanted = input.value.trim().toLowerCase();
      let shown = 0;
      rows.forEach((row, i) => {
        row.hidden = !texts[i].includes(wanted);
        shown += row.hidden || row.matches('.case') ? 0 : 1;
      });
      groups.forEach((group, i) => {
        group.hidden = !all('.row:not(summary)', group).some((row) => !row.hidden);
        group.open = wanted ? !group.hidden : opened[i];
      });
      output.textContent = wanted ? shown + ' rows' : '';
    };
    form.hidden = false;
    form.addEventListener('submit', (event) => event.preventDefault());
    input.addEventListener('input', apply);
    document.addEventListener('keydown', (event) => {
      if (event.key === '/' ? !event.target.matches('input') : false) {
        event.preventDefault();
        input.focus();
      }
    });
  }
  const reveal = () => {
    const target = location.hash ? document.getElementById(location.hash.slice(1)) : null;
    if (target ? target.matches('details') : false) {
      target.hidden = false;
      target.open = true;
      target.scrollIntoView();
      target.querySelector('summary').focus({preventScroll: true});
    }
  };
  window.addEventListener('hashchange', reveal);
  reveal();
  let closed = [];
  window.addEventListener('beforeprint', () => {
    closed = all('details.case:not([open])').slice(0, 50).concat(all('.map details:not([open])'));
    closed.forEach((details) => { details.open = true; });
  });
  window.addEventListener('afterprint', () => closed.forEach((details) => { details.open = false; }));
  if (navigator.clipboard) {
    all('.commands pre').forEach((pre) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = 'copy';
      button.addEventListener('click', () => navigator.clipboard.writeText(pre.querySelector('code').textContent)
        .then(() => { button.textContent = 'copied'; }, () => { button.textContent = 'select and copy'; }));
      pre.append(button);
    });
  }
})();
