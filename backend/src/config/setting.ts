import { isIP } from 'node:net';
import { z } from 'zod';

/** How a setting is written where only text can be: in a flag or in an environment variable. */
export type Form = 'text' | 'number' | 'boolean' | 'list' | 'json';

export interface Setting<Schema extends z.ZodType = z.ZodType> {
  readonly schema: Schema;
  readonly default: z.output<Schema>;
  readonly form: Form;
  /** Stands for the value in the help. */
  readonly placeholder: string;
  /** One line, with the unit. */
  readonly description: string;
  /** What the default is, where its value does not tell. */
  readonly defaultDescription?: string;
  /** Completes "takes ..." in the refusal of a wrong value. */
  readonly expects: string;
  /** Where the value holds secrets: what may be shown of it. */
  readonly redact?: (value: z.output<Schema>) => unknown;
}

/** Keeps each setting's own type, so that Config can be derived from the table. */
export const setting = <Schema extends z.ZodType>(it: Setting<Schema>): Setting<Schema> => it;

/** Stands for what may not be shown. */
export const HIDDEN = '(hidden)';

/**
 * As much of a URL as may be shown: whoever knows its password, its query or, where it is one, its secret path, could
 * use it. What is no URL is shown as it is.
 */
export function shownUrl(text: string, { path = true } = {}): string {
  if (!/^[a-z]+:\/\//i.test(text) || !URL.canParse(text)) return text;
  const { protocol, username, password, host, pathname, search } = new URL(text);
  const user = username === '' && password === '' ? '' : `${HIDDEN}@`;
  const shownPath = path || pathname === '/' ? pathname : `/${HIDDEN}`;
  return `${protocol}//${user}${host}${shownPath}${search === '' ? '' : `?${HIDDEN}`}`;
}

/** An address to bind to. The media workers take no names, so the only name there is becomes its address. */
export const localAddress = z
  .string()
  .transform((host) => (host === 'localhost' ? '127.0.0.1' : host))
  .refine((host) => isIP(host) !== 0);

export function port(what: Pick<Setting<z.ZodNumber>, 'default' | 'description'>): Setting<z.ZodNumber> {
  return {
    ...what,
    schema: z.int().min(0).max(65_535),
    form: 'number',
    placeholder: 'port',
    expects: 'a port number from 0 to 65535',
  };
}

/** A time in whole milliseconds. */
export function milliseconds(
  what: Pick<Setting<z.ZodNumber>, 'default' | 'description' | 'defaultDescription'>,
  { least = 0, most }: { least?: number; most: number },
): Setting<z.ZodNumber> {
  return {
    ...what,
    schema: z.int().min(least).max(most),
    form: 'number',
    placeholder: 'ms',
    expects: `a whole number of milliseconds from ${String(least)} to ${String(most)}`,
  };
}

/** How many there may be at most. */
export function limit(
  what: Pick<Setting<z.ZodNumber>, 'default' | 'description' | 'defaultDescription'>,
  { least = 1, most }: { least?: number; most: number },
): Setting<z.ZodNumber> {
  return {
    ...what,
    schema: z.int().min(least).max(most),
    form: 'number',
    placeholder: 'number',
    expects: `a whole number from ${String(least)} to ${String(most)}`,
  };
}

/** A text that may be left out. */
export function optionalText(
  what: Pick<Setting, 'placeholder' | 'description' | 'expects'> & {
    defaultDescription?: string;
    secret?: boolean;
    /** What may be shown of it; default: everything. */
    shown?: (value: string) => string;
  },
): Setting<z.ZodNullable<z.ZodString>> {
  const { secret = false, defaultDescription = 'none', shown = secret ? () => HIDDEN : undefined, ...rest } = what;
  return {
    ...rest,
    defaultDescription,
    schema: z.string().min(1).nullable(),
    default: null,
    form: 'text',
    ...(shown ? { redact: (value: string | null) => (value === null ? null : shown(value)) } : {}),
  };
}

/** A switch; without a value as a flag. */
export function toggle(what: { default: boolean; description: string }): Setting<z.ZodBoolean> {
  return { ...what, schema: z.boolean(), form: 'boolean', placeholder: 'true|false', expects: 'true or false' };
}
