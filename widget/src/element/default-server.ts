let scriptOrigin: string | null = null;

/** Our own bundle keeps its name, with or without a hash; a page's own bundle tells nothing of where the rooms are. */
const OUR_BUNDLE = /\/sfu-room(?:[-.][\w-]+)?\.js$/;

/** Remembers where the script came from, when it is ours and was fetched from a server. */
export function rememberScript(url: string): void {
  const { protocol, pathname, origin } = new URL(url);
  if (/^https?:$/.test(protocol) && OUR_BUNDLE.test(pathname)) scriptOrigin = origin;
}

/** The backend of an element that names none: where the script came from, else the page's origin. */
export function defaultServer(): string {
  return scriptOrigin ?? location.origin;
}
