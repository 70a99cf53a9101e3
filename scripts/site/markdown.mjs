import { dirname, join } from 'node:path';
import { Marked } from 'marked';
import { escapeHtml, scrolling } from './html.mjs';
import { highlight } from './highlight.mjs';

/** @import { Tokens } from 'marked' */

/**
 * A page of Markdown as HTML, and what runs in it.
 *
 * @typedef {object} Rendered
 * @property {string} html
 * @property {readonly { id: string, depth: number, title: string }[]} headings
 * @property {string} css of the live examples
 * @property {string} js of the live examples
 */

/**
 * Fences with `live` behind their language are shown and also run: HTML stands above its code, CSS and JavaScript go
 * into files of the page, since a strict policy refuses them in it.
 *
 * @param {string} source
 * @param {object} context
 * @param {string} context.file of the source, from the project's folder on
 * @param {(file: string) => string | undefined} context.linkTo address of the page that is made of a file
 * @returns {Rendered}
 */
export function renderMarkdown(source, { file, linkTo }) {
  /** @type {{ id: string, depth: number, title: string }[]} */
  const headings = [];
  /** @type {{ css: string[], js: string[] }} */
  const live = { css: [], js: [] };
  const marked = new Marked();
  marked.use({
    renderer: {
      heading({ tokens, depth, text }) {
        const content = this.parser.parseInline(tokens);
        if (depth === 1) return `<h1>${content}</h1>`;
        const title = text.replaceAll(/[`*_\\]/g, '');
        const id = unique(slugOf(title), headings);
        headings.push({ id, depth, title });
        return `<h${depth} id="${id}">${content} <a class="anchor" href="#${id}" aria-label="Link to “${escapeHtml(title)}”">#</a></h${depth}>`;
      },
      link({ href, title, tokens }) {
        const to = resolveLink(href, file, linkTo);
        const tip = title ? ` title="${escapeHtml(title)}"` : '';
        return `<a href="${escapeHtml(to)}"${tip}>${this.parser.parseInline(tokens)}</a>`;
      },
      code({ text, lang = '' }) {
        const [language = '', ...flags] = lang.split(/\s+/);
        const code = codeBlock(text, language);
        if (!flags.includes('live')) return code;
        if (language === 'css' || language === 'js') live[language].push(text);
        return language === 'html' ? `<div class="live"><div class="shown">${text}</div>${code}</div>` : code;
      },
      table({ header, rows }) {
        const cell = (/** @type {Tokens.TableCell} */ { tokens }) => this.parser.parseInline(tokens);
        const head = header.map((each) => `<th scope="col">${cell(each)}</th>`).join('');
        const body = rows.map((row) => {
          const [first, ...rest] = row.map(cell);
          return `<tr><th scope="row">${first}</th>${rest.map((each) => `<td>${each}</td>`).join('')}</tr>`;
        });
        const name = header.map(({ text }) => text.replaceAll('`', '')).join(', ');
        return scrolling(name, `<thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody>`);
      },
    },
  });
  const html = marked.parse(source, { async: false });
  // A block each, so that no name of one example is in the way of another's.
  return { html, headings, css: live.css.join('\n'), js: live.js.map((code) => `{\n${code}\n}`).join('\n') };
}

const plain = new Marked();

/**
 * What doc comments hold: a line, or paragraphs.
 *
 * @param {string} text
 */
export function renderComment(text) {
  return text
    .replaceAll(/Throws RoomError (.*)/g, (_throws, codes) => `Rejects: ${markCodes(codes)}`)
    .split('\n\n')
    .map((paragraph) => plain.parseInline(paragraph, { async: false }))
    .join('<br />');
}

/**
 * The error codes in a sentence, as code.
 *
 * @param {string} text
 */
export function markCodes(text) {
  return text.replaceAll(/(?<![`\w])([a-z]+(?:-[a-z]+)+|left)(?![`\w])/g, '`$1`');
}

/**
 * @param {string} text
 * @param {string} language
 */
export function codeBlock(text, language) {
  const name = language === '' ? 'Code' : `Code, ${language}`;
  return `<div class="code"><pre tabindex="0" role="group" aria-label="${escapeHtml(name)}"><code>${highlight(text, language)}</code></pre></div>\n`;
}

/**
 * @param {string} href
 * @param {string} file
 * @param {(file: string) => string | undefined} linkTo
 */
function resolveLink(href, file, linkTo) {
  const [path = '', anchor] = href.split('#');
  if (!path.endsWith('.md')) return href;
  const target = linkTo(join(dirname(file), path));
  if (target === undefined) throw new Error(`${file} links to ${href}, of which there is no page.`);
  return anchor === undefined ? target : `${target}#${anchor}`;
}

/** @param {string} title */
function slugOf(title) {
  return (
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
      .replaceAll(/^-|-$/g, '') || 'section'
  );
}

/**
 * @param {string} slug
 * @param {readonly { id: string }[]} taken
 */
function unique(slug, taken) {
  const isTaken = (/** @type {string} */ id) => taken.some((heading) => heading.id === id);
  let id = slug;
  for (let count = 2; isTaken(id); count++) id = `${slug}-${count}`;
  return id;
}
