import { describe, expect, it } from 'vitest';
import { richText } from '../../../widget/src/parts/rich-text.js';

/** Text of each link, with where it leads. */
const linksIn = (message: string): [string, string][] =>
  richText(message).flatMap(({ text, href }): [string, string][] => (href === null ? [] : [[text, href]]));

const textOf = (message: string): string =>
  richText(message)
    .map(({ text }) => text)
    .join('');

describe('the text of a message', () => {
  it('is split into words and links, and stays as it was written', () => {
    expect(richText('See https://example.org/a?b=1#c, or write to mailto:ann@example.org.')).toEqual([
      { text: 'See ', href: null },
      { text: 'https://example.org/a?b=1#c', href: 'https://example.org/a?b=1#c' },
      { text: ', or write to ', href: null },
      { text: 'mailto:ann@example.org', href: 'mailto:ann@example.org' },
      { text: '.', href: null },
    ]);
  });

  it('is one part when it has no link, and none when it is empty', () => {
    expect(richText('Line one\nLine two')).toEqual([{ text: 'Line one\nLine two', href: null }]);
    expect(richText('')).toEqual([]);
  });

  it('has a link where somebody left the scheme out', () => {
    expect(linksIn('www.example.org/path')).toEqual([['www.example.org/path', 'https://www.example.org/path']]);
  });

  it('takes a scheme in any case', () => {
    expect(linksIn('HTTPS://Example.ORG')).toEqual([['HTTPS://Example.ORG', 'https://example.org/']]);
  });

  it.each([
    ['(see https://example.org/a)', 'https://example.org/a'],
    ['https://en.wikipedia.org/wiki/Set_(mathematics)', 'https://en.wikipedia.org/wiki/Set_(mathematics)'],
    ['(https://en.wikipedia.org/wiki/Set_(mathematics)).', 'https://en.wikipedia.org/wiki/Set_(mathematics)'],
    ['[https://example.org/[1]]', 'https://example.org/[1]'],
    ['https://example.org/?!…', 'https://example.org/'],
    ['“https://example.org”', 'https://example.org'],
    ['<https://example.org>', 'https://example.org'],
    ['見てhttps://example.org/見。次', 'https://example.org/見'],
    ['انظر https://example.org/a؟', 'https://example.org/a'],
    ['https://example.org/a/', 'https://example.org/a/'],
    ['https://example.org:8080/a;b=c', 'https://example.org:8080/a;b=c'],
  ])('ends the link in %s where it ends', (message, link) => {
    expect(linksIn(message).map(([text]) => text)).toEqual([link]);
    expect(textOf(message)).toBe(message);
  });

  it('has two links that only a comma parts from each other', () => {
    expect(linksIn('https://a.example, https://b.example').map(([text]) => text)).toEqual([
      'https://a.example',
      'https://b.example',
    ]);
  });
});

describe('a hostile message', () => {
  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    'ftp://example.org',
    'https://',
    'https://%',
    'http://:80',
    'www.',
    'mailto:',
    'mailto:nobody',
    'https://accounts.example.com@evil.example/',
    'https://user:secret@evil.example/',
    'xhttps://example.org',
    'ann@www.example.org',
  ])('%s makes no link', (message) => {
    expect(linksIn(message)).toEqual([]);
    expect(textOf(message)).toBe(message);
  });

  it('makes links of http, https and mailto alone, whatever it holds', () => {
    const message = `https://a.example/javascript:alert(1) www.b.example/"onclick=alert(1) mailto:a@b.example?body=<script>`;
    expect(linksIn(message)).toEqual([
      ['https://a.example/javascript:alert(1)', 'https://a.example/javascript:alert(1)'],
      ['www.b.example/', 'https://www.b.example/'],
      ['mailto:a@b.example?body=', 'mailto:a@b.example?body='],
    ]);
    expect(textOf(message)).toBe(message);
  });

  it('cannot hide in a link what turns the direction of writing, or what is not seen', () => {
    expect(linksIn('https://example.org/\u202Egpj.exe')).toEqual([['https://example.org/', 'https://example.org/']]);
    expect(linksIn('https://exam\u200Bple.org')).toEqual([['https://exam', 'https://exam/']]);
    expect(linksIn('https://example.org/\u0000a')).toEqual([['https://example.org/', 'https://example.org/']]);
  });

  it('takes no longer when it is made to', () => {
    const messages = ['https://a.example/' + ')'.repeat(200_000), 'www.'.repeat(50_000), 'https://'.repeat(25_000)];
    const begin = performance.now();
    for (const message of messages) expect(textOf(message)).toBe(message);
    // Of the length of a hundred messages each; what tries every end anew takes minutes.
    expect(performance.now() - begin).toBeLessThan(2_000);
  });
});
