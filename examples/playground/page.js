'use strict';
// The page of the playground: it asks the library, which is WebAssembly, and shows what it says. Text is put into the
// page as text alone: what stands in the fragment and in files is never markup.

const MOST_TEXT = 1 << 20;      // characters that are read
const MOST_OCTETS = 4096;       // that are shown
const MOST_FIELDS = 1024;       // that are shown
const MOST_SHARED = 1 << 15;    // hexadecimal digits that the fragment takes
const PER_ROW = 16;
const FORMS = ['guess', 'hex', 'raw'];  // as hardwire::inspect::Form numbers them
const KEYS = ['ctx', 'version', 'limit', 'cid_len'];
const STOPPED = JSON.stringify({error: 'the library has stopped, for want of memory'}) + '\n';
const START = 'kind=socks5_request&hex=05017f03036f6e6501bb&policy=strict';

class Stopped extends Error {}

// The library. A call that does not return, for want of memory, ends this one: `fresh` makes another.
class Library {
  constructor(module, instance) {
    this.module = module;
    this.use(instance);
  }

  // What the library wants of a system: there is none.
  static imports() {
    const stop = () => { throw new Error('the library has stopped'); };
    const unable = () => 52;  // ENOSYS: nothing is written or read
    return {wasi_snapshot_preview1: new Proxy({proc_exit: stop}, {get: (known, name) => known[name] || unable})};
  }

  use(instance) {
    this.calls = instance.exports;
    this.calls._initialize();
  }

  fresh() { this.use(new WebAssembly.Instance(this.module, Library.imports())); }

  word(bytes) {
    const place = this.calls.playground_word(bytes.length);
    new Uint8Array(this.calls.memory.buffer, place, bytes.length).set(bytes);
  }

  // Calls `name` with `words`, each text or bytes. Without memory it throws Stopped, and the library is a new one.
  run(name, words, ...numbers) {
    try {
      for (const word of words) this.word(typeof word === 'string' ? new TextEncoder().encode(word) : word);
      this.calls[name](...numbers);
    } catch (error) {
      this.fresh();
      throw new Stopped(JSON.parse(STOPPED).error);
    }
  }

  // The same, and returns what it says.
  ask(name, words, ...numbers) {
    try {
      this.run(name, words, ...numbers);
      const size = this.calls.playground_result_size();
      const said = new Uint8Array(this.calls.memory.buffer, this.calls.playground_result(), size);
      return new TextDecoder().decode(said);
    } catch (error) {
      if (!(error instanceof Stopped)) this.fresh();
      return STOPPED;
    }
  }
}

const at = (id) => document.getElementById(id);

// A new element with a class and a text.
function make(tag, name, text) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text !== undefined) made.textContent = text;
  return made;
}

let library = null;
let choices = null;
// What is asked, as text.
const state = {kind: '', policy: '', ctx: '', version: '', limit: '', cid_len: '', form: 'guess', text: ''};
// Whether the text is what a link or a file gave, in hexadecimal.
let given = false;
let answer = {parts: [], hex: '', bad: -1};
let chosen = -1;  // the part that the keyboard is at
let octet = -1;   // the octet that the keyboard is at

const kindOf = (name) => choices.kinds.find((kind) => kind.name === name);

// --- The request: controls, state, fragment.

function fill(select, names, empty) {
  select.replaceChildren();
  if (empty !== undefined) select.append(new Option(empty, ''));
  for (const name of names) select.append(new Option(name, name));
}

// Shows the keys that the kind takes. A value that is no choice is kept, and the answer says what is wrong with it.
function showControls() {
  const kind = kindOf(state.kind);
  fill(at('ctx'), kind ? kind.contexts : [], kind ? `usual: ${kind.usual}` : '');
  for (const key of KEYS) {
    const taken = kind !== undefined && kind.keys.includes(key);
    at(key).disabled = !taken && state[key] === '';
    at(key).closest('label').hidden = at(key).disabled;
  }
  for (const name of ['kind', 'policy', 'form', ...KEYS]) {
    const control = at(name);
    control.value = state[name];
    if (control.value === state[name]) continue;
    control.append(new Option(state[name].slice(0, 40), state[name]));
    control.value = state[name];
  }
  if (at('bytes').value !== state.text) at('bytes').value = state.text;
}

