// The drawing of the virtual board (interface.md §7): a thing, nearly the same in every theme, never mirrored.
import { html, nothing, svg } from 'lit';
import type { SVGTemplateResult, TemplateResult } from 'lit';
import type { LedState } from '../../device/virtual/led-state.ts';
import { colorOf, patternClass } from './led-look.ts';

export interface BoardDrawing {
  id: string;
  name: string;
  led: LedState;
  /** 0 … 1. */
  d7: number;
  mode_down: boolean;
  reset_down: boolean;
  /** Names of pins that the firmware uses. */
  used: ReadonlySet<string>;
  /** Its power is on. */
  power: boolean;
}

const TOP = ['RST', '3V3', 'MD', 'GND', 'A0', 'A1', 'A2', 'A3', 'A4', 'A5', 'SCK', 'MO', 'MI', 'RX', 'TX', 'NC'];
const BOTTOM = ['LI+', 'EN', 'VUSB', 'D8', 'D7', 'D6', 'D5', 'D4', 'D3', 'D2', 'SCL', 'SDA'];
const PITCH = 35.6;

const pins = (names: readonly string[], from: number, y: number, text: number, used: ReadonlySet<string>): SVGTemplateResult[] =>
  names.map((name, at) => {
    const x = from + at * PITCH;
    return svg`<circle class="pad" cx=${x} cy=${y} r="7.6"/>${used.has(name) ? svg`<circle class="used" cx=${x} cy=${y} r="10.4"/>` : nothing}<circle class="hole" cx=${x} cy=${y} r="3.7"/><text class="print pinname" x=${x} y=${text}>${name}</text>`;
  });

/** Small parts: resistors (dark) and capacitors (tan). */
const PARTS: readonly [x: number, y: number, tan: boolean][] = [
  [298, 92, true],
  [298, 104, false],
  [298, 116, false],
  [320, 92, true],
  [320, 104, false],
  [316, 210, false],
  [316, 222, true],
  [343, 222, false],
  [343, 210, false],
  [594, 92, true],
  [594, 104, false],
  [594, 210, false],
  [594, 222, true],
];

const definitions = svg`<defs>
  <linearGradient id="metal" x1="0" x2="0" y1="0" y2="1"><stop offset="0" stop-color="#f1f4f4"/><stop offset=".45" stop-color="#c3cbcd"/><stop offset="1" stop-color="#8d989b"/></linearGradient>
  <linearGradient id="shield" x1="0" x2="1" y1="0" y2="1"><stop offset="0" stop-color="#dfe5e6"/><stop offset=".5" stop-color="#bcc6c8"/><stop offset="1" stop-color="#a4afb2"/></linearGradient>
  <linearGradient id="sheen" x1="0" x2="0" y1="0" y2="1"><stop offset="0" stop-color="#fff" stop-opacity=".07"/><stop offset=".3" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity=".22"/></linearGradient>
  <radialGradient id="button" cx=".4" cy=".35"><stop offset="0" stop-color="#fbfdfd"/><stop offset="1" stop-color="#c9d2d4"/></radialGradient>
  <radialGradient id="fade"><stop offset="0" stop-color="#fff" stop-opacity=".85"/><stop offset=".35" stop-color="#fff" stop-opacity=".34"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient>
  <mask id="halo" maskUnits="userSpaceOnUse" x="100" y="94" width="140" height="140"><circle cx="170" cy="164" r="58" fill="url(#fade)"/></mask>
  <mask id="halo7" maskUnits="userSpaceOnUse" x="220" y="65" width="56" height="56"><circle cx="248" cy="93" r="24" fill="url(#fade)"/></mask>
</defs>`;

const ground = svg`<rect class="pcb-shadow" x="30" y="16" width="672" height="276" rx="20"/>
  <rect class="pcb" x="28" y="10" width="672" height="280" rx="20"/>
  <rect x="28" y="10" width="672" height="280" rx="20" fill="url(#sheen)"/>
  <g class="trace"><path d="M190 150h44l20-24h66M190 158h50l14 14h70M190 142h36l22-40h46M148 210v20l14 14h70M520 118h40l16-40M520 150h80M520 182h46l14 40M240.4 34v34l-14 14M276 34v30M418 34v34M454 34v34M489.6 34v34M418 266v-34M454 266v-34M382.8 266v-34"/></g>
  <g class="mount"><circle cx="54" cy="36" r="10"/><circle cx="54" cy="264" r="10"/><circle cx="676" cy="36" r="10"/><circle cx="676" cy="264" r="10"/></g>
  <g class="via"><circle cx="254" cy="126" r="2"/><circle cx="254" cy="172" r="2"/><circle cx="294" cy="102" r="2"/><circle cx="560" cy="78" r="2"/><circle cx="580" cy="222" r="2"/></g>`;

