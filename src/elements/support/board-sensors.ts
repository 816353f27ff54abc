// What the world does to a virtual board: a temperature sensor on A0, voltages on the other analog pins, levels on digital ones.
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { VirtualDevice } from '../../device/virtual/virtual-device.ts';
import { steady, WAVE_SHAPES, type Wave, type WaveShape } from '../../device/virtual/wave.ts';
import { icon } from './icon.ts';

/** Pins A0 … A5 count down from 19. */
const analogPin = (index: number): number => 19 - index;
const DIGITAL = [2, 3, 4, 5, 6];

/** A TMP36: 500 mV at 0 °C, 10 mV a degree. */
const toVolts = (celsius: number): number => 0.5 + celsius / 100;
const toCelsius = (volts: number): number => Math.round((volts - 0.5) * 1000) / 10;

const SHAPES: Readonly<Record<WaveShape, string>> = {
  steady: 'stands still',
  sine: 'sine',
  triangle: 'triangle',
  square: 'square',
  noise: 'noise',
};
const PERIODS: readonly [number, string][] = [
  [10_000, '10 s'],
  [60_000, '1 min'],
  [3_600_000, '1 h'],
  [86_400_000, '1 day'],
];

const value = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement).value;

/** How a value moves by itself. `unit` and `scale` are of the swing. */
function waveFields(key: string, wave: Wave, scale: number, unit: string, most: number, set: (wave: Wave) => void): TemplateResult {
  return html`<div class="sense-wave">
    <label class="inline-field"
      >Moves as
      <select
        id="${key}-shape"
        .value=${wave.shape}
        @change=${(event: Event) => {
          const shape = value(event) as WaveShape;
          set({ ...wave, shape, swing: shape === 'steady' || wave.swing > 0 ? wave.swing : most / 4 / scale });
        }}
      >
        ${WAVE_SHAPES.map((shape) => html`<option value=${shape} ?selected=${shape === wave.shape}>${SHAPES[shape]}</option>`)}
      </select></label
    >
    ${
      wave.shape === 'steady'
        ? nothing
        : html`<label class="inline-field"
              >up and down by
              <input
                id="${key}-swing"
                type="number"
                min="0"
                max=${most}
                step="0.1"
                .value=${String(Math.round(wave.swing * scale * 10) / 10)}
                @change=${(event: Event) => set({ ...wave, swing: Math.max(0, Math.min(most, Number(value(event)) || 0)) / scale })}
              />${unit}</label
            >
            <label class="inline-field"
              >once in
              <select id="${key}-period" @change=${(event: Event) => set({ ...wave, period: Number(value(event)) })}>
                ${PERIODS.map(([ms, words]) => html`<option value=${ms} ?selected=${ms === wave.period}>${words}</option>`)}
              </select></label
            >`
    }
  </div>`;
}

export function temperatureSensor(device: VirtualDevice): TemplateResult {
  const wave = device.waves[analogPin(0)] ?? steady(toVolts(21.5));
  const celsius = toCelsius(wave.level);
  const set = (next: Wave): void => device.setWave(analogPin(0), next);
  return html`<div class="sense">
    <div class="sense-row">
      <label for="temperature">${icon('therm')}Temperature</label>
      <input
        id="temperature"
        type="range"
        min="-20"
        max="60"
        step="0.5"
        .value=${String(celsius)}
        aria-valuetext="${celsius.toFixed(1)} °C"
        @input=${(event: Event) => set({ ...wave, level: toVolts(Number(value(event))) })}
      />
      <output for="temperature">${celsius.toFixed(1)} °C</output>
    </div>
    ${waveFields('temperature', wave, 100, '°C', 40, set)}
  </div>`;
}

/** The other pins, for firmware that reads more than a temperature. */
export function otherPins(device: VirtualDevice): TemplateResult {
  return html`<details class="more">
    <summary>More pins</summary>
    <div class="sense">
      ${[1, 2, 3, 4, 5].map((index) => {
        const wave = device.waves[analogPin(index)] ?? steady(0);
        const set = (next: Wave): void => device.setWave(analogPin(index), next);
        return html`<div class="sense-row">
            <label for="a${index}">A${index}</label>
            <input
              id="a${index}"
              type="range"
              min="0"
              max="3.3"
              step="0.01"
              .value=${String(wave.level)}
              aria-valuetext="${wave.level.toFixed(2)} volts"
              @input=${(event: Event) => set({ ...wave, level: Number(value(event)) })}
            />
            <output for="a${index}">${wave.level.toFixed(2)} V</output>
          </div>
          ${wave.level > 0 || wave.shape !== 'steady' ? waveFields(`a${index}`, wave, 1, 'V', 3.3, set) : nothing}`;
      })}
      <fieldset class="switches">
        <legend class="visually-hidden">Digital pins</legend>
        ${DIGITAL.map(
          (pin) =>
            html`<label
              ><input
                type="checkbox"
                role="switch"
                .checked=${device.levels[pin] === 1}
                @change=${(event: Event) => device.setLevel(pin, (event.target as HTMLInputElement).checked ? 1 : 0)}
              />D${pin} high</label
            >`,
        )}
      </fieldset>
    </div>
  </details>`;
}
