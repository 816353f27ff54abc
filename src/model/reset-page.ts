// The looks of the page where a product's customers set a new password: what its maker stored, reduced to what is safe to show.

export interface ResetPage {
  title: string;
  /** `#rrggbb`. */
  color: string;
  logo_text: string;
}

/** From `settings.password_reset` of a product, whatever is in there; `name` stands in for a missing title. */
export function resetPage(stored: unknown, name: string): ResetPage {
  const given = typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {};
  const text = (value: unknown, fallback: string, max: number) =>
    typeof value === 'string' && value !== '' ? value.slice(0, max) : fallback;
  const { title, color, logo_text } = given;
  return {
    title: text(title, name, 80),
    color: typeof color === 'string' && /^#[0-9a-fA-F]{6}$/.test(color) ? color.toLowerCase() : '#1d5fd1',
    logo_text: text(logo_text, name, 40),
  };
}
