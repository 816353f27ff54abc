// The ground of shadow trees and the ground of pages are two files, since each must work without the other: what both say is the same.
import { expect } from '@esm-bundle/chai';
import { baseStyles } from '../../src/elements/support/base-styles.ts';
import { fieldStyles } from '../../src/elements/support/field-styles.ts';

/** Declarations by selector, lists of selectors taken apart. */
const rulesOf = (text: string): Map<string, string> => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  const rules = new Map<string, CSSStyleDeclaration>();
  for (const rule of sheet.cssRules) {
    if (!(rule instanceof CSSStyleRule)) continue;
    for (const selector of rule.selectorText.split(/, (?![^(]*\))/)) {
      const all = rules.get(selector) ?? document.createElement('p').style;
      for (const name of rule.style) all.setProperty(name, rule.style.getPropertyValue(name));
      rules.set(selector, all);
    }
  }
  return new Map([...rules].map(([selector, style]) => [selector, style.cssText]));
};

/** Headings of a page have sizes of their own. */
const ownFont = /^h[1-4]$/;

it('says the same of links, buttons and fields as the page', async () => {
  const page = rulesOf(await (await fetch('/src/site/base.css')).text());
  const shadow = rulesOf(baseStyles.cssText + fieldStyles.cssText);
  const shared = [...shadow].filter(([selector]) => page.has(selector) && !ownFont.test(selector));
  expect(shared.length).to.be.greaterThan(25);
  for (const [selector, style] of shared) expect(style, selector).to.equal(page.get(selector));
});
