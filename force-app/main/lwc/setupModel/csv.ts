/** RFC 4180. A cell that a spreadsheet would run as a formula is kept a text. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(cellOf).join(',')).join('\r\n') + '\r\n';
}

function cellOf(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** An address that downloads a CSV; the mark in front tells spreadsheets that it is UTF-8. */
export function csvUrl(rows: readonly (readonly string[])[]): string {
  return `data:text/csv;charset=utf-8,${encodeURIComponent(`\uFEFF${csvOf(rows)}`)}`;
}
