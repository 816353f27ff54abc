// Mails that would have been sent are here, and their links lead into this site only.
import { expect } from '@esm-bundle/chai';
import '../../src/elements/mailbox.ts';
import { button, find, openElementPage, textOf, type ElementPage } from '../support/element-page.ts';

let page: ElementPage;
beforeEach(async () => {
  page = await openElementPage();
});
afterEach(() => page.close());

it('an empty mailbox says how to get a mail, and the mail arrives by itself', async () => {
  const mailbox = await page.mount('<pocket-mailbox></pocket-mailbox>');
  await page.until(() => textOf(mailbox).includes('No mail yet.'));
  await page.expectAccessible();
  button(mailbox, 'Forgot my password').click();
  await page.until(() => mailbox.shadowRoot?.querySelector('.mail'), 'the mail');
  expect(textOf(mailbox)).to.contain('Pocket Cloud: set a new password').and.to.contain('To student@example.com').and.to.contain('1 mail.');
  expect(find<HTMLAnchorElement>(mailbox, '.mail a').getAttribute('href')).to.match(
    /\/reset-password\/\?code=u-[0-9a-f]{24}-[0-9a-f]{40}$/,
  );
  await page.expectAccessible();
});

it('a link that leads elsewhere is no link, and markup stays text', async () => {
  await page.test.ports.store.transaction(['mails'], 'readwrite', async (tx) => {
    for (const link of ['https://evil.example/', '//evil.example/', 'javascript:alert(1)', '../../../elsewhere/'])
      await tx.put('mails', { to: 'a', from: 'b', subject: '<img src=x>', text: '<b>x</b>', link, sent_at: '2026-11-21T10:00:00.000Z' });
  });
  const mailbox = await page.mount('<pocket-mailbox></pocket-mailbox>');
  await page.until(() => mailbox.shadowRoot?.querySelectorAll('.mail').length === 4);
  const links = [...(mailbox.shadowRoot?.querySelectorAll<HTMLAnchorElement>('.mail a') ?? [])].map(({ href }) => href);
  for (const link of links) expect(link).to.match(new RegExp(`^${location.origin}/`));
  expect(mailbox.shadowRoot?.querySelector('img')).to.equal(null);
  expect(textOf(mailbox)).to.contain('<b>x</b>');
});
