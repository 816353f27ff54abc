// Which rows of a long list are drawn: those in view and a few around them. All rows have one height.

/** Rows drawn beyond the edges, so that a quick scroll or a step by keyboard finds them there. */
const AROUND = 8;

export interface RowWindow {
  /** Index of the first row that is drawn. */
  start: number;
  /** Index after the last one. */
  end: number;
}

/** `height` of a row, `top` and `view` of the scroller, all in px. */
export const rowWindow = (total: number, height: number, top: number, view: number): RowWindow => {
  const first = Math.floor(Math.max(0, top) / height);
  const start = Math.max(0, Math.min(first - AROUND, total - 1));
  return { start, end: Math.min(total, first + Math.ceil(view / height) + AROUND) };
};

/** A length in rem as px, by the reader's own text size. */
export const remInPx = (rem: number): number => rem * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
