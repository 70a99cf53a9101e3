/** In which its forms of number are listed; none, one and two are said in words. */
const ORDER: readonly Intl.LDMLPluralRule[] = ['zero', 'one', 'two', 'few', 'many', 'other'];

type Forms = readonly [zero: string, one: string, two: string, few: string, many: string, other: string];

const rules = new Intl.PluralRules('ar');

export const numbers = new Intl.NumberFormat('ar');

/** The form that belongs to a number, with the number in place of #. */
export const counted =
  (...forms: Forms) =>
  (count: number): string =>
    (forms[ORDER.indexOf(rules.select(count))] ?? '').replace('#', numbers.format(count));

/** Keeps what may be written from left to right from moving the marks around it. */
export const apart = (text: string): string => `\u2068${text}\u2069`;