const connectors = svg`<g><rect x="12" y="112" width="64" height="76" rx="5" fill="url(#metal)" class="metal-edge"/><rect x="12" y="126" width="12" height="48" rx="3" class="port"/><path d="M40 124v14M40 162v14M62 124v14M62 162v14" class="metal-line"/></g>
  <text class="print small" x="97" y="154">USB</text>
  <g><rect class="jst" x="112" y="222" width="66" height="46" rx="4"/><rect class="jst-in" x="120" y="238" width="50" height="30" rx="2"/><path class="jst-pin" d="M136 244v20M154 244v20"/><text class="print small" x="145" y="216">BATTERY</text></g>`;

const radio = svg`<g class="ufl"><rect x="540" y="92" width="24" height="24" rx="2"/><circle cx="552" cy="104" r="8"/><circle cx="552" cy="104" r="2.5"/></g><text class="print small" x="552" y="132">ANT</text>
  <g><rect class="antenna" x="628" y="112" width="28" height="76" rx="3"/><path class="antenna-line" d="M634 120h16v10h-16v10h16v10h-16v10h16v10h-16"/></g>
  <g class="jst"><rect x="538" y="182" width="30" height="30" rx="2"/></g><text class="engraved light" x="553" y="201" text-anchor="middle">3V3</text>`;

const tact = (x: number, y: number, label: string, down: boolean): SVGTemplateResult =>
  svg`<g class="tact ${down ? 'down' : ''}"><rect x=${x - 20} y=${y - 20} width="40" height="40" rx="4"/><circle cx=${x} cy=${y} r=${down ? 10.5 : 12} fill="url(#button)"/></g><text class="print label" x=${x} y=${label === 'MODE' ? 134 : 234}>${label}</text>`;

const statusLight = (led: LedState): SVGTemplateResult => {
  const { name, fill } = colorOf(led);
  return svg`<g class="rgb ${patternClass(led)} ${name}" fill=${fill}>
    <circle class="glow" cx="170" cy="164" r="58" mask="url(#halo)"/>
    <rect class="led-case" x="157" y="151" width="26" height="26" rx="3"/>
    <circle class="unlit" cx="170" cy="164" r="9"/><circle class="lens" cx="170" cy="164" r="9"/><circle class="spark" cx="167" cy="161" r="2.6"/>
  </g><text class="print small" x="170" y="194">STATUS</text>`;
};

const blueLight = (brightness: number): SVGTemplateResult =>
  svg`<g class="d7"><circle class="d7-glow" cx="248" cy="93" r="24" mask="url(#halo7)" opacity=${brightness}/><rect class="led-case" x="240" y="88" width="16" height="10" rx="1.5"/><rect class="d7-lens" x="243.5" y="89.5" width="9" height="7" rx="1"/><rect class="d7-lit" x="243.5" y="89.5" width="9" height="7" rx="1" opacity=${brightness}/></g><text class="print small" x="248" y="113">D7</text>`;

const shield = (name: string, id: string): SVGTemplateResult => {
  const title = name.length > 17 ? `${name.slice(0, 16)}…` : name;
  return svg`<g><rect x="360" y="86" width="160" height="128" rx="4" fill="url(#shield)" class="metal-edge"/><rect x="367" y="93" width="146" height="114" rx="2" class="shield-in"/><g class="engrave" transform="translate(374 106) scale(.8)"><path d="M7.2 11.2A4.6 4.6 0 0 1 16 9.6a3.4 3.4 0 0 1 1.4 1.6M3 11.5h18v3.8a6.2 6.2 0 0 1-6.2 6.2H9.2A6.2 6.2 0 0 1 3 15.3z"/></g><text class="engraved" x="397" y="121">${title}</text><text class="engraved tiny" x="380" y="152">VIRTUAL BOARD</text><text class="engraved tiny" x="380" y="168">Device OS 5.9.0</text><text class="engraved tiny" x="380" y="184">${id.slice(0, 8)}…${id.slice(-4)}</text></g>`;
};

export const boardDrawing = ({ id, name, led, d7, mode_down, reset_down, used, power }: BoardDrawing): TemplateResult =>
  html`<svg class="board-art ${power ? '' : 'off'}" viewBox="0 0 720 300" role="img" aria-labelledby="drawing-title drawing-text">
    <title id="drawing-title">${name}, a virtual board</title>
    <desc id="drawing-text">
      Status light ${led.looks}: ${led.words}. The blue D7 light is ${d7 > 0 ? 'on' : 'off'}. MODE is above the status light, RESET to its
      right.
    </desc>
    ${definitions} ${ground} ${pins(TOP, 98, 34, 55, used)} ${pins(BOTTOM, 240.4, 266, 253, used)} ${connectors}
    ${tact(152, 98, 'MODE', mode_down)} ${tact(252, 196, 'RESET', reset_down)} ${statusLight(led)} ${blueLight(d7)}
    ${PARTS.map(
      ([x, y, tan]) =>
        svg`<rect class="lead" x=${x} y=${y} width="13" height="5" rx="1"/><rect class=${tan ? 'part-tan' : 'part'} x=${x + 2} y=${y} width="9" height="5"/>`,
    )}
    ${shield(name, id)} ${radio}
  </svg>`;
