type Forms = Readonly<Record<'one' | 'few' | 'many' | 'other', string>>;

const rules = new Intl.PluralRules('ru');

/** The form that belongs to a number, with the number in place of #. */
export const counted = (forms: Forms) => (count: number) =>
  forms[rules.select(count) as keyof Forms].replace('#', String(count));
