// Finds the heading level that fits the place of an element in its page.

/** One below the last heading that stands before `element` in the document, from 2 to 6; 2 where there is none. */
export const headingLevelFor = (element: Element): number => {
  let level = 1;
  for (const heading of element.ownerDocument.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    if (!(heading.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)) break;
    // A heading inside the element is its own static text, which the control replaces.
    if (!element.contains(heading)) level = Number(heading.localName.slice(1));
  }
  return Math.min(level + 1, 6);
};
