/** A text in Prometheus' format, to ask for values. */
export class MetricsText {
  constructor(readonly text: string) {}

  static async from(url: string, init?: RequestInit): Promise<MetricsText> {
    const response = await fetch(url, init);
    if (!response.ok) throw new Error(`${url} answers ${response.status}.`);
    return new MetricsText(await response.text());
  }

  /** Of the one line with this name and at least these labels. */
  value(name: string, labels: Readonly<Record<string, string>> = {}): number {
    const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
    const lines = this.text.split('\n').filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`));
    const found = lines.filter((line) => wanted.every((part) => line.includes(part)));
    if (found.length !== 1) {
      throw new Error(`${found.length} lines with ${wanted.join(' ') || 'no label'} in\n${lines.join('\n')}`);
    }
    return Number(found[0]?.split(' ').at(-1));
  }

  /** Names of what a query can ask for: of a histogram its buckets, sum and count. */
  get names(): ReadonlySet<string> {
    const types = [...this.text.matchAll(/^# TYPE (\S+) (\S+)$/gm)];
    const names = types.flatMap(([, name = '', type]) =>
      type === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => name + end) : [name],
    );
    return new Set(names);
  }

  /** Names of all labels, of all metrics of this server's own. */
  get labels(): ReadonlySet<string> {
    const lines = this.text.split('\n').filter((line) => line.startsWith('sfu_room_'));
    return new Set(lines.flatMap((line) => [...line.matchAll(/[{,](\w+)="/g)].map(([, label = '']) => label)));
  }
}
