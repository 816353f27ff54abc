// <pocket-cloud-room>: where this cloud is kept, how much room it takes, and whether it stays.
import { css, html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import { actionButton } from './support/action-button.ts';
import { ControlElement } from './support/control-element.ts';
import { badge, type StateLine } from './support/control-frame.ts';
import { controlStyles } from './support/control-styles.ts';
import type { Session } from './support/session.ts';

interface Room {
  /** Bytes; null where the browser does not tell. */
  used: number | null;
  quota: number | null;
  /** The browser promised to keep it even when the disk is full. */
  promised: boolean;
}

/** `null` for a browser without it: an insecure page, a sandboxed frame. */
const manager = (): StorageManager | null => {
  try {
    return navigator.storage ?? null;
  } catch {
    return null;
  }
};

async function readRoom(): Promise<Room> {
  try {
    const estimate = await manager()?.estimate();
    return { used: estimate?.usage ?? null, quota: estimate?.quota ?? null, promised: (await manager()?.persisted()) ?? false };
  } catch {
    return { used: null, quota: null, promised: false };
  }
}

const size = (bytes: number): string => {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  const power = bytes < 1024 ? 0 : Math.min(Math.floor(Math.log(bytes) / Math.log(1024)), units.length - 1);
  const value = bytes / 1024 ** power;
  return `${value < 10 && power > 0 ? value.toFixed(1) : Math.round(value)} ${units[power] ?? ''}`;
};

/** Asked again at most this often, real ms: a browser counts files for it. */
const PAUSE = 3000;

export class CloudRoom extends ControlElement {
  static override styles = [
    controlStyles,
    css`
      .control-body {
        display: grid;
        gap: 1rem;
      }
      .gauge {
        display: grid;
        gap: 0.5rem;
      }
      .gauge p {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 1rem;
      }
    `,
  ];
  static override properties: PropertyDeclarations = { room: { state: true }, refused: { state: true } };
  declare protected room: Room | null;
  declare protected refused: boolean;
  protected readonly controlTitle = 'Where it is kept';
  #read = -Infinity;
  readonly #again = (): void => void readRoom().then((room) => (this.room = room));

  constructor() {
    super();
    this.room = null;
    this.refused = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#again();
  }

  protected override sessionArrived(session: Session): void {
    super.sessionArrived(session);
    // Told when the cloud has opened too: before, nothing is stored.
    session.addEventListener('change', this.#heard);
    session.addEventListener('cloud-change', this.#heard);
  }

  protected override sessionLeft(session: Session): void {
    super.sessionLeft(session);
    session.removeEventListener('change', this.#heard);
    session.removeEventListener('cloud-change', this.#heard);
  }

  readonly #heard = (): void => {
    const now = performance.now();
    if (now - this.#read < PAUSE) return;
    this.#read = now;
    this.#again();
  };

  async #keep(): Promise<void> {
    this.refused = !((await manager()?.persist()) ?? false);
    this.#again();
  }

  protected draw(session: Session): TemplateResult {
    const saved = session.notSaved === null && session.info?.saved === true;
    const { room } = this;
    return this.frame({
      state: saved ? 'ready' : 'error',
      badge: saved ? badge('Saved', 'check', 'good') : badge('Not saved', 'warn', 'warn'),
      body: html`<div class="control-body">
        ${saved ? nothing : html`<p>${session.notSaved || 'Runs here, forgotten when you close the tab.'} Export it below to keep what you did.</p>`}
        ${
          saved && room?.used !== null && room?.quota
            ? html`<div class="gauge">
                <p>
                  <span id="room">Room of this site in this browser</span><span class="num">${size(room.used)} of ${size(room.quota)}</span>
                </p>
                <meter aria-labelledby="room" min="0" max=${room.quota} high=${room.quota * 0.9} value=${room.used}></meter>
              </div>`
            : nothing
        }
        <p class="muted">
          The logs keep their newest entries: 10,000 events, 2,000 deliveries and 2,000 requests of each kind. When the browser gives no
          more room, a call says so and nothing that is stored is lost.
        </p>
      </div>`,
      line: this.#line(saved),
      actions:
        saved && room && !room.promised && manager()
          ? actionButton({ label: 'Ask the browser to keep it', onClick: () => void this.#keep() })
          : undefined,
    });
  }

  #line(saved: boolean): StateLine {
    if (!saved) return { tone: 'warn', text: html`<strong>Not saved.</strong> It is gone when you close the tab.` };
    if (this.room?.promised) return { tone: 'done', text: html`<strong>Kept.</strong> The browser clears it only when you say so.` };
    return {
      tone: 'info',
      text: html`<strong>Saved in this browser only.</strong> ${
          this.refused
            ? 'The browser made no promise: when the disk is full it may clear this site.'
            : 'When the disk is full, the browser may clear sites you rarely visit.'
        }`,
    };
  }
}

customElements.define('pocket-cloud-room', CloudRoom);
