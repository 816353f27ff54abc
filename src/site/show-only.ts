// Shows one step of a lesson's page alone: from its heading to the next one of the same rank.

const rank = (element: Element): number => (/^h[1-6]$/.test(element.localName) ? Number(element.localName[1]) : 7);

/** `anchor`: id of the step's heading, or of something below it. Shows everything when there is no such thing. */
export function showOnly(main: Element, anchor: string): void {
  const article = main.querySelector('article');
  const target = document.getElementById(anchor);
  if (!article || !target || !article.contains(target)) return;
  const parts = [...article.children];
  const at = parts.findIndex((part) => part.contains(target));
  let first = at;
  while (first > 0 && rank(parts[first]!) === 7) first -= 1;
  const own = rank(parts[first]!);
  let last = at + 1;
  while (last < parts.length && (rank(parts[last]!) > own || rank(parts[last]!) === 7)) last += 1;
  for (const [index, part] of parts.entries()) part.toggleAttribute('hidden', index < first || index >= last);
}
