/**
 * One page of the docs.
 *
 * @typedef {object} DocPage
 * @property {string} slug its folder under `docs/`; '' is the docs' first page
 * @property {string} file its source, from the project's folder on
 * @property {string} title
 * @property {string} description for those who find it by a search
 */

/**
 * In the order in which one reads them.
 *
 * @type {readonly { title: string, pages: readonly DocPage[] }[]}
 */
export const SECTIONS = [
  {
    title: 'Start',
    pages: [
      page('', 'quick-start', 'Quick start', 'From nothing to a video room on your own machine.'),
      page('embed', 'embed', 'Embed', 'Put a room into a page: the tag, the three kinds of UI, slots and parts.'),
      page('frameworks', 'frameworks', 'Frameworks', 'A room in React 19, Vue 3, Svelte 5 and plain HTML, typed.'),
      page('styling', 'styling', 'Styling', 'Themes, custom properties and parts, each on a live room.'),
    ],
  },
  {
    title: 'Reference',
    pages: [
      page('api', 'api', 'Attributes and events', 'Every attribute, property, method, event and slot of <sfu-room>.'),
      page('elements', 'elements', 'Parts as elements', 'The elements that a room is made of, to be placed by hand.'),
      page('room-client', 'room-client', 'Room client', 'The room without its UI: one state, one list of intents.'),
      {
        slug: 'errors',
        file: 'docs/errors.md',
        title: 'Errors',
        description: 'Every error code: when it comes and what to do.',
      },
      page('protocol', 'protocol', 'Protocol', 'What client and server say to each other.'),
    ],
  },
  {
    title: 'Run it',
    pages: [
      page('self-hosting', 'self-hosting', 'Self-hosting', 'Ports, HTTPS, NAT, TURN and every setting of the server.'),
      page('tokens', 'tokens', 'Join tokens', 'Who may join which room, and what they may do there.'),
      page('rest-api', 'rest-api', 'REST API', 'See and moderate the rooms of a server from other programs.'),
      page(
        'own-server',
        'own-server',
        'In your own server',
        'Rooms in a Node program of yours, beside its own routes.',
      ),
      page(
        'webhooks',
        'webhooks',
        'Webhooks',
        'What happens in rooms, told to other programs: signed, in order, and not lost.',
      ),
      page('monitoring', 'monitoring', 'Monitoring', 'Metrics for Prometheus, a dashboard for Grafana, and logs.'),
      page('troubleshooting', 'troubleshooting', 'Troubleshooting', 'What goes wrong most often, and what to do.'),
    ],
  },
];

export const DOC_PAGES = SECTIONS.flatMap(({ pages }) => pages);

/** Every page of the site, as its path from the site's root. */
export const PATHS = ['', 'playground/', ...DOC_PAGES.map(pathOf)];

/** @param {Pick<DocPage, 'slug'>} page */
export function pathOf({ slug }) {
  return slug === '' ? 'docs/' : `docs/${slug}/`;
}

/**
 * @param {string} slug
 * @param {string} name of the file
 * @param {string} title
 * @param {string} description
 * @returns {DocPage}
 */
function page(slug, name, title, description) {
  return { slug, file: `site/docs/${name}.md`, title, description };
}
