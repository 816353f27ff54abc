// Shows that the test runner itself works: decorators, packages of both module kinds, catalogs, a real worker.
import { expect } from '@esm-bundle/chai';
import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import Hogan from 'hogan.js';

@customElement('harness-probe')
class HarnessProbe extends LitElement {
  @property() name = 'probe';
  override render() {
    return html`<p>${this.name}</p>`;
  }
}

it('renders a Lit element with decorators', async () => {
  const probe = document.createElement('harness-probe') as HarnessProbe;
  document.body.append(probe);
  probe.name = 'changed';
  await probe.updateComplete;
  expect(probe.shadowRoot!.textContent).to.include('changed');
  probe.remove();
});

it('loads a CommonJS package', () => {
  expect(Hogan.compile('{{a}}').render({ a: '<' })).to.equal('&lt;');
});

it('expands import.meta.glob like Vite', () => {
  const words = import.meta.glob<Record<string, unknown>>('../../src/model/*.ts', { eager: true });
  expect(Object.keys(words)).to.include('../../src/model/event.ts');
});

it('gives each page a context of its own', async () => {
  expect(await navigator.serviceWorker.getRegistrations()).to.have.length(0);
});
