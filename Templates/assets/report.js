// Sorts and filters the rows of a page. Without it every page is whole: nothing is fetched, no
// markup is made, and what needs this script is hidden until it runs.
(() => {
  "use strict";
  const collator = new Intl.Collator("en", { numeric: true });

  // A cell sorts by data-sort, else as a number when it is one, else as text.
  const sortKey = (row, index) => {
    const cell = row.cells[index];
    const text = cell ? cell.dataset.sort ?? cell.textContent.trim() : "";
    return /^-?[\d,]+(\.\d+)?$/.test(text) ? Number(text.replaceAll(",", "")) : text;
  };

  const compare = (a, b) =>
    typeof a === "number" && typeof b === "number"
      ? a - b
      : collator.compare(String(a), String(b));

  const sortable = (table, bodies, rowsOf) => {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, index) => {
      if (head.dataset.sort === "none") return;
      // The name stays in the cell itself: browsers repeat it on every printed page, not a button.
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.setAttribute("aria-label", `Sort by ${head.textContent.trim()}`);
      head.append(" ", button);
      head.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        for (const body of bodies) {
          const keyed = rowsOf(body).map((row) => [sortKey(row, index), row]);
          keyed.sort((a, b) => compare(a[0], b[0]) * (up ? 1 : -1));
          body.append(...keyed.map((pair) => pair[1]));
        }
      });
    });
  };

  const filterable = (table, bodies, rowsOf) => {
    const tools = document.querySelector(`[data-table="${table.id}"]`);
    if (!tools) return;
    const input = tools.querySelector("input");
    const output = tools.querySelector("output");
    const rows = bodies.flatMap(rowsOf);
    const texts = rows.map((row) => row.textContent.toLowerCase());
    tools.hidden = false;
    input.addEventListener("input", () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let count = 0;
      rows.forEach((row, index) => {
        row.hidden = !words.every((word) => texts[index].includes(word));
        if (!row.hidden) count += 1;
      });
      for (const body of bodies) {
        body.hidden = words.length > 0 && rowsOf(body).every((row) => row.hidden);
      }
      output.textContent = words.length ? `${count} of ${rows.length} rows on this page` : "";
    });
  };

  for (const table of document.querySelectorAll("table.data")) {
    const bodies = [...table.tBodies];
    const rowsOf = (body) => [...body.rows].filter((row) => !row.classList.contains("group"));
    sortable(table, bodies, rowsOf);
    filterable(table, bodies, rowsOf);
  }
})();
