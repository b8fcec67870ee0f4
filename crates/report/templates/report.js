'use strict';
// What works on every table: sorting by the column whose heading is pressed, numbers the largest first and names by the alphabet,
// and a download as CSV. Other scripts of the page use what stands in `tables`.
const tables = {
  /** The text as a spreadsheet may have it: what would run as a formula gets an apostrophe in front. */
  defuse: text => /^[=+\-@\t\r']/.test(text) ? `'${text}` : text,

  /** Rows of texts and numbers as CSV; the mark at its beginning tells spreadsheets that it is UTF-8. */
  csv: rows => '\ufeff' + rows.map(row => row.map(cell => {
    const text = tables.defuse(String(cell ?? ''));
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }).join(',')).join('\n') + '\n',

  /** Hands rows to the reader as a file. */
  save: (name, rows) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([tables.csv(rows)], { type: 'text/csv' }));
    link.download = name.replace(/[^\p{L}\p{N} ._-]+/gu, ' ').trim().slice(0, 80) + '.csv';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  },

  /** The words of a cell, its second line apart; a number without what groups its digits. */
  cell: (cell, number, language) => {
    if (number && cell.dataset.number) return cell.dataset.number;
    const parts = [...cell.childNodes].flatMap(node => node.localName === 'button' ? [...node.childNodes] : [node]);
    const text = parts.map(node => node.textContent.trim()).filter(Boolean).join(' ').replace(/\s+/g, ' ');
    if (!number) return text;
    const bare = text.replace(/[\s\u202f\u00a0]/g, '');
    const plain = language === 'en' ? bare.replaceAll(',', '') : bare.replace(',', '.');
    return /^[\d.]+%?$/.test(plain) ? plain : text;
  },

  rows: (table, language) => [...table.rows].map(row =>
    [...row.cells].map(cell => tables.cell(cell, row.parentNode !== table.tHead && cell.classList.contains('number'), language))),

  /** A button that saves what `rows` gives. */
  button: (label, name, rows) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'plain';
    button.textContent = 'CSV';
    button.setAttribute('aria-label', `${label}: ${name}`);
    button.title = label;
    button.addEventListener('click', () => tables.save(name, rows()));
    const line = document.createElement('p');
    line.className = 'download';
    line.append(button);
    return line;
  },

  sortable: table => {
    const body = table.tBodies[0];
    const language = table.closest('article').lang;
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => {
        const number = head.classList.contains('number');
        const first = number ? 'descending' : 'ascending';
        const order = head.getAttribute('aria-sort') === first ? (number ? 'ascending' : 'descending') : first;
        for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
        head.setAttribute('aria-sort', order);
        const key = row => {
          const cell = row.cells[column];
          return number ? Number(cell.dataset.number ?? (parseFloat(tables.cell(cell, true, language)) || -1)) : cell.textContent;
        };
        const way = order === 'ascending' ? 1 : -1;
        const keys = new Map([...body.rows].map(row => [row, key(row)]));
        const rows = [...keys.keys()].sort((a, b) => {
          const [x, y] = [keys.get(a), keys.get(b)];
          return way * (number ? x - y : x.localeCompare(y, language, { numeric: true }));
        });
        body.append(...rows);
      });
    });
  },
};

document.documentElement.classList.add('script');
for (const table of document.querySelectorAll('table.sortable')) tables.sortable(table);
for (const article of document.querySelectorAll('article')) {
  const label = article.dataset.download;
  const title = article.querySelector('h1').textContent;
  for (const table of article.querySelectorAll('table')) {
    const frame = table.closest('.votes') ?? table.closest('.scroll') ?? table;
    const name = table.caption?.textContent ?? title;
    frame.after(tables.button(label, name, () => tables.rows(table, article.lang)));
  }
}
// A link to a constituency opens what is folded away there.
const unfold = () => {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (target && target.localName === 'details') target.open = true;
};
addEventListener('hashchange', unfold);
unfold();