function readFragment() {
  const fragment = new URLSearchParams(location.hash.slice(1) || START);
  for (const name of ['kind', 'policy', ...KEYS]) state[name] = (fragment.get(name) || '').replace(/\s/g, '_');
  if (state.kind === '') state.kind = choices.kinds[0].name;
  if (state.policy === '') state.policy = 'interop';
  state.form = 'hex';
  state.text = fragment.get('hex') || '';
  given = true;
  showControls();
  show();
}

function writeFragment(hex) {
  const written = new URLSearchParams({kind: state.kind});
  if (hex.length <= MOST_SHARED) written.set('hex', hex);
  else say('these are too many bytes for the address of the page: it holds the rest alone');
  if (state.policy !== 'interop') written.set('policy', state.policy);
  for (const key of KEYS) if (state[key] !== '') written.set(key, state[key]);
  const fragment = `#${written}`;
  if (fragment === location.hash) return;
  try {
    history.replaceState(null, '', fragment);
  } catch (error) {
    // Some browsers refuse when one types fast; the next change has its turn.
  }
}

// What was typed or chosen.
function changed(event) {
  const name = event.target.id === 'bytes' ? 'text' : event.target.id;
  if (!(name in state)) return;
  state[name] = name === 'text' ? event.target.value : event.target.value.replace(/\s/g, '_');
  if (name === 'text' && given) state.form = 'guess';
  if (name === 'text' || name === 'form') given = false;
  if (name === 'kind') {
    const kind = kindOf(state.kind);
    for (const key of KEYS) if (!kind.keys.includes(key) || key === 'ctx') state[key] = '';
  }
  showControls();
  const hex = show();
  if (hex !== null) writeFragment(hex);
}

