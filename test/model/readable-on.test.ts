// Ink on a colour that somebody else chose.
import { expect } from '@esm-bundle/chai';
import { isHexColor, readableOn } from '../../src/model/readable-on.ts';

it('dark grounds get white ink, light ones black', () => {
  expect(readableOn('#000000')).to.equal('#ffffff');
  expect(readableOn('#1d5fd1')).to.equal('#ffffff');
  expect(readableOn('#ffffff')).to.equal('#000000');
  expect(readableOn('#f2c14e')).to.equal('#000000');
});

it('the contrast is at least 4.5 on every grey', () => {
  const linear = (value: number): number => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  for (let grey = 0; grey < 256; grey += 1) {
    const hex = grey.toString(16).padStart(2, '0');
    const ground = linear(grey) + 0.05;
    const contrast = readableOn(`#${hex}${hex}${hex}`) === '#000000' ? ground / 0.05 : 1.05 / ground;
    expect(contrast, hex).to.be.greaterThan(4.5);
  }
});

it('only six hex digits are a colour', () => {
  expect(isHexColor('#0a6a7B')).to.equal(true);
  for (const wrong of ['red', '#fff', '#0a6a7b;', '#0a6a7b} * {', 'url(x)', '#0a6a7g', ' #0a6a7b', '#0a6a7b\n'])
    expect(isHexColor(wrong), wrong).to.equal(false);
});
