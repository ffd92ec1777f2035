'use strict';
// Search in the pages and the reference. The index is a script, which is read when it is wanted first: a page that was
// opened from a file may not read any other file.

const MOST = 30;
const root = document.body.dataset.root;
const words = document.getElementById('words');
let index = null;

// How well an entry has what was asked: 0 unless it has all words. A word in a title counts more, the whole title most.
function score(entry, asked) {
  let sum = 0;
  for (const word of asked) {
    const inTitle = entry.title.toLowerCase().indexOf(word);
    const inText = entry.text.toLowerCase().indexOf(word);
    if (inTitle < 0 && inText < 0) return 0;
    sum += entry.title.toLowerCase() === word ? 40 : inTitle === 0 ? 20 : inTitle > 0 ? 10 : 1;
  }
  return sum;
}

function excerpt(entry, word) {
  const at = Math.max(0, entry.text.toLowerCase().indexOf(word) - 40);
  return (at > 0 ? '...' : '') + entry.text.slice(at, at + 160);
}

function show() {
  const asked = words.value.toLowerCase().split(/\s+/).filter((word) => word);
  document.getElementById('results').hidden = asked.length === 0;
  if (asked.length === 0 || index === null) return;
  const found = index.map((entry) => [score(entry, asked), entry]).filter(([points]) => points > 0)
      .sort(([a], [b]) => b - a);
  document.getElementById('count').textContent = `${found.length} found`;
  document.getElementById('found').replaceChildren(...found.slice(0, MOST).map(([, entry]) => {
    const item = document.createElement('li');
    const link = document.createElement('a');
    link.href = root + entry.location;
    link.textContent = entry.title;
    const text = document.createElement('span');
    text.className = 'excerpt';
    text.textContent = excerpt(entry, asked[0]);
    item.append(link, text);
    return item;
  }));
}

function load() {
  if (index !== null || document.getElementById('index')) return;
  const script = document.createElement('script');
  script.id = 'index';
  script.src = `${root}search_index.js`;
  script.addEventListener('load', () => {
    index = window.searchIndex;
    show();
  });
  document.head.append(script);
}

words.addEventListener('focus', load);
words.addEventListener('input', () => {
  load();
  show();
});
document.getElementById('search').addEventListener('submit', (event) => event.preventDefault());
