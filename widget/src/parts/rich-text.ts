export interface TextPart {
  /** As it was written. */
  readonly text: string;
  /** Where it leads, http, https or mailto; null: it is plain text. */
  readonly href: string | null;
}

const SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/**
 * What may be a link: it begins as one, not in the middle of a word, and ends at a space, a quote, an angle bracket, the
 * punctuation of scripts that write no spaces, or a character that is not seen or turns the direction of writing, which
 * would let a link look like another.
 */
const CANDIDATE =
  /(?<![a-z0-9@._~+-])(?:https?:\/\/|mailto:|www\.)[^\s<>"“”«»\\^`{|}。、，；：！？「」『』（）【】《》\p{Cc}\p{Cf}]+/giu;

/** What ends a sentence and no link. */
const ENDING = /[.,;:!?'’*_~…،؛؟]/u;

const CLOSING: Readonly<Record<string, string>> = { ')': '(', ']': '[' };

/** Splits a message into text and links. Together the parts are the message; nothing of it is ever markup. */
export function richText(message: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const { 0: found, index } of message.matchAll(CANDIDATE)) {
    const text = withoutEnding(found);
    const href = hrefOf(text);
    if (href === null) continue;
    if (index > end) parts.push({ text: message.slice(end, index), href: null });
    parts.push({ text, href });
    end = index + text.length;
  }
  if (end < message.length) parts.push({ text: message.slice(end), href: null });
  return parts;
}

/** Without the punctuation after it, and without a bracket that was opened before it. */
function withoutEnding(found: string): string {
  const open = new Map<string, number>();
  for (const char of found) {
    open.set(char, (open.get(char) ?? 0) + 1);
  }
  let end = found.length;
  for (; end > 0; end--) {
    const last = found.charAt(end - 1);
    const opening = CLOSING[last];
    if (opening === undefined) {
      if (!ENDING.test(last)) break;
      continue;
    }
    const closed = open.get(last) ?? 0;
    if (closed <= (open.get(opening) ?? 0)) break;
    open.set(last, closed - 1);
  }
  return found.slice(0, end);
}

/** Null for what no browser would open, and for a name before the host, which only ever looks like another host. */
function hrefOf(text: string): string | null {
  const address = /^www\./iu.test(text) ? `https://${text}` : text;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (!SCHEMES.has(url.protocol) || url.username !== '' || url.password !== '') return null;
  return url.protocol === 'mailto:' && !url.pathname.includes('@') ? null : url.href;
}
