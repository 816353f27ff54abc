// <pocket-bridge>: this page's end of the bridge: whether curl and the CLI reach its cloud, how they do, and what they asked.
import { html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { joinBridge, openBridgeLink, type BridgeLink, type BridgeState, type RelayedRequest } from '../client/bridge-link.ts';
import { STARTER } from './support/account.ts';
import { bridgeStyles } from './support/bridge-styles.ts';
import { ControlElement } from './support/control-element.ts';
import { badge, type StateLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import { CopyController } from './support/copy-controller.ts';
import type { Session } from './support/session.ts';
import { siteBase } from './support/site-base.ts';
import { tabMemory } from './support/tab-memory.ts';

/** Newest first. */
const MOST = 30;
const KEY = 'bridge-session';

type State = BridgeState | 'idle' | 'refused' | 'absent';

const LINES: Record<State, StateLine> = {
  idle: { tone: 'info', text: html`<strong>No bridge is connected to this page.</strong> Start one, then open the link it prints.` },
  connecting: { tone: 'busy', text: 'Connecting to the bridge…' },
  open: {
    tone: 'done',
    text: html`<strong>Connected.</strong> Leave this page open: when it closes, curl and the CLI are told that no page is there.`,
  },
  lost: { tone: 'warn', text: html`<strong>The bridge does not answer.</strong> This page tries again by itself.` },
  replaced: { tone: 'warn', text: html`<strong>Another page took over.</strong> The newest page answers. Close this one.` },
  ended: { tone: 'warn', text: html`<strong>The bridge was started anew.</strong> Open the link it printed last.` },
  refused: { tone: 'bad', text: html`<strong>This link was used before.</strong> Open the link that the bridge printed last.` },
  absent: { tone: 'bad', text: html`<strong>No bridge answers at this address.</strong> Start one, then open the link it prints.` },
};

/** A token in an address is nobody's business who looks at the screen. */
const masked = (path: string): string => path.replace(/(access_token=)[^&]+/, '$1…');

export class Bridge extends ControlElement {
  static override styles = [controlStyles, bridgeStyles];
  static override properties: PropertyDeclarations = { state: { state: true }, requests: { state: true } };
  declare protected state: State;
  declare protected requests: readonly RelayedRequest[];
  readonly #copy = new CopyController(this);
  #link: BridgeLink | null = null;
  protected readonly controlTitle = 'Bridge';

  constructor() {
    super();
    this.state = 'idle';
    this.requests = [];
  }

  protected override sessionArrived(session: Session): void {
    super.sessionArrived(session);
    void this.#connect(session);
  }

  protected override sessionLeft(session: Session): void {
    super.sessionLeft(session);
    this.#link?.close();
  }

  async #connect(session: Session): Promise<void> {
    const code = /^#code=([0-9a-f]{32})$/.exec(location.hash)?.[1];
    if (code !== undefined) {
      // It works once, and it is nobody's business afterwards.
      history.replaceState(null, '', location.pathname + location.search);
      try {
        const joined = await joinBridge(siteBase(), code);
        if (joined === null) return void (this.state = 'refused');
        tabMemory.write(KEY, joined);
      } catch {
        return void (this.state = 'absent');
      }
    }
    const known = tabMemory.read(KEY);
    if (known === null) return;
    void session.ensureToken().catch(() => {});
    this.#link = openBridgeLink({
      site: siteBase(),
      session: known,
      cloud: session.cloud.raw,
      onState: (state) => {
        this.state = state;
        if (state === 'open') session.memory.write('bridge', true);
        if (state === 'ended' || state === 'replaced') tabMemory.forget(KEY);
      },
      onRequest: (request) => {
        const before = this.requests.find(({ id }) => id === request.id);
        this.requests = before ? this.requests.map((one) => (one === before ? request : one)) : [request, ...this.requests].slice(0, MOST);
      },
    });
  }

  protected draw(session: Session): TemplateResult {
    const open = this.state === 'open' || this.state === 'lost';
    return this.frame({
      state: this.state,
      badge: open
        ? badge(
            this.state === 'open' ? 'Connected' : 'Away',
            this.state === 'open' ? 'check' : 'warn',
            this.state === 'open' ? 'good' : 'warn',
          )
        : nothing,
      said: this.#copy.said,
      body: open ? html`${this.#commands(session)} ${this.#asked()}` : undefined,
      line: LINES[this.state],
    });
  }

  #commands({ account }: Session): TemplateResult {
    const address = siteBase().replace(/\/$/, '');
    const curl = (token: string): string => `curl '${address}/v1/devices?access_token=${token}'`;
    const cli = [
      'particle profile pocket',
      `particle profile set apiUrl ${address}`,
      `particle login --username ${STARTER.username} --password ${STARTER.password}`,
      'particle list',
    ].join('\n');
    return html`<div class="control-body commands">
      <div class="snippet-head">
        <h4>curl</h4>
        ${this.#copy.button('curl', 'Copy with the token', () => curl(account.token ?? '<token>'))}
      </div>
      <pre class="codeview" tabindex="0" role="region" aria-label="curl"><code>${curl('<token>')}</code></pre>
      <div class="snippet-head">
        <h4>CLI</h4>
        ${this.#copy.button('cli', 'Copy', () => cli)}
      </div>
      <pre class="codeview" tabindex="0" role="region" aria-label="CLI"><code>${cli}</code></pre>
      <p class="muted">The profile keeps this apart from your other accounts. <code>particle profile particle</code> leads back to them.</p>
    </div>`;
  }

  #asked(): TemplateResult {
    if (this.requests.length === 0)
      return html`<div class="control-body"><p class="empty">Nothing was asked yet. Paste the line above into a shell.</p></div>`;
    return html`<div class="table-wrap" tabindex="0" role="region" aria-label="What was asked through the bridge">
      <table class="data">
        <thead>
          <tr>
            <th scope="col">Method</th>
            <th scope="col">Path</th>
            <th scope="col" class="n">Status</th>
          </tr>
        </thead>
        <tbody>
          ${this.requests.map(
            ({ method, path, status, open }) =>
              html`<tr>
                <td>${method}</td>
                <td><code>${masked(path)}</code></td>
                <td class="n num">${status ?? ''}${open ? ' open' : ''}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}

customElements.define('pocket-bridge', Bridge);
