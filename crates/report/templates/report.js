'use strict';
// Tables of class "sortable" sort by the column whose heading is pressed: numbers the largest first, names by the alphabet.
for (const table of document.querySelectorAll('table.sortable')) {
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
        return number ? Number(cell.dataset.number ?? -1) : cell.textContent;
      };
      const rows = [...body.rows].sort((a, b) => {
        const way = order === 'ascending' ? 1 : -1;
        const [x, y] = [key(a), key(b)];
        return way * (number ? x - y : x.localeCompare(y, language, { numeric: true }));
      });
      body.append(...rows);
    });
  });
}
// A link to a constituency opens what is folded away there.
const unfold = () => {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (target && target.localName === 'details') target.open = true;
};
addEventListener('hashchange', unfold);
unfold();
