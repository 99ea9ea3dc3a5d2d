// Search and the buttons that copy: everything else works without this script. Nothing is asked of a server.
(() => {
  'use strict';
  const MOST = 15;
  const form = document.querySelector('form[role=search]');
  const query = document.getElementById('query');
  const found = document.getElementById('found');

  // The index is loaded when somebody searches. A script, since a page of a file system may not fetch.
  let loading = null;
  const index = () => {
    loading = loading || new Promise((done, failed) => {
      const script = document.createElement('script');
      script.src = 'search-index.js';
      script.onload = () => done(window.gradlockIndex);
      script.onerror = failed;
      document.head.append(script);
    });
    return loading;
  };

  const count = (text, word) => text.split(word).length - 1;

  // Every word has to be there; words in a heading count more than those in the text, and many mentions a little.
  const score = (entry, words) => {
    const title = (entry[0] + ' ' + entry[1]).toLowerCase();
    const text = entry[3].toLowerCase();
    let sum = 0;
    for (const word of words) {
      const points = 20 * Math.min(1, count(title, word)) + Math.min(5, count(text, word));
      if (points === 0) return 0;
      sum += points;
    }
    return sum;
  };

  const marked = (text, words) => {
    const lower = text.toLowerCase();
    const first = Math.max(0, Math.min(...words.map((word) => lower.indexOf(word)).filter((at) => at >= 0), lower.length));
    const from = first === lower.length ? 0 : Math.max(0, first - 60);
    const piece = text.slice(from, from + 180);
    const line = document.createElement('span');
    line.append(from > 0 ? '…' : '');
    let at = 0;
    while (at < piece.length) {
      const rest = piece.slice(at).toLowerCase();
      const next = words.map((word) => [rest.indexOf(word), word.length]).filter((hit) => hit[0] >= 0).sort((a, b) => a[0] - b[0])[0];
      if (!next) break;
      const mark = document.createElement('mark');
      mark.textContent = piece.slice(at + next[0], at + next[0] + next[1]);
      line.append(piece.slice(at, at + next[0]), mark);
      at += next[0] + next[1];
    }
    line.append(piece.slice(at), from + 180 < text.length ? '…' : '');
    return line;
  };

  const show = (entries, words) => {
    found.replaceChildren();
    found.hidden = words.length === 0;
    if (words.length === 0) return;
    const best = entries.map((entry) => [score(entry, words), entry]).filter((hit) => hit[0] > 0)
      .sort((a, b) => b[0] - a[0]).slice(0, MOST);
    const list = document.createElement('ul');
    for (const [, entry] of best) {
      const item = document.createElement('li');
      const link = document.createElement('a');
      link.href = entry[2];
      link.textContent = entry[1] ? entry[0] + ' › ' + entry[1] : entry[0];
      item.append(link, marked(entry[3], words));
      list.append(item);
    }
    found.append(best.length ? list : 'Nothing was found.');
  };

  const search = () => {
    const words = query.value.toLowerCase().split(/\s+/).filter((word) => word.length > 0);
    index().then((entries) => show(entries, words), () => {
      found.hidden = false;
      found.textContent = 'search-index.js could not be loaded: it belongs beside this page.';
    });
  };

  form.hidden = false;
  query.addEventListener('input', search);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const first = found.querySelector('a');
    if (first) first.click();
  });
  found.addEventListener('click', (event) => {
    if (event.target.closest('a')) found.hidden = true;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && !/^(INPUT|TEXTAREA)$/.test(event.target.tagName)) {
      event.preventDefault();
      query.focus();
    } else if (event.key === 'Escape') {
      query.value = '';
      found.hidden = true;
    }
  });

  const copy = (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    return copied ? Promise.resolve() : Promise.reject();
  };

  // Of a session, what was typed is copied, and not what came back.
  for (const block of document.querySelectorAll('.code')) {
    const typed = [...block.querySelectorAll('.typed')].map((line) => line.textContent + '\n').join('');
    const text = typed || block.querySelector('code').textContent.replace(/\n+$/, '\n');
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Copy';
    button.addEventListener('click', () => {
      copy(text).then(() => { button.textContent = 'Copied'; }, () => { button.textContent = 'Not copied'; });
      setTimeout(() => { button.textContent = 'Copy'; }, 2000);
    });
    block.append(button);
  }
})();
