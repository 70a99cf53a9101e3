import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { TileStrings } from '../i18n/strings.js';

/** As much of a part as a room needs to serve it. */
export interface FreePart extends ReactiveControllerHost, HTMLElement {
  view: unknown;
  strings: TileStrings;
  for: string;
}

/** As much of a room as a part needs to be served by it. */
export interface PartServer extends HTMLElement {
  /** Sets the part's view now and after each change, and answers its requests. Returns what ends that. */
  servePart(part: FreePart): () => void;
}

const servers = new Set<PartServer>();
const attachments = new Set<AttachmentController>();

/** A room is in the document: parts that were there before it find it. Returns what takes it away again. */
export function offerParts(server: PartServer): () => void {
  servers.add(server);
  for (const attachment of attachments) attachment.settle();
  return () => {
    servers.delete(server);
    for (const attachment of attachments) attachment.settle();
  };
}

/** Ties a part that was placed by hand to its room, whichever of the two comes first. */
export class AttachmentController implements ReactiveController {
  readonly #part: FreePart;
  #server: PartServer | null = null;
  #end: (() => void) | null = null;

  constructor(part: FreePart) {
    this.#part = part;
    part.addController(this);
  }

  hostConnected(): void {
    // Inside of another part or of the room's own UI, its parent gives it what it shows.
    if (isInsideUi(this.#part)) return;
    attachments.add(this);
    this.settle();
  }

  hostUpdate(): void {
    // `for` may have changed.
    if (attachments.has(this)) this.settle();
  }

  hostDisconnected(): void {
    attachments.delete(this);
    this.#attach(null);
  }

  settle(): void {
    this.#attach(this.#find());
  }

  /** The part asks for something else now: it is served anew. */
  renew(): void {
    if (!attachments.has(this)) return;
    this.#attach(null);
    this.settle();
  }

  #find(): PartServer | null {
    const { for: id } = this.#part;
    const root = this.#part.getRootNode() as Document | ShadowRoot;
    const found = id ? root.getElementById(id) : roomAround(this.#part);
    return [...servers].find((server) => server === found) ?? null;
  }

  #attach(server: PartServer | null): void {
    if (server === this.#server) return;
    this.#end?.();
    this.#server = server;
    this.#end = server?.servePart(this.#part) ?? null;
  }
}

/** Inside of a room's own UI, or of one of its parts: what is around it gives it what it shows. */
export function isInsideUi(part: Element): boolean {
  const root = part.getRootNode();
  return root instanceof ShadowRoot && root.host.localName.startsWith('sfu-');
}

/** The nearest one up the tree, across the shadow roots of the page's own elements. */
export function roomAround(element: Element): Element | null {
  const around = element.closest('sfu-room');
  if (around) return around;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? roomAround(root.host) : null;
}
