import { createHash } from 'node:crypto';
import { API_PATH, type ApiDocument } from './document.js';
import { coded, Html, html, prose } from './html.js';
import type { Method } from './operation.js';
import { PAGE_STYLES } from './page-styles.js';
import { anchorOf, fieldsOf, typeOf, type Shape } from './shapes.js';

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Shape }>>;
}

interface Described {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly description?: string;
    readonly schema: Shape;
  }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content & { readonly description: string }>>;
}

interface Entry extends Described {
  readonly method: Method;
  readonly path: string;
}

/** As one piece: its hash counts every space. */
const STYLES = new Html(`<style>${PAGE_STYLES}</style>`);

/** The one style sheet is in the page, known by its hash; there is no script, and nothing else is loaded. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(PAGE_STYLES).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const PAGE_HEADERS: Readonly<Record<string, string>> = { 'Content-Security-Policy': POLICY };

/**
 * The document as a page to read. Of our own: the usual viewers are megabytes of script that want `unsafe-inline`, for a
 * page that needs neither.
 */
export function renderPage(document: ApiDocument): string {
  const entries = entriesOf(document);
  const tags = (document.tags ?? []).map(({ name }) => name);
  const schemas = Object.entries((document.components?.schemas ?? {}) as Readonly<Record<string, Shape>>);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>REST API of ${document.info.title}</title>
        ${STYLES}
      </head>
      <body>
        <header>
          <h1>REST API</h1>
          <p class="lead">
            ${document.info.title} ${document.info.version} · <a href="${API_PATH}/openapi.json">OpenAPI 3.1</a>
          </p>
          ${prose(document.info.description ?? '')}
          <pre
            tabindex="0"
          ><code>${`curl -H "Authorization: Bearer $(sfu-room token --api)" http://127.0.0.1:3000${API_PATH}/rooms`}</code></pre>
        </header>
        <nav aria-label="Operations">
          <ul>
            ${entries.map(({ operationId, summary }) => html`<li><a href="#${operationId}">${summary}</a></li>`)}
          </ul>
        </nav>
        <main>
          ${tags.map(
            (tag) =>
              html`<section>
                <h2>${tag}</h2>
                ${entries.filter(({ tags: own }) => own.includes(tag)).map(renderEntry)}
              </section>`,
          )}
          <section>
            <h2>Schemas</h2>
            ${schemas.map(
              ([name, shape]) =>
                html`<article id="${anchorOf(name)}">
                  <h3>${name}</h3>
                  ${prose(shape.description ?? '')} ${fieldsOf(shape)}
                </article>`,
            )}
          </section>
        </main>
      </body>
    </html>`;
  return page.text;
}

function entriesOf({ paths = {} }: ApiDocument): Entry[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods as Readonly<Record<string, Described>>).map(([method, described]) => ({
      ...described,
      method: method as Method,
      path,
    })),
  );
}

function renderEntry({ operationId, method, path, summary, description = '', parameters = [], ...rest }: Entry): Html {
  const body = schemaOf(rest.requestBody);
  return html`<article id="${operationId}">
    <h3>${summary}</h3>
    <p class="address"><b class="${method}">${method.toUpperCase()}</b> <code>${API_PATH}${path}</code></p>
    ${prose(description)}
    <dl>
      ${parameters.map(
        (parameter) =>
          html`<div>
            <dt><code>${parameter.name}</code> <small>in the ${parameter.in}</small></dt>
            <dd>${coded(parameter.description ?? '')} ${typeOf({ ...parameter.schema })}</dd>
          </div>`,
      )}
      ${
        body
          ? [
              html`<div>
                <dt>Body</dt>
                <dd>${typeOf(body)}</dd>
              </div>`,
            ]
          : []
      }
      ${Object.entries(rest.responses).map(([status, response]) => renderResponse(status, response))}
    </dl>
  </article>`;
}

function renderResponse(status: string, response: Described['responses'][string]): Html {
  const isError = Number(status) >= 400;
  const schema = isError ? undefined : schemaOf(response);
  return html`<div>
    <dt>${status}</dt>
    <dd>${isError ? prose(response.description) : coded(response.description)} ${schema ? typeOf(schema) : ''}</dd>
  </div>`;
}

const schemaOf = (part: Content | undefined): Shape | undefined => part?.content?.['application/json']?.schema;
