/** Lines whose fields stand one below the other. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, field] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, field.length);
  }
  return rows
    .map(
      (row) =>
        `${row
          .map((field, index) => field.padEnd(widths[index] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
