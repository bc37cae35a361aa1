// The script of the explorer page: who asks, the examples, and starting GraphiQL with both; plain JavaScript kept as text.

/** Loaded before GraphiQL, so that GraphiQL takes up the fetch and the WebSocket that know the chosen person. */
export const CLIENT_SCRIPT = `'use strict';
(() => {
  const { graphqlPath, tokens, examples } = JSON.parse(document.getElementById('explorer-data').textContent);
  const assets = '/explorer/assets/';
  const PASTE = '+paste';
  const PASTED = '+pasted';
  const UNAUTHORIZED = 4401;
  const FORBIDDEN = 4403;
  const byId = (id) => document.getElementById(id);

  // Who asks. Kept for this tab and no longer than it is open.
  const memory = {
    get: (name) => sessionStorage.getItem('explorer.' + name) ?? undefined,
    set: (name, value) => sessionStorage.setItem('explorer.' + name, value),
  };
  const names = Object.keys(tokens);
  const wanted = new URLSearchParams(location.search).get('example');
  const example = wanted === null ? undefined : examples[Number(wanted)];
  let person = startingPerson();

  function startingPerson() {
    const saved = memory.get('person');
    if (saved !== undefined && Object.hasOwn(tokens, saved)) return saved;
    if (saved === PASTED && memory.get('pasted')) return PASTED;
    return names[0];
  }

  function token() {
    return person === PASTED ? memory.get('pasted') : person === undefined ? undefined : tokens[person];
  }

  function claims(text) {
    try {
      const part = text.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
      const bytes = Uint8Array.from(atob(part), (character) => character.charCodeAt(0));
      const parsed = JSON.parse(new TextDecoder().decode(bytes));
      return typeof parsed === 'object' && parsed !== null ? parsed : {};
    } catch {
      return {};
    }
  }

  // Requests and sockets to the API carry the token of the person chosen at that moment.
  const plainFetch = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const address = new URL(input instanceof Request ? input.url : input, location.href);
    if (address.origin !== location.origin || address.pathname !== graphqlPath) return plainFetch(input, init);
    const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
    if (!headers.has('authorization') && token()) headers.set('authorization', 'Bearer ' + token());
    const answer = await plainFetch(input, { ...init, headers });
    answer.clone().json().then(rememberMade, () => {});
    return answer;
  };

  const sockets = new Set();
  window.WebSocket = class extends WebSocket {
    constructor(address, protocols) {
      super(address, protocols);
      sockets.add(this);
      this.addEventListener('close', () => sockets.delete(this));
    }
    get onclose() {
      return super.onclose;
    }
    set onclose(handler) {
      super.onclose = handler && ((event) => handler.call(this, readable(event)));
    }
  };

  /**
   * GraphiQL shows an error's own members, of which a CloseEvent has none worth showing. And its client tries a refused token
   * again for a minute, as if that could become right; told 4401 it gives up at once.
   */
  function readable({ code, reason, wasClean }) {
    const message = 'The socket was closed with ' + code + (reason ? ': ' + reason : '.');
    return { code: code === FORBIDDEN ? UNAUTHORIZED : code, reason, wasClean, message };
  }

  function setPerson(name) {
    person = name;
    memory.set('person', name);
  }

  function choose(name) {
    const hadToken = token() !== undefined;
    setPerson(name);
    byId('note').hidden = true;
    for (const socket of sockets) socket.close(UNAUTHORIZED, 'Another person was chosen.');
    // Without a token there was no schema to work with: begin again.
    if (!hadToken) location.reload();
  }

  // The bar.
  const select = byId('person');
  const paste = byId('paste');
  const about = byId('about');

  /** Has an example asked for by someone who may, where the page knows anyone. */
  function suit(able = [person]) {
    if (able.includes(person)) return;
    const other = person === PASTED ? undefined : able.find((name) => Object.hasOwn(tokens, name));
    const note = byId('note');
    note.textContent = other === undefined ? 'This example is for staff.' : 'Now as ' + other + ': ' + person + ' may not run this.';
    note.hidden = false;
    if (other !== undefined) setPerson(other);
  }

  function option(value, text) {
    const node = document.createElement('option');
    node.value = value;
    node.textContent = text;
    return node;
  }

  function showPeople() {
    const options = names.map((name) => option(name, name));
    if (memory.get('pasted')) options.push(option(PASTED, 'pasted token'));
    options.push(option(PASTE, 'paste a token…'));
    select.replaceChildren(...options);
    select.value = person ?? PASTE;
    paste.hidden = person !== undefined;
    showAbout();
  }

  function showAbout() {
    const text = token();
    const { sub, exp } = text === undefined ? {} : claims(text);
    const expired = typeof exp === 'number' && exp * 1000 <= Date.now();
    about.classList.toggle('bad', expired || text === undefined);
    if (text === undefined) about.textContent = 'Every operation needs a token.';
    else if (expired) about.textContent = 'This token has expired.' + (person === PASTED ? '' : ' Restart the demo for a new one.');
    else about.textContent = typeof exp === 'number' ? 'until ' + new Date(exp * 1000).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }) : '';
    about.title = typeof sub === 'string' ? 'Subject ' + sub : '';
  }

  select.addEventListener('change', () => {
    if (select.value === PASTE) {
      paste.hidden = false;
      byId('pasted').focus();
      return;
    }
    choose(select.value);
    showPeople();
  });
  paste.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = byId('pasted').value.trim().replace(/^bearer\\s+/i, '');
    if (!/^[\\x21-\\x7e]+$/.test(text)) {
      byId('pasted').focus();
      return;
    }
    byId('pasted').value = '';
    memory.set('pasted', text);
    choose(PASTED);
    showPeople();
  });
  setInterval(showAbout, 30_000);

  // Examples, with the ids this page has seen filled in.
  const MADE = { transaction: 'verifyTransaction', journey: 'mitekJourney', authentication: 'deviceAuthentication' };

  function rememberMade(answer) {
    for (const payload of Object.values(answer?.data ?? {})) {
      for (const [name, field] of Object.entries(MADE)) {
        if (typeof payload?.[field]?.id === 'string') memory.set(name, payload[field].id);
      }
      const page = payload?.verifyTransaction?.webVerificationUrl ?? payload?.mitekJourney?.journeyUrl;
      if (/^https?:/.test(page)) {
        memory.set('page', page);
        showVerificationPage();
      }
    }
  }

  function showVerificationPage() {
    const address = memory.get('page');
    byId('verify').hidden = address === undefined;
    if (address !== undefined) byId('verify').href = address;
  }

  /** Who can be verified: the person asking, or for staff the first demo person who is not staff. A guess, to be edited at will. */
  function user() {
    const people = [token(), ...Object.values(tokens)].filter((text) => text !== undefined).map(claims);
    const isStaff = ({ roles, scope }) => (Array.isArray(roles) && roles.length > 0) || String(scope).includes('gateway:');
    return people.find((person) => typeof person.sub === 'string' && !isStaff(person))?.sub ?? '';
  }

  function tab(example) {
    const seen = (name) => (Object.hasOwn(MADE, name) ? (memory.get(name) ?? '') : undefined);
    const fill = (_key, value) => {
      if (typeof value !== 'string' || !value.startsWith('$')) return value;
      return value === '$user' ? user() : (seen(value.slice(1)) ?? value);
    };
    return { query: example.query, variables: example.variables && JSON.stringify(example.variables, fill, 2) };
  }

  /** The tab that was open last. GraphiQL keeps its tabs, but unless told which one to show it opens an empty one beside them. */
  function lastTab() {
    try {
      const { tabs, activeTabIndex } = JSON.parse(localStorage.getItem('graphiql:tabState'));
      const { query, variables } = tabs[activeTabIndex];
      return { query: query ?? undefined, variables: variables ?? undefined };
    } catch {
      return {};
    }
  }

  const menu = byId('examples');
  for (const group of new Set(examples.map((example) => example.group))) {
    const heading = document.createElement('optgroup');
    heading.label = group;
    examples.forEach((example, index) => {
      if (example.group === group) heading.append(option(String(index), example.title));
    });
    menu.append(heading);
  }
  // GraphiQL opens a document in a tab of its own only when it starts.
  menu.addEventListener('change', () => {
    if (menu.value !== '') location.assign('?example=' + menu.value);
  });

  self.MonacoEnvironment = {
    globalAPI: false,
    getWorkerUrl: (_module, label) =>
      assets + (label === 'json' ? 'json-worker.js' : label === 'graphql' ? 'graphql-worker.js' : 'editor-worker.js'),
  };

  addEventListener('DOMContentLoaded', () => {
    history.replaceState({}, '', location.pathname);
    const tabs = example ? [example] : examples.filter(({ firstVisit }) => firstVisit);
    YogaGraphiQL.renderYogaGraphiQL(byId('root'), {
      endpoint: graphqlPath,
      title: 'Explorer',
      logo: '',
      subscriptionsProtocol: 'WS',
      connectionParams: () => (token() ? { authorization: 'Bearer ' + token() } : {}),
      shouldPersistHeaders: false,
      isHeadersEditorEnabled: true,
      defaultTabs: tabs.map(tab),
      ...(example ? tab(example) : lastTab()),
      // In place of GraphiQL's default, which copies the document into the address of the page.
      onEditQuery: () => {},
    });
  });
  suit(example?.as);
  showPeople();
  showVerificationPage();
})();
`;
