// Vue has to be told that the tag is not a component of its own.
export default {
  title: 'VitePress',
  outDir: '../out',
  head: [['script', { async: '', src: `${process.env.POCKET_SITE}embed.js` }]],
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === 'pocket-lesson' } } },
};
