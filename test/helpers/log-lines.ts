/** What pino writes to, for tests to read. */
export class LogLines {
  readonly lines: string[] = [];

  write(line: string): void {
    this.lines.push(line);
  }

  /** All of it. */
  get text(): string {
    return this.lines.join('');
  }

  get entries(): Record<string, unknown>[] {
    return this.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** The first with this message; its level is a name in the server's own logs, and is made one here. */
  find(message: string): Record<string, unknown> | undefined {
    const entry = this.entries.find(({ msg }) => msg === message);
    const { level } = entry ?? {};
    return entry && { ...entry, level: typeof level === 'number' ? NAMES[level] : level };
  }
}

const NAMES: Readonly<Record<number, string>> = { 20: 'debug', 30: 'info', 40: 'warn', 50: 'error' };
