// Scripts of the config are put into the head of every page; MDX leaves tags with a hyphen alone.
module.exports = {
  title: 'Docusaurus',
  url: 'http://localhost',
  baseUrl: '/',
  scripts: [{ src: `${process.env.POCKET_SITE}embed.js`, async: true }],
  presets: [['classic', { docs: { routeBasePath: '/' }, blog: false }]],
};
