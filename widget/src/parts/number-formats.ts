/** A call's numbers as people of a language read them. */
export class NumberFormats {
  readonly #lang: string;
  readonly #made = new Map<string, Intl.NumberFormat>();

  /** @param lang BCP 47 */
  constructor(lang: string) {
    this.#lang = lang;
  }

  /** @param bits in bit/s; as many digits each time, so that what changes every second does not jump */
  rate(bits: number): string {
    const isLarge = bits >= 1_000_000;
    const unit = isLarge ? 'megabit-per-second' : 'kilobit-per-second';
    const digits = isLarge ? 1 : 0;
    return this.#format(unit, digits, digits).format(bits / (isLarge ? 1_000_000 : 1_000));
  }

  /** @param time in ms */
  time(time: number): string {
    return this.#format('millisecond', 0).format(time);
  }

  /** @param part 0 to 1; less than a tenth of a percent is not nothing */
  share(part: number): string {
    return this.#format('percent', part > 0 && part < 0.1 ? 1 : 0).format(part * 100);
  }

  /** Such as `1280 × 720`, in px; the same way round in every language. */
  size(width: number, height: number): string {
    return `\u2066${width} × ${height}\u2069`;
  }

  #format(unit: string, maximumFractionDigits: number, minimumFractionDigits = 0): Intl.NumberFormat {
    const key = `${unit} ${maximumFractionDigits} ${minimumFractionDigits}`;
    const known = this.#made.get(key);
    if (known) return known;
    const made = new Intl.NumberFormat(this.#lang, {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      maximumFractionDigits,
      minimumFractionDigits,
    });
    this.#made.set(key, made);
    return made;
  }
}
