// A button that knows how long it is held, by mouse, touch, pen and keyboard, and by a screen reader that only clicks.

export interface PressAndHold {
  press(): void;
  release(): void;
}

export interface HoldListeners {
  pointerdown(event: PointerEvent): void;
  pointerup(): void;
  pointercancel(): void;
  keydown(event: KeyboardEvent): void;
  keyup(event: KeyboardEvent): void;
  blur(): void;
  click(event: MouseEvent): void;
}

/** Put each on its event of one `<button>`. `able`: asked before each press. */
export function holdListeners({ press, release }: PressAndHold, able: () => boolean): HoldListeners {
  let down = false;
  /** The click that follows a press has been heard already. */
  let heard = false;
  const begin = (): void => {
    if (down || !able()) return;
    down = true;
    heard = true;
    press();
  };
  const end = (): void => {
    if (!down) return;
    down = false;
    release();
  };
  const isKey = ({ key }: KeyboardEvent): boolean => key === ' ' || key === 'Enter';
  return {
    pointerdown(event) {
      if (event.button !== 0) return;
      // What leaves the button with the finger on it is still held.
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
      begin();
    },
    pointerup: end,
    pointercancel: end,
    keydown(event) {
      if (!isKey(event)) return;
      event.preventDefault();
      if (!event.repeat) begin();
    },
    keyup(event) {
      if (!isKey(event)) return;
      event.preventDefault();
      end();
      heard = false;
    },
    blur: end,
    click() {
      // Only a click without a press: assistive technology, or a script.
      if (!heard) {
        begin();
        end();
      }
      heard = false;
    },
  };
}
