// Which lines of a text are not those of the text it came from.

/** More comparisons than this are not worth a mark: everything between the first and the last difference counts as changed. */
const MOST = 1_000_000;

/** Lines (from 0) of `after` that the longest common run of lines leaves over. A line that is only gone marks nothing. */
export const changedLines = (before: string, after: string): Set<number> => {
  const a = before.split('\n');
  const b = after.split('\n');
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const rows = a.length - start - end;
  const columns = b.length - start - end;
  const changed = new Set<number>();
  const mark = (column: number): void => void changed.add(start + column);
  if (rows === 0 || rows * columns > MOST) {
    for (let column = 0; column < columns; column += 1) mark(column);
    return changed;
  }
  // longest[r][c]: common lines of what follows row r and column c.
  const longest = Array.from({ length: rows + 1 }, () => new Uint32Array(columns + 1));
  for (let row = rows - 1; row >= 0; row -= 1)
    for (let column = columns - 1; column >= 0; column -= 1)
      longest[row]![column] =
        a[start + row] === b[start + column]
          ? longest[row + 1]![column + 1]! + 1
          : Math.max(longest[row + 1]![column]!, longest[row]![column + 1]!);
  for (let row = 0, column = 0; column < columns;) {
    if (row < rows && a[start + row] === b[start + column]) {
      row += 1;
      column += 1;
    } else if (row < rows && longest[row + 1]![column]! >= longest[row]![column + 1]!) row += 1;
    else mark(column++);
  }
  return changed;
};
