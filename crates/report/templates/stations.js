'use strict';
// The way from region to constituency to station. The address says where one is, so that every place has a link and the way back
// works: #station/00012, #region/AKM, #region/AKM/lists, #constituency/majilis/7, #stations/lists, each with a language in front
// where it matters, as in #ru/station/00012. Texts only ever become text nodes, never markup.
(() => {
  const data = JSON.parse(document.getElementById('stations').textContent);
  const LANGUAGES = ['kk', 'ru', 'en'];
  const SLICE = 50;
  const COLUMNS = 10;
  const BINS = 20;
  let language = 'kk';

  /** An element with attributes and children; a function among the attributes listens to the event of that name. */
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === 'function') element.addEventListener(name, value);
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
    }
    element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== ''));
    return element;
  };
  // The name of the drawings' vocabulary is an address, and a page that asks for nothing should not hold one: a drawing knows it.
  const DRAWING = new DOMParser().parseFromString('<svg></svg>', 'text/html').querySelector('svg').namespaceURI;
  const drawn = (tag, attributes, ...children) => {
    const element = document.createElementNS(DRAWING, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const say = (key, values = {}) => data.words[language][key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const text = name => typeof name === 'string' ? name : name[LANGUAGES.indexOf(language)];

  // Numbers as the rest of the page writes them. Shares are rounded exactly, with whole numbers only.
  const whole = number => String(number).replace(/\B(?=(\d{3})+$)/g, language === 'en' ? ',' : '\u202f');
  const quotient = (part, of) => (part - part % of) / of;
  const signed = digits => language === 'en' ? `${digits}%` : `${digits.replace('.', ',')}\u00a0%`;
  const percent = (part, of) => {
    if (part === null || of === null || !of) return '–';
    const hundredths = part < 4e11 && of < 4e15
      ? quotient(part * 20_000 + of, 2 * of)
      : Number((BigInt(part) * 20_000n + BigInt(of)) / (2n * BigInt(of)));
    return signed(`${quotient(hundredths, 100)}.${String(hundredths % 100).padStart(2, '0')}`);
  };
  const sum = numbers => numbers.reduce((all, number) => all + number, 0);

  // The rows, opened once. An account that a station did not report is null, and so is a sum in which one is missing.
  const contests = data.contests.map((contest, number) => {
    const own = { ...contest, number, places: Object.fromEntries(contest.accounts.map((account, place) => [account, place])) };
    const merged = new Map(contest.merged);
    own.rows = contest.stations.map(([id, region, constituency, ...figures]) => ({
      id, region, constituency, stations: merged.get(id) ?? [id], accounts: figures.slice(0, contest.accounts.length), votes: figures.slice(contest.accounts.length),
    }));
    own.single = contest.constituencies.length === 1;
    return own;
  });
  const account = (contest, row, name) => {
    const place = contest.places[name];
    return place === undefined ? null : row.accounts[place];
  };
  /** What shares are taken of: the votes, or all ballots where the law takes them of these. */
  const baseOf = (contest, row) => {
    if (row.base !== undefined) return row.base;
    const votes = sum(row.votes);
    if (!contest.constituencies[row.constituency]?.ballots) return row.base = votes;
    return row.base = account(contest, row, 'in_boxes')
      ?? votes + (account(contest, row, 'invalid') ?? 0) + (account(contest, row, 'not_counted') ?? 0);
  };
  const turnoutOf = (contest, row) => [account(contest, row, 'issued'), account(contest, row, 'on_list')];
  /** The options of a row by votes. */
  const ranked = row => row.ranked ??= row.votes.map((_, option) => option).sort((a, b) => row.votes[b] - row.votes[a]);
  /** The figures of several rows together; votes only where their ballot paper is one. */
  const together = (contest, rows) => {
    const one = rows.length > 0 && rows.every(row => row.constituency === rows[0].constituency);
    const all = { constituency: one ? rows[0].constituency : -1, accounts: contest.accounts.map(() => 0), votes: [] };
    if (one) all.votes = rows[0].votes.map(() => 0);
    for (const row of rows) {
      if (one) row.votes.forEach((votes, option) => { all.votes[option] += votes; });
      row.accounts.forEach((figure, place) => { all.accounts[place] = figure === null || all.accounts[place] === null ? null : all.accounts[place] + figure; });
    }
    return all;
  };

  // Addresses.
  const link = (...parts) => `#${[language, ...parts].map(encodeURIComponent).join('/')}`;
  const decode = part => { try { return decodeURIComponent(part); } catch { return part; } };
  const read = () => {
    const parts = location.hash.slice(1).split('/').map(decode);
    const spoken = LANGUAGES.includes(parts[0]) && parts.length > 1 ? parts.shift() : null;
    const [view, ...rest] = parts;
    const counts = { stations: [0, 1], region: [1, 2], constituency: [2, 2], station: [1, 1] };
    if (!Object.hasOwn(counts, view) || rest.length < counts[view][0] || rest.length > counts[view][1]) return null;
    return { spoken, view, rest };
  };
  const contestOf = id => contests.find(contest => contest.id === id) ?? null;
  const regionName = number => number < 0 ? '' : text(data.regions[number][1]);
  const constituencyName = (contest, number) => number < 0 ? '' : text(contest.constituencies[number].name);

  // Pieces of the view.
  const table = (label, heads, rows, more = {}) => make('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label },
    make('table', more, make('caption', {}, label),
      make('thead', {}, make('tr', {}, heads.map(({ name, number, sort, press }) => {
        const head = make('th', { scope: 'col', class: number && 'number', 'aria-sort': sort }, press ? '' : name);
        if (press) head.append(make('button', { type: 'button', click: press }, name));
        return head;
      }))),
      make('tbody', {}, rows)));
  const cells = (first, ...others) => make('tr', {}, make('th', { scope: 'row' }, first), others.map(other => make('td', { class: 'number' }, other)));
  const saveable = (frame, name) => [frame, tables.button(say('table-download'), name, () => tables.rows(frame.querySelector('table'), language))];

  const votesTable = (contest, row, label) => {
    const constituency = contest.constituencies[row.constituency];
    const base = baseOf(contest, row);
    const order = constituency.options.map((_, option) => option);
    const heads = [{ name: say('column-option') }, { name: say('column-votes'), number: true }, { name: say('column-share'), number: true }];
    return saveable(table(label, heads, order.map(option => cells(text(constituency.options[option]), whole(row.votes[option]), percent(row.votes[option], base)))), label);
  };
  const accountsTable = (contest, row, label) => {
    const rows = contest.accounts.map((name, place) => cells(say('account-' + name), row.accounts[place] === null ? '–' : whole(row.accounts[place])));
    const [issued, listed] = turnoutOf(contest, row);
    if (issued !== null && listed !== null) rows.push(cells(say('accounts-turnout'), percent(issued, listed)));
    if (rows.length === 0) return [];
    return saveable(table(label, [{ name: say('column-account') }, { name: say('column-number'), number: true }], rows, { class: 'accounts' }), label);
  };

  /** How many rows are in each of twenty bins of five per cent; 100 % is in the last one, and what is above has its own. */
  const binned = pairs => {
    const bins = new Array(BINS + 1).fill(0);
    let unknown = 0;
    for (const [part, of] of pairs) {
      if (part === null || of === null || !of) unknown += 1;
      else if (part > of) bins[BINS] += 1;
      else bins[Math.min(quotient(part * BINS, of), BINS - 1)] += 1;
    }
    return { bins, unknown };
  };
  const histogram = (label, pairs) => {
    const { bins, unknown } = binned(pairs);
    const shown = bins[BINS] > 0 ? bins : bins.slice(0, BINS);
    const most = Math.max(...bins, 1);
    const least = bin => bin < BINS ? `≥ ${signed(String(bin * 5))}` : `> ${signed('100')}`;
    const bars = shown.map((count, bin) => drawn('rect', { x: bin * 10 + 1, y: 100 - 100 * count / most, width: 8, height: 100 * count / most },
      drawn('title', {}, document.createTextNode(`${least(bin)}: ${whole(count)}`))));
    const picture = drawn('svg', { class: 'histogram', role: 'img', 'aria-label': label, viewBox: `0 0 ${shown.length * 10} 100`, preserveAspectRatio: 'none' }, ...bars);
    const heads = [{ name: say('histogram-least') }, { name: say('column-stations'), number: true }];
    return make('figure', {}, make('figcaption', {}, label), picture,
      make('div', { class: 'axis', 'aria-hidden': 'true' }, ['0', '25', '50', '75', '100'].map(mark => make('span', {}, signed(mark)))),
      unknown > 0 && make('p', { class: 'note' }, say('histogram-not-known', { stations: whole(unknown) })) || null,
      make('details', {}, make('summary', {}, say('histogram-table')),
        saveable(table(label, heads, shown.map((count, bin) => cells(least(bin), whole(count)))), label)));
  };
  const histograms = (contest, rows, name) => {
    if (rows.length < 2) return [];
    const frame = make('div', { class: 'histograms' });
    const turnouts = rows.map(row => turnoutOf(contest, row));
    if (turnouts.some(([issued, listed]) => issued !== null && listed !== null)) {
      frame.append(histogram(`${say('histogram-turnout')}: ${name}`, turnouts));
    }
    const one = rows.every(row => row.constituency === rows[0].constituency);
    const shares = make('div', {});
    const draw = choice => {
      const pair = row => choice < 0 ? [row.votes[ranked(row)[0]] ?? null, baseOf(contest, row)] : [row.votes[choice], baseOf(contest, row)];
      const label = choice < 0 ? say('histogram-leader') : say('histogram-share', { option: text(contest.constituencies[rows[0].constituency].options[choice]) });
      shares.querySelector('figure')?.remove();
      shares.append(histogram(`${label}: ${name}`, rows.map(pair)));
    };
    if (one) {
      const { options, order } = contest.constituencies[rows[0].constituency];
      const select = make('select', { change: () => draw(Number(select.value)) }, order.map(option => make('option', { value: option }, text(options[option]))));
      shares.append(make('label', {}, say('histogram-option'), select));
      draw(order[0] ?? -1);
    } else {
      draw(-1);
    }
    frame.append(shares);
    return frame;
  };

  /** The columns of the table of stations. */
  const columnsOf = (contest, rows) => {
    const columns = [{ name: say('column-station'), of: row => row.id, cell: row => make('a', { href: link('station', row.id) }, row.id) }];
    if (rows.some(row => row.region !== rows[0].region)) columns.push({ name: say('column-region'), of: row => regionName(row.region) });
    const one = rows.every(row => row.constituency === rows[0].constituency);
    if (!one) columns.push({ name: say('column-constituency'), of: row => constituencyName(contest, row.constituency) });
    if (contest.places.on_list !== undefined) {
      const listed = row => account(contest, row, 'on_list');
      columns.push({ name: say('account-on_list'), number: true, of: row => listed(row) ?? -1, cell: row => listed(row) === null ? '–' : whole(listed(row)) });
      if (contest.places.issued !== undefined) {
        const share = row => { const [issued, listed] = turnoutOf(contest, row); return listed ? (issued ?? -1) / listed : -1; };
        columns.push({ name: say('column-turnout'), number: true, of: share, cell: row => percent(...turnoutOf(contest, row)) });
      }
    }
    const votes = (row, option) => [percent(row.votes[option], baseOf(contest, row)), make('small', {}, whole(row.votes[option]))];
    if (one) {
      const { options, order } = contest.constituencies[rows[0].constituency];
      for (const option of order.slice(0, COLUMNS)) {
        const share = row => baseOf(contest, row) ? row.votes[option] / baseOf(contest, row) : -1;
        columns.push({ name: text(options[option]), number: true, of: share, cell: row => votes(row, option) });
      }
    } else {
      for (const [place, name] of [[0, say('column-leader')], [1, say('column-second')]]) {
        const option = row => ranked(row)[place];
        const named = row => option(row) === undefined ? '' : text(contest.constituencies[row.constituency].options[option(row)]);
        columns.push({ name, of: named });
        columns.push({ name: say('column-votes'), number: true, of: row => row.votes[option(row)] ?? -1, cell: row => option(row) === undefined ? '–' : votes(row, option(row)) });
      }
    }
    return columns;
  };
  /** The rows of a scope with every figure, as a file has them. */
  const everything = (contest, rows) => {
    const papers = [...new Set(rows.map(row => row.constituency))];
    const options = papers.length === 1 ? contest.constituencies[papers[0]].options.map(text) : [];
    const names = papers.length === 1 ? [] : Array.from({ length: Math.max(...rows.map(row => row.votes.length)) }, (_, place) => [`${say('column-option')} ${place + 1}`, `${say('column-votes')} ${place + 1}`]).flat();
    const head = [say('column-station'), say('column-region'), say('column-constituency'), ...contest.accounts.map(name => say('account-' + name)), ...options, ...names];
    return [head, ...rows.map(row => [row.id, regionName(row.region), constituencyName(contest, row.constituency), ...row.accounts,
      ...(names.length ? row.votes.flatMap((votes, option) => [text(contest.constituencies[row.constituency].options[option]), votes]) : row.votes)])];
  };
  /** A table of stations that is searched and sorted whole, and shown slice by slice. */
  const stationsTable = (contest, rows, name) => {
    const columns = columnsOf(contest, rows);
    const searched = rows.map(row => `${row.id}\n${row.stations.length > 1 ? row.stations.join('\n') : ''}\n${regionName(row.region)}\n${contest.single ? '' : constituencyName(contest, row.constituency)}`.toLocaleLowerCase(language));
    const status = make('p', { role: 'status' });
    const place = make('div', {});
    const more = make('button', { type: 'button', class: 'plain', click: () => { const before = shown; shown += SLICE * 4; fill(before); } });
    let [order, way, shown, found] = [null, 1, SLICE, rows];
    const line = row => make('tr', {}, columns.map(({ of, cell, number }, column) => make(column === 0 ? 'th' : 'td', { scope: column === 0 && 'row', class: number && 'number' }, cell ? cell(row) : of(row))));
    const fill = from => {
      place.querySelector('tbody').append(...found.slice(from, shown).map(line));
      status.textContent = say('stations-found', { found: whole(found.length), shown: whole(Math.min(shown, found.length)) });
      more.hidden = shown >= found.length;
      more.textContent = say('stations-more', { more: whole(Math.min(SLICE * 4, found.length - shown)) });
    };
    const show = () => {
      const wanted = input.value.trim().toLocaleLowerCase(language);
      found = wanted === '' ? rows.slice() : rows.filter((_, index) => searched[index].includes(wanted));
      if (order !== null) {
        const { of, number } = columns[order];
        const keys = new Map(found.map(row => [row, of(row)]));
        const compare = new Intl.Collator(language, { numeric: true }).compare;
        found.sort((a, b) => way * (number ? keys.get(a) - keys.get(b) : compare(keys.get(a), keys.get(b))));
      }
      shown = SLICE;
      const heads = columns.map(({ name, number }, column) => ({
        name, number, sort: column === order && (way > 0 ? 'ascending' : 'descending'),
        press: () => {
          way = order === column ? -way : number ? -1 : 1;
          order = column;
          show();
          place.querySelectorAll('thead button')[column].focus();
        },
      }));
      const scrolled = place.firstElementChild?.scrollLeft ?? 0;
      place.replaceChildren(table(`${say('column-stations')}: ${name}`, heads, [], { class: 'station-rows' }));
      place.firstElementChild.scrollLeft = scrolled;
      fill(0);
    };
    const input = make('input', { type: 'search', autocomplete: 'off', spellcheck: 'false', input: show });
    const frame = make('div', { class: 'all-rows' },
      make('div', { class: 'find' }, make('label', {}, say('stations-search'), input), status),
      place, make('p', {}, more), tables.button(say('table-download'), `${say('column-stations')}: ${name}`, () => everything(contest, found)));
    show();
    return frame;
  };

  // Views: each gives the trail of links to it, its heading and its content.
  const root = contest => [link('stations', contest.id), contests.length > 1 ? `${say('stations-all')}: ${text(contest.title)}` : say('stations-all')];
  const drill = (label, links) => links.length < 2 ? [] : [make('h4', {}, label), make('ul', { class: 'drill' }, links.map(([href, name, stations]) => make('li', {}, make('a', { href }, name), ' ', make('span', {}, whole(stations)))))];
  const tally = (rows, key) => rows.reduce((counts, row) => counts.set(key(row), (counts.get(key(row)) ?? 0) + row.stations.length), new Map());
  const scope = (contest, rows, name, inside) => {
    if (rows.length === 0) return [make('p', {}, say('stations-found', { found: '0', shown: '0' }))];
    const all = together(contest, rows);
    const sums = !inside ? [] : [
      ...(all.votes.length ? [make('h4', {}, say('section-votes')), ...votesTable(contest, all, `${say('section-votes')}: ${name}`)] : []),
      ...(contest.accounts.length ? [make('h4', {}, say('section-ballots')), ...accountsTable(contest, all, `${say('section-ballots')}: ${name}`)] : []),
    ];
    return [...sums, histograms(contest, rows, name), stationsTable(contest, rows, name)].flat();
  };
  const constituencyLinks = (contest, rows) => contest.single ? [] : [...tally(rows, row => row.constituency)].sort(([a], [b]) => a - b)
    .map(([number, count]) => [link('constituency', contest.id, contest.constituencies[number].id), constituencyName(contest, number), count]);
  const views = {
    stations: ([id]) => {
      const contest = id === undefined ? contests[0] : contestOf(id);
      if (!contest) return null;
      const name = contests.length > 1 ? text(contest.title) : say('stations-all');
      const counts = tally(contest.rows, row => row.region);
      const regions = data.regions.map(([region, title], number) => [link('region', region, contest.id), text(title), counts.get(number) ?? 0]).filter(([, , count]) => count > 0);
      const links = regions.length > 1 ? drill(say('section-regions'), regions) : drill(say('section-constituencies'), constituencyLinks(contest, contest.rows));
      return { contest, trail: [], heading: root(contest)[1], content: [...links, ...scope(contest, contest.rows, name, false)] };
    },
    region: ([id, of]) => {
      const number = data.regions.findIndex(([region]) => region === id);
      const inRegion = contest => contest.rows.filter(row => row.region === number);
      const contest = of === undefined ? contests.find(contest => inRegion(contest).length > 0) ?? contests[0] : contestOf(of);
      if (number < 0 || !contest) return null;
      const rows = inRegion(contest);
      const name = regionName(number);
      return { contest, trail: [root(contest)], heading: name, content: [...drill(say('section-constituencies'), constituencyLinks(contest, rows)), ...scope(contest, rows, name, true)] };
    },
    constituency: ([of, id]) => {
      const contest = contestOf(of);
      const number = contest ? contest.constituencies.findIndex(constituency => constituency.id === id) : -1;
      if (number < 0) return null;
      const rows = contest.rows.filter(row => row.constituency === number);
      const regions = [...new Set(rows.map(row => row.region))];
      const region = regions.length === 1 ? regions[0] : contest.constituencies[number].region;
      const trail = [root(contest), ...(region < 0 ? [] : [[link('region', data.regions[region][0], contest.id), regionName(region)]])];
      const name = constituencyName(contest, number);
      return { contest, trail, heading: name, content: scope(contest, rows, name, true) };
    },
    station: ([id]) => {
      const found = contests.flatMap(contest => contest.rows.filter(row => row.id === id || row.stations.includes(id)).map(row => [contest, row]));
      if (found.length === 0) return null;
      const [contest, first] = found[0];
      const trail = [root(contest)];
      if (first.region >= 0) trail.push([link('region', data.regions[first.region][0], contest.id), regionName(first.region)]);
      if (!contest.single) trail.push([link('constituency', contest.id, contest.constituencies[first.constituency].id), constituencyName(contest, first.constituency)]);
      const content = found.flatMap(([contest, row]) => {
        const name = [text(contest.title), contest.single ? '' : constituencyName(contest, row.constituency)].filter(Boolean).join(', ');
        return [make('h4', {}, name), ...votesTable(contest, row, `${name}: ${say('section-votes')}`), ...accountsTable(contest, row, `${name}: ${say('section-ballots')}`)];
      });
      const own = make('p', { class: 'note' }, say('stations-permalink'), ' ', make('a', { href: link('station', id) }, make('code', {}, link('station', id))));
      return { contest: null, trail, heading: `${say('column-station')} ${first.id}`, content: [...content, own] };
    },
  };

  const chooser = (contest, view) => {
    if (contests.length < 2 || !contest || view === 'constituency') return null;
    const select = make('select', { change: () => {
      const there = read();
      const id = contests[Number(select.value)].id;
      location.hash = there?.view === 'region' ? link('region', there.rest[0], id) : link('stations', id);
    } }, contests.map(({ title, number }) => make('option', { value: number, selected: number === contest.number }, text(title))));
    return make('div', { class: 'find' }, make('label', {}, say('stations-contest'), select));
  };
  const show = (explorer, route) => {
    const view = views[route.view](route.rest);
    const heading = make('h3', { tabindex: -1 }, view ? view.heading : say('stations-unknown', { name: route.rest.join(', ') }));
    const trail = view ? view.trail : [root(contests[0])];
    const way = trail.length === 0 ? null : make('nav', { 'aria-label': say('stations-all') }, make('ol', { class: 'trail' }, trail.map(([href, name]) => make('li', {}, make('a', { href }, name)))));
    explorer.replaceChildren(...[way, heading, chooser(view?.contest, route.view), ...(view?.content ?? [])].filter(Boolean));
    return heading;
  };

  /** Makes links of the places that stand elsewhere on the page. */
  const prepared = new Set();
  const prepare = article => {
    if (prepared.has(article)) return;
    prepared.add(article);
    for (const place of article.querySelectorAll('[data-region]')) {
      const contest = place.closest('[data-contest]')?.dataset.contest;
      if (data.regions.some(([id]) => id === place.dataset.region)) {
        place.replaceChildren(make('a', { href: link('region', place.dataset.region, ...(contest === undefined ? [] : [contest])) }, ...place.childNodes));
      }
    }
    for (const place of article.querySelectorAll('details[data-constituency]')) {
      const { contest, constituency } = place.dataset;
      place.append(make('p', {}, make('a', { href: link('constituency', contest, constituency) }, say('column-stations'))));
    }
  };
  /** The part of the page that an address without a station shows: the style sheet's rule once more, as it may not hold yet. */
  const named = () => document.getElementById(decode(location.hash.slice(1)))?.closest('article') ?? document.getElementById('kk');
  const follow = () => {
    const route = read();
    const page = document.documentElement;
    const article = route
      ? document.getElementById(route.spoken ?? page.dataset.language ?? LANGUAGES.find(known => navigator.language.startsWith(known)) ?? 'kk')
      : named();
    language = article.lang;
    if (route) page.dataset.language = language;
    else delete page.dataset.language;
    document.title = article.querySelector('h1').textContent;
    page.lang = language;
    prepare(article);
    // The languages of the page lead to the same place.
    for (const other of article.querySelectorAll('.languages a')) {
      other.href = `#${[other.hreflang, ...(route ? [route.view, ...route.rest] : [])].map(encodeURIComponent).join('/')}`;
    }
    const explorer = article.querySelector('.explorer');
    if (!route && explorer.hasChildNodes()) return;
    const heading = show(explorer, route ?? { view: 'stations', rest: [] });
    if (route) {
      heading.scrollIntoView();
      heading.focus({ preventScroll: true });
    }
  };
  if (contests.length === 0) return;
  addEventListener('hashchange', follow);
  follow();
})();
