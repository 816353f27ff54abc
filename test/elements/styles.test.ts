// The ground of shadow trees and the ground of pages are two files, since each must work without the other: what both say is the same.
import { expect } from '@esm-bundle/chai';
import { baseStyles } from '../../src/elements/support/base-styles.ts';

/** Declarations by selector; a selector that stands twice has both. */
const rulesOf = (text: string): Map<string, string> => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  const rules = new Map<string, string>();
  for (const rule of sheet.cssRules)
    if (rule instanceof CSSStyleRule) rules.set(rule.selectorText, `${rules.get(rule.selectorText) ?? ''} ${rule.style.cssText}`.trim());
  return rules;
};

it('says the same of links, buttons and fields as the page', async () => {
  const page = rulesOf(await (await fetch('/src/site/base.css')).text());
  const shadow = rulesOf(baseStyles.cssText);
  const shared = [...shadow].filter(([selector]) => page.has(selector));
  expect(shared.length).to.be.greaterThan(25);
  for (const [selector, style] of shared) expect(style, selector).to.equal(page.get(selector));
});
