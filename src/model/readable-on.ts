// Which ink is readable on a colour that somebody else chose (WCAG 2.2, relative luminance).

const channel = (value: number): number => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};

const luminance = (color: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => channel(Number.parseInt(color.slice(at, at + 2), 16)));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** `#rrggbb` and nothing else: what goes into a style sheet is checked where it goes in. */
export const isHexColor = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text);

/** Black or white, whichever contrasts more with `color` (`#rrggbb`); at least 4.5 : 1 on every colour. */
export const readableOn = (color: string): '#000000' | '#ffffff' => {
  const ground = luminance(color);
  return (ground + 0.05) / 0.05 >= 1.05 / (ground + 0.05) ? '#000000' : '#ffffff';
};