// A file: its bytes are shown as hexadecimal from then on.
async function readFile(file) {
  if (!file) return;
  const head = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  if (state.form !== 'raw' && isCapture(head)) {
    await showCapture(file);
    return;
  }
  if (file.size > MOST_TEXT) {
    complain(`the file has ${file.size} bytes; this page reads ${MOST_TEXT}, and tools/dev inspect --file reads more`);
    return;
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const form = state.form === 'raw' ? 'raw' : 'guess';
  const read = JSON.parse(library.ask('playground_read', [bytes, state.kind], FORMS.indexOf(form)));
  if (read.error !== undefined) {
    complain(read.error);
    return;
  }
  state.form = 'hex';
  state.text = read.hex.replace(/(..)(?=.)/g, '$1 ');
  given = true;
  showControls();
  writeFragment(show());
  say(`${read.hex.length / 2} bytes of ${file.name}${read.note ? `: ${read.note}` : ''}`);
}

// A capture: its conversations. The library follows them, as it does for inspect; the fragment does not hold them.
async function showCapture(file) {
  if (file.size > MOST_CAPTURE) {
    complain(`the capture has ${file.size} bytes; this page reads ${MOST_CAPTURE}, and tools/dev inspect --pcap reads more`);
    return;
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const wrong = library.ask('playground_capture', [state.policy]);
  if (wrong !== '') {
    complain(wrong.trim());
    return;
  }
  try {
    const why = readCapture(bytes, (link, octets, time) => library.run('playground_packet', [octets], link, time));
    const told = JSON.parse(library.ask('playground_conversations', [why]));
    if (told.error !== undefined) {
      complain(told.error);
      return;
    }
    complain('');
    say([`the conversations of ${file.name}`, why, told.left_out ? `${told.left_out} are not shown, for want of room` : '']
        .filter((part) => part !== '').join('; '));
    showPanes(true);
    at('conversations').textContent = told.text;
    at('json').textContent = told.json;
  } catch (error) {
    if (!(error instanceof CaptureError || error instanceof Stopped)) throw error;
    complain(error.message);
  }
}

// Shows the conversations of a capture, or the octets and fields of a message.
function showPanes(capture) {
  at('capture').hidden = !capture;
  at('panes').hidden = capture;
  at('json-form').textContent = capture ? 'inspect --pcap --json' : 'inspect --batch';
  at('conversations').textContent = '';
}

// --- The answer.

function say(text) { at('note').textContent = text; }

// Shows an error as `inspect --batch` prints it.
function complain(error) {
  showPanes(false);
  say(error);
  at('json').textContent = JSON.stringify({error});
  at('outcome').textContent = '';
  showParts({parts: [], hex: '', bad: -1});
}

// Asks the library and shows the answer. Returns the bytes in hexadecimal, or null where there are none to share.
function show() {
  if (state.text.length > MOST_TEXT) {
    complain(`these are more than ${MOST_TEXT} characters; tools/dev inspect --file reads more`);
    return null;
  }
  const read = JSON.parse(library.ask('playground_read', [state.text, state.kind], FORMS.indexOf(state.form)));
  if (read.error !== undefined && state.form !== 'hex') {
    complain(read.error);
    return null;
  }
  const words = [state.kind, state.form === 'hex' ? state.text : read.hex, state.policy];
  for (const key of KEYS) if (state[key] !== '') words.push(`${key}=${state[key]}`);
  const said = library.ask('playground_answer', words);
  const end = said.indexOf('\n');
  const json = JSON.parse(said.slice(0, end));
  if (json.error !== undefined) {
    complain(json.error);
    at('json').textContent = said.slice(0, end);
    return read.error === undefined ? read.hex : null;
  }
  showPanes(false);
  say(read.note);
  at('json').textContent = said.slice(0, end);
  at('outcome').textContent = said.slice(end + 1).trimEnd();
  const fault = json.code !== 'ok' && json.code !== 'need_more';
  showParts({parts: json.parts, hex: read.hex, bad: fault ? json.n : -1});
  return read.hex;
}

function showParts(next) {
  answer = next;
  chosen = -1;
  octet = -1;
  const partOf = new Int32Array(Math.min(answer.hex.length / 2, MOST_OCTETS)).fill(-1);
  answer.parts.forEach((part, index) => partOf.fill(index, part.offset, part.offset + part.size));
  showOctets(partOf);
  showFields();
  mark(-1, -1);
}

const isBad = (part) => answer.bad >= part.offset && answer.bad < part.offset + part.size;
const shade = (index) => (index < 0 ? '' : index % 2 ? 'odd' : 'even');

function octetCell(offset, index) {
  const hex = answer.hex.slice(2 * offset, 2 * offset + 2);
  const cell = make('td', shade(index), hex);
  const part = answer.parts[index];
  cell.id = `octet-${offset}`;
  cell.dataset.part = index;
  const name = part ? part.field || part.meaning : 'behind the message';
  cell.setAttribute('aria-label', `${hex}, offset ${offset}, ${name}${part && isBad(part) ? ', at fault' : ''}`);
  if (part && isBad(part)) cell.classList.add('bad');
  return cell;
}

function printable(offset, end) {
  let text = '';
  for (let i = offset; i < end; ++i) {
    const code = parseInt(answer.hex.slice(2 * i, 2 * i + 2), 16);
    text += code >= 0x20 && code < 0x7F ? String.fromCharCode(code) : '.';
  }
  return text;
}

function showOctets(partOf) {
  const rows = [];
  for (let offset = 0; offset < partOf.length; offset += PER_ROW) {
    const row = make('tr');
    const head = make('th', '', offset.toString(16).padStart(6, '0'));
    head.scope = 'row';
    row.append(head);
    const end = Math.min(offset + PER_ROW, partOf.length);
    for (let i = offset; i < end; ++i) row.append(octetCell(i, partOf[i]));
    const text = make('td', 'text', printable(offset, end));
    text.colSpan = 1 + PER_ROW - (end - offset);
    text.setAttribute('aria-hidden', 'true');
    row.append(text);
    rows.push(row);
  }
  at('octets').tBodies[0].replaceChildren(...rows);
  at('octets').removeAttribute('aria-activedescendant');
  const left = answer.hex.length / 2 - partOf.length;
  at('octets-more').textContent = left > 0 ? `... ${left} more bytes` : '';
}

function showFields() {
  const rows = answer.parts.slice(0, MOST_FIELDS).map((part, index) => {
    const row = make('div', `field ${shade(index)}`);
    row.id = `field-${index}`;
    row.dataset.part = index;
    row.setAttribute('role', 'option');
    row.setAttribute('aria-selected', 'false');
    const fault = isBad(part);
    row.classList.toggle('bad', fault);
    row.append(make('span', 'offset', part.offset.toString(16).padStart(6, '0')), make('span', 'name', part.field),
               make('span', fault ? 'meaning bad' : 'meaning', part.meaning + (fault ? '  <-- at fault' : '')));
    return row;
  });
  at('fields').replaceChildren(...rows);
  at('fields').removeAttribute('aria-activedescendant');
}

// --- From octets to fields and back.

// Marks a part in both panes, and one octet in it. -1 is none.
function mark(part, here) {
  for (const old of document.querySelectorAll('.marked, .here')) old.classList.remove('marked', 'here');
  if (here >= 0) at(`octet-${here}`).classList.add('here');
  if (part < 0) return;
  for (const found of document.querySelectorAll(`[data-part="${part}"]`)) found.classList.add('marked');
}

function point(event) {
  const over = event.target.closest('[data-part]');
  if (over) mark(Number(over.dataset.part), -1);
  else mark(chosen, octet);
}

function choose(part, here) {
  const old = at(`field-${chosen}`);
  if (old) old.setAttribute('aria-selected', 'false');
  chosen = part;
  octet = here;
  const row = at(`field-${part}`);
  if (row) {
    row.setAttribute('aria-selected', 'true');
    row.scrollIntoView({block: 'nearest'});
    at('fields').setAttribute('aria-activedescendant', row.id);
  }
  if (here >= 0) {
    at(`octet-${here}`).scrollIntoView({block: 'nearest'});
    at('octets').setAttribute('aria-activedescendant', `octet-${here}`);
  }
  mark(part, here);
}

// Where a key leads from `now` among `count`, `row` of them in a row; null where the key means nothing here.
function moved(key, now, count, row) {
  const last = count - 1;
  const steps = {ArrowRight: 1, ArrowLeft: -1, ArrowDown: row, ArrowUp: -row};
  if (count === 0) return null;
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  if (!Object.hasOwn(steps, key)) return null;
  if (now < 0) return 0;
  const next = now + steps[key];
  return next < 0 || next > last ? now : next;
}

function pressed(event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const octets = event.currentTarget.id === 'octets';
  const count = octets ? document.querySelectorAll('[id^="octet-"][data-part]').length : at('fields').children.length;
  const next = moved(event.key, octets ? octet : chosen, count, octets ? PER_ROW : 1);
  if (next === null) return;
  event.preventDefault();
  if (octets) choose(Number(at(`octet-${next}`).dataset.part), next);
  else choose(next, -1);
}

// --- The start.

function listen() {
  at('request').addEventListener('submit', (event) => event.preventDefault());
  at('request').addEventListener('input', changed);
  at('file').addEventListener('change', (event) => readFile(event.target.files[0]));
  for (const id of ['octets', 'fields']) {
    at(id).addEventListener('mouseover', point);
    at(id).addEventListener('mouseleave', () => mark(chosen, octet));
    at(id).addEventListener('keydown', pressed);
    at(id).addEventListener('click', (event) => {
      const over = event.target.closest('[data-part]');
      if (over) choose(Number(over.dataset.part), id === 'octets' ? Number(over.id.slice(6)) : -1);
    });
  }
  // A file that misses the field must not take the place of the page.
  for (const kind of ['dragover', 'drop', 'dragleave']) {
    document.addEventListener(kind, (event) => {
      event.preventDefault();
      at('bytes').classList.toggle('over', kind === 'dragover');
      if (kind === 'drop') readFile(event.dataTransfer.files[0]);
    });
  }
  window.addEventListener('hashchange', readFragment);
}

function start({module, instance}) {
  library = new Library(module, instance);
  choices = JSON.parse(library.ask('playground_choices', []));
  fill(at('kind'), choices.kinds.map((kind) => kind.name));
  fill(at('policy'), choices.policies);
  at('library').textContent = choices.version;
  listen();
  readFragment();
}

// Compiled before the page is complete, so that what reads the complete page finds the answer. A browser that does not
// compile this much in its main thread does it aside.
const code = Uint8Array.from(atob('@MODULE@'), (c) => c.charCodeAt(0));
let ready = null;
try {
  const module = new WebAssembly.Module(code);
  ready = {module, instance: new WebAssembly.Instance(module, Library.imports())};
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
}
if (ready) start(ready);
else WebAssembly.instantiate(code, Library.imports()).then(start);
