// Keeps what has focus in sight when the page above it grows: an event arrives, a control wakes up, a window gets narrower.
// The browser's own scroll anchoring holds on to what is at the top of the window, and lets what is below it be pushed out.

/** Where the focus is, through shadow trees. */
const focused = (): Element | null => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element === document.body ? null : element;
};

interface Place {
  element: Element;
  /** From the top of the window, px. */
  top: number;
  bottom: number;
}

const placeOf = (element: Element): Place => {
  const { top, bottom } = element.getBoundingClientRect();
  return { element, top, bottom };
};

/** Some of it is where neither the bar nor the tab of the events covers it. */
const inSight = ({ top, bottom }: Place): boolean => {
  const { scrollPaddingTop, scrollPaddingBottom } = getComputedStyle(document.documentElement);
  return bottom > (parseFloat(scrollPaddingTop) || 0) && top < innerHeight - (parseFloat(scrollPaddingBottom) || 0);
};

/** Starts to watch; answers how to stop. */
export const keepFocusInSight = (): (() => void) => {
  let last: Place | null = null;
  /** It has just come: whoever moves the focus sees where it goes. */
  let fresh = true;
  let scrolled = scrollY;

  const look = (): void => {
    const element = focused();
    const was = element !== null && (fresh || last?.element !== element || inSight(last));
    fresh = false;
    last = element && placeOf(element);
    // Only for those who steer by it: a button that was clicked may go.
    if (was && last && element.matches(':focus-visible') && !inSight(last)) {
      element.scrollIntoView({ block: 'nearest', behavior: 'instant' });
      last = placeOf(element);
    }
    scrolled = scrollY;
  };
  const came = (): void => {
    fresh = true;
    requestAnimationFrame(look);
  };
  /** A step within one shadow tree is no event outside it. */
  const pressed = (): void => void requestAnimationFrame(look);
  /** A person who scrolls away from it is not called back. Counted, not measured: something may have grown meanwhile. */
  const moved = (): void => {
    const by = scrollY - scrolled;
    const element = focused();
    scrolled = scrollY;
    if (element !== last?.element) last = element && placeOf(element);
    else if (last) last = { ...last, top: last.top - by, bottom: last.bottom - by };
  };

  const grown = new ResizeObserver(look);
  grown.observe(document.body);
  document.addEventListener('focusin', came);
  document.addEventListener('keydown', pressed);
  addEventListener('scroll', moved, { passive: true });
  return () => {
    grown.disconnect();
    document.removeEventListener('focusin', came);
    document.removeEventListener('keydown', pressed);
    removeEventListener('scroll', moved);
  };
};
