// Whether another site's page is around this one: it could lay its own picture over our buttons.

/** True in a frame of another origin. */
export const isFramed = (): boolean => {
  if (window === top) return false;
  try {
    return top?.location.origin !== location.origin;
  } catch {
    // Reading it across origins throws.
    return true;
  }
};
